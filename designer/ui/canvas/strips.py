"""A view that was scrolled keeps its pixels: only the strips that come in are painted, each by itself.

Around two strips, one at a side and one above, Qt would paint a rectangle, which is the whole view.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QGraphicsView, QWidget

DUST = 1e-6
"""In pixels: more than arithmetic can be wrong by."""
WORTH = 150_000
"""So many pixels fewer are worth another round of painting; else a rectangle around all parts is painted."""


class ScrolledView(QGraphicsView):
    """Paints all of its viewport, whose ground hides everything below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt moves only the pixels of what nothing shines through.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # So that the clip that is set for the ground holds for what lies on it; all items set the rest themselves.
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if not self.viewport().devicePixelRatio().is_integer():
            # What is moved ends within a pixel of the device, and shows a seam there.
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        for part in parts_of(event.region()):
            super().paintEvent(QPaintEvent(part))

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        # A smooth edge that reaches from one part into another would be painted twice there, and grow heavy.
        painter.setClipRect(rect)
        super().drawBackground(painter, rect)


def parts_of(region: QRegion) -> list[QRect]:
    """The rectangles to paint one by one where a region is bare."""
    around, parts = region.boundingRect(), list(region)
    spared = around.width() * around.height() - sum(part.width() * part.height() for part in parts)
    return parts if spared > WORTH * (len(parts) - 1) else [around]


def whole(places: np.ndarray) -> np.ndarray:
    """The whole pixels at which to paint: the same ones, as far further as a view is scrolled, also for halves of one."""
    pixels: np.ndarray = np.floor(places + (0.5 + DUST)).astype(int)
    return pixels
