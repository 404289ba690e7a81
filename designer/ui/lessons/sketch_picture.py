"""How a sketch is painted: its points and lines, the curve that came, and what is what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from designer.lessons.sketches import EMPTY, TOP, Sketch, heights
from designer.ui.language import tr
from designer.ui.theme import color

INVITES = "Sketch the curve here"
LINES = ((Qt.PenStyle.DashLine, "your sketch"), (Qt.PenStyle.SolidLine, "what came"))


@dataclass(frozen=True)
class SketchPicture:
    """What is painted. `point` is the one that keys move, while they do."""

    frame: QRectF
    metric: str
    sketch: Sketch
    came: Sequence[float]
    point: int | None


def paint_sketch(widget: QWidget, picture: SketchPicture) -> None:
    """Paint a sketch onto its widget."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _ground(painter, widget, picture)
    came = "validation" if picture.metric.startswith("val_") else "train"
    if picture.came:
        painter.setPen(QPen(color(came), 3))
        painter.drawPolyline(QPolygonF(list(_places(picture.frame, picture.came))))
        _legend(painter, picture.frame, came)
    painter.setPen(QPen(color("text"), 2, Qt.PenStyle.DashLine))
    places = list(_places(picture.frame, heights(picture.sketch)))
    painter.drawPolyline(QPolygonF(places))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color("text"))
    for place, height in zip(places, picture.sketch, strict=False):
        if height is not None:
            painter.drawEllipse(place, 4, 4)
    if picture.point is not None:
        _mark(painter, picture, picture.point)


def _ground(painter: QPainter, widget: QWidget, picture: SketchPicture) -> None:
    focus, frame = picture.point is not None, picture.frame
    painter.setPen(QPen(color("accent" if focus else "control"), 2 if focus else 1))
    painter.setBrush(color("canvas"))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color("control"), 1))
    painter.drawPolyline(QPolygonF([frame.topLeft(), frame.bottomLeft(), frame.bottomRight()]))
    painter.setPen(color("quiet"))
    below = QRectF(frame.left(), frame.bottom() + 2, frame.width(), painter.fontMetrics().height())
    metric = tr(picture.metric.replace("val_", "validation ").replace("_", " "))
    painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"↑ {metric}")
    painter.drawText(below, Qt.AlignmentFlag.AlignRight, tr("epochs →"))
    if picture.sketch == EMPTY:
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, tr(INVITES))


def _legend(painter: QPainter, frame: QRectF, came: str) -> None:
    """What the two lines are, in the upper right, where most curves are not."""
    high = painter.fontMetrics().height()
    wide = max(painter.fontMetrics().horizontalAdvance(tr(text)) for _, text in LINES)
    for number, (dashes, text) in enumerate(LINES):
        middle = frame.top() + (number + 0.5) * high
        start = frame.right() - wide - 2.5 * high
        painter.setPen(QPen(color("text" if number == 0 else came), 2 + number, dashes))
        painter.drawLine(QPointF(start, middle), QPointF(start + 2 * high, middle))
        painter.setPen(color("text"))
        painter.drawText(
            QRectF(frame.right() - wide, middle - high / 2, wide, high), Qt.AlignmentFlag.AlignLeft, tr(text)
        )


def _mark(painter: QPainter, picture: SketchPicture, point: int) -> None:
    """The point that keys move: a ring, and a line down to where it stands."""
    there = heights(picture.sketch) or (TOP / 2,) * len(picture.sketch)
    place = list(_places(picture.frame, there))[point]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color("accent"), 1, Qt.PenStyle.DotLine))
    painter.drawLine(place, QPointF(place.x(), picture.frame.bottom()))
    painter.setPen(QPen(color("accent"), 2))
    painter.drawEllipse(place, 7, 7)


def _places(frame: QRectF, levels: Sequence[float]) -> Iterator[QPointF]:
    last = max(1, len(levels) - 1)
    for at, level in enumerate(levels):
        yield QPointF(frame.left() + at / last * frame.width(), frame.bottom() - level / TOP * frame.height())
