"""Draws a chart with pyqtgraph. Importing this module loads it, which takes a third of a second."""

from __future__ import annotations

import html
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen
from PySide6.QtWidgets import QWidget

from designer.ui.charts.content import Content, Series
from designer.ui.charts.epochs import let_go, small_font
from designer.ui.charts.taking import Taking
from designer.ui.charts.tones import QUIET, dashes, tone
from designer.ui.language import tr
from designer.ui.plain import tip
from designer.ui.theme import color, themes

EMPTY = Content("", "", "")
SYMBOLS = ("o", "s", "t", "d")
MOST_SMOOTH = 2_000
LETTERS = 18
"""How much of a name stands up the side."""


class Plot(pg.PlotWidget):
    """Shows one content at a time; its name and summary are told to assistive tools."""

    chosen = Signal(int)
    """The key of a point that was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.content = EMPTY
        self._written: tuple[object, ...] = ()
        line = self.fontMetrics().height()
        self.setMinimumSize(14 * line, 8 * line)
        self.taking = Taking(self, "chart", self._rows)
        item = self.getPlotItem()
        item.setMenuEnabled(False)
        item.hideButtons()
        item.getViewBox().setMouseEnabled(x=False, y=False)
        for side in ("left", "bottom"):
            item.getAxis(side).enableAutoSIPrefix(False)
        themes().changed.connect(self._paint)

    def show_content(self, content: Content) -> None:
        """Draw this."""
        self.content = content
        self.taking.rename(content.title or "chart")
        self.setAccessibleName(tr(content.title))
        self.setAccessibleDescription(tr(content.summary))
        self.setToolTip(tip(tr(content.summary)))
        self._paint()

    def close(self) -> bool:
        """Closing empties the scene for good, so there is nothing left to paint."""
        let_go(self._paint)
        return self.plotItem is None or bool(super().close())  # it may have been closed before

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(18 * line, 12 * line)

    def _rows(self):  # type: ignore[no-untyped-def]
        return self.content.rows()

    def _paint(self) -> None:
        content, item = self.content, self.getPlotItem()
        self.setBackground(color("panel"))
        item.clear()
        words = (content.title, content.across, content.up, content.names, bool(content.x), themes().current)
        if words != self._written:  # writing takes as long as drawing, and most often stays the same
            self._written = words
            self._write(content)
        for one in content.series:
            self._add(one)
        item.setAspectLocked(content.square)
        self._frame(content)

    def _frame(self, content: Content) -> None:
        box = self.getPlotItem().getViewBox()
        box.enableAutoRange()
        if content.x is not None:
            box.setXRange(*content.x, padding=0.04)
        if content.y is not None:
            box.setYRange(*content.y, padding=0.04)

    def _write(self, content: Content) -> None:
        """The title and what stands along the axes."""
        item, font = self.getPlotItem(), small_font()
        size = {"font-size": f"{font.pointSizeF():.1f}pt", "color": themes().current.quiet}
        item.setTitle(html.escape(tr(content.title)) or None, size=size["font-size"], color=themes().current.text)
        height = QFontMetrics(font).height()
        item.titleLabel.setMaximumHeight(height + 4)
        item.layout.setRowFixedHeight(0, height + 4 if content.title else 0)
        for side, text in (("left", content.up), ("bottom", content.across)):
            axis = item.getAxis(side)
            axis.setTickFont(font)
            axis.setLabel(html.escape(tr(text)), **size)
            axis.setPen(pg.mkPen(color("border")))
            axis.setTextPen(color("quiet"))
        item.getAxis("bottom").setHeight(2 * height + 10)
        self._write_names(content.names, font)
        item.showGrid(x=not content.names and bool(content.x), y=not content.names, alpha=0.15)

    def _write_names(self, names: Sequence[str], font: QFont) -> None:
        axis, text = self.getPlotItem().getAxis("left"), QFontMetrics(font)
        if not names:
            axis.setTicks(None)
            axis.setWidth(text.horizontalAdvance("0.000") + text.height() + 14)
            return
        short = [name if len(name) <= LETTERS else f"{name[: LETTERS - 1]}…" for name in names]
        axis.setTicks([list(enumerate(short))])
        axis.setWidth(max(text.horizontalAdvance(name) for name in short) + 14)

    def _add(self, one: Series) -> None:
        draw = {"line": self._line, "rule": self._rule, "bars": self._bars, "lying": self._lying}
        draw.get(one.shape, self._points)(one)

    def _line(self, one: Series) -> None:
        line = pg.mkPen(tone(one.tone), width=2, style=dashes(one.tone))
        self.addItem(pg.PlotCurveItem(_floats(one.xs), _floats(one.ys), pen=line, antialias=len(one.xs) < MOST_SMOOTH))

    def _rule(self, one: Series) -> None:
        thin = pg.mkPen(color("quiet"), width=1, style=Qt.PenStyle.DashLine)
        self.addItem(pg.PlotCurveItem(_floats(one.xs), _floats(one.ys), pen=thin, antialias=True))

    def _bars(self, one: Series) -> None:
        fill = tone(one.tone)
        fill.setAlphaF(0.75)
        widths = _floats(one.widths) if len(one.widths) > 1 else (one.widths[0] if one.widths else 0.8)
        self.addItem(pg.BarGraphItem(x=_floats(one.xs), height=_floats(one.ys), width=widths, brush=fill, pen=pg.mkPen(color("panel"))))  # fmt: skip

    def _lying(self, one: Series) -> None:
        ends, places = _floats(one.xs), _floats(one.ys)
        fill = tone(one.tone)
        fill.setAlphaF(0.75)
        self.addItem(pg.BarGraphItem(x0=np.minimum(ends, 0), x1=np.maximum(ends, 0), y=places, height=0.7, brush=fill, pen=pg.mkPen(None)))  # fmt: skip
        if one.spread:
            spread = _floats(one.spread)
            self.addItem(pg.ErrorBarItem(x=ends, y=places, left=spread, right=spread, beam=0.3, pen=pg.mkPen(color("text"), width=1.5)))  # fmt: skip

    def _points(self, one: Series) -> None:
        marks = one.shape == "marks"
        fill = color("quiet") if one.tone == QUIET else QColor(tone(one.tone))
        fill.setAlphaF(1.0 if marks else 0.55)
        border: QPen = pg.mkPen(color("text"), width=1.2) if marks else pg.mkPen(None)
        points = pg.ScatterPlotItem(
            x=_floats(one.xs), y=_floats(one.ys), size=9 if marks else 6, symbol=SYMBOLS[one.tone % len(SYMBOLS)],
            brush=fill, pen=border, data=list(one.keys) or None, hoverable=bool(one.keys), tip=None,
        )  # fmt: skip
        if one.keys:
            points.sigClicked.connect(self._clicked)
        self.addItem(points)

    def _clicked(self, item: object, points: Sequence[object], event: object = None) -> None:
        if len(points):
            self.chosen.emit(int(points[0].data()))  # type: ignore[attr-defined]


def _floats(values: Sequence[float]) -> np.ndarray:
    return np.asarray(values, dtype=float)
