"""Many shapes in one call: Qt reads them from the memory of an array, so that none costs a call of its own."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter
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


def draw_thin(painter: QPainter, ends: np.ndarray, smooth: bool) -> None:
    """Lines a pixel wide. Upright and level ones look the same smoothed or not, and are much faster if not."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if smooth:
        slanted = (ends[:, 0] != ends[:, 2]) & (ends[:, 1] != ends[:, 3])
        draw_lines(painter, ends[~slanted])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ends = ends[slanted]
    draw_lines(painter, ends)
