"""The way each wire takes: straight to its target, or over or under the cards that lie between."""

from __future__ import annotations

import math
from dataclasses import dataclass

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
    draft = drafted(style, ends, owners, cards)
    return finished(draft, spread(ends[draft.blocked], draft.wishes), cards)


@dataclass(frozen=True)
class Draft:
    """What can be said of each wire by itself: the straight way; and of those it is `blocked` for, where they would pass.

    `wishes` are that level, from where to where it is free, and the level that would be best, of each that is blocked.
    `reach` is the rectangle that no card outside of changes anything about. `hidden` says how much of the straight way
    is under cards, and `back` which wires lead back.
    """

    style: Style
    legs: Legs
    points: np.ndarray
    owners: np.ndarray
    hidden: np.ndarray
    back: np.ndarray
    blocked: np.ndarray
    way: _InTheWay
    wishes: np.ndarray
    reach: np.ndarray


def drafted(style: Style, ends: np.ndarray, owners: np.ndarray, cards: np.ndarray) -> Draft:
    """The straight ways of wires without dots, and what those wish for that have cards in it."""
    legs = _direct(ends)
    points = points_of(style, legs)
    spans = np.abs(ends[:, 2:] - ends[:, :2]) + CELL
    near = np.flatnonzero(spans[:, 0] * spans[:, 1] <= WIDEST)
    back, hidden = np.zeros(len(ends), dtype=bool), np.zeros(len(ends), dtype=int)
    back[near] = ends[near, 2] - ends[near, 0] < TIGHT
    hidden[near] = _hidden(points[near], owners[near], cards)
    reach = np.full((len(ends), 4), np.nan)
    reach[near] = around(points[near])
    if style == "angled":
        for share in (0.0, 1.0):
            _replace(legs, points, np.flatnonzero((hidden > 0) & ~back), hidden, owners, cards, share)
    blocked = np.flatnonzero((hidden > 0) | back)
    boxes = _boxes(ends[blocked], back[blocked])
    reach[blocked] = _united(reach[blocked], boxes)
    way = _in_the_way(boxes, owners[blocked], cards, back[blocked])
    wishes = _wishes(ends[blocked], way, cards) if len(blocked) else np.zeros((0, 4))
    return Draft(style, legs, points, owners, hidden, back, blocked, way, wishes, reach)


def finished(draft: Draft, level: np.ndarray, cards: np.ndarray) -> tuple[Legs, np.ndarray]:
    """The legs and points once it is known at which level each wire that is blocked would pass. Takes the draft over."""
    blocked, legs, points = draft.blocked, draft.legs, draft.points
    if len(blocked):
        back = draft.back[blocked]
        led = _around(legs.ends[blocked], back, draft.way, level, cards)
        along = points_of(draft.style, led)
        better = back | (_hidden(along, draft.owners[blocked], cards) < draft.hidden[blocked])
        draft.reach[blocked] = _united(draft.reach[blocked], around(along))
        _put(legs, blocked[better], led[better])
        points[blocked[better]] = along[better]
    return legs, points


