"""Pictures of open cards, kept for as long as they show the same, and made anew a few at a time.

A card of 24 units by 24 inputs is six hundred lines, which take some milliseconds. So a frame draws new pictures only
until its time is up: what is not done yet shows as it was, stretched if the zoom has changed, and is done next.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap, QTransform

from designer.ui.canvas.content import Card
from designer.ui.canvas.inside.opened import Opened
from designer.ui.canvas.inside.paint import paint_inside, paint_note
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import WIDTH
from designer.ui.canvas.picture_store import PictureStore
from designer.ui.canvas.tiers import Tier, arrived

FRAME_SECONDS = 0.006
"""How long a frame may make new pictures."""
SOON_MS = 12
MOST_PIXELS = 30_000_000
"""How many pixels of pictures are kept, about 120 MB; only close by it comes to so much."""


@dataclass(frozen=True)
class Kept:
    """A picture, and what it was made from."""

    picture: QPixmap
    card: Card
    opened: Opened
    scale: float
    look: Look

    @property
    def pictures(self) -> tuple[QPixmap, ...]:
        return (self.picture,)

    def shows(self, card: Card, opened: Opened, scale: float, look: Look) -> bool:
        return self.card is card and self.opened is opened and self.scale == scale and self.look is look


class Insides(QObject):
    """Draws the insides of cards. `opened` are those that are known; `note` says why others are not."""

    def __init__(self, update: Callable[[], None], owner: QObject) -> None:
        super().__init__(owner)
        self.opened: Mapping[str, Opened] = {}
        self.note = ""
        self._update = update
        self._kept: PictureStore[str, Kept] = PictureStore(MOST_PIXELS)
        self._spent = 0.0
        self._longest = 0.0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._update)

    def show(self, opened: Mapping[str, Opened], note: str = "") -> None:
        """Show other insides."""
        if opened != self.opened or note != self.note:
            self.opened, self.note = opened, note
            self._update()

    def opening(self, id: str, scale: float) -> float:
        """How far a card's inside shows over its words, from 0 to 1. Units without weights show once maps fit."""
        found = self.opened.get(id)
        if found is None:
            return 0.0
        if found.has_weights:
            return arrived(Tier.OPEN, scale)
        return arrived(Tier.MAPS, scale) if found.has_maps else 0.0

    def begin(self) -> None:
        """A frame begins."""
        self._spent = 0.0

    def draw(self, painter: QPainter, id: str, card: Card, height: float, look: Look, scale: float) -> None:
        """Draw over a card that the painter's origin and scale are those of."""
        opening = self.opening(id, scale)
        if opening <= 0.0:
            self._draw_note(painter, card, height, look, scale)
            return
        kept = self._picture(id, card, height, look, scale, painter.device().devicePixelRatioF())
        if kept is not None:
            painter.save()
            painter.setOpacity(opening * painter.opacity())
            self._copy(painter, kept.picture, height, kept.scale == scale)
            painter.restore()

    def _copy(self, painter: QPainter, picture: QPixmap, height: float, sharp: bool) -> None:
        if sharp:
            # On whole pixels, as the card below it is.
            place = painter.worldTransform()
            painter.setWorldTransform(QTransform.fromTranslate(round(place.dx()), round(place.dy())))
            painter.drawPixmap(0, 0, picture)
        else:
            painter.drawPixmap(QRectF(0.0, 0.0, WIDTH, height), picture, QRectF(picture.rect()))

    def _draw_note(self, painter: QPainter, card: Card, height: float, look: Look, scale: float) -> None:
        share = arrived(Tier.OPEN, scale)
        if self.note and share > 0.0 and card.node.kind == "Dense":
            painter.save()
            painter.setOpacity(share * painter.opacity())
            paint_note(painter, self.note, height, look, scale)
            painter.restore()

    def _picture(self, id: str, card: Card, height: float, look: Look, scale: float, ratio: float) -> Kept | None:
        opened, kept = self.opened[id], self._kept.get(id)
        if kept is not None and kept.shows(card, opened, scale, look):
            return kept
        if self._spent > 0.0 and self._spent + self._longest > FRAME_SECONDS:
            self._soon.start()
            return kept
        begun = time.perf_counter()
        kept = Kept(picture_of(card, height, opened, look, scale, ratio), card, opened, scale, look)
        self._kept.put(id, kept)
        self._longest = time.perf_counter() - begun
        self._spent += self._longest
        return kept


def picture_of(card: Card, height: float, opened: Opened, look: Look, scale: float, ratio: float) -> QPixmap:
    """The inside of a card as a picture of the card's own rectangle."""
    picture = QPixmap(ceil(WIDTH * scale * ratio), ceil(height * scale * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.scale(scale, scale)
    paint_inside(painter, card, height, opened, look, scale)
    painter.end()
    return picture
