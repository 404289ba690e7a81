"""What a surveyed column is fit for: to learn from, to predict as an amount or as a class."""

from __future__ import annotations

from typing import Final

from designer.data.columntypes import too_many_kinds
from designer.data.sources import FEWEST_ROWS
from designer.data.survey import SurveyedColumn
from designer.errors import DataError
from designer.graph.specs import Table

MANY_VALUES: Final = 30
"""A column of texts with more different ones than this, most of them used once or twice, names its rows."""

FEW_NUMBERS: Final = 10
"""Up to so many different whole numbers are taken for classes, if each stands in `USES` rows or more."""

USES: Final = 5


def is_text(column: SurveyedColumn) -> bool:
    """Whether a column holds texts of all sorts, such as sentences, that are no categories."""
    if column.told is not None:
        return column.told == "text"
    return bool(column.filled) and not column.is_number and not column.slipped and too_varied(column)


def too_varied(column: SurveyedColumn) -> bool:
    if column.distinct is None:
        return True
    return len(column.distinct) > MANY_VALUES and len(column.distinct) > column.filled / 2


def refuse_slips(column: SurveyedColumn, *, texts: bool = True) -> None:
    """Raise for a number that is not finite and, with `texts`, for a text among numbers."""
    if texts and column.slipped and column.first_text:
        row, cell = column.first_text
        raise DataError(
            f"Row {row}, column {column.name!r}: expected a number as in the rest of the column, found "
            f"{short(cell)}. Mend the cell, or empty it."
        )
    if column.is_number and column.first_infinite:
        row, cell = column.first_infinite
        raise DataError(
            f"Row {row}, column {column.name!r}: expected a finite number of ordinary size, found "
            f"{short(cell)}. Mend the cell, or empty it."
        )


def task_of(table: Table, target: SurveyedColumn, rows: int) -> tuple[bool, tuple[str, ...]]:
    """Whether the target is a class, and a note where that was a guess."""
    name = target.name
    if not target.filled:
        raise DataError(f"The target {name!r} is empty in every row. Choose another column as target.")
    if table.task == "regression" and not target.is_number:
        row, cell = target.first_text or (1, "")
        raise DataError(
            f"Row {row}, column {name!r}: expected a number to predict, found {short(cell)}. "
            "Choose classification, or another target."
        )
    if table.task == "regression" or (table.task == "auto" and target.is_number and not few_whole(target)):
        return False, ()
    if too_varied(target):
        raise DataError(
            f"The target {name!r} has a class of its own for nearly every row. Choose a column with few "
            "different values" + (", or regression." if target.is_number else ".")
        )
    if table.task == "auto" and target.is_number:
        count = len(target.distinct or ())
        return True, (f"{name!r} holds few whole numbers ({count}), so they are taken for classes.",)
    return True, ()


def few_whole(column: SurveyedColumn) -> bool:
    if column.date:
        return False
    values = {float(text.replace(",", ".")) for text in column.distinct or ()}
    few = 0 < len(values) <= FEW_NUMBERS and column.filled >= USES * len(values)
    return few and all(value.is_integer() for value in values)


def unfit(column: SurveyedColumn, rows: int) -> str:
    """Why a column cannot be a feature, or nothing."""
    if not column.filled:
        return f"The column {column.name!r} is empty."
    if column.told == "identifier":
        return f"The column {column.name!r} names its rows."
    if column.told == "category":
        return too_many_kinds(column)
    if column.told == "text":
        return f"The column {column.name!r} holds texts."
    if not column.is_number and not column.slipped and too_varied(column):
        return f"Nearly every row has a text of its own in {column.name!r}, so there is nothing to learn from it."
    return ""


def only_alone(column: SurveyedColumn) -> str:
    return "Choose it alone, as text, or take it off the features." if is_text(column) else "Take it off the features."


def left_out(column: SurveyedColumn) -> str:
    return "It is left out; chosen alone it is read as text." if is_text(column) else "It is left out."


def too_few(rows: int) -> str:
    return f"Expected at least {FEWEST_ROWS} rows to learn from, found {rows}. Choose a longer table."


def short(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else cell[:37] + "...")
