"""The survey of a table that pandas has read: the same questions as `survey` asks of text, answered column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from designer.data.changes import STORED
from designer.data.survey import HEAD_ROWS, LARGEST_FLOAT32, MOST_DISTINCT, Change, Place, Survey, SurveyedColumn
from designer.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

MOST_COLUMNS: Final = 20_000
DATE_LIKE: Final = r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}([ T][0-9:.]{4,15}Z?)?"
NUMBERS: Final = ("integer", "floating", "mixed-integer-float", "decimal")
DATES: Final = ("datetime", "datetime64", "date")


def survey_frame(frame: pd.DataFrame, first_row: int) -> Survey:
    """What a frame holds. `first_row` is what a person calls its first row. Raises `DataError`."""
    names = column_names(frame)
    columns = tuple(survey_column(frame.iloc[:, at], name, first_row, stored=True) for at, name in enumerate(names))
    renamed = [str(name) for name in frame.columns] != list(names) or not all(isinstance(n, str) for n in frame.columns)
    return Survey("", ".", False, renamed, len(frame), 0, columns, head_of(frame), (), first_row)


def column_names(frame: pd.DataFrame) -> tuple[str, ...]:
    """A name for each column; one without is numbered. Raises `DataError` for names that recur."""
    if frame.shape[1] > MOST_COLUMNS:
        raise DataError(f"Expected at most {MOST_COLUMNS:,} columns, found {frame.shape[1]:,}. Save fewer of them.")
    if frame.shape[1] < 2:
        raise DataError(
            "Expected at least two columns, found one. Choose a file with a column to predict beside others."
        )
    names = tuple(_name(name, at) for at, name in enumerate(frame.columns, start=1))
    for name in names:
        if names.count(name) > 1:
            first, second = [at for at, one in enumerate(names, start=1) if one == name][:2]
            raise DataError(
                f"Columns {first} and {second} are both called {name!r}. Give each a name of its own in the file."
            )
    return names


def _name(name: object, at: int) -> str:
    text = str(name).strip()
    unnamed = not isinstance(name, str) or not text or text.startswith("Unnamed: ")
    return f"column {at}" if unnamed else text


def head_of(frame: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """The first rows as text."""
    rows = frame.head(HEAD_ROWS)
    return tuple(tuple(_cell(cell) for cell in row) for row in rows.itertuples(index=False, name=None))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return "" if value != value else f"{value:.10g}"
    return "" if value is None or str(value) in ("NaT", "<NA>") else str(value)[:200]


def survey_column(cells: pd.Series[Any], name: str, first_row: int, *, stored: bool) -> SurveyedColumn:
    """One column. Where it was `stored` with types of its own, texts that are numbers are meant as such."""
    import pandas as pd

    missing = cells.isna().to_numpy()
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        change: Change = "" if isinstance(cells.dtype, np.dtype) else "number"
        return _numbers(cells.to_numpy("float64", na_value=np.nan), name, missing, first_row, change)
    kind = pd.api.types.infer_dtype(cells, skipna=True)
    if kind in DATES or isinstance(cells.dtype, pd.DatetimeTZDtype):
        return _dates(cells, name, missing)
    if kind in NUMBERS:
        values = pd.to_numeric(cells, errors="coerce").to_numpy("float64", na_value=np.nan)
        return _numbers(values, name, missing, first_row, "number")
    texts = cells if kind == "string" else cells.map(str, na_action="ignore")
    return _texts(texts, name, missing, first_row, stored=stored, plain=kind == "string")


def _numbers(values: np.ndarray, name: str, missing: np.ndarray, first_row: int, change: Change) -> SurveyedColumn:
    odd = np.flatnonzero((np.abs(values) > LARGEST_FLOAT32) & ~missing)
    different = _first_different(values[~missing])
    known = frozenset(f"{value:.17g}" for value in different)
    return SurveyedColumn(
        name=name,
        missing=int(missing.sum()),
        numbers=int(len(values) - missing.sum()),
        texts=0,
        first_text=None,
        first_infinite=(int(odd[0]) + first_row, f"{values[odd[0]]:g}") if len(odd) else None,
        long_whole=False,
        distinct=known if len(known) <= MOST_DISTINCT else None,
        some=known,
        change=change,
    )


def _first_different(values: np.ndarray) -> np.ndarray:
    """The different values, or one more than are remembered: a million need not be sorted to find that out."""
    some = np.unique(values[: 20 * MOST_DISTINCT])
    found = some if len(some) > MOST_DISTINCT else np.unique(values)
    return found[: MOST_DISTINCT + 1]


def _dates(cells: pd.Series[Any], name: str, missing: np.ndarray) -> SurveyedColumn:
    filled = int(len(cells) - missing.sum())
    some = frozenset(str(cell) for cell in cells.dropna().head(MOST_DISTINCT))
    distinct = frozenset(map(str, cells.dropna().unique()[: MOST_DISTINCT + 1]))
    known = distinct if len(distinct) <= MOST_DISTINCT else None
    return SurveyedColumn(name, len(cells) - filled, filled, 0, None, None, False, known, some, filled, "date", STORED)


def _texts(
    cells: pd.Series[Any], name: str, missing: np.ndarray, first_row: int, *, stored: bool, plain: bool
) -> SurveyedColumn:
    import pandas as pd

    codes, unique = pd.factorize(cells)
    counts = np.bincount(codes[codes >= 0], minlength=len(unique))
    words = pd.Series(np.asarray(unique, dtype=object), dtype=object)
    numbers = pd.to_numeric(words, errors="coerce").notna().to_numpy()
    filled = int(counts.sum())
    amount = int(counts[numbers].sum())
    known = frozenset(str(word) for word in words.head(MOST_DISTINCT + 1))
    distinct = known if len(known) <= MOST_DISTINCT else None
    every = stored and plain and amount == filled > 0
    dates = int(counts[words.str.fullmatch(DATE_LIKE).fillna(False).to_numpy(bool)].sum()) if plain else 0
    return SurveyedColumn(
        name=name,
        missing=int(missing.sum()),
        numbers=amount,
        texts=filled - amount,
        first_text=None if every else _first(codes, ~numbers, words, first_row),
        first_infinite=_infinite(codes, words, first_row) if every else None,
        long_whole=False,
        distinct=distinct,
        some=known,
        dates=dates,
        change="number" if every else "" if plain else "text",
    )


def _first(codes: np.ndarray, which: np.ndarray, words: pd.Series[Any], first_row: int) -> Place | None:
    """Where the first of some words stands; words are numbered as they come, so it is the first of them."""
    found = np.flatnonzero(which)
    if not len(found):
        return None
    at = int(np.argmax(codes == found[0]))
    return at + first_row, str(words[found[0]])


def _infinite(codes: np.ndarray, words: pd.Series[Any], first_row: int) -> Place | None:
    import pandas as pd

    sizes = pd.to_numeric(words, errors="coerce").abs().to_numpy("float64", na_value=np.nan)
    return _first(codes, sizes > LARGEST_FLOAT32, words, first_row)
