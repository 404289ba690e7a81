"""A moving average of a growing log, as TensorBoard smooths curves: each epoch counts `weight` times the one after it.

The average is divided by what the weights so far add up to, so that it does not start from nought. SciPy has a filter
for this, but loading it takes seconds.
"""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BLOCK = 64
"""So many numbers are averaged in one go."""


class Averaged:
    """Takes a log as it grows; each call costs what is new, however long the run is."""

    def __init__(self, weight: float) -> None:
        self.values = array("d")
        self._weight = weight
        self._sum, self._counted = 0.0, 0
        at = np.arange(BLOCK)
        ages = at[:, None] - at[None, :]
        self._shares = np.where(ages >= 0, (1.0 - weight) * weight ** np.maximum(ages, 0), 0.0)
        self._fading = weight ** (at + 1.0)

    def follow(self, log: array[float]) -> array[float]:
        """Take what `log` has beyond what was taken before; the average at each epoch so far."""
        new = np.frombuffer(log, dtype=np.float64)[len(self.values) :].copy()
        if len(new):
            known = np.isfinite(new)
            new[known] = self._averages(new[known])  # what is no number stays, and counts for nothing
            self.values.frombytes(new.tobytes())
        return self.values

    def _averages(self, values: Floats) -> Floats:
        ages = np.arange(self._counted + 1.0, self._counted + len(values) + 1.0)
        self._counted += len(values)
        return self._sums(values) / (1.0 - self._weight**ages)

    def _sums(self, values: Floats) -> Floats:
        """The weighted sum at each value. What is in a block follows from the block alone and the sum before it."""
        blocks = np.zeros((-(-len(values) // BLOCK), BLOCK))
        blocks.reshape(-1)[: len(values)] = values
        sums = blocks @ self._shares.T
        before, faded = np.empty(len(sums)), float(self._fading[-1])
        for at, last in enumerate(sums[:, -1].tolist()):
            before[at] = self._sum
            self._sum = faded * self._sum + last
        sums += before[:, None] * self._fading
        found = sums.reshape(-1)[: len(values)]
        if len(values):
            self._sum = float(found[-1])
        return found
