"""Which words could come next in a lesson's text: the blocks there are, and what each of them takes."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from designer.catalogue import KINDS
from designer.lessons.lesson import Attempt, Start, View
from designer.lessons.reading import TAGS
from designer.lessons.writing.forms import Field, fields_of
from designer.lessons.writing.outline import Outline, outline
from designer.ui.code_words import Offer, fitting

BLOCKS: dict[str, type[msgspec.Struct] | None] = {
    "start": Start,
    "view": View,
    "hint": None,
    "check": None,
    "solution": Attempt,
    "wrong": Attempt,
}
KINDS_IN = frozenset(("of", "by", "layers", "palette", "lock"))
"""What names kinds of layers."""

_BEGINS = re.compile(r" {0,3}`{3,}(\w*)$")
_CHECK = re.compile(r" {0,3}`{3,}check +([\w-]*)$")
_NAME = re.compile(r"([A-Za-z_]*)$")
_VALUE = re.compile(r"([A-Za-z_]+): *(?:\[(?:[^\]]*[, ])?)?([\w.]*)$")


def lesson_words(before: str) -> Offer | None:
    """What could come next behind this text, or `None` where nobody can tell."""
    line = before.rpartition("\n")[2]
    begins, check = _BEGINS.match(line), _CHECK.match(line)
    if begins:
        return fitting(begins[1], BLOCKS)
    if check:
        return fitting(check[1], TAGS)
    name, value = _NAME.match(line), _VALUE.match(line)
    if not (name or value):
        return None
    fields = _fields(outline(before), before.count("\n") + 1)
    if name:
        return fitting(name[1], [f"{field.name}: " for field in fields]) if fields else None
    return fitting(value[2], _values(fields, value[1])) if value else None


def _fields(there: Outline, line: int) -> tuple[Field, ...]:
    """What the block takes that the last line of a text is in."""
    piece = there.section_at(line).piece_at(line)
    if piece is None or piece.first == line:
        return ()
    declares = TAGS.get(piece.rest) if piece.word == "check" else BLOCKS.get(piece.word)
    return fields_of(declares) if declares is not None else ()


def _values(fields: Iterable[Field], name: str) -> Iterable[str]:
    field = next((one for one in fields if one.name == name), None)
    if field is None:
        return ()
    if field.sort == "truth":
        return ("true", "false")
    return field.choices or (sorted(KINDS) if name in KINDS_IN else ())
