"""How long a run will take and how much memory: a few steps of the prepared program are timed, bytes are counted."""

from __future__ import annotations

import time
from math import prod
from typing import Any

import tensorflow as tf

from designer.data.rows import arrays, count, in_memory
from designer.plan import TrainingPlan
from designer.training.messages import Forecast
from designer.worker.fused import Loop, Rows
from designer.worker.programs import Program
from designer.worker.streaming import BATCHES_HELD

ENOUGH_SECONDS = 0.06
"""How long timing may take where steps are short; of long ones a few are timed."""
FEW_STEPS = 4
SLOW_STEP = 0.25
MOST_EPOCHS = 64
TEST_SHARE = 0.4
"""What a step on validation rows takes of one that learns, where whole epochs are too long to be timed."""
NUMBER = 4
"""Bytes in a float."""


def foreseen(program: Program, plan: TrainingPlan) -> Forecast:
    """What a run of a program that nobody trains with yet will take. Puts the program back to fresh weights."""
    if program.loop is None:
        return Forecast(0.0, memory(program, plan))
    try:
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
