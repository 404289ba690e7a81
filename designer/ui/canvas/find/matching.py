"""What can be found on the canvas, and what matches a few typed words. Knows no Qt.

Everything is found by lines of text: a layer by its name, its kind, each of its settings ("units 64") and its
shapes; blocks by their names, frames by their titles, comments by what they say.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from designer.analysis import Analysis
from designer.catalogue import kind_named
from designer.graph.design import Design, Node
from designer.values import ObjectValue, Value, shape_text, value_text

SEPARATOR = "\0"
DEFAULTS = "\1"
"""What stands behind it in a text is found from the beginning of a line only: settings that were left alone."""


class Index:
    """The texts of many things, to be searched at once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        """`texts` by the ids of the things, in the order they are to be found in."""
        self._ids = list(texts)
        parts = [text.partition(DEFAULTS) for text in texts.values()]
        self._said = _Joined([said for said, _, _ in parts])
        self._left_alone = _Joined([f"\n{rest}" for _, _, rest in parts])

    def find(self, query: str) -> list[str]:
        """The ids of what matches. If no line has the words in this order, whatever has each of them somewhere."""
        wanted = normal(query)
        if not wanted:
            return []
        whole = self._having(wanted)
        words = wanted.split(" ")
        if not whole and len(words) > 1:
            whole = set.intersection(*(self._having(word) for word in words))
        return [self._ids[at] for at in sorted(whole)]

    def _having(self, wanted: str) -> set[int]:
        """The places in the list of what has these words as they stand; a number is no part of a longer one."""
        before = r"(?<![\d.])" if wanted[0].isdigit() else ""
        after = r"(?!\d|\.\d)" if wanted[-1].isdigit() else ""
        words = re.escape(wanted) + after
        return self._said.having(before + words) | self._left_alone.having(r"\n" + words)


class _Joined:
    """Many texts as one, so that a search is one call."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._text = SEPARATOR.join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))[:-1]

    def having(self, pattern: str) -> set[int]:
        return {bisect_right(self._starts, at.start()) - 1 for at in re.finditer(pattern, self._text)}


def texts_of(design: Design, analysis: Analysis, order: Iterable[str]) -> dict[str, str]:
    """What each thing is found by: layers in the order given, then blocks, frames and comments."""
    nodes, layers, layout = design.graph.nodes, analysis.layers, design.layout
    texts: dict[str, str] = {}
    for id in order:
        node = nodes.get(id)
        if node is not None:
            facts = layers.get(id)
            shapes = () if facts is None else (*facts.inputs, *((facts.output,) if facts.output is not None else ()))
            said, left_alone = _settings(node)
            flowing = "\n".join(dict.fromkeys(map(shape_text, shapes)))
            texts[id] = f"{normal(node.name)}\n{said}\n{normal(flowing)}{DEFAULTS}{left_alone}"
    texts.update({id: normal(block.name) for id, block in layout.blocks.items()})
    texts.update({id: normal(frame.title) for id, frame in layout.frames.items()})
    texts.update({id: normal(comment.text) for id, comment in layout.comments.items()})
    return texts


def normal(text: str) -> str:
    """Without what makes no difference: case, "=" and ":" between a setting and its value, how x is written."""
    text = text.casefold().replace("×", "x").replace(SEPARATOR, "").replace(DEFAULTS, "")
    text = re.sub(r"(?<=\d)\s*x\s*(?=\d)", " x ", text)
    return re.sub(r"[ \t=:]+", " ", text).strip()


MOST_KNOWN = 4096
_known: dict[tuple[str, str], tuple[str, str]] = {}
"""The lines of a kind with some settings. Large networks repeat few of them many times."""


def _settings(node: Node) -> tuple[str, str]:
    """The kind and the settings, one a line: those that show or were set, and those that were left alone."""
    key = (node.kind, repr(node.settings))
    if key not in _known:
        kind = kind_named(node.kind)
        values = node.settings if kind is None else kind.filled(node.settings)
        headline = () if kind is None else kind.headline
        said = {name for name, value in values.items() if name in node.settings or (name in headline and value)}
        lines = {name: "\n".join(_lines(name, value)) for name, value in values.items()}
        if len(_known) > MOST_KNOWN:
            _known.clear()
        own = (node.kind, *(line for name, line in lines.items() if name in said))
        _known[key] = normal("\n".join(own)), normal("\n".join(lines[name] for name in lines if name not in said))
    return _known[key]


def _lines(name: str, value: Value) -> Iterator[str]:
    """A setting, and those of the layer or other thing that is its value."""
    yield f"{name} {value_text(value)}"
    if isinstance(value, ObjectValue):
        for inner, held in value.settings.items():
            yield from _lines(inner, held)
