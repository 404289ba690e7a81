"""How one card is painted, at the painter's origin. Used for the screen, and for pictures alike."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from designer.analysis import Severity
from designer.graph.naming import has_automatic_name
from designer.ui.canvas.block_paint import paint_block, paint_gate
from designer.ui.canvas.bypass_paint import paint_bypassed
from designer.ui.canvas.content import Card
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import FAR, ICON, MARGIN, PORT, RADIUS, STRIPE, WIDTH, port_offset
from designer.ui.canvas.shared_paint import paint_shared
from designer.ui.canvas.tiers import Tier, tier_of

TEXT_LEFT = 36.0
TEXT_WIDTH = WIDTH - TEXT_LEFT - 8.0
BESIDE_ICON = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
BADGE = 9.0
EDGE = 1.5
"""How far lines reach out of what they are drawn around; half a pixel more is smoothed, and one left bare."""
CLOSE = 4.0
"""The scale above which ports grow no more: close by it is the card's inside that counts."""

Face = tuple[object, ...]


def paint_card(
    painter: QPainter, card: Card, height: float, look: Look, scale: float, selected: bool, named: bool = True
) -> None:
    """Paint a card as it looks under `scale` screen pixels per unit, whatever the painter's own scale.

    Where it is not `named` it lacks the name that `shows_name` tells of; all else `face_of` tells apart.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    body = QRectF(0.0, 0.0, WIDTH, height)
    tier = tier_of(scale)
    if card.role == "block":
        paint_block(painter, card, height, look, scale, selected)
    elif card.role == "gate":
        paint_gate(painter, card, height, look, scale)
    elif card.bypassed:
        paint_bypassed(painter, card, height, look, scale, selected)
    else:
        _paint_inner(painter, card, body, look, scale, selected)
        if named and shows_name(card, look, tier):
            paint_name(painter, card, height, look)
    near = min(1.0, CLOSE / scale) if tier >= Tier.WORDS else FAR
    if tier is not Tier.BOXES:
        _paint_ports(painter, card, height, look, PORT * near)
        if card.shared:
            paint_shared(painter, height, look, near)
    if card.severity is not None:
        near = 1.0 if tier >= Tier.WORDS else FAR
        # From afar the words are as wide as the card: its badge goes out of their way.
        painter.translate(*((WIDTH - 12.0, 2.0) if near == 1.0 else (WIDTH - 4.0, 0.0)))
        painter.scale(min(near, 1.4), min(near, 1.4))
        _paint_badge(painter, card.severity, look)


def paint_plain(painter: QPainter, body: QRectF, look: Look) -> None:
    """A card without its words, where its body lies on the screen."""
    painter.setPen(look.border)
    painter.setBrush(look.card)
    painter.drawRect(body)


def outline(card: Card, height: float, scale: float) -> QRectF:
    """The rectangle a card paints into, around its origin: as tight as can be, for every pixel of it is copied."""
    body = QRectF(0.0, 0.0, WIDTH, height)
    if card.role != "layer" or card.shared:
        return body.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    edge, near = EDGE + 1.5 / scale, tier_of(scale) >= Tier.WORDS
    ports = PORT * (1.0 if near else FAR) + edge
    above = edge if card.severity is None else BADGE + edge if near else MARGIN
    return body.adjusted(-ports, -above, ports if near else MARGIN, edge)


def face_of(card: Card, height: float, look: Look, scale: float, selected: bool) -> Face | None:
    """What a layer's card shows beside its name: those that show the same look the same. Blocks and gates are alone."""
    if card.role != "layer":
        return None
    marks = card.severity, bool(card.shared), card.bypassed, selected, card.unknown
    ports = height, len(card.inputs), len(card.outputs), shows_name(card, look, tier_of(scale))
    return (card.node.kind, card.headline, card.family, *marks, *ports)


def shows_name(card: Card, look: Look, tier: Tier) -> bool:
    """Whether a layer's card has its name as the last line."""
    if card.role != "layer" or card.bypassed or tier < Tier.WORDS:
        return False
    _, words = look.title(card.node.kind, TEXT_WIDTH)
    return len(words) == 1 or not card.headline or not has_automatic_name(card.node)


def paint_name(painter: QPainter, card: Card, height: float, look: Look) -> None:
    """Add the name to a card, which was painted without it."""
    painter.setFont(look.small)
    painter.setPen(look.quiet)
    shown = QFontMetricsF(look.small).elidedText(card.node.name, Qt.TextElideMode.ElideRight, TEXT_WIDTH)
    painter.drawText(_rows(card, height, look)[-1], BESIDE_ICON, shown)


def name_outline(card: Card, height: float, look: Look) -> QRectF:
    """The rectangle the name paints into."""
    row, width = _rows(card, height, look)[-1], QFontMetricsF(look.small).horizontalAdvance(card.node.name)
    row.setWidth(min(width, row.width()))
    return row.adjusted(-EDGE, -EDGE, EDGE, EDGE)


def _paint_inner(painter: QPainter, card: Card, body: QRectF, look: Look, scale: float, selected: bool) -> None:
    tier = tier_of(scale)
    _paint_body(painter, card, body, look, selected)
    if tier >= Tier.WORDS:
        _paint_icon(painter, card, body, look, scale)
        _paint_lines(painter, card, body, look)
    elif tier is Tier.LARGE:
        _paint_large(painter, card, body, look)


