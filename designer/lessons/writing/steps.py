"""Steps of a lesson's text put elsewhere: each function gives the whole text anew, and the line the step is in then."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from designer.lessons.writing.outline import Outline, outline

NEW_STEP = ("## New step", "", "Say here what is to be done.")

Changed = tuple[str, int]
"""A text, and the line to go to in it."""


def added(text: str, at: int) -> Changed:
    """A new step behind the one of that number, or before all of them for -1."""
    parts = _parts(text)
    parts.insert(at + 2, list(NEW_STEP))
    return _whole(parts, at + 2)


def removed(text: str, at: int) -> Changed:
    """Without one step."""
    parts = _parts(text)
    del parts[at + 1]
    return _whole(parts, min(at + 1, len(parts) - 1))


def moved(text: str, at: int, by: int) -> Changed:
    """With one step so many places further down, as far as there are any."""
    parts = _parts(text)
    to = min(max(at + by, 0), len(parts) - 2)
    parts.insert(to + 1, parts.pop(at + 1))
    return _whole(parts, to + 1)


def duplicated(text: str, at: int) -> Changed:
    """With a copy of one step behind it, whose checks have names of their own."""
    there = outline(text)
    parts = _parts(text, there)
    parts.insert(at + 2, _renamed(parts[at + 1], _names(text, there)))
    return _whole(parts, at + 2)


def _parts(text: str, there: Outline | None = None) -> list[list[str]]:
    """The lines of each section, without the empty ones at its end."""
    lines = text.split("\n")
    sections = (there or outline(text)).sections
    return [_trimmed(lines[section.first - 1 : section.last]) for section in sections]


def _whole(parts: Sequence[Sequence[str]], at: int) -> Changed:
    shown = [part for part in parts if part]
    before = [part for part in parts[:at] if part]
    text = "\n\n".join("\n".join(part) for part in shown) + "\n"
    return text, sum(len(part) + 1 for part in before) + 1


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


_NAME = re.compile(r"name: *([a-z0-9-]+) *$")


def _names(text: str, there: Outline) -> set[str]:
    """What checks are called, those without a name by their kind."""
    lines = text.split("\n")
    found = set[str]()
    for section in there.steps:
        for piece in section.pieces:
            named = [_NAME.match(line) for line in lines[piece.first : piece.last]]
            found.update(match[1] for match in named if match)
    return found


def _renamed(lines: Sequence[str], taken: set[str]) -> list[str]:
    """A step's lines with another name for each check that has one, wherever it is named."""
    section = outline("\n" + "\n".join(lines)).steps[0]
    made = list(lines)
    for piece in section.pieces:
        for line in lines[piece.first - 1 : piece.last - 1]:
            match = _NAME.match(line)
            if piece.word == "check" and match:
                new = free_name(match[1], taken)
                taken.add(new)
                made = list(_said_anew(made, match[1], new))
    return made


def _said_anew(lines: Iterable[str], old: str, new: str) -> Iterable[str]:
    named = re.compile(
        rf"(?<![\w-]){re.escape(old)}(?=\s*:)|(?<=name: ){re.escape(old)}$|(?<=```wrong ){re.escape(old)}$"
    )
    for line in lines:
        yield named.sub(new, line)


def free_name(name: str, taken: Iterable[str]) -> str:
    """A name that nothing has yet: this one, or with a number."""
    bare = re.sub(r"-\d+$", "", name)
    there = set(taken)
    return (
        name
        if name not in there
        else next(f"{bare}-{n}" for n in range(2, len(there) + 3) if f"{bare}-{n}" not in there)
    )
