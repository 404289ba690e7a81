"""How folded blocks and gates look: a block as a stack of cards with a count, a gate as a tag with an arrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from designer.ui.canvas.content import Card
from designer.ui.canvas.look import Fitted, Look
from designer.ui.canvas.metrics import FAR, LEGIBLE, PORT, RADIUS, STACKED, STRIPE, WIDTH, font
from designer.ui.canvas.tiers import Tier, tier_of
from designer.ui.language import tr

BEHIND = 2
STACK = STACKED / BEHIND
"""How far each card below the first sticks out."""
TEXT_LEFT = 40.0
HUGE = 46.0
"""The size of a block's count that is seen from afar."""
MOST = 400
"""With more blocks than this in sight none says its count from afar."""


def paint_block(painter: QPainter, card: Card, height: float, look: Look, scale: float, selected: bool) -> None:
    """Paint a stack of cards, with the block's name and how many layers are in it."""
    body = QRectF(0.0, 0.0, WIDTH, height)
    painter.setBrush(look.card)
    painter.setPen(look.bypassed if card.bypassed else look.port)
    for at in range(BEHIND, 0, -1):
        painter.drawRoundedRect(body.translated(at * STACK, at * STACK), RADIUS, RADIUS)
    painter.setPen(look.selected if selected else look.bypassed if card.bypassed else look.port)
    painter.drawRoundedRect(body, RADIUS, RADIUS)
    count = f"{card.headline}, {tr('bypassed')}" if card.bypassed else card.headline
    tier = tier_of(scale)
    if tier >= Tier.WORDS:
        _paint_layers(painter, QPointF(22.0, body.center().y()), look, card.family)
        area = body.adjusted(TEXT_LEFT, 0.0, -10.0, 0.0)
        _paint_words(
            painter,
            area,
            look,
            look.title(card.node.name, area.width()),
            (count, look.plain),
            18.0,
            Qt.AlignmentFlag.AlignLeft,
        )
    elif tier is Tier.LARGE:
        area = body.adjusted(STRIPE + 6.0, 0.0, -PORT * FAR - 2.0, 0.0)
        _paint_words(painter, area, look, look.large(card.node.name, area.width()), (count, look.large_plain), 22.0)


def paint_gate(painter: QPainter, card: Card, height: float, look: Look, scale: float) -> None:
    """Paint a tag with where the wire comes from or goes to, and an arrow that way."""
    body = QRectF(0.0, 0.0, WIDTH, height)
    painter.setBrush(look.canvas)
    painter.setPen(look.port)
    painter.drawRoundedRect(body, height / 2, height / 2)
    tier = tier_of(scale)
    if tier is Tier.BOXES:
        return
    into = bool(card.outputs)
    used = look.plain if tier >= Tier.WORDS else look.large_plain
    side = 26.0 if tier >= Tier.WORDS else 10.0
    area = body.adjusted(side if into else 12.0, 0.0, -(12.0 if into else side), 0.0)
    painter.setFont(used)
    painter.setPen(look.quiet)
    shown = QFontMetricsF(used).elidedText(card.headline, Qt.TextElideMode.ElideMiddle, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, shown)
    if tier >= Tier.WORDS:
        _paint_arrow(painter, QPointF(16.0 if into else WIDTH - 16.0, height / 2), look)


def paint_far(painter: QPainter, boxes: Sequence[Sequence[float]], cards: Sequence[Card], look: Look) -> None:
    """The counts of blocks that are seen from afar, `boxes` being where they lie."""
    scale = painter.worldTransform().m11()
    if len(cards) > MOST or scale * HUGE < LEGIBLE:
        return
    painter.setFont(font(HUGE, bold=True))
    painter.setPen(look.text)
    for (x, y, width, height), card in zip(boxes, cards, strict=True):
        area = QRectF(x + 6 * STRIPE, y, width - 6 * STRIPE, height)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, str(len(card.layers)))


def _paint_words(
    painter: QPainter,
    area: QRectF,
    look: Look,
    name: Fitted,
    count: tuple[str, QFont],
    step: float,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignHCenter,
) -> None:
    title, words = name
    lines = [(text, title, look.text) for text in words] + [(*count, look.quiet)]
    top = area.center().y() - step * len(lines) / 2
    for at, (text, used, pen) in enumerate(lines):
        painter.setFont(used)
        painter.setPen(pen)
        row = QRectF(area.left(), top + at * step, area.width(), step)
        shown = QFontMetricsF(used).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | side | Qt.TextFlag.TextDontClip, shown)


def _paint_layers(painter: QPainter, at: QPointF, look: Look, family: str) -> None:
    """Three sheets one above the other, in the colour of what most of the block is."""
    pen = QPen(look.family(family), 1.8)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sheet = (QPointF(-9.0, -4.0), QPointF(0.0, -9.0), QPointF(9.0, -4.0), QPointF(0.0, 1.0))
    painter.drawPolygon(QPolygonF([at + point for point in sheet]))
    for down in (4.0, 8.0):
        edge = (QPointF(-9.0, down - 4.0), QPointF(0.0, down + 1.0), QPointF(9.0, down - 4.0))
        painter.drawPolyline(QPolygonF([at + point for point in edge]))


def _paint_arrow(painter: QPainter, at: QPointF, look: Look) -> None:
    painter.setPen(look.port)
    painter.drawLine(at + QPointF(-5.0, 0.0), at + QPointF(5.0, 0.0))
    head = (QPointF(1.0, -4.0), QPointF(5.0, 0.0), QPointF(1.0, 4.0))
    painter.drawPolyline(QPolygonF([at + point for point in head]))
