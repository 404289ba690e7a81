"""Reading NumPy's own files: an .npz with `x` and `y`, or one array in an .npy. Nothing pickled is ever read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np

from designer.data.arrayfiles import MOST_COLUMNS, Pair, read_pair
from designer.data.examples import PREVIEW_ROWS, Loaded, Role, number_column, number_columns, preview, target_column
from designer.data.ondisk import NUMBERS, ROWS
from designer.data.ownfile import stamp_of
from designer.data.rows import Part
from designer.data.sources import FEWEST_ROWS
from designer.data.stored import StoredRows
from designer.errors import DataError
from designer.graph.specs import Arrays, Column
from designer.literals import literal
from designer.values import shape_text

MOST_NUMBERS: Final = 500_000_000
"""The most numbers to predict there may be; as float32 they take 2 GB. Of the others there may be any number."""

MOST_CLASSES: Final = 1_000
FEW_NUMBERS: Final = 30
"""Up to so many different whole numbers are taken for classes."""


def load_arrays(source: Arrays) -> Loaded:
    """The examples of a file of arrays. Raises `DataError`."""
    pair = _pair(source, stamp_of(source.path))
    return replace(_loaded(pair, source), sheets=pair.names)


def _loaded(pair: Pair, source: Arrays) -> Loaded:
    classes = _classes(pair.y, source)
    x, y = _features(pair.x), _answers(pair.y, bool(classes))
    names = tuple(str(name) for name in classes)
    if isinstance(x, np.ndarray) and x.dtype.kind == "U":
        columns: tuple[Column, ...] = (Column("x", "text", "feature"), target_column("y", y, names))
        rows = tuple(
            (str(text)[:200], names[int(answer)] if names else f"{answer:.4g}")
            for text, answer in zip(x[:PREVIEW_ROWS, 0], y[:PREVIEW_ROWS, 0], strict=True)
        )
        return Loaded(x, y, columns, rows, names)
    if x.ndim == 2 and x.shape[1] <= MOST_COLUMNS:
        columns = tuple(number_columns((f"x {at}" for at in range(1, x.shape[1] + 1)), x))
        return Loaded(x, y, (*columns, *_told(y, names)), _rows(preview(x, y[:, :1], names), y), names)
    shown = f"{shape_text(x.shape[1:])} numbers"
    answers = [names[int(row[0])] if names else f"{row[0]:.4g}" for row in y[:PREVIEW_ROWS]]
    return Loaded(
        x, y, (number_column("x", x), target_column("y", y, names)), tuple((shown, one) for one in answers), names
    )


def array_code(source: Arrays) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The imports, functions and lines of a script that define the same `x` and `y`."""
    pair = _pair(source, stamp_of(source.path))
    classes = bool(_classes(pair.y, source))
    if isinstance(pair.x, StoredRows):
        imports = ("import tempfile", "import zipfile") if pair.x_name else ()
        return imports, (ROWS,), (*_mapped_lines(source, pair, classes), *NUMBERS)
    kind = '"str").reshape(-1, 1)' if pair.x.dtype.kind == "U" else '"float32")'
    kind += ".reshape(-1, 1)" if pair.x.ndim == 1 and pair.x.dtype.kind != "U" else ""
    if not pair.x_name:
        first = (f"array = np.load({literal(source.path)}, allow_pickle=False)", f"x = array[:, :-1].astype({kind}")
        return (), (), (*first, *_answer_lines("array[:, -1]", 1, classes))
    lines = (
        f"arrays = np.load({literal(source.path)}, allow_pickle=False)",
        f"x = arrays[{literal(pair.x_name)}].astype({kind}",
        *_answer_lines(f"arrays[{literal(pair.y_name)}]", pair.y.ndim, classes),
    )
    return (), (), lines


def _mapped_lines(source: Arrays, pair: Pair, classes: bool) -> Iterator[str]:
    """The same where the rows stay on the disk: those of an .npz are unpacked first."""
    path, how = literal(source.path), 'mmap_mode="r", allow_pickle=False'
    if not pair.x_name:
        yield f"array = np.load({path}, {how})"
        yield "x = array[:, :-1]"
        yield from _answer_lines("array[:, -1]", 1, classes)
        return
    yield "folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)"
    yield f"with zipfile.ZipFile({path}) as packed:"
    yield f"    unpacked = packed.extract({literal(f'{pair.x_name}.npy')}, folder.name)"
    yield f"x = np.load(unpacked, {how})"
    yield "x = x.reshape(-1, 1) if x.ndim == 1 else x"
    yield f"arrays = np.load({path}, allow_pickle=False)"
    yield from _answer_lines(f"arrays[{literal(pair.y_name)}]", pair.y.ndim, classes)


def stored_arrays(source: Arrays) -> bool:
    """Whether there are more rows than memory holds."""
    return isinstance(_pair(source, stamp_of(source.path)).x, StoredRows)


