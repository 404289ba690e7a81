"""The part of the plane a chart shows by itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from designer.ui.training.trace import Floats

Span = tuple[float, float] | tuple[None, None]
NOTHING: Span = (None, None)
EMPTY: Span = (0.0, 1.0)
"""What stands up the side before there are values."""

STRETCH = 1.25
"""The epochs reach the right edge, then there is room for a quarter more."""
FILLED = 0.7
"""The share of the height that the curves fill at least."""
ROOM = 0.1
"""How far the frame goes beyond what would not fit in it, as a share of the height."""


@dataclass
class Frame:
    """Changes seldom while a run goes on: with every change the axes are measured and written anew."""

    x: Span = NOTHING
    y: Span = NOTHING

    def fit(self, epochs: int, total: int, values: Floats, ended: bool) -> None:
        """Show all `values` of so many epochs, of `total` to come; once the run has `ended`, exactly these."""
        known = values[np.isfinite(values)]
        if not len(known):
            self.x, self.y = (0.0, float(max(2, total))), EMPTY
            return
        self.x = (1.0, float(max(2, epochs if ended else min(max(total, epochs), _stretched(epochs)))))
        low, high = float(known.min()), float(known.max())
        if ended:
            self.y = (low, high)
        else:
            self.y = _roomy(NOTHING if self.y == EMPTY else self.y, low, high)


def _stretched(epochs: int) -> int:
    """The first of a row of numbers, each a quarter above the last, that is no smaller."""
    found = 4
    while found < epochs:
        found = int(found * STRETCH) + 1
    return found


def _roomy(before: Span, low: float, high: float) -> Span:
    """The span before, if these fill it well; else one with some room on the side that moved."""
    bottom, top = before
    if bottom is None or top is None:
        return low, high
    if bottom <= low and high <= top and high - low >= FILLED * (top - bottom):
        return before
    room = ROOM * (high - low)
    return (low - room if low < bottom else low), (high + room if high > top else high)
