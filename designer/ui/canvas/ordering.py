"""The order of cards within each column, so that few wires cross: Sugiyama's sweeps of means.

Every column is sorted by where its neighbours in the column before lie, then all the way back, a few times;
the order with the fewest crossings is kept. A wire that passes a column holds a place in it, so that no
other is drawn across. (fast-sugiyama orders the same graph differently from run to run, so it will not do:
what is tidy must stay as it is.)
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterable, Sequence

SWEEPS = 8
LONGEST = 16
"""A wire over more columns than this holds no places: it would be drawn over the top anyway."""

Layers = list[list[int]]


class _Columns:
    """The columns with the places wires hold; neighbours one column to the left and to the right."""

    def __init__(self, layers: Sequence[Sequence[int]], edges: Iterable[tuple[int, int]]) -> None:
        self.layers: Layers = [list(layer) for layer in layers]
        self.left: dict[int, list[int]] = {}
        self.right: dict[int, list[int]] = {}
        rank = {node: at for at, layer in enumerate(layers) for node in layer}
        self._next = max(rank, default=0) + 1
        for one, other in edges:
            source, target = (one, other) if rank[one] < rank[other] else (other, one)
            if 0 < rank[target] - rank[source] <= LONGEST:
                self._join(source, target, rank[source], rank[target])

    def _join(self, source: int, target: int, start: int, end: int) -> None:
        for at in range(start + 1, end):
            held, self._next = self._next, self._next + 1
            self.layers[at].append(held)
            self._link(source, held)
            source = held
        self._link(source, target)

    def _link(self, one: int, other: int) -> None:
        self.right.setdefault(one, []).append(other)
        self.left.setdefault(other, []).append(one)

    def sweep(self, forward: bool) -> None:
        """Sort each column by its neighbours, from left to right or back."""
        count = len(self.layers)
        beside = self.left if forward else self.right
        for at in range(1, count) if forward else range(count - 2, -1, -1):
            fixed = {node: place for place, node in enumerate(self.layers[at - 1 if forward else at + 1])}
            means = {}
            for place, node in enumerate(self.layers[at]):
                places = [fixed[other] for other in beside.get(node, ())]
                means[node] = sum(places) / len(places) if places else float(place)
            self.layers[at].sort(key=means.__getitem__)

    def crossings(self) -> int:
        """How many pairs of wires cross between one column and the next."""
        count = 0
        for layer, following in zip(self.layers, self.layers[1:], strict=False):
            place = {node: at for at, node in enumerate(following)}
            seen: list[int] = []
            for node in layer:
                ends = sorted(place[other] for other in self.right.get(node, ()))
                count += sum(len(seen) - bisect_right(seen, end) for end in ends)
                for end in ends:
                    insort(seen, end)
        return count


def ordered(layers: Sequence[Sequence[int]], edges: Iterable[tuple[int, int]]) -> Layers:
    """The nodes of each column from top to bottom. The same graph gives the same order."""
    columns = _Columns(layers, edges)
    nodes = [set(layer) for layer in layers]
    best, fewest = columns.layers, columns.crossings()
    for sweep in range(SWEEPS):
        if not fewest:
            break
        columns.layers = [list(layer) for layer in columns.layers]
        columns.sweep(forward=sweep % 2 == 0)
        found = columns.crossings()
        if found < fewest:
            best, fewest = [list(layer) for layer in columns.layers], found
    return [[node for node in layer if node in own] for layer, own in zip(best, nodes, strict=True)]
