"""The columns of a table as far as they can be seen without using any: what a person needs to mend how they are used."""

from __future__ import annotations

from msgspec.structs import replace

from designer.data.columnuse import is_text
from designer.data.survey import Survey, SurveyedColumn
from designer.data.tableplan import surveyed
from designer.errors import DataError
from designer.graph.specs import Column, Source, Table

MOST = 2_000


def columns_of(source: Source) -> tuple[Column, ...]:
    """Every column with its type and the use that is asked for."""
    if not isinstance(source, Table):
        return ()
    seen = _seen(source)
    if seen is None:
        return ()
    target = source.target or seen.names[-1]
    return tuple(_column(column, source, target, seen.rows) for column in seen.columns[:MOST])


def _seen(table: Table) -> Survey | None:
    """The survey, without the types that were said if these are what is wrong."""
    for one in (table, replace(table, types={})):
        try:
            return surveyed(one)
        except DataError:
            continue
    return None


def _column(column: SurveyedColumn, table: Table, target: str, rows: int) -> Column:
    number = column.is_number or column.slipped
    parted = {name for part in table.parts for name in part.columns}
    asked = parted or set(table.features)
    feature = column.name in asked if asked else bool(column.filled) and not is_text(column)
    targets = (target, *table.more_targets)
    role = "target" if column.name in targets else "feature" if feature else "unused"
    role = "weight" if column.name == table.weights else role
    holds = column.told or (
        "date" if column.date else "number" if number else "text" if is_text(column) else "category"
    )
    common = tuple((text[:60], 0) for text in sorted(column.some)[:4])
    return Column(
        column.name,
        "number" if number else "category",
        role,  # type: ignore[arg-type]
        column.missing,
        holds=holds,
        cells=rows,
        common=common,
        slips=column.texts if column.slipped else 0,
    )
