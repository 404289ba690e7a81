"""Plays a lesson that is being written, and brings back afterwards what was on the canvas before."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from designer.errors import FileError, LayerloomError
from designer.graph.design import Design
from designer.lessons.proving import led_to
from designer.ui.file_commands import FileCommands
from designer.ui.language import tr
from designer.ui.lessons.player import Player
from designer.ui.lessons.writing.reading import Looked
from designer.ui.reader import Reader
from designer.ui.session import Session
from designer.ui.strip import Strip

SAID = "You try your lesson as a student. Nothing of it is kept."


class TrialStrip(Strip):
    """Stands above the lesson while it is tried, with the way back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = QPushButton(tr("Back to writing"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self.text, 1)
        row.addWidget(self.back_button)
        self.back_button.clicked.connect(self.leave)


class Trial(QObject):
    """One lesson at a time. Its learner is nobody: the lesson counts as made for the moment."""

    begun = Signal()
    ended = Signal()
    """The lesson was left: by its end, by Leave, or because something else was opened."""
    said = Signal(str)

    def __init__(self, player: Player, session: Session, files: FileCommands, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._session, self._files = player, session, files
        self._looked: Looked | None = None
        self._at = 0
        self._before: tuple[Design, Path | None, bool] | None = None
        self.strip = TrialStrip()
        self.strip.left.connect(player.leave)
        self._reader = Reader(self)
        self._reader.read.connect(self._play)
        self._reader.refused.connect(self.said)
        player.opened.connect(self._opened)
        files.replaced.connect(self._replaced)

    @property
    def on(self) -> bool:
        return self._before is not None

    def start(self, looked: Looked, at: int) -> None:
        """Play a lesson from a step on, as if those before it had been solved."""
        self._looked, self._at = looked, at
        self._reader.start(partial(_led_to, looked, at))

    def close(self) -> None:
        self._reader.close()

    def _play(self, there: Design) -> None:
        looked, session = self._looked, self._session
        assert looked is not None
        self._player.leave()
        before = session.design, session.path, session.dirty
        self._player.play(looked.opened, there, self._at)
        self._before = before
        self.strip.announce(SAID)
        self.begun.emit()

    def _opened(self) -> None:
        """The lesson that was tried is left: what was there before comes back."""
        if self._before is None or self._player.lesson is not None:
            return
        before, self._before = self._before, None
        self.strip.hide()
        self._files.put_back(*before)
        self.ended.emit()

    def _replaced(self) -> None:
        """Something else was opened meanwhile, which stays."""
        if self._before is not None:
            self._before = None
            self.strip.hide()
            self.ended.emit()


def _led_to(looked: Looked, at: int) -> Design:
    try:
        return led_to(looked.opened.lesson, at, looked.opened.file)
    except FileError:
        raise
    except LayerloomError as error:
        raise FileError(str(error)) from error
