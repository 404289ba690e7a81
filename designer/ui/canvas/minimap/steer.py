"""Moves the view by the overview: a click shows what is there, a drag takes the view along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from designer.ui.canvas.gestures.base import Gesture, Pointer

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView


class Steer(Gesture):
    """Pointers are the overview's: on screen they are counted from its corner."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.canvas)
        self._view = view
        self._before = view.sight()
        self._off = QPointF()
        self._begun = Pointer(QPointF(), QPointF())
        self._dragged = False
        self.over = False

    def start(self, at: Pointer) -> None:
        """What is taken hold of inside the view stays under the pointer; anything else comes to the middle."""
        self._begun = at
        camera = self._view.camera
        if camera.visible().contains(at.scene):
            self._off = camera.middle() - at.scene
        else:
            self._dragged = True
            self._view.centerOn(at.scene)

    def move(self, at: Pointer) -> None:
        self._dragged = self._dragged or at.is_far_from(self._begun)
        if self._dragged and not self.over:
            self._view.centerOn(at.scene + self._off)

    def finish(self, at: Pointer) -> bool:
        if not self._dragged and not self.over:
            self._view.centerOn(at.scene)
        self.over = True
        return True

    def cancel(self) -> None:
        if not self.over:
            self.over = True
            self._view.come_back(self._before)
