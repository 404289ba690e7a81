"""Parts of a design on their own: what copy takes, the clipboard carries and paste adds."""

from collections.abc import Collection

import msgspec
from msgspec.structs import replace

from designer.graph.design import Design, Node, Position, Wire
from designer.graph.naming import copied_name, fresh_ids


class Fragment(msgspec.Struct, frozen=True):
    """Some nodes with the wires among them and their positions: what copy takes and paste adds."""

    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...] = ()
    positions: dict[str, Position] = {}


def fragment_of(design: Design, ids: Collection[str], *, with_inputs: bool = False) -> Fragment:
    """What copying these nodes takes; `with_inputs` keeps the wires that come into them too."""
    return Fragment(
        nodes=tuple(node for node in design.graph.nodes.values() if node.id in ids),
        wires=tuple(wire for wire in design.graph.wires if wire.target in ids and (with_inputs or wire.source in ids)),
        positions={id: place for id, place in design.layout.positions.items() if id in ids},
    )


def freshened(fragment: Fragment, design: Design, offset: Position = (0.0, 0.0)) -> Fragment:
    """The same fragment with ids and names the design does not have, moved by `offset`.

    Wires that come from outside the fragment are kept where the design has their source.
    """
    fresh = fresh_ids(design, len(fragment.nodes))
    ids = dict(zip((node.id for node in fragment.nodes), fresh, strict=True))
    names = {node.name for node in design.graph.nodes.values()}
    nodes = []
    for id, node in zip(fresh, fragment.nodes, strict=True):
        name = copied_name(node, names)
        names.add(name)
        nodes.append(replace(node, id=id, name=name))
    wires = dict.fromkeys(
        replace(wire, source=ids.get(wire.source, wire.source), target=ids[wire.target])
        for wire in fragment.wires
        if wire.target in ids and (wire.source in ids or wire.source in design.graph.nodes)
    )
    dx, dy = offset
    places = {ids[id]: (x + dx, y + dy) for id, (x, y) in fragment.positions.items() if id in ids}
    return Fragment(tuple(nodes), tuple(wires), places)
