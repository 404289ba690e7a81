"""The sub-view with the weights of the selected layer, to be set by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from designer.ui.inside.hand import Hand
from designer.ui.inside.weights_model import WeightsModel
from designer.ui.inside.weights_table import WeightsTable
from designer.ui.language import tr
from designer.ui.parts import Sentence, column

HELP = "Type a number, drag it, turn the wheel over it, or press Alt and an arrow; Shift is finer. The network follows at once."


class WeightsPage(QWidget):
    """A table, how it stands, and a button that takes all back."""

    def __init__(self, hand: Hand, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hand = hand
        self.said = Sentence("", "quiet")
        self.back = QPushButton(tr("Take back"))
        self.back.setToolTip(tr("Undo all that was set by hand in the network"))
        self.back.clicked.connect(hand.take_back)
        self.table = WeightsTable(WeightsModel(hand, self))
        top = QHBoxLayout()
        top.addWidget(self.said, 1)
        top.addWidget(self.back)
        layout = column(margin=8, spacing=4, parent=self)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        hand.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say how it stands."""
        hand = self._hand
        self.said.say(hand.sentence or HELP)
        self.back.setVisible(hand.weights.touched)
        self.back.setEnabled(hand.open)
        self.table.setVisible(bool(hand.weights.values))
