"""Drag a side or corner of a frame or comment to another place."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QRectF, Qt

from designer.graph.design import Frame, Position
from designer.graph.edits import Edit
from designer.graph.layout_edits import put_comment, put_frame
from designer.ui.canvas.areas.places import Area, Grip
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.held import Held
from designer.ui.canvas.gestures.snapping import Snapping
from designer.ui.canvas.guides import Parts
from designer.ui.canvas.scene import CanvasScene

LEAST_FRAME = (80.0, 60.0)
LEAST_COMMENT = (60.0, 40.0)
"""The smallest width and height something can be dragged to, in scene units."""


class Resize(Gesture):
    """The sides in hand follow the pointer along guides and grid; the others stay."""

    scrolls = True

    def __init__(self, scene: CanvasScene, grip: Grip) -> None:
        super().__init__(scene)
        self._grip = grip
        self._rect = QRectF()
        self._parts = _parts(grip.across), _parts(grip.down)
        self.cursor = resize_cursor(grip)

    def start(self, at: Pointer) -> None:
        self._from, self._moved = at, False
        self._before = self.scene.session.selection
        self._held = Held(at)
        rect = self._rect = self.scene.rect_of(self._grip.id)
        self._snapping = Snapping(self.scene, rect, self._corner(), but={self._grip.id}, parts=self._parts)
        self.scene.marked.select(())
        self.scene.session.select({self._grip.id})
        self.scene.marked.set_current(self._grip.id)

    def move(self, at: Pointer) -> None:
        self._held.see(at)
        self._moved = self._moved or at.is_far_from(self._from)
        if self._moved:
            rect = self._wanted(at)
            self.scene.areas.stretch(self._grip.id, rect)
            self._snapping.show(rect, (0.0, 0.0))
            self.scene.marked.draw_ring()

    def finish(self, at: Pointer) -> bool:
        self._held.see(at)
        design, rect = self.scene.session.design, self._wanted(at)
        self._snapping.clear()
        thing = area_of(design.layout.frames, design.layout.comments, self._grip.id)
        if not self._moved or thing is None or not self.scene.edit(resized(thing, rect)):
            self.scene.areas.put_back()
        return True

    def cancel(self) -> None:
        self._snapping.clear()
        self.scene.areas.put_back()
        self.scene.session.select(self._before)
        self.scene.marked.draw_ring()

    def _corner(self) -> Position:
        """The corner that goes along the grid."""
        rect, grip = self._rect, self._grip
        return rect.left() if grip.across < 0 else rect.right(), rect.top() if grip.down < 0 else rect.bottom()

    def _wanted(self, at: Pointer) -> QRectF:
        dx, dy = self._snapping.way(at.scene - self._from.scene, at.scale, self._held.free)
        rect = self._rect
        frame = self.scene.areas.places.frame(self._grip.id) is not None
        width, height = LEAST_FRAME if frame else LEAST_COMMENT
        left, right = _sides(rect.left(), rect.right(), self._grip.across, dx, width)
        top, bottom = _sides(rect.top(), rect.bottom(), self._grip.down, dy, height)
        return QRectF(left, top, right - left, bottom - top)


def area_of(frames: dict[str, Frame], comments: dict[str, Area], id: str) -> Area | None:
    """The frame or comment that has an id."""
    return frames.get(id) or comments.get(id)


def resized(thing: Area, rect: QRectF, label: str = "") -> Edit:
    """Give a frame or comment another rectangle."""
    place: Position = (rect.x(), rect.y())
    if isinstance(thing, Frame):
        frame = replace(thing, width=rect.width(), height=rect.height())
        return put_frame(frame, place, label or "Resize the frame")
    return put_comment(replace(thing, width=rect.width(), height=rect.height()), place, label or "Resize the comment")


def resize_cursor(grip: Grip) -> Qt.CursorShape:
    """What the pointer looks like over a handle."""
    if not grip.down:
        return Qt.CursorShape.SizeHorCursor
    if not grip.across:
        return Qt.CursorShape.SizeVerCursor
    return Qt.CursorShape.SizeFDiagCursor if grip.across == grip.down else Qt.CursorShape.SizeBDiagCursor


def _parts(side: int) -> Parts:
    """Which lines of a rectangle move when a side of it (-1 or 1) is dragged."""
    return (1 + side,) if side else ()


def _sides(low: float, high: float, side: int, by: float, least: float) -> tuple[float, float]:
    """Two opposite sides after one of them (-1 or 1) was dragged."""
    if side < 0:
        return min(low + by, high - least), high
    return (low, max(high + by, low + least)) if side > 0 else (low, high)
