"""Figures to look at data by: how the values of a column are spread, which are common, which columns go together.

All of them are made of a bounded sample of rows, evenly spaced, so that they cost as much for a million rows as for few.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

MOST_ROWS: Final = 20_000
BINS: Final = 24
MOST_COMMON: Final = 8
MOST_CORRELATED: Final = 24


def some(values: np.ndarray) -> np.ndarray:
    """The values of a sample of rows: all where there are few, else evenly spaced ones."""
    if len(values) <= MOST_ROWS:
        return values
    sample: np.ndarray = values[np.linspace(0, len(values) - 1, MOST_ROWS).astype(int)]
    return sample


def looked_at(rows: int) -> int:
    """How many rows the sample has; 0 where it has them all."""
    return MOST_ROWS if rows > MOST_ROWS else 0


def bins_of(values: np.ndarray) -> tuple[int, ...]:
    """How many values of a sample lie in each of 24 spans from the lowest to the highest."""
    sample = some(values.reshape(-1)).astype("float64")
    sample = sample[np.isfinite(sample)]
    if not len(sample):
        return ()
    low, high = sample.min(), sample.max()
    if low == high:
        return (len(sample),)
    counts, _ = np.histogram(sample, bins=BINS, range=(low, high))
    return tuple(counts.tolist())


def common_of(texts: np.ndarray) -> tuple[tuple[str, int], ...]:
    """The commonest values of a sample and how often each is there, the commonest first."""
    words, counts = np.unique(some(texts).astype("str"), return_counts=True)
    order = np.argsort(-counts, kind="stable")[:MOST_COMMON]
    return tuple((str(words[at])[:60], int(counts[at])) for at in order)


def correlations(columns: Mapping[str, np.ndarray]) -> tuple[tuple[str, ...], tuple[tuple[float, ...], ...]]:
    """The columns of numbers that change, and how each goes with each: from -1 to 1, by Pearson."""
    changing = {name: sample for name, values in columns.items() if _changes(sample := some(values).astype("float64"))}
    names = tuple(changing)[:MOST_CORRELATED]
    if len(names) < 2:
        return (), ()
    whole = {name: at for at, name in enumerate(name for name in names if np.isfinite(changing[name]).all())}
    known = np.atleast_2d(np.corrcoef([changing[name] for name in whole])) if whole else np.zeros((0, 0))
    found = np.eye(len(names))
    for at, one in enumerate(names):
        for below, other in enumerate(names[:at]):
            both = one in whole and other in whole
            value = known[whole[one], whole[other]] if both else _together(changing[one], changing[other])
            found[at, below] = found[below, at] = np.clip(value, -1, 1)
    return names, tuple(tuple(row) for row in found.round(4).tolist())


def _changes(values: np.ndarray) -> bool:
    finite = values[np.isfinite(values)]
    return len(finite) > 2 and bool(finite.min() < finite.max())


def _together(one: np.ndarray, other: np.ndarray) -> float:
    both = np.isfinite(one) & np.isfinite(other)
    if both.sum() < 3:
        return 0.0
    a, b = one[both] - one[both].mean(), other[both] - other[both].mean()
    spread = float(np.sqrt((a * a).sum() * (b * b).sum()))
    return float(np.clip((a * b).sum() / spread, -1, 1)) if spread > 0 else 0.0
