"""The way each wire takes: straight to its target, or over or under the cards that lie between."""

from __future__ import annotations

import numpy as np

from designer.ui.canvas.metrics import HEIGHT, PORT
from designer.ui.canvas.near import CELL, around, meeting
from designer.ui.canvas.wire_shapes import Legs, Style, points_of

STUB = 15.0
"""How far a wire runs level at its ports where it is angled, and where it leads back."""
APART = 14.0
"""How far from a card's edge a wire passes that goes around it."""
DETOUR = 420.0
"""How far up or down a wire goes at most, to get around cards."""
RISE = 60.0
"""The width in which a wire climbs, where there is room."""
UPWARDS = 24.0
"""By so much a way below must be shorter to be taken: labels and the next row are there."""
LANE, LANES = 8.0, 5
"""From one way to the next one beside it, and how many are tried."""
TIGHT = 16.0
"""A target nearer than this, or further back, is reached around the cards."""


WIDEST = 6e6
"""A wire whose ends span a larger rectangle, in square pixels, goes straight there: it would pass by hundreds of cards,
and thousands of such wires would hold the window up."""


def routed(style: Style, ends: np.ndarray, owners: np.ndarray, cards: np.ndarray) -> tuple[Legs, np.ndarray]:
    """The legs of wires without dots, and the points along them.

    `owners` are the rows of both their cards in `cards`, which are left, top, right, bottom each.
    """
    legs = _direct(ends)
    points = points_of(style, legs)
    spans = np.abs(ends[:, 2:] - ends[:, :2]) + CELL
    near = np.flatnonzero(spans[:, 0] * spans[:, 1] <= WIDEST)
    if len(near) < len(ends):
        led, points[near] = routed(style, ends[near], owners[near], cards)
        _put(legs, near, led)
        return legs, points
    back = ends[:, 2] - ends[:, 0] < TIGHT
    hidden = _hidden(points, owners, cards)
    if style == "angled":
        for share in (0.0, 1.0):
            _replace(legs, points, np.flatnonzero((hidden > 0) & ~back), hidden, owners, cards, share)
    blocked = np.flatnonzero((hidden > 0) | back)
    if len(blocked):
        around = _around(ends[blocked], owners[blocked], cards, back[blocked])
        along = points_of(style, around)
        better = back[blocked] | (_hidden(along, owners[blocked], cards) < hidden[blocked])
        _put(legs, blocked[better], around[better])
        points[blocked[better]] = along[better]
    return legs, points


def loose(ends: np.ndarray) -> Legs:
    """The leg of a wire that is not drawn yet, around no cards but those it may end at."""
    back = ends[:, 2] - ends[:, 0] < TIGHT
    legs, none = _direct(ends), np.zeros((0, 4))
    rows = np.flatnonzero(back)
    if len(rows):
        _put(legs, rows, _around(ends[rows], np.full((len(rows), 2), -1), none, back[rows]))
    return legs


def _direct(ends: np.ndarray, share: float = 0.5) -> Legs:
    """Down (or up) in the middle, or near one end: a `share` of the way."""
    across = ends[:, 2] - ends[:, 0]
    stub = np.minimum(STUB, across / 2)
    middle = ends[:, 0] + stub + share * (across - 2 * stub)
    level = (ends[:, 1] + ends[:, 3]) / 2
    return _legs(ends, middle, level, middle, over=False)


def _legs(ends: np.ndarray, out: np.ndarray, level: np.ndarray, into: np.ndarray, over: bool) -> Legs:
    """From port to port: straight ahead as far as `out`, to a `level` there, and along it as far as `into`."""
    count = len(ends)
    corners, ahead = np.empty((count, 4, 2)), np.zeros((count, 2))
    ahead[:, 0] = 1.0
    corners[:, 0, 0] = corners[:, 1, 0] = out
    corners[:, 2, 0] = corners[:, 3, 0] = into
    corners[:, 1, 1] = corners[:, 2, 1] = level
    corners[:, 0, 1], corners[:, 3, 1] = ends[:, 1], ends[:, 3]
    return Legs(ends, corners, np.full(count, over), ahead, ahead, np.zeros((count, 2), dtype=bool))


