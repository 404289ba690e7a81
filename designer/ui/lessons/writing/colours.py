"""Colours a lesson's text: headings, what stands above it, and what its blocks declare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designer.ui.highlight import Highlighter

PROSE, FRONT, BLOCK = 0, 1, 2
"""What a line's state says of the one behind it; within a block the length of its fence is added."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_DECLARED = re.compile(r"(\s*(?:- +)?\{?)([A-Za-z_][\w-]*)(?=\s*:)")
_INLINE = re.compile(r"\$\$?[^$]+\$\$?|`[^`]+`|!?\[[^\]]*\]\([^)]*\)")


class LessonColours(Highlighter):
    """Tells blocks from text line by line, as typing goes."""

    def highlightBlock(self, text: str) -> None:
        before = max(self.previousBlockState(), PROSE)
        if not self.currentBlock().blockNumber() and text.rstrip() == "---":
            state = FRONT
        elif before == FRONT:
            state = PROSE if text.rstrip() == "---" else FRONT
        else:
            state = self._fenced(text, before)
        edge = state != before or (bool(_FENCE.match(text)) and not before)
        for start, length, name in self._spans_of(text, state, edge=edge):
            self.setFormat(start, length, self._formats[name])
        self.setCurrentBlockState(state)

    def _fenced(self, text: str, before: int) -> int:
        fence = _FENCE.match(text)
        if fence is None:
            return before
        if before == PROSE:
            return BLOCK + len(fence[1])
        closes = len(fence[1]) >= before - BLOCK and not fence[2].strip()
        return PROSE if closes else before

    def _spans_of(self, text: str, state: int, *, edge: bool) -> Iterator[tuple[int, int, str]]:
        if edge:
            yield 0, len(text), "function"
        elif state == PROSE:
            if _HEADING.match(text):
                yield 0, len(text), "keyword"
            yield from ((found.start(), len(found[0]), "string") for found in _INLINE.finditer(text))
        elif declared := _DECLARED.match(text):
            yield declared.start(2), len(declared[2]), "number"
