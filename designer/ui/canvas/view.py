"""The canvas in the window: passes mouse, keys and drops to gestures, and offers what menus need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QLabel, QWidget

from designer.catalogue import kind_named
from designer.ui import theme
from designer.ui.canvas.adding import Adding
from designer.ui.canvas.camera import Camera
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.choose import gesture_for
from designer.ui.canvas.gestures.drop import DropKind
from designer.ui.canvas.gestures.keys import ConnectByKey
from designer.ui.canvas.hover import Hover
from designer.ui.canvas.keyboard import Keyboard
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.search import SearchPopup
from designer.ui.canvas.sliding import Slide
from designer.ui.canvas.verbs import Verbs
from designer.ui.session import Session, Snapshot

MIME = "application/x-layerloom-kind"
"""What the palette drags: the name of a kind."""
EMPTY = "Drag a layer here,\nor press Tab to search"


class CanvasView(QGraphicsView):
    """Shows the network. Everything it changes goes through the session."""

    edit_requested = Signal(str)
    """Enter or a double click on the card of this node: its settings are wanted."""
    zoom_changed = Signal(float)
    """1.0 shows text at the system's size."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.canvas = CanvasScene(session)
        self.camera = Camera(self)
        self._verbs = Verbs(self.canvas)
        self._adding = Adding(self)
        self._hover = Hover(self)
        self._keyboard = Keyboard(self)
        self._slide = Slide(self.canvas)
        self._gesture: Gesture | None = None
        self._pan: Gesture | None = None
        self._pointer: Pointer | None = None
        self._fits_itself = True
        self._hint = QLabel(EMPTY, self.viewport())
        self._set_up()
        session.snapshot_changed.connect(self.show)
        session.selection_changed.connect(self.canvas.show_selection)
        theme.themes().changed.connect(self._restyle)
        self.show_snapshot(session.snapshot)
        self.canvas.show_selection(session.selection)

    def _set_up(self) -> None:
        self.setScene(self.canvas)
        self.setAccessibleName("Canvas")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAcceptDrops(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setProperty("quiet", True)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.canvas.search_wanted.connect(self._adding.search_for_wire)

    # --- showing ---

    def show(self, snapshot: Snapshot | None = None) -> None:
        """Show a snapshot; without one, what every widget's `show` does."""
        if snapshot is None:
            super().show()
        else:
            self.show_snapshot(snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        another = not self._shares_nodes(snapshot)
        if self._gesture is not None and snapshot.design is not self._design_before:
            self.cancel_gesture()
        self._slide.stop()
        self.canvas.show(snapshot)
        self._design_before = snapshot.design
        self._hint.setVisible(not snapshot.design.graph.nodes)
        if another:
            self._fits_itself = True
            self._fit_unasked()

    def _shares_nodes(self, snapshot: Snapshot) -> bool:
        before, nodes = self.canvas.cards, snapshot.design.graph.nodes
        return not nodes or any(id in before and before[id].node is node for id, node in nodes.items())

    def reading_order(self) -> list[str]:
        """All nodes, in the order data flows; those that lie apart come last."""
        order = list(self.session.snapshot.analysis.order)
        known = set(order)
        return order + [id for id in self.canvas.places.ids if id not in known]

    def _restyle(self) -> None:
        self.canvas.restyle()
        self.viewport().update()

    # --- verbs, for menus and keys ---

    def delete_selection(self, reconnect: bool = False) -> None:
        self._verbs.delete(reconnect)

    def duplicate_selection(self) -> None:
        self._verbs.duplicate()

    def copy(self) -> None:
        self._verbs.copy()

    def cut(self) -> None:
        self._verbs.cut()

    def paste(self, with_inputs: bool = False) -> None:
        self._verbs.paste(with_inputs, self._place_for_new())

    def select_all(self) -> None:
        self.session.select(self.session.design.graph.nodes)

    def tidy(self, animated: bool | None = None) -> None:
        """Put the selection (or all, if it is not several) in order; `animated` unless the system says otherwise."""
        before = self._verbs.tidy()
        if before and (self._slide.wanted() if animated is None else animated):
            self._slide.start(before)

    def nudge(self, across: int, down: int) -> None:
        """Move the selection by steps of the grid."""
        self._verbs.nudge(across, down)

    def add_kind(self, kind_name: str) -> None:
        """Add a layer right of the selected one, wired to it where that fits; else in the middle."""
        self._adding.add_after_selected(kind_name)

    def open_search(self) -> None:
        """Search for a layer to add, at the cursor or in the middle."""
        self._adding.search(self._place_for_new(), QPointF(self.mapFromScene(QPointF(*self._place_for_new()))))

    def start_connecting(self) -> None:
        """Connect the card with the focus by walking the ports that fit."""
        if self.canvas.current is not None:
            self.begin(ConnectByKey(self.canvas, self.canvas.current), self.pointer_at(QPointF()))

    def fit_all(self) -> None:
        self.camera.fit(self.canvas.places.bounds())
        self._zoomed()

    def fit_selection(self) -> None:
        rows = self.canvas.places.rows(self.session.selection)
        self.camera.fit(self.canvas.places.bounds(rows) if rows else self.canvas.places.bounds())
        self._zoomed()

    def zoom_in(self) -> None:
        self.zoom_by(1.2)

    def zoom_out(self) -> None:
        self.zoom_by(1 / 1.2)

    def zoom_reset(self) -> None:
        self.zoom_by(1.0 / self.camera.zoom)

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        self.camera.zoom_by(factor, around)
        self._zoomed()

    def center_on(self, node: str) -> None:
        """Show a node in the middle, at a size that can be read, and give it the focus."""
        if node in self.canvas.places.index:
            self._fits_itself = False
            if self.camera.zoom < 0.6:
                self.zoom_reset()
            self.centerOn(self.canvas.places.rect(node).center())
            self.canvas.set_current(node)

    def reveal(self, node: str) -> None:
        """Move just far enough to show a node whole."""
        self._fits_itself = False
        self.camera.reveal(self.canvas.places.rect(node))

    # --- gestures ---

    @property
    def search(self) -> SearchPopup | None:
        """The search popup, once it was open."""
        return self._adding.popup

    @property
    def gesture(self) -> Gesture | None:
        return self._gesture

    def begin(self, gesture: Gesture, at: Pointer) -> None:
        """Start a gesture; one still going on is cancelled."""
        self.cancel_gesture()
        self._fits_itself = False
        self._hover.clear()
        self._gesture = gesture
        if gesture.cursor is not None:
            self.viewport().setCursor(gesture.cursor)
        gesture.start(at)
        if gesture.done:
            self._gesture = None

    def cancel_gesture(self) -> bool:
        """Show everything as it was before the gesture; says whether there was one."""
        gesture, self._gesture = self._gesture, None
        if gesture is not None:
            gesture.cancel()
            self.viewport().unsetCursor()
        return gesture is not None

    def _finish(self, at: Pointer) -> None:
        gesture, self._gesture = self._gesture, None
        if gesture is not None and not gesture.finish(at):
            self._gesture = gesture
        else:
            self.viewport().unsetCursor()

    def pointer_at(self, screen: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pointer:
        return Pointer(self.camera.to_scene(screen), screen, modifiers, self.camera.scale)

    # --- the mouse ---

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.pointer_at(event.position(), event.modifiers())
        button = event.button()
        if button is Qt.MouseButton.MiddleButton or (button is Qt.MouseButton.LeftButton and self._keyboard.space):
            self._pan = gesture_for(self.canvas, self, at, button, True)
            self._pan.start(at)
            self._fits_itself = False
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._gesture is not None:
            if button is Qt.MouseButton.LeftButton:
                self._finish(at)
            else:
                self.cancel_gesture()
        else:
            self._press(at, button)
        event.accept()

    def _press(self, at: Pointer, button: Qt.MouseButton) -> None:
        gesture = gesture_for(self.canvas, self, at, button, False)
        if gesture is not None:
            self.begin(gesture, at)
        elif button is Qt.MouseButton.RightButton:
            card = self.canvas.card_at(at.scene)
            if card is not None and card not in self.session.selection:
                self.session.select({card})

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._pointer = self.pointer_at(event.position(), event.modifiers())
        if self._pan is not None:
            self._pan.move(at)
        elif self._gesture is not None:
            self._gesture.move(at)
        else:
            self._hover.move(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.pointer_at(event.position(), event.modifiers())
        if self._pan is not None:
            self._pan = None
            self.viewport().unsetCursor()
        elif self._gesture is not None and event.button() is not Qt.MouseButton.MiddleButton:
            self._finish(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.pointer_at(event.position(), event.modifiers())
        card = self.canvas.card_at(at.scene)
        if event.button() is not Qt.MouseButton.LeftButton or self.canvas.port_at(at.scene, at.port_reach):
            self.mousePressEvent(event)
        elif card is not None:
            self.edit_requested.emit(card)
        elif self.canvas.wire_at(at.scene, 8.0 / at.scale) is None:
            self._adding.search((at.scene.x(), at.scene.y()), at.screen)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Two fingers on a touchpad pan; a wheel zooms, and with Ctrl both do."""
        self._fits_itself = False
        if event.hasPixelDelta() if hasattr(event, "hasPixelDelta") else not event.pixelDelta().isNull():
            if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                across, down = self.horizontalScrollBar(), self.verticalScrollBar()
                across.setValue(across.value() - event.pixelDelta().x())
                down.setValue(down.value() - event.pixelDelta().y())
                return
        turned = event.angleDelta().y() or event.angleDelta().x()
        self.zoom_by(1.2 ** (turned / 120), event.position())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip:
            return self._hover.tell(event)
        if event.type() is QEvent.Type.Leave:
            self._hover.clear()
        if event.type() is QEvent.Type.NativeGesture and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_by(1.0 + event.value(), event.position())
            return True
        if event.type() is QEvent.Type.Gesture:
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if pinch is not None:
                self.zoom_by(pinch.scaleFactor(), QPointF(self.viewport().mapFromGlobal(pinch.hotSpot().toPoint())))
            return True
        return super().viewportEvent(event)

    # --- drops from the palette ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        name = bytes(event.mimeData().data(MIME).data()).decode("utf-8", "replace")
        if kind_named(name) is not None:
            self.begin(DropKind(self.canvas, name), self.pointer_at(event.position()))
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if isinstance(self._gesture, DropKind):
            self._gesture.move(self.pointer_at(event.position()))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.cancel_gesture()

    def dropEvent(self, event: QDropEvent) -> None:
        if isinstance(self._gesture, DropKind):
            self._finish(self.pointer_at(event.position()))
            event.acceptProposedAction()
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    # --- keys and the rest of the window ---

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and self._keyboard.claims(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._keyboard.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keyboard.release(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.canvas.show_focus(event.reason() not in (Qt.FocusReason.MouseFocusReason,))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._keyboard.let_go()
        self.canvas.show_focus(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setGeometry(self.viewport().rect())
        self._fit_unasked()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "camera"):
            self.camera.text_changed()
            self._restyle()

    def _fit_unasked(self) -> None:
        """Until someone zooms or pans, the whole network shows."""
        if self._fits_itself:
            self.camera.fit(self.canvas.places.bounds())
            self._zoomed(asked=False)

    def _zoomed(self, asked: bool = True) -> None:
        self._fits_itself = self._fits_itself and not asked
        self.canvas.overlay.scale_now = self.camera.scale
        self.zoom_changed.emit(self.camera.zoom)

    def _place_for_new(self) -> tuple[float, float]:
        """Where new things go: at the pointer if it is over the canvas, else in the middle."""
        at = self._pointer
        inside = at is not None and self.viewport().underMouse()
        point = at.scene if at is not None and inside else self.camera.middle()
        return point.x(), point.y()
