"""Cut wires by drawing a line across them."""

from PySide6.QtCore import Qt

from designer.graph import edits
from designer.graph.design import Wire
from designer.ui.canvas.gestures.base import Gesture, Pointer


class Knife(Gesture):
    """Ctrl and right drag."""

    cursor = Qt.CursorShape.CrossCursor
    scrolls = True

    def start(self, at: Pointer) -> None:
        self._from = at

    def move(self, at: Pointer) -> None:
        self.scene.marked.draw_wires(self._cut(at))
        self.scene.overlay.mark(cut=(self._from.scene, at.scene))

    def finish(self, at: Pointer) -> bool:
        cut = self._cut(at)
        self.cancel()
        if cut:
            self.scene.edit(edits.disconnect(cut))
        return True

    def cancel(self) -> None:
        self.scene.overlay.mark(cut=None)
        self.scene.marked.draw_wires()

    def _cut(self, at: Pointer) -> list[Wire]:
        return self.scene.wires.crossing(self._from.scene, at.scene)
