"""A layer dragged in from the palette: a ghost where it would go, into a wire where it is over one."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt

from designer.graph import edits
from designer.graph.design import Position, Wire
from designer.ui.canvas.arranging import add_on_wire, can_go_into_wire, made, snapped
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.move import INTO_WIRE
from designer.ui.canvas.metrics import HEIGHT, WIDTH
from designer.ui.canvas.scene import CanvasScene


class DropKind(Gesture):
    """Finished by the drop."""

    cursor = Qt.CursorShape.DragCopyCursor
    scrolls = True

    def __init__(self, scene: CanvasScene, kind: str) -> None:
        super().__init__(scene)
        self._kind = kind

    def start(self, at: Pointer) -> None:
        self.move(at)

    def move(self, at: Pointer) -> None:
        x, y = self._place(at)
        self.scene.overlay.mark(ghosts=(QRectF(x, y, WIDTH, HEIGHT),))
        self.scene.light_wire(self._wire(at))

    def finish(self, at: Pointer) -> bool:
        wire, place, session = self._wire(at), self._place(at), self.scene.session
        self.cancel()
        node = made(session.design, self._kind)
        if wire is None:
            done = self.scene.edit(edits.add_node(node, place))
        else:
            apart, level = self.scene.pitch_after(wire.source), self.scene.projection
            done = self.scene.draw(add_on_wire(session.design, node, wire, place, apart, level))
        if done:
            session.select({node.id})
        return True

    def cancel(self) -> None:
        self.scene.overlay.mark(ghosts=())
        self.scene.light_wire(None)

    def _place(self, at: Pointer) -> Position:
        return snapped(at.scene.x() - WIDTH / 2, at.scene.y() - HEIGHT / 2)

    def _wire(self, at: Pointer) -> Wire | None:
        return self.scene.wire_at(at.scene, INTO_WIRE) if can_go_into_wire(self._kind) else None
