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

ADAPTED = "# batch by batch, so that the last digits may differ from adapting to all rows at once"


def adapting_on_disk(layer: str, direct: bool, shape: Shape) -> Iterator[str]:
    """A layer that adapts to what is on the disk, or to what the layers before it make of that."""
    rows = f"batches(x_train, size={adapted_at_once(prod(side or 1 for side in shape))})"
    yield ADAPTED
    if not direct:
        yield from laid_out(call("before = keras.Model", ["model.inputs", f"{layer}.input"]))
    yield from laid_out(call(f"{layer}.adapt", [rows if direct else f"{rows}.map(before)"]))


def fitting_on_disk(given: TrainingSettings, more: list[Expression]) -> Iterator[str]:
    """The call of `fit`, with `more` that it is told beside the rows."""
    size = f"size={given.batch_size}"
    shuffled = ["shuffle=True"] if given.shuffle else []
    yield from laid_out(call("learned = batches", ["x_train", "y_train", size, *shuffled]))
    yield from laid_out(call("held_back = batches", ["x_validation", "y_validation", size]))
    told = ["learned", "validation_data=held_back", f"epochs={given.epochs}", "shuffle=False", "verbose=2"]
    yield from laid_out(call("history = model.fit", [*told, *more]))
