"""Frames laid out within themselves, from the innermost to the whole, with the comments about each card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from designer.graph.blocks import TOP
from designer.graph.design import Layout, Position
from designer.ui.canvas.layered import Box, laid_out, on_grid
from designer.ui.canvas.metrics import WIDTH
from designer.ui.canvas.nesting import NOWHERE, Nest
from designer.ui.canvas.ordering import Edge

PAD, TITLE = 20.0, 30.0
"""From a frame's side to what is in it, and how much more there is at the top."""
NOTE_GAP, UNIT_GAP = 10.0, 30.0
"""Between a card and a comment about it, and at least between two columns."""
DOWN_GAP, BESIDE_GAP = 56.0, 44.0
"""Top down: room for wires to lead from a card's right side round to the next one's left side."""

Ends = tuple[str, str, float, float]
"""A wire between two cards: their ids, and how far below their tops it begins and ends."""
Size = tuple[float, float]


@dataclass(frozen=True)
class Sight:
    """What shows on one level of a design: heights and pitches of its cards, and the wires between them."""

    layout: Layout
    heights: Mapping[str, float]
    pitches: Mapping[str, float]
    wires: tuple[Ends, ...]
    level: str = TOP


@dataclass
class Unit:
    """What is placed as one: a frame, or a card with the comments about it, and where in it they are."""

    size: Size
    pitch: float = 0.0
    within: dict[str, Position] = field(default_factory=dict)

    def box(self, top_down: bool) -> Box:
        width, height = self.size
        if top_down:
            return Box(height, width + BESIDE_GAP, on_grid(height + DOWN_GAP))
        return Box(width, height, max(self.pitch, on_grid(width + UNIT_GAP)))


class Rooms:
    """The new places of some things. A room is a frame that is among them, or what lies in none."""

    def __init__(self, sight: Sight, nest: Nest, ids: Iterable[str], top_down: bool) -> None:
        self._nest, self._top_down = nest, top_down
        self._sight = sight
        moved = set(ids)
        self._home = {id: _room_of(nest, id, moved) for id in nest.sizes if id in moved}
        """The room that each thing is in."""
        self._notes: dict[str, list[str]] = {}
        """The comments about each card, from top to bottom."""
        for note in sorted(moved & nest.about.keys(), key=self._height):
            if nest.about[note] in moved:
                self._notes.setdefault(nest.about[note], []).append(note)
        self._at: dict[str, Position] = {}
        """Where each thing lies in its room."""
        self.sizes: dict[str, Size] = {}
        """The new sizes of frames that hold something."""

    def places(self) -> dict[str, Position]:
        """Where each thing goes, seen from the corner of the whole."""
        apart = {note for notes in self._notes.values() for note in notes}
        rooms: dict[str, list[str]] = {NOWHERE: []}
        for id, home in self._home.items():
            if id not in apart:
                rooms.setdefault(home, []).append(id)
        wires = self._wires_by_room()
        for room in sorted(rooms, key=self._depth, reverse=True):
            self._lay_out(room, rooms[room], wires.get(room, []))
        return {id: self._from(id, NOWHERE) for id in self._home}

    def _height(self, id: str) -> tuple[float, str]:
        return self._nest.middle(id)[1], id

    def _depth(self, room: str) -> int:
        return 0 if room == NOWHERE else len(self._nest.way_out(room))

    def _wires_by_room(self) -> dict[str, list[tuple[str, str, Ends]]]:
        """For each room the wires between two things that are in it, with those."""
        found: dict[str, list[tuple[str, str, Ends]]] = {}
        home = self._home
        for ends in self._sight.wires:
            one, other = ends[0], ends[1]
            if one in home and other in home and one != other:
                while home[one] != home[other]:
                    if self._depth(home[one]) >= self._depth(home[other]):
                        one = home[one]
                    else:
                        other = home[other]
                found.setdefault(home[one], []).append((one, other, ends))
        return found

    def _lay_out(self, room: str, ids: list[str], wires: list[tuple[str, str, Ends]]) -> None:
        units = {id: self._unit(id) for id in ids}
        index = {id: at for at, id in enumerate(units)}
        edges = [
            Edge(
                index[one],
                index[other],
                self._level(ends[0], one, units[one], ends[2]),
                self._level(ends[1], other, units[other], ends[3]),
            )
            for one, other, ends in wires
        ]
        placed = laid_out([unit.box(self._top_down) for unit in units.values()], edges)
        for unit, (along, across) in zip(units.values(), placed.boxes, strict=True):
            x, y = (across, along) if self._top_down else (along, across)
            self._at.update({id: (x + dx, y + dy) for id, (dx, dy) in unit.within.items()})
        if room != NOWHERE:
            inner = (placed.tall - BESIDE_GAP, placed.length) if self._top_down else (placed.length, placed.tall)
            self.sizes[room] = on_grid(inner[0] + 2 * PAD), on_grid(inner[1] + 2 * PAD + TITLE)

    def _unit(self, id: str) -> Unit:
        size = self.sizes.get(id) or self._nest.sizes[id]
        unit = Unit(size, self._sight.pitches.get(id, 0.0), {id: (0.0, 0.0)})
        notes = self._notes.get(id)
        if not notes:
            return unit
        middle, y, widest = self._height(id), 0.0, 0.0
        for thing in sorted([*notes, id], key=lambda each: middle if each == id else self._height(each)):
            width, height = self._nest.sizes[thing]
            unit.within[thing] = (0.0, y)
            widest, bottom = max(widest, width), y + height
            y = on_grid(bottom + NOTE_GAP)
        unit.size = widest, bottom
        return unit

    def _level(self, card: str, id: str, unit: Unit, port: float) -> float:
        """How far from the start of its side a wire meets a unit: at the port, or top down in the card's middle."""
        x, y = unit.within[id]
        if card != id:
            dx, dy = self._from(card, id)
            x, y = x + dx, y + dy
        return x + WIDTH / 2 if self._top_down else y + port

    def _from(self, id: str, room: str) -> Position:
        """From the corner of a room, or of a frame in it, to a thing that lies somewhere within."""
        x, y = self._at[id]
        home = self._home[id]
        while home != room:
            dx, dy = self._at[home]
            x, y, home = x + dx + PAD, y + dy + PAD + TITLE, self._home[home]
        return (x, y) if room == NOWHERE else (x + PAD, y + PAD + TITLE)


def _room_of(nest: Nest, id: str, moved: set[str]) -> str:
    return next(frame for frame in nest.way_out(id) if frame == NOWHERE or frame in moved)
