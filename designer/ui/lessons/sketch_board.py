"""Empty axes to sketch a curve on: drawn with the mouse, clicked point by point, or moved by keys; what came lies over it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from designer.lessons.curve_shapes import SKETCHED, on_axes, sketched_shape, thinned
from designer.lessons.evidence import Given
from designer.lessons.sketches import (
    EMPTY,
    POINTS,
    TOP,
    Sketch,
    heights,
    is_curve,
    led,
    read_sketch,
    with_point,
    write_sketch,
)
from designer.ui.language import tr
from designer.ui.lessons.sketch_picture import SketchPicture, paint_sketch
from designer.ui.theme import themes

LETTERS, LINES = 24, 11
"""How wide and high it is, at least, in letters and lines of text."""
STEP, FAR = 5, 20
"""How far an arrow key and a page key move a point, of `TOP`."""
HELP = "Draw with the mouse, or click points. By keys: Left and Right choose a point, Up and Down move it, Delete takes it away."
MOVES = {
    Qt.Key.Key_Up: STEP,
    Qt.Key.Key_Down: -STEP,
    Qt.Key.Key_PageUp: FAR,
    Qt.Key.Key_PageDown: -FAR,
}


class Stroke:
    """The mouse draws, from where it was pressed; each move leads the line on."""

    def __init__(self, before: Sketch, start: tuple[float, float]) -> None:
        self.before = before
        self._at = start
        self.drawn = led(before, start, start)

    @property
    def point(self) -> int:
        """The point nearest to where the line has come to."""
        return round(self._at[0] * (POINTS - 1))

    def move(self, place: tuple[float, float]) -> None:
        """The mouse is elsewhere."""
        self.drawn = led(self.drawn, self._at, place)
        self._at = place


class SketchBoard(QWidget):
    """Holds a sketch and how it came to be; each stroke and each point that is moved can be undone."""

    sketched = Signal(str)
    """There is another sketch, as text; an empty one where it is no curve."""
    changed = Signal()
    """The points changed, or can be undone now."""

    def __init__(self, name: str, metric: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metric = metric
        self.sketch: Sketch = EMPTY
        self.came: tuple[float, ...] = ()
        """The heights of the curve that came, once there is one."""
        self._before: list[Sketch] = []
        self._told = ""
        self._point = 0
        self._moved: int | None = None  # the point that keys moved last: moving it on is one step with that
        self._stroke: Stroke | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr(f"Sketch: {name}"))
        themes().changed.connect(self.update)
        self._tell()

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def undo(self) -> None:
        """Take the last stroke, or the last point that was moved, back."""
        if self._before:
            self._put(self._before.pop())

    def clear(self) -> None:
        """Take everything off."""
        self._change(EMPTY)

    def show_given(self, given: Given | None, logs: Sequence[float]) -> None:
        """Show what is kept of the sketch, if it is another than this, and the curve that came."""
        kept = read_sketch(given) or EMPTY
        if write_sketch(kept) != self._told:
            self.sketch, self._told, self._before = kept, write_sketch(kept), []
            self.changed.emit()
        self.came = on_axes(thinned(logs), self.sketch)
        self._tell()
        self.update()

    def frame(self) -> QRectF:
        """Where the curve can be, within the border."""
        room = self.fontMetrics().height()
        return QRectF(self.rect()).adjusted(room / 2, room * 0.75, -room / 2, -room * 1.5)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(LETTERS * metrics.averageCharWidth(), LINES * metrics.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # --- the mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self._stroke is None:
            self._stroke = Stroke(self.sketch, self._share(event.position()))
            self._draw()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._stroke is not None:
            self._stroke.move(self._share(event.position()))
            self._draw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        stroke, self._stroke = self._stroke, None
        if stroke is not None:
            self.sketch = stroke.before
            self._change(stroke.drawn)

    def _draw(self) -> None:
        assert self._stroke is not None
        self.sketch = self._stroke.drawn
        self._point = self._stroke.point
        self.update()

    def _share(self, place: QPointF) -> tuple[float, float]:
        frame = self.frame()
        across, up = (place.x() - frame.left()) / frame.width(), (frame.bottom() - place.y()) / frame.height()
        return min(1.0, max(0.0, across)), min(1.0, max(0.0, up))

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        walks = {
            Qt.Key.Key_Left: self._point - 1,
            Qt.Key.Key_Right: self._point + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: POINTS - 1,
        }
        if self._stroke is not None:
            if key == Qt.Key.Key_Escape:
                self.sketch, self._stroke = self._stroke.before, None
                self.update()
        elif key in walks:
            self._walk(walks[key])
        elif key in MOVES:
            self._move(MOVES[key])
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._change(with_point(self.sketch, self._point, None))
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _walk(self, point: int) -> None:
        self._point = min(POINTS - 1, max(0, point))
        self._moved = None
        self._tell(aloud=True)
        self.update()

    def _move(self, by: int) -> None:
        there = heights(self.sketch)
        height = there[self._point] if there else TOP / 2
        goes_on = self._moved == self._point
        self._change(with_point(self.sketch, self._point, height + by), goes_on=goes_on)
        self._moved = self._point
        self._tell(aloud=True)

    # --- within ---

    def _change(self, sketch: Sketch, *, goes_on: bool = False) -> None:
        if sketch == self.sketch:
            self.update()
            return
        if not goes_on:
            self._before.append(self.sketch)
        self._put(sketch)

    def _put(self, sketch: Sketch) -> None:
        self.sketch, self._moved = sketch, None
        self._tell()
        self.update()
        told, self._told = self._told, write_sketch(sketch)
        self.changed.emit()
        if self._told != told:
            self.sketched.emit(self._told)

    def _tell(self, *, aloud: bool = False) -> None:
        """Tell assistive tools what the sketch is, and where its keys are."""
        height = self.sketch[self._point]
        point = f"Point {self._point + 1} of {POINTS}: {'not set' if height is None else f'{height} of {TOP}'}"
        way = f"A curve that {SKETCHED[sketched_shape(self.sketch).way]}." if is_curve(self.sketch) else "No curve yet."
        self.setAccessibleDescription(" ".join(map(tr, (way, f"{point}.", HELP))))
        if aloud:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, tr(point)))

    def paintEvent(self, event: QPaintEvent) -> None:
        point = self._point if self.hasFocus() else None
        paint_sketch(self, SketchPicture(self.frame(), self._metric, self.sketch, self.came, point))
