"""All cards as one item: far away plain boxes from one array, near by only what the viewport shows.

The cost of a canvas in Python is calls per frame. So a card near by is a picture that is copied; boxes are a
single call for all of them.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.ui.canvas.card_paint import paint_card, paint_plain
from designer.ui.canvas.card_pictures import CardPictures
from designer.ui.canvas.far_paint import paint_boxes
from designer.ui.canvas.inside.pictures import Insides
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import MARGIN, WIDTH
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.strips import whole
from designer.ui.canvas.tiers import Tier, tier_of
from designer.ui.painting import is_pixels

LARGEST_KEPT = 4.0
"""The scale above which a card's picture would take more memory than painting the few cards takes time."""
AROUND = 4.0
"""How far out of a card what marks it may reach on the screen, however small the card is there."""
PALE = 0.35
"""The opacity of cards that do not take the wire in hand."""
MANY = 200
"""Of more cards than this, all are painted again where some changed: to tell which takes longer."""


class CardLayer(QGraphicsItem):
    """Paints the cards of `places`. `selected` is drawn on top; `dimmed` pale, while wiring.

    What asks for another frame later ends with `owner`, which must not outlive this.
    """

    def __init__(self, places: CardPlaces, look: Look, bounds: QRectF, owner: QObject) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.places = places
        self.look = look
        self.selected: Collection[str] = frozenset()
        self.dimmed: Collection[str] = frozenset()
        self._bounds = bounds
        self.pictures = CardPictures(self.update, owner)
        self.insides = Insides(self.update, owner)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def forget(self) -> None:
        """Paint every card anew: theme or font changed."""
        self.pictures.forget()
        self.update()

    def repaint(self, ids: Collection[str]) -> None:
        """Paint some cards again."""
        if len(ids) > MANY:
            self.update()
            return
        for id in ids:
            if id in self.places.index:
                self.update(self.places.rect(id).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        transform = painter.worldTransform()
        scale = transform.m11()
        rows = self.places.within(option.exposedRect, max(MARGIN, AROUND / scale))
        if not len(rows):
            return
        if tier_of(scale) is Tier.BOXES:
            paint_boxes(painter, self.places, rows, self.look, self.selected)
        else:
            self._paint_near(painter, rows, transform)

    def _paint_near(self, painter: QPainter, rows: np.ndarray, transform: QTransform) -> None:
        ordered, scale = rows.tolist(), transform.m11()
        copied = is_pixels(painter) and scale <= LARGEST_KEPT
        if self.selected:
            ordered.sort(key=self._is_selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if copied:
            self.pictures.begin(scale, painter.device().devicePixelRatio())
        if tier_of(scale) >= Tier.OPEN:
            self._paint_open(painter, ordered, transform, copied)
        elif copied:
            self._copy(painter, ordered, transform)
        else:
            for row in ordered:
                self._paint_one(painter, row, transform)
        painter.restore()

    def _paint_open(self, painter: QPainter, rows: list[int], transform: QTransform, copied: bool) -> None:
        """One card after the other, each with what is inside it over its words."""
        places = self.places
        self.insides.begin()
        for row in rows:
            if copied:
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
        """Copy the cards' pictures, larger or smaller while the zoom moves; sharp ones on whole pixels, so that they stay crisp."""
        scale, places, pictures, density = transform.m11(), self.places, self.pictures, self.pictures.density
        corners = whole(places.xy[rows] * scale + np.array([transform.dx(), transform.dy()]))
        painter.setWorldTransform(QTransform())
        # Around a card is nothing to smooth, and Qt takes twice as long to stretch a picture with edges that it smooths.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for row, (left, top), height in zip(rows, corners.tolist(), places.heights[rows].tolist(), strict=True):
            id = places.ids[row]
            if self.dimmed:
                painter.setOpacity(self._opacity(row))
            found = pictures.of(id, places.cards[row], height, id in self.selected, self.look)
            if found is None:
                # It was not painted yet: it comes without its words.
                paint_plain(painter, QRectF(left, top, WIDTH * scale, height * scale), self.look)
                continue
            face, name = found.face, found.name
            sharp = face.density == density
            if not sharp:
                face = pictures.stretched(face)
            painter.drawPixmap(left + face.left, top + face.top, face.picture)
            if name is not None and sharp:
                painter.drawPixmap(left + name.left, top + name.top, name.picture)
            elif name is not None:
                painter.drawPixmap(name.area(density / name.density, left, top), name.picture, name.source)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
