"""Rings around what was found, one call for all of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.ui import theme
from designer.ui.canvas.bulk import draw_rects
from designer.ui.canvas.scene import BOUNDS, CanvasScene

AROUND = 6.0
WIDTH_HERE, WIDTH_OTHERS = 4.0, 2.0
"""How thick the ring around the present hit is, and around the others, in pixels."""


class FoundMarks(QGraphicsItem):
    """Marks hits on the level that shows."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._canvas = scene
        self.hits: Sequence[str] = ()
        self.here: str | None = None
        scene.addItem(self)

    def boundingRect(self) -> QRectF:
        return BOUNDS

    def mark(self, hits: Sequence[str], here: str | None) -> None:
        """Ring these, `here` most; cards that are none of them go pale while there are any."""
        self.hits, self.here = hits, here
        found = set(hits)
        self._canvas.marked.dim(
            id for id in self._canvas.places.ids if id not in found
        ) if hits else self._canvas.marked.dim(())
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not self.hits:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(self.hits) < 1500)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(WIDTH_OTHERS))
        draw_rects(painter, self._boxes())
        if self.here is not None and self._canvas.shows(self.here):
            painter.setPen(_pen(WIDTH_HERE))
            painter.drawRect(self._canvas.rect_of(self.here).adjusted(-AROUND, -AROUND, AROUND, AROUND))

    def _boxes(self) -> np.ndarray:
        cards, areas = self._canvas.places, self._canvas.areas.places
        rows, others = cards.rows(self.hits), areas.rows(self.hits)
        sizes = (
            np.stack([np.full(len(rows), cards.rect(cards.ids[0]).width()), cards.heights[rows]], axis=1)
            if rows
            else np.zeros((0, 2))
        )
        xy = np.concatenate([cards.xy[rows], areas.xy[others]])
        sizes = np.concatenate([sizes, areas.sizes[others]])
        return np.concatenate([xy - AROUND, sizes + 2 * AROUND], axis=1)


def _pen(width: float) -> QPen:
    pen = QPen(theme.color("warning"), width)
    pen.setCosmetic(True)
    return pen
