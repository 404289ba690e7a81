"""The bar at the top of the canvas that asks what to find and says how much was found."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from designer.ui import theme
from designer.ui.language import tr
from designer.ui.parts import Sentence, fit_icon, set_flag

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LETTERS = 52
"""How many letters wide the bar is, where there is room."""
BUTTON = 26


class FindBar(QFrame):
    """Enter and F3 go on, with Shift back; Alt+Enter takes all, Esc closes."""

    typed = Signal(str)
    stepped = Signal(int)
    all_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAccessibleName(tr("Find on the canvas"))
        self.line = QLineEdit()
        self.line.setAccessibleName(tr("What to find"))
        self.line.setPlaceholderText(tr("Find: relu, units 64, 28 x 28 …"))
        self.line.textChanged.connect(self.typed)
        self.line.installEventFilter(self)
        self.count = QLabel()
        self.count.setAccessibleName(tr("Hits"))
        self.words = Sentence(flag="quiet")
        self._before = self._button("mdi6.chevron-up", "Previous hit (Shift+F3)")
        self._after = self._button("mdi6.chevron-down", "Next hit (F3)")
        self._all = self._button("mdi6.select-all", "Select all hits (Alt+Enter)")
        self._close = self._button("mdi6.close", "Close (Esc)")
        self._before.clicked.connect(self._go_back)
        self._after.clicked.connect(self._go_on)
        self._all.clicked.connect(self.all_wanted)
        self._close.clicked.connect(self.closed)
        self._lay_out()
        theme.themes().changed.connect(self._restyle)
        parent.installEventFilter(self)
        self.hide()

    @property
    def query(self) -> str:
        return self.line.text()

    def open(self) -> None:
        """Show it and take the keyboard."""
        self._restyle()
        self.show()
        self.raise_()
        self._place()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def tell(self, at: int, count: int, asks: str) -> None:
        """Say which hit of how many is shown; where there is none, what can be asked for."""
        nothing = bool(self.query.strip()) and not count
        number = f"{at:,} of {count:,}" if at else f"{count:,} found"
        self.count.setText(tr("nothing found" if nothing else number if count else ""))
        set_flag(self.line, "refused", nothing)
        self.words.say(f"Nothing matches. {asks}" if nothing else "" if self.query.strip() else asks)
        for button in (self._before, self._after, self._all):
            button.setEnabled(bool(count))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parentWidget():
            if event.type() is QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if isinstance(event, QKeyEvent):
            meant = event.key() in (*ENTER, Qt.Key.Key_Escape, Qt.Key.Key_Up, Qt.Key.Key_Down)
            if event.type() is QEvent.Type.ShortcutOverride and meant:
                event.accept()
            elif event.type() is QEvent.Type.KeyPress and meant:
                self._key(event)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On its buttons Esc closes too; no other key may reach the canvas."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        event.accept()

    def _key(self, event: QKeyEvent) -> None:
        key, keys = Qt.Key(event.key()), event.modifiers()
        if key is Qt.Key.Key_Escape:
            self.closed.emit()
        elif key in ENTER and keys & Qt.KeyboardModifier.AltModifier:
            self.all_wanted.emit()
        else:
            back = key is Qt.Key.Key_Up or bool(keys & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if back else 1)

    def _go_back(self) -> None:
        self.stepped.emit(-1)

    def _go_on(self) -> None:
        self.stepped.emit(1)

    def _button(self, icon: str, says: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("sign", icon)
        button.setToolTip(tr(says))
        button.setAccessibleName(tr(says).partition(" (")[0])
        fit_icon(button)
        button.setMinimumSize(QSize(BUTTON, BUTTON))
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.line, 1)
        row.addWidget(self.count)
        for button in (self._before, self._after, self._all, self._close):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.words)

    def _place(self) -> None:
        """At the top on the right, no wider than the canvas."""
        room = self.parentWidget().rect().adjusted(8, 8, -8, -8)
        width = min(room.width(), LETTERS * self.fontMetrics().averageCharWidth() + 160)
        layout = self.layout()
        assert layout is not None
        height = layout.heightForWidth(width) if layout.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(room.right() - width, room.top(), width, max(height, self.minimumSizeHint().height()))

    def _restyle(self) -> None:
        current = theme.themes().current
        for button in (self._before, self._after, self._all, self._close):
            button.setIcon(theme.icon(str(button.property("sign"))))
        self.setStyleSheet(
            f"#findBar {{ background: {current.panel}; border: 1px solid {current.control}; border-radius: 8px; }}"
        )
