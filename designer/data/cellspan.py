"""How far apart the cells of a sheet lie, without reading it as one.

What reads workbooks makes room for all that lies between them at once, and ends its process where there is not enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Final

BLOCK: Final = 1 << 20
LONGEST: Final = 1 << 18
"""No tag or text of a sheet is longer; one that is would be looked at again and again."""

_BEGINS: Final = re.compile(rb"<(?:[^\s<>/:]{0,100}:)?(?:row|c)[\s/>]")
_PLACED: Final = re.compile(
    rb"<(?:[^\s<>/:]{0,100}:)?(row|c)(?=[\s/>])(?:[^<]*?\sr\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)'))?"
)
"""A row or a cell, and where it says it is, whatever it is called in full and however it is written."""
_PLACE: Final = re.compile(rb"([A-Za-z]{0,3})([0-9]{0,7})")


def spanned(sheet: IO[bytes]) -> int:
    """How many cells the table has that all cells of a sheet lie in. Raises `ValueError` where a place is none."""
    rows = columns = width = count = 0
    for text in _whole_tags(sheet):
        for what, *places in _PLACED.findall(text):
            letters, number = _place(places[0] or places[1])
            count, width = (count + 1, 0) if what == b"row" else (count, width + 1)
            rows, columns = max(rows, count, number), max(columns, width, letters)
    return rows * columns


def _whole_tags(sheet: IO[bytes]) -> Iterator[bytes]:
    """The text of a sheet in parts that end where a tag begins."""
    rest = b""
    while block := sheet.read(BLOCK):
        text = rest + block
        end = max(0, text.rfind(b"<"))
        yield text[:end]
        rest = text[end:]
        if len(rest) > BLOCK + LONGEST:
            if _BEGINS.match(rest):
                raise ValueError("a part of a sheet is too long")
            rest = b""  # a picture, or a long text
    yield rest


def _place(text: bytes) -> tuple[int, int]:
    """The numbers of a column and a row, 0 for what is not said."""
    found = _PLACE.fullmatch(text)
    if found is None:
        raise ValueError("a cell lies nowhere")
    number = 0
    for letter in found[1].upper():
        number = 26 * number + letter - 64
    return number, int(found[2] or 0)
