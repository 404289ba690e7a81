"""The strip above the canvas that offers to fold what repeats."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from designer.ui.parts import Sentence

KEYS = "Shift+Tab leads here from the canvas; Esc leaves the network as it is."


class RepeatStrip(QFrame):
    """Says what repeats, and asks. Hidden until it has something to offer."""

    fold_wanted = Signal()
    left = Signal()
    """The network is to stay as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("strip", True)
        self.text = Sentence("")
        self.fold_button = QPushButton("Fold the parts")
        self.leave_button = QPushButton("Leave it")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self.text, 1)
        for button in (self.fold_button, self.leave_button):
            button.setAccessibleDescription(KEYS)
            button.setToolTip(KEYS)
            row.addWidget(button)
        self.fold_button.clicked.connect(self.fold_wanted)
        self.leave_button.clicked.connect(self.left)
        self.hide()

    def offer(self, sentence: str) -> None:
        """Come up with what repeats. The keyboard stays where it is."""
        self.text.say(sentence)
        self.setAccessibleName(f"{sentence} {self.fold_button.text()}?")
        self.setAccessibleDescription(KEYS)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
