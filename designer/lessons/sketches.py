"""A curve that somebody expects, drawn by hand: a few heights from the first epoch to the last, and as many as were set.

It is kept as text, so that it is an answer like others: `90 40 20 - - - - - 10`. A dash is a point that nobody set.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TypeAlias

from designer.lessons.evidence import Given

POINTS = 9
"""How many points a sketch has, evenly apart."""
TOP = 100
"""The highest point there can be; the lowest is 0."""
NONE = "-"
FEWEST = 2
"""So many points have to be set before there is a curve."""

Sketch: TypeAlias = tuple[int | None, ...]
"""The height of each point, from left to right; nothing where none was set."""

EMPTY: Sketch = (None,) * POINTS


def read_sketch(given: Given | None) -> Sketch | None:
    """A sketch from what was given as an answer, by whomever; nothing if it is none."""
    words = given.split() if isinstance(given, str) and len(given) <= 10 * POINTS else []
    if len(words) != POINTS or not all(word == NONE or (word.isascii() and word.isdigit()) for word in words):
        return None
    sketch = tuple(None if word == NONE else int(word) for word in words)
    return sketch if is_curve(sketch) and all(height is None or height <= TOP for height in sketch) else None


def write_sketch(sketch: Sketch) -> str:
    """A sketch as it is kept; nothing where it is no curve yet."""
    return " ".join(NONE if height is None else str(height) for height in sketch) if is_curve(sketch) else ""


def is_curve(sketch: Sketch) -> bool:
    """Whether enough points are set."""
    return sum(height is not None for height in sketch) >= FEWEST


def heights(sketch: Sketch) -> tuple[float, ...]:
    """The height at every point: straight between those that are set, level beyond the first and the last of them."""
    there = [(at, height) for at, height in enumerate(sketch) if height is not None]
    return tuple(_height(there, at) for at in range(len(sketch))) if there else ()


def _height(there: Sequence[tuple[int, int]], at: int) -> float:
    before = max((one for one in there if one[0] <= at), default=there[0])
    behind = min((one for one in there if one[0] >= at), default=there[-1])
    share = (at - before[0]) / (behind[0] - before[0]) if behind[0] > before[0] else 0.0
    return before[1] + share * (behind[1] - before[1])


def led(sketch: Sketch, start: tuple[float, float], end: tuple[float, float]) -> Sketch:
    """The sketch with a straight stroke in it: each point that it passes lies on it, and that nearest to its end.

    Places are shares of width and height, from the lower left.
    """
    (left, low), (right, high) = sorted((start, end))
    drawn = list(sketch)
    last = POINTS - 1
    for at in range(math.ceil(left * last), math.floor(right * last) + 1):
        share = (at / last - left) / (right - left) if right > left else 1.0
        drawn[at] = _within(low + share * (high - low))
    drawn[round(min(1.0, max(0.0, end[0])) * last)] = _within(end[1])
    return tuple(drawn)


def with_point(sketch: Sketch, at: int, height: float | None) -> Sketch:
    """The sketch with one point set or taken away."""
    return (*sketch[:at], None if height is None else _within(height / TOP), *sketch[at + 1 :])


def _within(share: float) -> int:
    return round(TOP * min(1.0, max(0.0, share)))
