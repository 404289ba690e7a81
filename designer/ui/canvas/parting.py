"""What becomes of a wire's dots when cards go into the wire: each stays on its side of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from designer.graph.bends import ends_on_level, leg_of, level_of
from designer.graph.design import Design, Position, Wire
from designer.graph.edits import Edit
from designer.graph.layout_edits import bend
from designer.ui.canvas.level import Level
from designer.ui.canvas.metrics import GRID, HEIGHT, WIDTH

Slot = tuple[Collection[Position], Mapping[str, Position]]


def parted(
    design: Design, wire: Wire, halves: tuple[Wire, Wire], dropped: Position, slot: Slot, level: Level
) -> list[Edit]:
    """Lead the two wires that take the place of one through its dots, but for those that a card hides.

    The card in hand was `dropped` at a place; `slot` says where the cards come to lie, and where what follows goes to.
    """
    layout, (before, after), (cards, room) = design.layout, halves, slot
    points = layout.bends.get(wire)
    if not points:
        return []
    if level_of(layout, wire) != level.block:
        # They lie on a level around this one, where only one of the two goes on.
        return [bend(before if level.stand_in(wire.source) is None else after, points)]
    source, target = ends_on_level(layout, wire)
    (x1, y1), (x2, y2) = layout.positions[source], layout.positions[target]
    path = [(x1 + WIDTH, y1 + HEIGHT / 2), *points, (x2, y2 + HEIGHT / 2)]
    at = leg_of(path, (dropped[0] + WIDTH / 2, dropped[1] + HEIGHT / 2))
    shift = room[target][0] - x2 if target in room else 0.0
    ahead = [(x + shift, y) for x, y in points[at:]]
    return [bend(before, _seen(points[:at], cards)), bend(after, _seen(ahead, cards))]


def _seen(points: Iterable[Position], cards: Collection[Position]) -> list[Position]:
    return [point for point in points if not any(_hides(card, point) for card in cards)]


def _hides(card: Position, point: Position) -> bool:
    across, down = point[0] - card[0], point[1] - card[1]
    return -GRID < across < WIDTH + GRID and -GRID < down < HEIGHT + GRID
