"""What lies over the cards while something is going on: the wire in hand, the box, rings, and words.

Gestures put marks here and take them away; only what changed is painted again.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.ui import theme
from designer.ui.canvas.guide_marks import NO_MARKS, MoveMarks, area_of_marks, paint_marks
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import RADIUS, text_scale
from designer.ui.canvas.port_marks import paint_fitting, paint_target, words_place
from designer.ui.language import tr

WORDS_OFF = QPointF(16.0, 18.0)
"""From a point to the words about it, in pixels, where there is room."""


@dataclass(frozen=True)
class Marks:
    """Everything the overlay shows.

    `loose` is the wire in hand, `ports` the ports that fit, `target` the one it would go to, `box` the rubber
    band, `cut` the knife's line, `ghosts` where new cards would go, `ring` the card with the keyboard's focus.
    `moving` are the guides of what is moved, and the places its neighbours would move aside to.
    `words` stand near `words_at`, in the colour of errors where `warns`.
    """

    loose: QPainterPath | None = None
    loose_fits: bool = True
    ports: tuple[QPointF, ...] = ()
    target: QPointF | None = None
    box: QRectF | None = None
    cut: tuple[QPointF, QPointF] | None = None
    ghosts: tuple[QRectF, ...] = ()
    ring: QRectF | None = None
    moving: MoveMarks = NO_MARKS
    words: str = ""
    words_at: QPointF = field(default_factory=QPointF)
    warns: bool = False


class Overlay(QGraphicsItem):
    """Paints the `marks`."""

    def __init__(self, look: Look, bounds: QRectF) -> None:
        super().__init__()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.look = look
        self.scale_now = 1.0
        self.marks = Marks()
        self._bounds = bounds
        self._painted = QRectF()
        self._words_off = WORDS_OFF

    def boundingRect(self) -> QRectF:
        return self._bounds

    def mark(self, **changes: object) -> None:
        """Show other marks: `mark(box=rect)`. Marks not named stay."""
        marks = replace(self.marks, **changes)
        if marks == self.marks:
            return
        self.marks = marks
        self._words_off = self._words_kept_in()
        area = self._area()
        changed = area.united(self._painted)
        if not changed.isNull():
            self.update(changed)
        self._painted = area

    def clear(self, *, keep_ring: bool = True) -> None:
        """Take every mark of a gesture away."""
        empty = Marks(ring=self.marks.ring if keep_ring else None)
        self.mark(**{name: getattr(empty, name) for name in Marks.__dataclass_fields__})

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        marks, look = self.marks, self.look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if marks.ring is not None:
            self._paint_ring(painter, marks.ring)
        self._paint_ports(painter)
        if marks.loose is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(look.wire_strong if marks.loose_fits else look.wire_refused)
            painter.drawPath(marks.loose)
        self._paint_areas(painter)
        paint_marks(painter, marks.moving, look)
        if marks.words:
            self._paint_words(painter)

    def _paint_ring(self, painter: QPainter, ring: QRectF) -> None:
        pen = self.look.selected
        painter.setPen(pen)
        painter.drawRoundedRect(ring.adjusted(-5.0, -5.0, 5.0, 5.0), RADIUS + 4.0, RADIUS + 4.0)

    def _paint_ports(self, painter: QPainter) -> None:
        if not self.marks.ports and self.marks.target is None:
            return
        for port in self.marks.ports:
            paint_fitting(painter, port, self.look)
        if self.marks.target is not None:
            paint_target(painter, self.marks.target, self.look, self.marks.loose_fits)

    def _paint_areas(self, painter: QPainter) -> None:
        marks, faint = self.marks, QColor(self.look.accent)
        faint.setAlphaF(0.12)
        if marks.box is not None:
            painter.setPen(self.look.accent)
            painter.setBrush(QBrush(faint))
            painter.drawRect(marks.box)
        for ghost in marks.ghosts:
            painter.setPen(self.look.selected)
            painter.setBrush(QBrush(faint))
            painter.drawRoundedRect(ghost, RADIUS, RADIUS)
        if marks.cut is not None:
            painter.setPen(self.look.wire_refused)
            painter.drawLine(*marks.cut)

    def _paint_words(self, painter: QPainter) -> None:
        box, size = self._words_box(), text_scale() / self.scale_now
        painter.save()
        painter.translate(box.topLeft())
        painter.scale(size, size)
        area = QRectF(0.0, 0.0, box.width() / size, box.height() / size)
        painter.setPen(theme.color("error" if self.marks.warns else "border"))
        painter.setBrush(theme.color("raised"))
        painter.drawRoundedRect(area, 6.0, 6.0)
        painter.setFont(self.look.plain)
        painter.setPen(self.look.text)
        painter.drawText(area.adjusted(9.0, 6.0, -9.0, -6.0), Qt.TextFlag.TextWordWrap, tr(self.marks.words))
        painter.restore()

    def _words_box(self) -> QRectF:
        metrics = QFontMetricsF(self.look.plain)
        text = metrics.boundingRect(QRectF(0, 0, 340, 400), Qt.TextFlag.TextWordWrap, tr(self.marks.words))
        size = text_scale() / self.scale_now
        corner = self.marks.words_at + self._words_off / self.scale_now
        return QRectF(corner.x(), corner.y(), (text.width() + 20.0) * size, (text.height() + 14.0) * size)

    def _words_kept_in(self) -> QPointF:
        """How far from their point the words begin, in pixels, so that the window does not cut them off."""
        self._words_off = WORDS_OFF
        views = self.scene().views() if self.marks.words and self.scene() is not None else []
        if not views:
            return WORDS_OFF
        shown = views[0].viewport().rect().adjusted(4, 4, -4, -4)
        point = views[0].viewportTransform().map(self.marks.words_at)
        size = self._words_box().size() * self.scale_now
        target = self.marks.target
        port = point if target is None else views[0].viewportTransform().map(target)
        return words_place(point, port, size, QRectF(shown)) - point

    def _area(self) -> QRectF:
        """The rectangle around all marks; an empty one around none."""
        marks, area = self.marks, QRectF()
        if marks.loose is not None:
            area = area.united(marks.loose.boundingRect())
        points = (*marks.ports, *((marks.target,) if marks.target is not None else ()))
        for point in points:
            area = area.united(QRectF(point.x() - 10, point.y() - 10, 20, 20))
        for rect in (marks.box, *marks.ghosts, marks.ring, QRectF(*marks.cut).normalized() if marks.cut else None):
            if rect is not None:
                area = area.united(rect.adjusted(-1, -1, 1, 1))
        area = area.united(area_of_marks(marks.moving))
        if marks.words:
            area = area.united(self._words_box())
        return area if area.isNull() else area.adjusted(-12, -12, 12, 12)
