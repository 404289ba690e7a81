"""Rows that lie in a file and are taken from it when they are asked for: data larger than memory.

The file is mapped into memory, which never executes anything in it. The map is made anew from time to time, so that
what was read does not count as this process's memory, and from the opened file, so that it stays readable if somebody
removes it. Before rows are taken the file is held against what it was: reading a map of a file that became shorter
would end the process.
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

FORGET: Final = 32_000_000
"""After so many bytes were taken the file is mapped anew."""

BLOCK: Final = 8_000_000
"""About so many bytes, as float32, are taken at once where all rows are gone through."""

SAMPLE_BYTES: Final = 64_000_000
SAMPLE_ROWS: Final = 20_000

Which: TypeAlias = "int | np.integer | slice | np.ndarray"
"""Rows by number, in a span, or by an array of numbers."""

View: TypeAlias = Callable[[np.ndarray], np.ndarray]


class StoredFile:
    """An array in a file of NumPy's, of which rows can be taken. Any thread may take some."""

    def __init__(self, array: np.memmap) -> None:
        self.path = Path(str(array.filename))
        self._file = self.path.open("rb")
        self._how = (array.dtype, array.offset, array.shape, "C" if array.flags.c_contiguous else "F")
        self._state = self._stamp()
        self._lock = threading.Lock()
        self._taken = FORGET
        self._map = np.zeros(0)

    def take(self, which: Which, view: View) -> np.ndarray:
        """A copy of some rows of a view of the array, in their own type. Raises `DataError` if the file changed."""
        array = view(self._current())
        found = np.array(array[which])
        with self._lock:
            self._taken += max(found.nbytes, len(found) * array.strides[0] if found.ndim else 0)
        return found

    def array(self) -> np.ndarray:
        """The whole as it is mapped, for its shape and type."""
        return self._current()

    def _current(self) -> np.ndarray:
        if self._stamp() != self._state:
            raise DataError(f"The file {self.path.name} changed while its rows were read. Choose the data again.")
        with self._lock:
            if self._taken >= FORGET:
                dtype, offset, shape, order = self._how
                mapped = np.memmap(self._file, dtype, "r", offset, shape, order)  # type: ignore[call-overload]
                self._map, self._taken = np.asarray(mapped), 0
            return self._map

    def _stamp(self) -> tuple[int, int]:
        state = os.fstat(self._file.fileno())
        return state.st_mtime_ns, state.st_size


class StoredRows:
    """Some rows of a view of a stored array, as float32. Taking some gives a plain array of just those."""

    def __init__(self, file: StoredFile, view: View, rows: np.ndarray | None = None) -> None:
        self._file, self._view = file, view
        whole = view(file.array())
        self.rows = np.arange(len(whole)) if rows is None else rows
        self.shape: tuple[int, ...] = (len(self.rows), *whole.shape[1:])
        self.dtype = np.dtype("float32")

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, which: Which) -> np.ndarray:
        with np.errstate(over="ignore"):
            return self._file.take(self.rows[which], self._view).astype("float32")

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
