"""The survey of a table larger than memory: each piece is looked at as a table of its own, and what it holds is added up."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from designer.data.formats import format_of
from designer.data.framesurvey import column_names, head_of, survey_column
from designer.data.large import BEGINNING, parquet_pieces, rows_at_once, text_pieces
from designer.data.ownfile import stamp_of
from designer.data.quicksurvey import beginning_of
from designer.data.survey import HEAD_ROWS, MOST_DISTINCT, SEPARATORS, Change, Survey, SurveyedColumn
from designer.errors import DataError
from designer.graph.specs import Table

if TYPE_CHECKING:
    import pandas as pd

BLOCK: Final = 1 << 22
MARK: Final = b"\xef\xbb\xbf"


def survey_in_pieces(table: Table) -> Survey:
    """What a large table holds; one that has not changed since is not read again. Raises `DataError`."""
    return _survey(table.path, table.separator, table.header, stamp_of(table.path))


@lru_cache(maxsize=4)
def _survey(path: str, separator: str, header: bool, stamp: tuple[int, int]) -> Survey:
    table = Table(path, separator=separator, header=header)
    return _of_text(table, stamp[1]) if format_of(path) == "csv" else _of_parquet(table)


# --- text ---------------------------------------------------------------------------------------


def _of_text(table: Table, size: int) -> Survey:
    path = Path(table.path)
    if table.separator not in SEPARATORS:
        raise DataError(f"Expected a separator the file uses, found {table.separator!r}. Choose another one.")
    scan = scanned(path, table.separator)
    with path.open("rb") as file:
        start = file.read(BEGINNING)
    bare = beginning_of(
        start.removeprefix(MARK), "utf-8-sig" if scan.marked else "utf-8", table.separator, table.header, size
    )
    bare = replace(bare, skip_spaces=scan.spaces)
    rows, columns = _columns_of_text(table, bare)
    if scan.separators != (rows + table.header) * (len(columns) - 1):
        raise DataError(_not_in_pieces(path, "some of its rows have more or fewer cells than the others"))
    return replace(bare, rows=rows, columns=columns, first_row=1 + table.header)


def _columns_of_text(table: Table, bare: Survey) -> tuple[int, tuple[SurveyedColumn, ...]]:
    """How many rows there are, and the columns. One that is of numbers in some pieces alone is read anew as texts."""
    from designer.data.tableplan import reading_options  # which asks for surveys itself

    options: dict[str, Any] = reading_options(table, bare, ())
    texts: set[str] = set()
    while True:
        told = {**options, "dtype": dict.fromkeys(texts, "str")} if texts else options
        pieces = text_pieces(table.path, told, rows_at_once(len(bare.names)))
        rows, columns, mixed = _added_up(pieces, bare.names, 1 + table.header, stored=False)
        if not mixed - texts:
            return rows, columns
        texts |= mixed


@dataclass(frozen=True)
class Scan:
    """What a text file is made of: separators outside of quotation marks, and whether spaces follow some."""

    separators: int
    spaces: bool
    marked: bool


def scanned(path: Path, separator: str) -> Scan:
    """Go through a file's bytes once. Raises `DataError` where they are no text in UTF-8."""
    sign, count, spaces, quoted, before = ord(separator), 0, False, 0, b""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        marked = file.read(len(MARK)) == MARK
        file.seek(0)
        for block in iter(lambda: file.read(BLOCK), b""):
            _check_text(path, block, decoder)
            spaces = spaces or f"{separator} ".encode() in before + block
            letters = np.frombuffer(block, np.uint8)
            places = np.flatnonzero(letters == sign)
            quotes = np.flatnonzero(letters == ord('"'))
            count += int(((quoted + np.searchsorted(quotes, places)) % 2 == 0).sum())
            quoted, before = (quoted + len(quotes)) % 2, block[-1:]
    if quoted:
        raise DataError(_not_in_pieces(path, "its quotation marks do not pair up"))
    return Scan(count, spaces, marked)


