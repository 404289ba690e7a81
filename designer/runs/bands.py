"""Many curves of one quantity as three: their mean and, around it, the lowest and the highest."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
COLUMNS = 360
"""No more points than this are drawn."""


@dataclass(frozen=True)
class Band:
    """Over the epochs `xs` (from 1): the mean of all curves that go so far, their lowest and their highest."""

    xs: Floats
    mean: Floats
    low: Floats
    high: Floats


def band(logs: Sequence[array[float]], columns: int = COLUMNS) -> Band:
    """The band of some logs; of long ones, many epochs become one point."""
    longest = max((len(log) for log in logs), default=0)
    width = max(1, -(-longest // columns))
    count = -(-longest // width)
    table = np.full((len(logs), count * width), np.nan)
    for row, log in zip(table, logs, strict=True):
        row[: len(log)] = np.frombuffer(log, dtype=np.float64)
    table[~np.isfinite(table)] = np.nan
    known = ~np.isnan(table)
    low = np.where(known, table, np.inf).min(axis=0, initial=np.inf).reshape(count, width).min(axis=1)
    high = np.where(known, table, -np.inf).max(axis=0, initial=-np.inf).reshape(count, width).max(axis=1)
    counted = known.reshape(len(logs), count, width).sum(axis=(0, 2))
    total = np.where(known, table, 0.0).reshape(len(logs), count, width).sum(axis=(0, 2))
    mean = np.where(counted, total / np.maximum(counted, 1), np.nan)
    xs = np.minimum(np.arange(count) * width + (width + 1) / 2, longest).astype(np.float64)
    return Band(xs, mean, np.where(counted, low, np.nan), np.where(counted, high, np.nan))
