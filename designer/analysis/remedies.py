"""The edits that mend problems. Each looks at the design only when it is applied, so a button never goes stale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from designer.analysis.passing import passed
from designer.catalogue import kind_named
from designer.graph.design import COLUMN, INPUT_PORT, OUTPUT_PORT, ROW, Design, Node, Position, Wire
from designer.graph.edits import (
    Edit,
    add_node,
    connect,
    disconnect,
    insert_on_wire,
    move,
    new_node,
    remove,
    rename,
    replace_kind,
    sequence,
    set_setting,
)
from designer.graph.naming import fresh_name, has_automatic_name
from designer.values import Value

Given = Mapping[str, Value]


def insert_before(node: Node, kind: str, settings: Given | None = None, label: str = "") -> Edit:
    """Put a new layer on the wires into `node`'s first port."""

    def change(design: Design) -> Design:
        wires = [wire for wire in design.graph.wires_into(node.id) if wire.source in design.graph.nodes]
        return _put_on(design, wires[0], kind, settings) if wires else design

    return Edit(label or f"Insert {kind}", change)


def insert_after(node: Node, kind: str, settings: Given | None = None, label: str = "") -> Edit:
    """Put a new layer behind `node`; whatever took its output takes the new layer's."""

    def change(design: Design) -> Design:
        wires = [wire for wire in design.graph.wires_from(node.id) if wire.target in design.graph.nodes]
        if not wires:
            return append(design, node.id, kind, settings)
        changed = _put_on(design, wires[0], kind, settings)
        new = next(reversed(changed.graph.nodes))
        for wire in wires[1:]:
            changed = connect(replace(wire, source=new, source_port="output"))(disconnect([wire])(changed))
        return changed

    return Edit(label or f"Insert {kind}", change)


def append(design: Design, after: str, kind: str, settings: Given | None = None) -> Design:
    """`design` with a new layer to the right of `after`, fed by it."""
    x, y = design.layout.positions.get(after, (0.0, 0.0))
    node = _new(design, kind, settings)
    return connect(wire_into(after, node))(add_node(node, (x + COLUMN, y))(design))


def wire_into(source: str, node: Node) -> Wire:
    """A wire from a layer to the first input that a node's kind has."""
    return Wire(source, node.id, target_port=_first_input(node.kind))


def _first_input(kind_name: str) -> str:
    kind = kind_named(kind_name)
    return kind.inputs[0].name if kind is not None and kind.inputs else INPUT_PORT


def add_at_end(node: Node, kind: str, settings: Given | None = None, label: str = "") -> Edit:
    """Add a new layer behind `node`, beside whatever takes its output already."""
    return Edit(label or f"Add {kind}", lambda design: append(design, node.id, kind, settings))


def add_before(node: Node | None, kind: str, settings: Given, label: str) -> Edit:
    """Add a new layer to the left of `node` and feed `node` from it."""

    def change(design: Design) -> Design:
        new = _new(design, kind, settings)
        if node is None:
            return add_node(new, (0.0, 0.0))(design)
        x, y = design.layout.positions.get(node.id, (0.0, 0.0))
        return connect(wire_into(new.id, node))(add_node(new, (x - COLUMN, y))(design))

    return Edit(label, change)


def drop(nodes: Iterable[Node], label: str = "") -> Edit:
    """Take layers out and join what they had on their two sides."""
    gone = tuple(nodes)
    return relabelled(remove(gone, reconnect=True), label or f"Remove {_names(gone)}")


def delete(nodes: Iterable[Node], label: str = "") -> Edit:
    """Take layers out together with their wires."""
    gone = tuple(nodes)
    return relabelled(remove(gone), label or f"Delete {_names(gone)}")


def cut(wires: Iterable[Wire], label: str) -> Edit:
    """Take wires off; of one that leads past something bypassed, the end that was drawn."""
    gone = frozenset(wires)

    def change(design: Design) -> Design:
        drawn = passed(design.graph).drawn
        return disconnect(frozenset(drawn.get(wire, wire) for wire in gone))(design)

    return Edit(label, change)


def set_all(node: Node, settings: Given, label: str) -> Edit:
    """Set several settings of a node at once."""
    return sequence(label, [set_setting(node, name, value) for name, value in settings.items()])


def turn_into(node: Node, kind: str, settings: Given, label: str) -> Edit:
    """Make `node` another kind; a name nobody chose follows the kind."""

    def change(design: Design) -> Design:
        changed = replace_kind(node, kind, settings)(design)
        current = changed.graph.nodes[node.id]
        if not has_automatic_name(design.graph.nodes[node.id]) or has_automatic_name(current):
            return changed
        others = {other.name for other in changed.graph.nodes.values() if other.id != node.id}
        return rename(current, fresh_name(kind, others))(changed)

    return Edit(label, change)


def relabelled(edit: Edit, label: str) -> Edit:
    """The same edit under a name that fits a button."""
    return Edit(label, edit.change)


def _names(nodes: tuple[Node, ...]) -> str:
    return nodes[0].name if len(nodes) == 1 else f"{len(nodes)} layers"


def _new(design: Design, kind: str, settings: Given | None) -> Node:
    known = kind_named(kind)
    return new_node(design, kind, {**(known.started() if known else {}), **(settings or {})})


def _put_on(design: Design, wire: Wire, kind: str, settings: Given | None) -> Design:
    node = _new(design, kind, settings)
    roomy, place = _room(design, wire)
    return insert_on_wire(node, wire, place, (_first_input(node.kind), OUTPUT_PORT))(roomy)


def _room(design: Design, wire: Wire) -> tuple[Design, Position]:
    """Where a card goes on this wire, with everything behind the wire moved aside if it must be."""
    places = design.layout.positions
    (left, top), (right, bottom) = places.get(wire.source, (0.0, 0.0)), places.get(wire.target, (COLUMN, 0.0))
    across, down = right - left, bottom - top
    if across >= abs(down):
        # Cards lie as far apart as what flows between them needs to be written: that stays as it is.
        beside = max(COLUMN, across if across < 2 * COLUMN else across / 2)
        shift, place = (max(0.0, beside + COLUMN - across), 0.0), (left + beside, (top + bottom) / 2)
    elif down > 0:
        shift, place = (0.0, max(0.0, 2 * ROW - down)), ((left + right) / 2, top + max(ROW, down / 2))
    else:
        shift, place = (0.0, 0.0), ((left + right) / 2, (top + bottom) / 2 + ROW)
    if shift == (0.0, 0.0):
        return design, place
    moved = {id: (places[id][0] + shift[0], places[id][1] + shift[1]) for id in _behind(design, wire) if id in places}
    return move(moved)(design), place


def _behind(design: Design, wire: Wire) -> list[str]:
    """The node a wire leads to and all that follow, but not the wire's own source (on a loop)."""
    following: dict[str, list[str]] = {}
    for other in design.graph.wires:
        following.setdefault(other.source, []).append(other.target)
    found = {wire.target: None}
    waiting = [wire.target]
    while waiting:
        for id in following.get(waiting.pop(), ()):
            if id not in found and id != wire.source:
                found[id] = None
                waiting.append(id)
    return [id for id in found if id in design.graph.nodes]
