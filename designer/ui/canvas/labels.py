"""Where on each wire its shape is written, so that no card ever covers it.

A label sits in the middle of its wire where there is room, else further along, else below the gap between
two cards that stand close, else it is left out: hovering still says it. Spots are worked out when first seen, and again only where cards moved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from designer.graph.design import Wire
from designer.ui.canvas.metrics import HEIGHT, LARGE, WIDTH
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.wire_places import WirePlaces

TRIED = np.array([0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8])
GAP = 3.0
REACH = HEIGHT / 2 + 2 * LARGE
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
        self.reset()

    def reset(self) -> None:
        """Every card may be elsewhere."""
        count = len(self.wires.wires)
        self._texts: list[str | None] = [None] * count
        self._spots = np.full((count, 4), np.nan)
        self._known = np.zeros(count, dtype=bool)

    def moved(self, rows: list[int]) -> None:
        """These wires lead elsewhere, a card came near them, or another shape flows."""
        self._known[rows] = False
        for row in rows:
            self._texts[row] = None

    def texts_changed(self) -> None:
        """What flows may be another shape."""
        self._texts = [None] * len(self._texts)
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
        rows = self.wires.within(area, REACH)
        fresh = rows[~self._known[rows]]
        if len(fresh):
            self._settle(fresh, metrics)
        for row in rows:
            x, y, width, height = self._spots[row]
            if not np.isnan(x) and not (hidden and self.wires.wires[row] in hidden):
                yield QRectF(x, y, width, height), self.text(int(row))

    def _settle(self, rows: np.ndarray, metrics: QFontMetricsF) -> None:
        widths = np.array([metrics.horizontalAdvance(self.text(int(row))) for row in rows]) + 2 * GAP
        middles = self._tried(rows)
        left, top = middles[..., 0] - widths[:, None] / 2, middles[..., 1] - self.height / 2
        free = ~self._covered(left, top, widths[:, None], self._near(rows))
        first = free.argmax(axis=1)
        each = np.arange(len(rows))
        good = free[each, first] & (widths > 2 * GAP)
        # Below is for wires too short for their label, where nobody wonders whose it is.
        ends = self.wires.ends[rows]
        short = (np.abs(ends[:, 3] - ends[:, 1]) < 12.0) & (ends[:, 2] - ends[:, 0] < widths + 12.0)
        good &= (first < len(TRIED)) | short
        spots = np.stack([left[each, first], top[each, first], widths, np.full(len(rows), self.height)], axis=1)
        spots[~good] = np.nan
        self._spots[rows] = spots
        self._known[rows] = True

    def _tried(self, rows: np.ndarray) -> np.ndarray:
        """The middles of the spots to try for each wire, the best first."""
        on_wire = self.wires.points(rows, TRIED)
        below = on_wire[:, :1] + np.array([0.0, self._below])
        return np.concatenate([on_wire, below], axis=1)

    def _near(self, rows: np.ndarray) -> np.ndarray:
        left, top, right, bottom = self.wires.boxes(rows).T
        area = QRectF(left.min(), top.min(), right.max() - left.min(), bottom.max() - top.min())
        return self.cards.within(area, 80.0)

    def _covered(self, left: np.ndarray, top: np.ndarray, widths: np.ndarray, near: np.ndarray) -> np.ndarray:
        aside = self.clearance
        x, y, heights = self.cards.xy[near, 0], self.cards.xy[near, 1], self.cards.heights[near]
        hit = (left[..., None] < x + WIDTH + aside) & (left[..., None] + widths[..., None] > x - aside)
        hit &= (top[..., None] < y + heights + GAP) & (top[..., None] + self.height > y - GAP)
        result: np.ndarray = hit.any(axis=-1)
        return result
