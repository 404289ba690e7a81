"""One plot of a quantity over the epochs: its training curve solid, its validation curve dashed."""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGraphicsItem, QLabel

from designer.ui.charts import epochs
from designer.ui.charts.epochs import pen, small_font
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
        epochs.dress(self.plot)
        self.plot.getAxis("left").setWidth(QFontMetrics(small_font()).horizontalAdvance("0.0000") + 12)
        for side in epochs.SIDES:
            self.plot.getAxis(side).setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
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
        epochs.entitle(self.plot, self.name.replace("_", " "))
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
        epochs.paint(self.plot)
        epochs.entitle(self.plot, self.name.replace("_", " "))

    def _place_guess(self) -> None:
        """Stand the line of mere guessing at its height."""
        value = self.run.guessed(self.name) if self.run is not None else None
        drawn = value is not None and (value > 0 or not self._log)
        self.guess.setVisible(drawn)
        if value is not None and drawn:
            self.guess.setPos(math.log10(value) if self._log else value)

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


def _as_far_as(shown: float, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """The points up to an epoch, and where the line to the next one has come."""
    count = int(np.searchsorted(xs, shown, side="right"))
    if count == 0 or count == len(xs):
        return xs[:count], ys[:count]
    share = (shown - xs[count - 1]) / (xs[count] - xs[count - 1])
    end = ys[count - 1] + share * (ys[count] - ys[count - 1])
    return np.append(xs[:count], shown), np.append(ys[:count], end)
