"""A network cut into steps: a layer with all that lies between it and the one before that every way passes.

Each step has one way in and one way out, and a number, the same for steps of the same kinds wired in the same way.
What lies within a step is cut into steps again.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterator

from designer.graph.design import Graph, Node, Wire
from designer.graph.dominance import NONE, steps

COMMUTING = ("Add", "Average", "Maximum", "Minimum", "Multiply")
"""Kinds to which it is all the same in which order their inputs come."""

ENTRY = -1
"""Stands for whatever feeds a step."""

Row = list[tuple[int, int]]
"""Steps that follow each other: for each its number and the node it ends with; `NONE` where a row breaks off."""


class Regions:
    """The steps of one graph. Nodes are numbered from 1 in topological order, `ids` says which is which.

    Nodes on a circle, and what they feed, are left out; those not `among` what counts are like no other.
    """

    def __init__(self, graph: Graph, among: Collection[str]) -> None:
        self._nodes, self._among = graph.nodes, among
        into: dict[str, list[Wire]] = {}
        out: dict[str, list[Wire]] = {}
        for wire in graph.wires:
            into.setdefault(wire.target, []).append(wire)
            out.setdefault(wire.source, []).append(wire)
        self.ids = ["", *_in_flow(graph, into, out), ""]
        self._last = len(self.ids) - 1
        self._index = {id: at for at, id in enumerate(self.ids) if id}
        self._wires = [into.get(id, []) for id in self.ids]
        self._sources = [[self._index[wire.source] for wire in wires] for wires in self._wires]
        self._next, self._prev = steps(*self._neighbours(out))
        self._numbers: dict[Hashable, int] = {}
        self._shape = [0] * len(self.ids)
        """A number for all that leads to a node from where the step around it begins."""
        self._within: list[list[int]] = [[] for _ in self.ids]
        """What lies in the step that a node ends, but for what lies in steps there."""
        self._size = [1] * len(self.ids)
        self.code = [NONE] * len(self.ids)
        for at in range(1, self._last):
            self._read(at)

    def layers(self, end: int) -> list[str]:
        """The ids of the layers of a step, in the same order for steps with the same number."""
        found, waiting = [], [end]
        while waiting:
            at = waiting.pop()
            found.append(self.ids[at])
            waiting += self._within[at]
        return found

    def size(self, end: int) -> int:
        """How many layers are in a step."""
        return self._size[end]

    def row(self) -> Row:
        """Every row of steps, one after the other, from where data comes in to where it goes.

        A step that is like another one is not looked into: what repeats as a whole is not taken apart.
        """
        found: Row = []
        seen = self._seen()
        for head in range(self._last):
            if self._prev[head] != NONE or not seen[head]:
                continue
            at = head
            while at not in (NONE, self._last):
                found.append((self.code[at], at if self.code[at] != NONE else NONE))
                at = self._next[at]
            found.append((NONE, NONE))
        return found

    def _neighbours(self, out: dict[str, list[Wire]]) -> tuple[list[list[int]], list[list[int]]]:
        last, index = self._last, self._index
        before = [list(dict.fromkeys(sources)) or [0] for sources in self._sources]
        after: list[list[int]] = [[] for _ in self.ids]
        for at in range(1, last):
            targets = out.get(self.ids[at], [])
            if not targets or any(wire.target not in index for wire in targets):
                before[last].append(at)
            for source in before[at]:
                after[source].append(at)
        before[last] = before[last][1:] or [0]
        for source in before[last]:
            after[source].append(last)
        after[last] = [last]
        return before, after

    def _number(self, thing: Hashable) -> int:
        return self._numbers.setdefault(thing, len(self._numbers) + 1)

    def _label(self, at: int) -> Hashable:
        id = self.ids[at]
        node: Node = self._nodes[id]
        return (node.kind, node.bypassed) if id in self._among else id

    def _read(self, at: int) -> None:
        """Number the step that a node ends. All before it have been read."""
        before, sources = self._prev[at], set(self._sources[at])
        if before > 0:
            self.code[at] = self._number(tuple(self._rows(at)))
            self._size[at] += sum(self._size[inner] for inner in self._within[at])
        elif before == NONE and len(sources) == 1:
            coming = tuple((wire.target_port, wire.source_port, ENTRY) for wire, _ in self._inputs(at))
            self.code[at] = self._number(((self._label(at), coming),))
        if before > 0:
            self._shape[at] = self._number(("then", self._shape[before], self.code[at]))
        else:
            coming = tuple((w.target_port, w.source_port, self._known(s)) for w, s in self._inputs(at))
            self._shape[at] = self._number(("made", self._label(at), coming))

    def _rows(self, end: int) -> Iterator[Hashable]:
        """What is in a step, from its end back to where it begins: labels, and which is wired to which by place."""
        places = {end: 0}
        queue = [end]

        def place(at: int) -> int:
            if at not in places:
                places[at] = len(queue)
                queue.append(at)
            return places[at]

        for at in queue:
            if at != end and self._prev[at] > 0:
                yield self.code[at], place(self._prev[at])
            else:
                coming = ((w, ENTRY if self._begins(s) else place(s)) for w, s in self._inputs(at))
                yield self._label(at), tuple((w.target_port, w.source_port, where) for w, where in coming)
        self._within[end] = queue[1:]

    def _begins(self, source: int) -> bool:
        """Whether what feeds a node from here lies before the step around it: its own chain goes on."""
        return self._next[source] != NONE

    def _known(self, source: int) -> int:
        return ENTRY if self._begins(source) else self._shape[source]

    def _inputs(self, at: int) -> list[tuple[Wire, int]]:
        """The wires into a node with where they come from, in an order that does not depend on who drew them when."""
        found = list(zip(self._wires[at], self._sources[at], strict=True))
        if len(found) > 1:
            free = self._nodes[self.ids[at]].kind in COMMUTING
            found.sort(key=lambda each: (each[0].target_port, self._known(each[1]) if free else 0))
        return found

    def _seen(self) -> list[bool]:
        """For each node whether all steps around it are like no other."""
        often = Counter(self.code)
        around, seen = [self._last] * len(self.ids), [True] * len(self.ids)
        for at in range(1, self._last):
            before, sources = self._prev[at], self._sources[at]
            if before != NONE:
                around[at], seen[at] = around[before], seen[before]
                continue
            first = sources[0] if sources else 0
            end = around[at] = self._next[first] if self._begins(first) else around[first]
            alone = self.code[end] == NONE or often[self.code[end]] == 1
            seen[at] = alone and seen[self._prev[end]]
        return seen


def _in_flow(graph: Graph, into: dict[str, list[Wire]], out: dict[str, list[Wire]]) -> list[str]:
    """The ids of nodes in topological order, without circles and what they feed."""
    waits = {id: len(into.get(id, ())) for id in graph.nodes}
    ready = deque(id for id, count in waits.items() if not count)
    found = []
    while ready:
        found.append(id := ready.popleft())
        for wire in out.get(id, ()):
            waits[wire.target] -= 1
            if not waits[wire.target]:
                ready.append(wire.target)
    return found
