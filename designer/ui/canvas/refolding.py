"""What folding the parts that repeat comes to: a block for each, tidy inside, on a level that is tidy too.

Made of values only, so that it can be worked out in any thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from designer.graph import edits
from designer.graph.blocks import TOP, home_of
from designer.graph.design import Block, Design, Layout, Position, Wire
from designer.graph.edits import Edit
from designer.graph.layout_edits import collapse_all, rearrange
from designer.graph.repeats import Repeat, named_blocks, repeats
from designer.ui.canvas.block_cards import shown_cards
from designer.ui.canvas.content import Card
from designer.ui.canvas.level import project
from designer.ui.canvas.metrics import pitch, port_offset
from designer.ui.canvas.places import Port
from designer.ui.canvas.rooms import Ends, Sight
from designer.ui.canvas.tidy import Order, in_order
from designer.ui.canvas.unfolding import middle_of
from designer.ui.canvas.wire_places import own_ends

LABEL = "Fold repeated parts"


@dataclass(frozen=True)
class Refolded:
    """The edit, and what it does: how many parts it folds, and how many layers and blocks show before and after."""

    edit: Edit
    parts: int
    before: int
    after: int


def repeats_on(design: Design, level: str) -> list[Repeat]:
    """What repeats among the layers that lie on a level."""
    layout = design.layout
    return repeats(design.graph, {id for id in design.graph.nodes if home_of(layout, id) == level})


def refolded(design: Design, level: str, layers: Mapping[str, Card]) -> Refolded | None:
    """Folding what repeats on a level, where anything does. `layers` has the card of every layer."""
    found = repeats_on(design, level)
    if not found:
        return None
    parts = named_blocks(design, found)
    fold = collapse_all(parts, {block.id: middle_of(design, ids) for block, ids in parts}, LABEL)
    after = fold(design)
    outer = _tidy_level(after, level, layers)
    positions = {**_tidy_inside(after, parts, layers), **outer.positions}
    homes = {level, *(block.id for block, _ in parts)}
    straight = [wire for wire in after.layout.bends if {home_of(after.layout, end) for end in _nodes(wire)} <= homes]
    edit = edits.sequence(LABEL, [fold, rearrange(positions, outer.frames, straight, LABEL)])
    shown = sum(home_of(design.layout, id) == level for id in (*design.graph.nodes, *design.layout.blocks))
    return Refolded(edit, len(parts), shown, shown - sum(repeat.covered for repeat in found) + len(parts))


def _tidy_inside(
    design: Design, parts: Sequence[tuple[Block, Sequence[str]]], layers: Mapping[str, Card]
) -> dict[str, Position]:
    """Where everything in the blocks goes, each tidied on its own; only layers lie in them."""
    block_of = {id: block.id for block, ids in parts for id in ids}
    own: dict[str, list[tuple[Port, Port]]] = {}
    for wire in design.graph.wires:
        block = block_of.get(wire.source)
        if block is not None and block == block_of.get(wire.target):
            own.setdefault(block, []).append(own_ends(wire))
    found: dict[str, Position] = {}
    for block, ids in parts:
        # Tidying looks through the whole layout: each block is given its part alone.
        layout = Layout({id: design.layout.positions[id] for id in ids})
        sight = _sight(layout, TOP, {id: layers[id] for id in ids}, own.get(block.id, ()))
        found.update(in_order(sight).positions)
    return found


def _tidy_level(design: Design, level: str, layers: Mapping[str, Card]) -> Order:
    shown = project(design, level, layers)
    cards = shown_cards(design, shown, layers, {})
    return in_order(_sight(design.layout, level, cards, [shown.ends_of(wire) for wire in shown.wires]))


def _sight(layout: Layout, level: str, cards: Mapping[str, Card], ends: Iterable[tuple[Port, Port]]) -> Sight:
    heights = {id: card.height for id, card in cards.items() if id in layout.positions}
    pitches = {id: pitch(cards[id].flows) for id in heights}
    wires: tuple[Ends, ...] = tuple(
        (out.node, into.node, _down(cards[out.node], out), _down(cards[into.node], into))
        for out, into in ends
        if out.node in heights and into.node in heights
    )
    return Sight(layout, heights, pitches, wires, level)


def _down(card: Card, port: Port) -> float:
    """How far below its card's top a port lies."""
    names = card.inputs if port.side == "in" else card.outputs
    return port_offset(card.height, names.index(port.name) if port.name in names else 0, max(1, len(names)))


def _nodes(wire: Wire) -> tuple[str, str]:
    return wire.source, wire.target
