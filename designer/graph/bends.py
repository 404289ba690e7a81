"""What becomes of the dots of wires when what they lie between moves, or comes to be or goes."""

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from math import dist

from designer.graph.blocks import home_of, way_up
from designer.graph.design import Layout, Position, Wire

Points = tuple[Position, ...]
NEAR = 1e-6
"""Two ways that differ by less are the same."""


def ends_on_level(layout: Layout, wire: Wire) -> tuple[str, str]:
    """The two things that a wire leads between on the level both its ends share: nodes, or the blocks they lie in."""
    one, other = [wire.source, *way_up(layout, wire.source)], [wire.target, *way_up(layout, wire.target)]
    while len(one) > 1 and len(other) > 1 and one[-1] == other[-1]:
        one.pop()
        other.pop()
    return one[-1], other[-1]


def level_of(layout: Layout, wire: Wire) -> str:
    """The block in which a wire's dots lie, or the outermost level."""
    return home_of(layout, ends_on_level(layout, wire)[0])


def taken_over(layout: Layout, wires: Iterable[Wire], to: Wire) -> Points:
    """The dots a wire gets from those it takes the place of, as far as they lie on its level."""
    level = level_of(layout, to)
    return tuple(at for wire in wires if level_of(layout, wire) == level for at in layout.bends.get(wire, ()))


def joined(layout: Layout, wires: Mapping[Wire, Collection[Wire]]) -> dict[Wire, Points]:
    """The dots of wires that take the place of others, each named with those."""
    found = {
        wire: taken_over(layout, parts, wire)
        for wire, parts in wires.items()
        if not layout.bends.keys().isdisjoint(parts)
    }
    return {wire: points for wire, points in found.items() if points}


def moved_along(layout: Layout, positions: Mapping[str, Position]) -> dict[Wire, Points]:
    """The dots of all wires once things lie at `positions`: those between two that go the same way go along."""
    found = dict(layout.bends)
    for wire, points in layout.bends.items():
        source, target = ends_on_level(layout, wire)
        if source in positions and target in positions:
            (dx, dy), other = _way(layout, positions, source), _way(layout, positions, target)
            if dist((dx, dy), other) < NEAR:
                found[wire] = tuple((x + dx, y + dy) for x, y in points)
    return found


def _way(layout: Layout, positions: Mapping[str, Position], id: str) -> Position:
    (x, y), (before_x, before_y) = positions[id], layout.positions.get(id, positions[id])
    return x - before_x, y - before_y


def leg_of(path: Collection[Position], point: Position) -> int:
    """Between which two points of a path another one lies: the number of the first of them, from 0."""
    legs = list(pairwise(path))
    return min(range(len(legs)), key=[_farness(start, end, point) for start, end in legs].__getitem__)


def _farness(start: Position, end: Position, point: Position) -> float:
    """From a point to a straight line between two others."""
    way, length = (end[0] - start[0], end[1] - start[1]), dist(start, end)
    if not length:
        return dist(start, point)
    along = ((point[0] - start[0]) * way[0] + (point[1] - start[1]) * way[1]) / length**2
    share = max(0.0, min(1.0, along))
    return dist((start[0] + share * way[0], start[1] + share * way[1]), point)
