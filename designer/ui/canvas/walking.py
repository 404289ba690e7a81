"""Where an arrow key leads: along the wires to the left and right, to the nearest card up and down."""

from __future__ import annotations

from typing import Literal

import numpy as np

from designer.ui.canvas.metrics import WIDTH
from designer.ui.canvas.places import CardPlaces
from designer.ui.canvas.wire_places import WirePlaces

Direction = Literal["left", "right", "up", "down"]


def wired_card(wires: WirePlaces, places: CardPlaces, current: str, way: Direction) -> str | None:
    """The card that the wires to the right or left lead to, if there are any."""
    here = places.index[current]
    ends, others = (wires.sources, wires.targets) if way == "right" else (wires.targets, wires.sources)
    wired = [] if way in ("up", "down") else [places.ids[row] for row in others[ends == here]]
    wired = [id for id in wired if id != current]
    return _straightest(places, current, wired) if wired else None


def first_card(places: CardPlaces) -> str | None:
    """The card at the left, the upper one of several."""
    if not places.ids:
        return None
    return places.ids[int(np.lexsort((places.xy[:, 1], places.xy[:, 0]))[0])]


def _straightest(places: CardPlaces, current: str, ids: list[str]) -> str:
    """Of several wired cards the one most level with this one."""
    rows = places.rows(ids)
    away = np.abs(places.xy[rows, 1] - places.xy[places.index[current], 1])
    return places.ids[rows[int(away.argmin())]]


def middles(places: CardPlaces) -> np.ndarray:
    """The middle of each card."""
    return places.xy + np.stack([np.full(len(places.ids), WIDTH / 2), places.heights / 2], axis=1)


def nearest_spot(spots: np.ndarray, here: int, way: Direction) -> int | None:
    """Of some points the nearest that lies that way from one of them, ways aside counting double."""
    offset = spots - spots[here]
    axis, sign = (0 if way in ("left", "right") else 1), (1 if way in ("right", "down") else -1)
    ahead, aside = offset[:, axis] * sign, np.abs(offset[:, 1 - axis])
    cost = np.where((ahead > 8.0) & (aside <= ahead * 3.0), ahead + 2.0 * aside, np.inf)
    cost[here] = np.inf
    best = int(cost.argmin())
    return best if np.isfinite(cost[best]) else None
