"""Who moves aside when something goes into a wire, and how far: no farther than it needs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from designer.graph.design import COLUMN, Design, Position, Wire
from designer.ui.canvas.level import PLAIN, Level
from designer.ui.canvas.metrics import HEIGHT

Pitch = Callable[[str], float]
"""How far from the left side of a card the next one should start."""


NOWHERE: Position = (0.0, 0.0)
"""Where a card shows that has no place of its own."""


def usual(id: str) -> float:
    return COLUMN


@dataclass(frozen=True)
class Going:
    """What goes into a wire: the corner of its first card, how far from there to its last card's, and distances.

    `apart` is how far it should start from what comes before it, `tail` how far from the last card's left side
    the next should start; `rise` is how far down it would have to go to be level with what comes before it.
    """

    place: Position
    apart: float = COLUMN
    tail: float = COLUMN
    span: float = 0.0
    rise: float = 0.0


@dataclass(frozen=True, eq=False)
class Room:
    """The way from where something was dropped to where it goes, and who moves how far to the right."""

    way: Position = (0.0, 0.0)
    ids: tuple[str, ...] = ()
    by: np.ndarray = field(default_factory=lambda: np.zeros(0))

    def moved(self, positions: Mapping[str, Position]) -> dict[str, Position]:
        """The new places of those that move aside."""
        return {
            id: (positions[id][0] + by, positions[id][1])
            for id, by in zip(self.ids, self.by.tolist(), strict=True)
            if by
        }


class Order:
    """What is wired to what among the cards that show on a level, but for those in `but`, which are in nobody's way.

    `pitch_of` tells how much room each of them takes.
    """

    def __init__(
        self, design: Design, level: Level = PLAIN, pitch_of: Pitch = usual, but: Collection[str] = ()
    ) -> None:
        self.design, self.level, self.pitch_of = design, level, pitch_of
        self.after: dict[str, list[str]] = {}
        shown = level.stand_ins
        for wire in design.graph.wires:
            one, other = (
                (wire.source, wire.target) if shown is None else (shown.get(wire.source), shown.get(wire.target))
            )
            if one is not None and other is not None and one != other and other not in but:
                self.after.setdefault(one, []).append(other)


class Aside:
    """The cards after a wire, each with the room before it: worked out once, asked for every place."""

    def __init__(self, order: Order, wire: Wire) -> None:
        design, level = order.design, order.level
        positions = design.layout.positions
        before, behind = level.stand_in(wire.source), level.stand_in(wire.target)
        self._source = positions.get(before or "")
        self._target = positions.get(behind or "")
        self._ids: tuple[str, ...] = ()
        self._slack = np.zeros(0)
        if behind is not None and self._fits():
            slack = _slack(order, behind, before)
            self._ids, self._slack = tuple(slack), np.array(list(slack.values()))

    def room(self, going: Going) -> Room:
        """Where it goes, and who moves aside."""
        x, y = going.place
        if self._source is None or self._target is None or not self._fits():
            return Room()
        y = y + going.rise if abs(going.rise) < HEIGHT else y
        low = self._source[0] + going.apart
        x = max(low, min(x, self._target[0] - going.tail - going.span))
        shift = max(0.0, x + going.span + going.tail - self._target[0])
        way = (x - going.place[0], y - going.place[1])
        if not shift:
            return Room(way)
        by = np.maximum(0.0, shift - self._slack)
        rows = np.flatnonzero(by)
        return Room(way, tuple(self._ids[row] for row in rows.tolist()), by[rows])

    def _fits(self) -> bool:
        """Whether the wire leads to the right, as what goes into it would."""
        return self._source is not None and self._target is not None and self._target[0] >= self._source[0]


def _slack(order: Order, start: str, but: str | None) -> dict[str, float]:
    """How far `start` can move before each of those after it has to move too; those it never meets are left out.

    Cards that stand closer than they should keep that distance. `but` stays where it is.
    """
    positions = order.design.layout.positions
    found: dict[str, float] = {}
    waiting = [(0.0, start)]
    while waiting:
        slack, id = heappop(waiting)
        if id in found:
            continue
        found[id] = slack
        x, pitch = positions.get(id, NOWHERE)[0], order.pitch_of(id)
        for other in order.after.get(id, ()):
            gap = positions.get(other, NOWHERE)[0] - x
            if other not in found and other != but and gap > 0.0:
                heappush(waiting, (slack + max(0.0, gap - pitch), other))
    return found
