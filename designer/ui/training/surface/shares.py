"""From what a network answers to what is drawn: which class, how sure, or where between lowest and highest."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from designer.training.messages import Surveyed
from designer.values import ObjectValue

Floats = NDArray[np.float32]
HUGE = 1e18
"""A network whose loss came to nothing may answer with anything; beyond this it makes no difference."""
SIGNED = ("Hinge", "SquaredHinge")
"""Losses under which a network answers with a sign."""


@dataclass(frozen=True)
class Examples:
    """Some examples as they are drawn: their places (features), truths, and which are training rows."""

    places: Floats
    truths: Floats
    training: int


@dataclass(frozen=True)
class Seen:
    """A survey, ready to be drawn.

    `taken` is the number of the class at each point, and `sure` from 0 to 1 how sure the network is of it; without
    classes `sure` is where the answer lies between `low` and `high`. Both are of the survey's height and width.
    """

    spans: tuple[tuple[float, float], ...]
    classes: tuple[str, ...]
    taken: NDArray[np.int64]
    sure: Floats
    low: float = 0.0
    high: float = 1.0
    bends: tuple[float, ...] = ()
    examples: Examples | None = None

    @property
    def flat(self) -> bool:
        """Whether it is a curve along a single feature."""
        return len(self.spans) == 1


def seen(found: Surveyed, classes: tuple[str, ...], loss: ObjectValue) -> Seen:
    """What a survey shows of a network that was trained for this loss."""
    values = np.frombuffer(found.values, np.float32).reshape(found.shape)
    values = np.nan_to_num(values, nan=0.0, posinf=HUGE, neginf=-HUGE).clip(-HUGE, HUGE)
    examples = _examples(found)
    if classes:
        taken, sure = _classified(values, loss)
        return Seen(found.spans, classes, taken, sure, bends=found.bends, examples=examples)
    first = values[..., 0]
    truths = examples.truths if examples is not None and len(examples.truths) else first
    low, high = float(truths.min()), float(truths.max())
    if len(found.spans) == 1:  # a curve is drawn whole, wherever it goes
        low, high = min(low, float(first.min())), max(high, float(first.max()))
    share = (first - low) / ((high - low) or 1.0)
    return Seen(found.spans, (), np.zeros(first.shape, int), share, low, high, found.bends, examples)


def _classified(values: Floats, loss: ObjectValue) -> tuple[NDArray[np.int64], Floats]:
    """The class at each point, and from 0 (a mere guess) to 1 how sure it is."""
    if values.shape[-1] == 1:
        positive = _probability(values[..., 0], loss)
        return (positive > 0.5).astype(int), np.abs(2 * positive - 1)
    scores = values
    if loss.settings.get("from_logits"):
        scores = np.exp(values - values.max(axis=-1, keepdims=True))
    total = scores.sum(axis=-1)
    best = scores.max(axis=-1) / np.where(total > 0, total, 1.0)
    least = 1.0 / values.shape[-1]
    return scores.argmax(axis=-1), np.clip((best - least) / (1.0 - least), 0.0, 1.0).astype(np.float32)


def _probability(values: Floats, loss: ObjectValue) -> Floats:
    if loss.settings.get("from_logits"):
        return (1.0 / (1.0 + np.exp(-np.clip(values, -60, 60)))).astype(np.float32)
    if loss.kind in SIGNED:
        values = (values + 1.0) / 2.0
    return np.clip(values, 0.0, 1.0)


def _examples(found: Surveyed) -> Examples | None:
    told = found.points
    if told is None:
        return None
    places = np.frombuffer(told.places, np.float32).reshape(told.count, len(found.spans))
    return Examples(places, np.frombuffer(told.truths, np.float32), told.training)


def told(shown: Seen, names: tuple[str, ...]) -> str:
    """The picture in a sentence, for who cannot see it."""
    over = " and ".join(names)
    if shown.classes:
        shares = [(name, float((shown.taken == at).mean())) for at, name in enumerate(shown.classes)]
        parts = ", ".join(f"“{name}” on {share:.0%}" for name, share in shares if share > 0)
        return f"Over {over} the network says {parts} of the range."
    lowest, highest = (
        shown.low + float(part) * (shown.high - shown.low) for part in (shown.sure.min(), shown.sure.max())
    )
    bends = f" A ReLU bends it at {len(shown.bends):,} places." if shown.bends else ""
    return f"Over {over} the network answers from {lowest:.3g} to {highest:.3g}.{bends}"
