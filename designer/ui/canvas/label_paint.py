"""Writing on wires: each text is painted once for the zoom in force, and then copied."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPixmap, QTransform

from designer.ui.canvas.look import Look
from designer.ui.canvas.strips import whole
from designer.ui.painting import is_pixels

LIMIT = 2000
"""How many texts are kept."""


class LabelPictures:
    """The pictures of texts at one scale."""

    def __init__(self) -> None:
        self._made_for: tuple[object, ...] = ()
        self._pictures: dict[str, QPixmap] = {}

    def forget(self) -> None:
        """Theme or font changed."""
        self._pictures.clear()

    def paint(self, painter: QPainter, spots: np.ndarray, texts: list[str], font: QFont, look: Look) -> None:
        """Write texts into rectangles (left, top, width, height)."""
        if not texts:
            return
        if is_pixels(painter):
            self._copy(painter, spots, texts, font, look)
            return
        for spot, text in zip(spots.tolist(), texts, strict=True):
            write(painter, QRectF(*spot), text, font, look)

    def _copy(self, painter: QPainter, spots: np.ndarray, texts: list[str], font: QFont, look: Look) -> None:
        transform, ratio = painter.worldTransform(), painter.device().devicePixelRatio()
        scale = transform.m11()
        made_for = (scale, ratio, font.pixelSize(), look.canvas.rgba())
        if made_for != self._made_for or len(self._pictures) > LIMIT:
            self._made_for = made_for
            self._pictures.clear()
        corners = whole(spots[:, :2] * scale + (transform.dx(), transform.dy())).tolist()
        painter.save()
        painter.setWorldTransform(QTransform())
        for (x, y), text, row in zip(corners, texts, range(len(texts)), strict=True):
            picture = self._pictures.get(text)
            if picture is None:
                picture = self._pictures[text] = _picture(text, spots[row, 2:], scale, ratio, font, look)
            painter.drawPixmap(x, y, picture)
        painter.restore()


def write(painter: QPainter, area: QRectF, text: str, font: QFont, look: Look) -> None:
    """Write on the canvas's ground."""
    painter.fillRect(area, look.canvas)
    painter.setFont(font)
    painter.setPen(look.quiet)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def _picture(text: str, size: np.ndarray, scale: float, ratio: float, font: QFont, look: Look) -> QPixmap:
    width, height = float(size[0]), float(size[1])
    across, down = np.ceil(size * scale * ratio).astype(int).tolist()
    picture = QPixmap(across, down)
    picture.setDevicePixelRatio(ratio)
    picture.fill(look.canvas)
    painter = QPainter(picture)
    painter.scale(scale, scale)
    write(painter, QRectF(0.0, 0.0, width, height), text, font, look)
    painter.end()
    return picture
