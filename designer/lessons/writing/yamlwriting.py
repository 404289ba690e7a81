"""Values as the YAML that lessons declare things in, such that reading it gives the values again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

from designer.lessons.yamltext import read_yaml, scalar

WIDEST = 100_000
"""A line is never broken: lists and words stay whole."""


def yaml_of(values: Mapping[str, Any]) -> str:
    """Lines of a word, a colon and a value; nothing for no values."""
    import yaml

    if not values:
        return ""
    return yaml.dump(dict(values), Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=WIDEST)


def values_of(text: str) -> dict[str, Any]:
    """What such lines say. Raises `YamlFault`."""
    said = read_yaml(text).value
    return said if isinstance(said, dict) else {}


@cache
def _dumper() -> type[yaml.SafeDumper]:
    """Lists of words in brackets, lists of more line by line, long texts as blocks."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)

        def ignore_aliases(self, data: object) -> bool:
            return True

        def represent_sequence(
            self, tag: str, sequence: Iterable[Any], flow_style: bool | None = None
        ) -> yaml.SequenceNode:
            items = list(sequence)
            flat = not any(isinstance(item, dict | list | tuple) for item in items)
            return super().represent_sequence(tag, items, flow_style=flat)

        def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
            return super().represent_mapping(tag, mapping, flow_style=False)

    Dumper.add_representer(str, _text)
    return Dumper


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    block = (
        "\n" in text and not text.startswith((" ", "\n")) and all(sign.isprintable() or sign == "\n" for sign in text)
    )
    plain = not block and _reads_back(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if block else None if plain else '"')


def _reads_back(text: str) -> bool:
    """Whether words are words to who reads them without quotes, as far as YAML itself does not quote them."""
    return isinstance(scalar(text), str)