def _put(legs: Legs, rows: np.ndarray, others: Legs) -> None:
    legs.corners[rows], legs.over[rows] = others.corners, others.over


def _replace(
    legs: Legs,
    points: np.ndarray,
    rows: np.ndarray,
    hidden: np.ndarray,
    owners: np.ndarray,
    cards: np.ndarray,
    share: float,
) -> None:
    """Go down elsewhere between the two cards, angled, where less of the wire is hidden then."""
    other = _direct(legs.ends[rows], share)
    along = points_of("angled", other)
    now = _hidden(along, owners[rows], cards)
    better = now < hidden[rows]
    _put(legs, rows[better], other[better])
    points[rows[better]] = along[better]
    hidden[rows[better]] = now[better]


def _hidden(points: np.ndarray, owners: np.ndarray, cards: np.ndarray) -> np.ndarray:
    """How many of its short lines each leg has under cards, its own two left out."""
    leg, card = meeting(around(points), cards)
    kept = (card != owners[leg, 0]) & (card != owners[leg, 1])
    leg, card = leg[kept], card[kept]
    found = np.zeros(len(points), dtype=int)
    for start in range(0, len(leg), 4000):
        some = slice(start, start + 4000)
        np.add.at(found, leg[some], meets_boxes(points[leg[some]], cards[card[some]]).sum(axis=1))
    return found


