"""The board under a demonstration: what there is to see, how far one is, and the way back, on and out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from designer.ui.keys import commands
from designer.ui.language import tr
from designer.ui.parts import Sentence, column

Key = Qt.Key
ON = (Key.Key_Right, Key.Key_Down, Key.Key_PageDown, Key.Key_Space, Key.Key_Return, Key.Key_Enter)
BACK = (Key.Key_Left, Key.Key_Up, Key.Key_PageUp, Key.Key_Backspace)
PRESSES = (Key.Key_Space, Key.Key_Return, Key.Key_Enter)
"""Keys that on a button press it."""


class Board(QFrame):
    """Has the keyboard while something is shown; keys of the canvas below it mean nothing meanwhile."""

    moved = Signal(int)
    """One scene on (1) or back (-1)."""
    ended = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("popup", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.caption, self.count = Sentence(flag="heading"), QLabel()
        self.count.setProperty("quiet", True)
        self.back_button, self.next_button = QPushButton(tr("Back")), QPushButton(tr("Next"))
        self.end_button = QPushButton(tr("Close"))
        self.next_button.setProperty("primary", True)
        lines = column(margin=12, spacing=8, parent=self)
        lines.addWidget(self.caption)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.count, 1)
        for button in (self.end_button, self.back_button, self.next_button):
            button.installEventFilter(self)
            row.addWidget(button)
        lines.addLayout(row)
        self.back_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._go_on)
        self.end_button.clicked.connect(self.ended)
        self.hide()

    def tell(self, caption: str, at: int, of: int) -> None:
        """Show the caption of a scene, and have assistive tools read it."""
        self.caption.say(caption)
        self.count.setText(tr(f"{at + 1} of {of}"))
        self.back_button.setEnabled(at > 0)
        self.next_button.setText(tr("Done" if at == of - 1 else "Next"))
        spoken = tr(f"Step {at + 1} of {of}: {caption}")
        self.setAccessibleName(spoken)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and not commands(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        if commands(event):
            event.ignore()
        elif key is Key.Key_Escape:
            self.ended.emit()
        elif key in ON:
            self.moved.emit(1)
        elif key in BACK:
            self.moved.emit(-1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """On its buttons keys mean the same, but for those that press one."""
        if isinstance(event, QKeyEvent) and not commands(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and Key(event.key()) in {*ON, *BACK, Key.Key_Escape} - {*PRESSES}:
                self.keyPressEvent(event)
                return True
        return False

    def _go_on(self) -> None:
        self.moved.emit(1)

    def _go_back(self) -> None:
        self.moved.emit(-1)
