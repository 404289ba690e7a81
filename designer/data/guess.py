"""Guessing how a CSV file is to be read, for the data tab's first look at it."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Final

from designer.data.survey import EMPTY
from designer.data.textfile import read_text, records
from designer.errors import DataError
from designer.graph.specs import Table

CANDIDATES: Final = (",", ";", "\t", "|")
SAMPLE_ROWS: Final = 50


def guess(path: Path) -> Table:
    """The table a file probably holds; the defaults where it cannot be read."""
    try:
        text, _ = read_text(path)
    except DataError:
        return Table(path=str(path))
    samples = {separator: _sample(text, separator) for separator in CANDIDATES}
    separator = max(CANDIDATES, key=lambda candidate: _regularity(samples[candidate]))
    return Table(path=str(path), separator=separator, header=_has_header(samples[separator]))


def _sample(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    # Reading the file will say what is wrong with it; a guess is made from the rows before.
    with suppress(DataError):
        rows.extend(cells for _, cells in islice(records(text, separator, True), SAMPLE_ROWS))
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
