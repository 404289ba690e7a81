"""What is being written is kept beside the window soon after each change, as designs are: a crash loses nothing."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from designer.errors import FileError
from designer.ui.lessons.writing.manuscript import Manuscript
from designer.ui.workfiles import Claim, LeftBehind, WorkFolder

QUIET_MS = 400
"""A change is written once nothing changed for so long …"""
LATEST_S = 1.0
"""… and at the latest so many seconds after the first one that is not written yet."""


class Draft(msgspec.Struct, frozen=True):
    """A lesson's text as it was left; `path` is empty where it has no file, `files` the folder of its pictures then."""

    text: str
    path: str = ""
    dirty: bool = False
    saved: float = 0.0
    files: str = ""

    def opened(self) -> str:
        return self.text


class Keeping(QObject):
    """Follows a manuscript."""

    failed = Signal(str)
    """It cannot be kept: a sentence."""

    def __init__(self, manuscript: Manuscript, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._manuscript = manuscript
        self._works = WorkFolder(folder, Draft)
        self._claim: Claim | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._since: float | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.write)
        manuscript.file_changed.connect(self.touch)

    def left_behind(self) -> LeftBehind[Draft] | None:
        """What was written last and is in no file, if no window has it."""
        self._works.tidy()
        return next((left for left in self._works.left_behind() if left.work.dirty), None)

    def take(self, left: LeftBehind[Draft]) -> bool:
        """Go on with what was left behind. Says whether nobody else did meanwhile."""
        claim = self._works.claim(left.file)
        if claim is None:
            return False
        self.let_go()
        self._claim = claim
        draft = left.work
        self._manuscript.begin(
            draft.text,
            Path(draft.path) if draft.path else None,
            dirty=True,
            files=Path(draft.files) if draft.files else None,
        )
        return True

    def touch(self) -> None:
        """Something changed."""
        now = time.monotonic()
        if self._since is None:
            self._since = now
        self._soon.start(max(0, min(QUIET_MS, int((LATEST_S - (now - self._since)) * 1000))))

    def write(self) -> None:
        """Keep it as it is now, in the background."""
        self._soon.stop()
        self._since = None
        try:
            self._claim = self._claim or self._works.claim_new()
        except FileError as error:
            self.failed.emit(str(error))
            return
        manuscript = self._manuscript
        path, files = manuscript.path, manuscript.folder
        draft = Draft(
            manuscript.text, str(path.absolute()) if path else "", manuscript.dirty, time.time(), str(files or "")
        )
        self._pool.start(partial(self._save, self._claim, draft))

    def close(self) -> None:
        """Leave it, for the next window to go on with if it is in no file."""
        if self._soon.isActive():
            self.write()
        self.let_go()

    def forget(self) -> None:
        """Nobody wants what was kept."""
        self._soon.stop()
        self._pool.waitForDone()
        claim = self._claim
        self.let_go()
        if claim is not None:
            self._works.remove(claim.file)

    def let_go(self) -> None:
        """What is written from now on is another lesson."""
        self._pool.waitForDone()
        if self._claim is not None:
            self._claim.drop()
            self._claim = None

    def _save(self, claim: Claim, draft: Draft) -> None:
        try:
            claim.write(draft)
        except FileError as error:
            self.failed.emit(str(error))
