"""What is known of the ways of wires, so that after an edit only those are led anew that something came near to.

By itself the way of a wire depends on its ends and on the cards within its reach. Only the lanes, in which ways lie
side by side, are shared out among all: that is little work, and those whose lane is another one now are led anew too.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from designer.ui.canvas.near import meeting
from designer.ui.canvas.routes import Draft, drafted, finished, spread
from designer.ui.canvas.wire_shapes import Legs, Style

Led = tuple[np.ndarray, Legs, np.ndarray]
"""Rows of wires, and their legs and points."""


class Ways:
    """Of each wire whether its way is `known`, its reach, what it wishes for and the level it got; NaN where nothing blocks it."""

    def __init__(self, count: int) -> None:
        self.known = np.zeros(count, dtype=bool)
        self._reach = np.full((count, 4), np.nan)
        self._wishes = np.full((count, 4), np.nan)
        self._levels = np.full(count, np.nan)
        self._index: Mapping[str, int] = {}
        self._cards = np.zeros((0, 4))

    def take_over(self, rows: np.ndarray, before: Ways, theirs: np.ndarray) -> None:
        """What was known of some wires, which had other rows then."""
        self.known[rows], self._reach[rows] = before.known[theirs], before._reach[theirs]
        self._wishes[rows], self._levels[rows] = before._wishes[theirs], before._levels[theirs]
        self._index, self._cards = before._index, before._cards

    def doubt(self, rows: np.ndarray) -> None:
        """These wires lead elsewhere, or are shown otherwise than they were led here."""
        self.known[rows] = False

    def forget(self, rows: np.ndarray) -> None:
        """These wires are led through dots, and take no lane."""
        self.known[rows] = False
        self._wishes[rows] = np.nan

    def look_around(self, index: Mapping[str, int], cards: np.ndarray) -> None:
        """Doubt the wires that a card came near to, or left; `index` has the row of each card."""
        changed, known = _changed(self._index, self._cards, index, cards), np.flatnonzero(self.known)
        self.known[known[np.unique(meeting(changed, self._reach[known])[1])]] = False
        self._index, self._cards = index, cards

    def lead(self, rows: np.ndarray, style: Style, ends: np.ndarray, owners: np.ndarray) -> list[Led]:
        """Lead these wires, and those that have another lane for it."""
        draft = drafted(style, ends[rows], owners[rows], self._cards)
        self._wishes[rows] = np.nan
        self._wishes[rows[draft.blocked]] = draft.wishes
        blocked = np.flatnonzero(~np.isnan(self._wishes[:, 0]))
        levels = np.full(len(ends), np.nan)
        levels[blocked] = spread(ends[blocked], self._wishes[blocked])
        fresh = np.zeros(len(ends), dtype=bool)
        fresh[rows] = True
        moved = blocked[(levels[blocked] != self._levels[blocked]) & ~fresh[blocked]]
        self._levels = levels
        led = [(rows, draft)]
        if len(moved):
            led.append((moved, drafted(style, ends[moved], owners[moved], self._cards)))
        return [self._finished(some, one) for some, one in led]

    def _finished(self, rows: np.ndarray, draft: Draft) -> Led:
        legs, points = finished(draft, self._levels[rows[draft.blocked]], self._cards)
        self._reach[rows], self.known[rows] = draft.reach, True
        return rows, legs, points


def _changed(index: Mapping[str, int], cards: np.ndarray, now: Mapping[str, int], others: np.ndarray) -> np.ndarray:
    """The rectangles of cards that are gone, new or elsewhere, as they were and as they are."""
    if list(index) == list(now):
        differ = (cards != others).any(axis=1)
        return np.concatenate([cards[differ], others[differ]])
    was = np.array([index.get(id, -1) for id in now], dtype=int)
    here = np.flatnonzero(was >= 0)
    differ = np.ones(len(others), dtype=bool)
    differ[here] = (cards[was[here]] != others[here]).any(axis=1)
    stays = np.zeros(len(cards), dtype=bool)
    stays[was[~differ]] = True
    return np.concatenate([cards[~stays], others[differ]])
