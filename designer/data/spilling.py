"""Files of our own with rows that no file of the user's has as they are needed: in the cache folder, made again if lost.

Each is written beside its place and put there whole, so that whatever happens half-way, and whoever else does the same
at that moment, a file in its place is complete. Who reads one has it open, and may go on if it is removed.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from designer.atomic import replace_atomically
from designer.errors import DataError, FileError
from designer.paths import cache_folder

MOST_BYTES: Final = 200_000_000_000
"""So much all files may take together; those not used for longest go first."""

SPARE: Final = 1_000_000_000
"""So many bytes of the disk stay free."""

HOUR: Final = 3_600.0
"""Who has not written to a file for so long was interrupted."""
ENDING: Final = ".npy"

_writing: Final = threading.Lock()


def spilled(key: object, size: int, fill: Callable[[Path], None]) -> Path:
    """The file for `key`, which names all its content depends on; if there is none, `fill` writes it.

    `size` is about how many bytes it takes. Raises `DataError` where it cannot be written, and what `fill` raises.
    """
    path = _folder() / f"{hashlib.sha256(repr(key).encode('utf-8', 'surrogatepass')).hexdigest()}{ENDING}"
    with _writing:  # two threads that want the same rows write them once
        if not path.is_file():
            _write(path, size, fill)
    _used(path)
    return path


def _write(path: Path, size: int, fill: Callable[[Path], None]) -> None:
    _make_room(path.parent, size)
    try:
        replace_atomically(path, fill)
    except FileError as error:
        # where another process holds the same file open, some systems let nobody replace it
        if not path.is_file():
            raise DataError(_unwritable(size, str(error.__cause__ or error))) from None


def _folder() -> Path:
    folder = cache_folder() / "rows"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(_unwritable(0, error.strerror or str(error))) from None
    return folder


def _make_room(folder: Path, size: int) -> None:
    """Remove what is left of interrupted work, then old files as far as the cap and what is free ask. Raises `DataError`."""
    for path in folder.glob(".*.tmp*"):
        if time.time() - _state(path)[1] > HOUR:
            _remove(path)
    kept = sorted(folder.glob(f"[!.]*{ENDING}"), key=_last_used)
    total = size + sum(_state(path)[0] for path in kept)
    if shutil.disk_usage(folder).free + total - size < size + SPARE:
        kept = []  # not even all of them would make room enough
    for path in kept:
        if total > MOST_BYTES or shutil.disk_usage(folder).free < size + SPARE:
            total -= _state(path)[0]
            _remove(path)
    free = shutil.disk_usage(folder).free
    if free < size + SPARE:
        raise DataError(
            f"These rows do not fit in memory, and keeping them on the disk takes {_gigabytes(size + SPARE)} in {folder}, "
            f"where {_gigabytes(free)} are free. Make room there, or choose less data."
        )


def _unwritable(size: int, cause: str) -> str:
    room = f"{_gigabytes(size)} " if size else ""
    return (
        f"These rows do not fit in memory, and {room}cannot be written to {cache_folder()} ({cause}). "
        "Make room there, or choose less data."
    )


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:,.1f} GB"


def _used(path: Path) -> None:
    """Remember when it was used; when it was written stays, by which its readers know it."""
    with contextlib.suppress(OSError):
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_atime
    except OSError:
        return 0.0


def _state(path: Path) -> tuple[int, float]:
    """The size, and when it was written last; of a file just removed by another process nothing and now."""
    try:
        state = path.stat()
    except OSError:
        return 0, time.time()
    return state.st_size, state.st_mtime


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        path.unlink()
