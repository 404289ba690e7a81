"""Steps of a lesson's text put elsewhere: each function gives the whole text anew, and the line the step is in then."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from designer.lessons.writing.outline import Outline, outline
from designer.lessons.writing.pieces import NAME, check_names, free_name
from designer.lessons.writing.yamlwriting import yaml_of

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
    names = check_names(text, there)
    parts.insert(at + 2, _renamed(parts[at + 1], names[at], {name for step in names for name in step}))
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


def _renamed(lines: Sequence[str], names: Sequence[str], taken: Collection[str]) -> list[str]:
    """A step's lines with a name of its own for each check in it, of which `names` are the names so far."""
    pieces = outline("\n" + "\n".join(lines)).steps[0].pieces
    checks = [piece for piece in pieces if piece.word == "check"]
    there, new = set(taken), dict[str, str]()
    for name in names:
        new[name] = free_name(name, there)
        there.add(new[name])
    made = list(lines)
    for piece in pieces:
        # the outline has one line above these, so that the fence is at `first - 2`
        fence, inside = piece.first - 2, range(piece.first - 1, piece.last - 2)
        if piece.word == "wrong" and piece.rest in new:
            made[fence] = made[fence].rstrip().removesuffix(piece.rest) + new[piece.rest]
        if piece.word in ("wrong", "solution"):
            for at in inside:
                made[at] = _ANSWER.sub(lambda found: found[1] + new.get(found[2], found[2]), made[at])
    for piece, name in reversed(list(zip(checks, names, strict=True))):
        said = [at for at in range(piece.first - 1, piece.last - 2) if NAME.match(made[at])]
        made[said[0] if said else piece.first - 1 : said[0] + 1 if said else piece.first - 1] = [
            yaml_of({"name": new[name]}).rstrip()
        ]
    return made


_ANSWER = re.compile(r"(^ +|[{,] *)([a-z0-9-]+)(?= *:)")
"""What an answer is for: a key within others, in a line of its own or beside them."""
