"""What the hands do on the canvas: which gesture goes on, and what mouse, wheel and drags mean to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QPinchGesture

from designer.catalogue import kind_named
from designer.ui.canvas.camera import STEP
from designer.ui.canvas.edging import EdgeScroll
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.choose import gesture_for
from designer.ui.canvas.gestures.dot import PutDot
from designer.ui.canvas.gestures.drop import DropKind
from designer.ui.canvas.gestures.pan import Pan
from designer.ui.canvas.metrics import WIRE_REACH

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

MIME = "application/x-layerloom-kind"
"""What the palette drags: the name of a kind."""
NOTCH = 120
"""What a mouse's wheel turns by in one click, in Qt's eighths of a degree."""


class Hands:
    """At most one gesture at a time; the view can be panned meanwhile."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._canvas = view.canvas
        self.gesture: Gesture | None = None
        self.pan: Pan | None = None
        self.pointer: Pointer | None = None
        self.panning = False
        self.may_open_menu = True
        """Whether the right button that went down last did nothing yet."""
        self.edge = EdgeScroll(view)
        self._aimed = False
        self._begun = self._last = Pointer(QPointF(), QPointF())
        self._pan_button = Qt.MouseButton.NoButton

    # --- gestures ---

    def begin(self, gesture: Gesture, at: Pointer) -> None:
        """Start a gesture; one still going on is cancelled."""
        self.cancel()
        self._view.stop_fitting()
        self._view.hover.clear()
        self._view.offers.dismiss()
        self._begun = self._last = at
        self.gesture = gesture
        if gesture.cursor is not None:
            self._view.viewport().setCursor(gesture.cursor)
        gesture.start(at)
        if gesture.done:
            self.gesture = None

    def cancel(self) -> bool:
        """Show everything as it was before the gesture; says whether there was one."""
        gesture, self.gesture = self.gesture, None
        self.edge.stop()
        if gesture is not None:
            gesture.cancel()
            self._view.viewport().unsetCursor()
        return gesture is not None

    def finish(self, at: Pointer) -> None:
        """Finish the gesture, unless it goes on until the next click."""
        # It is put aside first: what it changes must not be taken for a change from elsewhere.
        gesture, self.gesture = self.gesture, None
        self.edge.stop()
        if gesture is not None and not gesture.finish(at):
            self.gesture = gesture
        else:
            self._view.viewport().unsetCursor()

    def at(self, event: QMouseEvent | QDropEvent) -> Pointer:
        return self._view.pointer_at(event.position(), event.modifiers())

    # --- the mouse ---

    def press(self, event: QMouseEvent) -> None:
        self._view.keyboard.settle()
        self._view.show_keyboard(False)
        self._canvas.marked.show_focus(False)
        at, button = self.at(event), event.button()
        left = button is Qt.MouseButton.LeftButton
        self.may_open_menu = self.gesture is None
        self._view.offers.dismiss()
        if button is Qt.MouseButton.MiddleButton or (left and self.panning):
            self._start_pan(at, button)
        elif self.gesture is None:
            self._start(at, button)
        elif left:
            self.finish(at)
        else:
            self.cancel()

    def move(self, event: QMouseEvent) -> None:
        at = self.pointer = self.at(event)
        self._aimed = False
        if self.pan is not None:
            self.pan.move(at)
            self._last = at
            self.keep_hold()
        elif self.gesture is not None:
            self._last = at
            self.gesture.move(at)
            self._follow(at)
        else:
            self._view.hover.move(at)

    def release(self, event: QMouseEvent) -> None:
        if self.pan is not None and event.button() is self._pan_button:
            self.pan = None
            self._view.viewport().unsetCursor()
        elif self.gesture is not None:
            self.finish(self.at(event))

    def double_click(self, event: QMouseEvent) -> None:
        """On a card its settings are wanted, on a title or comment its words, on the empty a new layer.

        On a wire it puts a dot, on a dot it takes it off.
        """
        at = self.at(event)
        free = event.button() is Qt.MouseButton.LeftButton and self.gesture is None
        if free and (dot := self._canvas.dots.at(at.scene, at.scale)) is not None:
            self._canvas.dots.remove(dot)
            return
        card, port = self._canvas.card_at(at.scene), self._canvas.pressed_port(at.scene, at.port_reach)
        if not free or port is not None:
            self.press(event)
        elif card is not None:
            self._view.open(card)
        elif (area := self._canvas.areas.at(at.scene, at.scale)) is not None:
            self._view.areas.in_place.open(area.id)
        elif (wire := self._canvas.wires.at(at.scene, WIRE_REACH / at.scale)) is None:
            self._view.adding.search((at.scene.x(), at.scene.y()), at.screen)
        elif why := self._canvas.dots.why_none(wire):
            self._view.session.said.emit(why)
        else:
            self.begin(PutDot(self._canvas, wire), at)

    def wheel(self, event: QWheelEvent) -> None:
        """Two fingers on a touchpad pan; a wheel zooms, and with Ctrl both do."""
        fingers = not event.pixelDelta().isNull()
        if fingers and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._view.stop_fitting()
            self._view.camera.scroll(event.pixelDelta().toPointF())
            self.keep_hold()
            return
        turned = event.angleDelta().y() or event.angleDelta().x()
        self._view.zoom_by(STEP ** (turned / NOTCH), event.position())

    def pinch(self, factor: float, around: QPointF) -> None:
        self._view.zoom_by(factor, around)

    def two_fingers(self, pinch: QPinchGesture) -> None:
        """Two fingers on a touchscreen: what was between them stays between them, so that they pan and zoom at once."""
        if pinch.state() is Qt.GestureState.GestureStarted:
            # The first finger alone was taken for a mouse.
            self.cancel()
        if pinch.state() is Qt.GestureState.GestureUpdated:
            self._view.stop_fitting()
            self._view.camera.scroll(pinch.centerPoint() - pinch.lastCenterPoint())
            if pinch.scaleFactor() != 1.0:
                self.pinch(pinch.scaleFactor(), QPointF(self._view.viewport().mapFromGlobal(pinch.centerPoint())))

    def _start(self, at: Pointer, button: Qt.MouseButton) -> None:
        gesture = gesture_for(self._canvas, at, button)
        if gesture is not None:
            self.may_open_menu = False
            self.begin(gesture, at)

    def _follow(self, at: Pointer) -> None:
        """Move the view along where the gesture has come to its edge."""
        if self.gesture is not None and self.gesture.scrolls and at.is_far_from(self._begun):
            self.edge.follow(at)

    def _start_pan(self, at: Pointer, button: Qt.MouseButton) -> None:
        self._pan_button = button
        self.pan = Pan(self._canvas, self._view.camera)
        self.pan.start(at)
        self._view.stop_fitting()
        self._view.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def keep_hold(self) -> None:
        """The view moved below the pointer: what is in hand stays there."""
        last = self._last
        if self.gesture is not None:
            self.gesture.move(self._view.pointer_at(last.screen, last.modifiers))

    def hold_key(self, key: Qt.KeyboardModifier, *, down: bool) -> None:
        """Shift or its like was pressed or let go, and the pointer did not move."""
        held = self._last.modifiers
        self._last = replace(self._last, modifiers=held | key if down else held & ~key)
        self.keep_hold()

    # --- drags from the palette ---

    def drag_enter(self, event: QDropEvent) -> None:
        name = bytes(event.mimeData().data(MIME).data()).decode("utf-8", "replace")
        if kind_named(name) is not None:
            self.begin(DropKind(self._canvas, name), self.at(event))
            event.acceptProposedAction()
        else:
            event.ignore()

    def drag_move(self, event: QDropEvent) -> None:
        if isinstance(self.gesture, DropKind):
            at = self._last = self.at(event)
            self.gesture.move(at)
            self._follow(at)
            event.acceptProposedAction()
        else:
            event.ignore()

    def drop(self, event: QDropEvent) -> None:
        if isinstance(self.gesture, DropKind):
            self.finish(self.at(event))
            event.acceptProposedAction()
            self._view.setFocus(Qt.FocusReason.MouseFocusReason)

    def aim(self, place: QPointF) -> None:
        """New things go here until the pointer moves over the canvas again."""
        self.pointer = self._view.pointer_at(self._view.camera.to_screen(place))
        self._aimed = True

    def place_for_new(self) -> QPointF:
        """Where new things go: at the pointer if it is over the canvas, else in the middle."""
        inside = self.pointer is not None and (self._aimed or self._view.viewport().underMouse())
        return self.pointer.scene if inside and self.pointer is not None else self._view.camera.middle()
