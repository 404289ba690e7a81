"""The teacher's own lessons, as the desk for marking knows them: those that were added, and those in the folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from designer.lessons import Opened, open_lesson
from designer.lessons.lying import Lying, told_of
from designer.ui.language import tr
from designer.ui.lessons import FILES
from designer.ui.parts import Sentence
from designer.ui.reader import Reader

MOST_TOLD = 4
"""So many lessons that cannot be marked are told of."""


class OwnLessons(QObject):
    """`button` and `told` are put where there is room for them; `added` stay known for as long as this is there."""

    changed = Signal()
    """A lesson was added."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self.added: list[Opened] = []
        self._lying = Lying()
        self._reader = Reader(self)
        self.button = QPushButton(tr("Add a lesson…"))
        self.button.setToolTip(tr("A lesson of your own that lies elsewhere, so that work on it is marked as well"))
        self.told = Sentence(flag="quiet")
        self.button.clicked.connect(self._ask)
        self._reader.read.connect(self._take)
        self._reader.refused.connect(self._refuse)

    def lie(self, lying: Lying) -> None:
        """Tell what lies in the folder that is marked."""
        self._lying = lying
        self._tell(lying.faults)

    def stop(self) -> None:
        """Read nothing any more."""
        self._reader.close()

    def _ask(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self._parent, tr("Add a lesson"), "", tr(f"{FILES};;All files (*)"))
        if name:
            self._reader.start(partial(_opened, Path(name)))

    def _take(self, opened: Opened) -> None:
        self.added = [*(one for one in self.added if one.name != opened.name), opened]
        self._tell(self._lying.faults)
        self.changed.emit()

    def _refuse(self, sentence: str) -> None:
        self._tell((sentence, *self._lying.faults))

    def _tell(self, others: tuple[str, ...]) -> None:
        faults = (*(fault for opened in self.added for fault in told_of(opened)), *others)
        own = " · ".join(opened.lesson.front.title for opened in (*self.added, *self._lying.lessons))
        lines = [f"Lessons of your own that are known: “{own}”."] if own else []
        lines += faults[:MOST_TOLD]
        if len(faults) > MOST_TOLD:
            lines.append(f"And {len(faults) - MOST_TOLD} more that cannot be marked.")
        self.told.say("\n".join(map(tr, lines)))


def _opened(path: Path) -> Opened:
    """A lesson that can be marked. Raises `FileError`."""
    opened = open_lesson(path)
    _ = opened.lesson  # or the first fault of a text that is none
    return opened
