"""The button under a fault of the data that mends it, where one can."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from designer.graph.edits import Edit
from designer.ui.parts import set_shown
from designer.ui.problem_card import FixButton


class MendRow(QWidget):
    """Takes no room while there is nothing to offer."""

    fix_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.button: FixButton | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        self._row = row
        self.hide()

    def offer(self, fix: Edit | None) -> None:
        """Offer this edit, or nothing."""
        if self.button is not None:
            self._row.removeWidget(self.button)
            self.button.deleteLater()
            self.button = None
        if fix is not None:
            self.button = FixButton(fix, primary=True)
            self.button.fix_chosen.connect(self.fix_chosen)
            self._row.insertWidget(0, self.button)
        set_shown(self, fix is not None)
