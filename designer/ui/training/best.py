"""In which epoch a run was best so far, found as its epochs come."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

HELD_OUT, TRAINED_ON = "val_loss", "loss"


class Best:
    """The first epoch with the lowest loss: on held-out rows where it is measured there, else on those trained on.

    `epoch` is 0 as long as no loss was a number.
    """

    def __init__(self) -> None:
        self.monitor = TRAINED_ON
        self.epoch = 0
        self._value = math.inf

    def take(self, first: int, logs: Mapping[str, Sequence[float]]) -> None:
        """Look at some more epochs, the first of which has this number."""
        if HELD_OUT in logs and self.monitor != HELD_OUT:
            self.monitor, self.epoch, self._value = HELD_OUT, 0, math.inf
        for epoch, value in enumerate(logs.get(self.monitor, ()), first):
            if value < self._value:  # what is no number is not less than anything
                self.epoch, self._value = epoch, value
