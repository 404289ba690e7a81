"""Dots on wires by hand: drag one, or put a new one where a wire was double-clicked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from designer.graph.design import Wire
from designer.ui.canvas.dot_paint import Dot
from designer.ui.canvas.dots import settled
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.scene import CanvasScene

FREE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class MoveDot(Gesture):
    """Press on a dot chooses it; dragging moves it along the grid, with Alt or Ctrl anywhere."""

    cursor = Qt.CursorShape.SizeAllCursor
    scrolls = True
    label = "Move dot"

    def __init__(self, scene: CanvasScene, dot: Dot) -> None:
        super().__init__(scene)
        self._wire, self._at = dot
        self._moving = False

    def start(self, at: Pointer) -> None:
        self._from = at
        self._before = self.scene.session.selection, self.scene.marked.wires, self.scene.dots.chosen
        self._points = self.scene.dots.of(self._wire)
        self._home = self.scene.dots.place((self._wire, self._at))
        self.scene.session.select(())
        self.scene.dots.choose((self._wire, self._at))

    def move(self, at: Pointer) -> None:
        if self._moving or at.is_far_from(self._from):
            self._moving = True
            self._show(self._home + at.scene - self._from.scene, at.holds(FREE))

    def finish(self, at: Pointer) -> bool:
        self.move(at)
        if self._moving and not self.scene.dots.lead(self._wire, self._points, self.label):
            self.scene.dots.put_back(self._wire)
        return True

    def cancel(self) -> None:
        self.scene.dots.put_back(self._wire)
        selection, wires, chosen = self._before
        self.scene.session.select(selection)
        self.scene.marked.select(wires)
        self.scene.dots.choose(chosen)

    def _show(self, place: QPointF, free: bool) -> None:
        self._points[self._at] = settled(place, self.scene.dots.path(self._wire), self._at + 1, free)
        self.scene.dots.show(self._wire, self._points)


class PutDot(MoveDot):
    """A double click on a wire: the new dot is in hand until the button goes up."""

    label = "Add a dot"

    def __init__(self, scene: CanvasScene, wire: Wire) -> None:
        super().__init__(scene, (wire, 0))

    def start(self, at: Pointer) -> None:
        before = self.scene.session.selection, self.scene.marked.wires, self.scene.dots.chosen
        row = self.scene.wires.index[self._wire]
        self._at, place = self.scene.wires.nearest(row, at.scene)
        points = self.scene.dots.of(self._wire)
        self.scene.dots.show(self._wire, [*points[: self._at], (place.x(), place.y()), *points[self._at :]])
        super().start(at)
        self._before = before
        self._moving = True
        self._show(place, at.holds(FREE))
