"""What is said of a table that was read as nobody asked for."""

from __future__ import annotations

from collections.abc import Iterator

from designer.data.columntypes import date_format
from designer.data.survey import Survey, SurveyedColumn


def file_notes(seen: Survey) -> Iterator[str]:
    dates = [column for column in seen.columns if column.date]
    if dates:
        names = ", ".join(repr(column.name) for column in dates[:5])
        yield f"Dates become days since 1970 ({names}); the time of day is their fraction."
    yield from (
        f"{column.name!r} is read as month/day/year."
        for column in dates
        if column.date.startswith("%m/%d") and date_format({*column.some, *_swapped(column)})
    )
    if seen.encoding == "latin-1":
        yield "The file is not UTF-8; it is read as Latin-1. Look whether letters with accents are right."
    if seen.decimal == ",":
        yield "Numbers are read with a decimal comma."


def _swapped(column: SurveyedColumn) -> Iterator[str]:
    """The cells with day and month changed places: if those are dates too, nobody can tell."""
    for cell in column.some:
        month, day, rest = cell.split("/", 2)
        yield f"{day}/{month}/{rest}"


def constant_notes(features: tuple[SurveyedColumn, ...]) -> Iterator[str]:
    for column in features:
        if column.distinct is not None and len(column.distinct) == 1:
            yield f"{column.name!r} is the same in every row, so nothing can be learned from it."