def meets_boxes(points: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Which short lines of each path meet the rectangle beside it: shape (paths, points - 1)."""
    start, way = points[:, :-1], np.diff(points, axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (boxes[:, None, :2] - start) / way, (boxes[:, None, 2:] - start) / way
    enter, leave = np.fmin(one, other), np.fmax(one, other)
    still = way == 0.0
    inside = (start >= boxes[:, None, :2]) & (start <= boxes[:, None, 2:])
    enter = np.where(still, np.where(inside, -np.inf, np.inf), enter)
    leave = np.where(still, np.where(inside, np.inf, -np.inf), leave)
    last, first = np.maximum(enter[..., 0], enter[..., 1]), np.minimum(leave[..., 0], leave[..., 1])
    result: np.ndarray = np.maximum(last, 0.0) <= np.minimum(first, 1.0)
    return result


def _around(ends: np.ndarray, owners: np.ndarray, cards: np.ndarray, back: np.ndarray) -> Legs:
    """Along a level that is free of cards, as near as there is one."""
    swing = np.where(back, 2 * STUB, -4.0)
    left, right = np.minimum(ends[:, 0], ends[:, 2]), np.maximum(ends[:, 0], ends[:, 2])
    top, bottom = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    boxes = np.stack([left - swing, top - DETOUR, right + swing, bottom + DETOUR], axis=1)
    leg, card = meeting(boxes, cards)
    own = (card == owners[leg, 0]) | (card == owners[leg, 1])
    kept = back[leg] | ~own
    leg, card, own = leg[kept], card[kept], own[kept]
    level = _levels(ends, leg, cards[card], back)
    out, into = _turns(ends, leg[~own], cards[card[~own]], level, back)
    return _legs(ends, out, level, into, over=True)


def _levels(ends: np.ndarray, leg: np.ndarray, cards: np.ndarray, back: np.ndarray) -> np.ndarray:
    """The height at which each leg passes the cards that lie in its way."""
    owner, low, high = _gaps(len(ends), leg, cards[:, 1] - APART, cards[:, 3] + APART)
    across = np.abs(ends[owner, 2] - ends[owner, 0])
    # The longer a way, the further out it runs, so that one lies above the other.
    lane = np.minimum(np.clip(0.03 * (across - 300.0), 0.0, 60.0), (high - low) / 2)
    wished = (ends[owner, 1] + ends[owner, 3]) / 2
    level = np.where(high < wished, high - lane, np.where(low > wished, low + lane, wished))
    cost = np.abs(level - ends[owner, 1]) + np.abs(level - ends[owner, 3]) + UPWARDS * (level > wished)
    order = np.lexsort((cost, owner))
    chosen = order[np.flatnonzero(np.diff(owner[order], prepend=-1))]
    best = spread(ends, level[chosen], low[chosen], high[chosen], wished[chosen])
    # Around nothing: far enough not to run through its own cards.
    empty = back.copy()
    empty[leg] = False
    best[empty] = np.where(
        np.abs(ends[empty, 3] - ends[empty, 1]) > HEIGHT + 2 * APART, (ends[empty, 1] + ends[empty, 3]) / 2,
        np.minimum(ends[empty, 1], ends[empty, 3]) - HEIGHT / 2 - APART,
    )  # fmt: skip
    return best


def spread(ends: np.ndarray, level: np.ndarray, low: np.ndarray, high: np.ndarray, wished: np.ndarray) -> np.ndarray:
    """Lay ways that would run on top of each other side by side, each between `low` and `high`."""
    left, right = np.minimum(ends[:, 0], ends[:, 2]) - STUB, np.maximum(ends[:, 0], ends[:, 2]) + STUB
    taken: dict[int, float] = {}
    result = level.copy()
    for at in np.lexsort((right, left)).tolist():
        outward = -1.0 if level[at] < wished[at] else 1.0
        for step in range(LANES):
            # In the middle of a gap the next lane is on the other side.
            away = outward * step if level[at] != wished[at] else (step + 1) // 2 * (-1) ** step
            y = level[at] + LANE * away
            lane = round(y / LANE)
            if low[at] <= y <= high[at] and taken.get(lane, -np.inf) < left[at]:
                result[at], taken[lane] = y, right[at]
                break
    return result


def _gaps(count: int, leg: np.ndarray, top: np.ndarray, bottom: np.ndarray) -> tuple[np.ndarray, ...]:
    """The free heights of each leg, given what is taken: whose, from and to. Each leg has at least one."""
    every = np.arange(count)
    leg = np.concatenate([leg, every])
    # At the end of each leg's own stands one that takes nothing.
    top, bottom = np.concatenate([top, np.full(count, np.inf)]), np.concatenate([bottom, np.full(count, np.inf)])
    order = np.lexsort((top, leg))
    leg, top, bottom = leg[order], top[order], bottom[order]
    finite = bottom[np.isfinite(bottom)]
    shift = leg * (float(np.ptp(finite)) + 1.0 if len(finite) else 1.0)
    base = finite.min() if len(finite) else 0.0
    reached = np.maximum.accumulate(np.where(np.isfinite(bottom), bottom - base, 0.0) + shift) - shift + base
    first = np.concatenate([[True], leg[1:] != leg[:-1]])
    low = np.where(first, -np.inf, np.concatenate([[0.0], reached[:-1]]))
    free = low <= top
    return leg[free], low[free], top[free]


def _turns(
    ends: np.ndarray, leg: np.ndarray, cards: np.ndarray, level: np.ndarray, back: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """How far across each leg climbs to its level, and where it leaves it: short of the next card on the way."""
    room = np.where(back, 4 * STUB, np.minimum(RISE, np.abs(ends[:, 2] - ends[:, 0]) / 3))
    out, into = room.copy(), room.copy()
    for gaps, y, free in (
        (out, ends[:, 1], cards[:, 0] - ends[leg, 0]),
        (into, ends[:, 3], ends[leg, 2] - cards[:, 2]),
    ):
        low, high = np.minimum(y, level)[leg], np.maximum(y, level)[leg]
        there = (free > 0.0) & (cards[:, 1] - PORT < high) & (cards[:, 3] + PORT > low)
        np.minimum.at(gaps, leg[there], free[there])
    least = np.where(back, STUB, np.minimum(STUB, room))
    wide = np.where(back, 2 * STUB, RISE)
    out, into = np.clip(out - PORT, least, wide), np.clip(into - PORT, least, wide)
    # Angled ways turn in the middle of a gap between two columns.
    return ends[:, 0] + out, ends[:, 2] - into
