"""Every way a design can change, each a function that returns an `Edit`.

An edit carries its label, so that history, menus and the buttons that fix a problem can name it,
and is called with a design to get the next one: `set_setting(node, "units", 16)(design)`.
An edit that changes nothing returns the very same design, and keeps every part it leaves as it was.
Edits that name a node or wire the design does not have raise `EditError`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from designer.errors import EditError
from designer.graph.bends import joined, moved_along, taken_over
from designer.graph.design import INPUT_PORT, OUTPUT_PORT, Design, Graph, Node, Position, Wire
from designer.graph.fragments import Fragment
from designer.graph.naming import fresh_ids, fresh_name
from designer.graph.rejoining import left_over
from designer.graph.sharing import owner_of, settled
from designer.graph.specs import DataSpec, TrainingSettings
from designer.graph.upkeep import tidied_up
from designer.values import Value, alike, change_within, value_text


@dataclass(frozen=True)
class Edit:
    """A named change: call it with a design to get the changed one."""

    label: str
    change: Callable[[Design], Design]

    def __call__(self, design: Design) -> Design:
        return _settled(design, _shared_alike(design, self.change(design)))


# --- one node -----------------------------------------------------------------------------------


def add_node(node: Node, position: Position) -> Edit:
    """Add `node` (made with `new_node`) at `position`."""

    def change(design: Design) -> Design:
        if design.has(node.id):
            raise EditError(f"Expected a new node id, found {node.id!r}, which the design has already.")
        return _with(
            design,
            nodes={**design.graph.nodes, node.id: node},
            positions={**design.layout.positions, node.id: position},
        )

    return Edit(f"Add {node.name}", change)


def set_setting(node: Node, name: str, value: Value) -> Edit:
    """Give one setting of `node` a value: "Set units of dense_1 to 16". What shares its layer has it too."""

    def change(design: Design) -> Design:
        current = _owner(design, node.id)
        if name in current.settings and alike(current.settings[name], value):
            return design
        return _with_node(design, replace(current, settings={**current.settings, name: value}))

    within = change_within(node.settings.get(name), value)
    if within is not None:
        holder, inner, changed = within
        return Edit(f"Set {inner} of {holder} in {node.name} to {value_text(changed)}", change)
    return Edit(f"Set {name} of {node.name} to {value_text(value)}", change)


def clear_setting(node: Node, name: str) -> Edit:
    """Give one setting of `node` its default back."""

    def change(design: Design) -> Design:
        current = _owner(design, node.id)
        if name not in current.settings:
            return design
        kept = {key: value for key, value in current.settings.items() if key != name}
        return _with_node(design, replace(current, settings=kept))

    return Edit(f"Reset {name} of {node.name}", change)


def replace_kind(node: Node, kind: str, settings: Mapping[str, Value]) -> Edit:
    """Turn `node` into another kind; wires, name and place stay."""

    def change(design: Design) -> Design:
        return _with_node(design, replace(_owner(design, node.id), kind=kind, settings=dict(settings)))

    return Edit(f"Turn {node.name} into {kind}", change)


def rename(node: Node, name: str) -> Edit:
    """Give `node` another name. Raises `EditError` if the name is empty or another node has it."""

    def change(design: Design) -> Design:
        current = _node(design, node.id)
        if not name.strip():
            raise EditError("Expected a name, found none. Type at least one character.")
        if current.name == name:
            return design
        if any(other.name == name for other in design.graph.nodes.values()):
            raise EditError(f"Another layer is already called {name!r}. Choose a name of its own.")
        return _with_node(design, replace(current, name=name))

    return Edit(f"Rename {node.name} to {name}", change)


def bypass(nodes: Collection[Node], on: bool = True) -> Edit:
    """Let what comes into `nodes` pass them by, or no more (`on=False`)."""

    def change(design: Design) -> Design:
        changed = {node.id: replace(_node(design, node.id), bypassed=on) for node in nodes}
        return _with(design, nodes={**design.graph.nodes, **changed})

    return Edit(f"{'Bypass' if on else 'Stop bypassing'} {_name_of(nodes)}", change)


# --- wires --------------------------------------------------------------------------------------


def connect(wire: Wire, *, replacing: bool = True) -> Edit:
    """Add `wire`; with `replacing`, whatever was wired to the same input port is taken off."""

    def change(design: Design) -> Design:
        _node(design, wire.source)
        _node(design, wire.target)
        if wire in design.graph.wires:
            return design
        kept = tuple(other for other in design.graph.wires if not (replacing and _same_input(other, wire)))
        return _with(design, wires=(*kept, wire))

    return Edit("Connect", change)


def disconnect(wires: Collection[Wire]) -> Edit:
    """Take wires off."""

    def change(design: Design) -> Design:
        kept = tuple(wire for wire in design.graph.wires if wire not in wires)
        return design if len(kept) == len(design.graph.wires) else _with(design, wires=kept)

    return Edit("Cut wire" if len(wires) == 1 else f"Cut {len(wires)} wires", change)


def move_wire(wire: Wire, to: Wire) -> Edit:
    """Give one end of a wire another port: `to` is the wire as it should be."""

    def change(design: Design) -> Design:
        if wire not in design.graph.wires:
            raise EditError("Expected a wire of this design, found one it does not have.")
        if to == wire:
            return design
        moved = connect(to)(disconnect([wire])(design))
        points = taken_over(design.layout, [wire], to)
        if not points or to in moved.layout.bends:
            return moved
        return replace(moved, layout=replace(moved.layout, bends={**moved.layout.bends, to: points}))

    return Edit("Move wire", change)


def insert_on_wire(
    node: Node, wire: Wire, position: Position, ports: tuple[str, str] = (INPUT_PORT, OUTPUT_PORT)
) -> Edit:
    """Add a new node in the middle of a wire, wired on both sides: at its input and its output of these names."""

    def change(design: Design) -> Design:
        if wire not in design.graph.wires:
            raise EditError("Expected a wire of this design, found one it does not have.")
        before = Wire(wire.source, node.id, wire.source_port, ports[0])
        after = Wire(node.id, wire.target, ports[1], wire.target_port)
        added = _beside(wire.target, node.id, add_node(node, position)(design))
        return _with(added, wires=_swap(added.graph.wires, wire, (before, after)))

    return Edit(f"Insert {node.name}", change)


# --- several nodes ------------------------------------------------------------------------------


def remove(nodes: Collection[Node], *, reconnect: bool = False) -> Edit:
    """Take nodes off with their wires; with `reconnect`, join what each had on its two sides."""

    def change(design: Design) -> Design:
        graph, gone = design.graph, {_node(design, node.id).id for node in nodes}
        left = left_over(graph.wires, gone, reconnect=reconnect)
        bends = joined(design.layout, left) if design.layout.bends else design.layout.bends
        return _with(
            replace(design, layout=replace(design.layout, bends=bends)),
            nodes={id: node for id, node in graph.nodes.items() if id not in gone},
            wires=tuple(left),
            positions={id: place for id, place in design.layout.positions.items() if id not in gone},
        )

    what = _name_of(nodes)
    return Edit(f"Delete {what} and reconnect" if reconnect else f"Delete {what}", change)


def move(positions: Mapping[str, Position], label: str = "Move") -> Edit:
    """Put things elsewhere: new positions by the ids of nodes, blocks, frames and comments.

    The dots of a wire go along where both its ends go the same way.
    """

    def change(design: Design) -> Design:
        unknown = [id for id in positions if not design.has(id)]
        if unknown:
            raise EditError(f"Expected things of this design, found {sorted(unknown)}.")
        layout = design.layout
        moved = {**layout.positions, **positions}
        if moved == layout.positions:
            return design
        bends = moved_along(layout, positions) if layout.bends else layout.bends
        return replace(design, layout=replace(layout, positions=moved, bends=bends))

    return Edit(label, change)


def paste(fragment: Fragment, label: str = "Paste") -> Edit:
    """Add the nodes of `fragment` (ids and names made fresh with `freshened`) and their wires."""

    def change(design: Design) -> Design:
        clash = [id for id in fragment.ids() if design.has(id)]
        if clash:
            raise EditError(f"Expected new ids, found {sorted(clash)}, which the design has already.")
        nodes = {**design.graph.nodes, **{node.id: node for node in fragment.nodes}}
        if any(wire.source not in nodes or wire.target not in nodes for wire in fragment.wires):
            raise EditError("Expected wires between nodes that are there, found one that leads nowhere. Copy it again.")
        layout = design.layout
        layout = replace(
            layout,
            positions={**layout.positions, **fragment.positions},
            frames={**layout.frames, **{frame.id: frame for frame in fragment.frames}},
            comments={**layout.comments, **{comment.id: comment for comment in fragment.comments}},
            blocks={**layout.blocks, **{block.id: block for block in fragment.blocks}},
            inside={**layout.inside, **fragment.inside},
            bends={**layout.bends, **dict(fragment.bends)},
        )
        wires = (*design.graph.wires, *fragment.wires)
        return _with(replace(design, layout=layout), nodes=nodes, wires=wires)

    return Edit(label, change)


def sequence(label: str, edits: Iterable[Edit]) -> Edit:
    """Several edits as one, undone together."""
    steps = tuple(edits)

    def change(design: Design) -> Design:
        for step in steps:
            design = step(design)
        return design

    return Edit(label, change)


# --- data and training --------------------------------------------------------------------------


def set_data(data: DataSpec, label: str = "Change the data") -> Edit:
    """Use other examples."""

    def change(design: Design) -> Design:
        return design if data == design.data else replace(design, data=data)

    return Edit(label, change)


def set_training(label: str, **fields: object) -> Edit:
    """Change fields of the training settings: `set_training("Set epochs to 50", epochs=50)`."""

    def change(design: Design) -> Design:
        training: TrainingSettings = replace(design.training, **fields)
        return design if training == design.training else replace(design, training=training)

    return Edit(label, change)


# --- making what edits take ---------------------------------------------------------------------


def new_node(design: Design, kind: str, settings: Mapping[str, Value] | None = None) -> Node:
    """A node that fits into `design`: a fresh id and a fresh name after Keras's habit (`dense_1`)."""
    return Node(
        id=fresh_ids(design, 1)[0],
        kind=kind,
        name=fresh_name(kind, {node.name for node in design.graph.nodes.values()}),
        settings=dict(settings or {}),
    )


