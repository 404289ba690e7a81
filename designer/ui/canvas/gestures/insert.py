"""What is dragged goes into the wire below it: one layer, or several that are wired one to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, QRectF

from designer.graph.chains import halves, lead_through
from designer.graph.design import Design, Position, Wire
from designer.graph.edits import Edit
from designer.ui.canvas.chaining import Chain, chain_of, nodes_of
from designer.ui.canvas.gestures.room_marks import RoomMarks
from designer.ui.canvas.making_room import Going
from designer.ui.canvas.parting import parted
from designer.ui.canvas.places import Port
from designer.ui.canvas.scene import CanvasScene

INTO_WIRE = 26.0
"""How near to a card's middle a wire must run for the card to go into it, in scene units."""


class Insert:
    """Of one drag of the things `ids`. `wire` is the one they would go into now."""

    def __init__(self, scene: CanvasScene, ids: Sequence[str]) -> None:
        self._scene = scene
        self._ids = ids
        self._cards = all(id in scene.places.index for id in ids)
        self._nodes = nodes_of(scene.session.design, ids)
        self._design: Design | None = None
        self._chain: Chain | None = None
        self.marks = RoomMarks(scene, frozenset(ids))
        self.wire: Wire | None = None

    def look(self, at: QPointF, design: Design) -> None:
        """The middle of the card in hand is here; `design` is as it would be before they go in."""
        self.wire = self._below(at) if self._cards else None
        if self.wire is not None and design is not self._design:
            self._design, self._chain = design, chain_of(design, self._nodes, self._scene.layers)
        if self.wire is None or self._chain is None:
            self.wire = None
            self.marks.clear()
        else:
            rects = [self._scene.rect_of(id) for id in self._ids]
            self.marks.show(self.wire, design, self._going(self.wire, self._chain, rects), rects)

    def steps(self, label: str) -> list[Edit]:
        """The edits that lead the wire through them; none where nothing is below."""
        if self.wire is None or self._chain is None:
            return []
        return [lead_through(self.wire, self._chain.into, self._chain.out, label)]

    def dots(self, card: str, dropped: Mapping[str, Position]) -> list[Edit]:
        """The edits that lead the wires on both sides through the dots of the one before; `card` is the one in hand."""
        if self.wire is None or self._chain is None or self._design is None:
            return []
        room = self.marks.room.moved(self._scene.session.design.layout.positions)
        final = self.moves(dropped)
        ends, slot = halves(self.wire, self._chain.into, self._chain.out), ([final[id] for id in self._ids], room)
        return parted(self._design, self.wire, ends, dropped[card], slot, self._scene.projection)

    def moves(self, dropped: Mapping[str, Position]) -> dict[str, Position]:
        """Where things go: those that were dropped, and those that move aside."""
        (dx, dy), positions = self.marks.room.way, self._scene.session.design.layout.positions
        return {**self.marks.room.moved(positions), **{id: (x + dx, y + dy) for id, (x, y) in dropped.items()}}

    def _below(self, at: QPointF) -> Wire | None:
        """The nearest wire within reach that is not their own."""
        wires = self._scene.wires
        rows = wires.within(QRectF(at, at), INTO_WIRE)
        own = [row for row in rows.tolist() if self._is_own(wires.wires[row])]
        rows = rows[[row not in own for row in rows.tolist()]] if own else rows
        if not len(rows):
            return None
        distances = wires.tracks.distances(rows, at)
        nearest = int(distances.argmin())
        return wires.wires[int(rows[nearest])] if distances[nearest] <= INTO_WIRE else None

    def _is_own(self, wire: Wire) -> bool:
        return wire.source in self._nodes or wire.target in self._nodes

    def _going(self, wire: Wire, chain: Chain, rects: Sequence[QRectF]) -> Going:
        scene = self._scene
        left, last = min(rect.left() for rect in rects), max(rect.left() for rect in rects)
        own = Wire(wire.source, chain.into[0], wire.source_port, chain.into[1])
        out, into = scene.projection.shown_ends(own)
        rise = self._height(out) - self._height(into)
        apart = scene.pitch_after(wire.source)
        return Going((left, 0.0), apart, max(apart, scene.pitch_after(chain.out[0])), last - left, rise)

    def _height(self, port: Port) -> float:
        places = self._scene.places
        return places.port_point(port).y() if port.node in places.index else float("inf")
