"""Press on a wire: a click selects it, a drag takes its nearer end along."""

from __future__ import annotations

from PySide6.QtCore import Qt

from designer.graph.design import Wire
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.wire import DrawWire
from designer.ui.canvas.joining import twins
from designer.ui.canvas.places import Port
from designer.ui.canvas.scene import CanvasScene


class PressWire(Gesture):
    """Becomes a `DrawWire` once it is dragged."""

    scrolls = True

    def __init__(self, scene: CanvasScene, wire: Wire) -> None:
        super().__init__(scene)
        self._wire = wire
        self._drag: DrawWire | None = None

    def start(self, at: Pointer) -> None:
        self._from = at

    def move(self, at: Pointer) -> None:
        if self._drag is None and at.is_far_from(self._from):
            self._drag = DrawWire(self.scene, self._far_end(), self._wire)
            self._drag.start(self._from)
        if self._drag is not None:
            self._drag.move(at)

    def finish(self, at: Pointer) -> bool:
        if self._drag is not None:
            return self._drag.finish(at)
        extends = at.holds(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        if not extends:
            self.scene.session.select(())
        wires = self.scene.marked.wires
        pressed = frozenset(twins(self.scene, self._wire))
        self.scene.marked.select(wires ^ pressed if extends else pressed)
        return True

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()

    def _far_end(self) -> Port:
        """The port that stays: the one farther from where the wire was pressed."""
        source, target = self.scene.projection.ends_of(self._wire)
        places, point = self.scene.places, self._from.scene
        to_source = (places.port_point(source) - point).manhattanLength()
        to_target = (places.port_point(target) - point).manhattanLength()
        return source if to_source >= to_target else target
