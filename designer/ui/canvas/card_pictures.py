"""A picture of each card near by, painted once and then copied; while the zoom moves, copied larger or smaller.

To paint a card anew takes as long as to copy twenty. So a zoom in motion shows the pictures there are, stretched, and
new ones only for cards that had none; once it rests, sharp ones take their place, some in each frame. What cards show
beside their names is painted once for all that show the same, and stretched once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPixmap

from designer.ui.canvas.card_paint import (
    Face,
    face_of,
    name_outline,
    outline,
    paint_card,
    paint_name,
    shows_name,
)
from designer.ui.canvas.content import Card
from designer.ui.canvas.look import Look
from designer.ui.canvas.picture_store import PictureStore
from designer.ui.canvas.tiers import tier_of

MOST_PIXELS = 20_000_000
"""About 80 MB; a screen full of cards is a tenth of it."""
MOST_SHARED = 2_000_000
"""Of what cards show beside their names; where there is no more room the oldest is forgotten, and painted again if need be."""
MOVING = 1.35
"""A zoom that changes by less than this from one frame to the next is in motion; by more, it jumps."""
NEW, NEW_IN_MOTION = 90, 12
"""How many pictures one frame may paint."""
STRETCHED = 1.6
"""How much larger or smaller than it was painted a card may show while the zoom moves on."""
REST_MS, SOON_MS = 90, 10
"""How long a zoom must rest for sharp pictures, and from one frame that paints some to the next."""


@dataclass(frozen=True, eq=False)
class Part:
    """What a card shows, or some of it; it begins so many pixels of the screen from the card's corner.

    `density` are its pixels per scene unit.
    """

    picture: QPixmap
    left: int
    top: int
    width: int
    height: int
    density: float
    source: QRectF
    """All of the picture, in its own pixels."""

    @property
    def pictures(self) -> tuple[QPixmap, ...]:
        return (self.picture,)

    def area(self, times: float, left: float = 0.0, top: float = 0.0) -> QRectF:
        """Where it lies if the card's corner is there, and all is so many times as large."""
        return QRectF(left + self.left * times, top + self.top * times, self.width * times, self.height * times)


@dataclass(frozen=True)
class Picture:
    """A card's picture: its face, which other cards may have too, and its name, both for one zoom."""

    face: Part
    name: Part | None
    card: Card
    selected: bool

    @property
    def pictures(self) -> tuple[QPixmap, ...]:
        return (self.face.picture,) if self.name is None else (self.face.picture, self.name.picture)

    @property
    def density(self) -> float:
        return self.face.density

    def shows(self, card: Card, selected: bool) -> bool:
        return self.card is card and self.selected is selected


class CardPictures(QObject):
    """Hands out pictures, no more new ones in a frame than it has time for. `update` asks for another frame."""

    def __init__(self, update: Callable[[], None], owner: QObject) -> None:
        super().__init__(owner)
        self._kept: PictureStore[str, Picture] = PictureStore(MOST_PIXELS)
        self._faces: PictureStore[Face, Part] = PictureStore(MOST_SHARED)
        self._stretched: dict[Part, Part] = {}
        """Of the zoom in force; with another they are thrown away."""
        self.density = self._ratio = self._scale = 0.0
        """`density`: how many pixels a sharp picture has per scene unit."""
        self._least = self._most = 0.0
        """Between these are the densities of pictures that will do while the zoom moves."""
        self._moving = False
        self._left = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(update)

    @property
    def settled(self) -> bool:
        """Whether no frame was asked for that would show cards more sharply."""
        return not self._later.isActive()

    def forget(self) -> None:
        """Paint every card anew: theme or font changed."""
        self._kept.clear()
        self._faces.clear()
        self._stretched.clear()

    def begin(self, scale: float, ratio: float) -> None:
        """A frame begins, with so many pixels per scene unit, and so many of the device's for each of them."""
        density, before = scale * ratio, self.density
        self._moving = density != before and before / MOVING < density < before * MOVING
        self._left = NEW_IN_MOTION if self._moving else NEW
        if density != before:
            self._stretched.clear()
        self.density, self._scale, self._ratio = density, scale, ratio
        self._least, self._most = density / STRETCHED, density * STRETCHED
        if self._moving:
            self._later.start(REST_MS)

    def of(self, id: str, card: Card, height: float, selected: bool, look: Look) -> Picture | None:
        """The picture of a card: sharp, or as it was until there is time; nothing if there was none."""
        kept = self._kept.get(id)
        if kept is not None and kept.shows(card, selected):
            if self._will_do(kept.density):
                return kept
        elif kept is not None:
            # What it says or that it is selected must show at once.
            return self._made(id, card, height, selected, look)
        if self._left <= 0:
            if not self._moving:
                self._later.start(SOON_MS)
            return kept
        return self._made(id, card, height, selected, look)

    def stretched(self, face: Part) -> Part:
        """A face that was painted for another zoom, as large as it is now."""
        found = self._stretched.get(face)
        if found is None:
            area = face.area(self.density / face.density)
            found, painter = self._part(area, self.density)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(area, face.picture, face.source)
            painter.end()
            self._stretched[face] = found
        return found

    def _will_do(self, density: float) -> bool:
        """Whether a picture is sharp, or good enough while the zoom moves."""
        return density == self.density or (self._moving and self._least < density < self._most)

    def _made(self, id: str, card: Card, height: float, selected: bool, look: Look) -> Picture:
        key, named = face_of(card, height, look, self._scale, selected), shows_name(card, look, tier_of(self._scale))
        face = None if key is None else self._faces.get(key)
        if face is not None and not self._will_do(face.density):
            face = None
        if face is None or named:
            self._left -= 1
        if face is None:
            face = self._face(card, height, selected, look)
            if key is not None:
                self._faces.put(key, face)
        name = self._name(card, height, look, face.density) if named else None
        made = Picture(face, name, card, selected)
        self._kept.put(id, made)
        return made

    def _face(self, card: Card, height: float, selected: bool, look: Look) -> Part:
        """A card without its name."""
        face, painter = self._part(scaled(outline(card, height, self._scale), self._scale), self.density)
        painter.scale(self._scale, self._scale)
        paint_card(painter, card, height, look, self._scale, selected, False)
        painter.end()
        return face

    def _name(self, card: Card, height: float, look: Look, density: float) -> Part:
        scale = density / self._ratio
        name, painter = self._part(scaled(name_outline(card, height, look), scale), density)
        painter.scale(scale, scale)
        paint_name(painter, card, height, look)
        painter.end()
        return name

    def _part(self, area: QRectF, density: float) -> tuple[Part, QPainter]:
        """An empty picture around an area, and what paints on it, in pixels of the screen from the card's corner on."""
        pixels = area.toAlignedRect()
        picture = QPixmap(pixels.size() * self._ratio)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.translate(-pixels.left(), -pixels.top())
        size, source = pixels.size(), QRectF(picture.rect())
        return Part(picture, pixels.left(), pixels.top(), size.width(), size.height(), density, source), painter


def scaled(area: QRectF, scale: float) -> QRectF:
    """An area of the scene in pixels of the screen."""
    return QRectF(area.topLeft() * scale, area.size() * scale)
