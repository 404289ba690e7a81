"""The mark of the best epoch in the chart of the loss."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from designer.ui.charts.epochs import small_font
from designer.ui.language import tr
from designer.ui.training.run import Run


class Beside(pg.InfLineLabel):  # type: ignore[misc]
    """Words at the right of a line, or as far to the left as they must be to be seen whole."""

    def updatePosition(self) -> None:
        super().updatePosition()
        view, line = self.getViewBox(), self.parentItem()
        if isinstance(view, pg.ViewBox) and line is not None:
            at, width = view.mapFromItem(line, 0.0, 0.0).x(), self.boundingRect().width()
            left = max(0.0, min(at, view.width() - width))
            self.setAnchor(((at - left) / max(width, 1.0), 0.5))


class BestEpoch(pg.InfiniteLine):  # type: ignore[misc]
    """A dotted line down the chart that says which epoch it is."""

    def __init__(self) -> None:
        super().__init__(angle=90, movable=False)
        self.label = Beside(self, position=0.92, fill=None)
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
        said = tr(f"best at {epoch:,}")
        if said != self._said:
            self._said = said
            self.label.setFormat(f" {said} ")

    def paint_as(self, color: str) -> None:
        """Take a colour of the theme."""
        self.setPen(pg.mkPen(color, width=1, style=Qt.PenStyle.DotLine))
        self.label.setColor(QColor(color))
