"""Where wires lie, as arrays, so that a question about thousands of them is one NumPy call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.design import Position, Wire
from designer.ui.canvas.bending import bent
from designer.ui.canvas.metrics import WIDTH
from designer.ui.canvas.places import CardPlaces, Port, port_shift
from designer.ui.canvas.routes import routed
from designer.ui.canvas.tracks import Tracks
from designer.ui.canvas.ways import Ways
from designer.ui.canvas.wire_shapes import Legs, Style, count_of, points_of

Ends = Sequence[tuple[Port, Port]]
Bends = Mapping[Wire, Sequence[Position]]
NOTHING = 0.05
"""A line shorter than this is none."""
DUST = 1e-6
"""More than arithmetic can be wrong by."""
MANY_ALONG = 60
"""So many wires between cards that go the same way keep their shape until these lie still: nobody sees each of them."""


class WirePlaces:
    """Both ends of all wires, the dots they are led through, and the points along each of them."""

    def __init__(self) -> None:
        self.style: Style = "curved"
        self.wires: tuple[Wire, ...] = ()
        self.shown: list[tuple[Port, Port]] = []
        """The ports each wire is shown at."""
        self.index: dict[Wire, int] = {}
        self.sources = np.zeros(0, dtype=int)
        self.targets = np.zeros(0, dtype=int)
        self.ends = np.zeros((0, 4))
        self.dots: dict[int, np.ndarray] = {}
        self.tracks = Tracks(np.zeros(0, dtype=int))
        self.corners = np.zeros((0, 4, 2))
        self.over = np.zeros(0, dtype=bool)
        self._ways = Ways(0)
        self._shifts = np.zeros((0, 4))
        self._cards = 0

    def reset(self, wires: Sequence[Wire], places: CardPlaces, ends: Ends | None = None, bends: Bends = {}) -> None:  # noqa: B006
        """Take over another set of wires. Those that lead nowhere are left out.

        `ends` are the ports each wire is shown at, where they are not its nodes' own; a wire from a card to
        itself is left out then. `bends` are the points wires are led through.
        """
        shown = [own_ends(wire) for wire in wires] if ends is None else ends
        kept = [
            (wire, out, into)
            for wire, (out, into) in zip(wires, shown, strict=True)
            if out.node in places.index and into.node in places.index and (ends is None or out.node != into.node)
        ]
        before = copy(self)
        self.wires = tuple(wire for wire, _, _ in kept)
        self.shown = [(out, into) for _, out, into in kept]
        self.index = {wire: at for at, wire in enumerate(self.wires)}
        self.sources = np.array([places.index[out.node] for _, out, _ in kept], dtype=int)
        self.targets = np.array([places.index[into.node] for _, _, into in kept], dtype=int)
        self._shifts = _shifts(places, self.shown, self.sources, self.targets)
        self._cards = len(places.index)
        self.dots = {
            at: np.array(bends[wire], dtype=float).reshape(-1, 2)
            for at, (wire, _, _) in enumerate(kept)
            if bends and bends.get(wire)
        }
        self._lay(places, before)

    def restyle(self, style: Style, places: CardPlaces) -> None:
        """Draw all wires in another style."""
        self.style = style
        self._lay(places)

    def follow(self, places: CardPlaces, rows: Sequence[int] | np.ndarray | None = None) -> None:
        """Put the ends of some wires, or all, where the cards are now, and lead them around what is there."""
        if self.wires and rows is None:
            self._follow_all(places)
        elif self.wires:
            traced = np.array(rows, dtype=int)
            self.ends[traced] = self._ends_now(traced, places)
            self._trace(traced, places)

    def carry(self, places: CardPlaces, rows: Sequence[int]) -> None:
        """Put the ends of some wires where the cards are now; many that go as a whole are not led anew."""
        some = np.array(rows, dtype=int)
        way = self._ends_now(some, places) - self.ends[some]
        along = np.abs(way[:, :2] - way[:, 2:]).max(axis=1, initial=0.0) < DUST
        if along.sum() < MANY_ALONG:
            along[:] = False
        self._take_along(some[along], way[along])
        self.follow(places, some[~along])

    def lead(self, row: int, dots: np.ndarray, places: CardPlaces) -> None:
        """Lead a wire through other dots, without changing the design."""
        if len(self.dots.get(row, ())) != len(dots):
            self.tracks.resize(row, (len(dots) + 1) * count_of(self.style))
        self.dots.pop(row, None)
        if len(dots):
            self.dots[row] = dots
        self._trace(np.array([row]), places)

    def of_cards(self, rows: Iterable[int]) -> list[int]:
        """The wires at some cards, each once."""
        theirs = np.zeros(self._cards, dtype=bool)
        theirs[list(rows)] = True
        found: list[int] = np.flatnonzero(theirs[self.sources] | theirs[self.targets]).tolist()
        return found

    def boxes(self, rows: Sequence[int] | np.ndarray | None = None) -> np.ndarray:
        """Left, top, right, bottom of each wire's line."""
        return self.tracks.boxes if rows is None else self.tracks.boxes[rows]

    def within(self, area: QRectF, margin: float = 2.0) -> np.ndarray:
        """The rows of the wires whose box meets an area."""
        left, top, right, bottom = self.tracks.boxes.T
        meets = (left <= area.right() + margin) & (right >= area.left() - margin)
        return np.flatnonzero(meets & (top <= area.bottom() + margin) & (bottom >= area.top() - margin))

    def at(self, point: QPointF, reach: float) -> Wire | None:
        """The wire nearest to a point within reach."""
        rows = self.within(QRectF(point.x(), point.y(), 0.0, 0.0), reach)
        if not len(rows):
            return None
        distances = self.tracks.distances(rows, point)
        nearest = int(distances.argmin())
        return self.wires[int(rows[nearest])] if distances[nearest] <= reach else None

    def nearest(self, row: int, point: QPointF) -> tuple[int, QPointF]:
        """The place on a wire's line that is nearest to a point, and the number of the leg it is on."""
        at, (x, y) = self.tracks.nearest(row, point)
        return at // count_of(self.style), QPointF(x, y)

    def middle(self, row: int) -> QPointF:
        """The middle of a wire's line, of one with dots that of its longest leg."""
        legs = self.tracks.of(row).reshape(-1, count_of(self.style), 2)
        steps = np.linalg.norm(np.diff(legs, axis=1), axis=2)
        longest = int(steps.sum(axis=1).argmax())
        reached = np.concatenate([[0.0], np.cumsum(steps[longest])])
        x, y = (np.interp(reached[-1] / 2, reached, legs[longest, :, axis]) for axis in (0, 1))
        return QPointF(x, y)

    def area(self, rows: Sequence[int] | np.ndarray) -> QRectF:
        """The rectangle around some wires with what is written on them."""
        boxes = self.boxes(rows)
        left, top, right, bottom = boxes[:, 0].min(), boxes[:, 1].min(), boxes[:, 2].max(), boxes[:, 3].max()
        return QRectF(left, top, right - left, bottom - top).adjusted(-50, -75, 50, 60)

    def crossing(self, start: QPointF, end: QPointF) -> list[Wire]:
        """The wires that a straight cut crosses."""
        rows = self.within(QRectF(start, end).normalized())
        return [self.wires[int(row)] for row in rows[self.tracks.crossed(rows, start, end)]] if len(rows) else []

    def lines(self, rows: np.ndarray, coarse: bool = False) -> np.ndarray:
        """The short lines (x1, y1, x2, y2) that draw some wires; `coarse` for drawing them small."""
        level = np.abs(self.ends[rows, 3] - self.ends[rows, 1]) < 0.5 if self.style != "straight" else True
        single = ~self.over[rows] & level & ~self._bent(rows)
        halved = coarse & (self.style == "curved") & ~single & ~self.over[rows]
        _, some = self.tracks.segments(rows[halved], 2)
        _, every = self.tracks.segments(rows[~single & ~halved])
        way = np.abs(every[:, :2] - every[:, 2:])
        every = every[np.maximum(way[:, 0], way[:, 1]) > NOTHING]
        return np.concatenate([self.ends[rows[single]], some, every])

    def far_lines(self, rows: np.ndarray) -> np.ndarray:
        """As few lines as tell where some wires lead."""
        bent = self._bent(rows)
        cornered = (self.over[rows] | (self.style == "angled")) & ~bent
        some = rows[cornered]
        path = np.concatenate([self.ends[some, None, :2], self.corners[some], self.ends[some, None, 2:]], axis=1)
        angles = np.concatenate([path[:, :-1], path[:, 1:]], axis=2).reshape(-1, 4)
        angles = angles[(angles[:, 0] != angles[:, 2]) | (angles[:, 1] != angles[:, 3])]
        _, led = self.tracks.segments(rows[bent], 4 if self.style == "curved" else 1)
        return np.concatenate([self.ends[rows[~cornered & ~bent]], angles, led])

    def _bent(self, rows: np.ndarray) -> np.ndarray:
        """Which of some wires have dots."""
        return np.isin(rows, list(self.dots)) if self.dots else np.zeros(len(rows), dtype=bool)

    def close_points(self, row: int) -> np.ndarray:
        """The points of one wire for drawing it large."""
        through = np.concatenate(
            [self.ends[row, None, :2], self.dots.get(row, np.zeros((0, 2))), self.ends[row, None, 2:]]
        )
        legs = self._unbent(np.array([row])) if len(through) == 2 else bent(through[None])
        return points_of(self.style, legs, close=True).reshape(-1, 2)

    def _ends_now(self, rows: np.ndarray, places: CardPlaces) -> np.ndarray:
        corners = [places.xy[self.sources[rows]], places.xy[self.targets[rows]]]
        result: np.ndarray = np.concatenate(corners, axis=1) + self._shifts[rows]
        return result

    def _take_along(self, rows: np.ndarray, ways: np.ndarray) -> None:
        """Move wires as a whole; their dots are where they belong already."""
        self._ways.doubt(rows)
        self.ends[rows] += ways
        self.corners[rows] += ways[:, None, :2]
        self.tracks.shift(rows, ways)

    def _lay(self, places: CardPlaces, before: WirePlaces | None = None) -> None:
        """Make room for the points of all wires, and lead each of them that was not led `before` as it would be now."""
        legs = np.ones(len(self.wires), dtype=int)
        for row, dots in self.dots.items():
            legs[row] += len(dots)
        self.tracks = Tracks(legs * count_of(self.style))
        self.ends = np.full((len(self.wires), 4), np.nan)
        self.corners = np.zeros((len(self.wires), 4, 2))
        self.over = np.zeros(len(self.wires), dtype=bool)
        self._ways = Ways(len(self.wires))
        if before is not None:
            self._take_over(before)
        self.follow(places)

    def _take_over(self, before: WirePlaces) -> None:
        """What is known of the wires that were there before."""
        then = np.array([before.index.get(wire, -1) for wire in self.wires], dtype=int)
        rows = np.flatnonzero(then >= 0)
        rows = rows[before._ways.known[then[rows]] & ~self._bent(rows)]
        theirs = then[rows]
        self._ways.take_over(rows, before._ways, theirs)
        self.ends[rows], self.over[rows] = before.ends[theirs], before.over[theirs]
        self.corners[rows] = before.corners[theirs]
        self.tracks.put(rows, before.tracks.alike(theirs, count_of(self.style)))

    def _follow_all(self, places: CardPlaces) -> None:
        """Put the ends of all wires where the cards are now, and lead those for which that changes anything."""
        every = np.arange(len(self.wires))
        ends = self._ends_now(every, places)
        self._ways.doubt(np.flatnonzero((ends != self.ends).any(axis=1)))
        self._ways.look_around(places.index, card_boxes(places))
        self.ends = ends
        dotted = every[self._bent(every)]
        self._ways.forget(dotted)
        owners, doubted = np.stack([self.sources, self.targets], axis=1), ~self._ways.known & ~self._bent(every)
        for rows, legs, points in self._ways.lead(every[doubted], self.style, ends, owners):
            self._put(rows, legs, points)
        self._trace_bent(dotted)

    def _put(self, rows: np.ndarray, legs: Legs, points: np.ndarray) -> None:
        self.corners[rows], self.over[rows] = legs.corners, legs.over
        self.tracks.put(rows, points)

    def _unbent(self, rows: np.ndarray) -> Legs:
        level, none = np.tile((1.0, 0.0), (len(rows), 1)), np.zeros((len(rows), 2), dtype=bool)
        return Legs(self.ends[rows], self.corners[rows], self.over[rows], level, level, none)

    def _trace(self, rows: np.ndarray, places: CardPlaces) -> None:
        """Work out the points along some wires, as they are shown before the design has them so."""
        self._ways.doubt(rows)
        plain = rows[~self._bent(rows)]
        if len(plain):
            owners = np.stack([self.sources[plain], self.targets[plain]], axis=1)
            self._put(plain, *routed(self.style, self.ends[plain], owners, card_boxes(places)))
        self._trace_bent(rows[self._bent(rows)])

    def _trace_bent(self, rows: np.ndarray) -> None:
        """Those through dots, as many at once as have equally many."""
        counts = np.array([len(self.dots[row]) for row in rows.tolist()], dtype=int)
        for count in np.unique(counts):
            some = rows[counts == count]
            dots = np.stack([self.dots[int(row)] for row in some])
            through = np.concatenate([self.ends[some, None, :2], dots, self.ends[some, None, 2:]], axis=1)
            points = points_of(self.style, bent(through))
            self.tracks.put(some, points.reshape(len(some), -1, 2))


