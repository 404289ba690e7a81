"""How guides look while something is moved, and the places that its neighbours would move aside to."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from designer.ui.canvas.guides import NO_GUIDES, Guides, Line
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import PORT, RADIUS, text_scale

BEYOND = 8.0
"""How far a line goes beyond what it joins, in pixels with text of the usual size."""
CAP = 4.0
"""Half the stroke at each end of a bar, in pixels with text of the usual size."""
ARROW = 9.0
STROKE = 0.3
"""How much of a level wire is drawn from each of its ports."""


@dataclass(frozen=True)
class MoveMarks:
    """Guides, and where the neighbours would lie: from where they are to there."""

    guides: Guides = NO_GUIDES
    asides: tuple[tuple[QRectF, float], ...] = ()
    """Places, each with how far it lies from where the card is now."""


NO_MARKS = MoveMarks()


def paint_marks(painter: QPainter, marks: MoveMarks, look: Look) -> None:
    """Lines thin, level wires strong, bars between strokes, places with dashes and an arrow."""
    scale, text = painter.worldTransform().m11(), text_scale()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for place, way in marks.asides:
        _paint_aside(painter, place, way, look)
    thin = QPen(look.accent, text)
    thin.setCosmetic(True)
    painter.setPen(thin)
    for line in marks.guides.lines:
        painter.drawLine(_longer(line, BEYOND * text / scale))
    for level in marks.guides.levels:
        _paint_level(painter, level, look)
    thick = QPen(look.accent, 2.0 * text)
    thick.setCosmetic(True)
    painter.setPen(thick)
    for gap in marks.guides.gaps:
        _paint_bar(painter, QLineF(*gap), CAP * text / scale)


def area_of_marks(marks: MoveMarks) -> QRectF:
    """The rectangle around all of them."""
    area = QRectF()
    guides = marks.guides
    for x1, y1, x2, y2 in (*guides.lines, *guides.levels, *guides.gaps):
        line = QRectF(QPointF(x1, y1), QPointF(x2, y2)).normalized()
        area = area.united(line.adjusted(-1.0, -1.0, 1.0, 1.0))
    for place, _ in marks.asides:
        area = area.united(place)
    return area


def _paint_aside(painter: QPainter, place: QRectF, way: float, look: Look) -> None:
    """A dashed outline, and an arrow that says which way the card goes there."""
    pen = QPen(look.accent, 1.6)
    pen.setDashPattern([4.0, 3.0])
    painter.setPen(pen)
    painter.drawRoundedRect(place, RADIUS, RADIUS)
    pen.setStyle(Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    tip = QPointF(place.right() - 8.0, place.bottom() - 9.0)
    tail = QPointF(max(tip.x() - way, place.left() + 8.0), tip.y())
    painter.drawLine(tail, tip)
    for side in (-1.0, 1.0):
        painter.drawLine(tip, tip + QPointF(-ARROW / 2, side * ARROW / 2))


def _paint_level(painter: QPainter, level: Line, look: Look) -> None:
    """A straight wire to be: drawn from both ports, which are filled, but not over its label."""
    line = QLineF(*level)
    painter.setPen(look.wire_strong)
    painter.drawLine(line.p1(), line.pointAt(STROKE))
    painter.drawLine(line.p2(), line.pointAt(1.0 - STROKE))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.accent))
    for end in (line.p1(), line.p2()):
        painter.drawEllipse(end, PORT + 1.0, PORT + 1.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_bar(painter: QPainter, line: QLineF, cap: float) -> None:
    painter.drawLine(line)
    across = QPointF(0.0, cap) if line.dy() == 0.0 else QPointF(cap, 0.0)
    for end in (line.p1(), line.p2()):
        painter.drawLine(end - across, end + across)


def _longer(line: Line, by: float) -> QLineF:
    x1, y1, x2, y2 = line
    return QLineF(x1, y1 - by, x2, y2 + by) if x1 == x2 else QLineF(x1 - by, y1, x2 + by, y2)
