"""Where new cards go, and the edits that put them there and wire them."""

from __future__ import annotations

from collections.abc import Collection

from designer.catalogue import kind_named
from designer.graph import edits
from designer.graph.blocks import TOP, home_of
from designer.graph.chains import halves
from designer.graph.design import COLUMN, INPUT_PORT, OUTPUT_PORT, ROW, Design, Layout, Node, Position, Wire
from designer.graph.edits import Edit
from designer.graph.layout_edits import put_into
from designer.ui.canvas.fitting import Fitting, first_input, first_output, takes, takes_many
from designer.ui.canvas.level import PLAIN, Level
from designer.ui.canvas.making_room import Aside, Going, Order
from designer.ui.canvas.metrics import GRID, HEIGHT, WIDTH, pitch
from designer.ui.canvas.parting import parted
from designer.values import shape_text

Slot = tuple[Position, dict[str, Position]]
"""Where a card goes that is put into a wire, and where whatever follows moves to."""


def made(design: Design, kind_name: str) -> Node:
    """A new node of a kind with the settings a new one starts with."""
    kind = kind_named(kind_name)
    return edits.new_node(design, kind_name, kind.started() if kind is not None else None)


def snapped(x: float, y: float) -> Position:
    """The nearest place on the grid."""
    return round(x / GRID) * GRID, round(y / GRID) * GRID


def free_spot(design: Design, x: float, y: float, level: str = TOP, but: Collection[str] = ()) -> Position:
    """The place nearest to (x, y), going down and then right, where a card covers no other of a level.

    What is in `but` is not in the way.
    """
    layout, gone = design.layout, frozenset(but)
    taken = [at for id, at in layout.positions.items() if _is_card(layout, id, level) and id not in gone]
    for step in range(200):
        place = snapped(x + COLUMN * (step // 20), y + ROW * (step % 20))
        if not any(_meets(place, other) for other in taken):
            return place
    return snapped(x, y)


def new_wire(design: Design, wire: Wire) -> Edit:
    """Draw a wire; at a port that takes one only, it replaces the one there."""
    return edits.connect(wire, replacing=not takes_many(design, wire.target, wire.target_port))


def add_after(
    design: Design,
    fitting: Fitting,
    node: Node,
    before: str | None,
    centre: Position,
    level: str = TOP,
    beside: Position | None = None,
) -> Edit:
    """Add a node right of another and wire it there, if it fits and that one's output is free.

    Else it goes to the free spot nearest to `centre`. `beside` is where the other one shows, if not at its own place.
    """
    output = first_output(design.graph.nodes[before].kind) if before is not None else None
    target_port = first_input(node.kind)
    if before is None or output is None:
        return edits.add_node(node, free_spot(design, centre[0] - WIDTH / 2, centre[1] - HEIGHT / 2, level))
    x, y = beside or design.layout.positions.get(before, (0.0, 0.0))
    added = edits.add_node(node, free_spot(design, x + pitch(flows(fitting, before)), y, level))
    kind = kind_named(node.kind)
    fits = kind is None or takes(kind, fitting.output(before))
    if target_port is None or not fits or any(design.graph.wires_from(before)):
        return added
    wire = Wire(before, node.id, source_port=output, target_port=target_port)
    return edits.sequence(added.label, [added, edits.connect(wire)])


def add_on_wire(
    design: Design, node: Node, wire: Wire, place: Position, apart: float = COLUMN, level: Level = PLAIN
) -> Edit:
    """Put a new node into a wire that shows on a level; what comes after it moves aside."""
    slot = make_room(design, wire, node.id, place, apart, level)
    return put_on_wire(design, node, wire, place, slot, level)


def put_on_wire(design: Design, node: Node, wire: Wire, dropped: Position, slot: Slot, level: Level = PLAIN) -> Edit:
    """Put a new node, dropped at a place, into a wire; `slot` says where it goes, and what leaves room for it."""
    place, room = slot
    into, out = first_input(node.kind) or INPUT_PORT, first_output(node.kind) or OUTPUT_PORT
    inserted, ends = edits.insert_on_wire(node, wire, place, (into, out)), halves(wire, (node.id, into), (node.id, out))
    steps = [inserted, put_into([node.id], level.block), edits.move(room)]
    return edits.sequence(inserted.label, [*steps, *parted(design, wire, ends, dropped, ([place], room), level)])


def flows(fitting: Fitting, id: str) -> str:
    """The shape that leaves a node, as text; empty where it is not known."""
    shape = fitting.output(id)
    return "" if shape is None else shape_text(shape)


def can_go_into_wire(kind_name: str) -> bool:
    """Whether a kind has both an input and an output."""
    return first_input(kind_name) is not None and first_output(kind_name) is not None


def make_room(
    design: Design, wire: Wire, id: str, place: Position, apart: float = COLUMN, level: Level = PLAIN
) -> tuple[Position, dict[str, Position]]:
    """Where a card goes that is put into a wire, and where whatever follows moves to, no farther than it must.

    `apart` is how far from one card's left side the next one should start.
    """
    positions, (x, y) = design.layout.positions, snapped(*place)
    source = positions.get(level.stand_in(wire.source) or "")
    rise = 0.0 if source is None else source[1] - y
    room = Aside(Order(design, level, but={id}), wire).room(Going((x, y), apart, apart, rise=rise))
    return (x + room.way[0], y + room.way[1]), room.moved(positions)


def _is_card(layout: Layout, id: str, level: str) -> bool:
    return id not in layout.frames and id not in layout.comments and home_of(layout, id) == level


def _meets(one: Position, other: Position) -> bool:
    return abs(one[0] - other[0]) < WIDTH + 20.0 and abs(one[1] - other[1]) < HEIGHT + 16.0
