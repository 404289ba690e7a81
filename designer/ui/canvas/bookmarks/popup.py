"""A line at the top of the canvas that asks for the name of a bookmark."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout

from designer.ui import theme
from designer.ui.language import tr

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

LETTERS = 34
MOST = 60
"""How many letters a name has at most."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HINT = "Enter keeps it, Esc drops it"


class Named(Protocol):
    """What is done with the name. `name` is the one that is offered."""

    name: str

    def __call__(self, name: str) -> None: ...


class NamePopup(QFrame):
    """Enter and a click elsewhere keep what was typed, Esc drops it."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._then: Named | None = None
        self.setObjectName("bookmarkName")
        self.title = QLabel()
        self.line = QLineEdit()
        self.line.setMaxLength(MOST)
        self.line.installEventFilter(self)
        hint = QLabel(tr(HINT))
        hint.setProperty("quiet", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(4)
        for part in (self.title, self.line, hint):
            column.addWidget(part)
        theme.themes().changed.connect(self._restyle)
        self.hide()

    def ask(self, title: str, then: Named) -> None:
        """Ask for a name; one that is still asked for is dropped."""
        self._then = then
        self.title.setText(tr(title))
        self.line.setAccessibleName(tr(title))
        self.line.setAccessibleDescription(tr(HINT))
        self.line.setText(then.name)
        self._restyle()
        self.show()
        self.raise_()
        self._place()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def close_with(self, keep: bool) -> None:
        """Put it away; an empty name is no name, and the one that was offered stays."""
        then, self._then = self._then, None
        had = self.line.hasFocus()
        self.hide()
        if had:
            self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if keep and then is not None:
            then(self.line.text().strip() or then.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            if event.reason() is not Qt.FocusReason.PopupFocusReason:
                self.close_with(keep=True)
        elif isinstance(event, QKeyEvent) and event.key() in (*ENTER, Qt.Key.Key_Escape):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
            elif event.type() is QEvent.Type.KeyPress:
                self.close_with(keep=event.key() != Qt.Key.Key_Escape)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """No key may reach the canvas below."""
        event.accept()

    def _place(self) -> None:
        """At the top in the middle, where neither the way in nor the find bar is."""
        room = self._view.viewport().geometry()
        self.line.setMinimumWidth(min(LETTERS * self.fontMetrics().averageCharWidth(), room.width() - 40))
        size = self.sizeHint()
        self.setGeometry(room.center().x() - size.width() // 2, room.top() + 48, size.width(), size.height())

    def _restyle(self) -> None:
        current = theme.themes().current
        self.setStyleSheet(
            f"#bookmarkName {{ background: {current.panel}; border: 1px solid {current.control}; border-radius: 8px; }}"
        )
