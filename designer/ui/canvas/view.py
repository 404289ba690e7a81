"""The canvas in the window: passes mouse, keys and drops to gestures, and offers what menus need."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QGraphicsView, QLabel, QWidget

from designer.graph.blocks import TOP
from designer.ui import theme
from designer.ui.canvas.adding import Adding
from designer.ui.canvas.areas.making import AreaVerbs
from designer.ui.canvas.arrange import Arrange
from designer.ui.canvas.arriving import added
from designer.ui.canvas.bookmarks.bookmarks import Bookmarks
from designer.ui.canvas.breadcrumb import Breadcrumb
from designer.ui.canvas.context import ContextMenu
from designer.ui.canvas.find.finding import Finding
from designer.ui.canvas.flowing import Flow
from designer.ui.canvas.folding import Folding
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.keys import ConnectByKey
from designer.ui.canvas.handled import HandledView
from designer.ui.canvas.hands import Hands
from designer.ui.canvas.hover import Hover
from designer.ui.canvas.inside.entering import Entering
from designer.ui.canvas.keyboard import Keyboard
from designer.ui.canvas.leading import Leading
from designer.ui.canvas.metrics import GRID
from designer.ui.canvas.minimap.minimap import Minimap
from designer.ui.canvas.offering import Offers
from designer.ui.canvas.pasted_source import PastedSource
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.search import SearchPopup
from designer.ui.canvas.sharing import Sharing
from designer.ui.canvas.verbs import Verbs
from designer.ui.language import tr
from designer.ui.parts import set_flag
from designer.ui.session import Session, Snapshot

EMPTY, OR_ELSE = "Drag a layer here", "or press Tab to search"

BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)
"""How the keyboard's focus comes when keys bring it."""


