"""Where cards lie, as arrays, so that a question about thousands of them is one NumPy call."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.design import Position
from designer.ui.canvas.content import Card
from designer.ui.canvas.metrics import WIDTH, port_offset

Side = Literal["in", "out"]


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
        self.folded = np.zeros(0, dtype=bool)
        """Which of them are blocks."""

    def reset(self, cards: Mapping[str, Card], positions: Mapping[str, Position]) -> None:
        """Take over another set of cards."""
        self.ids = list(cards)
        self.index = {id: at for at, id in enumerate(self.ids)}
        self.cards = list(cards.values())
        self.move(positions)
        self.heights = np.array([card.height for card in self.cards], dtype=float)
        self.families = list(dict.fromkeys(card.family for card in self.cards))
        codes = {name: at for at, name in enumerate(self.families)}
        self.family = np.array([codes[card.family] for card in self.cards], dtype=int)
        self.severity = np.array([card.severity or 0 for card in self.cards], dtype=int)
        self.folded = np.array([card.role == "block" for card in self.cards], dtype=bool)

    def move(self, positions: Mapping[str, Position]) -> None:
        """The same cards lie elsewhere."""
        self.xy = np.array([positions.get(id, (0.0, 0.0)) for id in self.ids], dtype=float).reshape(-1, 2)

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
        x, y, heights = xy[:, 0], xy[:, 1], self.heights if rows is None else self.heights[rows]
        left, top = x.min(), y.min()
        return QRectF(left, top, x.max() + WIDTH - left, (y + heights).max() - top)

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


def _distance(one: QPointF, other: QPointF) -> float:
    return float(np.hypot(one.x() - other.x(), one.y() - other.y()))
