"""Move cards, drop one into a wire, or drag copies away."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from designer.graph import edits
from designer.graph.design import Position, Wire
from designer.graph.fragments import fragment_of, freshened
from designer.ui.canvas.areas.areas import carried
from designer.ui.canvas.areas.naming import named
from designer.ui.canvas.arranging import can_go_into_wire, is_unwired, move_onto_wire
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.metrics import GRID
from designer.ui.canvas.scene import CanvasScene

INTO_WIRE = 26.0
"""How near to a card's middle a wire must run for the card to go into it, in scene units."""


class MoveCards(Gesture):
    """Press on a card selects it (Shift adds, Ctrl toggles); dragging moves the selection along the grid."""

    scrolls = True

    def __init__(self, scene: CanvasScene, card: str) -> None:
        super().__init__(scene)
        self._card = card
        self._moving = False
        self._places: dict[str, Position] = {}

    def start(self, at: Pointer) -> None:
        self._from = at
        self._before = self.scene.session.selection
        self.scene.select_wires(())
        selection = self._before
        if at.holds(Qt.KeyboardModifier.ShiftModifier):
            selection = selection | {self._card}
        elif at.holds(Qt.KeyboardModifier.ControlModifier):
            selection = selection ^ {self._card}
        elif self._card not in selection:
            selection = frozenset({self._card})
        self.scene.session.select(selection)
        self.scene.set_current(self._card)

    def move(self, at: Pointer) -> None:
        if not self._moving and not self._begins(at):
            return
        dx, dy = self._way(at)
        self._show(np.array([(x + dx, y + dy) for x, y in self._places.values()]))
        self.scene.light_wire(self._wire_below())

    def finish(self, at: Pointer) -> bool:
        if not self._moving:
            self._click(at)
            return True
        wire = self._wire_below()
        dx, dy = self._way(at)
        places = {id: (x + dx, y + dy) for id, (x, y) in self._places.items()}
        self.scene.light_wire(None)
        if not self._commit(places, wire):
            self.scene.put_back()
        return True

    def cancel(self) -> None:
        self.scene.light_wire(None)
        if self._moving:
            self.scene.put_back()
        self.scene.session.select(self._before)

    def _commit(self, places: dict[str, Position], wire: Wire | None) -> bool:
        session = self.scene.session
        if wire is not None:
            node, apart = session.design.graph.nodes[self._card], self.scene.pitch_after(wire.source)
            onto = move_onto_wire(session.design, node, wire, places[node.id], apart, self.scene.projection)
            return self.scene.draw(onto)
        return self.scene.edit(edits.move(places, f"Move {named(session.design, self.scene.session.selection)}"))

    def _begins(self, at: Pointer) -> bool:
        selection = self.scene.session.selection
        if not at.is_far_from(self._from) or self._card not in selection:
            return False
        positions = self.scene.session.design.layout.positions
        self._places = {id: positions.get(id, (0.0, 0.0)) for id in carried(self.scene, selection)}
        self._moving = self._card in self._places
        return self._moving

    def _way(self, at: Pointer) -> Position:
        """How far the cards go: so that the one in hand lies on the grid."""
        x, y = self._places[self._card]
        way = at.scene - self._from.scene
        return round((x + way.x()) / GRID) * GRID - x, round((y + way.y()) / GRID) * GRID - y

    def _show(self, xy: np.ndarray) -> None:
        self.scene.put(self._places, xy)

    def _click(self, at: Pointer) -> None:
        """Released where it was pressed: one of many selected becomes the only one."""
        if not at.holds(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            self.scene.session.select({self._card})

    def _wire_below(self) -> Wire | None:
        design = self.scene.session.design
        if len(self._places) != 1 or self._card not in design.graph.nodes or not is_unwired(design, self._card):
            return None
        if not can_go_into_wire(design.graph.nodes[self._card].kind):
            return None
        return self.scene.wire_at(self.scene.places.rect(self._card).center(), INTO_WIRE)


class DragCopies(MoveCards):
    """Alt and drag: the selection stays, copies with the wires among them go where it is dropped."""

    cursor = Qt.CursorShape.DragCopyCursor

    def start(self, at: Pointer) -> None:
        self._from = at
        self._before = self.scene.session.selection
        if self._card not in self._before:
            self.scene.session.select({self._card})

    def cancel(self) -> None:
        self.scene.overlay.mark(ghosts=())
        self.scene.session.select(self._before)

    def _show(self, xy: np.ndarray) -> None:
        sizes = [self.scene.rect_of(id).size() for id in self._places]
        ghosts = tuple(QRectF(QPointF(x, y), size) for (x, y), size in zip(xy.tolist(), sizes, strict=True))
        self.scene.overlay.mark(ghosts=ghosts)

    def _commit(self, places: dict[str, Position], wire: Wire | None) -> bool:
        session = self.scene.session
        self.scene.overlay.mark(ghosts=())
        first = next(iter(places))
        offset = (places[first][0] - self._places[first][0], places[first][1] - self._places[first][1])
        fragment = freshened(fragment_of(session.design, places.keys()), session.design, offset)
        done = self.scene.edit(edits.paste(fragment, "Duplicate"))
        if done:
            session.select(fragment.outermost)
        return done

    def _wire_below(self) -> Wire | None:
        return None
