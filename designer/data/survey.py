"""What a text file of rows and columns holds, seen cell by cell before any of it is used.

The survey names the row of whatever is wrong, tells numbers from categories, and finds the options with which
`pandas.read_csv` reads the same. It needs no pandas itself, so that the window may print a script; the tests
hold its view of empty cells and numbers against pandas's own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

from designer.data.textfile import read_text, records
from designer.errors import DataError
from designer.graph.specs import ColumnType

EMPTY: Final = frozenset(
    {
        *("", "NA", "N/A", "n/a", "NaN", "nan", "-NaN", "-nan", "NULL", "null", "None", "<NA>"),
        *("#NA", "#N/A", "#N/A N/A", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN"),
    }
)
"""The cells pandas takes for empty."""

SEPARATORS: Final = (",", ";", "|", ":", "&", "~", "^", "!", "#", "$", "%", "*", "/", "=", "@", "_", "\t")
"""What can stand between cells: ASCII signs that neither numbers nor quotes are written with."""

MOST_DISTINCT: Final = 1_000
"""Up to so many different cells are remembered of a column."""

QUICK_FROM = 8_000_000
"""From this size on, in bytes, pandas reads a file first, and it is seen cell by cell only if something is odd in it."""

HEAD_ROWS: Final = 50
MOSTLY: Final = 0.8
"""From this share of numbers on a column is meant to be one of numbers."""

_WHOLE: Final = re.compile(r"[+-]?[0-9]+")
_POINT: Final = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_COMMA: Final = re.compile(r"[+-]?([0-9]+,?[0-9]*|,[0-9]+)([eE][+-]?[0-9]+)?")
_DATE: Final = re.compile(r"[0-9]{1,4}([-/.])[0-9]{1,2}\1[0-9]{1,4}([ T][0-9:.]{4,15}Z?)?")
_INFINITE: Final = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)
LARGEST_FLOAT32: Final = 3.4e38

Change: TypeAlias = Literal["", "number", "text", "date"]
"""What becomes of a column once it is read: numbers, texts, or days since 1970."""

Place = tuple[int, str]
"""A row, as a person counts them, and what its cell holds."""


@dataclass
class Tally:
    """What was seen of one column so far."""

    missing: int = 0
    whole: int = 0
    points: int = 0
    commas: int = 0
    texts: int = 0
    dates: int = 0
    longest: int = 0
    first_point: Place | None = None
    first_comma: Place | None = None
    first_text: Place | None = None
    first_infinite: Place | None = None
    distinct: set[str] = field(default_factory=set)

    def add(self, row: int, cell: str) -> None:
        if cell in EMPTY:
            self.missing += 1
            return
        if len(self.distinct) <= MOST_DISTINCT:
            self.distinct.add(cell)
        bare = cell.strip(" ")
        if _WHOLE.fullmatch(bare):
            self.whole += 1
            self.longest = max(self.longest, len(bare))
        elif _POINT.fullmatch(bare):
            self.points += 1
            self.first_point = self.first_point or (row, cell)
        elif _COMMA.fullmatch(bare):
            self.commas += 1
            self.first_comma = self.first_comma or (row, cell)
        elif _INFINITE.fullmatch(bare):
            self.whole += 1
            self.first_infinite = self.first_infinite or (row, cell)
            return
        else:
            self.texts += 1
            self.dates += _DATE.fullmatch(bare) is not None
            self.first_text = self.first_text or (row, cell)
            return
        # Only a long cell or one with an exponent can be too large; the rest are not worth the time.
        if (len(bare) > 30 or "e" in bare or "E" in bare) and abs(_number(bare)) > LARGEST_FLOAT32:
            self.first_infinite = self.first_infinite or (row, cell)


@dataclass(frozen=True)
class SurveyedColumn:
    """One column: how many cells are empty, numbers, or texts, and where the first odd ones are.

    `distinct` holds the different cells, `None` if there are too many to remember; `some` holds the first of them.
    `dates` counts the texts that are written like a date. `change` is what must be done to the column once it is read,
    `date` how its dates are written, and `told` the type it has by the user's word.
    """

    name: str
    missing: int
    numbers: int
    texts: int
    first_text: Place | None
    first_infinite: Place | None
    long_whole: bool
    distinct: frozenset[str] | None
    some: frozenset[str] = frozenset()
    dates: int = 0
    change: Change = ""
    date: str = ""
    told: ColumnType | None = None

    @property
    def filled(self) -> int:
        return self.numbers + self.texts

    @property
    def is_number(self) -> bool:
        """Whether every cell that is not empty is a number."""
        return self.numbers > 0 and not self.texts

    @property
    def slipped(self) -> bool:
        """Whether it is meant to hold numbers, but has a few texts among them."""
        return self.texts > 0 and self.numbers >= MOSTLY * self.filled


@dataclass(frozen=True)
class Survey:
    """A whole file: how it is to be read, its columns, and the first rows as they stand in it.

    `first_row` is what a person calls the first row that is no header. `indexed` if pandas takes columns for an index.
    """

    encoding: str
    decimal: str
    skip_spaces: bool
    renamed: bool
    rows: int
    size: int
    columns: tuple[SurveyedColumn, ...]
    head: tuple[tuple[str, ...], ...]
    sheets: tuple[str, ...] = ()
    first_row: int = 1
    indexed: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def survey(path: Path, separator: str, header: bool) -> Survey:
    """Look a file through; one that has not changed since is not read again. Raises `DataError`."""
    try:
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
    except (OSError, ValueError):
        stamp = (0, 0)
    return _survey(path, separator, header, stamp)


@lru_cache(maxsize=8)
def _survey(path: Path, separator: str, header: bool, stamp: tuple[int, int]) -> Survey:
    if stamp[1] >= QUICK_FROM:
        from designer.data.quicksurvey import survey_quickly

        found = survey_quickly(path, separator, header, stamp)
        if found is not None:
            return found
    if separator not in SEPARATORS:
        raise DataError(
            f"Expected one of {' '.join(SEPARATORS[:-1])} or a tab between the cells, found {separator!r}. "
            "Choose the separator the file uses."
        )
    text, encoding = read_text(path)
    skip_spaces = f"{separator} " in text
    rows = records(text, separator, skip_spaces)
    names, renamed, first = names_of(rows, header, separator)
    tallies = [Tally() for _ in names]
    head: list[tuple[str, ...]] = []
    count = 0
    for row, cells in with_first(first, rows):
        if len(cells) != len(names):
            raise DataError(ragged(row, len(cells), len(names), header))
        count += 1
        if count <= HEAD_ROWS:
            head.append(tuple(cells))
        for tally, cell in zip(tallies, cells, strict=True):
            tally.add(row, cell)
    decimal = decimal_sign(tallies, separator)
    columns = tuple(_column(name, tally, decimal) for name, tally in zip(names, tallies, strict=True))
    return Survey(encoding, decimal, skip_spaces, renamed, count, stamp[1], columns, tuple(head), (), 1 + header)


Record = tuple[int, list[str]]


def names_of(rows: Iterator[Record], header: bool, separator: str) -> tuple[tuple[str, ...], bool, Record | None]:
    """The columns' names, whether they differ from what the file says, and a first row that is no header."""
    row, cells = next(rows, (1, []))
    if len(cells) < 2:
        raise DataError(
            f"Row {row}: expected at least two columns with {separator!r} between, found one. "
            "Choose the separator the file uses."
        )
    if not header:
        return tuple(f"column {at}" for at in range(1, len(cells) + 1)), True, (row, cells)
    names = tuple(cell.strip() or f"column {at}" for at, cell in enumerate(cells, start=1))
    for at, name in enumerate(names):
        if name in names[:at]:
            raise DataError(
                f"Row {row}: columns {names.index(name) + 1} and {at + 1} are both called {name!r}. "
                "Give each a name of its own in the file."
            )
    return names, names != tuple(cells), None


