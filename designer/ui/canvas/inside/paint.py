"""How the inside of a card is painted, at the painter's origin. Used for the screen, and for pictures alike.

Textbook style: what comes in on the left, the units on the right, a line for each weight between them, orange
where it is negative and blue where it is positive, thick where it is large beside the layer's largest.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from designer.ui import theme
from designer.ui.canvas.bulk import draw_lines
from designer.ui.canvas.content import Card
from designer.ui.canvas.inside.ground import BOTTOM, LEFT, RIGHT, Ground, ground_of
from designer.ui.canvas.inside.maps import paint_maps, unit_shape
from designer.ui.canvas.inside.opened import Opened
from designer.ui.canvas.inside.strokes import mixed, write, write_in
from designer.ui.canvas.inside.words import MAPLESS, UNSOUND, left_out
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import PORT, RADIUS, STRIPE, WIDTH
from designer.ui.canvas.tiers import Tier, arrived

LEVELS = 8
"""How many thicknesses lines come in: so many calls draw all of them, of either sign."""
THICKEST = 9.0
"""The thickest line, in pixels; farther away it is thinner, so that neighbours do not run together."""
FAINTEST, CROWDED = 0.3, 100
"""How much of its colour the smallest weight keeps, beside the card's own; among more lines than this, less."""

SUBSCRIPT = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def paint_inside(painter: QPainter, card: Card, height: float, opened: Opened, look: Look, scale: float) -> None:
    """Paint the inside of a card over its words, as it looks under `scale` screen pixels per unit."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    cover(painter, card, height, look)
    ground = ground_of(opened, height)
    mapped = arrived(Tier.MAPS, scale) if opened.has_maps and opened.has_weights else float(opened.has_maps)
    paint_title(painter, card, look, scale, _remark(opened, scale))
    if opened.has_weights:
        _paint_ways(painter, ground, height, look, scale)
        _paint_lines(painter, ground, opened, look, scale)
        _paint_inputs(painter, ground, opened, look, scale)
    _paint_units(painter, ground, opened, look, scale, mapped)
    _paint_left_out(painter, height, opened, look, scale)


def paint_note(painter: QPainter, note: str, height: float, look: Look, scale: float) -> None:
    """Say below a card's words why its inside does not show."""
    write(painter, note, STRIPE + 7.0, height - 2.4, WIDTH - 6.0, min(5.0, 17.0 / scale), look.quiet)


def cover(painter: QPainter, card: Card, height: float, look: Look) -> None:
    """Paint over the card's words and icon, but not over what is at its rim: stripe, ports, badge, selection."""
    room = QPainterPath()
    room.addRoundedRect(QRectF(STRIPE + 0.5, 1.5, WIDTH - STRIPE - 2.0, height - 3.0), RADIUS - 2.0, RADIUS - 2.0)
    rim = QPainterPath()
    for at in range(len(card.outputs)):
        y = height * (at + 1) / (len(card.outputs) + 1)
        rim.addEllipse(QPointF(WIDTH, y), PORT + 1.0, PORT + 1.0)
    if card.severity is not None:
        rim.addRect(QRectF(WIDTH - 24.0, -10.0, 34.0, 22.5))
    painter.fillPath(room - rim, look.card)


def paint_title(painter: QPainter, card: Card, look: Look, scale: float, remark: str) -> None:
    """Kind, headline and name in one line on top, never larger than is needed to read them; behind them a remark."""
    pixels = min(6.6, 22.0 / scale)
    left, right = STRIPE + 7.0, WIDTH - (25.0 if card.severity is not None else 8.0)
    parts = [(card.node.kind, True, look.text), (card.headline, False, look.text), (card.node.name, False, look.quiet)]
    for text, bold, pen in parts:
        if text:
            left = write(painter, text, left, 8.2, right, pixels, pen, bold) + 0.7 * pixels
    if remark:
        write(painter, remark, left + 2 * pixels, 8.2, right, 0.8 * pixels, look.quiet)


