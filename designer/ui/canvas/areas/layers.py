"""How frames and comments look: one item for all frames, behind everything, and one for all comments."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from designer.graph.design import Comment, Frame
from designer.ui import theme
from designer.ui.canvas.areas.places import (
    BAR,
    NARROW,
    AreaPlaces,
    handle_point,
    handles,
    least_bar,
    title_bar,
)
from designer.ui.canvas.bulk import draw_rects
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import LEGIBLE, RADIUS, TEXT, font, text_scale

TITLE = 15.0
"""The size of a frame's title, in scene units."""
LEAST_TITLE = 12.0
"""And on screen, at least, with text of the usual size."""
INSET = 10.0
FILL = 0.30
"""How much of a frame's colour its ground has."""
DOT = 4.0
"""Half the side of a handle as it is drawn, in pixels."""


class AreaLayer(QGraphicsItem):
    """What the two layers share: where things lie, what is selected, and how handles and rings look."""

    def __init__(self, places: AreaPlaces, look: Look, bounds: QRectF) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.places = places
        self.look = look
        self.selected: Collection[str] = frozenset()
        self._bounds = bounds

    def boundingRect(self) -> QRectF:
        return self._bounds

    def _ring(self, painter: QPainter, id: str, scale: float) -> None:
        """That something is selected, and where it can be taken hold of to resize it."""
        rect = self.places.rect(id)
        painter.setPen(self.look.selected_far)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        painter.setBrush(self.look.card)
        half = DOT * text_scale() / scale
        for across, down in handles(rect, scale, self.places.frame(id) is not None):
            at = handle_point(rect, across, down)
            painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))


class FrameLayer(AreaLayer):
    """Frames, the smaller above the larger."""

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        scale = painter.worldTransform().m11()
        # A title bar may stand out above its frame.
        rows = self.places.within(option.exposedRect, BAR + least_bar() / scale)
        rows = rows[rows < self.places.frame_count]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars: list[QRectF] = []
        for row in rows.tolist():
            frame = self.places.things[row]
            assert isinstance(frame, Frame)
            self._paint_frame(painter, frame, scale, bars)
        for row in rows.tolist():
            if self.places.ids[row] in self.selected:
                self._ring(painter, self.places.ids[row], scale)

    def _paint_frame(self, painter: QPainter, frame: Frame, scale: float, bars: list[QRectF]) -> None:
        rect, tint = self.places.rect(frame.id), theme.tint_color(frame.color)
        ground = QColor(tint)
        ground.setAlphaF(FILL)
        line = QPen(mixed(tint, theme.color("text"), 0.35), 1.0)
        line.setCosmetic(True)
        painter.setPen(line)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, RADIUS, RADIUS)
        bar = title_bar(rect, scale)
        if rect.width() * scale < NARROW * text_scale() or any(bar.intersects(other) for other in bars):
            return
        bars.append(bar)
        painter.setBrush(tint)
        painter.drawRoundedRect(bar, RADIUS, RADIUS)
        self._title(painter, frame.title, bar, scale)

    def _title(self, painter: QPainter, title: str, bar: QRectF, scale: float) -> None:
        chosen = font(max(TITLE, LEAST_TITLE * text_scale() / scale), bold=True)
        inset = min(INSET, 8.0 / scale) if scale > 1 else 8.0 / scale
        shown = QFontMetricsF(chosen).elidedText(title, Qt.TextElideMode.ElideRight, bar.width() - 2 * inset)
        painter.setFont(chosen)
        painter.setPen(self.look.text)
        place = bar.adjusted(inset, 0.0, -inset, 0.0)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class CommentLayer(AreaLayer):
    """Comments: their text, or plain boxes where it could not be read."""

    def __init__(self, places: AreaPlaces, look: Look, bounds: QRectF) -> None:
        super().__init__(places, look, bounds)
        self._broken_with = look
        self._broken: dict[tuple[str, float], list[str]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        places, scale = self.places, painter.worldTransform().m11()
        rows = places.within(option.exposedRect, 4.0)
        rows = rows[rows >= places.frame_count]
        if not len(rows):
            return
        note = theme.color("note")
        line = QPen(mixed(note, theme.color("text"), 0.35), 1.0)
        line.setCosmetic(True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(line)
        painter.setBrush(note)
        draw_rects(painter, np.concatenate([places.xy[rows], places.sizes[rows]], axis=1))
        if TEXT * scale >= LEGIBLE:
            for row in rows.tolist():
                comment = places.things[row]
                assert isinstance(comment, Comment)
                self._text(painter, comment.text, places.rect(comment.id))
        for row in rows.tolist():
            if places.ids[row] in self.selected:
                self._ring(painter, places.ids[row], scale)

    def _text(self, painter: QPainter, text: str, rect: QRectF) -> None:
        room = rect.adjusted(INSET, INSET - 2.0, -INSET, -INSET + 2.0)
        lines = self._lines(text, room.width())
        step = QFontMetricsF(self.look.note).lineSpacing()
        fitting = max(1, int((room.height() + 2.0) / step))
        painter.setFont(self.look.note)
        painter.setPen(self.look.text)
        for at, line in enumerate(lines[:fitting]):
            more = at == fitting - 1 and len(lines) > fitting
            place = QRectF(room.left(), room.top() + at * step, room.width(), step)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, self._going_on(line, room.width()) if more else line)

    def _going_on(self, line: str, width: float) -> str:
        """The last line that has room, where more follows."""
        dots = Qt.TextElideMode.ElideRight
        return QFontMetricsF(self.look.note).elidedText(f"{line.rstrip()} … …", dots, width)

    def _lines(self, text: str, width: float) -> list[str]:
        """A text broken to a width, kept for as long as the font is the same."""
        if self._broken_with is not self.look:
            self._broken_with, self._broken = self.look, {}
        if (text, width) not in self._broken:
            self._broken[text, width] = broken(text, self.look.note, width)
        return self._broken[text, width]


def broken(text: str, chosen: QFont, width: float) -> list[str]:
    """The lines of a text: broken between words where there is room for one, else anywhere."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    found = []
    for paragraph in text.split("\n"):
        layout = QTextLayout(paragraph, chosen)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        lines = [layout.lineAt(at) for at in range(layout.lineCount())]
        found += [paragraph[line.textStart() : line.textStart() + line.textLength()] for line in lines] or [""]
    return found


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """A colour between two."""
    a, b = one.getRgbF()[:3], other.getRgbF()[:3]
    return QColor.fromRgbF(*(x + (y - x) * share for x, y in zip(a, b, strict=True)))
