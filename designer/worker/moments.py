"""The weights of a run at some of its epochs, so that it can be gone back to one of them."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf

MOST_BYTES = 256 * 1024 * 1024
MOST = 400
"""How many moments are kept: more than a slider has places for."""
FEWEST = 3
SHARE = 10
"""After a moment was taken, training goes on at least this many times as long as that took."""


class Moments:
    """Copies of a network's variables, taken as often as costs little, thinned evenly where they take too much memory.

    The first and the newest are always there, unless these few would take too much: then nothing is kept. Whoever
    changes the variables takes and brings back, nobody else.
    """

    def __init__(self, variables: Sequence[Any], most_bytes: int = MOST_BYTES) -> None:
        self._variables = tuple(variables)
        self.most_bytes = most_bytes
        self._epochs: list[int] = []
        self._values: list[list[np.ndarray]] = []
        self._size = int(sum(variable.numpy().nbytes for variable in self._variables))
        # one program for all of them takes a third of the time of asking each
        self._read = tf.function(lambda: [tf.identity(variable.value) for variable in self._variables], autograph=False)
        self._write = tf.function(self._assign, autograph=False)
        self._rest_until = 0.0
        self.open = True
        """Whether one may go back now: not while epochs are being run, which would train on from there."""
        self.at = 0
        """After how many whole epochs the variables are as they are."""
        self.touched = False
        """Whether some of them were set by hand since."""

    @property
    def epochs(self) -> tuple[int, ...]:
        """After how many epochs each moment was taken, rising."""
        return tuple(self._epochs)

    @property
    def bytes(self) -> int:
        """How much memory they take."""
        return self._size * len(self._epochs)

    def warm(self) -> None:
        """Make ready what taking and bringing back need, so that the first time costs no more than the others."""
        self._write(*self._read())

    def offer(self, epoch: int) -> None:
        """After these epochs a moment may be taken, if it is time for one."""
        self.at = epoch
        if time.perf_counter() >= self._rest_until:
            self.take(epoch)

    def take(self, epoch: int) -> None:
        """Keep the variables as they are now, after so many epochs. What was kept of later ones is forgotten."""
        self.at, self.touched = epoch, False
        if FEWEST * self._size > self.most_bytes:
            return
        begun = time.perf_counter()
        self.forget_after(epoch - 1)
        values = [value.numpy() for value in self._read()]
        self._epochs.append(epoch)
        self._values.append(values)
        while len(self._epochs) > FEWEST and (len(self._epochs) > MOST or self.bytes > self.most_bytes):
            self._thin()
        now = time.perf_counter()
        self._rest_until = now + SHARE * (now - begun)

    def bring_back(self, epoch: int) -> int:
        """Put the variables to what they were at the last moment up to this epoch (or the first); after which it was."""
        if not self._epochs:
            return self.at
        at = self._place(epoch)
        self._write(*map(tf.convert_to_tensor, self._values[at]))
        self.at, self.touched = self._epochs[at], False
        return self.at

    def go_on_from(self, epoch: int) -> bool:
        """Bring that moment back to train on from it. If the network is there and was set by hand since, it stays as it
        is, which is that moment from now on; whether it is so."""
        touched = self.touched and bool(self._epochs) and self._epochs[self._place(epoch)] == self.at
        if touched:
            self.take(self.at)
        else:
            self.bring_back(epoch)
        return touched

    def forget_after(self, epoch: int) -> None:
        """Forget what came later."""
        keep = bisect_right(self._epochs, epoch)
        del self._epochs[keep:], self._values[keep:]

    def _assign(self, *values: tf.Tensor) -> None:
        for variable, value in zip(self._variables, values, strict=True):
            variable.value.assign(value)

    def _place(self, epoch: int) -> int:
        """Which moment is the last up to an epoch, or the first."""
        return max(0, bisect_right(self._epochs, epoch) - 1)

    def _thin(self) -> None:
        """Forget one moment: where those before and after it lie closest together. The first and the newest stay."""
        epochs = np.array(self._epochs)
        at = 1 + int(np.argmin(epochs[2:] - epochs[:-2]))
        del self._epochs[at], self._values[at]
