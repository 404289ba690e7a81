"""Small pictures of how many numbers there are in each span, or of each of the commonest values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter

from designer.graph.specs import Column
from designer.ui.theme import color


def paint_values(painter: QPainter, rect: QRect, column: Column) -> None:
    """Bars for how many values of a column lie in each span, or are each of the commonest."""
    tone = color("quiet" if column.role == "unused" else "positive")
    if column.bins:
        paint_counts(painter, rect, column.bins, tone)
    else:
        paint_counts(painter, rect, tuple(count for _, count in column.common), tone, gap=2, slots=8)


def table_of(columns: Iterable[Column]) -> Iterator[Sequence[object]]:
    """All bars of some columns as a table: how many values lie from where to where, or are the same word."""
    yield ("column", "from", "to", "value", "how many")
    for one in columns:
        if one.bins and one.low is not None and one.high is not None:
            wide = (one.high - one.low) / len(one.bins)
            for at, count in enumerate(one.bins):
                yield (one.name, one.low + at * wide, one.low + (at + 1) * wide, "", count)
        else:
            for word, count in one.common:
                yield (one.name, "", "", word, count)


def paint_counts(
    painter: QPainter, rect: QRect, counts: Sequence[int], tone: QColor, *, gap: int = 0, slots: int = 1
) -> None:
    """Bars whose height is their number, with room for at least so many `slots`."""
    painter.save()
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color("border"))
    if counts:
        width, most = rect.width() / max(len(counts), slots), max(counts)
        for at, count in enumerate(counts):
            high = max(1.0, rect.height() * count / most) if count else 0.0
            bar = QRectF(rect.left() + at * width, rect.bottom() - high, max(1.0, width - gap), high)
            painter.fillRect(bar, tone)
    painter.restore()
