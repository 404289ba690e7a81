"""Curves of several runs laid over each other, one quantity at a time; groups as a mean line in a band.

Importing this module loads pyqtgraph, which takes a third of a second: the window does so after it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from designer.runs.bands import Band
from designer.ui.charts import epochs
from designer.ui.charts.taking import Taking
from designer.ui.language import tr
from designer.ui.runs.columns import log_words
from designer.ui.runs.entries import Curves, Entry, Points
from designer.ui.runs.strokes import Stroke
from designer.ui.theme import themes
from designer.ui.training.trace import Floats

SHADE = 0.18
"""How strongly a band is filled."""


class Overlay(pg.GraphicsLayoutWidget):
    """One plot. Hovering tells the values of all curves."""

    hovered = Signal(str)
    """The values under the mouse, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(160, 90)
        self.ci.layout.setContentsMargins(4, 2, 8, 2)
        self.plot: pg.PlotItem = self.ci.addPlot(row=0, col=0)
        epochs.dress(self.plot)
        self._entries: Sequence[Entry] = ()
        self._curves: Mapping[str, Curves] = {}
        self.log = ""
        self.taking = Taking(self, "runs", self._rows)
        self._lines: dict[str, pg.PlotCurveItem] = {}
        self._log_scale = False
        self.scene().sigMouseMoved.connect(self._hover)
        themes().changed.connect(self._paint)
        self._paint()

    def show_curves(self, entries: Sequence[Entry], curves: Mapping[str, Curves], log: str) -> None:
        """Draw one log of these entries, each in the look of its place."""
        self._entries, self._curves, self.log = entries, curves, log
        self.setAccessibleName(tr(f"Curves of {log_words(log)} over the epochs: {self.described()}"))
        self._draw()
        self.plot.enableAutoRange()

    def set_log_scale(self, on: bool) -> None:
        """Draw over a logarithmic scale, or a linear one."""
        self._log_scale = on
        self.plot.getAxis("left").setLogMode(y=on)
        self._draw()
        self.plot.enableAutoRange()

    def update_curve(self, key: str, curves: Curves) -> None:
        """One of them has more epochs."""
        self._curves = {**self._curves, key: curves}
        points = curves.get(self.log)
        if key in self._lines and points is not None and not isinstance(points, Band):
            self._lines[key].setData(points[0], self._scaled(points[1]))

    def described(self) -> str:
        """All curves with their last values, of bands the lowest and the highest too, in words."""
        parts = []
        for entry in self._entries:
            points = self._curves.get(entry.key, {}).get(self.log)
            ys = _line(points)[1] if points is not None else np.zeros(0)
            span = f" ({points.low[-1]:.4g} to {points.high[-1]:.4g})" if isinstance(points, Band) and len(ys) else ""
            parts.append(f"{entry.name} {ys[-1]:.4g}{span}" if len(ys) else f"{entry.name} nothing")
        return ", ".join(parts)

    def values_at(self, epoch: float) -> str:
        """What the curves have at an epoch: `epoch 120: spiral 1 0.012, spiral 2 0.015`."""
        parts = []
        for entry in self._entries:
            points = self._curves.get(entry.key, {}).get(self.log)
            if points is None:
                continue
            xs, ys = _line(points)
            if len(xs) and xs[0] <= epoch <= xs[-1]:
                parts.append(f"{entry.name} {ys[int(np.abs(xs - epoch).argmin())]:.4g}")
        return f"epoch {round(epoch):,}: {', '.join(parts)}" if parts else ""

    def _rows(self) -> Iterator[Sequence[object]]:
        """The points that are drawn, one a line; a band has its lowest and highest beside the mean."""
        yield ("run", "epoch", log_words(self.log), "lowest", "highest")
        for entry in self._entries:
            points = self._curves.get(entry.key, {}).get(self.log)
            if points is None:
                continue
            edges = (points.low, points.high) if isinstance(points, Band) else ()
            for numbers in zip(*_line(points), *edges, strict=True):
                yield (entry.name, *(float(number) for number in numbers))

    def close(self) -> bool:
        """Closing empties the scene for good, so there is nothing left to paint."""
        epochs.let_go(self._paint)
        return bool(super().close())

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().leaveEvent(event)
        self.hovered.emit("")

    def _hover(self, place: QPointF) -> None:
        inside = self.plot.sceneBoundingRect().contains(place)
        self.hovered.emit(self.values_at(self.plot.getViewBox().mapSceneToView(place).x()) if inside else "")

    def _draw(self) -> None:
        self.plot.clear()
        self._lines.clear()
        for number, entry in enumerate(self._entries):
            points = self._curves.get(entry.key, {}).get(self.log)
            if points is not None:
                self._add(entry, Stroke(number), points)
        epochs.entitle(self.plot, log_words(self.log))

    def _add(self, entry: Entry, stroke: Stroke, points: Points) -> None:
        if isinstance(points, Band):
            shade = QColor(stroke.color)
            shade.setAlphaF(SHADE)
            edges = [
                pg.PlotCurveItem(points.xs, self._scaled(ys), pen=pg.mkPen(None)) for ys in (points.low, points.high)
            ]
            for item in (*edges, pg.FillBetweenItem(*edges, brush=shade)):
                self.plot.addItem(item)
        xs, ys = _line(points)
        line = pg.PlotCurveItem(xs, self._scaled(ys), pen=stroke.pen(), antialias=True, connect="finite")
        self.plot.addItem(line)
        self._lines[entry.key] = line

    def _scaled(self, ys: Floats) -> Floats:
        """As far up as the scale has it; what no logarithm can show is left out."""
        return np.log10(np.where(ys > 0, ys, np.nan)) if self._log_scale else ys

    def _paint(self) -> None:
        self.setBackground(themes().current.panel)
        epochs.paint(self.plot)
        self._draw()


def _line(points: Points) -> tuple[Floats, Floats]:
    return (points.xs, points.mean) if isinstance(points, Band) else points
