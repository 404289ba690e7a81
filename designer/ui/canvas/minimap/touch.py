"""What hands do to the overview: drags and clicks, the wheel, and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

from designer.ui.canvas.camera import STEP
from designer.ui.canvas.gestures.base import Pointer
from designer.ui.canvas.keyboard import ARROWS, ENTER
from designer.ui.canvas.minimap.flags import flag_at
from designer.ui.canvas.minimap.steer import Steer
from designer.ui.keys import commands

if TYPE_CHECKING:
    from designer.ui.canvas.minimap.face import Face
    from designer.ui.canvas.view import CanvasView

NOTCH = 120
"""What a mouse's wheel turns by in one click, in Qt's eighths of a degree."""
STRIDE = 0.25
"""How much of the view an arrow key moves it by; with Shift four times as much."""
CLOSER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
FURTHER = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
BACK = (*ENTER, Qt.Key.Key_Escape)
SHARED = (Qt.Key.Key_Home, Qt.Key.Key_F, Qt.Key.Key_Question)
"""Keys of the canvas that mean the same here; any other might change what one is not looking at."""


class Touch:
    """Moves the view. Only the first button drags."""

    def __init__(self, view: CanvasView, face: Face) -> None:
        self._view = view
        self._face = face
        self._steer: Steer | None = None

    # --- the mouse ---

    def press(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if not self._face.hasFocus():
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        number = flag_at(self._face.flags, event.position())
        if number is not None:
            self._view.bookmarks.go(number)
            return
        self._view.stop_fitting()
        self._steer = Steer(self._view)
        if self._view.gesture is None:
            self._view.hands.begin(self._steer, self._at(event))
        else:
            # A wire in hand stays there: it may go to a card that does not show yet.
            self._steer.start(self._at(event))

    def move(self, event: QMouseEvent) -> None:
        if self._steer is not None:
            self._steer.move(self._at(event))

    def release(self, event: QMouseEvent) -> None:
        steer = self._steer
        if steer is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._steer = None
        if self._view.gesture is steer:
            self._view.hands.finish(self._at(event))
        else:
            steer.finish(self._at(event))

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom around the place that is pointed at, which comes into view first."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        place, camera = self._face.chart.to_scene(event.position()), self._view.camera
        if not camera.visible().contains(place):
            self._view.centerOn(place)
        self._view.zoom_by(STEP ** (turned / NOTCH), camera.to_screen(place))
        event.accept()

    def told(self, point: QPointF) -> str:
        """What is said of a flag at a point, or nothing."""
        number = flag_at(self._face.flags, point)
        return "" if number is None else f"Bookmark {number}: {self._view.bookmarks.all[number - 1].name}"

    def _at(self, event: QMouseEvent) -> Pointer:
        point = event.position()
        return Pointer(self._face.chart.to_scene(point), point, event.modifiers(), self._view.camera.scale)

    # --- keys ---

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is the overview's before any shortcut of the canvas."""
        return not commands(event) and event.key() not in SHARED

    def key(self, event: QKeyEvent) -> None:
        key, view = Qt.Key(event.key()), self._view
        if key in BACK:
            if not (key is Qt.Key.Key_Escape and view.cancel_gesture()):
                self.leave()
        elif key in CLOSER:
            view.zoom_in()
        elif key in FURTHER:
            view.zoom_out()
        elif key in ARROWS:
            _, across, down = ARROWS[key]
            self._walk(across, down, 1.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STRIDE)

    def leave(self) -> None:
        """Give the keyboard back to the canvas."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _walk(self, across: int, down: int, share: float) -> None:
        room = self._view.viewport().size()
        self._view.stop_fitting()
        self._view.camera.scroll(QPointF(-across * share * room.width(), -down * share * room.height()))