def _paint_ways(painter: QPainter, ground: Ground, height: float, look: Look, scale: float) -> None:
    """Faint ways from the wire that comes in to the inputs, and from the units to the one that goes out."""
    inputs = ground.inputs[: len(ground.inputs) - ground.has_bias]
    ways = [np.hstack([np.broadcast_to((PORT, height / 2), inputs.shape), inputs])]
    ways.append(np.hstack([ground.units, np.broadcast_to((WIDTH - PORT, height / 2), ground.units.shape)]))
    painter.setPen(QPen(look.grid_line, 1.0 / scale))
    draw_lines(painter, np.vstack(ways))


def _paint_lines(painter: QPainter, ground: Ground, opened: Opened, look: Look, scale: float) -> None:
    """All weights, the small ones first: a call for each thickness and sign."""
    shares = opened.shares.ravel()
    levels = np.ceil(np.abs(shares) * LEVELS - 0.02).astype(int)
    lines, thickest = ground.lines, min(0.42 * ground.step * scale, 1.5 * scale, THICKEST)
    faintest = FAINTEST * min(1.0, CROWDED / max(1, len(lines)))
    for level in range(1, LEVELS + 1):
        for sign, name in ((-1, "negative"), (1, "positive")):
            chosen = lines[(levels == level) & (np.sign(shares) == sign)]
            if len(chosen):
                share = level / LEVELS
                color = mixed(look.card.color(), theme.color(name), faintest + (1.0 - faintest) * share)
                pen = QPen(color, max(0.5, thickest * share) / scale)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                draw_lines(painter, chosen)


def _paint_inputs(painter: QPainter, ground: Ground, opened: Opened, look: Look, scale: float) -> None:
    """What comes in as small circles; the bias as a square-ish one with a 1 in it."""
    radius, count = ground.input_radius, len(ground.inputs) - ground.has_bias
    painter.setBrush(look.card)
    painter.setPen(QPen(look.quiet.color(), min(0.9, 2.2 / scale)))
    for x, y in ground.inputs[:count].tolist():
        painter.drawEllipse(QPointF(x, y), radius, radius)
    names = ["x" + str(row + 1).translate(SUBSCRIPT) for row in opened.told.shown_inputs]
    if ground.has_bias:
        x, y = ground.inputs[-1]
        painter.drawRoundedRect(QRectF(x - radius, y - radius, 2 * radius, 2 * radius), 0.35 * radius, 0.35 * radius)
        write_in(painter, ["1"], ground.inputs[-1:], 1.25 * radius, look.text, scale)
    write_in(painter, names, ground.inputs[:count], radius, look.quiet, scale)


def _paint_units(painter: QPainter, ground: Ground, opened: Opened, look: Look, scale: float, mapped: float) -> None:
    """Units: circles with their number, which turn into squares with their map as `mapped` goes from 0 to 1."""
    shape = unit_shape(ground, mapped) if opened.has_weights else unit_shape(ground, 1.0)
    if opened.has_weights:
        painter.setBrush(look.card)
        painter.setPen(QPen(look.text.color(), min(1.1, 2.4 / scale)))
        for x, y in ground.units.tolist():
            painter.drawRoundedRect(shape.at(x, y), shape.corner, shape.corner)
    if mapped > 0.0 and opened.has_maps:
        painter.setOpacity(mapped)
        paint_maps(painter, ground, shape, opened, look, scale)
    if mapped < 1.0 and opened.has_weights:
        painter.setOpacity(1.0 - mapped)
        numbers = [str(unit + 1) for unit in opened.told.shown]
        write_in(painter, numbers, ground.units, ground.unit_radius, look.text, scale)
    painter.setOpacity(1.0)


def _remark(opened: Opened, scale: float) -> str:
    """What is to be said of the layer as a whole."""
    if not opened.sound:
        return UNSOUND
    return MAPLESS if opened.told.map_kind == "none" and arrived(Tier.MAPS, scale) > 0.0 else ""


def _paint_left_out(painter: QPainter, height: float, opened: Opened, look: Look, scale: float) -> None:
    """How many inputs and units are not drawn."""
    told, pixels, line = opened.told, min(4.6, 20.0 / scale), height - BOTTOM + 0.6
    for many, shown, x in ((told.inputs, told.shown_inputs, LEFT - 8.0), (told.units, told.shown, RIGHT - 16.0)):
        if many > len(shown):
            write(painter, left_out(many, len(shown)), x, line, WIDTH - 4.0, pixels, look.quiet)
