"""The mark of the best epoch in the chart of the loss."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from designer.training.messages import Ending


class BestEpoch(pg.InfiniteLine):  # type: ignore[misc]
    """A dotted line down the chart that says which epoch it is."""

    def __init__(self) -> None:
        super().__init__(
            angle=90,
            movable=False,
            label="",
            labelOpts={"position": 0.92, "anchors": [(0.0, 0.5), (1.0, 0.5)], "fill": None},
        )
        self.setVisible(False)

    def show_ending(self, ending: Ending | None) -> None:
        """Mark the best epoch, where one was watched for."""
        self.setVisible(ending is not None)
        if ending is not None:
            self.setPos(ending.best)
            self.label.setFormat(f" best: epoch {ending.best:,} ")

    def paint_as(self, color: str) -> None:
        """Take a colour of the theme."""
        self.setPen(pg.mkPen(color, width=1, style=Qt.PenStyle.DotLine))
        self.label.setColor(QColor(color))
