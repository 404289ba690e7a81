"""Put what is on the canvas in order: a layered layout of cards, frames and comments with their real sizes.

A frame is laid out within itself and then stands as one box among the others, so that it holds afterwards what
it held before and nothing else. A comment goes with its nearest card, above or below as it was. What comes out
follows from what is wired to what and lies in what, so that what is tidy stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import floor
from types import MappingProxyType

from msgspec.structs import replace

from designer.graph.design import Design, Frame, Position
from designer.ui.canvas.layered import on_grid
from designer.ui.canvas.metrics import GRID, HEIGHT, pitch
from designer.ui.canvas.nesting import Nest, nested
from designer.ui.canvas.rooms import PAD, TITLE, Rooms, Sight


@dataclass(frozen=True)
class Order:
    """Where things go: the new positions of those that move, and the frames that have another size then.

    `tidied` is all that is in order now, whether it moved or not.
    """

    positions: dict[str, Position]
    frames: dict[str, Frame] = field(default_factory=dict)
    tidied: frozenset[str] = frozenset()


def tidied(
    design: Design,
    flows: Mapping[str, str],
    heights: Mapping[str, float] = MappingProxyType({}),
    ids: Collection[str] = (),
) -> dict[str, Position]:
    """New positions for some nodes, or all. What is tidied keeps its upper left corner.

    `flows` is what is written on the wires that leave each card; `heights` are those of cards with many ports.
    """
    shown = [id for id in design.graph.nodes if id in design.layout.positions]
    tall = {id: heights.get(id, HEIGHT) for id in shown}
    wires = tuple(
        (wire.source, wire.target, tall[wire.source] / 2, tall[wire.target] / 2)
        for wire in design.graph.wires
        if wire.source in tall and wire.target in tall
    )
    sight = Sight(design.layout, tall, {id: pitch(flows.get(id, "")) for id in shown}, wires)
    found = in_order(sight, ids).positions
    return {id: found.get(id, design.layout.positions[id]) for id in shown if not ids or id in ids}


def in_order(sight: Sight, ids: Collection[str] = (), top_down: bool = False) -> Order:
    """What changes when everything is tidied, or some things with what belongs to them."""
    nest = nested(sight.layout, sight.level, sight.heights)
    moved = _moved(nest, ids)
    if not moved:
        return Order({})
    rooms = Rooms(sight, nest, moved, top_down)
    found, before = rooms.places(), sight.layout.positions
    left, top = (_floor(min(before[id][at] for id in found)) for at in (0, 1))
    low = tuple(_floor(min(place[at] for place in found.values())) for at in (0, 1))
    places = {id: (left + x - low[0], top + y - low[1]) for id, (x, y) in found.items()}
    sizes = {**nest.sizes, **rooms.sizes}
    _refit(nest, {**before, **places}, sizes, places)
    frames = {
        id: replace(sight.layout.frames[id], width=sizes[id][0], height=sizes[id][1])
        for id in nest.frames
        if sizes[id] != nest.sizes[id]
    }
    changed = {id: place for id, place in places.items() if place != before[id]}
    return Order(changed, frames, frozenset(moved))


def _moved(nest: Nest, ids: Collection[str]) -> set[str]:
    """What is to move: what was asked for and all that is in it, frames all of whose cards do, and comments."""
    if not ids:
        return set(nest.sizes)
    moved = {id for id in ids if id in nest.sizes}
    contents = {frame: nest.contents(frame) for frame in nest.frames}
    for frame, own in contents.items():
        if frame in moved:
            moved.update(own)
    for frame in sorted(contents, key=lambda frame: len(contents[frame])):
        cards = [id for id in contents[frame] if id not in nest.about]
        if cards and all(id in moved for id in cards):
            moved.add(frame)
    return moved | {note for note, card in nest.about.items() if card in moved}


def _refit(
    nest: Nest, now: dict[str, Position], sizes: dict[str, tuple[float, float]], places: dict[str, Position]
) -> None:
    """Draw frames that stay, and that cards were moved in, around what they hold."""
    before = nest.layout.positions
    staying = [frame for frame in nest.frames if frame not in places]
    for frame in sorted(staying, key=lambda frame: -len(nest.way_out(frame))):
        own = [id for id in nest.parent if nest.parent[id] == frame]
        if any(now[id] != before[id] for id in own):
            left, top = (_floor(min(now[id][at] for id in own) - PAD) for at in (0, 1))
            right, bottom = (max(now[id][at] + sizes[id][at] for id in own) + PAD for at in (0, 1))
            places[frame] = now[frame] = (left, top - TITLE)
            sizes[frame] = (on_grid(right - left), on_grid(bottom - top + TITLE))


def _floor(length: float) -> float:
    """A length, or a little less: down to a line of the grid."""
    return floor(length / GRID + 1e-6) * GRID
