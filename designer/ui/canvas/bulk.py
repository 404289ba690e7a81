"""Many shapes in one call: Qt reads them from the memory of an array, so that none costs a call of its own."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPixmap
from shiboken6 import Shiboken


def draw_rects(painter: QPainter, boxes: np.ndarray) -> None:
    """Rectangles, each x, y, width, height."""
    kept = np.ascontiguousarray(boxes, dtype=np.float64)
    if len(kept):
        painter.drawRects(Shiboken.wrapInstance(kept.ctypes.data, QRectF), len(kept))


def draw_lines(painter: QPainter, ends: np.ndarray) -> None:
    """Lines, each x1, y1, x2, y2."""
    kept = np.ascontiguousarray(ends, dtype=np.float64)
    if len(kept):
        painter.drawLines(Shiboken.wrapInstance(kept.ctypes.data, QLineF), len(kept))


def draw_stamps(painter: QPainter, corners: np.ndarray, picture: QPixmap) -> None:
    """The same picture at many places, given by their corners x, y: Qt is twice as fast with it as with one rectangle."""
    kept = np.zeros((len(corners), 10))  # QPainter.PixmapFragment: middle, source, scale, rotation, opacity
    kept[:, 0], kept[:, 1] = corners[:, 0] + picture.width() / 2, corners[:, 1] + picture.height() / 2
    kept[:, 4], kept[:, 5] = picture.width(), picture.height()
    kept[:, 6:8] = kept[:, 9] = 1.0
    if len(kept):
        fragments = Shiboken.wrapInstance(kept.ctypes.data, QPainter.PixmapFragment)
        painter.drawPixmapFragments(fragments, len(kept), picture)


def draw_thin(painter: QPainter, ends: np.ndarray, smooth: bool) -> None:
    """Lines a pixel wide. Upright and level ones look the same smoothed or not, and are much faster if not."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if smooth:
        slanted = (ends[:, 0] != ends[:, 2]) & (ends[:, 1] != ends[:, 3])
        draw_lines(painter, ends[~slanted])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = ends[slanted]
    draw_lines(painter, ends)
