"""A pad to draw on, by mouse or by keys; beside it stands what the network sees."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.ui.language import tr
from designer.ui.theme import color, themes
from designer.ui.trying.drawing import Stroke

LINES = 9
"""How many lines of text the pad is high."""
STEPS = 16
"""How many steps of the arrow keys lead across."""
HELP = "Draw with the mouse. By keys: arrows move, with Shift they draw, Space makes a dot, Backspace takes the last stroke back, Delete all."


class Pad(QWidget):
    """Holds strokes in shares of its width and height."""

    drawn = Signal()
    """The strokes changed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strokes: list[Stroke] = []
        self._at = (0.5, 0.5)
        self._drawing = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr(f"Pad to draw: {name}"))
        self.setAccessibleDescription(tr(HELP))
        self.setToolTip(tr(HELP))
        self.setCursor(Qt.CursorShape.CrossCursor)
        themes().changed.connect(self.update)

    def clear(self) -> None:
        """Take everything off."""
        if self.strokes:
            self.strokes = []
            self.update()
            self.drawn.emit()

    def sizeHint(self) -> QSize:
        side = LINES * self.fontMetrics().height()
        return QSize(side, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._drawing = True
            self._begin(self._share(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._lead(self._share(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drawing = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key], drawing=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Space:
            self._begin(self._at)
        elif key == Qt.Key.Key_Backspace and self.strokes:
            self.strokes = self.strokes[:-1]
            self.update()
            self.drawn.emit()
        elif key == Qt.Key.Key_Delete:
            self.clear()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(color("accent" if self.hasFocus() else "control"), 2 if self.hasFocus() else 1))
        painter.setBrush(color("canvas"))
        painter.drawRoundedRect(frame, 4, 4)
        wide, high = self.width(), self.height()
        round_cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(color("text"), high / 12, Qt.PenStyle.SolidLine, round_cap, join))
        for stroke in self.strokes:
            places = [QPointF(x * wide, y * high) for x, y in stroke]
            painter.drawPolyline(places) if len(places) > 1 else painter.drawPoint(places[0])
        if self.hasFocus():
            painter.setPen(QPen(color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(self._at[0] * wide, self._at[1] * high), 5, 5)
        if not self.strokes:
            painter.setPen(color("quiet"))
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, tr("Draw here"))

    def _share(self, place: QPointF) -> tuple[float, float]:
        across, down = place.x() / self.width(), place.y() / self.height()
        return min(1.0, max(0.0, across)), min(1.0, max(0.0, down))

    def _step(self, step: tuple[int, int], *, drawing: bool) -> None:
        before = self._at
        there = tuple(min(1.0, max(0.0, at + one / STEPS)) for at, one in zip(before, step, strict=True))
        if drawing:
            if not self.strokes or self.strokes[-1][-1] != before:
                self.strokes.append([before])
            self._lead((there[0], there[1]))
        self._at = (there[0], there[1])
        self.update()

    def _begin(self, place: tuple[float, float]) -> None:
        self._at = place
        self.strokes.append([place])
        self.update()
        self.drawn.emit()

    def _lead(self, place: tuple[float, float]) -> None:
        self._at = place
        self.strokes[-1].append(place)
        self.update()
        self.drawn.emit()
