"""The bookmarks of a level as numbered flags on its overview."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from designer.ui import theme
from designer.ui.canvas.metrics import font, text_scale
from designer.ui.canvas.minimap.chart import Chart

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene

HEIGHT = 13.0
"""Of the cloth, with text of the usual size; the pole is half as long again."""
TEXT = 10.0
REACH = 5.5
"""How far beside a flag it can still be hit: it is small."""


def flags(scene: CanvasScene, chart: Chart) -> dict[int, QRectF]:
    """Where the flag of each bookmark of this level is, by its number; moved in where it would be cut off."""
    high, room, found = round(HEIGHT * text_scale()), chart.room, {}
    for number, mark in enumerate(scene.session.design.layout.bookmarks, start=1):
        if mark.block == scene.level:
            foot, wide = chart.point(QPointF(mark.x, mark.y)), high * (1.0 + 0.4 * (number > 9))
            left = max(room.left(), min(foot.x(), room.right() - wide))
            top = max(room.top(), min(foot.y() - 1.5 * high, room.bottom() - 1.5 * high))
            found[number] = QRectF(round(left), round(top), wide, high)
    return found


def flag_at(boxes: dict[int, QRectF], point: QPointF) -> int | None:
    """The number of the flag at a point: the one drawn last."""
    hit = [number for number, box in boxes.items() if box.adjusted(-REACH, -REACH, REACH, REACH).contains(point)]
    return max(hit, default=None)


def picture_of_flags(scene: CanvasScene, boxes: dict[int, QRectF], size: QSize, ratio: float) -> QPixmap:
    """All flags on nothing, to lay over the overview; no picture where there is none."""
    if not boxes:
        return QPixmap()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font(TEXT * text_scale(), bold=True))
    for number, box in boxes.items():
        painter.setPen(QPen(scene.look.accent, 2.0))
        painter.drawLine(box.topLeft(), QPointF(box.left(), box.bottom() + box.height() / 2))
        painter.setPen(QPen(scene.look.canvas, 1.0))
        painter.setBrush(scene.look.accent)
        painter.drawRect(box)
        painter.setPen(theme.color("on_accent"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()
    return picture
