"""Reading a table of the user's own with pandas, as its plan says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from msgspec.structs import replace

from designer.data.changes import changed
from designer.data.columnuse import is_text
from designer.data.examples import PREVIEW_ROWS, Loaded, LoadedParts, Role, number_column
from designer.data.frames import read_frame
from designer.data.layout import Layout
from designer.data.quicksurvey import kept
from designer.data.rows import Part
from designer.data.sources import FEWEST_ROWS
from designer.data.summary import common_of, some
from designer.data.survey import SurveyedColumn
from designer.data.tableplan import TablePlan, features_of, plan_table
from designer.errors import DataError
from designer.graph.specs import WHOLE, Column, ColumnType, Table, part_names, target_names

MOST_TOLD = 500
"""So many columns have figures to look at."""


def load_table(table: Table, split: str = "") -> Loaded | LoadedParts:
    """The examples of a table. Raises `DataError` naming row and column where one is at fault.

    `x` has the columns of numbers in the file's order, then for each column of categories one column per
    text, in alphabetical order. A row whose target is empty is always left out; `fill` gives the other
    empty cells the column's median, or its most common text. `split` is the column the split goes by.
    """
    plan = plan_table(table, split)
    whole = _read(plan, table)
    filled = _without_gaps(whole, plan)
    frame = _once(filled, plan)
    if len(frame) < FEWEST_ROWS:
        raise DataError(left_too_few(plan, len(frame)))
    answers = [answers_of(frame, column.name, is_class) for column, is_class in plan.answers]
    classes = {column.name: found for column, (_, found) in zip(plan.targets, answers, strict=True)}
    columns, head = _columns(whole, plan, classes), plan.survey.head[:PREVIEW_ROWS]
    notes = (*plan.notes, *gap_notes(plan, len(whole) - len(filled)), *_copies_notes(len(filled) - len(frame)))
    parting = frame[split].to_numpy() if split else None
    numbers = frame.index.to_numpy()
    layouts = {name: _layout(frame, features, plan) for name, features in features_of(plan).items()}
    parts: dict[str, Part] = {name: inputs_of(frame, layout, plan.features) for name, layout in layouts.items()}
    if not part_names(table):
        x, layout = parts[WHOLE], layouts[WHOLE]
        more = (numbers, weights_of(frame, plan), parting, _amounts(whole, plan), plan.survey.sheets)
        return Loaded(x, answers[0][0], columns, head, answers[0][1], notes, layout, *more)
    names = target_names(table)
    y = {name: answer for name, (answer, _) in zip(names, answers, strict=True)}
    told = {name: found for name, (_, found) in zip(names, answers, strict=True)}
    sources = {name: tuple(column.name for column in features) for name, features in features_of(plan).items()}
    more = (numbers, weights_of(frame, plan), parting, _amounts(whole, plan), plan.survey.sheets)
    return LoadedParts(parts, y, columns, head, told, sources, notes, layouts, *more)


def _once(frame: pd.DataFrame, plan: TablePlan) -> pd.DataFrame:
    """The rows without copies of others, where these are not wanted."""
    return frame.drop_duplicates(subset=[column.name for column in plan.used]) if plan.once else frame


def _amounts(frame: pd.DataFrame, plan: TablePlan) -> dict[str, np.ndarray]:
    """A sample of each column of numbers, as it is in the file."""
    return {one.name: some(frame[one.name].to_numpy("float64")) for one in plan.used[:MOST_TOLD] if one.is_number}


def weights_of(frame: pd.DataFrame, plan: TablePlan) -> np.ndarray | None:
    """How much each row counts, one number a row."""
    if plan.weights is None:
        return None
    name = plan.weights.name
    weights = frame[name].to_numpy("float32")
    below = np.flatnonzero(weights < 0)
    if len(below):
        row = int(frame.index[below[0]]) + plan.survey.first_row
        raise DataError(
            f"Row {row}, column {name!r}: expected a weight of at least 0, found {weights[below[0]]:g}. Mend the cell, "
            "or choose another column to weigh rows by."
        )
    if not weights.any():
        raise DataError(
            f"Every weight in {name!r} is 0, so no row would count. Choose another column to weigh rows by."
        )
    return weights


def _read(plan: TablePlan, table: Table) -> pd.DataFrame:
    frame = _as_stored(plan, table)
    if plan.changed:
        frame = frame.copy(deep=False)
        for column in plan.changed:
            frame[column.name] = changed(frame[column.name], column, plan.survey.first_row)
    for column in plan.looked_at:
        agreed = (
            len(frame) == plan.survey.rows
            and column.name in frame
            and pd.api.types.is_numeric_dtype(frame[column.name]) == column.is_number
            and (column.change == "number" or int(frame[column.name].isna().sum()) == column.missing)
        )
        if not agreed:
            raise DataError(
                f"The column {column.name!r} of {plan.path} can be read in more than one way. Look for stray "
                "spaces or quotation marks in it, or save the table anew as CSV."
            )
    return frame


def _as_stored(plan: TablePlan, table: Table) -> pd.DataFrame:
    """The cells as they stand in the file, under the names of the plan."""
    if plan.reader != "read_csv":
        return read_frame(table).frame.set_axis(list(plan.survey.names), axis=1)
    frame = kept(plan.path, plan.options)
    if frame is not None:
        return frame
    options: dict[str, Any] = dict(plan.options)
    try:
        read: pd.DataFrame = pd.read_csv(plan.path, **options)
    except (ValueError, OSError) as error:
        raise DataError(
            f"The file {plan.path} cannot be read as a table ({_first_line(error)}). Save it anew as CSV."
        ) from None
    return read


def _without_gaps(frame: pd.DataFrame, plan: TablePlan) -> pd.DataFrame:
    """The rows to learn from, without an empty cell in a used column."""
    if not plan.gaps:
        return frame
    if not plan.fill:
        return frame.dropna(subset=list(plan.gaps))
    gone = [column.name for column in plan.never_filled if column.missing]
    if gone:
        frame = frame.dropna(subset=gone)
    for column in plan.features:
        if column.missing and not frame[column.name].notna().any():
            raise DataError(never_filled_in(plan, column))
        if column.missing:
            frame = frame.fillna({column.name: usual_cell(frame[column.name], column)})
    return frame


def inputs_of(frame: pd.DataFrame, layout: Layout, features: tuple[SurveyedColumn, ...] = ()) -> np.ndarray:
    """The rows of a table as one part of them is fed to a network: those it learns from, and any that come later.

    A text that is none of a column's categories gives zeros in all of theirs. A layout without columns is one text.
    """
    if not layout.columns:
        return frame[[features[0].name]].to_numpy("str")
    cells = frame[list(layout.names)]
    known = {name: pd.CategoricalDtype(list(texts)) for name, texts in layout.categories.items()}
    if known:
        cells = pd.get_dummies(cells.astype(known), columns=list(known))
    return cells.to_numpy("float32")


def _layout(frame: pd.DataFrame, columns: tuple[SurveyedColumn, ...], plan: TablePlan) -> Layout:
    """Numbers first, then the categories, each in the file's order: as `get_dummies` has them."""
    if len(columns) == 1 and is_text(columns[0]):
        return Layout()
    ordered = sorted(columns, key=lambda column: not column.is_number)
    usual = {column.name: usual_cell(frame[column.name], column) for column in columns} if plan.fill else {}
    return Layout(tuple((column.name, _categories(frame, column)) for column in ordered), usual)


