"""Live curves of a run: loss and one metric side by side, training solid, validation dashed.

Importing this module loads pyqtgraph, which takes a third of a second: the window does so after it is shown.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from designer.catalogue.metrics import log_names
from designer.ui.charts.epochs import let_go
from designer.ui.charts.taking import Taking
from designer.ui.language import tr
from designer.ui.theme import themes
from designer.ui.training.chart import Chart
from designer.ui.training.reveal import Reveal, motion_wanted
from designer.ui.training.run import Run

CHARTS = 2
ROOM_FOR_TWO = 280
"""How wide the charts have to be for a second one beside the loss."""
RATE = "learning_rate"
"""Every run has it; it is drawn where it is asked for, as most often it is one straight line."""
REDRAW_MS = 40
"""About as often as the worker tells of new epochs."""
SHARE = 4
"""A redraw is followed by a pause this many times as long as it took, so that a slow machine stays at hand."""


class Curves(pg.GraphicsLayoutWidget):
    """Loss on the left, the first metric on the right, both over the epochs. Hovering tells the values.

    With `lively` the curves grow smoothly; by default they do where the system wants things to move. A chart takes
    some time to make: who has to be quick begins with no `charts` and adds them one by one.
    """

    charts: list[Chart] = []  # noqa: RUF012  (pyqtgraph resizes the widget while it is being made)
    told = Signal(str)
    """The values under the mouse, or nothing."""

    def __init__(self, parent: QWidget | None = None, *, lively: bool | None = None, charts: int = CHARTS) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Curves of loss and metric over the epochs"))
        self.setMinimumSize(200, 90)
        self.taking = Taking(self, "curves", self._rows)
        self._run: Run | None = None
        self._log = False
        self._weight = 0.0
        self._second = ""
        self._cost = 0.0
        self._told = ""
        self.reveal = Reveal(motion_wanted() if lively is None else lively)
        self.ci.layout.setContentsMargins(4, 2, 8, 2)
        self.charts = []
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.timeout.connect(self._next)
        self.scene().sigMouseMoved.connect(self._hover)
        themes().changed.connect(self._paint)
        for _ in range(charts):
            self.add_chart()
        self._paint()

    def add_chart(self) -> None:
        """Make room for one quantity more."""
        column = len(self.charts)
        chart = Chart(self.ci, column)
        self.ci.layout.setColumnStretchFactor(column, 1)
        self.ci.layout.setColumnPreferredWidth(column, 100)
        if self.charts:
            chart.plot.setXLink(self.charts[0].plot)
        chart.smooth(self._weight)
        chart.paint()
        self.charts.append(chart)

    def show_run(self, run: Run | None) -> None:
        """Draw another run from now on."""
        self._run = run
        self.reveal.finish(run.epochs if run is not None else 0)
        for chart in self.charts:
            chart.follow(chart.name, run)  # anew also for the same run: it may go on from an earlier epoch
            chart.plot.enableAutoRange()
        self._redraw()

    def advance(self) -> None:
        """The run has more epochs, or came to its end: draw that soon."""
        if self.isVisible() and not self._pace.isActive():
            self.reveal.wake(time.perf_counter())
            self._wait()

    def set_log(self, on: bool) -> None:
        """Draw the loss over a logarithmic scale, or a linear one."""
        self._log = on
        self.charts[0].set_log(on)
        self._redraw()

    def set_smoothing(self, weight: float) -> None:
        """Draw averages, in which each epoch counts `weight` times the next; 0: the curves themselves."""
        self._weight = weight
        for chart in self.charts:
            chart.smooth(weight)
        self._redraw()

    def set_second(self, name: str) -> None:
        """Draw this beside the loss: a metric or the learning rate; nothing chosen is the first metric."""
        self._second = name
        self._redraw()

    def values_at(self, epoch: int) -> str:
        """What all curves have at one epoch, in words: `epoch 120: loss 0.012, validation 0.015`."""
        run = self._run
        if run is None or not 1 <= epoch <= run.epochs:
            return ""
        parts = []
        best = (" (best)" if run.outcome else " (best so far)") if run.best_epoch[0] == epoch else ""
        for name in [chart.name for chart in self.charts if chart.name]:
            for key, word in ((name, name.replace("_", " ")), (f"val_{name}", "validation")):
                log = run.logs.get(key)
                if log is not None and epoch <= len(log):
                    parts.append(f"{word} {log[epoch - 1]:.4g}")
        return f"epoch {epoch:,}{best}: {', '.join(parts)}"

    def mark(self, epoch: int) -> None:
        """Stand a line at the epoch the network was taken back to; 0 takes it away."""
        for chart in self.charts:
            chart.mark.setVisible(epoch > 0)
            chart.mark.setPos(epoch)

    def _rows(self) -> Iterator[Sequence[object]]:
        """Everything a run has told, an epoch a line."""
        logs = self._run.logs if self._run is not None else {}
        yield ("epoch", *logs)
        yield from zip_longest(range(1, (self._run.epochs if self._run is not None else 0) + 1), *logs.values())

    def close(self) -> bool:
        """Closing empties the scene for good, so there is nothing left to paint. It may be closed again."""
        let_go(self._paint)
        self._pace.stop()
        self.charts = []
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_charts()

    def _show_charts(self) -> None:
        """Those that have something to show and room for it; the others leave theirs to them."""
        for column, chart in enumerate(self.charts):
            shown = bool(chart.name) and (column == 0 or self.width() >= ROOM_FOR_TWO)
            chart.plot.setVisible(shown)
            self.ci.layout.setColumnStretchFactor(column, int(shown))
            self.ci.layout.setColumnPreferredWidth(column, 100 if shown else 0)

    def showEvent(self, event: QShowEvent) -> None:
        """What came while nobody could see it is drawn at once."""
        super().showEvent(event)
        self.show_now()

    def show_now(self) -> None:
        """Draw all there is."""
        self.reveal.finish(self._run.epochs if self._run is not None else 0)
        self._redraw()

    def paintEvent(self, event: QPaintEvent) -> None:
        began = time.perf_counter()
        super().paintEvent(event)
        self._cost += time.perf_counter() - began

    def _wait(self) -> None:
        self._pace.start(max(REDRAW_MS, round(1000 * SHARE * self._cost)))
        self._cost = 0.0

    def _next(self) -> None:
        now = time.perf_counter()
        self.reveal.move(self._run.epochs if self._run is not None else 0, now)
        self._redraw()
        self._cost += time.perf_counter() - now
        if not self.reveal.complete:
            self._wait()

    def _redraw(self) -> None:
        loss, *others = curve_names(self._run)
        second = self._second if self._second in others else next((name for name in others if name != RATE), "")
        if not second and self._rate_changes():
            second = RATE
        names = [loss, second]
        self._tell()
        for chart, name in zip(self.charts, names, strict=False):
            if name != chart.name or chart.run is not self._run:
                chart.follow(name, self._run)
            chart.draw(self.reveal.shown)
        self._show_charts()

    def _rate_changes(self) -> bool:
        rates = self._run.logs.get(RATE) if self._run is not None else None
        return bool(rates) and rates[0] != rates[-1]

    def _tell(self) -> None:
        """In words: which epoch was best, and what came out once the run is over."""
        run, said = self._run, ""
        epoch, monitor = run.best_epoch if run is not None else (0, "")
        if run is not None and run.outcome:
            best = f". {monitor} was best in epoch {epoch:,}" if epoch else ""
            said = f"{self.values_at(run.epochs)}{best}".strip(". ")
        elif epoch:
            said = f"Best so far: epoch {epoch:,}"
        if said != self._told:
            self._told = said
            self.setAccessibleDescription(tr(said))

    def _paint(self) -> None:
        self.setBackground(themes().current.panel)
        for chart in self.charts:
            chart.paint()
        self._redraw()


def curve_names(run: Run | None) -> list[str]:
    """The quantities a run has, the loss first; metrics are known from the plan before the first epoch."""
    if run is None:
        return ["loss"]
    found = [name for name in run.logs if not name.startswith("val_") and name != "loss"]
    return ["loss", *(found or (*log_names(run.plan.training.metrics), RATE))]
