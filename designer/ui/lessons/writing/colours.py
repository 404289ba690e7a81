"""Colours a lesson's text: headings, what stands above it, and what its blocks declare."""

from __future__ import annotations

import re
from collections.abc import Iterator

from designer.lessons.writing.outline import closes, opening
from designer.ui.highlight import Highlighter

UNKNOWN, PROSE, FRONT = -1, 0, 1
"""What a line's state says of the one behind it. Within a block it is the length of its fence, below 0 for one of `~`."""

_HEADING = re.compile(r" {0,3}#{1,6}\s")
_DECLARED = re.compile(r"(\s*(?:- +)?\{?)([A-Za-z_][\w-]*)(?=\s*:)")
_INLINE = re.compile(r"\$\$?[^$]+\$\$?|`[^`]+`|!?\[[^\]]*\]\([^)]*\)")


class LessonColours(Highlighter):
    """Tells blocks from text line by line, as typing goes."""

    def highlightBlock(self, text: str) -> None:
        before = self.previousBlockState()
        before = PROSE if before == UNKNOWN else before
        if not self.currentBlock().blockNumber() and text.rstrip() == "---":
            state = FRONT
        elif before == FRONT:
            state = PROSE if text.rstrip() == "---" else FRONT
        else:
            state = self._fenced(text, before)
        edge = state != before
        for start, length, name in self._spans_of(text, state, edge=edge):
            self.setFormat(start, length, self._formats[name])
        self.setCurrentBlockState(state)

    def _fenced(self, text: str, before: int) -> int:
        if before == PROSE:
            fence = opening(text)
            return len(fence[0]) * (1 if fence[0][0] == "`" else -1) if fence else PROSE
        return PROSE if closes(text, ("`" if before > 0 else "~") * abs(before)) else before

    def _spans_of(self, text: str, state: int, *, edge: bool) -> Iterator[tuple[int, int, str]]:
        if edge:
            yield 0, len(text), "function"
        elif state == PROSE:
            if _HEADING.match(text):
                yield 0, len(text), "keyword"
            yield from ((found.start(), len(found[0]), "string") for found in _INLINE.finditer(text))
        elif declared := _DECLARED.match(text):
            yield declared.start(2), len(declared[2]), "number"
