"""Batches of rows that lie on the disk, for Keras's own loops, in the order in which they would visit arrays.

The exported script has the same pipeline in its own words (`designer.codegen.streaming`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from designer.data.examples import Examples
from designer.data.room import adapted_at_once
from designer.data.rows import AnyRows, Part, Rows, arrays, count
from designer.errors import DataError
from designer.plan import TrainingPlan
from designer.worker.weighing import weights_of

TAKING = 2
"""So many batches are taken from the disk at the same time."""
AHEAD = 2
"""So many wait for their turn."""
BATCHES_HELD = TAKING + AHEAD + 1
"""With the one that is learned from."""


class Feed:
    """Makes data sets of batches, and remembers why one of them could not go on."""

    def __init__(self) -> None:
        self._fault: DataError | None = None

    @contextmanager
    def honest(self) -> Iterator[None]:
        """Within this, a batch that cannot be read raises its `DataError`, not TensorFlow's word for it."""
        try:
            yield
        except (tf.errors.OpError, ValueError, RuntimeError):
            if self._fault is not None:
                raise self._fault from None
            raise

    def training(self, plan: TrainingPlan, examples: Examples, order: np.ndarray) -> Any:
        """What `fit` learns from in one epoch."""
        weights = weights_of(plan, examples)
        return self._weighed(examples.x_train, examples.y_train, weights, order, plan.training.batch_size)

    def validation(self, plan: TrainingPlan, examples: Examples) -> Any:
        """What it is judged by."""
        x, order = examples.x_validation, np.arange(count(examples.x_validation))
        return self._weighed(x, examples.y_validation, examples.w_validation, order, plan.training.batch_size)

    def inputs(self, part: Part) -> Any:
        """One part of the inputs, in order."""
        return self._alone([part])

    def answers(self, before: Callable[..., Any], x: AnyRows) -> Any:
        """What layers make of the inputs, in order."""
        parts = arrays(x)
        return self._alone(parts).map(lambda *rows: before(list(rows) if len(parts) > 1 else rows[0], training=False))

    def _alone(self, parts: list[Part]) -> Any:
        count = len(parts[0])
        size = adapted_at_once(sum(part.size for part in parts) // max(1, count))
        batches = self._batches(parts, np.arange(count), size)
        return batches.map(lambda *rows: rows if len(rows) > 1 else rows[0])

    def _weighed(self, x: AnyRows, y: Rows, weights: np.ndarray | None, order: np.ndarray, batch: int) -> Any:
        put, out = arrays(x), arrays(y)
        counted = [] if weights is None else [weights] * len(out)
        flat = self._batches([*put, *out, *counted], order, batch)

        def arranged(*parts: Any) -> tuple[Any, ...]:
            sides = parts[: len(put)], parts[len(put) : len(put) + len(out)], parts[len(put) + len(out) :]
            return tuple(side if len(side) > 1 else side[0] for side in sides if side)

        return flat.map(arranged).prefetch(AHEAD)

    def _batches(self, parts: list[Part], order: np.ndarray, batch: int) -> Any:
        """Batches of each part, none of which exists before it is its turn soon."""

        def take(first: np.ndarray) -> list[np.ndarray]:
            rows = order[int(first) : int(first) + batch]
            try:
                return [part[rows] for part in parts]
            except DataError as error:
                self._fault = error
                raise

        def shaped(first: Any) -> Any:
            found = tf.numpy_function(take, [first], [tf.as_dtype(part.dtype) for part in parts], stateful=False)
            for one, part in zip(found, parts, strict=True):
                one.set_shape([None, *part.shape[1:]])
            return tuple(found)

        return tf.data.Dataset.range(0, len(order), batch).map(shaped, num_parallel_calls=TAKING)


def adapt(layer: keras.Layer, part: Part) -> None:
    """Let a layer learn from rows on the disk, batch by batch."""
    feed = Feed()
    with feed.honest():
        layer.adapt(feed.inputs(part))


def adapt_behind(layer: keras.Layer, before: Callable[..., Any], x: AnyRows) -> None:
    """Let a layer learn from what the layers before it make of rows."""
    feed = Feed()
    with feed.honest():
        layer.adapt(feed.answers(before, x))
