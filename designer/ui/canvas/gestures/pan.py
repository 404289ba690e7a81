"""Move the view over the canvas."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QGraphicsView

from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.scene import CanvasScene


class Pan(Gesture):
    """Middle drag, or Space and drag."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, scene: CanvasScene, view: QGraphicsView) -> None:
        super().__init__(scene)
        self._view = view
        self._last = QPointF()
        self._way = QPointF()

    def start(self, at: Pointer) -> None:
        self._last = at.screen

    def move(self, at: Pointer) -> None:
        self._scroll(at.screen - self._last)
        self._way += at.screen - self._last
        self._last = at.screen

    def finish(self, at: Pointer) -> bool:
        return True

    def cancel(self) -> None:
        self._scroll(-self._way)

    def _scroll(self, by: QPointF) -> None:
        across, down = self._view.horizontalScrollBar(), self._view.verticalScrollBar()
        across.setValue(across.value() - round(by.x()))
        down.setValue(down.value() - round(by.y()))
