"""A table larger than memory as examples: its pieces are prepared as any table is, and their numbers kept in a file.

What there is once for each row (the target, its weight, and the column the split goes by) is held in memory all the same,
and so is for a while a column whose empty cells are filled, as its median needs all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd
from msgspec.structs import replace

from designer.data.changes import changed
from designer.data.examples import PREVIEW_ROWS, Loaded, LoadedParts
from designer.data.large import parquet_pieces, rows_at_once, text_pieces, whole_columns
from designer.data.layout import Layout
from designer.data.measures import Measures, measured
from designer.data.ownfile import stamp_of
from designer.data.room import fit_in_memory
from designer.data.sources import FEWEST_ROWS
from designer.data.spilling import spilled
from designer.data.stored import StoredFile, StoredRows
from designer.data.summary import MOST_ROWS
from designer.data.survey import SurveyedColumn
from designer.data.tableplan import TablePlan, features_of, plan_table
from designer.data.tables import (
    MOST_TOLD,
    answers_of,
    column_of,
    gap_notes,
    inputs_of,
    left_too_few,
    never_filled_in,
    usual_cell,
    weights_of,
)
from designer.errors import DataError
from designer.graph.specs import WHOLE, Column, Table, part_names, target_names

NUMBER = 4
"""Bytes in a float."""


@dataclass
class Gathered:
    """What one walk through all pieces leaves: the columns kept whole, a sample of rows, and figures of numbers."""

    kept: pd.DataFrame
    sample: pd.DataFrame
    figures: Mapping[str, Measures]


def refuse_unfit(plan: TablePlan) -> None:
    """Raise for what needs all rows together."""
    for asked, what in (
        (plan.text, "texts"),
        (plan.once, "leaving out copies of rows"),
    ):
        if asked:
            raise DataError(
                f"The table {Path(plan.path).name} is larger than memory, and {what} can only be had of rows that fit in "
                "it. Do without, or save a part of its rows as a file of its own."
            )


def width_at_once(plan: TablePlan) -> int:
    """How many rows a piece has."""
    return rows_at_once(len(plan.survey.columns))


def options_of(plan: TablePlan, columns: tuple[SurveyedColumn, ...]) -> dict[str, Any]:
    """What `read_csv` is told to read these columns of a large file: a piece alone may not tell that cells are texts."""
    texts = {column.name: "str" for column in columns if not column.is_number and not column.change}
    types = {**plan.options.get("dtype", {}), **texts}  # type: ignore[dict-item]
    return {**plan.options, **({"dtype": types} if types else {})}


def floats_of(plan: TablePlan) -> dict[str, str]:
    """The columns of whole numbers with empty cells, which are floats as a whole: a piece alone may have none empty."""
    if plan.reader == "read_csv":
        return {}
    columns = zip(plan.survey.columns, whole_columns(plan.path), strict=True)
    return {column.name: "float64" for column, whole in columns if whole and column.missing}


def categories_of(plan: TablePlan) -> dict[str, tuple[str, ...]]:
    """The texts of each column of categories in the rows that are used, in alphabetical order."""
    return _categories(_Key(plan))


def fills_of(plan: TablePlan) -> dict[str, float | str]:
    """What the empty cells of each column are filled with. Raises `DataError` for a column that has empty ones only."""
    return _fills(_Key(plan)) if plan.fill else {}


def load_large(table: Table, split: str = "") -> Loaded | LoadedParts:
    """The examples of a table that `is_large`. Raises `DataError`."""
    plan = plan_table(table, split)
    refuse_unfit(plan)
    known = categories_of(plan)
    gathered, parts = _prepared(_Key(plan))
    frame = gathered.kept
    if len(frame) < FEWEST_ROWS:
        raise DataError(left_too_few(plan, len(frame)))
    answers = [answers_of(frame, column.name, is_class) for column, is_class in plan.answers]
    classes = {column.name: found for column, (_, found) in zip(plan.targets, answers, strict=True)}
    columns, head = tuple(_columns(plan, gathered, known, classes)), plan.survey.head[:PREVIEW_ROWS]
    notes = (*plan.notes, *gap_notes(plan, plan.survey.rows - len(frame)))
    usual = _usual(plan, gathered.sample)
    layouts = {name: _with_usual(layout, usual) for name, layout in layouts_of(plan).items()}
    numbers = [column.name for column in plan.used if column.is_number][:MOST_TOLD]
    amounts = {name: gathered.sample[name].to_numpy("float64") for name in numbers}
    parting = frame[split].to_numpy() if split else None
    more = (frame.index.to_numpy(), weights_of(frame, plan), parting, amounts)
    if not part_names(table):
        return Loaded(parts[WHOLE], answers[0][0], columns, head, answers[0][1], notes, layouts[WHOLE], *more)
    named = list(zip(target_names(table), answers, strict=True))
    y, told = {name: answer for name, (answer, _) in named}, {name: found for name, (_, found) in named}
    sources = {name: tuple(column.name for column in features) for name, features in features_of(plan).items()}
    return LoadedParts({**parts}, y, columns, head, told, sources, notes, layouts, *more)


def pieces_of(plan: TablePlan) -> Iterator[pd.DataFrame]:
    """All rows, some at a time, each column as the plan wants it. Raises `DataError`."""
    seen, rows = plan.survey, 0
    for read in _read(plan):
        piece = read.copy(deep=False)
        for column in plan.changed:
            piece[column.name] = changed(piece[column.name], column, seen.first_row + rows)
        for column in plan.looked_at:
            cells = piece[column.name]
            if pd.api.types.is_numeric_dtype(cells) != column.is_number and cells.notna().any():
                raise DataError(
                    f"The column {column.name!r} of {plan.path} can be read in more than one way. Look for stray "
                    "spaces or quotation marks in it, or save the table anew as CSV."
                )
        rows += len(piece)
        yield piece
    if rows != seen.rows:
        raise DataError(f"The file {Path(plan.path).name} changed while its rows were read. Choose the data again.")


def _read(plan: TablePlan) -> Iterator[pd.DataFrame]:
    if plan.reader == "read_csv":
        yield from text_pieces(plan.path, options_of(plan, plan.survey.columns), width_at_once(plan))
        return
    floats = floats_of(plan)
    for piece in parquet_pieces(plan.path, width_at_once(plan)):
        yield piece.set_axis(list(plan.survey.names), axis=1).astype(floats)


def wanted(plan: TablePlan) -> tuple[SurveyedColumn, ...]:
    """The columns that rows are made of, and that they are weighed and parted by."""
    beside = (one for one in (plan.weights, plan.split) if one is not None and one not in plan.used)
    return tuple(dict.fromkeys((*plan.used, *beside)))


def kept_columns(plan: TablePlan) -> list[str]:
    """The columns that are kept whole."""
    kept = (*plan.targets, *(one for one in (plan.weights, plan.split) if one is not None))
    return list(dict.fromkeys(column.name for column in kept))


def _complete(piece: pd.DataFrame, plan: TablePlan) -> pd.DataFrame:
    """The rows to learn from, without an empty cell in a used column."""
    if not plan.fill:
        return piece.dropna(subset=list(plan.gaps)) if plan.gaps else piece
    fills = fills_of(plan)
    return _answered(piece, plan).fillna(fills) if fills else _answered(piece, plan)


def _answered(piece: pd.DataFrame, plan: TablePlan) -> pd.DataFrame:
    gone = [column.name for column in plan.never_filled if column.missing]
    return piece.dropna(subset=gone) if gone else piece


# --- walking through all pieces -----------------------------------------------------------------


@dataclass(frozen=True)
class _Key:
    """A plan, told apart by what its rows depend on."""

    plan: TablePlan = field(compare=False)
    told: str = ""
    stamp: tuple[int, int] = (0, 0)

    def __post_init__(self) -> None:
        plan = self.plan
        used = [(one.name, one.change, one.date, one.told, one.is_number) for one in plan.features]
        told = (
            str(Path(plan.path).absolute()),
            plan.reader,
            options_of(plan, wanted(plan)),
            used,
            (plan.gaps, plan.fill),
            [(column.name, is_class) for column, is_class in plan.answers],
            [(part.name, part.columns) for part in plan.parts],
            (plan.weights and plan.weights.name, plan.split and plan.split.name),
        )
        object.__setattr__(self, "told", repr(told))
        object.__setattr__(self, "stamp", stamp_of(plan.path))


@lru_cache(maxsize=2)
def _categories(key: _Key) -> dict[str, tuple[str, ...]]:
    plan = key.plan
    columns = [column for column in plan.features if column.name in plan.categories]
    if not plan.gaps and not any(column.told or column.change for column in columns):
        return {column.name: tuple(sorted(column.distinct or ())) for column in columns}
    found: dict[str, set[str]] = {column.name: set() for column in columns}
    for piece in pieces_of(plan) if columns else ():
        whole = _complete(piece, plan)
        for name, texts in found.items():
            texts.update(str(text) for text in whole[name].unique())
    return {name: tuple(sorted(texts)) for name, texts in found.items()}


@lru_cache(maxsize=2)
def _fills(key: _Key) -> dict[str, float | str]:
    plan = key.plan
    waiting = [column for column in plan.features if column.missing]
    found: dict[str, float | str] = {}
    while waiting:
        at_once = _as_many_as_fit(waiting, plan.survey.rows)
        cells: dict[str, list[pd.Series[Any]]] = {column.name: [] for column in at_once}
        for piece in pieces_of(plan):
            rows = _answered(piece, plan)
            for column in at_once:
                filled = rows[column.name].dropna()
                cells[column.name].append(filled if column.is_number else filled.value_counts())
        found.update((column.name, _fill(plan, column, cells.pop(column.name))) for column in at_once)
        waiting = waiting[len(at_once) :]
    return found


def _as_many_as_fit(columns: list[SurveyedColumn], rows: int) -> list[SurveyedColumn]:
    """The first of these columns that fit in memory together, but one at least. Texts are only counted."""
    numbers = np.cumsum([2 * rows * column.is_number for column in columns])  # a cell has twice the bytes of a float32
    return columns[: max(1, sum(fit_in_memory(int(count)) for count in numbers))]


def _fill(plan: TablePlan, column: SurveyedColumn, cells: list[pd.Series[Any]]) -> float | str:
    together = pd.concat(cells)
    if together.empty:
        raise DataError(never_filled_in(plan, column))
    if column.is_number:
        return usual_cell(together, column)
    counts = together.groupby(level=0).sum()  # sorted by their texts, so that of equal ones the first is taken
    return str(counts.idxmax())


def _usual(plan: TablePlan, sample: pd.DataFrame) -> dict[str, float | str]:
    """What empty cells of later rows are filled with; in columns that have none so far, as a sample of rows tells."""
    if not plan.fill:
        return {}
    rows, fills = _answered(sample, plan), fills_of(plan)
    return {one.name: fills[one.name] if one.missing else usual_cell(rows[one.name], one) for one in plan.features}


def _with_usual(layout: Layout, usual: Mapping[str, float | str]) -> Layout:
    return Layout(layout.columns, {name: usual[name] for name in layout.names if name in usual})


def layouts_of(plan: TablePlan) -> dict[str, Layout]:
    """The layout of each part: numbers first, then the categories, each in the file's order."""
    known = categories_of(plan)
    ordered = {
        name: sorted(features, key=lambda column: not column.is_number) for name, features in features_of(plan).items()
    }
    return {
        name: Layout(tuple((column.name, known.get(column.name, ())) for column in columns))
        for name, columns in ordered.items()
    }