def _paint_body(painter: QPainter, card: Card, body: QRectF, look: Look, selected: bool) -> None:
    painter.setBrush(look.card)
    if selected:
        painter.setPen(look.selected)
    elif card.unknown:
        painter.setPen(look.dashed)
    else:
        painter.setPen(look.border)
    painter.drawRoundedRect(body, RADIUS, RADIUS)
    if card.unknown:
        return
    painter.fillPath(_stripe(body.height(), 1.0 if selected else 0.5), look.family(card.family))


@lru_cache(maxsize=64)
def _stripe(height: float, inset: float) -> QPainterPath:
    """The left end of a card: a path of its own, because not every device that is painted on can clip."""
    body, end = QPainterPath(), QPainterPath()
    area = QRectF(0.0, 0.0, WIDTH, height).adjusted(inset, inset, -inset, -inset)
    body.addRoundedRect(area, RADIUS - inset, RADIUS - inset)
    end.addRect(QRectF(0.0, 0.0, STRIPE, height))
    return body.intersected(end)


def _paint_icon(painter: QPainter, card: Card, body: QRectF, look: Look, scale: float) -> None:
    look.draw_icon(painter, card.family, QRectF(12.0, body.center().y() - ICON / 2, ICON, ICON), scale)


def _paint_lines(painter: QPainter, card: Card, body: QRectF, look: Look) -> None:
    """What the card is and its headline. The name comes by itself: most cards have their own, and share the rest."""
    title, words = look.title(card.node.kind, TEXT_WIDTH)
    lines = [(text, title) for text in words]
    if card.headline:
        shown = QFontMetricsF(look.plain).elidedText(card.headline, Qt.TextElideMode.ElideRight, TEXT_WIDTH)
        lines.append((shown, look.plain))
    painter.setPen(look.text)
    for (text, font), row in zip(lines, _rows(card, body.height(), look), strict=False):
        painter.setFont(font)
        painter.drawText(row, BESIDE_ICON, text)


def _rows(card: Card, height: float, look: Look) -> list[QRectF]:
    """Where a card's lines go at reading size."""
    _, words = look.title(card.node.kind, TEXT_WIDTH)
    count = len(words) + bool(card.headline) + shows_name(card, look, Tier.WORDS)
    step = {2: 19.0, 3: 16.0 if len(words) > 1 else 17.0}.get(count, 14.5)
    top = (height - step * count) / 2
    return [QRectF(TEXT_LEFT, top + at * step, TEXT_WIDTH, step) for at in range(count)]


def _paint_large(painter: QPainter, card: Card, body: QRectF, look: Look) -> None:
    area = body.adjusted(STRIPE + 6.0, 0.0, -PORT * FAR - 2.0, 0.0)
    title, words = look.large(card.node.kind, area.width())
    lines = [(text, title) for text in words]
    if card.headline:
        shown = QFontMetricsF(look.large_plain).elidedText(card.headline, Qt.TextElideMode.ElideRight, area.width())
        lines.append((shown, look.large_plain))
    height = 24.0 if len(lines) < 3 else 19.5
    top = body.center().y() - height * len(lines) / 2
    painter.setPen(look.text)
    for at, (text, font) in enumerate(lines):
        painter.setFont(font)
        row = QRectF(area.left(), top + at * height, area.width(), height)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, text)


def _paint_ports(painter: QPainter, card: Card, height: float, look: Look, radius: float) -> None:
    painter.setPen(look.port)
    painter.setBrush(look.card)
    for x, names in ((0.0, card.inputs), (WIDTH, card.outputs)):
        for at in range(len(names)):
            painter.drawEllipse(QPointF(x, port_offset(height, at, len(names))), radius, radius)


def _paint_badge(painter: QPainter, severity: Severity, look: Look) -> None:
    """A shape of its own for each severity: octagon, triangle, circle."""
    at = QPointF()
    painter.setPen(QPen(look.canvas, 2.0))
    painter.setBrush(QBrush(look.severities[severity]))
    area = QRectF(at.x() - BADGE, at.y() - BADGE, 2 * BADGE, 2 * BADGE)
    if severity is Severity.ERROR:
        painter.drawPolygon(_octagon(at, BADGE))
    elif severity is Severity.WARNING:
        painter.drawPolygon(QPolygonF([at + QPointF(0, -10), at + QPointF(11, 8.5), at + QPointF(-11, 8.5)]))
        area.translate(0.0, 1.5)
    else:
        painter.drawEllipse(at, BADGE - 0.5, BADGE - 0.5)
    painter.setFont(look.badge)
    painter.setPen(look.canvas)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, "i" if severity is Severity.HINT else "!")


def _octagon(at: QPointF, radius: float) -> QPolygonF:
    near, far = radius * 0.414, radius
    corners = (
        (-near, -far),
        (near, -far),
        (far, -near),
        (far, near),
        (near, far),
        (-near, far),
        (-far, near),
        (-far, -near),
    )
    return QPolygonF([at + QPointF(x, y) for x, y in corners])
