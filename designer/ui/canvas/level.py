"""What of a design shows on one level: inside the entered block, or on the outermost.

A folded block stands for the layers in it, and has a port for each of their ports that leads out or is free.
A gate stands for a port outside that a wire from here leads to. Wires stay those of the graph: `ends` says
between which ports each of them shows, and `true` which ports of layers a port that shows stands for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from designer.graph.blocks import TOP, stand_ins
from designer.graph.design import Design, Position, Wire
from designer.ui.canvas.content import Card, ports_changed
from designer.ui.canvas.metrics import GATE_HEIGHT, GRID, HEIGHT, WIDTH
from designer.ui.canvas.places import Port, Side
from designer.ui.canvas.wire_places import own_ends

GATE_APART = 110.0
"""From a gate to the nearest card."""

Names = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Level:
    """A projection of one design. `stand_ins` is `None` where every layer stands for itself."""

    block: str = TOP
    stand_ins: Mapping[str, str] | None = None
    wires: tuple[Wire, ...] = ()
    ends: Mapping[Wire, tuple[Port, Port]] = field(default_factory=dict)
    true: Mapping[Port, tuple[Port, ...]] = field(default_factory=dict)
    folded: Mapping[str, Names] = field(default_factory=dict)
    """The layers in each folded block, also in those within it."""
    ports: Mapping[str, tuple[Names, Names]] = field(default_factory=dict)
    """The input and output ports of each folded block."""
    gates: Mapping[str, Port] = field(default_factory=dict)
    """The port outside that each gate stands for."""
    made_of: tuple[object, ...] = ()

    def stand_in(self, node: str) -> str | None:
        """What shows a layer here: itself or a block; nothing if it lies elsewhere."""
        return node if self.stand_ins is None else self.stand_ins.get(node)

    def true_ports(self, port: Port) -> tuple[Port, ...]:
        """The ports of layers that a port stands for; of a layer's port, that one."""
        return self.true.get(port, (port,))

    def ends_of(self, wire: Wire) -> tuple[Port, Port]:
        """The ports between which a wire shows."""
        return self.ends.get(wire) or own_ends(wire)

    def twins(self, wire: Wire) -> tuple[Wire, ...]:
        """The wires that lie on each other because they show between the same ports, `wire` first."""
        if wire not in self.ends:
            return (wire,)
        ends = self.ends[wire]
        return (wire, *(other for other, at in self.ends.items() if at == ends and other != wire))

    def shown_ends(self, wire: Wire) -> tuple[Port, Port]:
        """The ports between which a wire would show that is not there yet."""
        if wire in self.ends or self.stand_ins is None:
            return self.ends_of(wire)
        shown = {inner: port for port, inners in self.true.items() for inner in inners}
        out, into = own_ends(wire)
        return shown.get(out, out), shown.get(into, into)

    def pairs(self) -> list[tuple[Port, Port]] | None:
        """Both ends of each wire that shows; `None` where all are their layers' own."""
        return None if self.stand_ins is None else [self.ends_of(wire) for wire in self.wires]

    def places(self, cards: Iterable[str], positions: Mapping[str, Position]) -> Mapping[str, Position]:
        """Where everything lies, gates too."""
        if not self.gates:
            return positions
        own = {id: positions.get(id, (0.0, 0.0)) for id in cards if id not in self.gates}
        return {**own, **gate_places(self, own)}

    def bends(self, bends: Mapping[Wire, Sequence[Position]]) -> Mapping[Wire, Sequence[Position]]:
        """The points that wires are led through here; those of a wire that leaves at a gate lie elsewhere."""
        if not self.gates or not bends:
            return bends
        return {wire: at for wire, at in bends.items() if not self.gates.keys() & {p.node for p in self.ends_of(wire)}}


PLAIN = Level()
"""Where every layer stands for itself."""


def project(design: Design, block: str, layers: Mapping[str, Card], before: Level | None = None) -> Level:
    """What shows in a block; `before` is taken over if nothing that shows has changed.

    `layers` has the card of every layer, for its ports.
    """
    graph, layout = design.graph, design.layout
    if not layout.blocks:
        plain = before is not None and before.stand_ins is None and before.wires is graph.wires
        return before if plain and before is not None else Level(block, wires=graph.wires)
    made_of = (graph.wires, layout.inside, layout.blocks)
    if before is not None and before.block == block and _same(before.made_of, made_of, layers):
        return before
    return _Projection(design, block, layers).level((*made_of, layers))


def gate_places(level: Level, places: Mapping[str, Position]) -> dict[str, Position]:
    """Where the gates lie: left and right of everything on the level, level with what they are wired to."""
    if not level.gates:
        return {}
    beside: dict[str, list[float]] = {gate: [] for gate in level.gates}
    for out, into in level.ends.values():
        for gate, card in ((out.node, into.node), (into.node, out.node)):
            if gate in beside and card in places:
                beside[gate].append(places[card][1])
    xs = [x for x, _ in places.values()] or [0.0]
    left = min(xs) - GATE_APART - WIDTH
    right = max(xs) + WIDTH + GATE_APART
    found: dict[str, Position] = {}
    for side, x in (("out", left), ("in", right)):
        wanted = [
            (sum(beside[gate]) / max(1, len(beside[gate])), gate)
            for gate, port in level.gates.items()
            if port.side == side
        ]
        low = float("-inf")
        for y, gate in sorted(wanted):
            low = max(y + (HEIGHT - GATE_HEIGHT) / 2, low + GATE_HEIGHT + GRID)
            found[gate] = (x, low)
    return found