def _check_text(path: Path, block: bytes, decoder: codecs.IncrementalDecoder) -> None:
    plain = block.isascii() and not decoder.getstate()[0]
    try:
        if b"\0" in block:
            raise ValueError
        if not plain:
            decoder.decode(block)
    except ValueError:
        raise DataError(_not_in_pieces(path, "it is no text in UTF-8")) from None


def _not_in_pieces(path: Path, why: str) -> str:
    return (
        f"The table {path.name} is larger than memory and is read in pieces, for which {why}. Save it anew, or a part of "
        "its rows."
    )


# --- Parquet ------------------------------------------------------------------------------------


def _of_parquet(table: Table) -> Survey:
    import pyarrow.parquet as parquet

    try:
        width = parquet.read_metadata(table.path).num_columns
    except (OSError, ValueError):
        width = 1
    pieces = parquet_pieces(table.path, rows_at_once(width))
    start = _first_rows(pieces)
    names = column_names(start)
    renamed = list(start.columns) != list(names)
    rows, columns, _ = _added_up(chain([start], pieces), names, 1, stored=True)
    if not rows:
        raise DataError(f"Expected a table, found {Path(table.path).name} without any rows.")
    return Survey("", ".", False, renamed, rows, 0, columns, head_of(start))


def _first_rows(pieces: Iterator[pd.DataFrame]) -> pd.DataFrame:
    """As many pieces together as the head of a table takes: groups of rows may be small."""
    import pandas as pd

    found = list(islice(pieces, 1))
    while found and sum(map(len, found)) < HEAD_ROWS:
        more = next(pieces, None)
        if more is None:
            break
        found.append(more)
    return pd.concat(found) if found else pd.DataFrame()


# --- adding up ----------------------------------------------------------------------------------

Found = tuple[int, tuple[SurveyedColumn, ...], set[str]]


def _added_up(pieces: Iterable[pd.DataFrame], names: tuple[str, ...], first_row: int, *, stored: bool) -> Found:
    """The rows of all pieces, their columns, and those that are of numbers in some pieces and of texts in others."""
    import pandas as pd

    rows, mixed = 0, set[str]()
    seen: list[list[SurveyedColumn]] = [[] for _ in names]
    kinds: list[set[str]] = [set() for _ in names]
    for piece in pieces:
        if piece.shape[1] != len(names):
            raise DataError("The pieces of the table do not have the same columns. Save it anew as CSV.")
        for at, name in enumerate(names):
            cells = piece.iloc[:, at]
            found = survey_column(cells, name, first_row + rows, stored=stored)
            if found.filled:
                number = pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells)
                kinds[at].add("bool" if pd.api.types.is_bool_dtype(cells) else "number" if number else "text")
            seen[at] = [reduce(_both, [*seen[at], found])]
        rows += len(piece)
    for name, kind in zip(names, kinds, strict=True):
        if len(kind) > 1 or "bool" in kind:
            mixed.add(name)
    return rows, tuple(column for (column,) in seen) if rows else (), mixed


def _both(one: SurveyedColumn, other: SurveyedColumn) -> SurveyedColumn:
    """What two pieces of a column hold together."""
    distinct = None if one.distinct is None or other.distinct is None else one.distinct | other.distinct
    some = one.some if len(one.some) > MOST_DISTINCT else one.some | other.some
    return replace(
        one,
        missing=one.missing + other.missing,
        numbers=one.numbers + other.numbers,
        texts=one.texts + other.texts,
        first_text=one.first_text or other.first_text,
        first_infinite=one.first_infinite or other.first_infinite,
        distinct=distinct if distinct is not None and len(distinct) <= MOST_DISTINCT else None,
        some=some,
        dates=one.dates + other.dates,
        change=_change(one, other),
        date=one.date or other.date,
    )


def _change(one: SurveyedColumn, other: SurveyedColumn) -> Change:
    """What becomes of both; where pieces differ, texts, unless one of them is empty."""
    if one.change == other.change or not other.filled:
        return one.change
    return other.change if not one.filled else "text"
