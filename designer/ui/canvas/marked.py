"""What is marked on the canvas for a while: wires that are selected, hovered or lit, and the card the keyboard is at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from designer.graph.design import Wire

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene


class Marked(QObject):
    """Remembers what is marked, and has it drawn so."""

    current_changed = Signal(object)
    """The id of the card with the keyboard's focus, or `None`."""
    wires_selected = Signal()
    """Other wires are selected, or another dot is chosen."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self.wires: frozenset[Wire] = frozenset()
        """Those that are selected."""
        self.hovered: Wire | None = None
        self.lit: Wire | None = None
        self.current: str | None = None
        """The card, frame or comment with the keyboard's focus."""
        self._focused = False

    def settle(self) -> None:
        """Other things show: what is gone is marked no more."""
        there = self._scene.wires.index
        if self.current is not None and not self._scene.shows(self.current):
            self.set_current(None)
        self.wires = frozenset(wire for wire in self.wires if wire in there)
        self.hovered = self.hovered if self.hovered in there else None
        self._scene.dots.settle()
        self.draw_wires()
        self.draw_ring()

    # --- wires ---

    def select(self, wires: Iterable[Wire]) -> None:
        """Make these wires the selected ones, with no dot of theirs chosen."""
        before, self.wires = self.wires, frozenset(wires) & self._scene.wires.index.keys()
        self._scene.dots.choose(None)
        self.draw_wires()
        self.draw_ring()
        if before != self.wires:
            self.wires_selected.emit()

    def hover(self, wire: Wire | None) -> None:
        """The pointer is over a wire."""
        if wire != self.hovered:
            self.hovered = wire
            self.draw_wires()

    def light(self, wire: Wire | None) -> None:
        """Draw a wire heavily because a card would go into it."""
        if wire != self.lit:
            self.lit = wire
            self.draw_wires()

    def draw_wires(self, cut: Iterable[Wire] = ()) -> None:
        """Draw hovered, selected and lit wires heavily, and those that a knife is about to cut."""
        layer = self._scene.wire_layer
        shown = {*self.wires} | {wire for wire in (self.hovered, self.lit) if wire is not None}
        hidden = set(layer.hidden)
        layer.emphasize(shown - hidden, frozenset(cut) - hidden)

    # --- cards ---

    def show_selection(self, ids: frozenset[str]) -> None:
        """The selection is another one."""
        scene = self._scene
        if ids:
            scene.dots.choose(None)
        changed = ids ^ frozenset(scene.card_layer.selected)
        scene.card_layer.selected = ids
        scene.areas.select(ids)
        scene.card_layer.repaint(changed)
        if len(ids) == 1:
            self.set_current(next(iter(ids)))

    def set_current(self, id: str | None) -> None:
        """Give a card the keyboard's focus."""
        if id != self.current:
            self.current = id
            self.current_changed.emit(id)
        self.draw_ring()

    def show_focus(self, visible: bool) -> None:
        """Whether the focus ring shows: while the canvas has the focus and keys are used."""
        self._focused = visible
        self.draw_ring()

    def draw_ring(self) -> None:
        """Draw the focus ring where the keyboard is."""
        id = self.current if self._focused and not self.wires else None
        shown = id is not None and self._scene.shows(id)
        self._scene.overlay.mark(ring=self._scene.rect_of(id) if shown and id is not None else None)

    def dim(self, ids: Iterable[str]) -> None:
        """Draw cards pale that do not take the wire in hand."""
        layer, dimmed = self._scene.card_layer, frozenset(ids)
        if dimmed != layer.dimmed:
            layer.dimmed = dimmed
            layer.update()
