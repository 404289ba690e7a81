"""A disk that fails: each of the calls by which Python writes a file can be made to, in turn."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.endurance.counts import Counts

CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)
"""What a full disk, a broken one, one without rights and one that is only read give."""
WRITING = set("wxa+")


@dataclass(frozen=True)
class Fault:
    """One step that failed, and what must not have followed from it."""

    step: str
    code: int
    stays: bool
    faults: tuple[str, ...]

    @property
    def where(self) -> str:
        return f"{self.step}, {os.strerror(self.code)}, {'for good' if self.stays else 'once'}"


@dataclass
class Disk:
    """What is done under `folder`. The call number `fails_at` fails with `code`; with `stays`, all after it too."""

    folder: Path
    fails_at: int = -1
    code: int = 0
    stays: bool = False
    done: list[str] = field(default_factory=list)
    mended: bool = False

    def fault(self, steps: list[str], faults: Iterable[str]) -> Fault:
        """What came of this disk, whose calls are `steps` where nothing fails."""
        return Fault(f"step {self.fails_at} ({steps[self.fails_at]})", self.code, self.stays, tuple(faults))

    def mend(self) -> None:
        """From now on nothing fails."""
        self.mended = True

    def step(self, what: str, *paths: Any) -> None:
        """Count a call that touches the folder, and fail where it is the turn."""
        if self.mended or not any(str(path).startswith(str(self.folder)) for path in paths):
            return
        at = len(self.done)
        self.done.append(what)
        if at == self.fails_at or (self.stays and at > self.fails_at >= 0):
            raise OSError(self.code, os.strerror(self.code), str(paths[0]))


def reported(found: Sequence[Fault]) -> int:
    """Print what followed from faults, and how many there were; what a command that tried them ends with."""
    for fault in found:
        for what in fault.faults:
            print(f"{fault.where}: {what}")
    return Counts(faults=len(found), failures=sum(len(fault.faults) for fault in found)).told()


def disks(folder: Path, steps: list[str]) -> Iterator[Disk]:
    """A disk for each step, error and duration."""
    for at in range(len(steps)):
        for code in CODES:
            for stays in (False, True):
                yield Disk(folder, at, code, stays)


class _File:
    """A file whose writes are counted too."""

    def __init__(self, file: Any, disk: Disk, name: Any) -> None:
        self._file, self._disk, self._name = file, disk, name

    def write(self, data: Any) -> int:
        self._disk.step("write", self._name)
        return int(self._file.write(data))

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *given: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


@contextmanager
def failing(disk: Disk) -> Iterator[Disk]:
    """Within this, files under the disk's folder are written by way of it. Restores everything."""
    places: dict[int, str] = {}
    kept: list[tuple[Any, str, Any]] = []

    def put(owner: Any, name: str, new: Callable[..., Any]) -> None:
        kept.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    real_open, real_os_open, real_fsync = io.open, os.open, os.fsync

    def open_(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        writes = bool(WRITING & set(mode))
        if writes:
            disk.step("open", file)
        opened = real_open(file, mode, *given, **named)
        if not writes:
            return opened
        places[opened.fileno()] = str(file)
        return _File(opened, disk, file)

    def os_open(path: Any, flags: int, *given: Any, **named: Any) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            disk.step("open", path)
        handle = real_os_open(path, flags, *given, **named)
        places[handle] = str(path)
        return handle

    def fsync(handle: int) -> None:
        disk.step("fsync", places.get(handle, ""))
        real_fsync(handle)

    def moving(name: str) -> Callable[..., None]:
        real = getattr(os, name)

        def move(old: Any, new: Any, **named: Any) -> None:
            disk.step(name, new, old)
            real(old, new, **named)

        return move

    try:
        for owner, name in ((builtins, "open"), (io, "open")):
            put(owner, name, open_)
        put(os, "open", os_open)
        put(os, "fsync", fsync)
        for name in ("rename", "replace"):
            put(os, name, moving(name))
        yield disk
    finally:
        for owner, name, real in reversed(kept):
            setattr(owner, name, real)
