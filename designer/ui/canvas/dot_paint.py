"""The dots wires are led through."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from designer.graph.design import Wire
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import DOT
from designer.ui.canvas.wire_places import WirePlaces

Dot = tuple[Wire, int]
"""A dot: its wire, and its number on it from the source on, from 0."""
SMALLEST = 3.0
"""The radius of a dot in pixels where everything is small."""
GROWN = 2.5
"""By how much larger a dot is that is pointed at or chosen, in scene units, or in pixels where that is more."""


def paint_dots(painter: QPainter, wires: WirePlaces, rows: np.ndarray, look: Look, scale: float) -> None:
    """Paint the dots of some wires."""
    if not wires.dots:
        return
    radius = max(DOT, SMALLEST / scale)
    painter.setPen(look.port)
    painter.setBrush(look.quiet.color())
    for row in np.intersect1d(rows, list(wires.dots)).tolist():
        for x, y in wires.dots[row].tolist():
            painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_large(painter: QPainter, wires: WirePlaces, dot: Dot | None, look: Look, scale: float, chosen: bool) -> None:
    """Paint one dot large, at any zoom: filled where it is pointed at, a ring with a point where it is chosen."""
    place = place_of(wires, dot)
    if place is None:
        return
    radius = max(DOT, SMALLEST / scale) + max(GROWN, GROWN / scale)
    painter.setPen(QPen(look.accent, max(2.0, 2.0 / scale)))
    painter.setBrush(look.card if chosen else look.accent)
    painter.drawEllipse(place, radius, radius)
    if chosen:
        painter.setBrush(look.accent)
        painter.drawEllipse(place, radius * 0.3, radius * 0.3)


def place_of(wires: WirePlaces, dot: Dot | None) -> QPointF | None:
    """Where a dot lies, if it is there."""
    if dot is None or dot[0] not in wires.index:
        return None
    dots = wires.dots.get(wires.index[dot[0]], ())
    return QPointF(*dots[dot[1]]) if dot[1] < len(dots) else None
