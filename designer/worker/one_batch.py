"""Whether a network can learn one batch by heart: a copy with fresh weights is trained on it alone.

A network that cannot is too small, or its slopes do not get through: the quickest test there is before a long run.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from designer.data.examples import Examples
from designer.data.rows import count, taken
from designer.plan import TrainingPlan
from designer.training.messages import BatchTried
from designer.worker.arranging import arranged
from designer.worker.programs import Start, fresh, tensors_of
from designer.worker.weighing import weights_of

MOST_STEPS = 300
SECONDS = 20.0
"""After so long it is judged as it is."""
BY_HEART = 0.002
"""The share of the first loss at which nothing more is to be shown."""


def try_batch(id: int, plan: TrainingPlan, examples: Examples) -> BatchTried:
    """Train a copy on the first batch of a run, and say what its loss was before and after."""
    examples = arranged(examples, plan)
    made, start = fresh(plan, examples)
    data = _batch(plan, examples, start)
    learn, judge = _programs(made.model, data)
    begun, steps = time.perf_counter(), 0
    first = last = float(judge())
    while steps < MOST_STEPS and time.perf_counter() - begun < SECONDS:
        last = float(learn())
        steps += 1
        if not math.isfinite(last) or last <= BY_HEART * abs(first):
            break
    # without dropout it may be better, with normalisation over all batches worse: the better one counts
    judged = float(judge())
    best = min(last, judged) if math.isfinite(last) and math.isfinite(judged) else last
    return BatchTried(id, min(plan.training.batch_size, count(examples.x_train)), steps, first, best)


def _batch(plan: TrainingPlan, examples: Examples, start: Start) -> tuple[Any, ...]:
    chosen = start.order[: plan.training.batch_size]
    x, y = (tensors_of(taken(rows, chosen)) for rows in (examples.x_train, examples.y_train))
    weights = weights_of(plan, examples)
    if weights is None:
        return x, y
    counted = tf.constant(weights[chosen])
    return x, y, tuple(counted for _ in y) if isinstance(y, tuple) else counted


def _programs(model: Any, data: tuple[Any, ...]) -> tuple[Callable[[], Any], Callable[[], Any]]:
    """One step that learns, and one that only judges; both give the loss."""

    def learn() -> Any:
        model.reset_metrics()
        return model.train_step(data)["loss"]

    def judge() -> Any:
        model.reset_metrics()
        return model.test_step(data)["loss"]

    return tf.function(learn, autograph=False), tf.function(judge, autograph=False)
