"""The list of a lesson's steps, with buttons and keys that put them elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListWidget, QToolButton, QWidget

from designer.lessons.writing.outline import Outline
from designer.ui.flow import FlowLayout
from designer.ui.language import tr
from designer.ui.parts import column, fit_icon, heading

ABOVE = "About this lesson"


class StepList(QWidget):
    """Rows are what stands above the text, then the steps."""

    wanted = Signal(int)
    """A step is to be shown: its number, from 0; -1 for what stands above."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Steps of the lesson"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(3)
        self._buttons = FlowLayout(spacing=4)
        self._at = -1
        layout = column(margin=8, parent=self)
        layout.addWidget(heading("Steps"))
        layout.addWidget(self.list, 1)
        layout.addLayout(self._buttons)
        self.list.currentRowChanged.connect(self._chosen)

    def offer(self, actions: list[QAction]) -> None:
        """Have a button for each of some actions."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setMinimumSize(28, 28)
            fit_icon(button)
            self._buttons.addWidget(button)

    def show_steps(self, there: Outline, at: int) -> None:
        """Show the steps, and which of them is written at."""
        titles = [tr(ABOVE), *(f"{number}. {step.title}" for number, step in enumerate(there.steps, start=1))]
        self._at = at
        if [self.list.item(row).text() for row in range(self.list.count())] != titles:
            self._fill(titles)
        self.list.setCurrentRow(at + 1)

    def _fill(self, titles: list[str]) -> None:
        for row, title in enumerate(titles):
            if row < self.list.count():
                self.list.item(row).setText(title)
            else:
                self.list.addItem(title)
        while self.list.count() > len(titles):
            self.list.takeItem(self.list.count() - 1)

    def _chosen(self, row: int) -> None:
        if row >= 0 and row - 1 != self._at and self.list.hasFocus():
            self._at = row - 1
            self.wanted.emit(row - 1)
