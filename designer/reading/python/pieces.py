"""Parses a source piece by piece, so that one line nobody can read does not cost the others, and no piece takes long."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import cast

from designer.reading.results import Notes
from designer.syntax import FAULTS, parsed

USUAL = 60
"""How many lines a piece has, if a statement ends there."""
LARGEST = 40_000
"""The longest piece, in characters."""
TRIES = 100
"""How many lines may be passed over."""
WORK = 8_000_000
"""How many characters are parsed in all, again and again where something cannot be read: some second's work."""
ONE_BY_ONE = 30
"""How many ends are tried one after the other before a fault; then half of what is left goes at a time."""
_BEGINS = re.compile(r"[A-Za-z_@]")
_GOES_ON = re.compile(r"(else|elif|except|finally)\b")
_PASSED_OVER = re.compile(r"[!%#]")
"""Comments, and what notebooks tell the system."""


def pieces(lines: list[str], notes: Notes) -> Iterator[list[ast.stmt]]:
    """The statements of a source, some at a time, with the numbers of their lines. What is no Python is noted."""
    begins = [at for at, line in enumerate(lines) if _BEGINS.match(line) and not _GOES_ON.match(line)]
    starts = [0, *(at for at in begins if at), len(lines)]
    source = _Source(["" if _PASSED_OVER.match(line) else line for line in lines], starts)
    at = failed = 0
    while at < len(starts) - 1 and failed < TRIES and not source.exhausted:
        found, after, fault = source.longest(at)
        if found:
            yield found
        if fault:
            failed += 1
            notes.add(f"line {fault}", "This is no Python that can be read, so it was left out.")
        at = after
    if at < len(starts) - 1 and source.exhausted:
        notes.add(f"line {starts[at] + 1}", "Too much before this cannot be read as Python. The rest was left out.")
    elif failed >= TRIES:
        notes.add(f"line {starts[at] + 1}", f"More than {TRIES} lines cannot be read as Python. The rest was left out.")


class _Source:
    """Lines, where statements may start in them, and how much has been parsed so far."""

    def __init__(self, lines: list[str], starts: list[int]) -> None:
        self._lines, self._starts, self._left = lines, starts, WORK

    @property
    def exhausted(self) -> bool:
        return self._left <= 0

    def longest(self, at: int) -> tuple[list[ast.stmt], int, int]:
        """The statements of the next piece, where the one after it starts, and the line at fault if there is one."""
        starts, end, line = self._starts, at + 1, 0
        while end < len(starts) - 1 and starts[end] - starts[at] < USUAL:
            end += 1
        while True:
            found, line = self._parsed(at, end)
            size = sum(map(len, self._lines[starts[at] : starts[end]]))
            if found is not None:
                return found, end, 0
            if end >= len(starts) - 1 or size > LARGEST:
                break
            end = min(len(starts) - 1, end + max(1, end - at))
        return self._before(at, max(line, starts[at] + 1))

    def _before(self, at: int, line: int) -> tuple[list[ast.stmt], int, int]:
        """What stands before a line that cannot be read, as far as it can; after it, the next statement is tried."""
        last = at
        while last + 1 < len(self._starts) - 1 and self._starts[last + 1] < line:
            last += 1
        found, tries = None, 0
        while last > at and found is None and not self.exhausted:
            found, _ = self._parsed(at, last)
            tries += 1
            if found is None:
                last = last - 1 if tries < ONE_BY_ONE else (at + last) // 2
        return found or [], max(last, at) + 1, line

    def _parsed(self, first: int, last: int) -> tuple[list[ast.stmt] | None, int]:
        """The statements between two starts, or the number of the line at which they end to be Python."""
        start = self._starts[first]
        text = "\n".join(self._lines[start : self._starts[last]]).rstrip()
        if len(text) > 2 * LARGEST:
            return None, start + 1
        self._left -= len(text)
        try:
            tree = parsed("\n" * start + text + "\n")
        except FAULTS as error:
            return None, (error.lineno if isinstance(error, SyntaxError) else None) or start + 1
        return cast(ast.Module, tree).body, 0
