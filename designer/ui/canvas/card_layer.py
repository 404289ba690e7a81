"""All cards as one item: far away plain boxes from one array, near by only what the viewport shows.

The cost of a canvas in Python is calls per frame. So a card near by is one picture, painted once for the
zoom in force and then copied; boxes are a single call for all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget
from shiboken6 import Shiboken

from designer.analysis import Severity
from designer.ui.canvas.block_paint import paint_far
from designer.ui.canvas.card_paint import outline, paint_card
from designer.ui.canvas.content import Card
from designer.ui.canvas.inside.pictures import Insides
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import MARGIN, STRIPE, WIDTH
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.tiers import Tier, tier_of

LIMIT = 1200
"""How many card pictures are kept; a screen full of them is a few hundred."""


MARK = 30.0
"""How large an error's mark is from afar; lesser trouble has a smaller one."""
LARGEST_KEPT = 4.0
"""The scale above which a card's picture would take more memory than painting the few cards takes time."""
BEHIND = 14.0
"""How far the card below the first sticks out of a block that is seen from afar."""
PALE = 0.35
"""The opacity of cards that do not take the wire in hand."""


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
        self.insides = Insides(self.update)

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
        if tier_of(scale) is Tier.BOXES:
            self._paint_boxes(painter, rows)
        elif painter.device() is not None and (scale != self._scale or scale > LARGEST_KEPT):
            # A zoom in motion shows each scale once: a picture of it would never be used again.
            self._scale = scale
            self._pictures.clear()
            self._paint_near(painter, rows, transform, keep=False)
        else:
            self._paint_near(painter, rows, transform, keep=True)

    def _paint_near(self, painter: QPainter, rows: np.ndarray, transform: QTransform, keep: bool) -> None:
        ordered = rows.tolist()
        if self.selected:
            ordered.sort(key=self._is_selected)
        painter.save()
        if tier_of(transform.m11()) >= Tier.OPEN:
            self._paint_open(painter, ordered, transform, keep)
        elif keep:
            self._copy(painter, ordered, transform)
        else:
            for row in ordered:
                self._paint_one(painter, row, transform)
        painter.restore()

    def _paint_open(self, painter: QPainter, rows: list[int], transform: QTransform, keep: bool) -> None:
        """One card after the other, each with what is inside it over its words."""
        places = self.places
        self.insides.begin()
        for row in rows:
            if keep:
                self._copy(painter, [row], transform)
            else:
                self._paint_one(painter, row, transform)
            painter.setWorldTransform(transform)
            painter.translate(*places.xy[row])
            painter.setOpacity(self._opacity(row))
            height = float(places.heights[row])
            self.insides.draw(painter, places.ids[row], places.cards[row], height, self.look, transform.m11())

    def _is_selected(self, row: int) -> bool:
        return self.places.ids[row] in self.selected

    def _opacity(self, row: int) -> float:
        return PALE if self.places.ids[row] in self.dimmed else 1.0

    def _paint_one(self, painter: QPainter, row: int, transform: QTransform) -> None:
        x, y = self.places.xy[row]
        painter.setWorldTransform(transform)
        painter.translate(x, y)
        painter.setOpacity(self._opacity(row))
        card, height = self.places.cards[row], float(self.places.heights[row])
        paint_card(painter, card, height, self.look, transform.m11(), self._is_selected(row))

    def _copy(self, painter: QPainter, rows: list[int], transform: QTransform) -> None:
        """Copy the cards' pictures, on whole pixels so that they stay crisp."""
        scale, ratio = transform.m11(), painter.device().devicePixelRatio()
        away = np.array([transform.dx(), transform.dy()])
        corners = np.rint((self.places.xy[rows] - MARGIN) * scale + away).astype(int).tolist()
        painter.setWorldTransform(QTransform())
        for row, (x, y) in zip(rows, corners, strict=True):
            if self.dimmed:
                painter.setOpacity(self._opacity(row))
            painter.drawPixmap(x, y, self._kept(row, scale, ratio))

    def _kept(self, row: int, scale: float, ratio: float) -> QPixmap:
        """The picture of a card, painted if it is not there or shows what was."""
        id, card = self.places.ids[row], self.places.cards[row]
        selected = id in self.selected
        kept = self._pictures.get(id)
        if kept is None or kept[0] is not card or kept[1] is not selected:
            picture = self._picture(card, float(self.places.heights[row]), selected, scale, ratio)
            if len(self._pictures) >= LIMIT:
                self._pictures.clear()
            kept = self._pictures[id] = (card, selected, picture)
        return kept[2]

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
        """Cards from afar: a body, a stripe and a mark for trouble, a few calls for all of them."""
        places = self.places
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(rows) < 1500)
        boxes = _boxes(places, rows)
        painter.setPen(self.look.border_far)
        painter.setBrush(self.look.card)
        stacks = boxes[places.folded[rows]]
        draw_rects(painter, stacks + np.array([BEHIND, BEHIND, 0.0, 0.0]))
        draw_rects(painter, boxes)
        painter.setPen(Qt.PenStyle.NoPen)
        boxes[:, 2] = STRIPE * 6
        families = places.family[rows]
        for at, name in enumerate(places.families):
            painter.setBrush(self.look.family(name))
            draw_rects(painter, boxes[families == at])
        if len(stacks):
            paint_far(painter, stacks.tolist(), [places.cards[row] for row in rows[places.folded[rows]]], self.look)
        self._paint_marks(painter, rows)

    def _paint_marks(self, painter: QPainter, rows: np.ndarray) -> None:
        """Trouble and selection from afar."""
        places = self.places
        severities = places.severity[rows]
        for severity in Severity:
            marked = rows[severities == severity]
            side = MARK * severity / Severity.ERROR
            spots = places.xy[marked] + np.array([WIDTH - 10.0 - side, 10.0])
            painter.setBrush(self.look.severities[severity])
            draw_rects(painter, np.concatenate([spots, np.full((len(marked), 2), side)], axis=1))
        chosen = places.rows(self.selected)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.look.selected_far)
            draw_rects(painter, _boxes(places, chosen))


def _boxes(places: CardPlaces, rows: Sequence[int] | np.ndarray) -> np.ndarray:
    widths = np.full((len(rows), 1), WIDTH)
    return np.concatenate([places.xy[rows], widths, places.heights[rows][:, None]], axis=1)


def draw_rects(painter: QPainter, boxes: np.ndarray) -> None:
    """Many rectangles (x, y, width, height) in one call; Qt reads the array's own memory."""
    kept = np.ascontiguousarray(boxes, dtype=np.float64)
    if len(kept):
        painter.drawRects(Shiboken.wrapInstance(kept.ctypes.data, QRectF), len(kept))
