"""What the strips above the canvas have in common: they say something, offer what can be done, and hold nothing up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from designer.ui.language import tr
from designer.ui.parts import Sentence


class Strip(QFrame):
    """Hidden until it has something to say. Esc leaves it."""

    left = Signal()
    """It was left: the keyboard is to go back to the canvas."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("strip", True)
        self.text = Sentence()
        self.hide()

    def announce(self, sentence: str, spoken: str = "") -> None:
        """Come up with a sentence. The keyboard stays where it is; assistive tools tell of it."""
        self.text.say(sentence)
        self.setAccessibleName(tr(spoken or sentence))
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def leave(self) -> None:
        """Go away."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)