@lru_cache(maxsize=20_000)
def own_ends(wire: Wire) -> tuple[Port, Port]:
    """The ports of the nodes that a wire connects."""
    return Port(wire.source, "out", wire.source_port), Port(wire.target, "in", wire.target_port)


def card_boxes(places: CardPlaces) -> np.ndarray:
    """Left, top, right, bottom of each card."""
    far = places.xy + np.stack([np.full(len(places.xy), WIDTH), places.heights], axis=1)
    return np.concatenate([places.xy, far], axis=1)


def _shifts(places: CardPlaces, ends: Ends, sources: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """From the corners of each wire's two cards to its ports."""
    found = np.zeros((len(ends), 4))
    for side, column, rows in (("out", 0, sources), ("in", 2, targets)):
        counts = [len(card.outputs if side == "out" else card.inputs) for card in places.cards]
        found[:, column] = WIDTH if side == "out" else 0.0
        # An only port is in the middle of its side.
        found[:, column + 1] = places.heights[rows] / 2
        for at in np.flatnonzero(np.array(counts, dtype=int)[rows] > 1).tolist():
            port, row = ends[at][column // 2], rows[at]
            card, height = places.cards[row], float(places.heights[row])
            found[at, column : column + 2] = port_shift(card, height, port.side, port.name)
    return found
