"""A first look at a CSV file: how it is probably to be read. The window takes it, so it needs no pandas."""

from __future__ import annotations

import codecs
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from designer.data.formats import format_of
from designer.data.survey import EMPTY
from designer.data.textfile import BYTE_MARKS, records
from designer.errors import DataError
from designer.graph.specs import Table

LOOKED_AT: Final = 64 * 1024
"""How much of the file is looked at, in bytes."""

CANDIDATES: Final = (",", ";", "\t", "|")
SAMPLE_ROWS: Final = 50


def sniff_table(path: Path) -> Table:
    """How a table is probably to be read, its last column the target. A file that cannot be read gives
    the defaults: reading it says why."""
    if format_of(path) != "csv":
        return Table(path=str(path))
    try:
        text = _beginning(path)
    except (OSError, ValueError):
        return Table(path=str(path))
    samples = {separator: _sample(text, separator) for separator in CANDIDATES}
    separator = max(CANDIDATES, key=lambda candidate: _regularity(samples[candidate]))
    return Table(path=str(path), separator=separator, header=_has_header(samples[separator]))


def _beginning(path: Path) -> str:
    """The first whole lines of a file as text, however badly it is encoded; nothing if it holds no text."""
    with path.open("rb") as file:
        data = file.read(LOOKED_AT)
    encoding = next((name for mark, name in BYTE_MARKS if data.startswith(mark)), "utf-8")
    text = codecs.getincrementaldecoder(encoding)("replace").decode(data)
    if "\0" in text:
        return ""
    return text[: text.rfind("\n") + 1] if len(data) == LOOKED_AT and "\n" in text else text


def _sample(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    # Reading the file will say what is wrong with it; a guess is made from the rows before.
    with suppress(DataError):
        for _, cells in islice(records(text, separator, True), SAMPLE_ROWS):
            rows.append(cells)
    return rows


def _regularity(rows: list[list[str]]) -> tuple[float, int]:
    """How well rows agree on their number of cells, and that number: the right separator has the most."""
    if not rows or len(rows[0]) < 2:
        return (0.0, 0)
    agreeing = sum(len(row) == len(rows[0]) for row in rows)
    return (agreeing / len(rows), len(rows[0]))


def _has_header(rows: list[list[str]]) -> bool:
    """A header names columns: no cell of it is a number, and if all columns are texts, none recurs below."""
    if not rows:
        return True
    first, below = rows[0], rows[1:]
    if any(_is_number(cell) for cell in first):
        return False
    if any(_is_number(cell) for row in below for cell in row):
        return True
    return not any(
        cell not in EMPTY and any(len(row) > at and row[at] == cell for row in below) for at, cell in enumerate(first)
    )


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return False
    return cell not in EMPTY
