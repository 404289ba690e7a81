"""What is being written is kept beside the window soon after each change, as designs are: a crash loses nothing."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QThreadPool, Signal

from designer.errors import FileError
from designer.ui.lessons.writing.manuscript import Manuscript
from designer.ui.soon import Soon
from designer.ui.workfiles import Claim, LeftBehind, WorkFolder, written_since


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
    """A sentence, the first time it cannot be kept."""
    outdated = Signal()
    """What was taken up is of a file that somebody wrote since."""
    _wrote = Signal(str)

    def __init__(self, manuscript: Manuscript, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._manuscript = manuscript
        self._works = WorkFolder(folder, Draft)
        self._claim: Claim | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._complained = False
        self._soon = Soon(self)
        self._soon.due.connect(self.write)
        self._wrote.connect(self._written)
        self.touch = self._soon.touch
        """Something changed."""
        manuscript.file_changed.connect(self.touch)

    def left_behind(self) -> LeftBehind[Draft] | None:
        """What was written last and is in no file, if no window has it."""
        self._works.tidy()
        return next((left for left in self._works.left_behind() if left.work.dirty), None)

    def take(self, left: LeftBehind[Draft]) -> bool:
        """Go on with what was left behind, in the place of what is here. Says whether nobody else did meanwhile."""
        claim = self._works.claim(left.file)
        if claim is None:
            return False
        self.forget()
        self._claim = claim
        draft = left.work
        path = Path(draft.path) if draft.path else None
        self._manuscript.begin(draft.text, path, dirty=True, files=Path(draft.files) if draft.files else None)
        if path is not None and written_since(path, draft.saved):
            self.outdated.emit()
        return True

    def write(self) -> None:
        """Keep it as it is now, in the background."""
        self._soon.stop()
        try:
            self._claim = self._claim or self._works.claim_new()
        except FileError as error:
            self._written(str(error))
            return
        manuscript = self._manuscript
        path, files = manuscript.path, manuscript.folder
        draft = Draft(
            manuscript.text, str(path.absolute()) if path else "", manuscript.dirty, time.time(), str(files or "")
        )
        self._pool.start(partial(self._save, self._claim, draft))

    def close(self) -> None:
        """Leave it, for the next window to go on with if it is in no file."""
        if self._soon.waiting:
            self.write()
        self._let_go()

    def forget(self) -> None:
        """Nobody wants what was kept: what is written from now on is another lesson."""
        self._soon.stop()
        claim = self._claim
        self._let_go()
        if claim is not None:
            self._works.remove(claim.file)

    def _let_go(self) -> None:
        self._pool.waitForDone()
        if self._claim is not None:
            self._claim.drop()
            self._claim = None

    def _save(self, claim: Claim, draft: Draft) -> None:
        try:
            claim.write(draft)
        except FileError as error:
            self._wrote.emit(str(error))
        else:
            self._wrote.emit("")

    def _written(self, fault: str) -> None:
        if fault and not self._complained:
            self.failed.emit(fault)
        self._complained = bool(fault)
