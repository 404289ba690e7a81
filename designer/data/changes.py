"""What becomes of a column once it is read: done here, and printed into scripts in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from designer.data.survey import LARGEST_FLOAT32, SurveyedColumn
from designer.errors import DataError
from designer.literals import literal

if TYPE_CHECKING:
    import pandas as pd

STORED = "stored"
"""The format of dates that are no text in their file."""


def changed(cells: pd.Series[Any], column: SurveyedColumn, first_row: int) -> pd.Series[Any]:
    """The column as its plan wants it. Raises `DataError` naming the row of a cell that cannot be."""
    import pandas as pd

    if column.change == "text":
        return cells.astype(object).map(str, na_action="ignore")
    if column.change == "number":
        numbers = pd.to_numeric(cells, errors="coerce").astype("float64")
        _refuse(cells, (numbers.abs() > LARGEST_FLOAT32), column, "a finite number of ordinary size", first_row)
        return numbers
    written: dict[str, Any] = {} if column.date == STORED else {"format": column.date}
    dates = pd.to_datetime(cells, errors="coerce", utc=True, **written)
    _refuse(cells, dates.isna() & cells.notna(), column, "a date like the others", first_row)
    return (dates - pd.Timestamp("1970-01-01", tz="UTC")) / pd.Timedelta(days=1)


def change_lines(column: SurveyedColumn) -> tuple[str, ...]:
    """The lines of a script that do the same."""
    place = f"table[{literal(column.name)}]"
    if column.change == "text":
        return (f'{place} = {place}.astype(object).map(str, na_action="ignore")',)
    if column.change == "number":
        return (f"cells = {place}", f'{place} = pd.to_numeric(cells, errors="coerce").astype("float64")')
    written = "" if column.date == STORED else f"format={literal(column.date)}, "
    return (
        f"cells = {place}",
        f'dates = pd.to_datetime(cells, {written}errors="coerce", utc=True)',
        'since = dates - pd.Timestamp("1970-01-01", tz="UTC")',
        f"{place} = since / pd.Timedelta(days=1)",
    )


def _refuse(
    cells: pd.Series[Any], faulty: pd.Series[bool], column: SurveyedColumn, wanted: str, first_row: int
) -> None:
    if faulty.any():
        at = int(faulty.to_numpy().argmax())
        raise DataError(
            f"Row {at + first_row}, column {column.name!r}: expected {wanted}, found {str(cells.iloc[at])[:40]!r}. "
            "Mend the cell, or choose another type for the column."
        )
