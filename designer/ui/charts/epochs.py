"""What every plot over the epochs of a run looks like: its axes, its letters, its grid."""

from __future__ import annotations

import html
import warnings
from collections.abc import Callable
from contextlib import suppress

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen
from PySide6.QtWidgets import QApplication

from designer.ui.language import tr
from designer.ui.theme import themes

SIDES = ("left", "bottom")


def dress(plot: pg.PlotItem) -> None:
    """Once: epochs below, nothing to press, and only the epochs move with the mouse."""
    font = small_font()
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.getViewBox().setDefaultPadding(0.04)
    plot.getViewBox().setMouseEnabled(x=True, y=False)
    for side in SIDES:
        plot.getAxis(side).setTickFont(font)
        plot.getAxis(side).enableAutoSIPrefix(False)
    below = plot.getAxis("bottom")
    below.setLabel(tr("epoch"), **{"font-size": f"{font.pointSizeF():.1f}pt"})
    below.setHeight(2 * QFontMetrics(font).height() + 8)  # pyqtgraph leaves as much again between the two


def paint(plot: pg.PlotItem) -> None:
    """Take the theme's colours."""
    theme = themes().current
    for side in SIDES:
        axis = plot.getAxis(side)
        axis.setPen(pen(theme.border, width=1))
        axis.setTextPen(QColor(theme.quiet))
    plot.showGrid(x=False, y=True, alpha=0.15)


def entitle(plot: pg.PlotItem, text: str) -> None:
    """Write the title, which has its colour in itself."""
    font = small_font()
    plot.titleLabel.updateMin = _keep_least  # or a chart with a longer title takes its room from the one beside it
    plot.setTitle(html.escape(tr(text)), size=f"{font.pointSizeF():.1f}pt", color=themes().current.quiet)
    height = QFontMetrics(font).height() + 4  # pyqtgraph has 30 pixels for any text
    plot.titleLabel.setMaximumHeight(height)
    plot.titleLabel.setMinimumWidth(0)
    plot.layout.setRowFixedHeight(0, height)


def _keep_least() -> None:
    """In the place of pyqtgraph's, which makes the words of a title the least width there is, whenever it is resized."""


def let_go(paint: Callable[[], object]) -> None:
    """Paint for no theme any more: closing empties a scene for good. It may have been closed before."""
    with suppress(RuntimeError), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        themes().changed.disconnect(paint)


def pen(color: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine, width: float = 2) -> QPen:
    """A pen whose width does not change with the zoom."""
    return pg.mkPen(color, width=width, style=style)


def small_font() -> QFont:
    """A little smaller than the system's text."""
    font = QApplication.font()
    font.setPointSizeF(0.9 * font.pointSizeF())
    return font
