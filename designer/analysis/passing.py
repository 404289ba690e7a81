"""What a design comes to once what is bypassed is passed by: the network that is checked, planned and built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from designer.catalogue import kind_named
from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.sharing import settled


@dataclass(frozen=True)
class Passed:
    """A graph without what is bypassed, and how it differs from the one that was drawn.

    `drawn` gives for each wire that leads past something the drawn wire into the same port; `feeders` for
    each bypassed node the node whose output goes on through it, or `None`.
    """

    graph: Graph
    drawn: Mapping[Wire, Wire] = field(default_factory=dict)
    feeders: Mapping[str, str | None] = field(default_factory=dict)


def can_be_bypassed(node: Node) -> bool:
    """Whether a node has an input whose numbers could go on without it."""
    kind = kind_named(node.kind)
    return kind is None or bool(kind.inputs and kind.outputs)


def is_bypassed(node: Node) -> bool:
    return node.bypassed and can_be_bypassed(node)


def passed(graph: Graph) -> Passed:
    """`graph` with every bypassed node taken out, and what takes its output fed by what feeds its first input."""
    out = {id for id, node in graph.nodes.items() if is_bypassed(node)}
    if not out:
        return Passed(graph)
    entering = _entering(graph, out)
    wires: dict[Wire, Wire] = {}
    for wire in graph.wires:
        if wire.target in out:
            continue
        joined = _from_feeder(wire, entering, out)
        if joined is not None and (joined is wire or joined.source != joined.target):
            wires.setdefault(joined, wire)
    nodes = settled({id: node for id, node in graph.nodes.items() if id not in out})
    feeders = {id: _feeder(id, entering, out) for id in out}
    return Passed(
        Graph(nodes, tuple(wires)),
        {joined: wire for joined, wire in wires.items() if joined != wire},
        {id: wire.source if wire is not None else None for id, wire in feeders.items()},
    )


def without_bypassed(design: Design, found: Passed) -> Design:
    """`design` with the graph that was `found` for it."""
    return design if found.graph is design.graph else replace(design, graph=found.graph)


def _entering(graph: Graph, out: set[str]) -> dict[str, Wire]:
    """For each bypassed node the wire whose numbers go on: at its first port, the one drawn first."""
    found: dict[str, tuple[int, Wire]] = {}
    for wire in graph.wires:
        if wire.target in out and wire.source in graph.nodes:
            rank = _rank(graph.nodes[wire.target], wire.target_port)
            if wire.target not in found or rank < found[wire.target][0]:
                found[wire.target] = (rank, wire)
    return {id: wire for id, (_, wire) in found.items()}


def _rank(node: Node, port: str) -> int:
    kind = kind_named(node.kind)
    ports = [own.name for own in kind.inputs] if kind is not None else []
    return ports.index(port) if port in ports else len(ports)


def _feeder(id: str, entering: Mapping[str, Wire], out: set[str]) -> Wire | None:
    """The wire from the nearest node before a bypassed one that is not bypassed itself."""
    seen = {id}
    wire = entering.get(id)
    while wire is not None and wire.source in out:
        if wire.source in seen:
            return None
        seen.add(wire.source)
        wire = entering.get(wire.source)
    return wire


def _from_feeder(wire: Wire, entering: Mapping[str, Wire], out: set[str]) -> Wire | None:
    """A wire as it is with what is bypassed passed by; `None` if then nothing comes through it."""
    if wire.source not in out:
        return wire
    before = _feeder(wire.source, entering, out)
    return None if before is None else replace(wire, source=before.source, source_port=before.source_port)
