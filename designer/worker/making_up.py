"""Rows made up for a network nobody has data for: random, but such as its inputs take, and the same each time."""

from __future__ import annotations

from collections.abc import Iterator

import keras
import numpy as np

from designer.data.rows import Rows
from designer.plan import ModelPlan, declared
from designer.worker.outside import ANY_SIDE

ROWS = 8
"""How many are made: enough to see a difference, and few where each is a large image."""
MOST_PLACES = 1000
"""Whole numbers are below this where nothing says how many there are."""
LENGTHS = ("input_dim", "num_tokens")
"""Settings that say how long a list is."""
WORDS = ("a", "good", "bad", "film", "story", "never", "always", "seen")


def made_up(model: keras.Model, plan: ModelPlan, seed: int) -> Rows:
    """Rows for each input, in the model's order."""
    draw = np.random.default_rng(seed)
    ids = [call.id for call in plan.calls if call.role == "input"]
    parts = [_part(put, _places(plan, id), draw) for put, id in zip(model.inputs, ids, strict=True)]
    return parts if len(parts) > 1 else parts[0]


def _part(put: keras.KerasTensor, places: int | None, draw: np.random.Generator) -> np.ndarray:
    shape = (ROWS, *(ANY_SIDE if side is None else side for side in put.shape[1:]))
    if put.dtype == "string":
        return np.array([" ".join(words) for words in draw.choice(WORDS, (int(np.prod(shape)), 6))]).reshape(shape)
    if put.dtype == "bool":
        return draw.random(shape) < 0.5
    whole = np.issubdtype(np.dtype(put.dtype), np.integer)
    if places is not None or whole:
        return draw.integers(0, max(1, places or MOST_PLACES), shape).astype(put.dtype)
    return draw.standard_normal(shape).astype(put.dtype)


def _places(plan: ModelPlan, start: str) -> int | None:
    """Below which whole number the numbers of an input must be, if they are looked up somewhere."""
    return min(_lengths(plan, start), default=None)


def _lengths(plan: ModelPlan, start: str) -> Iterator[int]:
    """How long each list is that an input's own numbers are places in."""
    calls = {call.id: call for call in plan.calls}
    reached = {start}
    for call in plan.calls:
        if not reached.intersection(call.inputs):
            continue
        maker, kind = calls[call.makes], declared(call.kind)
        told = kind.filled(maker.arguments)
        length = next((told[name] for name in LENGTHS if told.get(name)), None)
        if isinstance(length, int):
            yield length
        elif not maker.parameters and kind.places is None:
            reached.add(call.id)
