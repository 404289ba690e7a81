"""Edits of what stands between what: layers taken out of a chain, and put into a wire."""

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from designer.errors import EditError
from designer.graph.design import Design, Graph, Wire
from designer.graph.edits import Edit
from designer.graph.upkeep import tidied_up

End = tuple[str, str]
"""A node and one of its ports."""


def take_out(ids: Collection[str], label: str = "Take out of the chain") -> Edit:
    """Cut the wires between these nodes and all others, and join what they had on their two sides.

    They stay where they are, with the wires among them. What one of them gave comes from what came first into it,
    as after deleting and reconnecting; what had nothing coming in gives nothing on.
    """

    def change(design: Design) -> Design:
        missing = [id for id in ids if id not in design.graph.nodes]
        if missing:
            raise EditError(f"Expected nodes of this design, found {missing[0]!r}, which it does not have.")
        crossing = any((wire.source in ids) != (wire.target in ids) for wire in design.graph.wires)
        return _rewired(design, _joined(design.graph.wires, ids)) if crossing else design

    return Edit(label, change)


def lead_through(wire: Wire, into: End, out: End, label: str = "Insert") -> Edit:
    """Lead a wire through nodes that are there already: in at one port, on from another."""

    def change(design: Design) -> Design:
        wires, nodes = design.graph.wires, design.graph.nodes
        if wire not in wires or into[0] not in nodes or out[0] not in nodes:
            raise EditError("Expected a wire and layers of this design, found some it does not have.")
        at = wires.index(wire)
        # In the place of the wire that was: the order of wires is the order of what a merge joins.
        before = Wire(wire.source, into[0], wire.source_port, into[1])
        after = Wire(out[0], wire.target, out[1], wire.target_port)
        return _rewired(design, (*wires[:at], before, after, *wires[at + 1 :]))

    return Edit(label, change)


def _joined(wires: Sequence[Wire], ids: Collection[str]) -> tuple[Wire, ...]:
    """The wires once these nodes are out; each joined one in the place of the one that was."""
    fed: dict[str, list[Wire]] = {}
    for wire in wires:
        if wire.target in ids:
            fed.setdefault(wire.target, []).append(wire)
    origins: dict[str, End | None] = {}
    kept: dict[Wire, None] = {}
    for wire in wires:
        if (wire.source in ids) == (wire.target in ids):
            kept.setdefault(wire)
        elif wire.source in ids:
            if wire.source not in origins:
                origins[wire.source] = _origin(wire.source, fed, ids)
            origin = origins[wire.source]
            if origin is not None and origin[0] != wire.target:
                kept.setdefault(replace(wire, source=origin[0], source_port=origin[1]))
    return tuple(kept)


def _origin(node: str, fed: Mapping[str, Sequence[Wire]], ids: Collection[str]) -> End | None:
    """What comes first into a node from outside these nodes, past as many of them as are on the way."""
    seen, waiting = {node}, [*reversed(fed.get(node, ()))]
    while waiting:
        wire = waiting.pop()
        if wire.source not in ids:
            return wire.source, wire.source_port
        if wire.source not in seen:
            seen.add(wire.source)
            waiting += reversed(fed.get(wire.source, ()))
    return None


def _rewired(design: Design, wires: tuple[Wire, ...]) -> Design:
    graph = Graph(design.graph.nodes, wires)
    return replace(design, graph=graph, layout=tidied_up(design.layout, graph))
