"""What every picture has to know of the painter it is painted with."""

from __future__ import annotations

from PySide6.QtGui import QPaintEngine, QPainter


def is_pixels(painter: QPainter) -> bool:
    """Whether a painter paints pixels, rather than writing down shapes for a file."""
    return painter.paintEngine().type() is QPaintEngine.Type.Raster
