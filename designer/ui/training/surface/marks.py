"""The examples on a survey: a mark for each, painted once for as long as they are the same.

While the network changes its answers many times a second, its examples stay where they are; and to paint some hundred
marks takes longer than all else in the picture together.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap

from designer.ui.data.picture import class_color, draw_marker, value_color
from designer.ui.painting import is_pixels
from designer.ui.theme import color
from designer.ui.training.surface.shares import Floats, Seen

RADIUS = 2.6
STEPS = 64
"""Tones from the lowest to the highest number."""


class Marks:
    """Paints the marks of a widget's examples, filled for rows that are learned from, a ring for those held back."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._shows: tuple[object, ...] = ()

    def forget(self) -> None:
        """Paint them anew: colours have changed."""
        self._shows = ()

    def draw(self, painter: QPainter, room: QRectF, shown: Seen, xs: Floats, ys: Floats) -> None:
        """Mark each example of `shown` at its place, as far as it lies in `room`."""
        if not is_pixels(painter):
            _paint(painter, room, shown, xs, ys)
            return
        ratio, examples, area = painter.device().devicePixelRatioF(), shown.examples, room.toAlignedRect()
        assert examples is not None
        places = xs.tobytes(), ys.tobytes(), examples.truths.tobytes(), examples.training
        shows = (*places, room.getRect(), shown.classes, shown.low, shown.high, ratio)
        if shows != self._shows:
            self._picture, self._shows = QPixmap(area.size() * ratio), shows
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            inner = QPainter(self._picture)
            inner.setRenderHint(QPainter.RenderHint.Antialiasing)
            inner.translate(-area.topLeft())
            _paint(inner, room, shown, xs, ys)
            inner.end()
        painter.drawPixmap(area.topLeft(), self._picture)


def _paint(painter: QPainter, room: QRectF, shown: Seen, xs: Floats, ys: Floats) -> None:
    examples, classes = shown.examples, shown.classes
    assert examples is not None
    ground, span = color("canvas"), (shown.high - shown.low) or 1.0
    edge, inside = QPen(ground, 0.7), QBrush(ground)
    if classes:
        numbers = steps = examples.truths.astype(int).tolist()
        tones = [class_color(at, len(classes)) for at in range(max(steps, default=0) + 1)]
    else:
        shares = np.nan_to_num((examples.truths - shown.low) / span).clip(0, 1)
        steps = np.rint(shares * STEPS).astype(int).tolist()
        tones, numbers = [value_color(at / STEPS) for at in range(STEPS + 1)], [0] * len(steps)
    # made once: to ask the theme for every one of some hundred marks takes longer than to draw them
    pens, brushes = [QPen(tone, 1.3) for tone in tones], [QBrush(tone) for tone in tones]
    painter.save()
    painter.setClipRect(room)
    for at, (x, y, number, step) in enumerate(zip(xs.tolist(), ys.tolist(), numbers, steps, strict=True)):
        held = at >= examples.training
        painter.setPen(pens[step] if held else edge)
        painter.setBrush(inside if held else brushes[step])
        draw_marker(painter, number, QPointF(x, y), RADIUS)
    painter.restore()
