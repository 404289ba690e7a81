"""Rows that lie in a file and are read from it when they are asked for: data larger than memory.

They are read, not mapped into memory: on a system with large pages a map of scattered rows soon counts as the whole
file, and reading one of a file that became shorter ends the process. Before rows are read the file is held against what
it was. It stays open, so that its rows can be read even after somebody removed it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from designer.data.measures import Measures, measured
from designer.errors import DataError

BLOCK: Final = 8_000_000
"""About so many bytes, as float32, are read at once where all rows are gone through."""

SAMPLE_BYTES: Final = 64_000_000
SAMPLE_ROWS: Final = 20_000

Which: TypeAlias = "int | np.integer | slice | np.ndarray"
"""Rows by number, in a span, or by an array of numbers."""

View: TypeAlias = Callable[[np.ndarray], np.ndarray]
"""What becomes of rows as they are in the file; it must do the same to some rows as to all."""


class StoredFile:
    """An array in a file of NumPy's, of which rows can be read. Any thread may read some.

    `array` is the file mapped, from which is taken where the array lies and what it is; it must have its rows in order.
    """

    def __init__(self, array: np.memmap) -> None:
        if not array.flags.c_contiguous:
            raise ValueError("the rows of this array are not in order")
        self.path, self.shape, self.dtype = Path(str(array.filename)), array.shape, array.dtype
        self._offset = array.offset
        self._row = array.nbytes // max(1, len(array))
        self._file = self.path.open("rb", buffering=0)
        self._state = self._stamp()
        self._lock = threading.Lock()

    def read(self, rows: np.ndarray) -> np.ndarray:
        """Some rows by their numbers, in their own type. Raises `DataError` if the file changed."""
        try:
            return self._read(rows)
        except OSError as error:
            reason = error.strerror or str(error)
            raise DataError(
                f"The file {self.path.name} cannot be read any more ({reason}). See that its disk is there, and choose "
                "the data again."
            ) from None

    def _read(self, rows: np.ndarray) -> np.ndarray:
        if self._stamp() != self._state:
            raise self._changed()
        firsts = np.flatnonzero(np.diff(rows, prepend=-2) != 1)
        starts = (self._offset + rows[firsts] * self._row).tolist()
        sizes = (np.diff(firsts, append=len(rows)) * self._row).tolist()
        found = b"".join(map(self._bytes, starts, sizes))
        if len(found) != len(rows) * self._row:
            raise self._changed()
        return np.frombuffer(found, self.dtype).reshape(len(rows), *self.shape[1:])

    def _bytes(self, start: int, size: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, start)
        with self._lock:
            self._file.seek(start)
            return self._file.read(size)

    def _stamp(self) -> tuple[int, int]:
        state = os.fstat(self._file.fileno())
        return state.st_mtime_ns, state.st_size

    def _changed(self) -> DataError:
        return DataError(f"The file {self.path.name} changed while its rows were read. Choose the data again.")


class StoredRows:
    """Some rows of a view of a stored array, as float32. Taking some gives a plain array of just those."""

    def __init__(self, file: StoredFile, view: View, rows: np.ndarray | None = None) -> None:
        self._file, self._view = file, view
        self.rows = np.arange(file.shape[0]) if rows is None else rows
        none = view(np.empty((0, *file.shape[1:]), "float32"))
        self.shape: tuple[int, ...] = (len(self.rows), *none.shape[1:])
        self.dtype = np.dtype("float32")

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, which: Which) -> np.ndarray:
        rows = self.rows[which]
        with np.errstate(over="ignore"):
            found = self._view(self._file.read(np.atleast_1d(rows))).astype("float32")
        return found if np.ndim(rows) else np.array(found[0])

    @property
    def ndim(self) -> int:
        return len(self.shape)

    @property
    def size(self) -> int:
        """How many numbers there are."""
        return len(self) * self.row_size

    @property
    def row_size(self) -> int:
        """How many numbers a row has."""
        return int(np.prod(self.shape[1:], dtype=int))

    def chosen(self, which: np.ndarray) -> StoredRows:
        """Only these rows; none is read."""
        return StoredRows(self._file, self._view, self.rows[which])

    def blocks(self, rows: int = 0) -> Iterator[np.ndarray]:
        """All rows in order, some at a time."""
        step = rows or max(1, BLOCK // max(1, 4 * self.row_size))
        for first in range(0, len(self), step):
            yield self[first : first + step]

    @cached_property
    def sampled_places(self) -> np.ndarray:
        """The places of an evenly spaced sample that memory holds."""
        most = min(SAMPLE_ROWS, max(2, SAMPLE_BYTES // max(1, 4 * self.row_size)))
        return np.arange(len(self)) if len(self) <= most else np.linspace(0, len(self) - 1, most).astype(int)

    def sample(self) -> np.ndarray:
        """The rows of that sample."""
        return self[self.sampled_places]

    @cached_property
    def measures(self) -> Measures:
        """The range and spread of each number of a row, for which all rows are gone through once."""
        return measured(self.blocks())
