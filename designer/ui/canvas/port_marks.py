"""How ports look while a wire is in hand: a ring with a dot where it fits, a tick or a cross where it would go."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from designer.ui import theme
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import PORT

RING = PORT + 3.5
APART = QPointF(16.0, 18.0)
"""From a point to the words about it, in pixels, where there is room."""
CLEAR = 16.0
"""How far from a port's middle no words stand, in pixels."""


def paint_fitting(painter: QPainter, at: QPointF, look: Look) -> None:
    """A port that takes the wire: a ring with a dot in it."""
    painter.setPen(look.selected)
    painter.setBrush(look.card)
    painter.drawEllipse(at, RING, RING)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.accent)
    painter.drawEllipse(at, 3.2, 3.2)


def paint_target(painter: QPainter, at: QPointF, look: Look, fits: bool) -> None:
    """The port the wire would go to: a disc with a tick, or a square on its corner with a cross."""
    size = RING + 2.0
    tone = look.accent if fits else theme.color("error")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone)
    if fits:
        painter.drawEllipse(at, size, size)
    else:
        far = size + 3.0
        corners = (QPointF(0, -far), QPointF(far, 0), QPointF(0, far), QPointF(-far, 0))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
    painter.setPen(QPen(look.canvas, 2.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if fits:
        tick = (QPointF(-4.2, 0.2), QPointF(-1.2, 3.4), QPointF(4.4, -3.2))
        painter.drawPolyline(QPolygonF([at + point for point in tick]))
    else:
        for one, other in ((QPointF(-3.2, -3.2), QPointF(3.2, 3.2)), (QPointF(-3.2, 3.2), QPointF(3.2, -3.2))):
            painter.drawLine(at + one, at + other)


def words_place(point: QPointF, port: QPointF, size: QSizeF, shown: QRectF) -> QPointF:
    """Where words about a point begin: near it, within what is shown, and clear of the port."""
    right, below = point.x() + APART.x(), point.y() + APART.y()
    left, above = point.x() - APART.x() - size.width(), point.y() - APART.y() - size.height()
    high, low = port.y() - CLEAR - size.height(), port.y() + CLEAR
    corners = [QPointF(x, y) for y in (below, above, low, high) for x in (right, left)]
    clear = QRectF(port.x() - CLEAR, port.y() - CLEAR, 2 * CLEAR, 2 * CLEAR)
    kept = [_kept_in(QRectF(corner, size), shown) for corner in corners]
    free = [box for box in kept if not box.intersects(clear) and not box.contains(point)]
    return min(free, key=lambda box: _farness(box, point), default=kept[0]).topLeft()


def _kept_in(box: QRectF, shown: QRectF) -> QRectF:
    left = max(shown.left(), min(box.left(), shown.right() - box.width()))
    top = max(shown.top(), min(box.top(), shown.bottom() - box.height()))
    return QRectF(QPointF(left, top), box.size())


def _farness(box: QRectF, point: QPointF) -> float:
    """How far a box is moved from where words usually stand, right of the point and below it."""
    return (box.topLeft() - point - APART).manhattanLength()
