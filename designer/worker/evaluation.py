"""Judging a network on the rows held back."""

from __future__ import annotations

import keras
import numpy as np

from designer.data.examples import Examples
from designer.plan import TrainingPlan
from designer.training.messages import Evaluation
from designer.worker.feeding import fed

ROWS_AT_ONCE = 512
SIGNED = ("Hinge", "SquaredHinge")
"""Losses under which a network answers with a sign."""


def evaluated(
    model: keras.Model, examples: Examples, plan: TrainingPlan, known: dict[str, float] | None = None
) -> Evaluation:
    """The metrics `evaluate` gives and, for a classification, which class was taken for which.

    `known` are these metrics where the last epoch has just measured them.
    """
    x, y, classes = examples.x_validation, examples.y_validation, examples.facts.classes
    metrics = known or model.evaluate(fed(x), y, batch_size=plan.training.batch_size, verbose=0, return_dict=True)
    answers = answers_of(model, x)
    return Evaluation(
        rows=len(x),
        metrics={name: float(value) for name, value in metrics.items()},
        classes=classes,
        confusion=_confusion(y, classes_of(answers, plan), len(classes)) if classes else (),
    )


def answers_of(model: keras.Model, x: np.ndarray) -> np.ndarray:
    """What the network says to each row. Small work: compiling it would take longer than doing it."""
    parts = [model(x[at : at + ROWS_AT_ONCE], training=False) for at in range(0, len(x), ROWS_AT_ONCE)]
    return np.concatenate([np.asarray(part) for part in parts])


def classes_of(answers: np.ndarray, plan: TrainingPlan) -> np.ndarray:
    """The class each answer stands for: the largest of several numbers, or one number above or below its middle."""
    if answers.shape[-1] > 1:
        return np.asarray(answers.argmax(axis=-1)).reshape(-1)
    loss = plan.training.loss
    middle = 0.0 if loss.settings.get("from_logits") or loss.kind in SIGNED else 0.5
    return np.asarray(answers.reshape(-1) > middle, dtype=int)


def _confusion(y: np.ndarray, taken: np.ndarray, classes: int) -> tuple[tuple[int, ...], ...]:
    table = np.zeros((classes, classes), dtype=int)
    known = np.asarray(y).reshape(len(y), -1)[:, 0].astype(int)
    if len(known) != len(taken):
        return ()  # the network answers more than once for each row
    within = (known < classes) & (taken < classes)
    np.add.at(table, (known[within], taken[within]), 1)
    return tuple(tuple(int(count) for count in row) for row in table)