class CanvasView(HandledView):
    """Shows the network. Everything it changes goes through the session."""

    edit_requested = Signal(str)
    """Enter or a double click on the card of this node: its settings are wanted."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a network runs so in every language
        self.canvas = CanvasScene(session)
        self._verbs = Verbs(self.canvas)
        self.pasted = PastedSource(session, self._verbs, self)
        self.flow = Flow(self.canvas)
        self.sharing = Sharing(self.canvas)
        self.adding = Adding(self)
        self.hover = Hover(self)
        self.hands = Hands(self)
        self.entering = Entering(self)
        self.keyboard = Keyboard(self)
        self.context = ContextMenu(self)
        self.offers = Offers(self)
        self.areas = AreaVerbs(self)
        self.arrange = Arrange(self.canvas, self)
        self.folding = Folding(self)
        self.leading = Leading(self)
        self.breadcrumb = Breadcrumb(self)
        self.find = Finding(self)
        self._keyed = False
        self._shown = session.snapshot
        self._hint = QLabel(f"<p style='font-size: large'>{tr(EMPTY)}</p><p>{tr(OR_ELSE)}</p>", self.viewport())
        self._set_up()
        session.snapshot_changed.connect(self.show)
        session.selection_changed.connect(self.canvas.marked.show_selection)
        theme.themes().changed.connect(self._restyle)
        self.show_snapshot(session.snapshot)
        self.canvas.marked.show_selection(session.selection)
        self.bookmarks = Bookmarks(self)
        self.minimap = Minimap(self)

    def _set_up(self) -> None:
        self.setScene(self.canvas)
        self.setAccessibleName(tr("Canvas"))
        self._frame()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        # Scroll areas pan with two fingers by themselves; here a pinch does, which zooms at once.
        self.viewport().ungrabGesture(Qt.GestureType.PanGesture)
        self.setAcceptDrops(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setProperty("quiet", True)
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.zoom_changed.connect(self._zoom_changed)
        self.canvas.search_wanted.connect(self.adding.search_for_wire)
        self.canvas.wire_drawn.connect(self.offers.offer)
        self.canvas.wire_refused.connect(self.offers.offer_bridges)
        self.session.selection_changed.connect(self.offers.dismiss)

    # --- showing ---

    def show(self, snapshot: Snapshot | None = None) -> None:
        """Show a snapshot; without one, what every widget's `show` does."""
        if snapshot is None:
            super().show()
        else:
            self.show_snapshot(snapshot)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        another = not self._shares_nodes(snapshot)
        if self.gesture is not None and snapshot.design is not self._shown.design:
            self.cancel_gesture()
        self.arrange.settle(snapshot)
        self.offers.dismiss()
        new = added(self._shown, snapshot)
        if another:
            self.canvas.level = TOP
        self.canvas.show(snapshot)
        self._shown = snapshot
        self._hint.setVisible(not snapshot.design.graph.nodes)
        if another:
            self.folding.forget()
            self.show_whole()
        elif new:
            self.reveal_any(new)

    def _shares_nodes(self, snapshot: Snapshot) -> bool:
        before, nodes = self.canvas.layers, snapshot.design.graph.nodes
        return not nodes or any(id in before and before[id].node is node for id, node in nodes.items())

    def reading_order(self) -> list[str]:
        """All cards, in the order data flows; those that lie apart come last."""
        level = self.canvas.projection
        order = list(dict.fromkeys(level.stand_in(id) or "" for id in self.session.snapshot.analysis.order))
        known = set(order)
        return [id for id in order if id] + [id for id in self.canvas.places.ids if id not in known]

    def _restyle(self) -> None:
        self.canvas.restyle()
        self._frame()
        self.viewport().update()

    # --- verbs, for menus and keys ---

    def delete_selection(self, reconnect: bool = False) -> None:
        self._verbs.delete(reconnect)

    def take_out(self) -> None:
        self._verbs.take_out()

    def duplicate_selection(self) -> None:
        self._verbs.duplicate()

    def copy(self) -> None:
        self._verbs.copy()

    def cut(self) -> None:
        self._verbs.cut()

    def paste(self, with_inputs: bool = False) -> None:
        point = self.hands.place_for_new()
        other = self._verbs.paste(with_inputs, (point.x(), point.y()))
        if other:
            self.pasted.paste(other, (point.x(), point.y()))

    def select_all(self) -> None:
        self.session.select((*self.canvas.places.ids, *self.canvas.areas.places.ids))

    def tidy(self, animated: bool | None = None, top_down: bool = False) -> None:
        """Put the selection (or all, if it is not several) in order; `animated` unless the system says otherwise."""
        self.arrange.tidy(top_down, animated)

    def nudge(self, across: int, down: int, step: float = GRID) -> None:
        """Move the selection by steps of the grid, or others."""
        self._verbs.nudge(across, down, step)

    def add_kind(self, kind_name: str) -> None:
        """Add a layer right of the selected one, wired to it where that fits; else in the middle."""
        self.adding.add_after_selected(kind_name)

    def open_search(self) -> None:
        """Search for a layer to add, into the selected wire if there is one, else at the cursor or in the middle."""
        wires = self.canvas.marked.wires
        if len(wires) == 1 and not self.session.selection:
            self.adding.search_into_wire(next(iter(wires)))
            return
        point = self.hands.place_for_new()
        self.adding.search((point.x(), point.y()), QPointF(self.mapFromScene(point)))

    def start_connecting(self) -> None:
        """Connect the card with the focus by walking the ports that fit."""
        if self.canvas.marked.current in self.canvas.cards:
            self.begin(ConnectByKey(self.canvas, self.canvas.marked.current))

    def fit_selection(self) -> None:
        self.fit(self.session.selection)

    def center_on(self, node: str) -> None:
        """Show a node in the middle of its level, at a size that can be read, and give it the focus."""
        self.folding.show(node)
        if self.canvas.shows(node):
            self.look_at(node)
            self.canvas.marked.set_current(node)

    def open(self, id: str) -> None:
        """Go into a block, out by a gate; of a layer the settings are wanted."""
        role = self.canvas.cards[id].role
        if role == "block":
            self.folding.enter(id)
        elif role == "gate":
            self.folding.cross(self.canvas.projection.gates[id].node)
        else:
            self.edit_requested.emit(id)

    # --- gestures ---

    @property
    def gesture(self) -> Gesture | None:
        """The gesture that goes on."""
        return self.hands.gesture

    @property
    def search(self) -> SearchPopup | None:
        """The search popup, once it was open."""
        return self.adding.popup

    def begin(self, gesture: Gesture) -> None:
        """Start a gesture that no button started."""
        self.hands.begin(gesture, self.pointer_at(QPointF()))

    def cancel_gesture(self) -> bool:
        """Show everything as it was before the gesture; says whether there was one."""
        return self.hands.cancel()

    def pointer_at(self, screen: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Pointer:
        return Pointer(self.camera.to_scene(screen), screen, modifiers, self.camera.scale)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.keyboard.arrive(event.reason())
        if event.reason() in BY_KEY or event.reason() is Qt.FocusReason.MouseFocusReason:
            self.show_keyboard(event.reason() in BY_KEY)
        self.canvas.marked.show_focus(self._keyed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keyboard.let_go()
        self.canvas.marked.show_focus(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setGeometry(self.viewport().rect())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "canvas"):
            self.camera.text_changed()
            self._restyle()

    def show_keyboard(self, used: bool) -> None:
        """Whether to show that the keyboard is here: to a hand on the mouse a frame would say nothing."""
        if used != self._keyed:
            self._keyed = used
            set_flag(self, "keyed", used)

    def _frame(self) -> None:
        """A border that is always there, so that nothing moves when the keyboard comes or goes."""
        current = theme.themes().current
        self.setStyleSheet(
            f"QGraphicsView {{ border: 1px solid {current.canvas}; }}"
            f'QGraphicsView[keyed="true"]:focus {{ border: 1px solid {current.accent}; }}'
        )

    def _zoom_changed(self, zoom: float) -> None:
        self.offers.dismiss()
        self.hands.keep_hold()
