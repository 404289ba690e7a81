"""Opening NumPy's own files: what fits is read into memory, what does not stays on the disk."""

from __future__ import annotations

import math
import shutil
import tokenize
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from designer.data.ownfile import LARGEST_UNPACKED, checked_file, stamp_of, unpacked_size
from designer.data.room import fit_in_memory
from designer.data.rows import Part
from designer.data.spilling import spilled
from designer.data.stored import BLOCK, StoredFile, StoredRows, View
from designer.errors import DataError
from designer.graph.specs import Arrays
from designer.values import shape_text

MOST_COLUMNS: Final = 200
"""So many columns of an array, and arrays of a file, are told of one by one."""

FAULTS: Final = (
    *(ValueError, OSError, EOFError, zipfile.BadZipFile, zlib.error, MemoryError, NotImplementedError),
    *(RuntimeError, KeyError, SyntaxError, TypeError, OverflowError, UnicodeError, IndexError, tokenize.TokenError),
)
"""What `numpy.load` raises for a file that is damaged, locked or lies about its size."""


@dataclass(frozen=True)
class Pair:
    """The two arrays as they stand in the file, and how a script names them: `y` is empty for one of an .npy."""

    x: Part
    y: np.ndarray
    x_name: str = ""
    y_name: str = ""
    names: tuple[str, ...] = ()
    """Every array of the file."""


def read_pair(path: Path, source: Arrays) -> Pair:
    """The arrays of a file. Raises `DataError`."""
    checked_file(path, math.inf)
    return _from_npz(path, source) if path.suffix.lower() == ".npz" else _from_npy(path)


