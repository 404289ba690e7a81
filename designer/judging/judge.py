"""One output of a network held against its target: every figure there is, and the rows to look at."""

from __future__ import annotations

import numpy as np

from designer.judging.classes import class_figures
from designer.judging.figures import Judged, Sample, Worst
from designer.judging.numbers import comparable, number_figures
from designer.judging.scores import Scores, class_numbers, scores_of
from designer.values import ObjectValue

MOST_ROWS = 20_000
"""Of more rows an evenly drawn sample is told of one by one; the figures are those of all."""
MOST_NUMBERS = 200_000
MOST_WORST = 60
SMALLEST = 1e-7
"""Keras's own floor of a probability, so that a loss stays finite."""


def judged(
    target: str,
    answers: np.ndarray,
    truth: np.ndarray,
    loss: ObjectValue,
    classes: tuple[str, ...],
    numbers: np.ndarray,
) -> Judged:
    """The figures of one output. `classes` is empty for a regression; `numbers` has each row's number in the data."""
    rows = len(truth)
    if classes:
        scores = scores_of(answers, loss, len(classes))
        if isinstance(scores, str):
            return Judged(target, rows, fault=scores)
        return _classified(Judged(target, rows), class_numbers(truth), scores, classes, numbers)
    pair = comparable(truth, answers)
    if isinstance(pair, str):
        return Judged(target, rows, fault=pair)
    return _predicted(Judged(target, rows), *pair, numbers)


def evenly(rows: int, most: int) -> np.ndarray:
    """The places of at most so many rows, evenly drawn."""
    return np.arange(rows) if rows <= most else np.linspace(0, rows - 1, most).round().astype(int)


def _classified(
    found: Judged, truth: np.ndarray, scores: Scores, classes: tuple[str, ...], numbers: np.ndarray
) -> Judged:
    every = np.arange(len(truth))
    places = evenly(len(truth), MOST_ROWS)
    losses = _class_losses(truth, scores)
    said = scores.values[every, scores.taken]
    return Judged(
        found.target,
        found.rows,
        classes=class_figures(truth, scores, classes),
        worst=_worst(losses, numbers),
        worst_by="loss (crossentropy)" if scores.sure else "distance from the right side",
        sample=_sample(places, truth[places], scores.taken[places], said[places]),
    )


def _predicted(found: Judged, truth: np.ndarray, said: np.ndarray, numbers: np.ndarray) -> Judged:
    errors = np.abs(truth - said).mean(axis=1)
    places = evenly(len(truth), max(1, min(MOST_ROWS, MOST_NUMBERS // truth.shape[1])))
    return Judged(
        found.target,
        found.rows,
        numbers=number_figures(truth, said),
        worst=_worst(errors, numbers),
        worst_by="error" if truth.shape[1] == 1 else "mean error",
        sample=_sample(places, truth[places], said[places]),
    )


def _class_losses(truth: np.ndarray, scores: Scores) -> np.ndarray:
    """Crossentropy of what was right; where scores are no probabilities, how far it is behind the best other one."""
    every = np.arange(len(truth))
    right = scores.values[every, truth]
    if scores.sure:
        return np.asarray(-np.log(np.clip(right, SMALLEST, 1)))
    others = scores.values.copy()
    others[every, truth] = -np.inf
    return np.asarray(others.max(axis=1) - right)


def _worst(losses: np.ndarray, numbers: np.ndarray) -> tuple[Worst, ...]:
    order = np.argsort(-losses, kind="stable")[:MOST_WORST]
    return tuple(Worst(int(at), int(numbers[at]), float(losses[at])) for at in order)


def _sample(places: np.ndarray, truth: np.ndarray, said: np.ndarray, score: np.ndarray | None = None) -> Sample:
    given = b"" if score is None else _packed(score)
    return Sample(places.astype(np.int32).tobytes(), _packed(truth), _packed(said), given)


def _packed(values: np.ndarray) -> bytes:
    return np.ascontiguousarray(values, dtype=np.float32).tobytes()