def spans_of(plan: TablePlan) -> dict[str, slice]:
    """Where the numbers of each part lie in a row of the file, which has them side by side."""
    layouts = layouts_of(plan)
    ends = np.cumsum([layout.width for layout in layouts.values()]).tolist()
    return {name: slice(end - layout.width, end) for (name, layout), end in zip(layouts.items(), ends, strict=True)}


@lru_cache(maxsize=1)
def _prepared(key: _Key) -> tuple[Gathered, dict[str, StoredRows]]:
    """The kept columns, and the rows of each part as they lie in a file of our own, which is written if it is not there
    yet."""
    plan, layouts = key.plan, tuple(layouts_of(key.plan).values())
    walked: list[Gathered] = []
    size = NUMBER * plan.survey.rows * sum(layout.width for layout in layouts)

    def fill(path: Path) -> None:
        walked.append(_walk(plan, layouts, path))

    path = spilled(("table", key.told, key.stamp, [layout.columns for layout in layouts]), size, fill)
    gathered = walked[0] if walked else _walk(plan, layouts, None)
    file = StoredFile(np.load(path, mmap_mode="r", allow_pickle=False))
    return gathered, {name: StoredRows(file, _Part(span)) for name, span in spans_of(plan).items()}


@dataclass(frozen=True)
class _Part:
    """The numbers of one part among those of a row of the file."""

    span: slice

    def __call__(self, rows: np.ndarray) -> np.ndarray:
        return rows[:, self.span]


