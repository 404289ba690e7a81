"""Where cards and wires lie, as arrays, so that a question about thousands of them is one NumPy call."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.design import Position, Wire
from designer.ui.canvas.content import Card
from designer.ui.canvas.metrics import HEIGHT, WIDTH, card_height, port_offset

Side = Literal["in", "out"]
LIFT = 80.0
"""How far the control points of a wire go up that would run behind a card."""


@dataclass(frozen=True)
class Port:
    """One port of one card."""

    node: str
    side: Side
    name: str


class CardPlaces:
    """The rectangles of all cards, in the order they are drawn."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.index: dict[str, int] = {}
        self.cards: list[Card] = []
        self.xy = np.zeros((0, 2))
        self.heights = np.zeros(0)
        self.families: list[str] = []
        self.family = np.zeros(0, dtype=int)
        self.severity = np.zeros(0, dtype=int)

    def reset(self, cards: Mapping[str, Card], positions: Mapping[str, Position]) -> None:
        """Take over another set of cards."""
        self.ids = list(cards)
        self.index = {id: at for at, id in enumerate(self.ids)}
        self.cards = list(cards.values())
        self.xy = np.array([positions.get(id, (0.0, 0.0)) for id in self.ids], dtype=float).reshape(-1, 2)
        sides = [max(len(card.inputs), len(card.outputs)) for card in self.cards]
        self.heights = np.array([card_height(side) for side in sides], dtype=float)
        self.families = list(dict.fromkeys(card.family for card in self.cards))
        codes = {name: at for at, name in enumerate(self.families)}
        self.family = np.array([codes[card.family] for card in self.cards], dtype=int)
        self.severity = np.array([card.severity or 0 for card in self.cards], dtype=int)

    def replace(self, row: int, card: Card) -> None:
        """A card says something else; its place, ports and wires stay."""
        self.cards[row] = card
        self.severity[row] = card.severity or 0
        if card.family not in self.families:
            self.families.append(card.family)
        self.family[row] = self.families.index(card.family)

    def rows(self, ids: Iterable[str]) -> list[int]:
        return [self.index[id] for id in ids if id in self.index]

    def rect(self, id: str) -> QRectF:
        at = self.index[id]
        x, y = self.xy[at]
        return QRectF(x, y, WIDTH, self.heights[at])

    def bounds(self, rows: Sequence[int] | None = None) -> QRectF:
        """The rectangle around some cards, or all."""
        xy = self.xy if rows is None else self.xy[rows]
        if not len(xy):
            return QRectF()
        low, heights = xy.min(axis=0), self.heights if rows is None else self.heights[rows]
        right, bottom = xy[:, 0].max() + WIDTH, (xy[:, 1] + heights).max()
        return QRectF(low[0], low[1], right - low[0], bottom - low[1])

    def within(self, area: QRectF, margin: float = 0.0) -> np.ndarray:
        """The rows of the cards that meet an area."""
        x, y = self.xy[:, 0], self.xy[:, 1]
        meets = (x <= area.right() + margin) & (x + WIDTH >= area.left() - margin)
        meets &= (y <= area.bottom() + margin) & (y + self.heights >= area.top() - margin)
        return np.flatnonzero(meets)

    def at(self, point: QPointF, above: Collection[str] = ()) -> str | None:
        """The card at a point: the one drawn last, those in `above` first."""
        rows = self.within(QRectF(point.x(), point.y(), 0.0, 0.0))
        found = [self.ids[row] for row in rows]
        return max(found, key=lambda id: (id in above, self.index[id]), default=None)

    def ports(self, id: str) -> tuple[Port, ...]:
        card = self.cards[self.index[id]]
        into = tuple(Port(id, "in", name) for name in card.inputs)
        return into + tuple(Port(id, "out", name) for name in card.outputs)

    def port_point(self, port: Port) -> QPointF:
        """The middle of a port; of one the card does not have, the middle of that side."""
        at = self.index[port.node]
        x, y = self.xy[at]
        dx, dy = port_shift(self.cards[at], self.heights[at], port.side, port.name)
        return QPointF(x + dx, y + dy)

    def port_at(self, point: QPointF, reach: float) -> Port | None:
        """The port nearest to a point within reach. The middle half of a card is the card's own at any zoom."""
        near = self.within(QRectF(point.x(), point.y(), 0.0, 0.0), reach)
        inside = np.abs(
            self.xy[near]
            + np.stack([np.full(len(near), WIDTH), self.heights[near]], axis=1) / 2
            - (point.x(), point.y())
        )
        near = near[(inside[:, 0] > WIDTH / 4) | (inside[:, 1] > self.heights[near] / 2)]
        ports = [port for row in near for port in self.ports(self.ids[row])]
        distances = [(_distance(self.port_point(port), point), at) for at, port in enumerate(ports)]
        nearest, at = min(distances, default=(reach + 1, 0))
        return ports[at] if nearest <= reach else None


