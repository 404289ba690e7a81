"""What way a curve goes, and how one that came compares with one that was sketched: by their shapes, whatever their scale."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal, TypeAlias

from designer.lessons.sketches import TOP, Sketch, heights

Way: TypeAlias = Literal["fall", "rise", "flat", "fall-rise", "rise-fall", "up-and-down"]

MOST = 60
"""A longer curve is looked at in so many pieces, each with its mean: single epochs jump about."""
LOOKED_AT = 16
FLAT = 0.1
"""A curve that moves less than this share of its height hardly moves."""
SWING = 0.12
"""A turn that is followed by less than this share of the whole way up and down is none."""
MOST_OF_IT = 0.9
SOONER = 0.2
"""By how much of the run one curve must be ahead of another to be called sooner."""
HIGHER = 0.25
"""By how much of the height one curve must end above another to be called higher."""

SKETCHED: dict[Way, str] = {
    "fall": "falls",
    "rise": "rises",
    "flat": "hardly moves",
    "fall-rise": "falls first and then rises",
    "rise-fall": "rises first and then falls",
    "up-and-down": "goes up and down",
}
CAME: dict[Way, str] = {
    "fall": "fell",
    "rise": "rose",
    "flat": "hardly moved",
    "fall-rise": "fell first and then rose",
    "rise-fall": "rose first and then fell",
    "up-and-down": "went up and down",
}


@dataclass(frozen=True)
class Shape:
    """What way a curve goes. `turn` is where most of its way is done, or where it turns, as a share of the run."""

    way: Way
    turn: float


def shape_of(values: Sequence[float], scale: float) -> Shape:
    """The shape of a curve of finite numbers, which is flat if it moves little for its scale."""
    low, high = min(values), max(values)
    if len(values) < 2 or high - low <= FLAT * scale:
        return Shape("flat", 0.0)
    turns = _turns(values, SWING * (high - low))
    ways = ["rise" if values[end] > values[start] else "fall" for start, end in pairwise(turns)]
    last = len(values) - 1
    if len(ways) == 1:
        return Shape("rise" if ways[0] == "rise" else "fall", _settled(values) / last)
    if len(ways) == 2:
        return Shape("fall-rise" if ways[0] == "fall" else "rise-fall", turns[1] / last)
    return Shape("up-and-down", 0.0)


def sketched_shape(sketch: Sketch) -> Shape:
    """The shape of what somebody sketched."""
    return shape_of(heights(sketch), TOP)


def thinned(values: Sequence[float]) -> tuple[float, ...]:
    """The curve in at most `MOST` pieces, up to where it is a number no more; its ends stay as they are.

    Of each piece a few epochs are looked at, so that it takes as long for a million of them.
    """
    edges = [round(at * len(values) / MOST) for at in range(MOST + 1)] if len(values) > MOST else range(len(values) + 1)
    pieces = [values[start : end : max(1, (end - start) // LOOKED_AT)] for start, end in pairwise(edges)]
    means = [math.fsum(piece) / len(piece) if all(map(math.isfinite, piece)) else math.nan for piece in pieces]
    if means:
        means[0], means[-1] = values[0], values[-1]
    return tuple(takewhile(math.isfinite, means))


def on_axes(values: Sequence[float], sketch: Sketch) -> tuple[float, ...]:
    """A curve that came, as heights beside a sketch: zero at the bottom, its highest point as high as the sketch's."""
    if not values:
        return ()
    low, high = min(0.0, *values), max(0.0, *values)
    peak = max(heights(sketch), default=float(TOP)) or float(TOP)
    return tuple(min(peak, peak * (value - low) / (high - low)) if high > low else 0.0 for value in values)


def compared(sketch: Sketch, values: Sequence[float]) -> str:
    """How a curve that came compares with the sketch, in one sentence; nothing where nothing came."""
    if not values:
        return ""
    thin = thinned(values)
    sketched = sketched_shape(sketch)
    if len(thin) < min(MOST, len(values)):
        return f"You sketched a curve that {SKETCHED[sketched.way]}; it grew until it was no number any more."
    came = shape_of(thin, max(map(abs, thin)))
    if came.way != sketched.way:
        if came.way == "flat":
            return f"You sketched a curve that {SKETCHED[sketched.way]}; it was flatter and {CAME[came.way]}."
        return f"You sketched a curve that {SKETCHED[sketched.way]}; it {CAME[came.way]}."
    return f"It {CAME[came.way]}, as you sketched{_detail(sketched, came, sketch, thin)}."


def _detail(sketched: Shape, came: Shape, sketch: Sketch, thin: Sequence[float]) -> str:
    """What is another between two curves that go the same way."""
    if came.way in ("flat", "up-and-down"):
        return ""
    turns = "-" in came.way
    if came.turn < sketched.turn - SOONER:
        return ", only it turned sooner" if turns else ", only sooner: it was level long before your curve"
    if came.turn > sketched.turn + SOONER:
        return ", only it turned later" if turns else ", only more slowly: it was level later than your curve"
    above = on_axes(thin, sketch)[-1] - heights(sketch)[-1]
    if abs(above) > HIGHER * TOP:
        return f", and ended {'higher' if above > 0 else 'lower'} than you sketched"
    return ""


def _turns(values: Sequence[float], least: float) -> list[int]:
    """Where the curve begins, turns and ends, of turns those that are followed by at least so much of the other way."""
    kept = [0, *_extremes(values, least)]
    if kept[-1] != len(values) - 1:
        kept.append(len(values) - 1)
    # what is left at the ends may be less than a swing
    if len(kept) > 2 and abs(values[kept[1]] - values[kept[0]]) < least:
        del kept[1]
    if len(kept) > 2 and abs(values[kept[-1]] - values[kept[-2]]) < least:
        del kept[-2]
    return kept


def _extremes(values: Sequence[float], least: float) -> Iterator[int]:
    """The places of high and low points, each of which is followed by at least so much of the other way."""
    top = bottom = 0
    way = 0
    for at, value in enumerate(values):
        top = at if value >= values[top] else top
        bottom = at if value <= values[bottom] else bottom
        if way >= 0 and values[top] - value >= least:
            if top > 0:
                yield top
            way, bottom, top = -1, at, at
        elif way <= 0 and value - values[bottom] >= least:
            if bottom > 0:
                yield bottom
            way, top, bottom = 1, at, at


def _settled(values: Sequence[float]) -> float:
    """The place from which on the curve is near its end, in between its points."""
    first, last = values[0], values[-1]
    if first == last:
        return 0.0
    near = [(value - first) / (last - first) for value in values]
    at = next(at for at in range(len(near)) if near[at] >= MOST_OF_IT)
    if at == 0:
        return 0.0
    return at - 1 + (MOST_OF_IT - near[at - 1]) / (near[at] - near[at - 1])
