"""The strip above the canvas at the first start: what this is, and three doors."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from designer.ui.flow import FlowLayout
from designer.ui.language import tr
from designer.ui.theme import icon, themes


class Welcome(QFrame):
    """Answered or put away once, it does not come back."""

    tried = Signal()
    emptied = Signal()
    looked = Signal()
    """Someone wants to see what else comes along."""
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("strip", True)
        self.text = QLabel(tr("This is a small working network. Press Train."))
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.try_button = QPushButton(tr("Try this one"))
        self.examples_button = QPushButton(tr("See more examples…"))
        self.empty_button = QPushButton(tr("Start empty"))
        self.close_button = QToolButton()
        self.close_button.setToolTip(tr("Put this strip away"))
        self.close_button.setAccessibleName(tr("Put this strip away"))
        self.close_button.setMinimumSize(24, 24)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 6, 6)
        layout.addWidget(self.text, 1)
        doors = FlowLayout(spacing=6)  # with large text one below the other
        for button in (self.try_button, self.examples_button, self.empty_button):
            doors.addWidget(button)
        layout.addLayout(doors)
        layout.addWidget(self.close_button)
        self.try_button.clicked.connect(self._try)
        self.examples_button.clicked.connect(self._look)
        self.empty_button.clicked.connect(self._empty)
        self.close_button.clicked.connect(self.dismiss)
        themes().changed.connect(self._tint)
        self._tint()

    def dismiss(self) -> None:
        """Go away for good."""
        self.hide()
        self.put_away.emit()

    def _try(self) -> None:
        self.dismiss()
        self.tried.emit()

    def _look(self) -> None:
        self.looked.emit()

    def _empty(self) -> None:
        self.dismiss()
        self.emptied.emit()

    def _tint(self) -> None:
        self.close_button.setIcon(icon("mdi6.close", "quiet"))
