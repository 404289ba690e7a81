"""The order of things within each column, so that few wires cross: Sugiyama's sweeps of means.

Every column is sorted by where its neighbours in the column before lie, then all the way back, a few times;
then neighbours are swapped where that helps, and the order with the fewest crossings is kept. A wire that passes
a column holds a place in it, a lane, so that no other thing is put in its way; wires from one port share theirs.
(fast-sugiyama orders the same graph differently from run to run, so it will not do: what is tidy must stay as it is.)
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

SWEEPS = 8
SWAPS = 3
LONGEST = 40
"""A wire over more columns than this has no lane: it would be drawn over the top anyway."""


@dataclass(frozen=True)
class Edge:
    """A wire between two things: `out` and `into` are how far below their tops it begins and ends."""

    source: int
    target: int
    out: float = 0.0
    into: float = 0.0


class Columns:
    """The columns with the lanes in them; neighbours one column to the left and to the right.

    `shift` of two neighbours is how much lower the right one's top must be for the wire between to be level.
    """

    def __init__(self, rank: Mapping[int, int], edges: Iterable[Edge], first_lane: int) -> None:
        self.layers: list[list[int]] = [[] for _ in range(max(rank.values(), default=0) + 1)]
        self.left: dict[int, list[int]] = {}
        self.right: dict[int, list[int]] = {}
        self.shift: dict[tuple[int, int], float] = {}
        self.first_lane = first_lane
        self._lanes: dict[tuple[int, float, int], int] = {}
        wanted = [edge for edge in edges if rank[edge.source] != rank[edge.target]]
        # Lanes come first: between equals they go above, where wires are lifted over cards.
        for edge in wanted:
            self._join(_forward(edge, rank), rank)
        for node, at in rank.items():
            self.layers[at].append(node)

    def _join(self, edge: Edge, rank: Mapping[int, int]) -> None:
        start, end = rank[edge.source], rank[edge.target]
        if end - start > LONGEST:
            return
        before, level = edge.source, edge.out
        for at in range(start + 1, end):
            key = (edge.source, edge.out, at)
            lane = self._lanes.get(key)
            if lane is None:
                lane = self._lanes[key] = self.first_lane + len(self._lanes)
                self.layers[at].append(lane)
                self._link(before, lane, level)
            before, level = lane, 0.0
        self._link(before, edge.target, level - edge.into)

    def _link(self, one: int, other: int, shift: float) -> None:
        if (one, other) not in self.shift:
            self.right.setdefault(one, []).append(other)
            self.left.setdefault(other, []).append(one)
            self.shift[one, other] = shift

    def is_lane(self, at: int) -> bool:
        return at >= self.first_lane

    # --- putting them in order ---

    def settle(self) -> None:
        """Put every column in order. The same graph gives the same order."""
        best, fewest = self.layers, self.crossings()
        for sweep in range(SWEEPS):
            if not fewest:
                break
            self.layers = [list(layer) for layer in self.layers]
            self._sweep(forward=sweep % 2 == 0)
            found = self.crossings()
            if found < fewest:
                best, fewest = self.layers, found
        self.layers = best
        if fewest:
            self._swap()

    def _sweep(self, forward: bool) -> None:
        """Sort each column by its neighbours, from left to right or back."""
        count = len(self.layers)
        beside = self.left if forward else self.right
        for at in range(1, count) if forward else range(count - 2, -1, -1):
            if len(self.layers[at]) == 1:
                continue
            fixed = {node: place for place, node in enumerate(self.layers[at - 1 if forward else at + 1])}
            means = {}
            for place, node in enumerate(self.layers[at]):
                places = [fixed[other] for other in beside.get(node, ())]
                means[node] = sum(places) / len(places) if places else float(place)
            self.layers[at].sort(key=means.__getitem__)

    def crossings(self) -> int:
        """How many pairs of wires cross between one column and the next."""
        count = 0
        for layer, following in pairwise(self.layers):
            if len(layer) == 1 or len(following) == 1:
                continue
            place = {node: at for at, node in enumerate(following)}
            seen: list[int] = []
            for node in layer:
                ends = sorted(place[other] for other in self.right.get(node, ()))
                count += sum(len(seen) - bisect_right(seen, end) for end in ends)
                for end in ends:
                    insort(seen, end)
        return count

    def _swap(self) -> None:
        """Swap neighbours in a column wherever fewer wires cross then."""
        for _ in range(SWAPS):
            better = False
            for at, layer in enumerate(self.layers):
                if len(layer) > 1:
                    better |= self._swap_in(at, layer)
            if not better:
                break

    def _swap_in(self, at: int, layer: list[int]) -> bool:
        left = {node: place for place, node in enumerate(self.layers[at - 1])} if at else {}
        right = {node: place for place, node in enumerate(self.layers[at + 1])} if at + 1 < len(self.layers) else {}
        into = {node: sorted(left[other] for other in self.left.get(node, ())) for node in layer}
        out = {node: sorted(right[other] for other in self.right.get(node, ())) for node in layer}
        better = False
        for place in range(len(layer) - 1):
            one, other = layer[place], layer[place + 1]
            if _gain(into[one], into[other]) + _gain(out[one], out[other]) > 0:
                layer[place], layer[place + 1] = other, one
                better = True
        return better


def _gain(upper: Sequence[int], lower: Sequence[int]) -> int:
    """How many crossings fewer there are with the lower one above: of wires to these places in the next column."""
    now = sum(len(upper) - bisect_right(upper, end) for end in lower)
    swapped = sum(bisect_left(upper, end) for end in lower)
    return now - swapped


def _forward(edge: Edge, rank: Mapping[int, int]) -> Edge:
    """The same wire, from left to right."""
    if rank[edge.source] < rank[edge.target]:
        return edge
    return Edge(edge.target, edge.source, edge.into, edge.out)