def _categories(frame: pd.DataFrame, column: SurveyedColumn) -> tuple[str, ...]:
    return () if column.is_number else tuple(sorted(str(text) for text in frame[column.name].unique()))


def usual_cell(cells: pd.Series[Any], column: SurveyedColumn) -> float | str:
    """What an empty cell of a column is filled with."""
    return float(cells.median()) if column.is_number else str(cells.mode()[0])


def answers_of(frame: pd.DataFrame, name: str, is_class: bool) -> tuple[np.ndarray, tuple[str, ...]]:
    """What is to be predicted, and the names of its classes. Raises `DataError` where there is but one."""
    if not is_class:
        return frame[[name]].to_numpy("float32"), ()
    answer = frame[name].astype("category").cat
    classes = tuple(_class_name(value) for value in answer.categories)
    if len(classes) < 2:
        raise DataError(
            f"The target {name!r} is {classes[0]!r} in every row that is left. "
            "Choose a target with at least two classes."
        )
    return answer.codes.to_numpy("int32").reshape(-1, 1), classes


def _class_name(value: object) -> str:
    """A class as it stands in the file: a whole number without the `.0` that empty cells bring about."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _columns(frame: pd.DataFrame, plan: TablePlan, classes: Mapping[str, tuple[str, ...]]) -> tuple[Column, ...]:
    features = {column.name for column in plan.features}
    return tuple(column_of(frame, column, plan, column.name in features, classes) for column in plan.survey.columns)


def column_of(
    frame: pd.DataFrame, column: SurveyedColumn, plan: TablePlan, feature: bool, classes: Mapping[str, tuple[str, ...]]
) -> Column:
    """What is told of a column."""
    name, missing = column.name, column.missing
    role: Role = "feature" if feature else "target" if column in plan.targets else "unused"
    role = "weight" if column == plan.weights else role
    if column.is_number and not (role == "target" and classes[name]):
        values = pd.to_numeric(frame[name], errors="coerce").to_numpy("float64")
        found = number_column(name, values[np.isfinite(values)], role, missing)
        return replace(found, holds=_holds(column), cells=len(frame), written=column.date)
    told: dict[str, Any] = {"holds": _holds(column), "cells": len(frame), "common": _common(frame[name])}
    if role == "target":
        return Column(name, "category", "target", missing, categories=classes[name], **told)
    if feature and plan.text:
        return Column(name, "text", role, missing, **told)
    known = tuple(sorted(str(text) for text in frame[name].dropna().unique())) if feature else ()
    return Column(name, "category", role, missing, categories=known, **told)


def _common(cells: pd.Series[Any]) -> tuple[tuple[str, int], ...]:
    filled = some(cells.to_numpy())
    return common_of(np.array([str(cell)[:60] for cell in filled[~pd.isna(filled)]], "str"))


def _holds(column: SurveyedColumn) -> ColumnType:
    """What a column was taken for."""
    if column.told:
        return column.told
    if column.date:
        return "date"
    if column.is_number or column.slipped:
        return "number"
    if not is_text(column):
        return "category"
    return "text" if any(" " in cell.strip() for cell in column.some) else "identifier"


def gap_notes(plan: TablePlan, dropped: int) -> tuple[str, ...]:
    """What became of rows with empty cells."""
    notes = []
    if dropped:
        which = f"no {plan.target.name!r}" if plan.fill else "an empty cell"
        notes.append(f"{dropped:,} of {plan.survey.rows:,} rows have {which} and are left out.")
    filled = sum(column.missing for column in plan.features)
    if plan.fill and filled:
        notes.append(f"{filled:,} empty cells are filled with the column's median, or its most common text.")
    return tuple(notes)


def _copies_notes(copies: int) -> tuple[str, ...]:
    return (f"{copies:,} rows are copies of others and are left out.",) if copies else ()


def left_too_few(plan: TablePlan, rows: int) -> str:
    """Why hardly any row is left."""
    worst = max((*plan.features, *plan.targets), key=lambda column: column.missing)
    found = "none" if not rows else f"{rows}"
    return (
        f"Expected at least {FEWEST_ROWS} rows without an empty cell, found {found}: {worst.name!r} is empty in "
        f"{worst.missing} of {plan.survey.rows} rows. Leave that column out, or have empty cells filled."
    )


def never_filled_in(plan: TablePlan, column: SurveyedColumn) -> str:
    """Why nothing can be put into a column's empty cells."""
    return f"No row with a {plan.target.name!r} has a {column.name!r}. Take it off the features."


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")
