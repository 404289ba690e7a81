"""Tables larger than memory: which are, and their rows in pieces, as pandas reads them one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from designer.data import room
from designer.data.formats import format_of
from designer.data.frames import MOST_CELLS, no_parquet
from designer.data.ownfile import checked_file, stamp_of
from designer.data.sources import LARGEST_FILE
from designer.errors import DataError
from designer.graph.specs import Table

if TYPE_CHECKING:
    import pandas as pd

BEGINNING: Final = 200_000
"""How many bytes tell how many cells a text file has, the names and the decimal sign."""

SMALL: Final = 100_000
"""Up to so many cells nobody asks how much memory is free."""

CELLS_AT_ONCE = 2_000_000
FEWEST_AT_ONCE = 1_000
"""About how many cells a piece has, but so many rows at least."""

NO_LIMIT: Final = float("inf")


def is_large(table: Table) -> bool:
    """Whether a table has more rows than memory holds. Only text files and Parquet can be read in pieces."""
    return _is_large(table.path, table.separator, stamp_of(table.path))


@lru_cache(maxsize=8)
def _is_large(path: str, separator: str, stamp: tuple[int, int]) -> bool:
    form = format_of(path)
    if form not in ("csv", "parquet") or not stamp[1]:
        return False
    try:
        cells = _cells_of_text(Path(path), separator, stamp[1]) if form == "csv" else _cells_of_parquet(path)
    except OSError:
        return False  # whoever reads it says what is wrong
    if cells <= min(SMALL, room.MOST_NUMBERS):
        return False
    return cells > MOST_CELLS or stamp[1] > LARGEST_FILE or not room.fit_in_memory(cells)


def _cells_of_text(path: Path, separator: str, size: int) -> int:
    """About how many cells a text has, as its beginning tells."""
    with path.open("rb") as file:
        start = file.read(BEGINNING)
    cells = start.count(separator.encode()) + start.count(b"\n")
    return cells * size // max(1, len(start))


def _cells_of_parquet(path: str) -> int:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        return 0
    import pyarrow
    import pyarrow.parquet as parquet

    try:
        described = parquet.read_metadata(path)
    except (pyarrow.ArrowException, ValueError, MemoryError):
        return 0
    return int(described.num_rows * described.num_columns)


def rows_at_once(columns: int) -> int:
    """How many rows of so many columns a piece has: a round number, since scripts say it too."""
    rows = max(FEWEST_AT_ONCE, CELLS_AT_ONCE // max(1, columns))
    digits: int = 10 ** (len(str(rows)) - 1)
    return rows // digits * digits


def text_pieces(path: str, options: Mapping[str, object], rows: int) -> Iterator[pd.DataFrame]:
    """The rows of a text file, so many at a time; each knows its number. Raises `DataError`."""
    import pandas as pd

    checked_file(Path(path), NO_LIMIT)
    told: dict[str, Any] = {**options, "chunksize": rows}
    try:
        with pd.read_csv(path, **told) as pieces:
            yield from pieces
    except (ValueError, OSError) as error:
        reason = str(error).strip().split("\n")[0].rstrip(".")
        raise DataError(f"The file {path} cannot be read as a table ({reason}). Save it anew as CSV.") from None


def parquet_pieces(path: str, rows: int) -> Iterator[pd.DataFrame]:
    """The same of a Parquet file. Raises `DataError`."""
    import pandas as pd
    import pyarrow
    import pyarrow.parquet as parquet

    first = 0
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=rows):
                batch.validate(full=True)  # texts stay as they lie in the file until they are looked at
                piece = batch.to_pandas()
                if not isinstance(piece.index, pd.RangeIndex):
                    raise DataError(
                        f"The file {Path(path).name} has an index beside its columns, which is not read in pieces. Save "
                        "it without one."
                    )
                yield piece.set_axis(range(first, first + len(piece)), axis=0)
                first += len(piece)
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError):
        raise DataError(no_parquet(path)) from None


def whole_columns(path: str) -> tuple[bool, ...]:
    """Which columns of a Parquet file are whole numbers to pandas where no cell of them is empty, and floats else."""
    import numpy as np
    import pyarrow.parquet as parquet

    kinds = parquet.read_schema(path).empty_table().to_pandas().dtypes
    return tuple(isinstance(kind, np.dtype) and kind.kind in "iu" for kind in kinds)
