"""Move the view over the canvas."""

from PySide6.QtCore import QPointF, Qt

from designer.ui.canvas.camera import Camera
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.scene import CanvasScene


class Pan(Gesture):
    """Middle drag, or Space and drag."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, scene: CanvasScene, camera: Camera) -> None:
        super().__init__(scene)
        self._camera = camera
        self._last = QPointF()
        self._way = QPointF()

    def start(self, at: Pointer) -> None:
        self._last = at.screen

    def move(self, at: Pointer) -> None:
        self._camera.scroll(at.screen - self._last)
        self._way += at.screen - self._last
        self._last = at.screen

    def finish(self, at: Pointer) -> bool:
        return True

    def cancel(self) -> None:
        self._camera.scroll(-self._way)
