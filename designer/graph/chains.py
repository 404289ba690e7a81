"""Edits of what stands between what: layers taken out of a chain, and put into a wire."""

from collections.abc import Collection

from msgspec.structs import replace

from designer.errors import EditError
from designer.graph.bends import joined
from designer.graph.design import Design, Graph, Wire
from designer.graph.edits import Edit
from designer.graph.rejoining import left_over
from designer.graph.upkeep import tidied_up

End = tuple[str, str]
"""A node and one of its ports."""


def take_out(ids: Collection[str], label: str = "Take out of the chain") -> Edit:
    """Cut the wires between these nodes and all others, and join what they had on their two sides.

    They stay where they are, with the wires among them; what is left of the others is as after deleting them and
    reconnecting.
    """

    def change(design: Design) -> Design:
        missing = [id for id in ids if id not in design.graph.nodes]
        if missing:
            raise EditError(f"Expected nodes of this design, found {missing[0]!r}, which it does not have.")
        wires = design.graph.wires
        if all((wire.source in ids) == (wire.target in ids) for wire in wires):
            return design
        left = left_over(wires, ids, reconnect=True)
        left.update({wire: (wire,) for wire in wires if wire.source in ids and wire.target in ids})
        layout = replace(design.layout, bends=joined(design.layout, left)) if design.layout.bends else design.layout
        return _rewired(replace(design, layout=layout), tuple(left))

    return Edit(label, change)


def lead_through(wire: Wire, into: End, out: End, label: str = "Insert") -> Edit:
    """Lead a wire through nodes that are there already: in at one port, on from another."""

    def change(design: Design) -> Design:
        wires, nodes = design.graph.wires, design.graph.nodes
        if wire not in wires or into[0] not in nodes or out[0] not in nodes:
            raise EditError("Expected a wire and layers of this design, found some it does not have.")
        at = wires.index(wire)
        # In the place of the wire that was: the order of wires is the order of what a merge joins.
        return _rewired(design, (*wires[:at], *halves(wire, into, out), *wires[at + 1 :]))

    return Edit(label, change)


def halves(wire: Wire, into: End, out: End) -> tuple[Wire, Wire]:
    """The wires that take the place of one that is led through something: in at one port, on from another."""
    return Wire(wire.source, into[0], wire.source_port, into[1]), Wire(out[0], wire.target, out[1], wire.target_port)


def _rewired(design: Design, wires: tuple[Wire, ...]) -> Design:
    graph = Graph(design.graph.nodes, wires)
    return replace(design, graph=graph, layout=tidied_up(design.layout, graph))
