"""How wires are drawn: curved, straight or angled, each as points along its line.

A wire consists of legs: one, or one more than it has dots. Whatever asks where a wire runs, to paint, pick,
cut or label it, gets these points, for thousands of wires in one call.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

Style = Literal["curved", "straight", "angled"]
STYLES: tuple[Style, ...] = ("curved", "straight", "angled")

ROUND = 10.0
"""The radius of an angled wire's corners."""
TURN = 5
"""The points of one corner."""
SOON = 38.0
"""How far the curve between a port and a dot goes on level at the port."""
HALF = 12
"""A curve consists of twice as many short lines; close by of thrice that."""
CLOSE = 3


@dataclass(frozen=True)
class Legs:
    """Many legs: from (x1, y1) to (x2, y2) in `ends`, with four corners between.

    `over` are those that are led over or under cards, by their corners in every style. `out` and `into` are the
    ways a leg leaves and arrives, and `free` says where that is a dot's and not a port's.
    """

    ends: np.ndarray
    corners: np.ndarray
    over: np.ndarray
    out: np.ndarray
    into: np.ndarray
    free: np.ndarray

    def __getitem__(self, rows: np.ndarray) -> Legs:
        parts = (self.ends, self.corners, self.over, self.out, self.into, self.free)
        return Legs(*(part[rows] for part in parts))


def count_of(style: Style, close: bool = False) -> int:
    """How many points a leg has."""
    if style == "curved":
        return 2 * HALF * (CLOSE if close else 1) + 1
    return 6 if style == "straight" else 4 * TURN + 2


def points_of(style: Style, legs: Legs, close: bool = False) -> np.ndarray:
    """The points along each leg, of shape (legs, `count_of(style)`, 2); the ends exactly."""
    if style == "curved":
        result = _curved(legs, HALF * (CLOSE if close else 1))
    elif style == "straight":
        result = _straight(legs)
    else:
        result = _rounded(_cornered(legs))
    result[:, 0], result[:, -1] = legs.ends[:, :2], legs.ends[:, 2:]
    return result


def _cornered(legs: Legs) -> np.ndarray:
    return np.concatenate([legs.ends[:, None, :2], legs.corners, legs.ends[:, None, 2:]], axis=1)


def _straight(legs: Legs) -> np.ndarray:
    share = np.linspace(0.0, 1.0, 6)[:, None]
    start, end = legs.ends[:, None, :2], legs.ends[:, None, 2:]
    points: np.ndarray = start + share * (end - start)
    points[legs.over] = _cornered(legs[legs.over])
    # Over cards that lie ahead it climbs slantwise.
    ahead = legs.over & (legs.corners[:, 2, 0] >= legs.corners[:, 1, 0])
    points[ahead, 1], points[ahead, 4] = legs.corners[ahead, 1], legs.corners[ahead, 2]
    return points


def _rounded(path: np.ndarray) -> np.ndarray:
    """A path with its inner corners rounded, as far as there is room."""
    before, corner, after = path[:, :-2], path[:, 1:-1], path[:, 2:]
    share = np.linspace(0.0, 1.0, TURN)[:, None]
    back, on = before - corner, after - corner
    far, near = np.linalg.norm(back, axis=2, keepdims=True), np.linalg.norm(on, axis=2, keepdims=True)
    radius = np.minimum(ROUND, np.minimum(far, near) / 2)
    first = (corner + back * radius / np.maximum(far, 1e-9))[:, :, None]
    last = (corner + on * radius / np.maximum(near, 1e-9))[:, :, None]
    middle = corner[:, :, None]
    turns = (1 - share) ** 2 * first + 2 * share * (1 - share) * middle + share**2 * last
    return np.concatenate([path[:, :1], turns.reshape(len(path), 4 * TURN, 2), path[:, -1:]], axis=1)


