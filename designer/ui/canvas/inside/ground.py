"""Where units, inputs and lines lie in an open card. It depends on no scale, so that nothing jumps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np

from designer.ui.canvas.inside.opened import Opened
from designer.ui.canvas.metrics import STRIPE, WIDTH

TOP, BOTTOM = 11.5, 4.0
"""What is left above for the title, and below."""
MORE = 5.5
"""What is left below for the words "+ 96 more"."""
LEFT, RIGHT = 22.0, WIDTH - 22.0
"""Where the inputs' column and the units' lie."""
LARGEST_INPUT, LARGEST_UNIT, LARGEST_TILE = 3.6, 5.6, 19.0
FULL = 0.84
"""How much of the way to the next unit a unit takes up."""


@dataclass(frozen=True, eq=False)
class Ground:
    """Middles of inputs and units, in scene units from the card's corner.

    The last of `inputs` is the bias where `has_bias`. `tile` is the side of a unit's map. `step` is the smaller
    distance from one middle to the next.
    """

    inputs: np.ndarray
    has_bias: bool
    units: np.ndarray
    input_radius: float
    unit_radius: float
    tile: float
    step: float

    @property
    def lines(self) -> np.ndarray:
        """A line from every input to every unit: x, y of both ends, in the order of the weights."""
        count, units = len(self.inputs), len(self.units)
        return np.hstack([np.repeat(self.inputs, units, axis=0), np.tile(self.units, (count, 1))])


def ground_of(opened: Opened, height: float) -> Ground:
    """Where everything lies in a card of this height."""
    told = opened.told
    more = told.units > len(told.shown) or told.inputs > len(told.shown_inputs)
    if not opened.has_weights:
        return _gallery(len(told.shown), height, more)
    return _columns(len(told.shown_inputs), bool(told.bias), len(told.shown), height, more)


@lru_cache(256)
def _columns(inputs: int, has_bias: bool, units: int, height: float, more: bool) -> Ground:
    """A dense layer as in textbooks: what comes in on the left, the bias below it, the units on the right."""
    room = height - TOP - BOTTOM - (MORE if more else 0.0)
    left, right = inputs + has_bias, max(1, units)
    steps = min(room / left, 15.0), min(room / right, 22.0)
    tile = min(FULL * steps[1], LARGEST_TILE)
    return Ground(
        _column(LEFT, left, steps[0], room),
        has_bias,
        _column(RIGHT, right, steps[1], room)[:units],
        min(0.38 * steps[0], LARGEST_INPUT),
        min(tile / 2, LARGEST_UNIT),
        tile,
        min(steps),
    )


@lru_cache(256)
def _gallery(units: int, height: float, more: bool) -> Ground:
    """Units without weights: their maps in rows, as large as fits."""
    wide, high = WIDTH - 2 * STRIPE - 8.0, height - TOP - BOTTOM - (MORE if more else 0.0)
    count = max(1, units)
    across = max(range(1, count + 1), key=lambda across: min(wide / across, high / ceil(count / across)))
    down = ceil(count / across)
    step = min(wide / across, high / down)
    at = np.arange(count)
    x = WIDTH / 2 + STRIPE / 2 + (at % across - (across - 1) / 2) * step
    y = TOP + high / 2 + (at // across - (down - 1) / 2) * step
    tile = 0.9 * step
    return Ground(np.zeros((0, 2)), False, np.stack([x, y], axis=1)[:units], 0.0, tile / 2, tile, step)


def _column(x: float, count: int, step: float, room: float) -> np.ndarray:
    ys = TOP + room / 2 + (np.arange(count) - (count - 1) / 2) * step
    return np.stack([np.full(count, x), ys], axis=1)
