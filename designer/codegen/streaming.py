"""What a script says to train on rows that stay on the disk: batches of them, in public Keras and TensorFlow only.

The order is that of `fit` on arrays with the same seed, and so are the numbers; `tests/worker/test_streaming.py` holds
both against each other. What Layerloom itself does is `designer.worker.streaming`.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from designer.codegen.expressions import Expression, call, laid_out
from designer.data.room import adapted_at_once
from designer.graph.specs import TrainingSettings
from designer.values import Shape

IMPORTS = ("import tensorflow as tf",)

BATCHES = '''
def batches(x, y=None, size=32, shuffle=False):
    """The rows in batches, which are read while the network learns from those before.

    Shuffled, they come in the order in which Keras shuffles arrays in memory.
    """
    order = np.arange(len(x))
    if shuffle:
        one = tf.data.Dataset.range(1)
        orders = one.map(lambda _: tf.random.shuffle(tf.range(len(x), dtype=tf.int64)))
        order = next(iter(orders)).numpy()
    shape = x[order[:1]].shape[1:]

    def rows_of(first):
        return x[order[first : first + size]]

    def answers_of(first):
        return y[order[first : first + size]]

    def batch(first):
        rows = tf.numpy_function(rows_of, [first], tf.float32)
        rows.set_shape([None, *shape])
        if y is None:
            return rows
        answers = tf.numpy_function(answers_of, [first], y.dtype)
        answers.set_shape([None, *y.shape[1:]])
        return rows, answers

    firsts = tf.data.Dataset.range(0, len(x), size)
    return firsts.map(batch, num_parallel_calls=2).prefetch(2)
'''

BATCHES_OF_PARTS = '''
def batches(x, y=None, w=None, size=32, shuffle=False):
    """The rows in batches, which are read while the network learns from those before.

    Several inputs and several answers come in lists; `w` says how much each row counts.
    Shuffled, they come in the order in which Keras shuffles arrays in memory.
    """
    inputs = x if isinstance(x, list) else [x]
    answers = y if isinstance(y, list) else [] if y is None else [y]
    parts = [*inputs, *answers, *([] if w is None else [w] * len(answers))]
    count, last = len(inputs[0]), len(inputs) + len(answers)
    order = np.arange(count)
    if shuffle:
        one = tf.data.Dataset.range(1)
        orders = one.map(lambda _: tf.random.shuffle(tf.range(count, dtype=tf.int64)))
        order = next(iter(orders)).numpy()
    kinds = [part[order[:1]] for part in parts]

    def rows_of(first):
        return [part[order[first : first + size]] for part in parts]

    def batch(first):
        found = tf.numpy_function(rows_of, [first], [kind.dtype for kind in kinds])
        for rows, kind in zip(found, kinds):
            rows.set_shape([None, *kind.shape[1:]])
        sides = found[: len(inputs)], found[len(inputs) : last], found[last:]
        sides = [tuple(side) if len(side) > 1 else side[0] for side in sides if side]
        return tuple(sides) if len(sides) > 1 else sides[0]

    firsts = tf.data.Dataset.range(0, count, size)
    return firsts.map(batch, num_parallel_calls=2).prefetch(2)
'''
"""The same for several inputs or answers, and for rows that do not all count alike."""

ADAPTED = "# batch by batch, so that the last digits may differ from adapting to all rows at once"


def adapting_on_disk(layer: str, shapes: list[Shape], which: int | None) -> Iterator[str]:
    """A layer that adapts to what is on the disk: to one input, or to what the layers before it make of all of them."""
    taken = shapes if which is None else [shapes[which]]
    size = adapted_at_once(sum(prod(side or 1 for side in shape) for shape in taken))
    part = f"[{which}]" if which is not None and len(shapes) > 1 else ""
    rows = f"batches(x_train{part}, size={size})"
    yield ADAPTED
    if which is None:
        yield from laid_out(call("before = keras.Model", ["model.inputs", f"{layer}.input"]))
        rows += ".map(before)" if len(shapes) == 1 else ".map(lambda *parts: before(list(parts)))"
    yield from laid_out(call(f"{layer}.adapt", [rows]))


def fitting_on_disk(given: TrainingSettings, more: list[Expression], *, weighed: bool) -> Iterator[str]:
    """The call of `fit`, with `more` that it is told beside the rows; `weighed` says whether these have weights."""
    size = f"size={given.batch_size}"
    shuffled = ["shuffle=True"] if given.shuffle else []
    learned, held = (["w_train"], ["w_validation"]) if weighed else ([], [])
    if weighed:
        yield "# w_train and w_validation say how much each row counts in the loss"
    yield from laid_out(call("learned = batches", ["x_train", "y_train", *learned, size, *shuffled]))
    yield from laid_out(call("held_back = batches", ["x_validation", "y_validation", *held, size]))
    told = ["learned", "validation_data=held_back", f"epochs={given.epochs}", "shuffle=False", "verbose=2"]
    yield from laid_out(call("history = model.fit", [*told, *more]))
