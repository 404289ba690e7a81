"""Strokes and picture files as an image of the data."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPen

from designer.data.fields import Field, Packed
from designer.ui.trying.ink import FINE, Ink, coarse, placed, valued

THICK = 1.5
"""How many pixels of a small image a stroke is wide; of a larger one a tenth of its height."""
UNREADABLE = "This file is no picture that can be read. Save it as PNG or JPEG and open it again."
DOT = 0.04
"""A drawing that reaches no further than this is a dot, and stays small."""
MOST_PIXELS = 40_000_000
TOO_LARGE = f"This picture has more than {MOST_PIXELS // 1_000_000} million pixels. Make it smaller and open it again."
AHEAD = 512
"""Larger pictures are made so small while they are read, which is quicker."""

Stroke = list[tuple[float, float]]
"""Points in shares of the pad's width and height."""


def packed_strokes(strokes: Sequence[Stroke], field: Field, ink: Ink) -> Packed:
    """What was drawn, as large and where images of the data have it."""
    height, width = (int(side or 1) for side in field.shape[:2])
    points = np.array([point for stroke in strokes for point in stroke], dtype=float)
    if not len(points):
        return _packed(np.zeros((height, width)), field, ink)
    low, high = points.min(axis=0), points.max(axis=0)
    pen = max(THICK, height / 10) / height
    scale = max(ink.reach - pen, pen) / max(float((high - low).max()), DOT)
    middle = (low + high) / 2
    moved = [[((x - middle[0]) * scale + 0.5, (y - middle[1]) * scale + 0.5) for x, y in one] for one in strokes]
    fine = painted(moved, (width * FINE, height * FINE), pen * height * FINE)
    return _packed(coarse(placed(fine, ink), height, width), field, ink)


def painted(strokes: Sequence[Stroke], size: tuple[int, int], pen: float) -> np.ndarray:
    """Strokes as shares of ink, from 0 to 1."""
    image = QImage(*size, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(Qt.GlobalColor.white, pen, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    for stroke in strokes:
        places = [QPointF(x * size[0], y * size[1]) for x, y in stroke]
        painter.drawPolyline(places) if len(places) > 1 else painter.drawPoint(places[0])
    painter.end()
    return _grey(image)


def packed_file(path: str, field: Field, ink: Ink) -> Packed | str:
    """A picture file at the size of the data's images, or a sentence why not."""
    reader = QImageReader(path)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.width() * size.height() > MOST_PIXELS:
        return TOO_LARGE
    if max(size.width(), size.height()) > AHEAD:
        reader.setScaledSize(size.scaled(AHEAD, AHEAD, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return UNREADABLE
    height, width, depth = (int(side or 1) for side in field.shape)
    small = image.convertToFormat(QImage.Format.Format_ARGB32).scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    if depth == 3:
        colours = _bytes(small.convertToFormat(QImage.Format.Format_RGB888), 3) / 255
        return Packed((field.low + colours * (field.high - field.low)).astype(np.float32).tobytes())
    shares = _grey(small.convertToFormat(QImage.Format.Format_Grayscale8))
    edge = np.concatenate([shares[[0, -1]].ravel(), shares[:, [0, -1]].ravel()])
    if float(np.median(edge)) > 0.5:  # dark on a light ground, as on paper
        shares = 1 - shares
    return _packed(shares, field, ink)


def _packed(shares: np.ndarray, field: Field, ink: Ink) -> Packed:
    return Packed(np.ascontiguousarray(valued(shares, field.low, field.high, ink)).tobytes())


def _grey(image: QImage) -> np.ndarray:
    return _bytes(image, 1)[:, :, 0] / 255


def _bytes(image: QImage, depth: int) -> np.ndarray:
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width() * depth].reshape(image.height(), image.width(), depth).astype(float)
