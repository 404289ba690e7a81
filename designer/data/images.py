"""Reading a folder of pictures with Pillow: each folder in it is a class."""

from __future__ import annotations

import inspect
import math
import os
import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from designer.data.examples import PREVIEW_ROWS, Loaded, number_column, target_column
from designer.data.formats import PICTURES
from designer.data.ondisk import NUMBERS, ROWS
from designer.data.ownfile import stamp_of
from designer.data.room import fit_in_memory
from designer.data.rows import Part
from designer.data.sources import FEWEST_ROWS
from designer.data.spilling import spilled
from designer.data.stored import StoredFile, StoredRows
from designer.errors import DataError
from designer.graph.specs import Images
from designer.literals import literal

MOST_PICTURES: Final = 2_000_000
AT_ONCE: Final = 64
"""So many pictures are decoded side by side."""
MOST_CLASSES: Final = 1_000
LARGEST_PICTURE: Final = 64_000_000
"""The most points one picture may have; Pillow refuses twice its own limit, and this is less."""

FORMATS: Final = ("PNG", "JPEG", "BMP", "GIF")
"""The only formats Pillow may try, whatever a file's name says."""

MODES: Final = {1: "L", 3: "RGB"}


def picture_names(folder: str) -> list[tuple[Path, int]]:
    """Each picture in the folders of a folder, with the number of its class."""
    endings = (".png", ".jpg", ".jpeg", ".bmp", ".gif")
    classes = sorted(path for path in Path(folder).iterdir() if path.is_dir())
    found = [
        [path for path in sorted(one.iterdir()) if path.suffix.lower() in endings and path.is_file()] for one in classes
    ]
    filled = [paths for paths in found if paths]
    return [(path, number) for number, paths in enumerate(filled) for path in paths]


def read_picture(path: str | Path, height: int, width: int, mode: str) -> np.ndarray:
    """One picture in this size, values 0-255."""
    with Image.open(path, formats=("PNG", "JPEG", "BMP", "GIF")) as image:
        plain = image.convert("RGB").convert(mode)
        resized = plain.resize((width, height), Image.Resampling.BILINEAR)
    return np.asarray(resized, "float32").reshape(height, width, -1)


class Pictures:
    """Pictures that are read from their files when they are asked for."""

    def __init__(self, paths: list[Path], height: int, width: int, mode: str) -> None:
        self.paths, self.size = paths, (height, width, mode)

    def __getitem__(self, rows: np.ndarray) -> np.ndarray:
        return np.stack([read_picture(self.paths[row], *self.size) for row in rows])


def load_images(source: Images) -> Loaded:
    """The pictures of a folder and their classes. Raises `DataError`."""
    listed, classes = _listed(source)
    stamps = tuple(stamp_of(path) for path, _ in listed)
    x = _read(source, tuple(listed), stamps)
    y = np.array([[number] for _, number in listed], "int32")
    shown = f"{source.height} x {source.width} image"
    rows = tuple((f"{shown} {Path(path).name}", classes[number]) for path, number in listed[:PREVIEW_ROWS])
    return Loaded(x, y, (number_column("image", x), target_column("class", y, classes)), rows, classes)


def image_functions(source: Images) -> tuple[str, ...]:
    """The functions of a script that read pictures, and the classes for more than memory holds."""
    functions = inspect.getsource(picture_names), inspect.getsource(read_picture)
    return (*functions, inspect.getsource(Pictures), ROWS) if stored_images(source) else functions


def image_lines(source: Images) -> tuple[str, ...]:
    """The lines of a script that define the same `x` and `y`."""
    size = f"{source.height}, {source.width}, {literal(MODES[source.channels])}"
    y = 'y = np.array([[number] for _, number in pictures], "int32")'
    listed = f"pictures = picture_names({literal(source.path)})"
    if stored_images(source):
        return listed, f"x = Pictures([path for path, _ in pictures], {size})", y, *NUMBERS
    return listed, f"x = np.stack([read_picture(path, {size}) for path, _ in pictures])", y


def stored_images(source: Images) -> bool:
    """Whether there are more pictures than memory holds. A folder that cannot be read has none."""
    try:
        return _stored_when_asked(source)
    except DataError:
        return False


@lru_cache(maxsize=8)
def _stored_when_asked(source: Images) -> bool:
    # a script has the same numbers either way, so that the folder need not be looked through each time
    return not _fit(source, len(_listed(source)[0]))


