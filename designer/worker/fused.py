"""Whole epochs in one compiled program over Keras's own `train_step` and `test_step`.

`fit` spends most of its time on small work in Python, between steps. Here the rows lie in one tensor, in
the order in which `fit` would visit them, and one program runs as many epochs (or, where an epoch is long, as
many steps) as it is told: the numbers are the same, the pauses between steps are gone.
"""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from designer.worker.randomness import as_without_xla
from designer.worker.watching import Watching

MOST_EPOCHS = 1024
"""How many epochs one call can run: the length of the table its logs come back in."""


@dataclass(frozen=True)
class Rows:
    """Examples as tensors, the training rows in visiting order; a tuple of tensors for each of several inputs or outputs.

    `y` and `y_validation` are tuples of the answers and, where rows do not all count alike, their weights.
    """

    x: Any
    y: Any
    x_validation: Any
    y_validation: Any


class Loop:
    """The program of one model for rows of fixed shapes. Running it changes the model's variables.

    `names` are the logs: training's, then validation's, and the learning rate; `steps` whole batches make an epoch,
    to which the rows left over (`rest`) are added as one smaller batch, as `fit` does it. `watching` are the callbacks.
    """

    def __init__(
        self, model: keras.Model, names: tuple[str, ...], rows: Rows, batch: int, watching: Watching, *, xla: bool
    ) -> None:
        self._model, self.names, self.watching, self.xla = model, names, watching, xla
        count = _count(rows.x)
        self.batch = min(batch, count)
        self.steps, self.rest = divmod(count, self.batch)
        self._program = tf.function(self._epochs, jit_compile=xla, autograph=False)

    def trace(self, rows: Rows) -> None:
        """Write the program down, the part of compiling that is Python's."""
        number = tf.TensorSpec([], tf.int32)
        specs = tf.nest.map_structure(lambda part: tf.TensorSpec(part.shape, part.dtype), _parts(rows))
        with as_without_xla() if self.xla else nullcontext():
            self._program.get_concrete_function(number, number, number, *specs)

    def compile(self, rows: Rows) -> None:
        """Have it compiled: it is run for no epoch at all, which changes nothing."""
        self.run(rows, 0)

    def run(self, rows: Rows, epochs: int, first: int = 0, last: int | None = None) -> np.ndarray:
        """Run steps `first` to `last` of each of `epochs` epochs; logs (epochs x names) of those that ended.

        An epoch ends when `last` is its number of steps. It stops early after an epoch whose loss is no
        number any more, or if a callback says so; the table then has fewer rows.
        """
        last = self.steps if last is None else last
        done, logs = self._program(
            tf.constant(epochs), tf.constant(first), tf.constant(last), *_parts(rows)
        )  # fmt: skip
        return np.asarray(logs)[: int(done)] if last == self.steps else np.empty((0, len(self.names)))

    def _epochs(self, epochs: Any, first: Any, last: Any, x: Any, y: Any, xv: Any, yv: Any) -> Any:
        def body(epoch: Any, logs: Any, going: Any) -> Any:
            self._train(first, last, x, y)
            row, stop = tf.cond(tf.equal(last, self.steps), lambda: self._end(x, y, xv, yv), self._nothing)
            logs = tf.tensor_scatter_nd_update(logs, [[epoch]], [row])
            return epoch + 1, logs, tf.math.is_finite(row[self.names.index("loss")]) & ~stop

        logs = tf.zeros([MOST_EPOCHS, len(self.names)])
        start = (tf.constant(0), logs, tf.constant(True))
        done, logs, _ = tf.while_loop(lambda epoch, _, going: (epoch < epochs) & going, body, start)
        return done, logs

    def _train(self, first: Any, last: Any, x: Any, y: Any) -> None:
        tf.cond(tf.equal(first, 0), lambda: _then(self._model.reset_metrics), lambda: tf.constant(0))
        self._steps(self._model.train_step, x, y, first, last)

    def _end(self, x: Any, y: Any, xv: Any, yv: Any) -> Any:
        """The smaller last batch, the logs of the epoch and those of the validation rows in `fit`'s batches; and
        whether a callback ends the run."""
        if self.rest:
            self._model.train_step((_last(x, self.rest), *_last(y, self.rest)))
        training = self._logs()
        self._model.reset_metrics()
        steps, rest = divmod(_count(xv), self.batch)
        if steps:
            self._steps(self._model.test_step, xv, yv, tf.constant(0), tf.constant(steps))
        if rest:
            self._model.test_step((_last(xv, rest), *_last(yv, rest)))
        rate = tf.cast(self._model.optimizer.learning_rate, tf.float32)
        row = tf.stack([*training, *self._logs(), rate])
        return row, self.watching.after(row)

    def _steps(self, step: Any, x: Any, y: Any, first: Any, last: Any) -> None:
        def body(number: Any) -> Any:
            step((self._cut(x, number), *self._cut(y, number)))
            return (number + 1,)

        tf.while_loop(lambda number: number < last, body, (first,))

    def _cut(self, rows: Any, number: Any) -> Any:
        return tf.nest.map_structure(lambda part: self._cut_one(part, number), rows)

    def _cut_one(self, rows: Any, number: Any) -> Any:
        # a slice, not a gather: it is what XLA turns into a view
        shape = [self.batch, *rows.shape[1:]]
        return tf.ensure_shape(tf.slice(rows, [number * self.batch, *[0] * (len(shape) - 1)], shape), shape)

    def _logs(self) -> list[Any]:
        return [tf.cast(value, tf.float32) for value in self._model.get_metrics_result().values()]

    def _nothing(self) -> Any:
        return tf.zeros([len(self.names)]), tf.constant(False)


def _count(rows: Any) -> int:
    return int(tf.nest.flatten(rows)[0].shape[0])


def _last(rows: Any, count: int) -> Any:
    return tf.nest.map_structure(lambda part: part[-count:], rows)


def _then(action: Any) -> Any:
    action()
    return tf.constant(0)


def _parts(rows: Rows) -> tuple[Any, ...]:
    return rows.x, rows.y, rows.x_validation, rows.y_validation