def _same(before: tuple[object, ...], now: tuple[object, ...], layers: Mapping[str, Card]) -> bool:
    if not before:
        return False
    *parts, known = before
    if any(one is not other for one, other in zip(parts, now, strict=True)) or not isinstance(known, Mapping):
        return False
    return known.keys() == layers.keys() and not ports_changed(known, layers)


class _Projection:
    """Builds the level of a design that has blocks."""

    def __init__(self, design: Design, block: str, layers: Mapping[str, Card]) -> None:
        self._design, self._block, self._layers = design, block, layers
        self._shown = stand_ins(design, block)
        # In the order found, each once: the values say nothing.
        self._true: dict[Port, dict[Port, None]] = {}
        self._ports: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
        self._slots: dict[tuple[str, str, str], Port] = {}
        self._gates: dict[str, Port] = {}
        self._folded: dict[str, list[str]] = {}
        for node, stand_in in self._shown.items():
            if stand_in != node:
                self._folded.setdefault(stand_in, []).append(node)
        self._wires: list[Wire] = []
        self._crossing: list[Wire] = []
        """Those that show with an end at a block or a gate."""
        self._within: set[tuple[str, Side, str]] = set()
        """The ports of layers that are wired to another within their block."""
        self._part_wires()

    def level(self, made_of: tuple[object, ...]) -> Level:
        self._make_ports()
        ends = {wire: self._ends(wire) for wire in self._crossing}
        return Level(
            self._block,
            self._shown,
            tuple(self._wires),
            ends,
            {port: tuple(ports) for port, ports in self._true.items()},
            {block: tuple(nodes) for block, nodes in self._folded.items()},
            {block: (tuple(into), tuple(out)) for block, (into, out) in self._ports.items()},
            self._gates,
            made_of,
        )

    def _part_wires(self) -> None:
        """Which wires show, and which of these at a block or a gate. Those within a block show nowhere."""
        for wire in self._design.graph.wires:
            source, target = self._shown.get(wire.source), self._shown.get(wire.target)
            if source == target and source != wire.source:
                self._within.add((wire.source, "out", wire.source_port))
                self._within.add((wire.target, "in", wire.target_port))
                continue
            self._wires.append(wire)
            if source != wire.source or target != wire.target:
                self._crossing.append(wire)

    def _make_ports(self) -> None:
        """The ports of each folded block, in the order of the layers in it: those that lead out, or are free."""
        sources: dict[tuple[str, Side, str], list[tuple[str, str]]] = {}
        leaving: set[tuple[str, Side, str]] = set()
        for wire in self._crossing:
            sources.setdefault((wire.target, "in", wire.target_port), []).append((wire.source, wire.source_port))
            leaving.add((wire.source, "out", wire.source_port))
        for block, nodes in self._folded.items():
            self._ports[block] = ({}, {})
            for node in nodes:
                for name in self._layers[node].inputs:
                    coming = sources.get((node, "in", name), [])
                    if coming or (node, "in", name) not in self._within:
                        self._make_inputs(block, Port(node, "in", name), coming)
                for name in self._layers[node].outputs:
                    if (node, "out", name) in leaving or (node, "out", name) not in self._within:
                        self._make_output(block, Port(node, "out", name))

    def _make_inputs(self, block: str, inner: Port, sources: Sequence[tuple[str, str]]) -> None:
        """One slot for each source outside, shared by all that it feeds; or one if nothing feeds the port."""
        for source in sources or [None]:
            slot = self._slots.get((block, *source)) if source else None
            if slot is None:
                slot = self._new_port(block, inner)
                if source:
                    self._slots[block, *source] = slot
            self._true[slot][inner] = None

    def _make_output(self, block: str, inner: Port) -> None:
        port = self._new_port(block, inner)
        self._true[port][inner] = None
        self._slots[block, inner.node, inner.name] = port

    def _new_port(self, block: str, inner: Port) -> Port:
        """A port of a block, named after the first one in it that it stands for."""
        names = self._ports[block][0 if inner.side == "in" else 1]
        name, number = f"{inner.node}.{inner.name}", 2
        while name in names:
            name, number = f"{inner.node}.{inner.name} {number}", number + 1
        names[name] = None
        port = Port(block, inner.side, name)
        self._true[port] = {}
        return port

    def _ends(self, wire: Wire) -> tuple[Port, Port]:
        out, into = own_ends(wire)
        return self._end(out, out), self._end(into, out)

    def _end(self, own: Port, out: Port) -> Port:
        """Where one end of a wire shows; `out` is the port that it comes from."""
        stand_in = self._shown.get(own.node)
        if stand_in is None:
            return self._gate(own)
        if stand_in == own.node:
            return own
        return self._slots[stand_in, out.node, out.name]

    def _gate(self, outer: Port) -> Port:
        id = f"{'from' if outer.side == 'out' else 'to'} {outer.node}.{outer.name}"
        gate = Port(id, outer.side, outer.name)
        self._gates[id] = outer
        self._true[gate] = {outer: None}
        return gate