def _walk(plan: TablePlan, layouts: Sequence[Layout], path: Path | None) -> Gathered:
    places = np.linspace(0, plan.survey.rows - 1, min(MOST_ROWS, plan.survey.rows)).astype(int)
    names = kept_columns(plan)
    kept, sample, figures = [], [], _Figures(plan)
    with nullcontext() if path is None else path.open("wb") as file:
        writer = None if file is None else _Writer(file)
        for piece in pieces_of(plan):
            figures.add(piece)
            sample.append(piece[piece.index.isin(places)])
            whole = _complete(piece, plan)
            kept.append(whole[names].copy())
            if writer is not None:
                writer.add(np.hstack([inputs_of(whole, layout) for layout in layouts]))
        if writer is not None:
            writer.finish()
    return Gathered(pd.concat(kept), pd.concat(sample), figures.measures())


class _Figures:
    """The range and spread of every column of numbers, cells that are no numbers left out."""

    def __init__(self, plan: TablePlan) -> None:
        self._names = [column.name for column in plan.survey.columns if column.is_number]
        self._each: dict[str, list[tuple[int, Measures]]] = {name: [] for name in self._names}

    def add(self, piece: pd.DataFrame) -> None:
        for name in self._names:
            values = pd.to_numeric(piece[name], errors="coerce").to_numpy("float64")
            values = values[np.isfinite(values)].reshape(-1, 1)
            if len(values):
                self._each[name].append((len(values), measured([values])))

    def measures(self) -> dict[str, Measures]:
        return {name: _together(some) for name, some in self._each.items() if some}