def _united(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The rectangles around two each."""
    return np.concatenate([np.minimum(one[:, :2], other[:, :2]), np.maximum(one[:, 2:], other[:, 2:])], axis=1)


def loose(ends: np.ndarray) -> Legs:
    """The leg of a wire that is not drawn yet, around no cards but those it may end at."""
    back = ends[:, 2] - ends[:, 0] < TIGHT
    legs, none = _direct(ends), np.zeros((0, 4))
    rows = np.flatnonzero(back)
    if len(rows):
        theirs, led_back = ends[rows], back[rows]
        way = _in_the_way(_boxes(theirs, led_back), np.full((len(rows), 2), -1), none, led_back)
        level = spread(theirs, _wishes(theirs, way, none))
        _put(legs, rows, _around(theirs, led_back, way, level, none))
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


@dataclass(frozen=True)
class _InTheWay:
    """Which cards lie in the way of which legs, and whether they are a leg's own."""

    leg: np.ndarray
    card: np.ndarray
    own: np.ndarray


def _boxes(ends: np.ndarray, back: np.ndarray) -> np.ndarray:
    """Where each leg may pass on its way around cards."""
    swing = np.where(back, 2 * STUB, -4.0)
    left, right = np.minimum(ends[:, 0], ends[:, 2]), np.maximum(ends[:, 0], ends[:, 2])
    top, bottom = np.minimum(ends[:, 1], ends[:, 3]), np.maximum(ends[:, 1], ends[:, 3])
    return np.stack([left - swing, top - DETOUR, right + swing, bottom + DETOUR], axis=1)


def _in_the_way(boxes: np.ndarray, owners: np.ndarray, cards: np.ndarray, back: np.ndarray) -> _InTheWay:
    leg, card = meeting(boxes, cards) if len(boxes) else (np.zeros(0, dtype=int), np.zeros(0, dtype=int))
    own = (card == owners[leg, 0]) | (card == owners[leg, 1])
    kept = back[leg] | ~own
    return _InTheWay(leg[kept], card[kept], own[kept])


def _around(ends: np.ndarray, back: np.ndarray, way: _InTheWay, level: np.ndarray, cards: np.ndarray) -> Legs:
    """Along a level that is free of cards."""
    # Around nothing: far enough not to run through its own cards.
    level, empty = level.copy(), back.copy()
    empty[way.leg] = False
    level[empty] = np.where(
        np.abs(ends[empty, 3] - ends[empty, 1]) > HEIGHT + 2 * APART, (ends[empty, 1] + ends[empty, 3]) / 2,
        np.minimum(ends[empty, 1], ends[empty, 3]) - HEIGHT / 2 - APART,
    )  # fmt: skip
    out, into = _turns(ends, way.leg[~way.own], cards[way.card[~way.own]], level, back)
    return _legs(ends, out, level, into, over=True)


def _wishes(ends: np.ndarray, way: _InTheWay, cards: np.ndarray) -> np.ndarray:
    """The height at which each leg would pass the cards in its way, from where to where it may, and the best there is."""
    theirs = cards[way.card]
    owner, low, high = _gaps(len(ends), way.leg, theirs[:, 1] - APART, theirs[:, 3] + APART)
    across = np.abs(ends[owner, 2] - ends[owner, 0])
    # The longer a way, the further out it runs, so that one lies above the other.
    lane = np.minimum(np.clip(0.03 * (across - 300.0), 0.0, 60.0), (high - low) / 2)
    wished = (ends[owner, 1] + ends[owner, 3]) / 2
    level = np.where(high < wished, high - lane, np.where(low > wished, low + lane, wished))
    cost = np.abs(level - ends[owner, 1]) + np.abs(level - ends[owner, 3]) + UPWARDS * (level > wished)
    order = np.lexsort((cost, owner))
    chosen = order[np.flatnonzero(np.diff(owner[order], prepend=-1))]
    return np.stack([level[chosen], low[chosen], high[chosen], wished[chosen]], axis=1)


def spread(ends: np.ndarray, wishes: np.ndarray) -> np.ndarray:
    """Lay ways that would run on top of each other side by side, each where it may."""
    left, right = np.minimum(ends[:, 0], ends[:, 2]) - STUB, np.maximum(ends[:, 0], ends[:, 2]) + STUB
    taken: dict[int, float] = {}
    result: np.ndarray = wishes[:, 0].copy()
    order = np.lexsort((right, left))
    spans = np.stack([left, right], axis=1)[order].tolist()
    for at, (level, low, high, wished), (start, end) in zip(order.tolist(), wishes[order].tolist(), spans, strict=True):
        outward = -1.0 if level < wished else 1.0
        for step in range(LANES):
            # In the middle of a gap the next lane is on the other side.
            away = outward * step if level != wished else (step + 1) // 2 * (-1) ** step
            y = level + LANE * away
            lane = round(y / LANE)
            if low <= y <= high and taken.get(lane, -math.inf) < start:
                result[at], taken[lane] = y, end
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
    reached = np.round(reached, 6)  # without what the shift left behind, which is another one among other legs
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
