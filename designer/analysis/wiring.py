"""The graph's wires seen from its nodes: who feeds whom, in which order, and which wires close a loop.

Built once per graph and shared by every check. Works on any graph: wires that lead to missing nodes or
ports are set aside as `stray`, wires that close a loop as `loops`, and the rest is a graph without loops.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from designer.catalogue import kind_named
from designer.graph.design import Graph, Node, Wire

Adjacency = Mapping[str, tuple[Wire, ...]]


@dataclass(frozen=True)
class Loop:
    """The nodes of one loop in the order of flow, and the wire that closes it."""

    nodes: tuple[str, ...]
    wire: Wire


@dataclass(frozen=True)
class Wiring:
    """What the wires of a graph amount to.

    `into` and `out_of` leave out stray wires and those that close a loop. `sequence` has every node, each
    after whatever feeds it; `inputs` the nodes examples come in by; `reached` what lies behind them.
    """

    into: Adjacency
    out_of: Adjacency
    sequence: tuple[str, ...]
    inputs: tuple[str, ...]
    reached: frozenset[str]
    loops: tuple[Loop, ...] = ()
    stray: tuple[Wire, ...] = ()

    def beyond(self, start: Iterable[str]) -> set[str]:
        """`start` and everything that follows from it."""
        return _following(start, self.out_of)

    def depths(self) -> dict[str, int]:
        """How many layers lie on the longest way to each node."""
        found: dict[str, int] = {}
        for id in self.sequence:
            found[id] = 1 + max((found[wire.source] for wire in self.into.get(id, ())), default=0)
        return found

    def ends(self) -> dict[str, str | None]:
        """The one end each node leads to, or `None` where there are several."""
        found: dict[str, str | None] = {}
        for id in reversed(self.sequence):
            ahead = {found[wire.target] for wire in self.out_of.get(id, ())} or {id}
            found[id] = ahead.pop() if len(ahead) == 1 else None
        return found

    def before(self, start: Iterable[str]) -> set[str]:
        """`start` and everything that leads to it."""
        found = set(start)
        waiting = list(found)
        while waiting:
            for wire in self.into.get(waiting.pop(), ()):
                if wire.source not in found:
                    found.add(wire.source)
                    waiting.append(wire.source)
        return found


def wiring_of(graph: Graph) -> Wiring:
    """Sort out the wires of any graph, in time proportional to its size."""
    good, stray = _checked(graph)
    out_of: dict[str, list[Wire]] = {}
    for wire in good:
        out_of.setdefault(wire.source, []).append(wire)
    inputs = tuple(id for id, node in graph.nodes.items() if _is_input(node))
    sequence, loops = _sorted(_roots(graph, inputs, out_of), out_of)
    closing = {loop.wire for loop in loops}
    if closing:
        out_of = {id: [wire for wire in wires if wire not in closing] for id, wires in out_of.items()}
    into: dict[str, list[Wire]] = {}
    for wire in good:
        if wire not in closing:
            into.setdefault(wire.target, []).append(wire)
    return Wiring(
        into={id: tuple(wires) for id, wires in into.items()},
        out_of={id: tuple(wires) for id, wires in out_of.items() if wires},
        sequence=tuple(sequence),
        inputs=inputs,
        reached=frozenset(_following(inputs, out_of)),
        loops=tuple(loops),
        stray=tuple(stray),
    )


def _is_input(node: Node) -> bool:
    kind = kind_named(node.kind)
    return kind is not None and kind.role == "input"


def _checked(graph: Graph) -> tuple[list[Wire], list[Wire]]:
    """The wires with both ends in place, each once, and the others. A kind nobody knows may have any port."""
    nodes = graph.nodes
    good: list[Wire] = []
    stray: list[Wire] = []
    for wire in dict.fromkeys(graph.wires):
        source, target = nodes.get(wire.source), nodes.get(wire.target)
        fits = source is not None and target is not None
        if source is not None and target is not None:
            gives, takes = _ports(source.kind)[1], _ports(target.kind)[0]
            fits = (gives is None or wire.source_port in gives) and (takes is None or wire.target_port in takes)
        (good if fits else stray).append(wire)
    return good, stray


@lru_cache(maxsize=1000)
def _ports(kind: str) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    """The names of a kind's input and output ports."""
    known = kind_named(kind)
    if known is None:
        return None, None
    return tuple(port.name for port in known.inputs), tuple(port.name for port in known.outputs)


def _roots(graph: Graph, inputs: tuple[str, ...], out_of: Mapping[str, list[Wire]]) -> list[str]:
    """Where to begin: inputs, then nodes nothing feeds, then the rest (which lies on loops)."""
    fed = {wire.target for wires in out_of.values() for wire in wires}
    return [*reversed(inputs), *(id for id in graph.nodes if id not in fed), *graph.nodes]


def _sorted(roots: Iterable[str], out_of: Mapping[str, list[Wire]]) -> tuple[list[str], list[Loop]]:
    """Depth-first search without recursion: nodes in order of flow, and the loops found on the way."""
    finished: list[str] = []
    seen: set[str] = set()
    path: dict[str, None] = {}
    loops: list[Loop] = []
    for root in roots:
        if root in seen:
            continue
        seen.add(root)
        path[root] = None
        stack = [(root, iter(out_of.get(root, ())[::-1]))]
        while stack:
            node, wires = stack[-1]
            for wire in wires:
                target = wire.target
                if target not in seen:
                    seen.add(target)
                    path[target] = None
                    stack.append((target, iter(out_of.get(target, ())[::-1])))
                    break
                if target in path:
                    walked = list(path)
                    loops.append(Loop(tuple(walked[walked.index(target) :]), wire))
            else:
                stack.pop()
                del path[node]
                finished.append(node)
    return finished[::-1], loops


def _following(start: Iterable[str], out_of: Mapping[str, Sequence[Wire]]) -> set[str]:
    found = set(start)
    waiting = list(found)
    while waiting:
        for wire in out_of.get(waiting.pop(), ()):
            if wire.target not in found:
                found.add(wire.target)
                waiting.append(wire.target)
    return found
