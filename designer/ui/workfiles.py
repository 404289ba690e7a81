"""Work in progress on the disk: one file for each open window, locked by it, left behind for the next start.

A file whose lock is free belongs to no window any more: its window was closed, or crashed.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, TypeVar

import msgspec
from PySide6.QtCore import QLockFile

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.files import decode, encode

KEPT = 20
"""How many left-behind works with changes are kept; older ones go."""


class Kept(Protocol):
    """What work files hold."""

    @property
    def dirty(self) -> bool:
        """Whether it is in no other file."""

    @property
    def saved(self) -> float:
        """When it was written, in seconds since 1970."""

    def opened(self) -> object:
        """What was worked on. Raises `FileError`."""


W = TypeVar("W", bound=Kept)


class Work(msgspec.Struct, frozen=True):
    """What a window has open. `path` is empty for a design that never had a file; `saved` the time in
    seconds since 1970; `design` the content of a design file."""

    design: str
    path: str = ""
    dirty: bool = False
    saved: float = 0.0

    @classmethod
    def of(cls, design: Design, path: Path | None, dirty: bool) -> Work:
        return cls(encode(design).decode(), str(path.absolute()) if path else "", dirty, time.time())

    def opened(self) -> Design:
        """The design. Raises `DesignFileError`."""
        return decode(self.design.encode(), "The work kept from last time")

    @property
    def name(self) -> str:
        return Path(self.path).stem if self.path else "Untitled"


@dataclass(frozen=True)
class LeftBehind(Generic[W]):
    """A work no window has open."""

    file: Path
    work: W


class Claim:
    """One work file that is this window's own for as long as the claim is held."""

    def __init__(self, file: Path, lock: QLockFile) -> None:
        self.file = file
        self._lock = lock

    def write(self, work: Kept) -> None:
        """Replace the content in one step. Raises `FileError`."""
        write_atomically(self.file, msgspec.json.encode(work))

    def drop(self) -> None:
        """Leave the file for whoever opens it next."""
        self._lock.unlock()


class WorkFolder(Generic[W]):
    """The folder of work files, which all hold works of one type."""

    def __init__(self, folder: Path, type: type[W]) -> None:
        self.folder = folder
        self._type = type

    def claim_new(self) -> Claim:
        """A file that nobody else has. Raises `FileError` if the folder cannot be written."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileError(f"Cannot keep your work in {self.folder}: {error.strerror}.") from error
        for number in range(1000):
            claim = self.claim(self.folder / f"{int(time.time() * 1000)}-{os.getpid()}-{number}.work")
            if claim is not None and not claim.file.exists():
                return claim
        raise FileError(f"Cannot keep your work in {self.folder}: check that you may write there.")

    def claim(self, file: Path) -> Claim | None:
        """The right to a file, unless a living window has it."""
        lock = QLockFile(str(file.with_suffix(".lock")))
        lock.setStaleLockTime(0)  # a lock is stale when its process is gone, never by age
        return Claim(file, lock) if lock.tryLock(0) else None

    def left_behind(self) -> list[LeftBehind[W]]:
        """Every work no window has open, the newest first. Damaged ones are put aside."""
        found = [left for file in self._files() if (left := self._look(file)) is not None]
        return sorted(found, key=_age)

    def tidy(self) -> None:
        """Take away works that hold nothing of their own, and the oldest beyond `KEPT`."""
        left = self.left_behind()
        unsaved = [one for one in left if one.work.dirty]
        for one in [*(one for one in left if not one.work.dirty), *unsaved[KEPT:]]:
            self.remove(one.file)

    def remove(self, file: Path) -> None:
        """Delete a work file if no window has it."""
        claim = self.claim(file)
        if claim is not None:
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
            claim.drop()

    def _files(self) -> list[Path]:
        try:
            return sorted(self.folder.glob("*.work"))
        except OSError:
            return []

    def _look(self, file: Path) -> LeftBehind[W] | None:
        claim = self.claim(file)
        if claim is None:
            return None
        try:
            work = msgspec.json.decode(file.read_bytes(), type=self._type)
            work.opened()
            return LeftBehind(file, work)
        except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError, FileError):
            with contextlib.suppress(OSError):
                file.replace(file.with_suffix(".damaged"))
            return None
        finally:
            claim.drop()


def written_since(path: Path, moment: float) -> bool:
    """Whether somebody wrote a file after a moment, as `time.time` has it."""
    try:
        return path.stat().st_mtime >= moment
    except OSError:
        return False


def _age(left: LeftBehind[W]) -> float:
    return -left.work.saved