def with_first(first: Record | None, rows: Iterator[Record]) -> Iterator[Record]:
    if first is not None:
        yield first
    yield from rows


def ragged(row: int, found: int, expected: int, header: bool) -> str:
    """What is said of a row that has not as many cells as the first one."""
    model = "the header" if header else "the first row"
    return (
        f"Row {row}: expected {expected} cells as in {model}, found {found}. Mend the row, "
        "and put quotation marks around a text that contains the separator."
    )


def decimal_sign(tallies: list[Tally], separator: str) -> str:
    """The decimal sign more columns of numbers are written with."""
    if separator == ",":
        return "."
    point = sum(tally.points > 0 and not tally.commas for tally in tallies)
    comma = sum(tally.commas > 0 and not tally.points and not tally.texts for tally in tallies)
    return "," if comma > point else "."


def _column(name: str, tally: Tally, decimal: str) -> SurveyedColumn:
    numbers, others, other = (
        (tally.points, tally.commas, tally.first_comma)
        if decimal == "."
        else (tally.commas, tally.points, tally.first_point)
    )
    places = [place for place in (tally.first_text, other) if place]
    return SurveyedColumn(
        name=name,
        missing=tally.missing,
        numbers=tally.whole + numbers,
        texts=tally.texts + others,
        first_text=min(places, default=None),
        first_infinite=tally.first_infinite,
        long_whole=tally.longest > 18,
        distinct=frozenset(tally.distinct) if len(tally.distinct) <= MOST_DISTINCT else None,
        some=frozenset(tally.distinct),
        dates=tally.dates,
    )


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except (ValueError, OverflowError):
        return math.inf