def port_shift(card: Card, height: float, side: Side, name: str) -> tuple[float, float]:
    """From a card's top left corner to a port's middle."""
    names = card.inputs if side == "in" else card.outputs
    at = names.index(name) if name in names else -1
    dy = height / 2 if at < 0 else port_offset(height, at, len(names))
    return (0.0 if side == "in" else WIDTH), dy


class WirePlaces:
    """Both ends of all wires; each is a curve that leaves to the right and arrives from the left."""

    def __init__(self) -> None:
        self.wires: tuple[Wire, ...] = ()
        self.index: dict[Wire, int] = {}
        self.sources = np.zeros(0, dtype=int)
        self.targets = np.zeros(0, dtype=int)
        self.ends = np.zeros((0, 4))
        self.lift = np.zeros(0)
        self._shifts = np.zeros((0, 4))
        self._of: dict[int, list[int]] = {}

    def reset(self, wires: tuple[Wire, ...], places: CardPlaces) -> None:
        """Take over another set of wires. Those that lead nowhere are left out."""
        self.wires = tuple(wire for wire in wires if wire.source in places.index and wire.target in places.index)
        self.index = {wire: at for at, wire in enumerate(self.wires)}
        self.sources = np.array([places.index[wire.source] for wire in self.wires], dtype=int)
        self.targets = np.array([places.index[wire.target] for wire in self.wires], dtype=int)
        shifts = []
        self._of = {}
        for at, wire in enumerate(self.wires):
            source, target = int(self.sources[at]), int(self.targets[at])
            out = port_shift(places.cards[source], places.heights[source], "out", wire.source_port)
            into = port_shift(places.cards[target], places.heights[target], "in", wire.target_port)
            shifts.append((*out, *into))
            self._of.setdefault(source, []).append(at)
            self._of.setdefault(target, []).append(at)
        self._shifts = np.array(shifts, dtype=float).reshape(-1, 4)
        self.follow(places)

    def follow(self, places: CardPlaces, rows: Sequence[int] | None = None) -> None:
        """Put all ends where the cards are now; only `rows` are checked for cards in their way."""
        if not self.wires:
            self.ends, self.lift = np.zeros((0, 4)), np.zeros(0)
            return
        self.ends = np.concatenate([places.xy[self.sources], places.xy[self.targets]], axis=1) + self._shifts
        checked = np.arange(len(self.wires)) if rows is None else np.array(rows, dtype=int)
        if rows is None:
            self.lift = np.zeros(len(self.wires))
        self.lift[checked] = _lifts(self.ends[checked], places)

    def of_cards(self, rows: Iterable[int]) -> list[int]:
        """The wires at some cards, each once."""
        return list(dict.fromkeys(at for row in rows for at in self._of.get(row, ())))

    def boxes(self, rows: Sequence[int] | None = None) -> np.ndarray:
        """Left, top, right, bottom of each wire's curve."""
        return boxes_of(self.ends, self.lift) if rows is None else boxes_of(self.ends[rows], self.lift[rows])

    def points(self, rows: np.ndarray, steps: np.ndarray) -> np.ndarray:
        """Points along some wires: shape (rows, steps, 2)."""
        return points_on(self.ends[rows], self.lift[rows], steps)

    def within(self, area: QRectF, margin: float = 2.0) -> np.ndarray:
        if not self.wires:
            return np.zeros(0, dtype=int)
        left, top, right, bottom = self.boxes().T
        meets = (left <= area.right() + margin) & (right >= area.left() - margin)
        return np.flatnonzero(meets & (top <= area.bottom() + margin) & (bottom >= area.top() - margin))

    def at(self, point: QPointF, reach: float) -> Wire | None:
        """The wire nearest to a point within reach."""
        rows = self.within(QRectF(point.x(), point.y(), 0.0, 0.0), reach)
        if not len(rows):
            return None
        distances = distances_to(self.points(rows, STEPS), point)
        nearest = int(distances.argmin())
        return self.wires[int(rows[nearest])] if distances[nearest] <= reach else None

    def crossing(self, start: QPointF, end: QPointF) -> list[Wire]:
        """The wires that a straight cut crosses."""
        rows = self.within(QRectF(start, end).normalized())
        if not len(rows):
            return []
        curves = self.points(rows, STEPS)
        return [self.wires[int(row)] for row, curve in zip(rows, curves, strict=True) if _crosses(curve, start, end)]


