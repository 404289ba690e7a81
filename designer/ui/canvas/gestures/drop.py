"""A layer dragged in from the palette: a ghost where it would go, into a wire where it is over one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt

from designer.graph import edits
from designer.graph.design import Node, Position, Wire
from designer.ui.canvas.arranging import can_go_into_wire, made, put_on_wire
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.held import Held
from designer.ui.canvas.gestures.insert import INTO_WIRE
from designer.ui.canvas.gestures.room_marks import RoomMarks
from designer.ui.canvas.gestures.snapping import Snapping
from designer.ui.canvas.making_room import Going
from designer.ui.canvas.metrics import HEIGHT, WIDTH
from designer.ui.canvas.scene import CanvasScene

MIDDLE = QPointF(WIDTH / 2, HEIGHT / 2)


class DropKind(Gesture):
    """Finished by the drop."""

    cursor = Qt.CursorShape.DragCopyCursor
    scrolls = True

    def __init__(self, scene: CanvasScene, kind: str) -> None:
        super().__init__(scene)
        self._kind = kind
        self._snapping = Snapping(scene, QRectF(0.0, 0.0, WIDTH, HEIGHT), (0.0, 0.0))
        self._room = RoomMarks(scene)
        self._place: Position = (0.0, 0.0)
        self._wire: Wire | None = None

    def start(self, at: Pointer) -> None:
        self._held = Held(at)
        self.move(at)

    def move(self, at: Pointer) -> None:
        self._held.see(at)
        self._wire = self._below(at)
        self._place = self._snapping.way(at.scene - MIDDLE, at.scale, self._held.free)
        ghost = QRectF(*self._place, WIDTH, HEIGHT)
        if self._wire is None:
            self._room.clear()
            self.scene.overlay.mark(ghosts=(ghost,))
            self._snapping.show(ghost, self._place)
        else:
            self._snapping.clear()
            self._room.show(self._wire, self.scene.session.design, self._going(self._wire), [ghost])

    def finish(self, at: Pointer) -> bool:
        self.move(at)
        session = self.scene.session
        node = made(session.design, self._kind)
        edit, before = self._edit(node), self._room.gliding([(node.id, self._place)])
        self.cancel()
        if self.scene.draw(edit):
            session.select({node.id})
            self.scene.moved_aside.emit(before)
        return True

    def cancel(self) -> None:
        self._room.clear()
        self._snapping.clear()

    def _edit(self, node: Node) -> edits.Edit:
        if self._wire is None:
            return edits.add_node(node, self._place)
        (x, y), (dx, dy) = self._place, self._room.room.way
        moved = self._room.room.moved(self.scene.session.design.layout.positions)
        design, slot = self.scene.session.design, ((x + dx, y + dy), moved)
        return put_on_wire(design, node, self._wire, self._place, slot, self.scene.projection)

    def _going(self, wire: Wire) -> Going:
        """What has no card yet takes as much room as what comes before it."""
        apart = self.scene.pitch_after(wire.source)
        out, _ = self.scene.projection.ends_of(wire)
        rise = self.scene.places.port_point(out).y() - HEIGHT / 2 - self._place[1]
        return Going(self._place, apart, apart, rise=rise)

    def _below(self, at: Pointer) -> Wire | None:
        return self.scene.wires.at(at.scene, INTO_WIRE) if can_go_into_wire(self._kind) else None
