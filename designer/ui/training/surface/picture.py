"""Draws a survey: colours over a plane with the examples on it, or a curve among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.ui.charts.taking import Taking
from designer.ui.data.picture import class_color, value_color
from designer.ui.theme import color, themes
from designer.ui.training.surface.marks import Marks
from designer.ui.training.surface.shares import Seen
from designer.ui.training.surface.table import rows_of

SHADES = 64
STRENGTH = 0.62
"""How much of a class's colour the ground has where the network is quite sure: examples have to stand out from it."""


class SurfacePicture(QWidget):
    """As large a square as there is room for; a curve takes all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: Seen | None = None
        self._names: tuple[str, ...] = ()
        self._image, self._marks = QImage(), Marks()
        self.taking = Taking(self, "answers", self._rows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        themes().changed.connect(self._recolour)

    def show_seen(self, shown: Seen | None, names: tuple[str, ...]) -> None:
        """Draw this from now on, or nothing."""
        self._seen, self._names = shown, names
        self._repaint()

    def _rows(self) -> Iterator[Sequence[object]]:
        return rows_of(self._seen, self._names) if self._seen is not None else iter(())

    def sizeHint(self) -> QSize:
        return QSize(200, 200)

    def minimumSizeHint(self) -> QSize:
        return QSize(110, 110)

    def _recolour(self) -> None:
        self._marks.forget()
        self._repaint()

    def _repaint(self) -> None:
        self._image = QImage() if self._seen is None or self._seen.flat else _image(self._seen)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._seen
        if shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        line = self.fontMetrics().height()
        room = QRectF(line + 2, 4, self.width() - line - 8, self.height() - line - 8)
        if shown.flat:
            self._paint_curve(painter, room, shown)
        else:
            side = max(20.0, min(room.width(), room.height()))
            room = QRectF(room.left() + (room.width() - side) / 2, room.top(), side, side)
            painter.drawImage(room, self._image)
            self._paint_points(painter, room, shown)
        painter.setPen(QPen(color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(room)
        self._paint_names(painter, room, line)

    def _paint_points(self, painter: QPainter, room: QRectF, shown: Seen) -> None:
        if shown.examples is None:
            return
        (left, right), (bottom, top) = shown.spans
        places = shown.examples.places
        xs = room.left() + (places[:, 0] - left) / (right - left) * room.width()
        ys = room.top() + (top - places[:, 1]) / (top - bottom) * room.height()
        self._marks.draw(painter, room, shown, xs, ys)

    def _paint_curve(self, painter: QPainter, room: QRectF, shown: Seen) -> None:
        painter.fillRect(room, color("canvas"))
        (left, right), examples = shown.spans[0], shown.examples
        painter.setPen(QPen(color("quiet"), 1, Qt.PenStyle.DotLine))
        for bend in shown.bends:
            x = room.left() + (bend - left) / (right - left) * room.width()
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
        inner = room.adjusted(0, 6, 0, -6)
        shares = shown.sure[0] if not shown.classes else _positive(shown)
        if examples is not None:
            heights = (
                examples.truths if shown.classes else (examples.truths - shown.low) / ((shown.high - shown.low) or 1)
            )
            xs = room.left() + (examples.places[:, 0] - left) / (right - left) * room.width()
            self._marks.draw(painter, room, shown, xs, inner.bottom() - heights * inner.height())
        xs = np.linspace(room.left(), room.right(), len(shares))
        ys = inner.bottom() - shares * inner.height()
        painter.setPen(QPen(color("text"), 2))
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]))

    def _paint_names(self, painter: QPainter, room: QRectF, line: int) -> None:
        painter.setPen(color("quiet"))
        metrics = self.fontMetrics()
        across = (
            metrics.elidedText(self._names[0], Qt.TextElideMode.ElideRight, int(room.width())) if self._names else ""
        )
        painter.drawText(
            QRectF(room.left(), room.bottom() + 1, room.width(), line), Qt.AlignmentFlag.AlignCenter, across
        )
        if len(self._names) > 1:
            up = metrics.elidedText(self._names[1], Qt.TextElideMode.ElideRight, int(room.height()))
            painter.save()
            painter.translate(room.left() - line - 2, room.bottom())
            painter.rotate(-90)
            painter.drawText(QRectF(0, 0, room.height(), line), Qt.AlignmentFlag.AlignCenter, up)
            painter.restore()


def _positive(shown: Seen) -> np.ndarray:
    """How likely the second of two classes is along a single feature; of more classes, which one it is."""
    if len(shown.classes) == 2:
        return np.where(shown.taken[0] == 1, 0.5 + shown.sure[0] / 2, 0.5 - shown.sure[0] / 2)
    return shown.taken[0] / max(1, len(shown.classes) - 1)


def _image(shown: Seen) -> QImage:
    """The plane as a picture, a pixel for each point that was asked about."""
    if shown.classes:
        table = np.stack(
            [_shades(color("canvas"), class_color(at, len(shown.classes))) for at in range(len(shown.classes))]
        )
        pixels = table[shown.taken % len(table), np.rint(shown.sure * (SHADES - 1)).astype(int)]
    else:
        tones = np.array([_shades(color("canvas"), value_color(at / (SHADES - 1)))[-1] for at in range(SHADES)])
        pixels = tones[np.rint(np.clip(shown.sure, 0, 1) * (SHADES - 1)).astype(int)]
    pixels = np.ascontiguousarray(pixels, dtype=np.uint32)
    high, wide = pixels.shape
    return QImage(pixels.data, wide, high, 4 * wide, QImage.Format.Format_RGB32).copy()


def _shades(ground: QColor, tone: QColor) -> np.ndarray:
    """From the ground to a colour, as strong as it may become."""
    share = np.linspace(0.0, STRENGTH, SHADES)[:, None]
    mixed = np.rint(np.array(ground.getRgb()[:3]) * (1 - share) + np.array(tone.getRgb()[:3]) * share).astype(np.uint32)
    return 0xFF000000 + (mixed[:, 0] << 16) + (mixed[:, 1] << 8) + mixed[:, 2]
