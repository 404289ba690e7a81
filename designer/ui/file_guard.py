"""Watches over the file of what is open: whether another window has it too, and whether it changed behind this one.

So nothing is overwritten in silence. A lock in Layerloom's own folder, named after the file, says who has it; what the
file was when this window last read or wrote it says whether it is still that.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol, TypeAlias

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QTimer, Signal, SignalInstance

SETTLED_MS = 300
"""Another program may write in several steps: one looks when it is done."""

Stamp: TypeAlias = tuple[int, int, int] | None
"""When a file was changed, its size and its number on the disk; `None` where there is none."""


class HasFile(Protocol):
    """What has something open that is in a file, or in none yet."""

    @property
    def path(self) -> Path | None:
        """The file."""

    @property
    def file_changed(self) -> SignalInstance:
        """Told when it is another file."""


class FileGuard(QObject):
    """Follows what is open from file to file."""

    shared = Signal(str)
    """The file that was opened is open in another window; its name."""
    changed = Signal(str)
    """The file is not what it was; its name."""
    gone = Signal(str)
    """The file is no longer there; its name."""
    settled = Signal()
    """There is nothing to say of the file any more."""

    def __init__(self, session: HasFile, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._folder = session, folder
        self._path: Path | None = None
        self._lock: QLockFile | None = None
        self._stamp: Stamp = None
        self._told: Stamp = None
        self._watcher = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED_MS)
        self._soon.timeout.connect(self._look)
        for touched in (self._watcher.fileChanged, self._watcher.directoryChanged):
            touched.connect(self._touched)
        session.file_changed.connect(self._follow)

    def objection(self, path: Path) -> str:
        """Why writing this file would overwrite what another wrote, in a sentence; nothing if it would not."""
        if path != self._path:
            taken = self._taken(path) if path.exists() else False
            return f"{path.name} is open in another window." if taken else ""
        now = _stamp(path)
        if now is None or now == self._stamp:
            return ""
        return f"{path.name} was changed by another window or program since it was opened or saved here."

    def wrote(self, path: Path) -> None:
        """This window has just written or read the file."""
        if path == self._path:
            self._stamp = self._told = _stamp(path)
            self._watch()
            self.settled.emit()

    def doubt(self) -> None:
        """What is open here does not come from the file as it is now."""
        if self._path is not None:
            self._stamp, self._told = None, _stamp(self._path)
            self.changed.emit(self._path.name)

    def close(self) -> None:
        """Let the file go."""
        self._soon.stop()
        self._let_go()
        self._path = None

    def _follow(self) -> None:
        path = self._session.path
        if path == self._path:
            return
        self._let_go()
        self._path = path
        self.settled.emit()
        if path is None:
            return
        self._stamp = self._told = _stamp(path)
        self._watch()
        self._lock = self._locked(path)
        if self._lock is None:
            self.shared.emit(path.name)

    def _let_go(self) -> None:
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _watch(self) -> None:
        """Watch the file, and its folder: a file that is replaced is another one for the system."""
        assert self._path is not None
        watched = {*self._watcher.files(), *self._watcher.directories()}
        wanted = {str(self._path), str(self._path.parent)} - watched
        there = [name for name in wanted if Path(name).exists()]
        if there:
            self._watcher.addPaths(there)

    def _touched(self, name: str) -> None:
        self._soon.start()

    def _look(self) -> None:
        if self._path is None:
            return
        self._watch()
        now = _stamp(self._path)
        if now == self._told:
            return  # it is the folder that changed, or this was told and put away
        self._told = now
        if now == self._stamp:
            self.settled.emit()
        elif now is None:
            self.gone.emit(self._path.name)
        else:
            self.changed.emit(self._path.name)

    def _taken(self, path: Path) -> bool:
        lock = self._locked(path)
        if lock is not None:
            lock.unlock()
        return lock is None

    def _locked(self, path: Path) -> QLockFile | None:
        """The lock of a file; `None` if a living window has it. Where no lock can be made, nobody else can make one."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            name = hashlib.sha256(str(path.resolve()).encode(errors="surrogateescape")).hexdigest()[:32]
        except OSError:
            return QLockFile(str(self._folder / "none"))
        lock = QLockFile(str(self._folder / f"{name}.lock"))
        lock.setStaleLockTime(0)  # stale when its process is gone, never by age
        if lock.tryLock(0) or lock.error() is not QLockFile.LockError.LockFailedError:
            return lock
        return None


def _stamp(path: Path) -> Stamp:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
