"""Writing a file or folder so that a reader finds the old content or the new, never half of either.

The order that makes this hold on a crash or a power cut: write a temporary file in the same folder, flush
it to the disk, rename it over the old one, flush the folder.
"""

import contextlib
import errno
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from designer.errors import FileError

ABANDONED_SECONDS = 60.0
"""A temporary file this old belongs to nobody any more."""


def write_atomically(path: Path, data: bytes, *, previous: Path | None = None) -> None:
    """Make `data` the content of `path`; with `previous`, keep what was there under that name.

    A link is followed, the file's permissions stay. Raises `FileError` naming file and cause; the old
    content is then still there.
    """

    def fill(temporary: Path) -> None:
        with temporary.open("wb") as file:
            file.write(data)

    replace_atomically(path, fill, previous=previous)


def replace_atomically(path: Path, fill: Callable[[Path], object], *, previous: Path | None = None) -> None:
    """Like `write_atomically`, with the content written by `fill` into a temporary file it is given."""
    target = Path(os.path.realpath(path))
    try:
        temporary = _temporary_beside(target)
        try:
            fill(temporary)
            _flush(temporary)
            if previous is not None and target.exists():
                _keep(target, previous)
            temporary.replace(target)
        finally:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(f"Cannot write {path}: {_cause(error)}. The file is as it was; try another place.") from error
    try:
        _flush_folder(target.parent)
    except OSError as error:
        raise FileError(
            f"{path} was written, but its disk does not say that it is safe there: {_cause(error)}. Save in another "
            "place as well."
        ) from error
    _sweep(target)


def replace_folder_atomically(path: Path, fill: Callable[[Path], object]) -> None:
    """Make a folder, written by `fill` into an empty one beside it, what stands at `path`.

    A folder that stood there is moved away first and back again if the new one cannot take its place, so for a
    moment there is none: no system exchanges folders in one step everywhere. Raises `FileError`.
    """
    target = Path(os.path.realpath(path))
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent) as beside:
            new, old = Path(beside) / "new", Path(beside) / "old"
            new.mkdir()
            fill(new)
            for file in new.rglob("*"):
                if file.is_file():
                    _flush(file)
            if target.exists():
                target.rename(old)
            try:
                new.rename(target)
            except OSError:
                if old.exists():
                    old.rename(target)
                raise
        _flush_folder(target.parent)
    except OSError as error:
        raise FileError(
            f"Cannot write {path}: {_cause(error)}. What was there is as it was; try another place."
        ) from error


def _sweep(target: Path) -> None:
    """Take away what processes left that were killed while they wrote."""
    begins, ends = f".{target.name}.", f".tmp{target.suffix}"
    with contextlib.suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            left = entry.name.startswith(begins) and entry.name.endswith(ends)
            if left and time.time() - entry.stat().st_mtime > ABANDONED_SECONDS:
                Path(entry.path).unlink()


def _temporary_beside(target: Path) -> Path:
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=f".tmp{target.suffix}", dir=target.parent)
    os.close(handle)
    temporary = Path(name)
    # mkstemp makes a private file: give it the permissions the target has, or a new file would have
    if target.exists():
        temporary.chmod(stat.S_IMODE(target.stat().st_mode))
    elif os.name == "posix":
        temporary.chmod(0o666 & ~_umask())
    return temporary


def _umask() -> int:
    # there is no way to ask for it but to set it
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _keep(target: Path, previous: Path) -> None:
    """Put a copy of `target` at `previous`, itself in one step."""
    copy = _temporary_beside(previous)
    try:
        shutil.copyfile(target, copy)
        _flush(copy)
        copy.replace(previous)
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder, and renames durably without
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # some file systems (shared folders, network drives) cannot flush a folder and see to it by themselves
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def _cause(error: OSError) -> str:
    text = (error.strerror or str(error)).strip()
    return text[:1].lower() + text[1:]
