"""The strip above the canvas that offers to fold what repeats."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from designer.ui.language import tr
from designer.ui.strip import Strip

KEYS = "Shift+Tab leads here from the canvas; Esc leaves the network as it is."


class RepeatStrip(Strip):
    """Says what repeats, and asks. Hidden until it has something to offer."""

    fold_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fold_button = QPushButton(tr("Fold the parts"))
        self.leave_button = QPushButton(tr("Leave it"))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self.text, 1)
        for button in (self.fold_button, self.leave_button):
            button.setAccessibleDescription(tr(KEYS))
            button.setToolTip(tr(KEYS))
            row.addWidget(button)
        self.fold_button.clicked.connect(self.fold_wanted)
        self.leave_button.clicked.connect(self.leave)

    def offer(self, sentence: str) -> None:
        """Come up with what repeats. The keyboard stays where it is."""
        self.setAccessibleDescription(tr(KEYS))
        self.announce(sentence, f"{sentence} {self.fold_button.text()}?")
