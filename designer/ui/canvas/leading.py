"""Wires and their dots without a mouse: walk to a wire, put dots on it, walk from dot to dot, move and remove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.design import Wire
from designer.ui.canvas.dots import settled
from designer.ui.canvas.metrics import WIRE_REACH
from designer.ui.canvas.places import Port
from designer.ui.canvas.walking import Direction, first_card

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

NO_WIRE = "This layer has no wires. C draws one."
NO_LAYER = "There is no wire yet."
ONE_WIRE = "Select one wire first: click it, or press W at a layer."
NO_DOTS = "This wire has no dots. Shift+D puts one on it."


class Leading:
    """Each verb that changes something is one undo step."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._canvas = view.canvas
        self._session = view.session

    @property
    def wire(self) -> Wire | None:
        """The wire that is selected, if only one is, or several that lie on each other."""
        chosen = self._canvas.marked.wires
        first = min(chosen, default=None)
        if first is None or self._session.selection:
            return None
        return first if chosen <= set(self._canvas.projection.twins(first)) else None

    # --- walking ---

    def walk_wires(self, step: int = 1) -> None:
        """Select a wire at the card with the keyboard; again, the next one there."""
        wires = self._at_card()
        if not wires:
            self._session.said.emit(NO_WIRE if self._canvas.places.ids else NO_LAYER)
            return
        ends, now = list(wires), self.wire
        shown = None if now is None else self._canvas.projection.ends_of(now)
        at = ends.index(shown) + step if shown in wires else min(step, 0)
        self._select(wires[ends[at % len(ends)]])

    def arrow(self, way: Direction) -> bool:
        """Go from the selected wire to a card at its end, or to another wire there; says whether one was selected."""
        wire = self.wire
        if wire is None:
            return False
        if way in ("up", "down"):
            self.walk_wires(1 if way == "down" else -1)
            return True
        card = self._canvas.projection.ends_of(wire)[0 if way == "left" else 1].node
        self._canvas.marked.select(())
        self._session.select({card})
        self._canvas.marked.set_current(card)
        self._view.reveal(card)
        return True

    def next_dot(self) -> None:
        """Choose the next dot of the selected wire, or its first."""
        wire, chosen = self.wire, self._canvas.dots.chosen
        count = 0 if wire is None else len(self._canvas.dots.of(wire))
        if wire is None or not count:
            self._session.said.emit(NO_DOTS if wire is not None else ONE_WIRE)
            return
        self._choose(wire, (chosen[1] + 1) % count if chosen is not None else 0)

    # --- changing ---

    def add_dot(self) -> None:
        """Put a dot on the selected wire: at the pointer if that is on it, else in its middle."""
        wire, dots = self.wire, self._canvas.dots
        why = ONE_WIRE if wire is None else dots.why_none(wire)
        if wire is None or why:
            self._session.said.emit(why)
            return
        row = self._canvas.wires.index[wire]
        at, place = self._canvas.wires.nearest(row, self._pointed(row) or self._canvas.wires.middle(row))
        points, path = dots.of(wire), dots.path(wire)
        path.insert(at + 1, (place.x(), place.y()))
        points.insert(at, settled(place, path, at + 1, free=False))
        if dots.lead(wire, points, "Add a dot"):
            self._choose(wire, at)

    def remove_dot(self) -> None:
        """Take the chosen dot off."""
        if self._canvas.dots.chosen is not None:
            self._canvas.dots.remove(self._canvas.dots.chosen)

    def straighten(self) -> None:
        """Take all dots of the selected wires off."""
        wires = [wire for wire in self._canvas.marked.wires if self._canvas.dots.of(wire)]
        if wires:
            self._canvas.dots.straighten(wires)

    def nudge(self, across: float, down: float) -> bool:
        """Move the chosen dot; says whether one is chosen. Steps in a row are one."""
        dot, dots = self._canvas.dots.chosen, self._canvas.dots
        if dot is None:
            return False
        wire, at = dot
        points = dots.of(wire)
        x, y = points[at]
        points[at] = (x + across, y + down)
        dots.lead(wire, points, "Move dot", merge=("dot", dot))
        self._reveal(dots.place(dot))
        return True

    # --- within ---

    def _at_card(self) -> dict[tuple[Port, Port], Wire]:
        """The wires at the card that is walked from, those that leave it first, each from the top down."""
        wires, card = self._canvas.wires, self._card()
        if card is None:
            return {}
        here = self._canvas.places.index[card]
        rows = np.array(wires.of_cards([here]), dtype=int)
        comes_in = wires.sources[rows] != here
        heights = np.where(comes_in, wires.ends[rows, 1], wires.ends[rows, 3])
        order = rows[np.lexsort((heights, comes_in))].tolist()
        return {wires.shown[row]: wires.wires[row] for row in order}

    def _card(self) -> str | None:
        """The card that is walked from: the one with the keyboard, if the selected wire is one of its."""
        current, wire = self._canvas.marked.current, self.wire
        if wire is not None:
            ends = [port.node for port in self._canvas.projection.ends_of(wire)]
            return current if current in ends else ends[0]
        return current if current in self._canvas.places.index else first_card(self._canvas.places)

    def _select(self, wire: Wire) -> None:
        self._session.select(())
        self._canvas.marked.select(self._canvas.projection.twins(wire))
        self._reveal(self._canvas.wires.middle(self._canvas.wires.index[wire]))

    def _choose(self, wire: Wire, at: int) -> None:
        dots = self._canvas.dots
        dots.choose((wire, at))
        self._reveal(dots.place((wire, at)))
        self._session.said.emit(f"Dot {at + 1} of {len(dots.of(wire))}. Arrow keys move it, Del takes it off.")

    def _reveal(self, place: QPointF) -> None:
        self._view.stop_fitting()
        self._view.camera.reveal(QRectF(place.x() - 1, place.y() - 1, 2, 2))

    def _pointed(self, row: int) -> QPointF | None:
        """Where the pointer, or the menu that was opened, is on a wire."""
        point = self._view.hands.place_for_new()
        away = self._canvas.wires.tracks.distances(np.array([row]), point)[0]
        return point if away <= WIRE_REACH / self._view.camera.scale else None
