"""A growing curve kept short enough to draw: many epochs in a column become the lowest and the highest of them."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

COLUMNS = 180
"""A curve never has more columns than this (and half as many after it was coarsened)."""


class Trace:
    """Takes a log as it grows; each call costs what is new, however long the run is."""

    def __init__(self) -> None:
        self._taken = 0
        self._width = 1
        self._xs: Floats = np.zeros(0)
        self._ys: Floats = np.zeros(0)
        self._tail: Floats = np.zeros(0)

    def follow(self, log: array[float]) -> None:
        """Take what `log` has beyond what was taken before. A view is never kept: the log must stay free to grow."""
        if len(log) == self._taken:
            return
        new = np.frombuffer(log, dtype=np.float64)[self._taken :].copy()
        self._taken = len(log)
        self._tail = np.concatenate([self._tail, new])
        self._fold()
        while len(self._xs) > 2 * COLUMNS:
            self._coarsen()

    def points(self, positive: bool = False) -> tuple[Floats, Floats]:
        """Epochs (from 1) and values to draw; with `positive`, what no logarithm can show is left out."""
        first = self._taken - len(self._tail) + 1
        xs = np.concatenate([self._xs, np.arange(first, self._taken + 1, dtype=np.float64)])
        ys = np.concatenate([self._ys, self._tail])
        if positive:
            ys = np.where(ys > 0, ys, np.nan)
        return xs, ys

    def _fold(self) -> None:
        """Move whole columns from the tail."""
        width = self._width
        whole = len(self._tail) // width * width
        if width == 1 or not whole:
            if width == 1 and len(self._tail) > 2 * COLUMNS:
                self._width = 2
                self._fold()
            return
        first = self._taken - len(self._tail) + 1
        xs = np.arange(first, first + whole, dtype=np.float64)
        xs, ys = _extremes(xs, self._tail[:whole], width)
        self._xs, self._ys = np.concatenate([self._xs, xs]), np.concatenate([self._ys, ys])
        self._tail = self._tail[whole:]

    def _coarsen(self) -> None:
        """Make two columns one. An odd last column goes along by itself until it has a neighbour."""
        even = len(self._xs) // 4 * 4
        xs, ys = _extremes(self._xs[:even], self._ys[:even], 4)
        self._xs = np.concatenate([xs, self._xs[even:]])
        self._ys = np.concatenate([ys, self._ys[even:]])
        self._width *= 2


def _extremes(xs: Floats, ys: Floats, width: int) -> tuple[Floats, Floats]:
    """The lowest and highest point of each `width` points in a row, in their order."""
    rows = ys.reshape(-1, width)
    known = np.isfinite(rows)
    low = np.where(known, rows, np.inf).argmin(axis=1)
    high = np.where(known, rows, -np.inf).argmax(axis=1)
    kept = np.sort(np.stack([low, high], axis=1), axis=1) + np.arange(0, len(ys), width)[:, None]
    return xs[kept.ravel()], ys[kept.ravel()]
