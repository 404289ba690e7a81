"""A table of rows nobody knows the answer to: its columns are matched by name, and answers are written beside it."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from designer.atomic import write_atomically
from designer.data.changes import STORED, changed
from designer.data.columntypes import FORMATS, date_format
from designer.data.examples import Examples
from designer.data.fields import Field, fields_of
from designer.data.layout import Layout
from designer.data.rows import Rows
from designer.data.sniff import sniff_table
from designer.data.survey import Survey, SurveyedColumn, survey
from designer.data.tableplan import reading_options
from designer.data.tables import inputs_of
from designer.errors import DataError
from designer.graph.specs import Table
from designer.values import shape_text

MOST_ROWS = 1_000_000


@dataclass(frozen=True)
class NewRows:
    """Rows as the network takes them, `kept` of the `cells` of the file: the others have no answer, as `notes` say."""

    rows: Rows
    kept: np.ndarray
    cells: pd.DataFrame
    separator: str
    notes: tuple[str, ...]


def read_new_rows(path: Path, examples: Examples) -> NewRows:
    """Read a CSV file whose columns have the names of those the network learned from. Raises `DataError`."""
    fields = fields_of(examples.facts)
    for field in fields:
        if field.kind in ("image", "series"):
            raise DataError(
                f"This network takes {field.name!r} as {shape_text(field.shape)} numbers, which no column of a table "
                "holds. Try single examples instead."
            )
    wanted = tuple(dict.fromkeys(field.name for field in fields))
    table = _guessed(path, wanted)
    seen = survey(path, table.separator, table.header)
    if seen.rows > MOST_ROWS:
        raise DataError(f"Expected at most {MOST_ROWS:,} rows, found {seen.rows:,}. Cut the file into several.")
    dates = {one.name: one.written for one in examples.facts.columns if one.holds == "date" and one.name in wanted}
    texts = dates.keys() | {field.name for field in fields if field.kind != "number"}
    used = _fitting(seen, [field for field in fields if field.name not in dates])
    frame = _with_days(_read(table, seen, used, texts), seen, dates)
    filled = _filled(frame, wanted, examples.layouts)
    known, notes = _known(filled, examples.layouts)
    kept = np.flatnonzero(known & filled[list(wanted)].notna().all(axis=1).to_numpy())
    empty = int(filled[list(wanted)].isna().any(axis=1).sum())
    told = (*_unused(seen, wanted), *_gaps(empty), *notes)
    return NewRows(_rows(filled.iloc[kept], examples), kept, _cells(table, seen), table.separator, told)


def write_answered(path: Path, table: NewRows, answers: Mapping[str, Sequence[object]]) -> None:
    """Write the file anew with a column more for each answer; rows without one have empty cells. Raises `FileError`."""
    cells = table.cells.copy()
    for name, values in answers.items():
        column = np.full(len(cells), "", dtype=object)
        column[table.kept] = [f"{value:.6g}" if isinstance(value, float) else str(value) for value in values]
        cells[_free(name, list(cells.columns))] = column
    text = io.StringIO()
    cells.to_csv(text, index=False, sep=table.separator, lineterminator="\n")
    write_atomically(path, text.getvalue().encode())


def _guessed(path: Path, wanted: Sequence[str]) -> Table:
    """How the file is probably to be read: with the header that has the names, if there is one."""
    table = sniff_table(path)
    for header in dict.fromkeys((table.header, True)):
        found = Table(str(path), header=header, separator=table.separator)
        if set(wanted) <= set(survey(path, found.separator, found.header).names):
            return found
    names = survey(path, table.separator, True).names
    missing = [name for name in wanted if name not in names]
    raise DataError(
        f"The file has no column {_listed(missing)}, which this network needs. Its first row must have the names the "
        f"data has: {_listed(wanted)}."
    )


def _fitting(seen: Survey, fields: Sequence[Field]) -> tuple[SurveyedColumn, ...]:
    """The columns that are needed. Raises `DataError` where one of numbers holds something else."""
    by_name = {column.name: column for column in seen.columns}
    for field in fields:
        column = by_name[field.name]
        odd = column.first_infinite or (column.first_text if field.kind == "number" else None)
        if field.kind == "number" and odd:
            raise DataError(f"Row {odd[0]}, column {field.name!r}: expected a number, found {odd[1][:40]!r}. Mend it.")
    return tuple(by_name[name] for name in dict.fromkeys(field.name for field in fields))


def _with_days(frame: pd.DataFrame, seen: Survey, dates: Mapping[str, str]) -> pd.DataFrame:
    """The same with dates as what the network learned from: days since 1970. Raises `DataError`.

    `dates` says how each was written there: a third of April must not become a fourth of March.
    """
    by_name = {column.name: column for column in seen.columns}
    for name, before in dates.items():
        column = by_name[name]
        known = before not in ("", STORED)
        written = date_format(column.some, (before,) if known else FORMATS)
        if not written:
            found = next(iter(column.some), "nothing")
            alike = f"like {datetime(2024, 1, 31):{before}}" if known else "all alike"
            raise DataError(f"Column {name!r}: expected dates that are written {alike}, found {found[:40]!r}. Mend it.")
        frame[name] = changed(frame[name], replace(column, change="date", date=written), seen.first_row)
    return frame


def _read(table: Table, seen: Survey, used: tuple[SurveyedColumn, ...], texts: Iterable[str]) -> pd.DataFrame:
    options: dict[str, Any] = dict(reading_options(table, seen, used))
    options["dtype"] = {**options.get("dtype", {}), **dict.fromkeys(texts, "str")}
    try:
        frame: pd.DataFrame = pd.read_csv(table.path, **options)
    except (ValueError, OSError):
        raise DataError(f"The file {table.path} cannot be read as a table. Save it anew as CSV.") from None
    return frame


def _cells(table: Table, seen: Survey) -> pd.DataFrame:
    """Every cell as it stands in the file."""
    options: dict[str, Any] = dict(reading_options(table, seen, ()))
    cells: pd.DataFrame = pd.read_csv(table.path, **{**options, "decimal": ".", "dtype": str, "keep_default_na": False})
    return cells


def _filled(frame: pd.DataFrame, wanted: Sequence[str], layouts: Mapping[str, Layout]) -> pd.DataFrame:
    """Empty cells filled as those of the data were, where they were."""
    usual = {name: value for layout in layouts.values() for name, value in layout.usual.items()}
    return frame.fillna({name: usual[name] for name in wanted if name in usual}) if usual else frame


def _known(frame: pd.DataFrame, layouts: Mapping[str, Layout]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Which rows have only categories the network learned from, and sentences about the others."""
    known = np.ones(len(frame), bool)
    notes = []
    for layout in layouts.values():
        for name, texts in layout.categories.items():
            strange = ~frame[name].isin(texts).to_numpy() & frame[name].notna().to_numpy()
            if strange.any():
                found = _listed(sorted(frame[name][strange].astype(str).unique())[:5])
                notes.append(
                    f"{_rows_text(int(strange.sum()))} in {name!r} what no row had that was learned from ({found}), "
                    "and no answer."
                )
            known &= ~strange
    return known, tuple(dict.fromkeys(notes))


def _rows(frame: pd.DataFrame, examples: Examples) -> Rows:
    if examples.facts.text:
        return frame[[fields_of(examples.facts)[0].name]].to_numpy("str")
    parts = {name: inputs_of(frame, layout) for name, layout in examples.layouts.items()}
    return parts if examples.facts.parts else parts[""]


def _unused(seen: Survey, wanted: Sequence[str]) -> Iterator[str]:
    others = [name for name in seen.names if name not in wanted]
    if others:
        yield f"Not used: {_listed(others)}."


def _gaps(empty: int) -> Iterator[str]:
    if empty:
        yield f"{_rows_text(empty)} an empty cell, and no answer."


def _rows_text(count: int) -> str:
    return f"{count:,} row{' has' if count == 1 else 's have'}"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"“{name}”" for name in names[:12]) + (", …" if len(names) > 12 else "")


def _free(name: str, taken: Sequence[str]) -> str:
    """A name no column has yet."""
    number, found = 2, name
    while found in taken:
        found, number = f"{name} ({number})", number + 1
    return found
