"""What each column of a table holds: guessed from its cells, or said by the user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Final

from designer.data.survey import MOST_DISTINCT, SurveyedColumn
from designer.errors import DataError
from designer.graph.specs import ColumnType

FORMATS: Final = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%S.%f",
    "%d.%m.%Y %H:%M",
    "%d.%m.%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
    "%d/%m/%Y %H:%M",
)
"""The ways to write a date that are known, the likelier before the others."""


def typed(column: SurveyedColumn, types: Mapping[str, ColumnType], *, text_file: bool) -> SurveyedColumn:
    """The column as the type that was said makes it, else as dates if all its cells are. Raises `DataError`."""
    told = types.get(column.name)
    if told is None:
        return _as_dates(column, column.dates) if column.dates and column.dates == column.filled else column
    return replace(_as_told(column, told, text_file), told=told)


def _as_told(column: SurveyedColumn, told: ColumnType, text_file: bool) -> SurveyedColumn:
    if told == "number":
        return _as_numbers(column)
    if told == "date":
        found = _as_dates(column, column.filled)
        if not found.date:
            some = ", ".join(sorted(column.some)[:3])
            raise DataError(
                f"The column {column.name!r} holds no dates that are known, such as 2024-01-31; it has {some[:60]}. "
                "Choose another type for it."
            )
        return found
    change = "text" if column.change in ("number", "date") or (not text_file and column.is_number) else column.change
    return replace(column, numbers=0, texts=column.filled, first_infinite=None, first_text=None, change=change, date="")


def _as_numbers(column: SurveyedColumn) -> SurveyedColumn:
    """Cells that are no numbers count as empty."""
    if column.is_number:
        return column
    if not column.numbers:
        raise DataError(f"The column {column.name!r} holds no numbers. Choose another type for it.")
    missing = column.missing + column.texts
    return replace(column, missing=missing, texts=0, first_text=None, change="number", dates=0)


def _as_dates(column: SurveyedColumn, wanted: int) -> SurveyedColumn:
    if column.date:
        return column
    written = date_format(column.some) if wanted else ""
    if not written:
        return column
    return replace(
        column, numbers=column.filled, texts=0, first_text=None, first_infinite=None, change="date", date=written
    )


def date_format(cells: Iterable[str], ways: Sequence[str] = FORMATS) -> str:
    """How all of these dates are written; nothing if they are not written alike in one of these ways."""
    some = list(cells)
    return next((written for written in ways if some and all(_fits(cell, written) for cell in some)), "")


def _fits(cell: str, written: str) -> bool:
    with suppress(ValueError):
        datetime.strptime(cell, written)
        return True
    return False


def too_many_kinds(column: SurveyedColumn) -> str:
    """Why a column that is said to hold categories cannot, or nothing."""
    if column.told != "category" or column.distinct is not None:
        return ""
    return (
        f"The column {column.name!r} has more than {MOST_DISTINCT:,} different values, too many for categories. "
        "Choose another type for it, or leave it out."
    )
