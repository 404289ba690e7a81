"""What is wrong with a lesson, as a list: a click, or Enter, leads to the line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from designer.lessons import Fault
from designer.ui.language import tr
from designer.ui.parts import Sentence, column, set_shown

LINE = Qt.ItemDataRole.UserRole
MOST = 200
"""So many faults are listed; the rest follows once these are mended."""


class FaultList(QWidget):
    """A sentence that says how things stand, and the faults below it."""

    line_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.said = Sentence()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What is wrong, by lines"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = column(margin=8, spacing=4, parent=self)
        layout.addWidget(self.said)
        layout.addWidget(self.list, 1)
        layout.addStretch()
        self.list.setSpacing(2)
        self.list.hide()
        self.list.itemClicked.connect(self._go)
        self.list.itemActivated.connect(self._go)

    def tell(self, sentence: str, faults: Sequence[Fault] = ()) -> None:
        """Say how things stand."""
        self.said.say(sentence)
        shown = [(fault.line, f"{tr(f'Line {fault.line}')}: {tr(fault.what)}") for fault in faults[:MOST]]
        there = [self.list.item(row) for row in range(self.list.count())]
        if [(item.data(LINE), item.text()) for item in there] != shown:
            self.list.clear()
            for line, text in shown:
                item = QListWidgetItem(text)
                item.setData(LINE, line)
                self.list.addItem(item)
        set_shown(self.list, bool(shown))

    def _go(self, item: QListWidgetItem) -> None:
        self.line_wanted.emit(item.data(LINE))
