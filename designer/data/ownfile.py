"""What every file of the user's own must be before a library may read it: there, a file, and not too large."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from designer.data.sources import LARGEST_FILE
from designer.errors import DataError

LARGEST_UNPACKED: Final = 4_000_000_000
"""The most a packed file may say it unpacks to, in bytes."""


def checked_file(path: Path, most: float = LARGEST_FILE) -> int:
    """The size of a file. Raises `DataError` if it is missing, no file, empty or larger than `most`."""
    try:
        if path.is_dir():
            raise DataError(f"Expected a file, found the folder {path}. Choose a file in it.")
        size = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except FileNotFoundError:
        raise DataError(f"Expected a file at {path}, found none. Choose the file again.") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DataError(
            f"The file {path} cannot be read ({reason}). Choose another, or mend its permissions."
        ) from None
    if not size:
        raise DataError(f"Expected data, found {path.name}, which is empty. Choose a file with rows in it.")
    if size > most:
        raise DataError(
            f"Expected a file of at most {most / 1e6:,.0f} MB, found {path.name} with "
            f"{size / 1e6:,.0f} MB. Save a part of its rows as a file of its own."
        )
    return size


def stamp_of(path: str) -> tuple[int, int]:
    """What changes when a file does."""
    try:
        state = Path(path).stat()
    except (OSError, ValueError):
        return 0, 0
    return state.st_mtime_ns, state.st_size


def unpacked_size(path: Path) -> int:
    """How much a zip file says it unpacks to. Raises `DataError` if that is too much, and what `zipfile` raises."""
    with zipfile.ZipFile(path) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > LARGEST_UNPACKED:
        raise DataError(
            f"The file {path.name} unpacks to {size / 1e6:,.0f} MB, more than the {LARGEST_UNPACKED / 1e6:,.0f} MB that "
            "are read. Save a part of its rows as a file of its own."
        )
    return size
