"""Small pictures of the values of one column: spans of numbers, or the commonest values."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from designer.graph.specs import Column
from designer.ui.theme import color


def paint_values(painter: QPainter, rect: QRect, column: Column) -> None:
    """Bars for how many values lie in each span, or are each of the commonest; their height is their number."""
    counts = column.bins or tuple(count for _, count in column.common)
    painter.save()
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("border"))
    if counts:
        tone = color("quiet" if column.role == "unused" else "positive")
        gap = 0 if column.bins else 2
        width, most = rect.width() / max(len(counts), 8 if gap else 1), max(counts)
        for at, count in enumerate(counts):
            high = max(1.0, rect.height() * count / most) if count else 0.0
            bar = QRectF(rect.left() + at * width, rect.bottom() - high, max(1.0, width - gap), high)
            painter.fillRect(bar, tone)
    painter.restore()
