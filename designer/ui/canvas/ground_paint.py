"""The ground: dots a step of the grid apart, painted as one row of them with the room below, copied down the view."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QTransform

from designer.ui.canvas.bulk import draw_rects
from designer.ui.canvas.look import Look
from designer.ui.canvas.strips import whole
from designer.ui.painting import is_pixels

STEP = 20.0
"""From one dot to the next, in scene units."""
NEAREST = 14.0
"""Dots closer than this on the screen are left out, every other one."""
DOT = 2
"""The side of a dot, in pixels."""


def paint_ground(painter: QPainter, area: QRectF, look: Look) -> None:
    """Paint the ground of an area of the scene."""
    if not is_pixels(painter):
        painter.fillRect(area, look.canvas)
        return
    transform, ratio = painter.worldTransform(), painter.device().devicePixelRatio()
    scale, step = transform.m11(), STEP
    while step * scale < NEAREST:
        step *= 2.0
    xs = _dots(area.left(), area.right(), step, scale * ratio, transform.dx() * ratio)
    ys = _dots(area.top(), area.bottom(), step, scale * ratio, transform.dy() * ratio)
    row = _row(xs - xs[0], int(np.diff(ys).max()), look)
    painter.save()
    # From here on a unit is a pixel of the device: between rows that end within one something else would shine through.
    painter.setWorldTransform(QTransform.fromScale(1.0 / ratio, 1.0 / ratio))
    left = int(xs[0])
    for y in ys.tolist():
        painter.drawPixmap(left, y, row)
    painter.restore()


def _dots(low: float, high: float, step: float, scale: float, away: float) -> np.ndarray:
    """The pixels at which dots begin, from the last one before `low` to the first one behind `high`."""
    places = np.arange(np.floor(low / step), np.ceil(high / step) + 1) * step
    return whole(places * scale + away)


def _row(xs: np.ndarray, height: int, look: Look) -> QPixmap:
    """A row of dots that begin at these pixels, with the ground down to the next one."""
    row = QPixmap(int(xs[-1]) + DOT, height)
    row.fill(look.canvas)
    painter = QPainter(row)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.grid.color())
    draw_rects(painter, np.stack([xs, 0 * xs, np.full_like(xs, DOT), np.full_like(xs, DOT)], axis=1))
    painter.end()
    return row
