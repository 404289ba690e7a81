"""Writing lessons, put together for the window: what its actions call, and the way to a trial and back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from designer.graph.design import Design
from designer.lessons.opening import PACKED
from designer.ui.file_commands import FileCommands
from designer.ui.language import tr
from designer.ui.lessons.formulas import Formulas
from designer.ui.lessons.player import Player
from designer.ui.lessons.writing.trial import Trial
from designer.ui.session import Session

if TYPE_CHECKING:
    from designer.ui.lessons.writing.writer import Writer


class WritingDesk(QObject):
    """Makes the window when it is wanted first: it is for teachers alone."""

    said = Signal(str)

    def __init__(
        self, home: Path, player: Player, session: Session, files: FileCommands, formulas: Formulas, window: QWidget
    ) -> None:
        super().__init__(window)
        self._home, self._formulas, self._session, self._window = home, formulas, session, window
        self._canvas: Callable[[], Design] = files.standing_alone
        self.writer: Writer | None = None
        self.trial = Trial(player, session, files, self)
        self.trial.begun.connect(self._began)
        self.trial.ended.connect(self._ended)
        self.trial.said.connect(self._refused)

    # --- what actions call ---

    def new(self) -> None:
        """Ask what the lesson is to be about, and begin it."""
        from designer.lessons.lesson import Front
        from designer.lessons.writing.pieces import begun_lesson
        from designer.ui.lessons.writing.inserting import front_fault
        from designer.ui.lessons.writing.piece_form import PieceForm

        writer = self._shown()
        if writer.manuscript.dirty and not writer.filing.may_go():
            return
        form = PieceForm("New lesson", Front, front_fault, {"minutes": 15}, parent=writer)
        form.ok_button.setText(tr("Begin"))
        if form.exec():
            writer.filing.begin(begun_lesson(form.content))
        writer.activateWindow()
        form.deleteLater()

    def edit(self) -> None:
        """Ask for a lesson to change: its text, or a packed one, which is saved elsewhere."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, tr("Change a lesson"), "", tr(f"Lessons (*.md *{PACKED});;All files (*)")
        )
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> None:
        """Open a lesson to be changed."""
        writer = self._shown()
        if writer.filing.may_go():
            writer.filing.open(path)

    def close(self) -> None:
        """The application goes."""
        self.trial.close()
        if self.writer is not None:
            self.writer.leave()

    # --- within ---

    def _shown(self) -> Writer:
        from designer.ui.lessons.writing.writer import Writer

        if self.writer is None:
            self.writer = Writer(self._home, self._formulas, self._canvas, self._window)
            self.writer.trial_wanted.connect(self.trial.start)
        if not self.writer.isVisible():
            self.writer.filing.offer_left_behind()
        self.writer.show()
        self.writer.raise_()
        self.writer.activateWindow()
        return self.writer

    def _began(self) -> None:
        assert self.writer is not None
        self.writer.hide()
        self._window.activateWindow()
        self.said.emit("Leave the lesson to go on writing.")

    def _ended(self) -> None:
        if self.writer is not None and self._window.isVisible():
            self.writer.show()
            self.writer.activateWindow()
            self.writer.text.setFocus()

    def _refused(self, sentence: str) -> None:
        assert self.writer is not None
        self.writer.statusBar().showMessage(tr(sentence))
