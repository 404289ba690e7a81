"""Numbers as a picture."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter, QPen

from designer.ui.theme import color
from designer.values import Shape


def image_of(floats: bytes, shape: Shape, low: float, high: float) -> QImage:
    """Grey or coloured pixels: black is the lowest value of the data, white the highest."""
    height, width, depth = (int(side or 1) for side in shape)
    values = np.frombuffer(floats, np.float32)[: height * width * depth].reshape(height, width, depth)
    span = (high - low) or 1.0
    levels = np.clip((values - low) / span * 255, 0, 255).astype(np.uint8)
    pixels = np.ascontiguousarray(np.repeat(levels, 3, axis=2) if depth == 1 else levels)
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def line_of(floats: bytes, size: tuple[int, int], low: float, high: float) -> QImage:
    """Numbers one after the other as a line, which shows their course and not their size."""
    wide, tall = size
    values = np.frombuffer(floats, np.float32).astype(float)
    image = QImage(wide, tall, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    heights = tall - 3 - (np.clip(values, low, high) - low) / ((high - low) or 1.0) * (tall - 6)
    places = np.linspace(2, wide - 3, len(values))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color("train"), 1.5))
    painter.drawPolyline([QPointF(float(x), float(y)) for x, y in zip(places, heights, strict=True)])
    painter.end()
    return image
