"""From the numbers a network gives to a score for each class: what these numbers are depends on the loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from designer.values import ObjectValue

SIGNED = ("Hinge", "SquaredHinge")
"""Losses under which a network answers with a sign."""
APART = ("BinaryCrossentropy", "BinaryFocalCrossentropy")
"""Losses under which each of several numbers is a score of its own, whatever the others are."""
NEAR = 1e-3
"""How far scores may add up to something else than 1."""


@dataclass(frozen=True)
class Scores:
    """A score for each row and class, and the class each row is `taken` for.

    `sure` is on where scores are probabilities: between 0 and 1, and 1 together.
    """

    values: np.ndarray
    taken: np.ndarray
    sure: bool


def scores_of(answers: np.ndarray, loss: ObjectValue, classes: int) -> Scores | str:
    """The scores of an output with one number, or one for each class; else a sentence why there are none."""
    wide = answers.reshape(len(answers), -1).astype("float64")
    if answers.ndim > 2 and wide.shape[1] not in (1, classes):
        return (
            f"This output answers {answers.shape[1]:,} times for each row, and the data has one answer for each, "
            "so there is nothing to hold them against."
        )
    if wide.shape[1] not in (1, classes) or (wide.shape[1] == 1 and classes > 2):
        return (
            f"This output gives {wide.shape[1]:,} number{'s' if wide.shape[1] > 1 else ''} for each row, and the data "
            f"has {classes:,} classes, so it cannot say which is meant."
        )
    if not np.isfinite(wide).all():
        return "Some of the answers are no numbers, so there is nothing to judge. Lower the learning rate."
    values = _one(wide[:, 0], loss) if wide.shape[1] == 1 else _several(wide, loss)
    sure = bool(((values >= 0) & (values <= 1)).all() and (np.abs(values.sum(axis=1) - 1) < NEAR).all())
    return Scores(values, classes_of(answers, loss), sure and loss.kind not in SIGNED)


def classes_of(answers: np.ndarray, loss: ObjectValue) -> np.ndarray:
    """The class each answer stands for: the largest of several numbers, or one number above or below its middle."""
    if answers.shape[-1] > 1:
        return np.asarray(answers.argmax(axis=-1)).reshape(-1)
    middle = 0.0 if loss.settings.get("from_logits") or loss.kind in SIGNED else 0.5
    return np.asarray(answers.reshape(-1) > middle, dtype=int)


def class_numbers(truths: np.ndarray) -> np.ndarray:
    """The number of each row's class, given as such or as zeros with a single one."""
    wide = truths.reshape(len(truths), -1)
    return np.asarray(wide.argmax(axis=1) if wide.shape[1] > 1 else wide[:, 0]).astype(int)


def _one(values: np.ndarray, loss: ObjectValue) -> np.ndarray:
    """Scores of two classes from one number."""
    if loss.kind in SIGNED:
        return np.stack([-values, values], axis=1)
    second = _squeezed(values) if loss.settings.get("from_logits") else values
    return np.stack([1 - second, second], axis=1)


def _several(values: np.ndarray, loss: ObjectValue) -> np.ndarray:
    if not loss.settings.get("from_logits"):
        return values
    if loss.kind in APART:
        return _squeezed(values)
    powers = np.exp(values - values.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _squeezed(values: np.ndarray) -> np.ndarray:
    """The sigmoid, without overflow."""
    return 0.5 * (1 + np.tanh(values / 2))
