"""Parts of a network that come again: sets of equal sub-networks with one way in and one way out.

Two parts are equal if they have the same kinds wired in the same way; their settings may differ, as the filters of
a residual block do from stage to stage. Where the same number of parts could be cut in several ways (is it A B, A B
or A, B A, B?), a part rather begins with a layer that matters, and then the parts' settings rather agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import msgspec

from designer.graph.block_names import SIDEKICKS, theme_of
from designer.graph.design import Block, Design, Graph
from designer.graph.dominance import NONE
from designer.graph.naming import fresh_ids
from designer.graph.recurring import Recurring, Stretch
from designer.graph.regions import Regions

LEAST_TIMES, LEAST_LAYERS = 2, 3


@dataclass(frozen=True)
class Part:
    """One of several equal parts: the ids of its layers, each in the place of its like in the others.

    `at` says how far along the network it is.
    """

    layers: tuple[str, ...]
    at: int


@dataclass(frozen=True)
class Repeat:
    """Equal parts, in the order data flows. `exact` says that their settings are equal too."""

    parts: tuple[Part, ...]
    exact: bool

    @property
    def layers(self) -> int:
        """How many layers are in each part."""
        return len(self.parts[0].layers)

    @property
    def covered(self) -> int:
        """How many layers are in all parts."""
        return self.layers * len(self.parts)


def repeats(graph: Graph, among: Collection[str] | None = None) -> list[Repeat]:
    """The parts that come at least twice and have at least three layers, those first that save most to read.

    Only layers `among` the given ones are in parts. No layer is in two. Takes n log n.
    """
    known = graph.nodes.keys() if among is None else among
    return _Finder(graph, Regions(graph, known)).found()


def named_blocks(design: Design, found: Iterable[Repeat]) -> list[tuple[Block, tuple[str, ...]]]:
    """A block for each part with what goes into it, numbered along the network: "Residual block 1", …"""
    parts = sorted((part for repeat in found for part in repeat.parts), key=_place)
    taken = {block.name for block in design.layout.blocks.values()}
    numbers: dict[str, int] = {}
    made = []
    for id, part in zip(fresh_ids(design, len(parts), "b"), parts, strict=True):
        theme = theme_of(design.graph.nodes[layer].kind for layer in part.layers)
        number = numbers.get(theme, 0) + 1
        while f"{theme} {number}" in taken:
            number += 1
        numbers[theme] = number
        made.append((Block(id, f"{theme} {number}"), part.layers))
    return made


def _place(part: Part) -> int:
    return part.at


class _Finder:
    """Finds the repeats in the rows of steps of a graph."""

    def __init__(self, graph: Graph, regions: Regions) -> None:
        self._nodes, self._regions = graph.nodes, regions
        steps = regions.row()
        # What is no step is like nothing else, so that no stretch leads over it.
        self._codes = [code if end != NONE else -1 - at for at, (code, end) in enumerate(steps)]
        self._ends = [end for _, end in steps]
        self._weights = [regions.size(end) if end != NONE else 0 for end in self._ends]
        self._taken = bytearray(len(steps))
        """Whether a step is in a part already."""
        self._settings: dict[int, tuple[bytes, ...]] = {}

    def found(self) -> list[Repeat]:
        recurring, found = Recurring(self._codes, self._weights), []
        while (stretch := recurring.best()) is not None:
            stretch = self._turned(stretch)
            recurring.take(stretch)
            for start in stretch.starts:
                self._taken[start : start + stretch.length] = b"\1" * stretch.length
            found.append(self._repeat(stretch))
        return found

    def _repeat(self, stretch: Stretch) -> Repeat:
        parts = []
        for start in stretch.starts:
            ends = self._ends[start : start + stretch.length]
            parts.append(Part(tuple(id for end in ends for id in self._regions.layers(end)), ends[0]))
        places = range(stretch.length)
        return Repeat(tuple(sorted(parts, key=_place)), all(self._unlike(stretch.starts, at) == 1 for at in places))

    def _turned(self, stretch: Stretch) -> Stretch:
        """The same number of parts cut where it is best: all of them a little further on, or back."""
        ways = [(self._leads(stretch.starts), 0, 0)]
        for step in (1, -1):
            unlike, shift = 0, 0
            while self._can_move(stretch, shift, step):
                leaving = shift if step > 0 else shift + stretch.length - 1
                entering = shift + stretch.length if step > 0 else shift - 1
                unlike += self._unlike(stretch.starts, entering) - self._unlike(stretch.starts, leaving)
                shift += step
                ways.append((self._leads(stretch.starts, shift), -unlike, shift))
        _, _, shift = max(ways, key=lambda way: (way[0], way[1], -abs(way[2])))
        return Stretch(tuple(start + shift for start in stretch.starts), stretch.length)

    def _can_move(self, stretch: Stretch, shift: int, step: int) -> bool:
        """Whether each part can lose a step at one side and get its like at the other."""
        if abs(shift) >= stretch.length:
            return False
        for start in stretch.starts:
            first = start + shift
            leaving, entering = (first, first + stretch.length) if step > 0 else (first + stretch.length - 1, first - 1)
            if not 0 <= entering < len(self._codes) or self._codes[entering] != self._codes[leaving]:
                return False
            if self._taken[entering]:
                return False
        return True

    def _leads(self, starts: tuple[int, ...], shift: int = 0) -> bool:
        """Whether a part that starts here begins with more than a layer that comes with others."""
        end = self._ends[starts[0] + shift]
        return self._regions.size(end) > 1 or not SIDEKICKS.search(self._nodes[self._regions.ids[end]].kind)

    def _unlike(self, starts: tuple[int, ...], offset: int) -> int:
        """How many different settings the steps have that lie as far from each start."""
        return len({self._settings_of(self._ends[start + offset]) for start in starts})

    def _settings_of(self, end: int) -> tuple[bytes, ...]:
        if end not in self._settings:
            layers = self._regions.layers(end)
            self._settings[end] = tuple(
                msgspec.json.encode(self._nodes[id].settings, order="deterministic") for id in layers
            )
        return self._settings[end]
