"""The range and the spread of numbers that come block by block."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Measures:
    """Of each number of a row, over all rows: the lowest, the highest, the mean and the standard deviation."""

    low: np.ndarray
    high: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray

    @property
    def each(self) -> tuple[np.ndarray, ...]:
        """All four."""
        return self.low, self.high, self.mean, self.deviation

    @property
    def finite(self) -> bool:
        """Whether every number is one."""
        return bool(np.isfinite(self.low).all() and np.isfinite(self.high).all())

    @property
    def together(self) -> tuple[float, float, float, float]:
        """The same over all numbers of all rows."""
        mean = float(self.mean.mean())
        variance = float((self.deviation**2 + (self.mean - mean) ** 2).mean())
        return float(self.low.min()), float(self.high.max()), mean, variance**0.5


def measured(blocks: Iterable[np.ndarray]) -> Measures:
    """Go through all blocks once (Chan, Golub and LeVeque's way of adding variances up)."""
    count, low, high, mean, squares = 0, *(np.zeros(0),) * 4
    for block in blocks:
        wide = block.astype("float64")
        with np.errstate(invalid="ignore"):
            here = wide.mean(axis=0)
            wide -= here
            spread = (wide * wide).sum(axis=0)
            if not count:
                low, high, mean, squares = block.min(axis=0), block.max(axis=0), here, spread
            else:
                apart, total = here - mean, count + len(block)
                low, high = np.minimum(low, block.min(axis=0)), np.maximum(high, block.max(axis=0))
                mean = mean + apart * (len(block) / total)
                squares = squares + spread + apart * apart * (count * len(block) / total)
        count += len(block)
    return Measures(low, high, mean, np.sqrt(squares / max(1, count)))
