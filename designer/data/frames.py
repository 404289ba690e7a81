"""Tables that are no text: an Excel workbook, Parquet, JSON lines, read with the very call that the script makes.

Each file is looked at before a library may: how much it unpacks to, and whether it is what its name says.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from designer.data.cellspan import spanned
from designer.data.formats import Format, format_of
from designer.data.ownfile import checked_file, stamp_of, unpacked_size
from designer.errors import DataError
from designer.graph.specs import Table

if TYPE_CHECKING:
    import pandas as pd

MOST_CELLS: Final = 60_000_000
"""The most cells a table may have; as numbers they take half a gigabyte."""

LOCKED: Final = b"\xd0\xcf\x11\xe0"
"""How a workbook begins that is locked with a password, or one of an Excel from before 2007."""


def reading_call(table: Table) -> tuple[str, dict[str, object]]:
    """The function of pandas that reads a table, and what it is told beside the path."""
    form = format_of(table.path)
    header: dict[str, object] = {} if table.header else {"header": None}
    if form == "excel":
        sheet: dict[str, object] = {"sheet_name": table.sheet} if table.sheet else {}
        return "read_excel", {**sheet, "engine": "calamine", **header}
    if form == "parquet":
        return "read_parquet", {"engine": "pyarrow"}
    return "read_json", {"lines": True, "dtype": False}


@dataclass(frozen=True)
class FrameRead:
    """The rows of a table that is no text as pandas gives them; `indexed` if some of its columns came as an index.

    `sheets` are the names of a workbook's sheets.
    """

    frame: pd.DataFrame
    sheets: tuple[str, ...] = ()
    indexed: bool = False


def read_frame(table: Table) -> FrameRead:
    """The rows of a table that is no text.

    Raises `DataError`. What has not changed since is not read again; nobody may change the frame.
    """
    return _read(table.path, table.header, table.sheet, stamp_of(table.path))


@lru_cache(maxsize=2)
def _read(path: str, header: bool, sheet: str, stamp: tuple[int, int]) -> FrameRead:
    table = Table(path, header=header, sheet=sheet)
    form = format_of(path)
    checked_file(Path(path))
    _installed(form)
    sheets = _LOOKS[form](table)
    import pandas as pd

    name, options = reading_call(table)
    try:
        frame: pd.DataFrame = getattr(pd, name)(path, **options)
        indexed = not isinstance(frame.index, pd.RangeIndex)
        frame = frame.reset_index(drop=not indexed)
        _look_through(frame)
    except BaseException as error:  # the edge of libraries that raise whatever they come upon
        # What is written in Rust may panic, and says so with an exception that is no `Exception`.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise DataError(_FAULTS[form](table, error)) from None
    return FrameRead(_checked(table, frame), sheets, indexed)


def _look_through(frame: pd.DataFrame) -> None:
    """Have damaged texts found now: those of Parquet stay as they lie in the file until they are looked at."""
    for at, kind in enumerate(frame.dtypes):
        if getattr(kind, "storage", "") == "pyarrow":
            import pyarrow

            pyarrow.array(frame.iloc[:, at]).validate(full=True)


def _checked(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    if frame.size > MOST_CELLS:
        raise DataError(_too_many(table, frame.size))
    if not frame.shape[0]:
        raise DataError(f"Expected a table, found {Path(table.path).name}{_in_sheet(table)} without any rows.")
    return frame


def _installed(form: Format) -> None:
    if form == "parquet" and find_spec("pyarrow") is None:
        raise DataError(
            'Reading Parquet needs pyarrow, which is not installed. Add it with: uv pip install "layerloom[data]".'
        )


def _in_sheet(table: Table) -> str:
    return f", sheet {table.sheet!r}," if table.sheet else ""


def _too_many(table: Table, cells: int) -> str:
    return (
        f"Expected at most {MOST_CELLS:,} cells, found {cells:,} in {Path(table.path).name}. "
        "Save a part of its rows as a file of its own."
    )


def _look_at_workbook(table: Table) -> tuple[str, ...]:
    path = Path(table.path)
    with path.open("rb") as file:
        start = file.read(4)
    if start == LOCKED:
        raise DataError(
            f"The workbook {path.name} is locked with a password, or was saved by an old Excel. "
            "Open it there and save it without a password as .xlsx, or as CSV."
        )
    try:
        unpacked_size(path)
        _count_cells(table)
        sheets = tuple(_sheets(path))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise DataError(
            f"The file {path.name} is damaged or is no workbook. Save it anew as .xlsx, or as CSV."
        ) from None
    if table.sheet and table.sheet not in sheets:
        known = ", ".join(sheets[:20])
        raise DataError(f"Expected the sheet {table.sheet!r} in {path.name}, found {known}. Choose one of these.")
    return sheets


def _count_cells(table: Table) -> None:
    """Raise for a sheet that spans more cells than fit: two cells far apart make a huge table of empty ones."""
    with zipfile.ZipFile(table.path) as archive:
        for name in archive.namelist():  # a workbook may keep its sheets under any name
            with archive.open(name) as member:
                cells = spanned(member)
            if cells > MOST_CELLS:
                raise DataError(_too_many(table, cells))


def _sheets(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise ValueError("no workbook")
        with archive.open("xl/workbook.xml") as listed:
            text = listed.read(10_000_000)
    import xml.etree.ElementTree as Tree

    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ValueError("a workbook declares nothing of its own")
    try:
        root = Tree.fromstring(text)
    except Tree.ParseError as error:
        raise ValueError(str(error)) from None
    for element in root.iter():
        if element.tag.endswith("}sheet") and element.get("name"):
            yield str(element.get("name"))


def _look_at_parquet(table: Table) -> tuple[str, ...]:
    import pyarrow
    import pyarrow.parquet as parquet

    path = Path(table.path)
    try:
        described = parquet.read_metadata(path)
        cells = described.num_rows * described.num_columns
        size = sum(described.row_group(at).total_byte_size for at in range(described.num_row_groups))
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError):
        raise DataError(no_parquet(table.path)) from None
    if cells > MOST_CELLS or size > 8 * MOST_CELLS * 8:
        raise DataError(_too_many(table, max(cells, size // 8)))
    return ()


def _look_at_lines(table: Table) -> tuple[str, ...]:
    """Every line must be an object; the first that is none is named."""
    path = Path(table.path)
    count, names = 0, set[str]()
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            count += 1
            found = _line_of(line)
            if isinstance(found, str):
                raise DataError(f'Line {number} of {path.name}: expected an object like {{"a": 1}}, found {found}.')
            names.update(found)
            if count * len(names) > MOST_CELLS:  # a line with a name of its own makes a column for every row
                raise DataError(_too_many(table, count * len(names)))
    if not count:
        raise DataError(f"Expected a table, found {path.name}, which is empty. Choose a file with rows in it.")
    return ()


def _line_of(line: bytes) -> dict[str, Any] | str:
    """The object in a line, or what is there instead."""
    import msgspec

    try:
        found = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "what is no JSON"
    return found if isinstance(found, dict) else json.dumps(found)[:40]


def _damaged(table: Table, error: BaseException) -> str:
    name = Path(table.path).name
    return (
        f"The file {name}{_in_sheet(table)} is damaged, or is not what its name says. Save the table anew, or as CSV."
    )


def no_parquet(path: str) -> str:
    """What is said of a Parquet file that cannot be read."""
    return f"The file {Path(path).name} is damaged, or is no Parquet file. Save the table anew, or as CSV."


def _damaged_parquet(table: Table, error: BaseException) -> str:
    return no_parquet(table.path)


_LOOKS: Final[Mapping[Format, Callable[[Table], tuple[str, ...]]]] = {
    "excel": _look_at_workbook,
    "parquet": _look_at_parquet,
    "lines": _look_at_lines,
}
_FAULTS: Final[Mapping[Format, Callable[[Table, Any], str]]] = {
    "excel": _damaged,
    "parquet": _damaged_parquet,
    "lines": _damaged,
}