def controls(ends: np.ndarray, lift: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The two control points of each curve: half the way across, farther out where a wire leads back.

    `lift` bends a wire up, over cards that would hide it.
    """
    across, down = ends[:, 2] - ends[:, 0], np.abs(ends[:, 3] - ends[:, 1])
    forward = np.clip(across * 0.5, 24.0, None)
    near = np.clip(down * 0.3, 24.0, 60.0)
    back = np.clip(-across * 0.25 + down * 0.25, 60.0, 220.0)
    reach = np.where(across >= 48.0, forward, np.where(across >= 0.0, near, back))
    # A wire that goes over others climbs at once and stays up.
    reach = np.where(lift < 0.0, np.minimum(reach, across * 0.25), reach)
    out = np.stack([ends[:, 0] + reach, ends[:, 1] + lift], axis=1)
    into = np.stack([ends[:, 2] - reach, ends[:, 3] + lift], axis=1)
    return out, into


def boxes_of(ends: np.ndarray, lift: np.ndarray) -> np.ndarray:
    """Left, top, right, bottom of what each curve can touch."""
    out, into = controls(ends, lift)
    points = np.stack([ends[:, 0:2], ends[:, 2:4], out, into], axis=1)
    return np.concatenate([points.min(axis=1), points.max(axis=1)], axis=1)


def points_on(ends: np.ndarray, lift: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """Points along each curve: shape (wires, steps, 2)."""
    t = steps[None, :, None]
    out, into = controls(ends, lift)
    start, end = ends[:, None, 0:2], ends[:, None, 2:4]
    u = 1 - t
    result: np.ndarray = u**3 * start + 3 * u * u * t * out[:, None] + 3 * u * t * t * into[:, None] + t**3 * end
    return result


STEPS = np.linspace(0.0, 1.0, 25)


def distances_to(points: np.ndarray, point: QPointF) -> np.ndarray:
    """The distance from a point to each curve, given as points along it."""
    relative = points - np.array([point.x(), point.y()])
    start, along = relative[:, :-1], np.diff(relative, axis=1)
    share = np.clip(-(start * along).sum(-1) / np.maximum((along**2).sum(-1), 1e-9), 0.0, 1.0)
    nearest = np.linalg.norm(start + share[..., None] * along, axis=-1)
    return nearest.min(axis=1)


def _crosses(points: np.ndarray, start: QPointF, end: QPointF) -> bool:
    cut = np.array([end.x() - start.x(), end.y() - start.y()])
    relative = points - np.array([start.x(), start.y()])
    side = cut[0] * relative[:, 1] - cut[1] * relative[:, 0]
    length = float(cut @ cut)
    if not length:
        return False
    along = relative @ cut / length
    flips = np.flatnonzero(np.sign(side[:-1]) != np.sign(side[1:]))
    return any(0.0 <= (along[at] + along[at + 1]) / 2 <= 1.0 for at in flips)


def _lifts(ends: np.ndarray, places: CardPlaces) -> np.ndarray:
    """How far each wire bends up: those that run level behind a card."""
    lift = np.zeros(len(ends))
    across, down = ends[:, 2] - ends[:, 0], np.abs(ends[:, 3] - ends[:, 1])
    for at in np.flatnonzero((across > WIDTH) & (down < HEIGHT / 2)):
        x1, y1, x2, y2 = ends[at]
        x, y = places.xy[:, 0], places.xy[:, 1]
        between = (x + WIDTH > x1 + 10.0) & (x < x2 - 10.0)
        between &= (y < max(y1, y2) + 4.0) & (y + places.heights > min(y1, y2) - 4.0)
        if between.any():
            lift[at] = -(LIFT + 0.03 * across[at])
    return lift


def _distance(one: QPointF, other: QPointF) -> float:
    return float(np.hypot(one.x() - other.x(), one.y() - other.y()))
