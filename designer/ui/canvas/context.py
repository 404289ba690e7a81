"""The menu of a right click or the menu key: the window's own actions, those that mean something there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu

from designer.graph.blocks import TOP
from designer.ui.canvas.gestures.base import Pointer
from designer.ui.canvas.metrics import WIRE_REACH
from designer.ui.language import tr

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

What = Literal["card", "block", "frame", "comment", "wire", "dot", "empty", "inside"]
ENTRIES: dict[What, tuple[str | None, ...]] = {
    "card": (
        *("cut", "copy", "copy_picture", "duplicate", "use_again", None),
        *("bypass", "unshare", "take_out", "delete", "delete_join", None),
        *("rename", "frame", "fold", "tidy", "fit_selection", "look_inside"),
    ),
    "block": (
        *("enter_block", "unfold", "rename", None),
        *("cut", "copy", "copy_picture", "duplicate", None),
        *("bypass", "take_out", "delete", "delete_join", None),
        *("frame", "fold", "fit_selection"),
    ),
    "frame": ("rename", "fit_frame", "fit_selection", None, "cut", "copy", "copy_picture", "duplicate", None, "delete"),
    "comment": ("rename", "frame", None, "cut", "copy", "duplicate", None, "delete"),
    "wire": ("add", "add_dot", "straighten", None, "delete"),
    "dot": ("remove_dot", "straighten"),
    "empty": ("add", "comment", "paste", "copy_picture", None, "select_all", "tidy", None, "fit_all"),
    "inside": (
        *("leave_block", None),
        *("add", "comment", "paste", "copy_picture", None),
        *("select_all", "tidy", None, "fit_all"),
    ),
}
"""Ids of the window's actions; `None` is a line between."""
ALIGNING = ("align_", "distribute_")
"""How the ids of those begin that stand in a menu of their own, where several things are selected."""

WRAPPING = ("wrap_", "unwrap")
"""The same for what puts layers into another, where that can be done."""


class ContextMenu:
    """Selects what it is opened on, so that its actions are about that."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.menu: QMenu | None = None

    def asked(self, event: QContextMenuEvent) -> None:
        """A menu is wanted: by the mouse where it is, by keys where the keyboard is."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.open_by_key()
        elif not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self._view.hands.may_open_menu:
            self._open_at(self._view.pointer_at(event.pos().toPointF()), event.globalPos())

    def open_by_key(self) -> None:
        """Open beside the card with the focus, the selected wire, or in the middle."""
        if self.menu is not None and self.menu.isVisible():
            return
        what, place = self._at_keyboard()
        at = self._view.camera.to_screen(place)
        self._popup(what, place, self._view.viewport().mapToGlobal(at.toPoint()))

    def _open_at(self, at: Pointer, screen: QPoint) -> None:
        canvas, session = self._view.canvas, self._view.session
        dot = canvas.dots.at(at.scene, at.scale)
        if dot is not None:
            session.select(())
            canvas.dots.choose(dot)
            self._popup("dot", at.scene, screen)
            return
        card = canvas.card_at(at.scene)
        grip = canvas.areas.at(at.scene, at.scale) if card is None else None
        card = card if grip is None else grip.id
        wire = canvas.wires.at(at.scene, WIRE_REACH / at.scale) if card is None else None
        if wire is None or wire not in canvas.marked.wires:
            canvas.marked.select(() if wire is None else {wire})
        if card is None:
            session.select(())
        elif card not in session.selection:
            session.select({card})
        what = self._ground() if wire is None else "wire"
        self._popup(what if card is None else self._sort_of(card), at.scene, screen)

    def _sort_of(self, id: str) -> What:
        canvas = self._view.canvas
        if id in canvas.areas.places.index:
            return "comment" if canvas.areas.places.frame(id) is None else "frame"
        role = canvas.cards[id].role
        return self._ground() if role == "gate" else "block" if role == "block" else "card"

    def _ground(self) -> What:
        return "empty" if self._view.canvas.level == TOP else "inside"

    def _at_keyboard(self) -> tuple[What, QPointF]:
        canvas, session = self._view.canvas, self._view.session
        shown = sorted(id for id in session.selection if canvas.shows(id))
        if shown:
            node = canvas.marked.current if canvas.marked.current in shown else shown[0]
            return self._sort_of(node), canvas.rect_of(node).bottomLeft()
        if canvas.dots.chosen is not None:
            return "dot", canvas.dots.place(canvas.dots.chosen)
        wires = [canvas.wires.index[wire] for wire in canvas.marked.wires]
        if wires:
            return "wire", canvas.wires.middle(wires[0])
        return self._ground(), self._view.camera.middle()

    def _popup(self, what: What, place: QPointF, screen: QPoint) -> None:
        actions = {action.objectName(): action for action in self._view.actions()}
        shown = [actions.get(id) if id else None for id in ENTRIES[what]]
        if not any(shown):
            return
        self._view.offers.dismiss()
        self._view.hands.aim(place)
        self.menu = QMenu(self._view)
        self.menu.setToolTipsVisible(True)
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu.destroyed.connect(self._gone)
        for action in shown:
            if action is None:
                self.menu.addSeparator()
            else:
                self.menu.addAction(action)
        self._add_wrapping([action for id, action in actions.items() if id.startswith(WRAPPING) and action.isEnabled()])
        self._add_aligning(what, [action for id, action in actions.items() if id.startswith(ALIGNING)])
        self.menu.popup(screen)

    def _add_wrapping(self, actions: list[QAction]) -> None:
        if self.menu is not None and actions and self._view.session.selection:
            self.menu.addMenu(tr("Wrap")).addActions(actions)

    def _add_aligning(self, what: What, actions: list[QAction]) -> None:
        if (
            self.menu is not None
            and actions
            and what not in ("wire", "dot", "empty")
            and len(self._view.session.selection) > 1
        ):
            self.menu.addMenu(tr("Align")).addActions(actions)

    def _gone(self) -> None:
        self.menu = None
