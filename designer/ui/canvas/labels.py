"""Where on each wire its shape is written, so that it never lies on a card, a dot or another label.

A label sits in the middle of its wire where there is room, else further along, else below or above the gap between
two cards that stand close, if no other wire runs there, else it is left out: hovering still says it. Spots are worked out when first seen, and again only where cards moved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from designer.graph.design import Wire
from designer.ui.canvas.metrics import HEIGHT, LARGE, STACKED
from designer.ui.canvas.near import meet, meeting
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.routes import meets_boxes
from designer.ui.canvas.wire_places import WirePlaces, card_boxes

TRIED = np.array([0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8])
BESIDE = slice(len(TRIED), None)
"""What is tried after that: below the wire's middle, and above it."""
GAP = 3.0
DOT_ROOM = 8.0
"""How far from the middle of a dot nothing is written."""
BADGED = 11.0
"""How far above a card its badge can reach."""
TOUCHING = 0.01
"""Things may touch without one lying on the other."""
REACH = HEIGHT / 2 + 2 * LARGE + BADGED
"""How far a label can lie from its wire."""


class LabelSpots:
    """The rectangle of each wire's label; NaN where there is no room, unknown until asked for.

    `type_size` is that of the type the labels are written in, `clearance` what ports beside them need.
    """

    def __init__(self, wires: WirePlaces, cards: CardPlaces, type_size: float, clearance: float) -> None:
        self.wires = wires
        self.cards = cards
        self.clearance = clearance
        self.height = type_size + 3.0
        self._below = HEIGHT / 2 + self.height / 2 + GAP
        self._widths: dict[str, float] = {}
        self.reset()

    def reset(self) -> None:
        """Every card may be elsewhere."""
        count = len(self.wires.wires)
        self._texts: list[str | None] = [None] * count
        self._spots = np.full((count, 4), np.nan)
        self._known = np.zeros(count, dtype=bool)

    def moved(self, rows: Sequence[int] | np.ndarray) -> None:
        """These wires lead elsewhere, or a card came near them."""
        self._known[rows] = False

    def retold(self, rows: Sequence[int]) -> None:
        """Another shape flows in these wires."""
        self._known[rows] = False
        for row in rows:
            self._texts[row] = None

    def texts_changed(self) -> None:
        """What flows may be another shape, or is written in another type."""
        self._texts = [None] * len(self._texts)
        self._widths.clear()
        self._known[:] = False

    def text(self, row: int) -> str:
        found = self._texts[row]
        if found is None:
            card = self.cards.cards[self.wires.sources[row]]
            found = self._texts[row] = card.flows_at(self.wires.shown[row][0].name)
        return found

    def within(
        self, area: QRectF, metrics: QFontMetricsF, hidden: Collection[Wire] = ()
    ) -> Iterator[tuple[QRectF, str]]:
        """The labels that meet an area; hidden wires show none."""
        spots, texts = self._found(area, metrics, hidden)
        for spot, text in zip(spots.tolist(), texts, strict=True):
            yield QRectF(*spot), text

    def shown(self, area: QRectF, font: QFont, hidden: Collection[Wire] = ()) -> tuple[np.ndarray, list[str]]:
        """The rectangles (left, top, width, height) of the labels that meet an area, and what they say."""
        return self._found(area, QFontMetricsF(font), hidden)

    def _found(self, area: QRectF, metrics: QFontMetricsF, hidden: Collection[Wire]) -> tuple[np.ndarray, list[str]]:
        rows = self.wires.within(area, REACH)
        fresh = rows[~self._known[rows]]
        if len(fresh):
            self._settle(fresh, metrics)
        rows = rows[~np.isnan(self._spots[rows, 0])]
        if hidden:
            away = [self.wires.index[wire] for wire in hidden if wire in self.wires.index]
            rows = rows[~np.isin(rows, away)]
        return self._spots[rows], [self.text(row) for row in rows.tolist()]

    def _settle(self, rows: np.ndarray, metrics: QFontMetricsF) -> None:
        """Give each of some wires the best spot that is free."""
        widths = np.array([self._width(self.text(row), metrics) for row in rows.tolist()])
        middles = self._tried(rows)
        spots = np.empty((*middles.shape[:2], 4))
        spots[..., 0], spots[..., 1] = middles[..., 0] - widths[:, None] / 2, middles[..., 1] - self.height / 2
        spots[..., 2], spots[..., 3] = widths[:, None], self.height
        boxes = np.concatenate([spots[..., :2] + TOUCHING, spots[..., :2] + spots[..., 2:] - TOUCHING], axis=2)
        taken = self._taken(boxes)
        # Beside it is for wires too short for their label, where nobody wonders whose it is.
        ends = self.wires.ends[rows]
        long = (np.abs(ends[:, 3] - ends[:, 1]) >= 12.0) | (ends[:, 2] - ends[:, 0] >= widths + 12.0)
        taken[:, BESIDE] |= long[:, None]
        taken[widths <= 2 * GAP] = True
        crowded = taken[:, : len(TRIED)].all(axis=1)
        taken[:, BESIDE] |= self._crossed(boxes[:, BESIDE], ~taken[:, BESIDE] & crowded[:, None])
        chosen = apart(boxes, taken)
        self._spots[rows] = np.where((chosen < 0)[:, None], np.nan, spots[np.arange(len(rows)), chosen])
        self._known[rows] = True

    def _width(self, text: str, metrics: QFontMetricsF) -> float:
        if text not in self._widths:
            self._widths[text] = metrics.horizontalAdvance(text) + 2 * GAP
        return self._widths[text]

    def _tried(self, rows: np.ndarray) -> np.ndarray:
        """The middles of the spots to try for each wire, the best first."""
        on_wire = self.wires.tracks.along(rows, TRIED)
        # A folded block is a stack, whose lower cards stick out.
        stacked = self.cards.folded[self.wires.sources[rows]] | self.cards.folded[self.wires.targets[rows]]
        beside = on_wire[:, [0, 0]]
        beside[:, 0, 1] += self._below + STACKED * stacked
        beside[:, 1, 1] -= self._below + BADGED
        return np.concatenate([on_wire, beside], axis=1)

    def _crossed(self, boxes: np.ndarray, asked: np.ndarray) -> np.ndarray:
        """Which of the spots that are asked about a wire runs through. Beside a gap that is another one's."""
        found, tracks = np.zeros(asked.shape, dtype=bool), self.wires.tracks
        wanted = boxes[asked]
        if len(wanted):
            spot, wire = meeting(wanted, tracks.boxes)
            owner, lines = tracks.segments(wire)
            met = meets_boxes(lines.reshape(-1, 2, 2), wanted[spot[owner]])[:, 0]
            crossed = np.zeros(len(wanted), dtype=bool)
            crossed[spot[owner[met]]] = True
            found[asked] = crossed
        return found

    def _taken(self, boxes: np.ndarray) -> np.ndarray:
        """Which spots lie on a card, a dot, or a label that has its place already."""
        flat = boxes.reshape(-1, 4)
        area = np.concatenate([flat[:, :2].min(axis=0), flat[:, 2:].max(axis=0)])
        aside = self.clearance
        cards = card_boxes(self.cards) + np.array([-aside, -GAP, aside, GAP])
        cards[self.cards.folded, 2:] += STACKED
        dots = np.concatenate([*self.wires.dots.values(), np.zeros((0, 2))])
        dots = np.concatenate([dots - DOT_ROOM, dots + DOT_ROOM], axis=1)
        known = self._spots[self._known & ~np.isnan(self._spots[:, 0])]
        labels = np.concatenate([known[:, :2], known[:, :2] + known[:, 2:]], axis=1)
        others = np.concatenate([cards, dots, labels])
        near = meet(area, others)
        taken = np.zeros(len(flat), dtype=bool)
        taken[meeting(flat, others[near])[0]] = True
        return taken.reshape(boxes.shape[:2])


def apart(boxes: np.ndarray, taken: np.ndarray) -> np.ndarray:
    """For each row the first of its boxes that is not taken and meets no other row's; -1 where there is none.

    `boxes` has the shape (rows, choices, 4). Of two rows that want the same room, the first gets it.
    """
    taken = taken.copy()
    while True:
        chosen = np.where(taken.all(axis=1), -1, taken.argmin(axis=1))
        rows = np.flatnonzero(chosen >= 0)
        wanted = boxes[rows, chosen[rows]]
        one, other = meeting(wanted, wanted)
        one, other = one[one < other], other[one < other]
        if not len(other):
            return chosen
        # Whoever is beaten only by one that is beaten too may yet have the room.
        beaten = np.unique(other[~np.isin(one, other)])
        taken[rows[beaten], chosen[rows[beaten]]] = True
