"""Live curves of a run: loss and one metric side by side, training solid, validation dashed.

Importing this module loads pyqtgraph, which takes a third of a second: the window does so after it is shown.
"""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QApplication, QWidget

from designer.ui.theme import themes
from designer.ui.training.run import Run
from designer.ui.training.trace import Trace

REDRAW_MS = 50
"""At most 20 times a second, which is as often as the worker tells of new epochs."""
SMOOTH = 400
"""Longer curves are drawn without smoothing their edges, in half the time; so dense, nobody sees the difference."""


class Chart:
    """One plot with a training and a validation curve of the same quantity."""

    def __init__(self, layout: pg.GraphicsLayout, column: int) -> None:
        self.name = ""
        self.run: Run | None = None
        self._traces = (Trace(), Trace())
        self.plot: pg.PlotItem = layout.addPlot(row=0, col=column)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.getViewBox().setDefaultPadding(0.04)
        self.plot.getViewBox().setMouseEnabled(x=True, y=False)
        self.plot.getAxis("left").setWidth(56)
        self.plot.getAxis("left").enableAutoSIPrefix(False)
        self.plot.getAxis("bottom").enableAutoSIPrefix(False)
        self.legend = self.plot.addLegend(offset=(-8, 8), labelTextSize=_text_size())
        self.train = self.plot.plot(name="training")
        self.validation = self.plot.plot(name="validation")
        self.cross = pg.InfiniteLine(angle=90, movable=False)
        self.cross.setVisible(False)
        self.plot.addItem(self.cross, ignoreBounds=True)

    def follow(self, name: str, run: Run | None) -> None:
        """From now on draw `name` and `val_<name>` of this run."""
        self.name, self.run = name, run
        self._traces = (Trace(), Trace())
        self.plot.setTitle(name.replace("_", " ") if name else "", size=_text_size(), color=themes().current.quiet)

    def draw(self, log: bool) -> None:
        """Draw the curves as far as they go."""
        logs = self.run.logs if self.run is not None else {}
        for curve, trace, key in zip(
            (self.train, self.validation), self._traces, (self.name, f"val_{self.name}"), strict=True
        ):
            if key in logs:
                trace.follow(logs[key])
            xs, ys = trace.points(positive=log)
            curve.setData(xs, ys, antialias=len(xs) < SMOOTH)

    def paint(self) -> None:
        """Take the theme's colours."""
        theme = themes().current
        self.train.setPen(pen(theme.train))
        self.validation.setPen(pen(theme.validation, Qt.PenStyle.DashLine))
        self.cross.setPen(pen(theme.quiet, width=1))
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pen(theme.border, width=1))
            axis.setTextPen(QColor(theme.quiet))
        self.plot.showGrid(x=False, y=True, alpha=0.15)
        self.legend.setLabelTextColor(QColor(theme.text))
        for _, label in self.legend.items:
            label.setText(label.text)


class Curves(pg.GraphicsLayoutWidget):
    """Loss on the left, the first metric on the right, both over the epochs. Hovering tells the values."""

    told = Signal(str)
    """The values under the mouse, or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Curves of loss and metric over the epochs")
        self.setMinimumSize(200, 90)
        self._run: Run | None = None
        self._log = False
        self._wanted = True
        self.ci.layout.setContentsMargins(4, 2, 8, 2)
        self.charts = (Chart(self.ci, 0), Chart(self.ci, 1))
        self.charts[1].plot.setXLink(self.charts[0].plot)
        for column in range(len(self.charts)):
            self.ci.layout.setColumnStretchFactor(column, 1)
            self.ci.layout.setColumnPreferredWidth(column, 100)
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(REDRAW_MS)
        self._pace.timeout.connect(self._redraw)
        self.scene().sigMouseMoved.connect(self._hover)
        themes().changed.connect(self._paint)
        self._paint()

    def show_run(self, run: Run | None) -> None:
        """Draw another run from now on."""
        self._run = run
        for chart in self.charts:
            chart.plot.enableAutoRange()
        self._redraw()

    def advance(self) -> None:
        """The run has more epochs: draw them soon."""
        if not self._pace.isActive():
            self._pace.start()

    def set_log(self, on: bool) -> None:
        """Draw the loss over a logarithmic scale, or a linear one."""
        self._log = on
        self.charts[0].plot.setLogMode(y=on)
        self.charts[0].plot.enableAutoRange()
        self._redraw()

    def values_at(self, epoch: int) -> str:
        """What all curves have at one epoch, in words: `epoch 120: loss 0.012, validation 0.015`."""
        run = self._run
        if run is None or not 1 <= epoch <= run.epochs:
            return ""
        parts = []
        for name in [chart.name for chart in self.charts if chart.name]:
            for key, word in ((name, name.replace("_", " ")), (f"val_{name}", "validation")):
                log = run.logs.get(key)
                if log is not None and epoch <= len(log):
                    parts.append(f"{word} {log[epoch - 1]:.4g}")
        return f"epoch {epoch:,}: {', '.join(parts)}"

    def close(self) -> bool:
        """Closing empties the scene for good, so there is nothing left to paint."""
        themes().changed.disconnect(self._paint)
        self._pace.stop()
        return bool(super().close())

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().leaveEvent(event)
        self._point(None)

    def _hover(self, place: QPointF) -> None:
        for chart in self.charts:
            if chart.plot.sceneBoundingRect().contains(place):
                x = chart.plot.getViewBox().mapSceneToView(place).x()
                self._point(round(x) if math.isfinite(x) else None)
                return
        self._point(None)

    def _point(self, epoch: int | None) -> None:
        text = self.values_at(epoch) if epoch is not None else ""
        for chart in self.charts:
            chart.cross.setVisible(bool(text))
            if text and epoch is not None:
                chart.cross.setPos(epoch)
        self.told.emit(text)

    def _redraw(self) -> None:
        names = [*curve_names(self._run), ""][:2]
        for chart, name, log in zip(self.charts, names, (self._log, False), strict=True):
            if name != chart.name or chart.run is not self._run:
                chart.follow(name, self._run)
            chart.draw(log)
        self.charts[1].plot.setVisible(bool(names[1]))

    def _paint(self) -> None:
        self.setBackground(themes().current.panel)
        for chart in self.charts:
            chart.paint()
            chart.follow(chart.name, chart.run)  # the title has its colour in itself
        self._redraw()


def _text_size() -> str:
    """A little smaller than the system's text."""
    return f"{0.9 * QApplication.font().pointSizeF():.1f}pt"


def curve_names(run: Run | None) -> list[str]:
    """The quantities a run has, the loss first; metrics are known from the plan before the first epoch."""
    if run is None:
        return ["loss"]
    found = [name for name in run.logs if not name.startswith("val_") and name != "loss"]
    return ["loss", *(found or run.plan.training.metrics)]


def pen(color: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine, width: float = 2) -> QPen:
    """A pen whose width does not change with the zoom."""
    return pg.mkPen(color, width=width, style=style)
