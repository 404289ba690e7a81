"""Where things of the scene lie in a picture of all of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

LARGEST = 0.3
"""Pixels per scene unit at most: a network of three layers needs no larger picture."""
LEAST_SIGHT = 8.0
"""How wide and high the rectangle of the view is at least, in pixels: smaller could not be seen."""


@dataclass(frozen=True)
class Chart:
    """Shows an area of the scene in the middle of `room`, in which places are counted in pixels."""

    room: QRectF
    scale: float
    away: QPointF
    """Where the scene's (0, 0) lies."""

    def places(self, xy: np.ndarray) -> np.ndarray:
        """Where points (x, y) of the scene lie; of lines (x1, y1, x2, y2) both ends."""
        return xy * self.scale + np.tile([self.away.x(), self.away.y()], xy.shape[1] // 2)

    def point(self, place: QPointF) -> QPointF:
        """Where a point of the scene lies."""
        return place * self.scale + self.away

    def to_scene(self, point: QPointF) -> QPointF:
        """The point of the scene that is shown there."""
        return (point - self.away) / self.scale

    def sight(self, seen: QRectF) -> QRectF:
        """The rectangle of what is seen of the scene, kept within the room: what lies outside shows at its edge."""
        room = self.room
        left, right = _kept_in(seen.left(), seen.right(), self.scale, self.away.x(), room.left(), room.right())
        top, bottom = _kept_in(seen.top(), seen.bottom(), self.scale, self.away.y(), room.top(), room.bottom())
        return QRectF(left, top, right - left, bottom - top)


def chart_of(area: QRectF, room: QRectF) -> Chart:
    """The chart that shows an area as large as fits."""
    scale = min(LARGEST, room.width() / max(1.0, area.width()), room.height() / max(1.0, area.height()))
    return Chart(room, scale, room.center() - area.center() * scale)


def _kept_in(low: float, high: float, scale: float, away: float, least: float, most: float) -> tuple[float, float]:
    low, high = low * scale + away, high * scale + away
    middle, half = (low + high) / 2, max(high - low, LEAST_SIGHT) / 2
    low, high = max(least, middle - half), min(most, middle + half)
    return min(low, most - LEAST_SIGHT), max(high, least + LEAST_SIGHT)
