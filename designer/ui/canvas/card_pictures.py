"""A picture of each card near by, painted once and then copied; while the zoom moves, copied larger or smaller.

To paint a card anew takes as long as to copy twenty. So a zoom in motion shows the pictures there are, stretched, and
new ones only for cards that had none; once it rests, sharp ones take their place, some in each frame. What cards show
beside their names is painted once for all that show the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap

from designer.ui.canvas.card_paint import Face, face_of, outline, paint_card, paint_name, shows_name
from designer.ui.canvas.content import Card
from designer.ui.canvas.look import Look
from designer.ui.canvas.picture_store import PictureStore
from designer.ui.canvas.tiers import tier_of

MOST_PIXELS = 20_000_000
"""About 80 MB; a screen full of cards is a tenth of it."""
MOST_SHARED = 2_000_000
MOVING = 1.35
"""A zoom that changes by less than this from one frame to the next is in motion; by more, it jumps."""
NEW, NEW_IN_MOTION = 90, 12
"""How many pictures one frame may paint."""
STRETCHED = 1.6
"""How much larger or smaller than it was painted a card may show while the zoom moves on."""
REST_MS, SOON_MS = 90, 10
"""How long a zoom must rest for sharp pictures, and from one frame that paints some to the next."""


@dataclass(frozen=True)
class Shared:
    """What several cards show but for their names; it begins so many pixels of the screen from a card's corner."""

    picture: QPixmap
    left: int
    top: int


@dataclass(frozen=True)
class Picture(Shared):
    """A card's picture. `density` are its pixels per scene unit."""

    card: Card
    selected: bool
    density: float

    def shows(self, card: Card, selected: bool) -> bool:
        return self.card is card and self.selected is selected


class CardPictures(QObject):
    """Hands out pictures, no more new ones in a frame than it has time for. `update` asks for another frame."""

    def __init__(self, update: Callable[[], None], owner: QObject) -> None:
        super().__init__(owner)
        self._kept: PictureStore[str, Picture] = PictureStore(MOST_PIXELS)
        self._shared: PictureStore[Face, Shared] = PictureStore(MOST_SHARED)
        """Of the zoom in force."""
        self.density = self._ratio = self._scale = 0.0
        """`density`: how many pixels a sharp picture has per scene unit."""
        self._moving = False
        self._left = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(update)

    def forget(self) -> None:
        """Paint every card anew: theme or font changed."""
        self._kept.clear()
        self._shared.clear()

    def begin(self, scale: float, ratio: float) -> None:
        """A frame begins, with so many pixels per scene unit, and so many of the device's for each of them."""
        density, before = scale * ratio, self.density
        self._moving = density != before and before / MOVING < density < before * MOVING
        self._left = NEW_IN_MOTION if self._moving else NEW
        if density != before:
            self._shared.clear()
        self.density, self._scale, self._ratio = density, scale, ratio
        if self._moving:
            self._later.start(REST_MS)

    def of(self, id: str, card: Card, height: float, selected: bool, look: Look) -> Picture | None:
        """The picture of a card: sharp, or as it was until there is time; nothing if there was none."""
        kept = self._kept.get(id)
        if kept is not None and kept.shows(card, selected):
            if kept.density == self.density:
                return kept
            apart = max(kept.density, self.density) / min(kept.density, self.density)
            if self._moving and apart < STRETCHED:
                return kept
        elif kept is not None:
            # What it says or that it is selected must show at once.
            return self._made(id, card, height, selected, look)
        if self._left <= 0:
            if not self._moving:
                self._later.start(SOON_MS)
            return kept
        return self._made(id, card, height, selected, look)

    def _made(self, id: str, card: Card, height: float, selected: bool, look: Look) -> Picture:
        face, named = face_of(card, height, look, self._scale, selected), shows_name(card, look, tier_of(self._scale))
        shared = None if face is None else self._shared.get(face)
        if shared is None or named:
            self._left -= 1
        if shared is None:
            shared = self._unnamed(card, height, selected, look)
            if face is not None:
                self._shared.put(face, shared)
        painted = self._named(shared, card, height, look) if named else shared.picture
        made = Picture(painted, shared.left, shared.top, card, selected, self.density)
        self._kept.put(id, made)
        return made

    def _named(self, shared: Shared, card: Card, height: float, look: Look) -> QPixmap:
        painted = shared.picture.copy()
        painter = self._painter(painted, shared.left, shared.top)
        paint_name(painter, card, height, look)
        painter.end()
        return painted

    def _unnamed(self, card: Card, height: float, selected: bool, look: Look) -> Shared:
        """The picture of a card without its name."""
        outer = outline(card, height, self._scale)
        area = QRectF(outer.topLeft() * self._scale, outer.size() * self._scale).toAlignedRect()
        painted = QPixmap(area.size() * self._ratio)
        painted.setDevicePixelRatio(self._ratio)
        painted.fill(Qt.GlobalColor.transparent)
        painter = self._painter(painted, area.left(), area.top())
        paint_card(painter, card, height, look, self._scale, selected, False)
        painter.end()
        return Shared(painted, area.left(), area.top())

    def _painter(self, picture: QPixmap, left: int, top: int) -> QPainter:
        """Paints in units of the scene, from the card's corner on, which lies on a whole pixel."""
        painter = QPainter(picture)
        painter.translate(-left, -top)
        painter.scale(self._scale, self._scale)
        return painter
