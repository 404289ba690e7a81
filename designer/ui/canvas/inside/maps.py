"""Each unit's map: orange and blue, and the card's ground where it is nought. With one input, a curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QTransform

from designer.ui import theme
from designer.ui.canvas.bulk import draw_lines
from designer.ui.canvas.inside.ground import Ground
from designer.ui.canvas.inside.opened import Opened
from designer.ui.canvas.look import Look

STEPS = 127
"""Shades of either colour."""
CORNER = 0.14
"""How round the corners of a map are, as a share of its side."""


@dataclass(frozen=True)
class UnitShape:
    """A square with round corners, so round at first that it is a circle."""

    side: float
    corner: float

    def at(self, x: float, y: float) -> QRectF:
        return QRectF(x - self.side / 2, y - self.side / 2, self.side, self.side)


def unit_shape(ground: Ground, mapped: float) -> UnitShape:
    """A unit on its way from circle (0) to map (1)."""
    side = ground.tile * mapped + 2 * ground.unit_radius * (1.0 - mapped)
    return UnitShape(side, side * (CORNER * mapped + 0.5 * (1.0 - mapped)))


def paint_maps(painter: QPainter, ground: Ground, shape: UnitShape, opened: Opened, look: Look, scale: float) -> None:
    """Paint the map of every unit in its shape."""
    draw = _paint_curve if opened.told.map_kind == "curve" else _paint_plane
    for at, (x, y) in enumerate(ground.units.tolist()):
        painter.setPen(QPen(look.text.color(), min(1.1, 2.4 / scale)))
        draw(painter, shape.at(x, y), shape.corner, opened, at, look, scale)


def image_of(shares: np.ndarray, look: Look) -> QImage:
    """A map as a picture, a pixel for each number from -1 to 1."""
    colors = _colors(look.canvas, theme.color("negative"), theme.color("positive"))
    pixels = np.ascontiguousarray(colors[np.rint(shares * STEPS).astype(int) + STEPS])
    high, wide = pixels.shape
    return QImage(pixels.data, wide, high, 4 * wide, QImage.Format.Format_RGB32).copy()


def _paint_plane(
    painter: QPainter, area: QRectF, corner: float, opened: Opened, at: int, look: Look, scale: float
) -> None:
    image = image_of(opened.map_shares[at], look)
    brush = QBrush(image)
    if opened.told.map_kind == "plane":
        # Each number is the answer at a point, and the outermost points lie on the rim.
        inset, across, down = 0.5, image.width() - 1, image.height() - 1
    else:
        inset, across, down = 0.0, image.width(), image.height()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    place = QTransform.fromTranslate(area.left(), area.top())
    place.scale(area.width() / across, area.height() / down)
    brush.setTransform(place.translate(-inset, -inset))
    painter.setBrush(brush)
    painter.drawRoundedRect(area, corner, corner)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)


def _paint_curve(
    painter: QPainter, area: QRectF, corner: float, opened: Opened, at: int, look: Look, scale: float
) -> None:
    """What a unit answers along its one input, and the line of nought."""
    painter.setBrush(look.canvas)
    painter.drawRoundedRect(area, corner, corner)
    inner = area.adjusted(corner / 2, corner, -corner / 2, -corner)
    middle = inner.center().y()
    painter.setPen(QPen(look.grid_line, 1.0 / scale))
    painter.drawLine(QPointF(inner.left(), middle), QPointF(inner.right(), middle))
    shares = opened.map_shares[at].ravel()
    xs = np.linspace(inner.left(), inner.right(), len(shares))
    points = np.stack([xs, middle - shares * inner.height() / 2], axis=1)
    painter.setPen(QPen(theme.color("positive"), min(1.4, 3.0 / scale)))
    draw_lines(painter, np.hstack([points[:-1], points[1:]]))


def _colors(nought: QColor, negative: QColor, positive: QColor) -> np.ndarray:
    """The shades from all negative over nought to all positive, as Qt's 32-bit pixels."""
    ends = [np.array(color.getRgbF()[:3]) for color in (negative, nought, positive)]
    share = np.linspace(0.0, 1.0, STEPS + 1)[:, None]
    low, high = ends[0] + (ends[1] - ends[0]) * share, ends[1] + (ends[2] - ends[1]) * share
    rgb = np.rint(255 * np.vstack([low, high[1:]])).astype(np.uint32)
    return (0xFF << 24 | rgb[:, 0] << 16 | rgb[:, 1] << 8 | rgb[:, 2]).astype(np.uint32)
