"""How a bypassed card looks: pale, with a dashed border, and a line through it that goes past what it does."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath

from designer.ui.canvas.content import Card
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import RADIUS, STRIPE, WIDTH, port_offset
from designer.ui.canvas.tiers import Tier, tier_of
from designer.ui.language import tr

WORD = "bypassed"
LOW = 11.0
"""How far above the card's lower edge the line runs."""


def paint_bypassed(painter: QPainter, card: Card, height: float, look: Look, scale: float, selected: bool) -> None:
    """Paint the body and the words of a bypassed card."""
    body = QRectF(0.0, 0.0, WIDTH, height)
    painter.setBrush(look.canvas)
    painter.setPen(look.selected if selected else look.bypassed)
    painter.drawRoundedRect(body, RADIUS, RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(look.wire_pen(scale))
    painter.drawPath(_past(card, height))
    tier = tier_of(scale)
    if tier is not Tier.BOXES:
        _paint_words(painter, card, body, look, large=tier is Tier.LARGE)


def _past(card: Card, height: float) -> QPainterPath:
    """From the first input down, along the lower edge, and up to the outputs."""
    start = QPointF(0.0, port_offset(height, 0, max(1, len(card.inputs))))
    end = QPointF(WIDTH, port_offset(height, 0, max(1, len(card.outputs))))
    low = height - LOW
    path = QPainterPath(start)
    path.cubicTo(QPointF(14.0, start.y()), QPointF(6.0, low), QPointF(24.0, low))
    path.lineTo(WIDTH - 24.0, low)
    path.cubicTo(QPointF(WIDTH - 6.0, low), QPointF(WIDTH - 14.0, end.y()), end)
    return path


def _paint_words(painter: QPainter, card: Card, body: QRectF, look: Look, large: bool) -> None:
    width = WIDTH - 6.0 * STRIPE
    title, words = (look.large if large else look.title)(card.node.kind, width)
    plain = look.large_plain if large else look.plain
    lines = [("".join(words), title), (tr(WORD), plain)]
    step = 21.0 if large else 17.0
    top = (body.height() - LOW - step * len(lines)) / 2
    painter.setPen(look.quiet)
    for at, (text, font) in enumerate(lines):
        painter.setFont(font)
        row = QRectF(body.left() + (body.width() - width) / 2, top + at * step, width, step)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, shown)
