"""The strip above the canvas that lists what of a network written elsewhere could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from designer.reading import Note
from designer.ui.language import tr
from designer.ui.strip import Strip
from designer.ui.theme import icon, themes

ROWS = 5
"""How many notes are seen at once."""


class Unread(Strip):
    """Stays until it is put away, and holds nothing up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What could not be read"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.close_button = QToolButton()
        self.close_button.setToolTip(tr("Put this list away (Esc)"))
        self.close_button.setAccessibleName(tr("Put this list away"))
        self.close_button.setMinimumSize(24, 24)
        self.close_button.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(self.text, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addLayout(head)
        layout.addWidget(self.list)
        themes().changed.connect(self._tint)
        self._tint()

    def show_notes(self, name: str, notes: Sequence[Note]) -> None:
        """List what of `name` could not be read; without notes, go away."""
        self.list.clear()
        self.list.addItems([str(note) for note in notes])
        count = len(notes)
        things = "One thing" if count == 1 else f"{count:,} things"
        self.text.say(f"{things} in {name} could not be read as written. Everything else is here.")
        self.setAccessibleName(self.text.text())
        self.list.ensurePolished()
        row = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + 4)
        self.list.setFixedHeight(row * min(count, ROWS) + 2 * self.list.frameWidth())
        self.setVisible(bool(notes))

    def _tint(self) -> None:
        self.close_button.setIcon(icon("mdi6.close", "quiet"))
