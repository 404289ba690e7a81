"""One plot of a quantity over the epochs: its training curve solid, its validation curve dashed."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen
from PySide6.QtWidgets import QApplication, QGraphicsItem, QLabel

from designer.ui.theme import themes
from designer.ui.training.best_epoch import BestEpoch
from designer.ui.training.frame import Frame, Span
from designer.ui.training.run import Run
from designer.ui.training.trace import Floats, Trace

SMOOTH = 400
"""Longer curves are drawn without smoothing their edges, in half the time; so dense, nobody sees the difference."""


class Curve(pg.PlotDataItem):
    """A curve that asks for the whole frame of its chart, however far it is drawn."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def dataBounds(self, ax: int, **how: object) -> Span:
        return self._frame.y if ax else self._frame.x


class Chart:
    """One plot with a training and a validation curve of the same quantity."""

    def __init__(self, layout: pg.GraphicsLayout, column: int) -> None:
        self.name = ""
        self.run: Run | None = None
        self._log = False
        self._traces = (Trace(), Trace())
        self._frame = Frame()
        self.plot: pg.PlotItem = layout.addPlot(row=0, col=column)
        self.plot.setMenuEnabled(False)
        self.plot.hideButtons()
        self.plot.getViewBox().setDefaultPadding(0.04)
        self.plot.getViewBox().setMouseEnabled(x=True, y=False)
        self.plot.getAxis("left").setWidth(QFontMetrics(small_font()).horizontalAdvance("0.0000") + 12)
        for side in ("left", "bottom"):
            self.plot.getAxis(side).setTickFont(small_font())
            self.plot.getAxis(side).enableAutoSIPrefix(False)
            self.plot.getAxis(side).setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        below = self.plot.getAxis("bottom")
        below.setLabel("epoch", **{"font-size": f"{small_font().pointSizeF():.1f}pt"})
        below.setHeight(2 * QFontMetrics(small_font()).height() + 8)  # pyqtgraph leaves as much again between the two
        self.train, self.validation = Curve(self._frame), Curve(self._frame)
        self.train.curve.setSegmentedLineMode("on")  # line by line costs a fifth; a dashed one would lose its dashes
        self.cross = pg.InfiniteLine(angle=90, movable=False)
        self.cross.setVisible(False)
        self.mark = pg.InfiniteLine(angle=90, movable=False)
        self.mark.setVisible(False)
        self.best = BestEpoch()
        self.guess = pg.InfiniteLine(angle=0, movable=False)
        self.guess.setVisible(False)
        self.plot.addItem(self.train)
        self.plot.addItem(self.validation)
        for line in (self.cross, self.mark, self.best, self.guess):
            self.plot.addItem(line, ignoreBounds=True)

    def follow(self, name: str, run: Run | None) -> None:
        """From now on draw `name` and `val_<name>` of this run."""
        self.name, self.run = name, run
        self._traces = (Trace(), Trace())
        self._forget_frame()
        self._entitle()
        self._place_guess()

    def set_log(self, on: bool) -> None:
        """Draw over a logarithmic scale, or a linear one."""
        self._log = on
        self._forget_frame()
        self._place_guess()
        self.plot.setLogMode(y=on)
        self.plot.enableAutoRange()

    def draw(self, shown: float) -> None:
        """Draw the curves as far as so many epochs, in a frame for all there are."""
        run = self.run
        logs = run.logs if run is not None else {}
        points = []
        for trace, key in zip(self._traces, (self.name, f"val_{self.name}"), strict=True):
            if key in logs:
                trace.follow(logs[key])
            points.append(trace.points(positive=self._log))
        if run is not None:
            values = np.concatenate([ys for _, ys in points])
            self._frame.fit(run.epochs, run.total, np.log10(values) if self._log else values, bool(run.outcome))
        for curve, (xs, ys) in zip((self.train, self.validation), points, strict=True):
            curve.setData(*_as_far_as(shown, xs, ys), antialias=len(xs) < SMOOTH)
        self.best.show_ending(run.ending if run is not None and self.name == "loss" else None)

    def paint(self) -> None:
        """Take the theme's colours."""
        theme = themes().current
        self.train.setPen(pen(theme.train))
        self.validation.setPen(pen(theme.validation, Qt.PenStyle.DashLine))
        self.cross.setPen(pen(theme.quiet, width=1))
        self.mark.setPen(pen(theme.text, width=2))
        self.best.paint_as(theme.text)
        self.guess.setPen(pen(theme.quiet, Qt.PenStyle.DotLine, 1.5))
        for side in ("left", "bottom"):
            axis = self.plot.getAxis(side)
            axis.setPen(pen(theme.border, width=1))
            axis.setTextPen(QColor(theme.quiet))
        self.plot.showGrid(x=False, y=True, alpha=0.15)
        self._entitle()

    def _place_guess(self) -> None:
        """Stand the line of mere guessing at its height."""
        value = self.run.guessed(self.name) if self.run is not None else None
        drawn = value is not None and (value > 0 or not self._log)
        self.guess.setVisible(drawn)
        if value is not None and drawn:
            self.guess.setPos(math.log10(value) if self._log else value)

    def _entitle(self) -> None:
        """Write the title, which has its colour in itself."""
        size = f"{small_font().pointSizeF():.1f}pt"
        self.plot.setTitle(self.name.replace("_", " "), size=size, color=themes().current.quiet)
        height = QFontMetrics(small_font()).height() + 4  # pyqtgraph has 30 pixels for any text
        self.plot.titleLabel.setMaximumHeight(height)
        self.plot.layout.setRowFixedHeight(0, height)

    def _forget_frame(self) -> None:
        self._frame.x = self._frame.y = (None, None)


class Legend(QLabel):
    """What the kinds of line mean, in a row of its own: over the curves it would cover them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(small_font())
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        themes().changed.connect(self._write)
        self._write()

    def _write(self) -> None:
        theme = themes().current
        self.setText(
            f'<b style="color:{theme.train}">——</b>&nbsp; training &nbsp; &nbsp; '
            f'<b style="color:{theme.validation}">– – –</b>&nbsp; validation &nbsp; &nbsp; '
            f'<b style="color:{theme.quiet}">· · ·</b>&nbsp; mere guessing'
        )


def pen(color: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine, width: float = 2) -> QPen:
    """A pen whose width does not change with the zoom."""
    return pg.mkPen(color, width=width, style=style)


def _as_far_as(shown: float, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """The points up to an epoch, and where the line to the next one has come."""
    count = int(np.searchsorted(xs, shown, side="right"))
    if count == 0 or count == len(xs):
        return xs[:count], ys[:count]
    share = (shown - xs[count - 1]) / (xs[count] - xs[count - 1])
    end = ys[count - 1] + share * (ys[count] - ys[count - 1])
    return np.append(xs[:count], shown), np.append(ys[:count], end)


def small_font() -> QFont:
    """A little smaller than the system's text."""
    font = QApplication.font()
    font.setPointSizeF(0.9 * font.pointSizeF())
    return font
