"""A lesson's text by its lines: where its steps begin and end, and the fenced blocks in them.

It says where things are, and nothing of what they mean; it is quick enough to be asked at each key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}##(?:[ \t]+(.*))?$")
_FENCE = re.compile(r" {0,3}(`{3,}(?!.*`)|~{3,})(.*)$")


@dataclass(frozen=True)
class Piece:
    """A fenced block: the word it begins with, what stands behind that, and its lines, both fences counted."""

    word: str
    rest: str
    first: int
    last: int


@dataclass(frozen=True)
class Section:
    """A step, or what stands above the first one: its title, its lines, and the fenced blocks in it."""

    title: str
    first: int
    last: int
    pieces: tuple[Piece, ...] = ()

    def piece_at(self, line: int) -> Piece | None:
        """The block that a line belongs to."""
        return next((piece for piece in self.pieces if piece.first <= line <= piece.last), None)


@dataclass(frozen=True)
class Outline:
    """What stands above the first step, then the steps. Lines are counted from 1."""

    sections: tuple[Section, ...]

    @property
    def steps(self) -> tuple[Section, ...]:
        return self.sections[1:]

    def step_at(self, line: int) -> int:
        """The number of the step that a line is in, from 0; -1 above the first."""
        return sum(section.first <= line for section in self.steps) - 1

    def section_at(self, line: int) -> Section:
        return self.sections[self.step_at(line) + 1]


def outline(text: str) -> Outline:
    """Where everything in a text is."""
    lines = text.split("\n")
    titles, starts = [""], [1]
    pieces: list[Piece] = []
    number = _behind_front(lines)
    while number <= len(lines):
        heading, fence = _HEADING.match(lines[number - 1]), opening(lines[number - 1])
        if heading:
            titles.append((heading[1] or "").strip().strip("#").strip())
            starts.append(number)
        elif fence:
            word, _, rest = fence[1].partition(" ")
            pieces.append(Piece(word, rest.strip(), number, _closed(lines, number, fence[0])))
            number = pieces[-1].last
        number += 1
    ends = [start - 1 for start in starts[1:]] + [len(lines)]
    return Outline(
        tuple(
            Section(title, first, last, tuple(piece for piece in pieces if first <= piece.first <= last))
            for title, first, last in zip(titles, starts, ends, strict=True)
        )
    )


def opening(line: str) -> tuple[str, str] | None:
    """The fence that a line opens a block with, and what stands behind it."""
    fence = _FENCE.match(line)
    return (fence[1], fence[2].strip()) if fence else None


def closes(line: str, fence: str) -> bool:
    """Whether a line closes the block that a fence opened."""
    return re.match(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$", line) is not None


def content(text: str, piece: Piece) -> str:
    """What stands between the fences of a block."""
    return "\n".join(text.split("\n")[piece.first : piece.last - 1])


def front_lines(text: str) -> tuple[int, int]:
    """The lines that what stands above a lesson's text takes, both `---` counted; 0 and 0 where there is none."""
    last = _behind_front(text.split("\n")) - 1
    return (1, last) if last else (0, 0)


def _behind_front(lines: Sequence[str]) -> int:
    """The first line behind what stands between two lines of `---` at the top."""
    if lines[0].rstrip() != "---":
        return 1
    return next((at for at, line in enumerate(lines[1:], start=3) if line.rstrip() == "---"), 1)


def _closed(lines: Sequence[str], number: int, fence: str) -> int:
    """The line that closes the block that begins in one; the last of all where none does."""
    return next((at for at in range(number + 1, len(lines) + 1) if closes(lines[at - 1], fence)), len(lines))
