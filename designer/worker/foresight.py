"""How long a run will take and how much memory: a few steps of the prepared program are timed, bytes are counted."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import ceil, prod
from typing import Any

import keras
import tensorflow as tf

from designer.data.rows import arrays, count, in_memory
from designer.plan import TrainingPlan
from designer.training.messages import Forecast
from designer.worker.fitting import rows_for_fit
from designer.worker.fused import Loop, Rows
from designer.worker.programs import Program
from designer.worker.streaming import BATCHES_HELD, Feed

ENOUGH_SECONDS = 0.06
"""How long timing may take where steps are short; of long ones a few are timed."""
FIT_SECONDS = 0.3
"""The same for steps of Keras's own `fit`, which come less evenly, and for its steps on validation rows once more."""
FEW_STEPS = 4
SLOW_STEP = 0.25
MOST_EPOCHS = 64
TEST_SHARE = 0.4
"""What a step on validation rows takes of one that learns, where whole epochs are too long to be timed."""
NUMBER = 4
"""Bytes in a float."""


def foreseen(program: Program, plan: TrainingPlan, check: Callable[[], None] = lambda: None) -> Forecast:
    """What a run of a program that nobody trains with yet will take. Puts the program back to fresh weights.

    `check` may end it between two steps that take long, by raising.
    """
    try:
        if program.loop is None:
            seconds = _seconds_of_fit(program, plan, check)
        else:
            seconds = _epoch_seconds(program.loop, program.rows, program)
    finally:
        program.reset(plan)
    return Forecast(seconds, memory(program, plan))


def _epoch_seconds(loop: Loop, rows: Rows, program: Program) -> float:
    begun = time.perf_counter()
    loop.run(rows, 1, 0, 1)
    step, steps = time.perf_counter() - begun, min(FEW_STEPS, loop.steps)
    if step < SLOW_STEP:  # else it is known well enough, although the first call is slower than all others
        begun = time.perf_counter()
        loop.run(rows, 1, 0, steps)
        step = (time.perf_counter() - begun) / steps
    tested = count(program.examples.x_validation) / loop.batch
    estimate = step * (loop.steps + bool(loop.rest) + TEST_SHARE * tested)
    if estimate > ENOUGH_SECONDS:
        return estimate
    epochs = max(1, min(MOST_EPOCHS, int(ENOUGH_SECONDS / max(estimate, 1e-6))))
    begun = time.perf_counter()
    ended = len(loop.run(rows, epochs))
    return (time.perf_counter() - begun) / max(1, ended)


def _seconds_of_fit(program: Program, plan: TrainingPlan, check: Callable[[], None]) -> float:
    """The seconds of an epoch of `fit`, from some of its steps, or from a whole epoch where that is short."""
    pace, feed, batch = _Pace(check), Feed(), plan.training.batch_size
    with feed.honest():
        told = {**rows_for_fit(program, plan, feed), "shuffle": False}  # which draws no random numbers
        program.model.fit(**told, epochs=2, callbacks=[pace], verbose=0)
    steps, tests = (ceil(count(rows) / batch) for rows in (program.examples.x_train, program.examples.x_validation))
    return pace.whole or steps * pace.step + tests * pace.test


class _Lap:
    """When steps of one sort ended. What came before is left out: compiling, and batches that lay ready meanwhile."""

    def __init__(self) -> None:
        self._ended: list[float] = []

    def enough(self) -> bool:
        """A step ended: whether they were timed for long enough now."""
        self._ended.append(time.perf_counter())
        return self._ended[-1] - self._ended[0] >= FIT_SECONDS

    def seconds(self, otherwise: float = 0.0) -> float:
        """What a step takes, which is not known of one alone."""
        last = len(self._ended) - 1
        first = min(BATCHES_HELD, last // 2)
        return (self._ended[last] - self._ended[first]) / (last - first) if last > 0 else otherwise


class _Pace(keras.callbacks.Callback):  # type: ignore[misc]
    """Times steps of a first epoch, and a whole second one if the first was over before they were timed for long enough."""

    def __init__(self, check: Callable[[], None]) -> None:
        super().__init__()
        self._check = check
        self._learned, self._tested = _Lap(), _Lap()
        self._timing, self._begun = True, 0.0
        self.whole = 0.0
        """The seconds of a whole epoch, if one was timed."""

    @property
    def step(self) -> float:
        return self._learned.seconds()

    @property
    def test(self) -> float:
        """The seconds of a step on validation rows."""
        return self._tested.seconds(otherwise=TEST_SHARE * self.step)

    def on_epoch_begin(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        self._timing, self._begun = epoch == 0, time.perf_counter()

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self._check()
        if self._timing and self._learned.enough():
            self.model.stop_training = True

    def on_test_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        self._check()
        if self._timing and self._tested.enough():
            self.model.stop_training = self.model.stop_evaluating = True

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if not self._timing:
            self.whole = time.perf_counter() - self._begun


def memory(program: Program, plan: TrainingPlan) -> int:
    """The bytes of weights, slopes, the optimizer's numbers, examples, and what one batch becomes on its way."""
    model = program.model
    held = [*model.variables, *model.optimizer.variables, *model.trainable_variables, *program.watching.kept]
    return sum(map(_bytes, held)) + _rows_bytes(program, plan) + _flowing(plan)


def _rows_bytes(program: Program, plan: TrainingPlan) -> int:
    """All rows, or of those on the disk the batches that are held at a time, all answers and the numbers of the rows."""
    examples = program.examples
    if in_memory(examples.x_train) and in_memory(examples.x_validation):
        return sum(map(_bytes, _tensors(program.rows)))
    row = sum(part.size for part in arrays(examples.x_train)) // max(1, count(examples.x_train))
    answers = [*arrays(examples.y_train), *arrays(examples.y_validation)]
    numbers = program.order.nbytes + 8 * (count(examples.x_train) + count(examples.x_validation))
    return BATCHES_HELD * NUMBER * plan.training.batch_size * row + sum(map(_bytes, answers)) + numbers


def _tensors(rows: Rows) -> list[Any]:
    return list(tf.nest.flatten((rows.x, rows.y, rows.x_validation, rows.y_validation)))


def _bytes(array: Any) -> int:
    return NUMBER * int(prod(size or 1 for size in array.shape))


def _flowing(plan: TrainingPlan) -> int:
    """What layers give out, on the way there and back."""
    each = sum(prod(size or 1 for size in call.output_shape) for call in plan.model.calls)
    return 2 * NUMBER * plan.training.batch_size * each
