"""One plot of a quantity over the epochs: its training curve solid, its validation curve dashed."""

from __future__ import annotations

import math
from array import array

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QGraphicsItem, QLabel

from designer.ui.charts import epochs
from designer.ui.charts.epochs import pen, small_font
from designer.ui.language import tr
from designer.ui.theme import themes
from designer.ui.training.averaging import Averaged
from designer.ui.training.best_epoch import BestEpoch
from designer.ui.training.frame import Frame, Span
from designer.ui.training.run import Run
from designer.ui.training.trace import Floats, Trace

SOFT = 400
"""Longer curves are drawn without softening their edges, in half the time; so dense, nobody sees the difference."""
PALE = 0.4
"""How much of its colour a curve keeps behind its average."""


class Curve(pg.PlotDataItem):
    """A curve that asks for the whole frame of its chart, however far it is drawn."""

    def __init__(self, frame: Frame) -> None:
        super().__init__()
        self._frame = frame

    def dataBounds(self, ax: int, **how: object) -> Span:
        return self._frame.y if ax else self._frame.x


class Line:
    """A quantity of a run as it is drawn: itself, or its average with itself pale behind."""

    def __init__(self, plot: pg.PlotItem, frame: Frame) -> None:
        self.behind, self.front = Curve(frame), Curve(frame)
        self.behind.setVisible(False)
        self.behind.setZValue(-1)
        for curve in (self.behind, self.front):
            plot.addItem(curve)
        self._weight = 0.0
        self.begin()

    def begin(self) -> None:
        """Another log is followed from now on."""
        self._raw, self._smooth, self._average = Trace(), Trace(), Averaged(self._weight)

    def smooth(self, weight: float) -> None:
        """Draw an average in which each epoch counts `weight` times the next; 0: the log itself."""
        self._weight = weight
        self._smooth, self._average = Trace(), Averaged(weight)
        self.behind.setVisible(weight > 0)

    def follow(self, log: array[float]) -> None:
        """Take what is new in a log."""
        self._raw.follow(log)
        if self._weight:
            self._smooth.follow(self._average.follow(log))

    def values(self, positive: bool) -> Floats:
        """What the frame has to have room for: an average lies within."""
        return self._raw.points(positive)[1]

    def draw(self, shown: float, positive: bool) -> None:
        """Draw as far as so many epochs; with `positive`, what no logarithm can show is left out."""
        points = self._raw.points(positive)
        if self._weight:
            _draw(self.behind, shown, *points)
            points = self._smooth.points(positive)
        _draw(self.front, shown, *points)

    def paint(self, color: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        """Take a colour."""
        self.front.setPen(pen(color, style))
        pale = QColor(color)
        pale.setAlphaF(PALE)
        self.behind.setPen(pg.mkPen(pale, width=1))


class Chart:
    """One plot with a training and a validation curve of the same quantity."""

    def __init__(self, layout: pg.GraphicsLayout, column: int) -> None:
        self.name = ""
        self.run: Run | None = None
        self._log = False
        self._frame = Frame()
        self.plot: pg.PlotItem = layout.addPlot(row=0, col=column)
        epochs.dress(self.plot)
        self.plot.getAxis("left").setWidth(QFontMetrics(small_font()).horizontalAdvance("0.0000") + 12)
        for side in epochs.SIDES:
            self.plot.getAxis(side).setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self._lines = Line(self.plot, self._frame), Line(self.plot, self._frame)
        self.train, self.validation = (line.front for line in self._lines)
        self.train.curve.setSegmentedLineMode("on")  # line by line costs a fifth; a dashed one would lose its dashes
        self.cross = pg.InfiniteLine(angle=90, movable=False)
        self.cross.setVisible(False)
        self.mark = pg.InfiniteLine(angle=90, movable=False)
        self.mark.setVisible(False)
        self.best = BestEpoch()
        self.guess = pg.InfiniteLine(angle=0, movable=False)
        self.guess.setVisible(False)
        for line in (self.cross, self.mark, self.best, self.guess):
            self.plot.addItem(line, ignoreBounds=True)

    def follow(self, name: str, run: Run | None) -> None:
        """From now on draw `name` and `val_<name>` of this run."""
        self.name, self.run = name, run
        for line in self._lines:
            line.begin()
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

    def smooth(self, weight: float) -> None:
        """Draw averages from now on, in which each epoch counts `weight` times the next."""
        for line in self._lines:
            line.smooth(weight)

    def draw(self, shown: float) -> None:
        """Draw the curves as far as so many epochs, in a frame for all there are."""
        run = self.run
        logs = run.logs if run is not None else {}
        for line, key in zip(self._lines, (self.name, f"val_{self.name}"), strict=True):
            if key in logs:
                line.follow(logs[key])
        if run is not None:
            values = np.concatenate([line.values(positive=self._log) for line in self._lines])
            self._frame.fit(run.epochs, run.total, np.log10(values) if self._log else values, bool(run.outcome))
        for line in self._lines:
            line.draw(shown, positive=self._log)
        self.best.show_run(run if self.name == "loss" else None, shown)

    def paint(self) -> None:
        """Take the theme's colours."""
        theme = themes().current
        training, validation = self._lines
        training.paint(theme.train)
        validation.paint(theme.validation, Qt.PenStyle.DashLine)
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
            f'<b style="color:{theme.train}">——</b>&nbsp; {tr("training")} &nbsp; &nbsp; '
            f'<b style="color:{theme.validation}">– – –</b>&nbsp; {tr("validation")} &nbsp; &nbsp; '
            f'<b style="color:{theme.quiet}">· · ·</b>&nbsp; {tr("mere guessing")}'
        )


def _draw(curve: Curve, shown: float, xs: Floats, ys: Floats) -> None:
    curve.setData(*_as_far_as(shown, xs, ys), antialias=len(xs) < SOFT)


def _as_far_as(shown: float, xs: Floats, ys: Floats) -> tuple[Floats, Floats]:
    """The points up to an epoch, and where the line to the next one has come."""
    count = int(np.searchsorted(xs, shown, side="right"))
    if count == 0 or count == len(xs):
        return xs[:count], ys[:count]
    share = (shown - xs[count - 1]) / (xs[count] - xs[count - 1])
    end = ys[count - 1] + share * (ys[count] - ys[count - 1])
    return np.append(xs[:count], shown), np.append(ys[:count], end)
