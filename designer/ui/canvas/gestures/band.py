"""Draw a box over the empty canvas to select what it meets."""

from PySide6.QtCore import QRectF, Qt

from designer.ui.canvas.gestures.base import Gesture, Pointer


class Band(Gesture):
    """Plain selects what the box meets, Shift adds it, Ctrl toggles it. A click on the empty clears."""

    scrolls = True

    def start(self, at: Pointer) -> None:
        self._from = at
        self._before = self.scene.session.selection

    def move(self, at: Pointer) -> None:
        box = self._box(at)
        self.scene.overlay.mark(box=box)
        self.scene.marked.show_selection(self._chosen(box, at))

    def finish(self, at: Pointer) -> bool:
        self.scene.overlay.mark(box=None)
        dragged = at.is_far_from(self._from)
        if not at.holds(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            self.scene.marked.select(())
        chosen = self._chosen(self._box(at), at) if dragged else self._unmoved(at)
        self.scene.marked.show_selection(chosen)
        self.scene.session.select(chosen)
        return True

    def cancel(self) -> None:
        self.scene.overlay.mark(box=None)
        self.scene.marked.show_selection(self._before)

    def _unmoved(self, at: Pointer) -> frozenset[str]:
        extends = at.holds(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        return self._before if extends else frozenset()

    def _box(self, at: Pointer) -> QRectF:
        return QRectF(self._from.scene, at.scene).normalized()

    def _chosen(self, box: QRectF, at: Pointer) -> frozenset[str]:
        places = self.scene.places
        met = frozenset(places.ids[row] for row in places.within(box)) | self.scene.areas.places.boxed(box)
        if at.holds(Qt.KeyboardModifier.ControlModifier):
            return self._before ^ met
        return self._before | met if at.holds(Qt.KeyboardModifier.ShiftModifier) else met
