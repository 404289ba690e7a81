"""The survey of a large CSV file: pandas reads it, and what it read is looked at column by column.

This holds only for files without anything odd; of all others nothing is said here, and they are seen cell by cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from designer.data.framesurvey import survey_column
from designer.data.large import BEGINNING
from designer.data.ownfile import checked_file, stamp_of
from designer.data.survey import (
    HEAD_ROWS,
    SEPARATORS,
    Survey,
    SurveyedColumn,
    Tally,
    decimal_sign,
    names_of,
    ragged,
    with_first,
)
from designer.data.textfile import read_text, records
from designer.errors import DataError
from designer.graph.specs import Table

if TYPE_CHECKING:
    import pandas as pd

PIECE = 1 << 22


def survey_quickly(path: Path, separator: str, header: bool, stamp: tuple[int, int]) -> Survey | None:
    """What a large file holds; nothing where it must be seen cell by cell, be it to say what is wrong with it."""
    if separator not in SEPARATORS:
        return None
    data, encoding = _content(path)
    if b"\n\n" in data or (b"\r" in data and (b"\n\r\n" in data or data.count(b"\r") != data.count(b"\r\n"))):
        return None
    try:
        bare = beginning_of(data, encoding, separator, header, stamp[1])
    except DataError:
        return None
    frame = _read(Table(str(path), separator=separator, header=header), bare, stamp)
    if frame is None or not _even(data, separator, len(bare.names), len(frame) + header):
        return None
    columns = tuple(
        survey_column(frame.iloc[:, at], name, 1 + header, stored=False) for at, name in enumerate(bare.names)
    )
    if any(column.slipped or column.first_infinite for column in columns):
        return None
    return replace(bare, rows=len(frame), columns=columns, first_row=1 + header)


def kept(path: str, options: Mapping[str, object]) -> pd.DataFrame | None:
    """What was read of a file with these very options, if it has not changed since. Nobody may change it."""
    return _kept.get((path, stamp_of(path), repr(options)))


_kept: dict[tuple[str, tuple[int, int], str], pd.DataFrame] = {}
"""The last frame read, so that a large file is read once for its survey and its rows."""


def _content(path: Path) -> tuple[bytes, str]:
    """A file's text in UTF-8, and the name of its encoding. Raises `DataError` if it holds no text."""
    checked_file(path)
    data = path.read_bytes()
    if data.isascii() and b"\0" not in data:
        return data, "utf-8"
    text, encoding = read_text(path)
    return text.encode(), encoding


def beginning_of(data: bytes, encoding: str, separator: str, header: bool, size: int) -> Survey:
    """How the file is to be read, by its first rows. Raises `DataError` if these cannot be."""
    start = _first_rows(data)
    skip_spaces = b" " in data and f"{separator} ".encode() in data  # the first is quick where there is none
    rows = records(start, separator, skip_spaces)
    names, renamed, first = names_of(rows, header, separator)
    found = []
    for row, cells in with_first(first, rows):
        if len(cells) != len(names):
            raise DataError(ragged(row, len(cells), len(names), header))
        found.append(cells)
    tallies = [Tally() for _ in names]
    for row, cells in enumerate(islice(found, 300)):
        for tally, cell in zip(tallies, cells, strict=True):
            tally.add(row, cell)
    columns = tuple(SurveyedColumn(name, 0, 0, 0, None, None, False, None) for name in names)
    head = tuple(tuple(cells) for cells in found[:HEAD_ROWS])
    return Survey(encoding, decimal_sign(tallies, separator), skip_spaces, renamed, 0, size, columns, head)


def _first_rows(data: bytes) -> str:
    """The text up to the last line that ends outside of quotation marks. Raises `DataError` if none does."""
    letters = np.frombuffer(data[:BEGINNING], np.uint8)
    ends, quotes = np.flatnonzero(letters == ord("\n")), np.flatnonzero(letters == ord('"'))
    whole = ends[np.searchsorted(quotes, ends) % 2 == 0]
    if not len(whole):
        raise DataError(
            f"Row 1: expected a row that ends within {BEGINNING:,} bytes, found none. Look for a quotation mark without "
            "another, or save the table anew as CSV."
        )
    return data[: whole[-1] + 1].decode()


def _read(table: Table, bare: Survey, stamp: tuple[int, int]) -> pd.DataFrame | None:
    import pandas as pd

    from designer.data.tableplan import reading_options  # which asks for surveys itself

    options: dict[str, Any] = reading_options(table, bare, ())
    try:
        frame: pd.DataFrame = pd.read_csv(table.path, **options)
    except (ValueError, OSError):
        return None
    if tuple(map(str, frame.columns)) != bare.names:
        return None
    _kept.clear()
    _kept[table.path, stamp, repr(options)] = frame
    return frame


def _even(data: bytes, separator: str, columns: int, rows: int) -> bool:
    """Whether every row has as many cells as there are columns. pandas refuses those with more; here all are counted."""
    wanted = rows * (columns - 1)
    if b'"' not in data:
        return _count(data, separator) == wanted
    letters = np.frombuffer(data, np.uint8)
    quotes = np.flatnonzero(letters == ord('"'))
    return _paired(letters, quotes, separator) and _outside(letters, quotes, separator) == wanted


def _count(data: bytes, sign: str) -> int:
    """How often a sign stands in a text, in a fraction of the time `bytes.count` takes for a frequent one."""
    letters = np.frombuffer(data, np.uint8)
    return sum(int(np.count_nonzero(letters[at : at + PIECE] == ord(sign))) for at in range(0, len(letters), PIECE))


def _paired(letters: np.ndarray, quotes: np.ndarray, separator: str) -> bool:
    """Whether quotation marks stand only around whole cells, or doubled in them."""
    if len(quotes) % 2:
        return False
    around = np.array([ord(separator), ord("\n"), ord("\r"), ord(" "), ord('"')], np.uint8)
    before, after = quotes[0::2] - 1, quotes[1::2] + 1
    before, after = before[before >= 0], after[after < len(letters)]
    return bool(np.isin(letters[before], around).all() and np.isin(letters[after], around).all())


def _outside(letters: np.ndarray, quotes: np.ndarray, separator: str) -> int:
    """How many separators stand outside of quotation marks."""
    places = np.flatnonzero(letters == ord(separator))
    return int((np.searchsorted(quotes, places) % 2 == 0).sum())
