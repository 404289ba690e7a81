"""The mark of the best epoch in the chart of the loss."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from designer.ui.charts.epochs import small_font
from designer.ui.language import tr
from designer.ui.training.run import Run


class BestEpoch(pg.InfiniteLine):  # type: ignore[misc]
    """A dotted line down the chart that says which epoch it is."""

    def __init__(self) -> None:
        super().__init__(
            angle=90,
            movable=False,
            label="",
            labelOpts={"position": 0.92, "anchors": [(0.0, 0.5), (1.0, 0.5)], "fill": None},
        )
        self.label.setFont(small_font())
        self.setVisible(False)
        self._said = ""

    def show_run(self, run: Run | None, shown: float) -> None:
        """Mark the best epoch of a run, whose curves are drawn as far as epoch `shown`."""
        epoch = run.best_epoch[0] if run is not None else 0
        self.setVisible(epoch > 0)
        if run is None or not epoch:
            return
        self.setPos(max(1.0, min(epoch, shown)))
        said = tr(f"best: epoch {epoch:,}")
        if said != self._said:
            self._said = said
            self.label.setFormat(f" {said} ")

    def paint_as(self, color: str) -> None:
        """Take a colour of the theme."""
        self.setPen(pg.mkPen(color, width=1, style=Qt.PenStyle.DotLine))
        self.label.setColor(QColor(color))
