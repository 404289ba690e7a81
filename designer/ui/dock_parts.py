"""What a panel's dock is made of: its slim title, and the room around what is in it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QWidget

from designer.ui.language import tr
from designer.ui.theme import icon, themes

LEAST_LETTERS, LEAST_LINES = 26, 5
"""The room any panel asks for at most."""


class TitleBar(QWidget):
    """A slim title with the two things one can do to a docked panel."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.label = QLabel(dock.windowTitle())
        self.label.setProperty("heading", True)
        self.float_button = self._button("Float this panel")
        self.close_button = self._button("Hide this panel")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 2, 4, 2)
        layout.setSpacing(0)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.float_button)
        layout.addWidget(self.close_button)
        dock.windowTitleChanged.connect(self.label.setText)
        self._dock = dock
        self.float_button.clicked.connect(self._float)
        self.close_button.clicked.connect(dock.close)
        themes().changed.connect(self._tint)
        self._tint()

    def _button(self, help: str) -> QToolButton:
        button = QToolButton()
        button.setToolTip(tr(help))
        button.setAccessibleName(tr(help))
        button.setAutoRaise(True)
        side = max(24, self.fontMetrics().height() + 6)
        button.setFixedSize(side, side)
        button.setIconSize(QSize(side - 10, side - 10))
        return button

    def _float(self) -> None:
        self._dock.setFloating(True)

    def _tint(self) -> None:
        self.float_button.setIcon(icon("mdi6.dock-window", "quiet"))
        self.close_button.setIcon(icon("mdi6.close", "quiet"))


class Room(QScrollArea):
    """A panel that scrolls where it would not fit, so that the window fits a small screen and large text."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setProperty("panel", True)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    def minimumSizeHint(self) -> QSize:
        text = self.fontMetrics()
        least = QSize(LEAST_LETTERS * text.averageCharWidth(), LEAST_LINES * text.height())
        return self.widget().minimumSizeHint().boundedTo(least)


class Blank(QWidget):
    """The title of a panel whose tab names it already."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.setFixedHeight(0)
