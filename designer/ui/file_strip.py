"""The strip above the canvas that tells what happened to the design's file behind this window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from designer.ui.file_guard import FileGuard
from designer.ui.language import tr
from designer.ui.parts import set_shown
from designer.ui.strip import Strip


class FileStrip(Strip):
    """Says what is so, and offers what can be done. Holds nothing up."""

    take_wanted = Signal()
    """The version on the disk is to be opened here."""
    elsewhere_wanted = Signal()
    """What is open here is to be saved under another name."""

    def __init__(self, guard: FileGuard, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.take_button = QPushButton(tr("Take the new version"))
        self.take_button.setToolTip(tr("Open what the file holds now. Undo brings back what is here."))
        self.elsewhere_button = QPushButton(tr("Save under another name…"))
        self.keep_button = QPushButton(tr("Keep mine"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self.text, 1)
        for button in (self.take_button, self.elsewhere_button, self.keep_button):
            row.addWidget(button)
        self.take_button.clicked.connect(self.take_wanted)
        self.elsewhere_button.clicked.connect(self.elsewhere_wanted)
        self.keep_button.clicked.connect(self.leave)
        guard.shared.connect(self._tell_shared)
        guard.changed.connect(self._tell_changed)
        guard.gone.connect(self._tell_gone)
        guard.settled.connect(self.hide)

    def _tell_shared(self, name: str) -> None:
        self._tell(f"{name} is open in another window too. Save under another name here, so that both keep their work.")

    def _tell_changed(self, name: str) -> None:
        self._tell(f"{name} was changed by another window or program.", take=True)

    def _tell_gone(self, name: str) -> None:
        self._tell(f"{name} was moved or deleted. Your design is still here: save it to have the file again.")

    def _tell(self, sentence: str, *, take: bool = False) -> None:
        set_shown(self.take_button, take)
        self.keep_button.setText(tr("Keep mine" if take else "I see"))
        self.announce(sentence)
