"""Running a compiled loop in calls short enough that a curve moves and Stop acts at once."""

from __future__ import annotations

import time
from typing import Protocol

import numpy as np

from designer.worker.fused import MOST_EPOCHS, Loop, Rows

CALL_SECONDS = 0.04
FIRST_STEPS = 32
CALLS = 100
"""A run has at least so many calls, if it has as many epochs: between two of them one can look in, or go back there."""


class Run(Protocol):
    """What a trainer tells of its epochs, and asks between them."""

    def turn(self, done: int) -> int:
        """How many epochs may be run now, after `done`; waits while paused; 0 ends the run."""

    def going(self) -> bool:
        """Whether to go on in the middle of an epoch."""

    def record(self, logs: np.ndarray) -> bool:
        """Take the logs (epochs x names) of the next epochs; whether to go on."""


def drive(loop: Loop, rows: Rows, epochs: int, run: Run, done: int = 0) -> None:
    """Train up to `epochs` epochs, of which some are `done`, as many to a call as take `CALL_SECONDS`."""
    pace, most = 0.0, min(MOST_EPOCHS, max(1, (epochs - done) // CALLS))
    while done < epochs and (allowed := run.turn(done)):
        budget = FIRST_STEPS if pace == 0.0 else max(1, int(CALL_SECONDS / pace))
        begun = time.perf_counter()
        if budget < loop.steps:
            logs = _one_long_epoch(loop, rows, budget, run)
            count = 1
        else:
            count = min(budget // loop.steps, allowed, epochs - done, most)
            logs = loop.run(rows, count)
        if logs is None:
            return
        spent = (time.perf_counter() - begun) / (count * loop.steps)
        pace = spent if pace == 0.0 else (pace + spent) / 2
        done += len(logs)
        if not run.record(logs) or loop.watching.stopped:
            return


def _one_long_epoch(loop: Loop, rows: Rows, budget: int, run: Run) -> np.ndarray | None:
    """One epoch in pieces that begin with `budget` steps; `None` if it was ended half-way."""
    first = 0
    while True:
        last = min(first + budget, loop.steps)
        begun = time.perf_counter()
        logs = loop.run(rows, 1, first, last)
        if last == loop.steps:
            return logs
        pace = (time.perf_counter() - begun) / (last - first)
        first, budget = last, max(1, int(CALL_SECONDS / pace))
        if not run.going():
            return None