def _answer_lines(y: str, axes: int, classes: bool) -> Iterator[str]:
    if classes:
        yield f"_, numbers = np.unique({y}, return_inverse=True)"
        yield 'y = numbers.reshape(-1, 1).astype("int32")'
    else:
        yield f'y = {y}.astype("float32")' + (".reshape(-1, 1)" if axes == 1 else "")


def _told(y: np.ndarray, classes: tuple[str, ...]) -> Iterator[Column]:
    if y.shape[1] == 1:
        yield target_column("y", y, classes)
        return
    role: Role = "target"
    yield from (number_column(f"y {at}", y[:, at - 1], role) for at in range(1, min(MOST_COLUMNS, y.shape[1]) + 1))


def _rows(shown: tuple[tuple[str, ...], ...], y: np.ndarray) -> tuple[tuple[str, ...], ...]:
    """The first rows with all the numbers to predict."""
    if y.shape[1] == 1:
        return shown
    more = y[:PREVIEW_ROWS, 1:MOST_COLUMNS]
    return tuple((*row, *(f"{value:.4g}" for value in rest)) for row, rest in zip(shown, more, strict=True))


@lru_cache(maxsize=1)
def _pair(source: Arrays, stamp: tuple[int, int]) -> Pair:
    path = Path(source.path)
    pair = read_pair(path, source)
    for name, array in (("x", pair.x), ("y", pair.y)):
        if array.dtype.kind not in "biufU" or (array.dtype.kind == "U" and array.ndim > 1 and array.shape[1:] != (1,)):
            raise DataError(
                f"Expected numbers in {name!r} of {path.name}, found {array.dtype} of {shape_text(array.shape)}. "
                "Save the arrays as numbers."
            )
        if array.size > MOST_NUMBERS and not isinstance(array, StoredRows):
            raise DataError(
                f"Expected at most {MOST_NUMBERS:,} numbers in {name!r}, found {array.size:,}. Save fewer rows."
            )
        _refuse_infinite(name, array)
    if pair.x.ndim < 1 or not 1 <= pair.y.ndim <= 2 or not pair.x.size or not pair.y.size or len(pair.x) != len(pair.y):
        raise DataError(
            f"Expected a row of {path.name} in “x” for each in “y”, found {shape_text(pair.x.shape)} and "
            f"{shape_text(pair.y.shape)}. Choose the arrays that belong together."
        )
    if len(pair.x) < FEWEST_ROWS:
        raise DataError(
            f"Expected at least {FEWEST_ROWS} rows to learn from, found {len(pair.x)}. Choose a longer array."
        )
    return pair


def _refuse_infinite(name: str, array: Part) -> None:
    if array.dtype.kind != "f" or not array.ndim or not array.size:
        return
    if not isinstance(array, StoredRows):
        _refuse_infinite_in(name, array, 0)
    elif not array.measures.finite:
        first = 0
        for block in array.blocks():
            _refuse_infinite_in(name, block, first)
            first += len(block)


def _refuse_infinite_in(name: str, array: np.ndarray, first: int) -> None:
    fine = np.isfinite(array) & (np.abs(array) < 3.4e38)
    if not fine.all():
        row = first + int(np.argmin(fine.reshape(len(array), -1).all(axis=1)))
        raise DataError(
            f"Row {row} of {name!r}, counted from 0: expected finite numbers of ordinary size, found one that is not. "
            "Mend or leave out such rows."
        )


def _features(x: Part) -> Part:
    if isinstance(x, StoredRows):
        return x
    if x.dtype.kind == "U":
        return x.astype("str").reshape(-1, 1)
    numbers = x.astype("float32")
    return numbers.reshape(-1, 1) if numbers.ndim == 1 else numbers


def _answers(y: np.ndarray, classes: bool) -> np.ndarray:
    if classes:
        return np.unique(y, return_inverse=True)[1].reshape(-1, 1).astype("int32")
    answers = y.astype("float32")
    return answers.reshape(-1, 1) if answers.ndim == 1 else answers


def _classes(y: np.ndarray, source: Arrays) -> tuple[object, ...]:
    """The classes of `y`; none if it holds amounts. Raises `DataError` for texts to be predicted as amounts."""
    one = y.ndim == 1 or y.shape[1] == 1
    if source.task == "regression" and y.dtype.kind == "U":
        raise DataError("Expected numbers to predict in “y”, found texts. Choose classification.")
    if source.task == "regression" or not one:
        return ()
    some = np.unique(y)
    few = y.dtype.kind in "biu" and len(some) <= FEW_NUMBERS and len(y) >= 5 * len(some)
    if source.task == "auto" and not few and y.dtype.kind not in "bU":
        return ()
    if not 2 <= len(some) <= MOST_CLASSES:
        raise DataError(
            f"Expected 2 to {MOST_CLASSES:,} classes in “y”, found {len(some):,}. Choose another array, or regression."
        )
    return tuple(some.tolist())


def gives_texts(source: Arrays) -> bool:
    """Whether the examples are texts."""
    return _pair(source, stamp_of(source.path)).x.dtype.kind == "U"
