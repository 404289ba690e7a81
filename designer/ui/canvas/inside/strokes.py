"""Lines by the thousand and words of any size, for what is inside a card."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from designer.ui.canvas.metrics import font
from designer.ui.language import tr

LEGIBLE = 7.5
"""The smallest number written into a circle, in pixels."""
LARGE = 40.0
"""The pixels type is set in before it is scaled: in a scene, type may be smaller than a pixel."""


def write(
    painter: QPainter, text: str, x: float, y: float, right: float, pixels: float, pen: QPen, bold: bool = False
) -> float:
    """Write from `x` on the line `y`, not beyond `right`; says where it ended."""
    large = font(LARGE, bold)
    metrics, size = QFontMetricsF(large), pixels / LARGE
    shown = metrics.elidedText(tr(text), Qt.TextElideMode.ElideRight, max(0.0, right - x) / size)
    painter.save()
    painter.translate(x, y)
    painter.scale(size, size)
    painter.setFont(large)
    painter.setPen(pen)
    painter.drawText(QPointF(), shown)
    painter.restore()
    return x + metrics.horizontalAdvance(shown) * size


def write_in(painter: QPainter, texts: list[str], at: np.ndarray, pixels: float, pen: QPen, scale: float) -> None:
    """Write numbers into circles, where they can be read."""
    if pixels * scale < LEGIBLE:
        return
    large = font(LARGE)
    metrics, size = QFontMetricsF(large), pixels / LARGE
    painter.setFont(large)
    painter.setPen(pen)
    for text, (x, y) in zip(texts, at.tolist(), strict=True):
        box = metrics.tightBoundingRect(text)
        fit = min(1.0, 1.5 * LARGE / max(1.0, box.width()))
        painter.save()
        painter.translate(x, y)
        painter.scale(size * fit, size * fit)
        painter.drawText(-box.center(), text)
        painter.restore()


def mixed(ground: QColor, color: QColor, share: float) -> QColor:
    """`share` of a colour on a ground. Opaque: Qt draws thick lines that are not far more slowly."""
    return QColor.fromRgbF(
        *(a + (b - a) * share for a, b in zip(ground.getRgbF()[:3], color.getRgbF()[:3], strict=True))
    )
