"""A graphics view that passes what Qt brings on to hands, hover and keyboard, and decides nothing itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)

from designer.ui.canvas.gestures.base import Gesture
from designer.ui.canvas.keyboard import TABS, Keyboard
from designer.ui.canvas.sight import SightedView

if TYPE_CHECKING:
    from designer.ui.canvas.context import ContextMenu
    from designer.ui.canvas.hands import Hands
    from designer.ui.canvas.hover import Hover


class HandledView(SightedView):
    """The events of a view. None of them may reach the scene: its items take no part."""

    hands: Hands
    hover: Hover
    keyboard: Keyboard
    context: ContextMenu
    gesture: Gesture | None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.hands.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.hands.wheel(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.context.asked(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.hands.drag_enter(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.hands.drag_move(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.hands.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        self.hands.drop(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            return self.hover.tell(event)
        if event.type() is QEvent.Type.Leave:
            self.hover.clear()
            self.hands.edge.stop()
        if event.type() is QEvent.Type.NativeGesture and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.hands.pinch(1.0 + event.value(), event.position())
            return True
        if event.type() is QEvent.Type.Gesture:
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if pinch is not None:
                self.hands.two_fingers(pinch)
            return True
        return super().viewportEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and self.keyboard.claims(event):
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress and self.gesture is not None and event.key() in TABS:
            # Qt would take the keyboard elsewhere before anyone is asked.
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.keyboard.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.keyboard.release(event)
