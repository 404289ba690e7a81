"""Edits of which card calls which layer: use one again, or give a card weights of its own."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from designer.errors import EditError
from designer.graph.design import Design, Graph, Node, Position
from designer.graph.edits import Edit
from designer.graph.naming import copied_name, fresh_ids
from designer.graph.sharing import has_layer, owner_of, users_of


def use_again(nodes: Collection[Node], offset: Position) -> Edit:
    """Put a card beside each of `nodes`, moved by `offset`, that calls the same layer with the same weights."""

    def change(design: Design) -> Design:
        for node in nodes:
            design = _with_twin(design, _known(design, node), offset)
        return design

    what = next(iter(nodes)).name if len(nodes) == 1 else f"{len(nodes)} layers"
    return Edit(f"Use {what} again", change)


def unshare(nodes: Collection[Node]) -> Edit:
    """Give each of `nodes` a layer of its own where another card calls the same; the settings stay as they are."""

    def change(design: Design) -> Design:
        for node in nodes:
            graph = design.graph
            parted = {**graph.nodes, **_parted(graph, _known(design, node))}
            design = replace(design, graph=Graph(parted, graph.wires))
        return design

    what = next(iter(nodes)).name if len(nodes) == 1 else f"{len(nodes)} layers"
    return Edit(f"Give {what} weights of {'its' if len(nodes) == 1 else 'their'} own", change)


def new_twin(design: Design, node: Node) -> Node:
    """A card that calls the layer of `node` again, with a fresh id and name."""
    owner = design.graph.nodes[owner_of(node)]
    name = copied_name(owner, {other.name for other in design.graph.nodes.values()})
    return replace(owner, id=fresh_ids(design, 1)[0], name=name, shares=owner.id, bypassed=False)


def _with_twin(design: Design, node: Node, offset: Position) -> Design:
    if not has_layer(node):
        raise EditError(f"“{node.name}” is where examples come in, so there is no layer to use again.")
    twin, graph, layout = new_twin(design, node), design.graph, design.layout
    x, y = layout.positions.get(node.id, (0.0, 0.0))
    inside = {**layout.inside, twin.id: layout.inside[node.id]} if node.id in layout.inside else layout.inside
    places = {**layout.positions, twin.id: (x + offset[0], y + offset[1])}
    return replace(
        design,
        graph=Graph({**graph.nodes, twin.id: twin}, graph.wires),
        layout=replace(layout, positions=places, inside=inside),
    )


def _parted(graph: Graph, node: Node) -> dict[str, Node]:
    """What changes where `node` leaves the others: of those that called its layer, the first owns theirs from now on."""
    if node.shares:
        return {node.id: replace(node, shares="")}
    first, *rest = [other for other in users_of(graph.nodes, node) if other is not node] or [node]
    return {first.id: replace(first, shares=""), **{other.id: replace(other, shares=first.id) for other in rest}}


def _known(design: Design, node: Node) -> Node:
    if node.id not in design.graph.nodes:
        raise EditError(f"Expected a node of this design, found {node.id!r}, which it does not have.")
    return design.graph.nodes[node.id]