# --- helpers ------------------------------------------------------------------------------------


def _node(design: Design, id: str) -> Node:
    try:
        return design.graph.nodes[id]
    except KeyError:
        raise EditError(f"Expected a node of this design, found {id!r}, which it does not have.") from None


def _owner(design: Design, id: str) -> Node:
    """The node that has the settings of this one: itself, or the one whose layer it shares."""
    return _node(design, owner_of(_node(design, id)))


def _shared_alike(before: Design, after: Design) -> Design:
    nodes = after.graph.nodes
    alike = nodes if nodes is before.graph.nodes else settled(nodes)
    return after if alike is nodes else replace(after, graph=Graph(alike, after.graph.wires))


def _with(
    design: Design,
    nodes: dict[str, Node] | None = None,
    wires: tuple[Wire, ...] | None = None,
    positions: dict[str, Position] | None = None,
) -> Design:
    graph, layout = design.graph, design.layout
    if positions is not None:
        layout = replace(layout, positions=positions)
    if nodes is not None or wires is not None:
        graph = Graph(graph.nodes if nodes is None else nodes, graph.wires if wires is None else wires)
        if layout.bends or layout.inside or layout.blocks:
            layout = tidied_up(layout, graph)
    return replace(design, graph=graph, layout=layout)


def _beside(known: str, fresh: str, design: Design) -> Design:
    """What is new lies in the block that the other node lies in."""
    inside = design.layout.inside
    if known not in inside:
        return design
    return replace(design, layout=replace(design.layout, inside={**inside, fresh: inside[known]}))


def _with_node(design: Design, node: Node) -> Design:
    return _with(design, nodes={**design.graph.nodes, node.id: node})


def _swap(wires: tuple[Wire, ...], old: Wire, new: tuple[Wire, ...]) -> tuple[Wire, ...]:
    at = wires.index(old)
    return wires[:at] + new + wires[at + 1 :]


def _same_input(one: Wire, other: Wire) -> bool:
    return (one.target, one.target_port) == (other.target, other.target_port)


def _settled(before: Design, after: Design) -> Design:
    """`after` with every part that is as it was `before` replaced by that very object, or `before` itself."""
    if after is before:
        return before
    parts = {name: getattr(after, name) for name in after.__struct_fields__}
    same = {name: getattr(before, name) for name, part in parts.items() if alike(getattr(before, name), part)}
    if len(same) == len(parts):
        return before
    return after if all(parts[name] is part for name, part in same.items()) else replace(after, **same)


def _name_of(nodes: Collection[Node]) -> str:
    return next(iter(nodes)).name if len(nodes) == 1 else f"{len(nodes)} layers"