def _from_npy(path: Path) -> Pair:
    # Mapped into memory first: what the file says of its size is then held against the size it has.
    array = _opened(path, mmap_mode="r")
    if not isinstance(array, np.ndarray) or array.ndim != 2 or array.shape[1] < 2:
        found = shape_text(array.shape) if isinstance(array, np.ndarray) else "something else"
        raise DataError(
            f"Expected rows with the answer in the last column in {path.name}, found {found}. "
            "Save two arrays, x and y, in an .npz."
        )
    if (
        array.dtype.kind not in "biufU" or not array.dtype.itemsize
    ):  # of nothing there may be any number in a small file
        found = f"{array.dtype} of {shape_text(array.shape)}"
        raise DataError(f"Expected numbers in {path.name}, found {found}. Save the arrays as numbers.")
    if not isinstance(array, np.memmap) or array.dtype.kind not in "biuf" or fit_in_memory(array.size):
        whole = np.array(array)
        return Pair(whole[:, :-1], whole[:, -1])
    file = StoredFile(_in_order(array))
    blocks = np.array_split(np.arange(len(array)), max(1, array.nbytes // BLOCK))
    # copies, as a part of a block would keep all of it
    y = np.concatenate([file.read(rows)[:, -1].copy() for rows in blocks])
    return Pair(StoredRows(file, _all_but_last), y)


def _in_order(array: np.memmap) -> np.memmap:
    """The same array with its numbers row by row: where they lie column by column, in a file of our own."""
    if array.flags.c_contiguous:
        return array
    path = str(array.filename)

    def fill(place: Path) -> None:
        made = np.lib.format.open_memmap(place, "w+", array.dtype, array.shape)
        step = max(1, len(array) * BLOCK // max(1, array.nbytes))
        for first in range(0, len(array), step):
            made[first : first + step] = array[first : first + step]
        made.flush()

    place = spilled(("in order", str(Path(path).absolute()), stamp_of(path)), array.nbytes, fill)
    return _mapped(place)


def _mapped(path: Path) -> np.memmap:
    array = np.load(path, mmap_mode="r", allow_pickle=False)
    assert isinstance(array, np.memmap), "only plain numbers are kept"
    return array


def _all_but_last(array: np.ndarray) -> np.ndarray:
    return array[:, :-1]


def _as_it_is(array: np.ndarray) -> np.ndarray:
    return array


def _as_a_column(array: np.ndarray) -> np.ndarray:
    return array.reshape(-1, 1)


def _from_npz(path: Path, source: Arrays) -> Pair:
    arrays = _opened(path)
    names = tuple(getattr(arrays, "files", ()))
    x, y = _names(names, source, path)
    try:
        with zipfile.ZipFile(path) as archive:
            large, _ = (_too_large(archive, one) for one in (x, y))  # what the head of either says is looked at
            if large and archive.getinfo(_member(archive, y)).file_size > LARGEST_UNPACKED:
                raise DataError(f"The answers {y!r} in {path.name} do not fit in memory. Choose another array for “y”.")
        if not large:
            unpacked_size(path)
        found = _spilled(path, x) if large else np.asarray(arrays[x])
        return Pair(found, np.asarray(arrays[y]), x, y, names[:MOST_COLUMNS])
    except FAULTS:
        raise DataError(_damaged(path)) from None


def _too_large(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a member is an array of numbers that does not fit in memory. Raises `ValueError` if its head lies."""
    with archive.open(_member(archive, name)) as file:
        version = np.lib.format.read_magic(file)
        if version > (2, 0):
            return False  # such a head is only written for arrays that are no plain numbers
        read = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        shape, _, dtype = read(file)
    if math.prod(shape) * dtype.itemsize > archive.getinfo(_member(archive, name)).file_size:
        raise ValueError(f"{name} has fewer numbers than its head says")
    return dtype.kind in "biuf" and len(shape) > 0 and not fit_in_memory(math.prod(shape))


def _member(archive: zipfile.ZipFile, name: str) -> str:
    return name if name in archive.namelist() else f"{name}.npy"


def _spilled(path: Path, name: str) -> StoredRows:
    """A member unpacked into a file of its own, which can be mapped."""

    def fill(place: Path) -> None:
        with zipfile.ZipFile(path) as archive, place.open("wb") as unpacked:
            with archive.open(_member(archive, name)) as packed:
                shutil.copyfileobj(packed, unpacked, 1 << 20)
            unpacked.flush()
            if not isinstance(np.load(place, mmap_mode="r", allow_pickle=False), np.memmap):
                raise ValueError(f"{name} is no array that can be mapped")

    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(_member(archive, name)).file_size
    place = spilled(("npz", str(path.absolute()), stamp_of(str(path)), name), size, fill)
    array = _in_order(_mapped(place))
    view: View = _as_a_column if array.ndim == 1 else _as_it_is
    return StoredRows(StoredFile(array), view)


def _names(names: tuple[str, ...], source: Arrays, path: Path) -> tuple[str, str]:
    """Which arrays are meant: those that were chosen, those called so, or the first two."""
    for wanted in (source.x, source.y):
        if wanted and wanted not in names:
            known = ", ".join(names[:20])
            raise DataError(f"Expected the array {wanted!r} in {path.name}, found {known}. Choose one of these.")
    if len(names) < 2:
        raise DataError(f"Expected two arrays, x and y, in {path.name}, found {len(names)}. Save both in it.")
    lower: Mapping[str, str] = {name.lower(): name for name in reversed(names)}
    called = "x" in lower and "y" in lower
    x = source.x or (lower["x"] if called else next(name for name in names if name != source.y))
    y = source.y or (lower["y"] if called and lower["y"] != x else next(name for name in names if name != x))
    return x, y


def _opened(path: Path, **how: Any) -> Any:
    try:
        return np.load(path, allow_pickle=False, **how)
    except FAULTS:
        raise DataError(_damaged(path)) from None


def _damaged(path: Path) -> str:
    return (
        f"The file {path.name} is damaged, locked, holds Python objects, or is none of NumPy's. Save it anew with "
        "numpy.savez(path, x=x, y=y)."
    )
