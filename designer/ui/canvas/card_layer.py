"""All cards as one item: far away plain boxes from one array, near by only what the viewport shows.

The cost of a canvas in Python is calls per frame. So a card near by is one picture, painted once for the
zoom in force and then copied; boxes are a single call for all of them.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from shiboken6 import Shiboken

from designer.ui.canvas.card_paint import outline, paint_card
from designer.ui.canvas.content import Card
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import MARGIN, NAME, STRIPE, WIDTH
from designer.ui.canvas.places import CardPlaces

LIMIT = 1200
"""How many card pictures are kept; a screen full of them is a few hundred."""


class CardLayer(QGraphicsItem):
    """Paints the cards of `places`. `selected` is drawn on top; `dimmed` pale, while wiring."""

    def __init__(self, places: CardPlaces, look: Look, bounds: QRectF) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.places = places
        self.look = look
        self.selected: Collection[str] = frozenset()
        self.dimmed: Collection[str] = frozenset()
        self._bounds = bounds
        self._pictures: dict[str, tuple[Card, bool, QPixmap]] = {}
        self._scale = 0.0

    def boundingRect(self) -> QRectF:
        return self._bounds

    def forget(self) -> None:
        """Paint every card anew: theme or font changed."""
        self._pictures.clear()
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        transform = painter.worldTransform()
        scale = transform.m11()
        rows = self.places.within(option.exposedRect, MARGIN)
        if not len(rows):
            return
        if scale < NAME:
            self._paint_boxes(painter, rows)
        elif painter.device() is not None and scale != self._scale:
            # A zoom in motion shows each scale once: a picture of it would never be used again.
            self._scale = scale
            self._pictures.clear()
            self._paint_near(painter, rows, transform, keep=False)
        else:
            self._paint_near(painter, rows, transform, keep=True)

    def _paint_near(self, painter: QPainter, rows: np.ndarray, transform: QTransform, keep: bool) -> None:
        ids = [self.places.ids[row] for row in rows]
        if self.selected:
            ids.sort(key=self.selected.__contains__)
        painter.save()
        if keep:
            painter.setWorldTransform(QTransform())
        for id in ids:
            painter.setOpacity(0.35 if id in self.dimmed else 1.0)
            if keep:
                self._copy(painter, id, transform)
            else:
                self._paint_one(painter, id, transform)
        painter.restore()

    def _paint_one(self, painter: QPainter, id: str, transform: QTransform) -> None:
        at = self.places.index[id]
        x, y = self.places.xy[at]
        painter.setWorldTransform(transform)
        painter.translate(x, y)
        card, height = self.places.cards[at], float(self.places.heights[at])
        paint_card(painter, card, height, self.look, transform.m11(), id in self.selected)

    def _copy(self, painter: QPainter, id: str, transform: QTransform) -> None:
        at = self.places.index[id]
        card, selected = self.places.cards[at], id in self.selected
        kept = self._pictures.get(id)
        if kept is None or kept[0] is not card or kept[1] is not selected:
            ratio = painter.device().devicePixelRatio()
            picture = self._picture(card, float(self.places.heights[at]), selected, transform.m11(), ratio)
            if len(self._pictures) >= LIMIT:
                self._pictures.clear()
            kept = self._pictures[id] = (card, selected, picture)
        x, y = self.places.xy[at]
        corner = transform.map(QPointF(x - MARGIN, y - MARGIN))
        painter.drawPixmap(QPoint(round(corner.x()), round(corner.y())), kept[2])

    def _picture(self, card: Card, height: float, selected: bool, scale: float, ratio: float) -> QPixmap:
        area = outline(height)
        size = area.size() * scale * ratio
        picture = QPixmap(int(np.ceil(size.width())), int(np.ceil(size.height())))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.scale(scale, scale)
        painter.translate(-area.topLeft())
        paint_card(painter, card, height, self.look, scale, selected)
        painter.end()
        return picture

    def _paint_boxes(self, painter: QPainter, rows: np.ndarray) -> None:
        """Cards from afar: a body and a stripe each, a few calls for all of them."""
        places = self.places
        boxes = np.empty((len(rows), 4))
        boxes[:, :2] = places.xy[rows]
        boxes[:, 2] = WIDTH
        boxes[:, 3] = places.heights[rows]
        painter.setPen(self.look.border_far)
        painter.setBrush(self.look.card)
        draw_rects(painter, boxes)
        painter.setPen(Qt.PenStyle.NoPen)
        groups: dict[str, list[int]] = {}
        for at, row in enumerate(rows):
            groups.setdefault(places.cards[row].family, []).append(at)
        boxes[:, 2] = STRIPE * 6
        for family, members in groups.items():
            painter.setBrush(self.look.family(family))
            draw_rects(painter, boxes[members])
        self._paint_marks(painter, rows)

    def _paint_marks(self, painter: QPainter, rows: np.ndarray) -> None:
        places = self.places
        painter.setBrush(Qt.BrushStyle.NoBrush)
        chosen = places.rows(self.selected)
        if chosen:
            pen = self.look.selected
            pen.setCosmetic(True)
            painter.setPen(pen)
            draw_rects(painter, _boxes(places, chosen))
            pen.setCosmetic(False)
        faulty = [row for row in rows if places.cards[row].problems]
        for row in faulty:
            self._paint_mark(painter, int(row))

    def _paint_mark(self, painter: QPainter, row: int) -> None:
        from designer.ui import theme

        severity = self.places.cards[row].severity
        assert severity is not None
        x, y = self.places.xy[row]
        painter.fillRect(QRectF(x + WIDTH - 40.0, y + 12.0, 28.0, 28.0), theme.color(severity.name.lower()))


def _boxes(places: CardPlaces, rows: list[int]) -> np.ndarray:
    widths = np.full((len(rows), 1), WIDTH)
    return np.concatenate([places.xy[rows], widths, places.heights[rows][:, None]], axis=1)


def draw_rects(painter: QPainter, boxes: np.ndarray) -> None:
    """Many rectangles (x, y, width, height) in one call; Qt reads the array's own memory."""
    kept = np.ascontiguousarray(boxes, dtype=np.float64)
    if len(kept):
        painter.drawRects(Shiboken.wrapInstance(kept.ctypes.data, QRectF), len(kept))
