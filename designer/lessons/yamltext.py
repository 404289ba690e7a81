"""YAML as plain values, with the line of each: what lessons declare their checks in.

Only plain YAML: no tags, no anchors, no key twice; and words stay words, so `no` is text and `12:30` no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import yaml

DEEPEST: Final = 12
LONGEST: Final = 50_000
"""The most characters of one piece of YAML: what reads it takes a while for each."""
MOST: Final = 5_000
"""How many values one piece of YAML may have."""

Way = tuple[str | int, ...]
"""How one gets to a value: `("options", 1, "say")`."""

_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?")
_WORDS: Final = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True)
class Values:
    """What a piece of YAML says, and the line that each value begins in, the first being 1."""

    value: Any
    lines: dict[Way, int]

    def line(self, way: Way) -> int:
        """The line of what is at the end of a way, or of what would hold it."""
        while way and way not in self.lines:
            way = way[:-1]
        return self.lines.get(way, 1)


class YamlFault(Exception):
    """Text that is no plain YAML: one sentence, and its line counted from 1."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def read_yaml(text: str) -> Values:
    """The values of some YAML. Raises `YamlFault`."""
    import yaml

    if len(text) > LONGEST:
        raise YamlFault(1, f"Expected at most {LONGEST:,} characters here, found {len(text):,}.")
    try:
        _refuse(text)
        node = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlFault(
            mark.line + 1 if mark else 1, f"This is no YAML: {error.problem or 'it cannot be read'}."
        ) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise YamlFault(1, f"This is no YAML: {error}.") from None
    lines: dict[Way, int] = {}
    return Values(_value(node, (), lines), lines)


def _loader() -> Any:
    """The one in C, if it came along: a lesson has hundreds of such pieces, and the one in Python takes ten times as long."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _refuse(text: str) -> None:
    """Look the text over before a tree is made of it: trees can be deep, large, or refer to themselves."""
    import yaml

    depth = 0
    for seen, event in enumerate(yaml.parse(text, Loader=_loader())):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise YamlFault(
                line, "Expected plain values, found an anchor or alias (& or *). Write the value out, in quotes."
            )
        tag = getattr(event, "tag", None)
        if tag:
            raise YamlFault(line, f"Expected plain values, found the tag {tag}. Leave it out.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or seen > MOST:
            raise YamlFault(line, f"Expected at most {MOST:,} values, {DEEPEST} deep; this has more.")


def _value(node: yaml.Node | None, way: Way, lines: dict[Way, int]) -> Any:
    import yaml

    if node is None:
        return None
    lines[way] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, way, lines)
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*way, at), lines) for at, one in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return node.value if node.style else scalar(node.value)


def _mapping(node: yaml.MappingNode, way: Way, lines: dict[Way, int]) -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise YamlFault(line, "Expected a word before the colon, found a list or more.")
        if key.value in found:
            raise YamlFault(line, f"{key.value} stands here twice. Keep one of them.")
        found[key.value] = _value(value, (*way, key.value), lines)
        lines[*way, key.value] = line
    return found


def scalar(text: str) -> Any:
    """What plain words mean: a number, true or false, nothing, or themselves."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
