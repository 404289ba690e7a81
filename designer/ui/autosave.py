"""Nothing is lost: what is open is written to the user's own folder soon after each change.

The encoding and the writing happen in a thread of their own: a design is a value, so it may be read anywhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from designer.errors import FileError
from designer.graph.files import load
from designer.ui.session import Session
from designer.ui.soon import Soon
from designer.ui.workfiles import Claim, LeftBehind, Work, WorkFolder, written_since

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor


class Autosave(QObject):
    """Keeps one session's work on the disk, and brings back what an earlier window left."""

    outdated = Signal()
    """Work was brought back whose file somebody wrote since: it is not the version the work came from."""
    failed = Signal(str)
    """One sentence, the first time the work cannot be written."""
    _wrote = Signal(str)

    def __init__(self, session: Session, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._works = WorkFolder(folder, Work)
        self._claim: Claim | None = None
        self._thread: ThreadPoolExecutor | None = None
        self._complained = False
        self._closed = False
        self._soon = Soon(self)
        self._soon.due.connect(self.write)
        self._wrote.connect(self._written)
        session.snapshot_changed.connect(self._changed)
        session.file_changed.connect(self._changed)

    # --- bringing back ---

    def restore(self, path: Path | None = None) -> bool:
        """Open what was left behind last; with `path`, only changes to that file newer than the file."""
        for left in self._works.left_behind():
            if path is not None and not _is_newer(left, path):
                continue
            if self.open(left):
                self._works.tidy()
                return True
        return False

    def open(self, left: LeftBehind[Work]) -> bool:
        """Go on with a work that was left behind, unless another window just took it."""
        claim = self._works.claim(left.file)
        if claim is None:
            return False
        self._take(claim)
        work = left.work
        path = Path(work.path) if work.path else None
        if path is not None and self._open_file(path, work):
            return True
        self._session.start(work.opened(), path, dirty=work.dirty or path is not None)
        if path is not None and written_since(path, work.saved):
            self.outdated.emit()
        return True

    def _open_file(self, path: Path, work: Work) -> bool:
        """Open the file itself where there is no work beyond it: it may have changed since, or have been written last."""
        try:
            design = load(path)
        except FileError:
            return False
        if work.dirty and design != work.opened():
            return False
        self._session.start(design, path)
        return True

    def unsaved(self) -> list[LeftBehind[Work]]:
        """Works with changes that are in no file, for the menu; the newest first."""
        return [left for left in self._works.left_behind() if left.work.dirty]

    # --- keeping ---

    def set_aside(self) -> bool:
        """Before another design takes this one's place: leave changes behind, to be found in the menu."""
        if not self._session.dirty:
            return False
        self._write_now()
        if self._claim is not None:
            self._claim.drop()
        self._claim = None
        return True

    def write(self) -> None:
        """Write the work as it is now, in the background."""
        self._soon.stop()
        claim = self._claimed()
        if claim is not None:
            session = self._session
            written = self._writer().submit(_write, claim, session.design, session.path, session.dirty)
            written.add_done_callback(self._report)

    def close(self) -> None:
        """Write for the last time, and leave the work for the next start."""
        if self._closed:
            return
        self._closed = True
        self._soon.stop()
        self._write_now()
        if self._thread is not None:
            self._thread.shutdown(wait=True)
        if self._claim is not None:
            self._claim.drop()

    # --- within ---

    def _changed(self, snapshot: object = None) -> None:
        if not self._closed:
            self._soon.touch()

    def _write_now(self) -> None:
        self.write()
        self._writer().submit(_nothing).result()

    def _writer(self) -> ThreadPoolExecutor:
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # not before the window is shown

            self._thread = ThreadPoolExecutor(1, "autosave")
        return self._thread

    def _claimed(self) -> Claim | None:
        if self._claim is None:
            try:
                self._claim = self._works.claim_new()
            except FileError as error:
                self._written(str(error))
        return self._claim

    def _take(self, claim: Claim) -> None:
        if self._claim is not None:
            self._claim.drop()
        self._claim = claim

    def _report(self, written: Future[None]) -> None:
        error = written.exception()
        self._wrote.emit(str(error) if error else "")

    def _written(self, fault: str) -> None:
        if fault and not self._complained:
            self.failed.emit(f"{fault} Save your design with Ctrl+S to be safe.")
        self._complained = bool(fault)


def _write(claim: Claim, design: object, path: Path | None, dirty: bool) -> None:
    claim.write(Work.of(design, path, dirty))


def _nothing() -> None:
    """Waiting for this is waiting for all before it."""


def _is_newer(left: LeftBehind[Work], path: Path) -> bool:
    same = left.work.dirty and left.work.path == str(path.absolute())
    return same and path.exists() and not written_since(path, left.work.saved)
