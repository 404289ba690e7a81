"""Whatever is dragged to the edge of the canvas takes the view along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer

from designer.ui.canvas.gestures.base import Pointer

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

EDGE = 28.0
"""How near to the edge the view begins to move, in pixels."""
FASTEST = 16.0
"""Pixels for each step, right at the edge and beyond it."""
WAIT, STEP = 200, 16
"""Milliseconds before the first step, so that passing over the edge does nothing, and between two."""


class EdgeScroll(QObject):
    """Moves the view while the pointer of a gesture stays at the edge."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._at: Pointer | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def follow(self, at: Pointer) -> None:
        """The pointer of a gesture is here now."""
        self._at = at
        if self._way(at.screen).isNull():
            self.stop()
        elif not self.running:
            self._timer.start(WAIT)

    def stop(self) -> None:
        """The gesture is over, or the pointer elsewhere."""
        self._timer.stop()

    def _step(self) -> None:
        gesture, at = self._view.gesture, self._at
        if gesture is None or at is None:
            self.stop()
            return
        self._timer.setInterval(STEP)
        self._view.camera.scroll(-self._way(at.screen))
        gesture.move(self._view.pointer_at(at.screen, at.modifiers))

    def _way(self, screen: QPointF) -> QPointF:
        """How far to move in one step: the faster, the nearer to the edge."""
        room = self._view.viewport().rect()
        return QPointF(_speed(screen.x(), room.width()), _speed(screen.y(), room.height()))


def _speed(at: float, length: float) -> float:
    if at < EDGE:
        return -FASTEST * min(1.0, (EDGE - at) / EDGE)
    if at > length - EDGE:
        return FASTEST * min(1.0, (at - length + EDGE) / EDGE)
    return 0.0