def _fit(source: Images, count: int) -> bool:
    return fit_in_memory(count * source.height * source.width * source.channels)


def _listed(source: Images) -> tuple[list[tuple[str, int]], tuple[str, ...]]:
    """Every picture with the number of its class, and what the classes are called."""
    folder = Path(source.path)
    try:
        if not source.path or not folder.is_dir():
            raise DataError(f"Expected a folder of pictures at {folder}, found none. Choose the folder again.")
        _refuse_too_many(folder)
        listed = [(str(path), number) for path, number in picture_names(source.path)]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it has no such name"
        raise DataError(f"The folder {folder} cannot be read ({reason}). Choose another.") from None
    classes = tuple(dict.fromkeys(Path(path).parent.name for path, _ in listed))
    if not 2 <= len(classes) <= MOST_CLASSES:
        raise DataError(
            f"Expected a folder for each of 2 to {MOST_CLASSES:,} classes in {folder.name}, with pictures in it "
            f"({', '.join(PICTURES)}), found {len(classes):,}. Sort the pictures into folders, one for each class."
        )
    if len(listed) < FEWEST_ROWS:
        raise DataError(f"Expected at least {FEWEST_ROWS} pictures to learn from, found {len(listed)}. Add some.")
    return listed, classes


def _refuse_too_many(folder: Path) -> None:
    count = 0
    for entry in os.scandir(folder):
        if entry.is_dir():
            for _ in os.scandir(entry.path):
                count += 1
                if count > MOST_PICTURES:
                    raise DataError(
                        f"Expected at most {MOST_PICTURES:,} pictures, found more. Choose a smaller folder."
                    )


@lru_cache(maxsize=1)
def _read(source: Images, listed: tuple[tuple[str, int], ...], stamps: tuple[tuple[int, int], ...]) -> Part:
    """All pictures. Whether memory holds them is decided once: they themselves take of what is free."""
    if _fit(source, len(listed)):
        return np.stack([_picture(source, path) for path, _ in listed])
    return _stored_pictures(source, listed, stamps)


def _stored_pictures(
    source: Images, listed: tuple[tuple[str, int], ...], stamps: tuple[tuple[int, int], ...]
) -> StoredRows:
    """The pictures decoded once, as bytes, in a file of their own."""
    shape = (len(listed), source.height, source.width, source.channels)

    def fill(place: Path) -> None:
        with place.open("wb") as file, ThreadPoolExecutor() as readers:
            head = {"descr": "|u1", "fortran_order": False, "shape": shape}
            np.lib.format.write_array_header_1_0(file, head)
            for first in range(0, len(listed), AT_ONCE):
                paths = [path for path, _ in listed[first : first + AT_ONCE]]
                for picture in readers.map(partial(_picture, source), paths):
                    file.write(picture.astype("uint8").tobytes())

    paths = tuple(str(Path(path).absolute()) for path, _ in listed)
    place = spilled(("pictures", 1, shape, paths, stamps), math.prod(shape), fill)
    return StoredRows(StoredFile(np.load(place, mmap_mode="r", allow_pickle=False)), np.asarray)


def _picture(source: Images, path: str) -> np.ndarray:
    try:
        _refuse_huge(path)
        return read_picture(path, source.height, source.width, MODES[source.channels])
    except DataError:
        raise
    except (OSError, ValueError, TypeError, SyntaxError, EOFError, struct.error, zlib.error, MemoryError):
        raise DataError(_faulty(path)) from None
    except (ArithmeticError, LookupError, AttributeError, RuntimeError):
        # Pillow's readers of damaged files raise whatever they come upon.
        raise DataError(_faulty(path)) from None
    except Image.DecompressionBombError:
        raise DataError(_huge(path)) from None


def _refuse_huge(path: str) -> None:
    with Image.open(path, formats=FORMATS) as image:
        if image.width * image.height > LARGEST_PICTURE:
            raise DataError(_huge(path))


def _huge(path: str) -> str:
    return (
        f"The picture {_name(path)} has more than {LARGEST_PICTURE:,} points, too many to read. "
        "Make it smaller, or take it out of the folder."
    )


def _faulty(path: str) -> str:
    return f"The picture {_name(path)} is damaged, or is no PNG, JPEG, BMP or GIF of a usual kind. Take it out of the folder, or save it anew."


def _name(path: str) -> str:
    return str(Path(*Path(path).parts[-2:]))
