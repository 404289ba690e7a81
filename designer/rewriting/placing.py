"""Where cards go that a text adds: after what feeds them, with what comes next moved aside as far as it needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from designer.graph.bends import ends_on_level
from designer.graph.blocks import home_of
from designer.graph.design import COLUMN, ROW, Graph, Layout, Position, Wire

NEAR = 0.7
"""Two cards that are nearer than this share of a column or row lie on each other."""


def placed(
    graph: Graph, layout: Layout, fresh: Collection[str], usual: Mapping[str, Position], gone: Collection[Position] = ()
) -> dict[str, Position]:
    """The places of everything, once each card of `fresh` has one.

    `usual` are their places among each other if no wire joins them to what is there, `gone` those of cards whose place
    they then take. `layout` knows already in which blocks they lie.
    """
    flow = _Flow(graph, layout, fresh)
    if not flow.joins():
        return {**layout.positions, **_beside(layout, fresh, usual, gone)}
    flow.run()
    return {**layout.positions, **flow.places}


class _Flow:
    """Goes through the cards in the order of the wires, and lets each start behind those that feed it."""

    def __init__(self, graph: Graph, layout: Layout, fresh: Collection[str]) -> None:
        self.places: dict[str, Position] = {}
        self._layout, self._fresh = layout, set(fresh)
        self._into: dict[str, list[Wire]] = {}
        self._after: dict[str, list[Wire]] = {}
        self._nodes = graph.nodes
        for wire in graph.wires:
            self._into.setdefault(wire.target, []).append(wire)
            self._after.setdefault(wire.source, []).append(wire)
        self._down = self._runs_down(graph.wires)
        # What comes after something new moves aside for it, so only what else there is can be in its way.
        self._taken = _Taken(layout, self._reached())

    def joins(self) -> bool:
        """Whether a wire leads between something new and something that was there."""
        wires = (wire for into in self._into.values() for wire in into)
        return any((wire.source in self._fresh) != (wire.target in self._fresh) for wire in wires)

    def run(self) -> None:
        """Give everything its place."""
        for id in self._in_order():
            if id in self._fresh:
                self._place(id)
            else:
                self._move(id)
        for id in sorted(self._fresh - self.places.keys()):  # on a circle
            self._place(id)

    def _reached(self) -> set[str]:
        found, waiting = set(self._fresh), list(self._fresh)
        while waiting:
            ends = {wire.target for wire in self._after.get(waiting.pop(), ())} - found
            found |= ends
            waiting += ends
        return found

    def _in_order(self) -> Iterable[str]:
        """Each card after what feeds it; those on a circle are left where they are."""
        waits = {id: len(self._into.get(id, ())) for id in self._nodes}
        ready = [id for id, count in waits.items() if not count]
        for id in ready:
            yield id
            for wire in self._after.get(id, ()):
                waits[wire.target] -= 1
                if not waits[wire.target]:
                    ready.append(wire.target)

    def _place(self, id: str) -> None:
        before = [self._at(ends_on_level(self._layout, wire)[0]) for wire in self._into.get(id, ())]
        if before:
            along = max(self._along(at) for at in before) + self._step
            across = sum(self._across(at) for at in before) / len(before)
        else:
            behind = [self._at(ends_on_level(self._layout, wire)[1]) for wire in self._after.get(id, ()) if wire.target not in self._fresh]  # fmt: skip
            along = min((self._along(at) for at in behind), default=0.0) - (self._step if behind else 0.0)
            across = min((self._across(at) for at in behind), default=0.0)
        self.places[id] = self._taken.free(self._point(along, across), home_of(self._layout, id), self._down)

    def _move(self, id: str) -> None:
        """Move a card on if what feeds it came closer than it should, or than it was."""
        for wire in self._into.get(id, ()):
            one, other = ends_on_level(self._layout, wire)
            if one not in self.places or other in self._fresh or other not in self._layout.positions:
                continue
            here, there = self._at(other), self._layout.positions[other]
            apart = self._step
            if one not in self._fresh:
                apart = min(apart, self._along(there) - self._along(self._layout.positions[one]))
            low = self._along(self.places[one]) + apart
            if apart > 0 and low > self._along(here):
                self.places[other] = self._point(low, self._across(here))

    def _runs_down(self, wires: Iterable[Wire]) -> bool:
        """Whether the drawing goes from top to bottom."""
        positions = self._layout.positions
        ways = [(positions[wire.source], positions[wire.target]) for wire in wires if {wire.source, wire.target} <= positions.keys()]  # fmt: skip
        return sum(there[1] - here[1] - (there[0] - here[0]) for here, there in ways) > 0

    @property
    def _step(self) -> float:
        return ROW if self._down else COLUMN

    def _along(self, at: Position) -> float:
        return at[1] if self._down else at[0]

    def _across(self, at: Position) -> float:
        return at[0] if self._down else at[1]

    def _point(self, along: float, across: float) -> Position:
        return (across, along) if self._down else (along, across)

    def _at(self, id: str) -> Position:
        return self.places.get(id) or self._layout.positions.get(id, (0.0, 0.0))


class _Taken:
    """Finds a place beside what lies there already."""

    def __init__(self, layout: Layout, but: Collection[str]) -> None:
        self._cells: dict[tuple[str, int], list[Position]] = {}
        for id, at in layout.positions.items():
            if id not in but and id not in layout.frames and id not in layout.comments:
                self._put(at, home_of(layout, id))

    def free(self, at: Position, home: str, down: bool) -> Position:
        """`at`, or the first place across from it that nothing takes."""
        while any(self._near(at, other) for other in self._around(at, home)):
            at = (at[0] + COLUMN, at[1]) if down else (at[0], at[1] + ROW)
        self._put(at, home)
        return at

    def _near(self, one: Position, other: Position) -> bool:
        return abs(one[0] - other[0]) < NEAR * COLUMN and abs(one[1] - other[1]) < NEAR * ROW

    def _around(self, at: Position, home: str) -> Iterable[Position]:
        column = int(at[0] // COLUMN)
        for near in (column - 1, column, column + 1):
            yield from self._cells.get((home, near), ())

    def _put(self, at: Position, home: str) -> None:
        self._cells.setdefault((home, int(at[0] // COLUMN)), []).append(at)


def _beside(
    layout: Layout, fresh: Collection[str], usual: Mapping[str, Position], gone: Collection[Position]
) -> dict[str, Position]:
    """New cards that no wire joins to old ones, as they lie among each other: where others were, else below all else."""
    others = list(gone) or [at for id, at in layout.positions.items() if id not in fresh]
    left = min((x for x, _ in others), default=0.0)
    top = min((y for _, y in others), default=0.0) if gone else max((y + ROW for _, y in others), default=0.0)
    return {id: (left + usual.get(id, (0.0, 0.0))[0], top + usual.get(id, (0.0, 0.0))[1]) for id in fresh}