def _curved(legs: Legs, half: int) -> np.ndarray:
    over = np.flatnonzero(legs.over)
    if not len(over):
        return _bezier(_controls(legs), 2 * half + 1)
    if len(over) == len(legs.ends):
        return _bridge(legs, half)
    points = np.empty((len(legs.ends), 2 * half + 1, 2))
    plain = np.flatnonzero(~legs.over)
    points[plain] = _bezier(_controls(legs[plain]), 2 * half + 1)
    points[over] = _bridge(legs[over], half)
    return points


@lru_cache
def _weights(count: int) -> np.ndarray:
    """How much each of a cubic curve's four points counts, at so many points along it."""
    t = np.linspace(0.0, 1.0, count)
    return np.stack([(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3], axis=1)


def _bezier(four: np.ndarray, count: int) -> np.ndarray:
    """Points on cubic curves given by their four points each."""
    result: np.ndarray = _weights(count) @ four
    return result


def _controls(legs: Legs) -> np.ndarray:
    """The four points of each curve: it leaves half the way across, and smoothly goes on at dots."""
    start, end = legs.ends[:, :2], legs.ends[:, 2:]
    across, down = legs.ends[:, 2] - legs.ends[:, 0], np.abs(legs.ends[:, 3] - legs.ends[:, 1])
    reach = np.where(across >= 48.0, np.maximum(across * 0.5, 24.0), np.clip(down * 0.3, 24.0, 60.0))
    leaving, arriving = _at_dots(legs, reach) if legs.free.any() else (reach, reach)
    four = np.empty((len(legs.ends), 4, 2))
    four[:, 0], four[:, 3] = start, end
    four[:, 1], four[:, 2] = start + legs.out * leaving[:, None], end - legs.into * arriving[:, None]
    return four


def _at_dots(legs: Legs, reach: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far each curve goes on straight where it leaves and where it arrives, some of them at dots."""
    way = legs.ends[:, 2:] - legs.ends[:, :2]
    length, bent = np.linalg.norm(way, axis=1), legs.free.any(axis=1)
    # Between a port and a dot it turns to the dot's height soon: other cards lie beside the port.
    reach = np.where(bent, np.minimum(0.45 * length, SOON), reach)
    inner = np.where(legs.free.all(axis=1), 0.35, 0.65) * length
    least, room = 0.2 * length, np.abs(way)
    leaving = np.where(legs.free[:, 0], np.minimum(inner, np.maximum(_span(room, legs.out), least)), reach)
    arriving = np.where(legs.free[:, 1], np.minimum(inner, np.maximum(_span(room, legs.into), least)), reach)
    return leaving, arriving


def _span(room: np.ndarray, ways: np.ndarray) -> np.ndarray:
    """How far each way leads before it leaves the rectangle around its leg: a curve bulges out of it beyond that."""
    steep = np.abs(ways)
    result: np.ndarray = np.where(steep > 1e-6, room / np.maximum(steep, 1e-6), np.inf).min(axis=1)
    return result


def _bridge(legs: Legs, half: int) -> np.ndarray:
    """Up to the level of the corners, along it, and down again; where that leads back, in wide turns."""
    start, end = legs.ends[:, :2], legs.ends[:, 2:]
    high, low = legs.corners[:, 1], legs.corners[:, 2]
    back = low[:, 0] < high[:, 0]
    # A turn swings out by three quarters of its reach, and ends above where it began.
    first, last = high.copy(), low.copy()
    first[back, 0], last[back, 0] = start[back, 0], end[back, 0]
    share, sign = np.where(back, 1 / 0.75, 0.6), np.where(back, 1.0, -1.0)
    out, into = share * (high[:, 0] - start[:, 0]), share * (end[:, 0] - low[:, 0])
    four = np.empty((2, len(start), 4, 2))
    climb, descent = four
    climb[:, 0] = climb[:, 1] = start
    climb[:, 2] = climb[:, 3] = first
    descent[:, 0] = descent[:, 1] = last
    descent[:, 2] = descent[:, 3] = end
    climb[:, 1, 0] += out
    climb[:, 2, 0] += sign * out
    descent[:, 1, 0] -= sign * into
    descent[:, 2, 0] -= into
    return np.concatenate([_bezier(climb, half), _bezier(descent, half + 1)], axis=1)
