"""The dots wires are led through."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from designer.graph.design import Wire
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import PORT
from designer.ui.canvas.wire_places import WirePlaces

DOT = PORT + 0.5
"""The radius a dot is drawn with."""


def paint_dots(
    painter: QPainter, wires: WirePlaces, rows: np.ndarray, look: Look, scale: float, chosen: tuple[Wire, int] | None
) -> None:
    """Paint the dots of some wires, the chosen one large."""
    if not wires.dots:
        return
    radius = max(DOT, 3.0 / scale)
    painter.setPen(look.port)
    painter.setBrush(look.quiet.color())
    for row in np.intersect1d(rows, list(wires.dots)).tolist():
        for x, y in wires.dots[row].tolist():
            painter.drawEllipse(QPointF(x, y), radius, radius)
    if chosen is not None and chosen[0] in wires.index:
        dots = wires.dots.get(wires.index[chosen[0]], ())
        if chosen[1] < len(dots):
            painter.setPen(look.selected)
            painter.setBrush(look.card)
            painter.drawEllipse(QPointF(*dots[chosen[1]]), radius + 2.5, radius + 2.5)