def _together(parts: list[tuple[int, Measures]]) -> Measures:
    """Figures of parts of a column as those of the whole."""
    counts = np.array([count for count, _ in parts], "float64").reshape(-1, 1)
    means = np.array([part.mean for _, part in parts])
    spreads = np.array([part.deviation for _, part in parts])
    mean = (counts * means).sum(axis=0) / counts.sum()
    variance = (counts * (spreads**2 + (means - mean) ** 2)).sum(axis=0) / counts.sum()
    low, high = min(part.low for _, part in parts), max(part.high for _, part in parts)
    return Measures(low, high, mean, np.sqrt(variance))


class _Writer:
    """Writes rows of numbers one after the other into an .npy file, whose head says at the end how many there are."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._rows, self._columns = 0, -1

    def add(self, rows: np.ndarray) -> None:
        if self._columns < 0:
            self._columns = rows.shape[1]
            self._head()
        np.ascontiguousarray(rows, "float32").tofile(self._file)
        self._rows += len(rows)

    def finish(self) -> None:
        length = self._file.tell()
        self._file.seek(0)
        self._head()  # it has room for the largest number
        assert self._file.tell() + NUMBER * self._rows * self._columns == length

    def _head(self) -> None:
        head = {"descr": "<f4", "fortran_order": False, "shape": (self._rows, self._columns)}
        np.lib.format.write_array_header_1_0(self._file, head)


# --- what is told of the columns ----------------------------------------------------------------


def _columns(
    plan: TablePlan,
    gathered: Gathered,
    known: Mapping[str, tuple[str, ...]],
    classes: Mapping[str, tuple[str, ...]],
) -> Iterator[Column]:
    """What a sample of rows tells of each column, with the figures and categories of all of them."""
    features = {column.name for column in plan.features}
    for column in plan.survey.columns:
        feature = column.name in features
        found = replace(column_of(gathered.sample, column, plan, feature, classes), cells=plan.survey.rows)
        figures = gathered.figures.get(column.name)
        if found.type == "number" and figures is not None:
            low, high, mean, deviation = figures.together
            found = replace(found, low=low, high=high, mean=mean, deviation=deviation)
        if feature and found.type == "category":
            texts = known[column.name] if column.told or column.change else tuple(sorted(column.distinct or ()))
            found = replace(found, categories=texts)
        yield found
