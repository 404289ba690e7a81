"""How high each thing lies: in order within its column, and as level with its neighbours as that allows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from designer.ui.canvas.metrics import GRID
from designer.ui.canvas.ordering import Columns

ROW_GAP, LANE_GAP, LANES_GAP = 36.0, 26.0, 14.0
"""Between two cards, a card and a wire that passes by, and two such wires."""
LANE = 8.0
ROUNDS = 4
CHAIN_WEIGHT, LANE_WEIGHT = inf, 8.0
"""How much more the main chain insists on its place than other cards do, and a wire on going straight."""

Run = tuple[list[int], float, float]
"""Things that press against each other, the first one's top, and how much they insist."""


def levelled(columns: Columns, tall: Sequence[float]) -> dict[int, float]:
    """A y for each thing and lane of the columns, on the grid but for what must be level with the main chain."""
    return _Levels(columns, tall).settled()


class _Levels:
    def __init__(self, columns: Columns, tall: Sequence[float]) -> None:
        self._columns = columns
        self._tall = tall
        self._chain = _chain_levels(columns)
        self._ys: dict[int, float] = {}
        self._into, self._out = self._beside()

    def settled(self) -> dict[int, float]:
        for layer in self._columns.layers:
            self._start(layer)
        layers = self._columns.layers
        for _ in range(ROUNDS):
            for layer in layers[1:]:
                self._settle(layer, self._into)
            for layer in reversed(layers[:-1]):
                self._settle(layer, self._out)
        return {at: y if at in self._chain else round(y / GRID) * GRID for at, y in self._ys.items()}

    def _beside(self) -> tuple[dict[int, list[tuple[int, float]]], dict[int, list[tuple[int, float]]]]:
        """For each thing its neighbours on one side, with how much lower than theirs its own top is when level."""
        columns, straight = self._columns, self._columns.is_lane
        into: dict[int, list[tuple[int, float]]] = {}
        out: dict[int, list[tuple[int, float]]] = {}
        for (one, other), shift in columns.shift.items():
            out.setdefault(one, []).append((other, -shift))
            into.setdefault(other, []).append((one, shift))
        for beside in (into, out):
            for at, others in beside.items():
                # A wire goes straight on: of several ends, those are on the same wire.
                lanes = [pair for pair in others if straight(pair[0])] if straight(at) else []
                if lanes:
                    beside[at] = lanes[:1]
        return into, out

    def _start(self, layer: list[int]) -> None:
        y = 0.0
        for at, node in enumerate(layer):
            y += self._apart(layer[at - 1], node) if at else 0.0
            self._ys[node] = y
        on_chain = next((node for node in layer if node in self._chain), None)
        lower = y / 2 if on_chain is None else self._ys[on_chain] - self._chain[on_chain]
        for node in layer:
            self._ys[node] -= lower

    def _settle(self, layer: list[int], beside: dict[int, list[tuple[int, float]]]) -> None:
        """Move a column level with its neighbours, then apart until nothing covers another."""
        runs: list[Run] = []
        for node in layer:
            wanted, weight = self._wanted(node, beside)
            runs.append(([node], wanted, weight))
            while len(runs) > 1 and self._meets(runs[-2], runs[-1]):
                (upper, high, heavy), (lower, low, light) = runs[-2:]
                down = self._length(upper) + self._apart(upper[-1], lower[0])
                runs[-2:] = [(upper + lower, _mean(high, heavy, low - down, light), heavy + light)]
        for nodes, top, _ in runs:
            self._ys[nodes[0]] = top
            for upper_one, node in pairwise(nodes):
                top += self._apart(upper_one, node)
                self._ys[node] = top

    def _wanted(self, node: int, beside: dict[int, list[tuple[int, float]]]) -> tuple[float, float]:
        level = self._chain.get(node)
        if level is not None:
            return level, CHAIN_WEIGHT
        others = beside.get(node)
        if not others:
            return self._ys[node], 1.0
        weight = LANE_WEIGHT if self._columns.is_lane(node) and self._columns.is_lane(others[0][0]) else 1.0
        if len(others) == 1:
            return self._ys[others[0][0]] + others[0][1], weight
        levels = sorted(self._ys[other] + shift for other, shift in others)
        half = len(levels) // 2
        return (levels[half] if len(levels) % 2 else (levels[half - 1] + levels[half]) / 2), weight

    def _meets(self, upper: Run, lower: Run) -> bool:
        return upper[1] + self._length(upper[0]) + self._apart(upper[0][-1], lower[0][0]) > lower[1]

    def _length(self, nodes: list[int]) -> float:
        """From the top of the first to the top of the last."""
        return sum(self._apart(one, other) for one, other in pairwise(nodes))

    def _apart(self, upper: int, lower: int) -> float:
        """From one thing's top to the next one's below it."""
        lanes = self._columns.is_lane(upper) + self._columns.is_lane(lower)
        height = LANE if self._columns.is_lane(upper) else self._tall[upper]
        return height + (ROW_GAP, LANE_GAP, LANES_GAP)[lanes]


def _mean(one: float, heavy: float, other: float, light: float) -> float:
    if heavy == inf or light == inf:
        return one if heavy == inf else other
    return (one * heavy + other * light) / (heavy + light)


def _chain_levels(columns: Columns) -> dict[int, float]:
    """The longest way through, back from the last column to the first, with the level of each thing on it."""
    node = next(node for node in columns.layers[-1] if not columns.is_lane(node))
    levels = {node: 0.0}
    for _ in columns.layers[1:]:
        earlier = [other for other in columns.left.get(node, ()) if not columns.is_lane(other)]
        if not earlier:
            break
        levels[earlier[0]] = levels[node] - columns.shift[earlier[0], node]
        node = earlier[0]
    return levels
