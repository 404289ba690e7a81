"""The mark of a card whose layer is used more than once: two links of a chain at its lower edge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import WIDTH

LINK, THICK = (11.0, 7.0), 1.6
"""The size of one link and the width of its line."""
RIGHT = 14.0
"""How far from the card's right side the chain begins, seen from its middle."""


def paint_shared(painter: QPainter, height: float, look: Look, grown: float) -> None:
    """Paint the mark onto the lower edge, `grown` times its usual size."""
    painter.save()
    painter.translate(WIDTH - RIGHT * grown, height)
    painter.scale(grown, grown)
    width, tall = LINK
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.canvas)
    painter.drawRoundedRect(QRectF(-width - 1.0, -tall / 2 - 3.0, 2 * width + 2.0, tall + 6.0), 6.0, 6.0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.accent, THICK))
    for left in (-width + 1.5, -1.5):
        painter.drawRoundedRect(QRectF(left, -tall / 2, width, tall), tall / 2, tall / 2)
    painter.restore()
