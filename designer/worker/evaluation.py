"""Judging a network on the rows held back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import keras
import numpy as np

from designer.data.examples import Examples
from designer.data.rows import AnyRows, Rows, arrays, count, in_memory, taken
from designer.judging.confusion import Counts, confusion
from designer.judging.judge import evenly
from designer.judging.scores import class_numbers, classes_of
from designer.plan import TrainingPlan
from designer.training.messages import Answered, Evaluation
from designer.worker.feeding import fed
from designer.worker.streaming import Feed

ROWS_AT_ONCE = 512
FEW = 500
NUMBERS_AT_ONCE = 4_000_000


def evaluated(
    model: keras.Model,
    examples: Examples,
    plan: TrainingPlan,
    known: dict[str, float] | None = None,
    *,
    few: bool = False,
) -> Evaluation:
    """The metrics `evaluate` gives and, for a classification, which class was taken for which.

    `known` are these metrics where the last epoch has just measured them. With `few` an evenly spaced sample of the
    rows is enough.
    """
    examples = _some_of(examples) if few else examples
    x, y = examples.x_validation, examples.y_validation
    metrics = known or _measured(model, examples, plan)
    told = {name: float(value) for name, value in metrics.items()}
    outputs = tuple(_told_apart(arrays(answers_of(model, x)), arrays(y), examples, plan))
    if len(plan.heads) > 1:
        return Evaluation(count(x), told, outputs=outputs)
    classes, confusion = (outputs[0].classes, outputs[0].confusion) if outputs else ((), ())
    return Evaluation(count(x), told, classes, confusion)


def _some_of(examples: Examples) -> Examples:
    places = evenly(count(examples.x_validation), FEW)
    weights = examples.w_validation
    return replace(
        examples,
        x_validation=taken(examples.x_validation, places),
        y_validation=taken(examples.y_validation, places),
        w_validation=None if weights is None else weights[places],
    )


def _measured(model: keras.Model, examples: Examples, plan: TrainingPlan) -> dict[str, float]:
    x, how = examples.x_validation, {"verbose": 0, "return_dict": True}
    if in_memory(x):
        size, weights = plan.training.batch_size, examples.w_validation
        found = model.evaluate(fed(x), examples.y_validation, batch_size=size, sample_weight=weights, **how)
    else:
        feed = Feed()
        with feed.honest():
            found = model.evaluate(feed.validation(plan, examples), **how)
    return dict(found)


def _told_apart(
    answers: list[np.ndarray], y: list[np.ndarray], examples: Examples, plan: TrainingPlan
) -> Iterator[Answered]:
    """The outputs that tell classes apart."""
    for answer, known, head in zip(answers, y, plan.aims, strict=True):
        classes = examples.facts.seen("", head.target).classes
        if classes:
            yield Answered(head.target, classes, _confusion(known, classes_of(answer, head.loss), len(classes)))


def answers_of(model: Callable[..., Any], x: AnyRows) -> Rows:
    """What the network says to each row. Small work: compiling it would take longer than doing it."""
    step = rows_at_once(x)
    spans = (slice(at, at + step) for at in range(0, count(x), step))
    parts = [_plain(model(taken(x, span), training=False)) for span in spans]
    answers = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return answers if len(answers) > 1 else answers[0]


def rows_at_once(x: AnyRows) -> int:
    """How many rows are answered together: of large ones fewer, as what layers make of them is larger still."""
    numbers = sum(part.size for part in arrays(x)) // max(1, count(x))
    return max(1, min(ROWS_AT_ONCE, NUMBERS_AT_ONCE // max(1, numbers)))


def _plain(answers: Any) -> list[np.ndarray]:
    """What comes out of each output."""
    return [np.asarray(one) for one in (answers if isinstance(answers, list | tuple) else [answers])]


def _confusion(y: np.ndarray, taken: np.ndarray, classes: int) -> Counts:
    known = class_numbers(y)
    # a network may answer more than once for each row
    return confusion(known, taken, classes) if len(known) == len(taken) else ()
