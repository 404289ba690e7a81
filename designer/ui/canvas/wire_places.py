"""Where wires lie, as arrays, so that a question about thousands of them is one NumPy call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.design import Position, Wire
from designer.ui.canvas.metrics import HEIGHT, WIDTH
from designer.ui.canvas.places import CardPlaces, Port, port_shift

LIFT = 80.0
"""How far the control points of a wire go up that would run behind a card."""


class WirePlaces:
    """Both ends of all wires; each is a curve that leaves to the right and arrives from the left."""

    def __init__(self) -> None:
        self.wires: tuple[Wire, ...] = ()
        self.shown: list[tuple[Port, Port]] = []
        """The ports each wire is shown at."""
        self.index: dict[Wire, int] = {}
        self.sources = np.zeros(0, dtype=int)
        self.targets = np.zeros(0, dtype=int)
        self.ends = np.zeros((0, 4))
        self.lift = np.zeros(0)
        self._shifts = np.zeros((0, 4))
        self._of: dict[int, list[int]] = {}

    def reset(
        self,
        wires: Sequence[Wire],
        places: CardPlaces,
        ends: Sequence[tuple[Port, Port]] | None = None,
        bends: Mapping[Wire, Sequence[Position]] | None = None,
    ) -> None:
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
        self.wires = tuple(wire for wire, _, _ in kept)
        self.shown = [(out, into) for _, out, into in kept]
        self.index = {wire: at for at, wire in enumerate(self.wires)}
        self.sources = np.array([places.index[out.node] for _, out, _ in kept], dtype=int)
        self.targets = np.array([places.index[into.node] for _, _, into in kept], dtype=int)
        self._shifts = np.array([(*_shift(places, out), *_shift(places, into)) for _, out, into in kept]).reshape(-1, 4)
        self._of = {}
        for at, (source, target) in enumerate(zip(self.sources.tolist(), self.targets.tolist(), strict=True)):
            self._of.setdefault(source, []).append(at)
            self._of.setdefault(target, []).append(at)
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


def own_ends(wire: Wire) -> tuple[Port, Port]:
    """The ports of the nodes that a wire connects."""
    return Port(wire.source, "out", wire.source_port), Port(wire.target, "in", wire.target_port)


def _shift(places: CardPlaces, port: Port) -> tuple[float, float]:
    row = places.index[port.node]
    return port_shift(places.cards[row], float(places.heights[row]), port.side, port.name)
