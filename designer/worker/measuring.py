"""How large weights and gradients are, layer by layer, and which units of a ReLU answer nothing at all.

One program works all of it out from the weights as they are, and changes none of the network's variables: what a step
of training would change (random numbers, running means, metrics) it keeps to itself.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from designer.data.rows import count
from designer.plan import ModelPlan, TrainingPlan
from designer.training.messages import LayerMeasured, Measure, Measured, Spread
from designer.worker.looking import CANNOT, Nothing, listed, relus
from designer.worker.programs import SMALL_STEP, Program, learned_from

MOST_ROWS = 256
"""Units are held against at most so many training rows."""
MOST_NUMBERS, FEWEST_NUMBERS = 200_000, 1_000
"""So many weights are looked at in all, but of each layer at least so many, if it has them."""
MOST_LAYERS = 400
BINS = 30
MOST_DEAD = 8
"""So many dead units are named."""


@dataclass(frozen=True)
class Row:
    """One layer that is measured: what it learns, what has gradients of that, and what its ReLU gives."""

    node: str
    weights: tuple[Any, ...]
    learning: bool
    answer: Any = None

    @property
    def size(self) -> int:
        return sum(int(np.prod(weight.shape)) for weight in self.weights)


class Measurer:
    """Measures one program's network, again and again. Raises what Keras raises if it cannot, or `Nothing`."""

    def __init__(self, program: Program, request: Measure) -> None:
        self.program = program
        self._rows = tuple(_rows(program, request.plan.model))[:MOST_LAYERS]
        if not self._rows:
            raise Nothing
        self._most = max(FEWEST_NUMBERS, MOST_NUMBERS // len(self._rows))
        model = program.model
        given = [row.answer for row in self._rows if row.answer is not None]
        self._answering = keras.Model(model.inputs, [*model.outputs, *given])
        self._sample, self._batch = _sample(program, request.plan)
        self._held = int(tf.nest.flatten(self._sample)[0].shape[0])
        self._program = tf.function(self._all, autograph=False).get_concrete_function()
        self._program()

    def serves(self, program: Program, request: Measure) -> bool:
        """Whether this is the one for a request."""
        return program is self.program

    def look(self, request: Measure, trained: bool) -> Measured:
        """The network as it is now."""
        begun = time.perf_counter()
        weights, gradients, norms, dead = (np.asarray(part) for part in self._program())
        layers, at, unit = {}, 0, 0
        for number, row in enumerate(self._rows):
            seen = slice(at, at + _thinned(row.size, self._most)[1])
            units = slice(unit, unit + _units(row))
            at, unit = seen.stop, units.stop
            layers[row.node] = _measured(row, weights[seen], gradients[seen], norms[number], dead[units])
        epoch = self.program.moments.at if trained else 0
        spent = time.perf_counter() - begun
        return Measured(request.id, layers, self._batch, self._held, epoch, trained, spent)

    def _all(self) -> tuple[Any, ...]:
        """Of all layers one after the other: weights and gradients, thinned; both norms of each; which units are dead."""
        outputs, gradients = self._learn()
        answers = iter(outputs[len(self.program.model.outputs) :])
        dead = [_dead(next(answers)) for row in self._rows if row.answer is not None]
        own = [_flat(row.weights) for row in self._rows]
        slopes = [
            _flat([gradients[id(weight)] for weight in row.weights]) if row.learning else tf.zeros_like(one)
            for row, one in zip(self._rows, own, strict=True)
        ]
        norms = [tf.stack([tf.norm(one), tf.norm(slope)]) for one, slope in zip(own, slopes, strict=True)]
        return (
            tf.concat([_thin(one, self._most) for one in own], axis=0),
            tf.concat([_thin(one, self._most) for one in slopes], axis=0),
            tf.stack(norms),
            tf.concat(dead, axis=0) if dead else tf.zeros([0], tf.bool),
        )

    def _learn(self) -> tuple[list[Any], dict[int, Any]]:
        """What comes out for all rows, and the gradients of a batch's loss, as a step of training works them out."""
        model = self.program.model
        x, y = self._sample
        learned = [weight for row in self._rows if row.learning for weight in row.weights]
        with tf.GradientTape() as tape:
            values = [tf.identity(weight.value) for weight in learned]
            tape.watch(values)
            first = tf.nest.map_structure(lambda part: part[: self._batch], (x, y))
            with keras.StatelessScope(list(zip(learned, values, strict=True)), collect_losses=True):
                said = model(first[0], training=True)
                loss = model.compute_loss(first[0], first[1][0], said, *first[1][1:], training=True)
        slopes = tape.gradient(loss, values, unconnected_gradients=tf.UnconnectedGradients.ZERO)
        found = {id(weight): tf.convert_to_tensor(slope) for weight, slope in zip(learned, slopes, strict=True)}
        with keras.StatelessScope():
            return listed(self._answering(x, training=False)), found


def measurer(program: Program, request: Measure) -> Measurer:
    """One for a request. Raises `Nothing` where a network has no layers to measure, or cannot be asked like this."""
    try:
        return Measurer(program, request)
    except CANNOT as error:
        print(f"layerloom worker: no gradients of this network: {str(error)[:2000]}", file=sys.stderr)
        raise Nothing from error


def _rows(program: Program, plan: ModelPlan) -> Iterator[Row]:
    answers = {id(layer): given for layer, given in relus(program) if not getattr(layer, "negative_slope", 0)}
    for call in plan.calls:
        layer = program.layers.get(call.id)
        if layer is None or call.layer or call.role == "input":
            continue  # of a layer that is called again, the first card tells
        weights = tuple(weight for weight in layer.trainable_weights or _frozen(layer) if "float" in str(weight.dtype))
        answer = answers.get(id(layer))
        if weights or answer is not None:
            yield Row(call.nodes[0], weights, bool(layer.trainable_weights), answer)


def _frozen(layer: keras.Layer) -> list[Any]:
    """The weights of a layer that was told to learn no more; what data or random numbers made are none."""
    return [] if layer.trainable else list(layer.weights)


def _sample(program: Program, plan: TrainingPlan) -> tuple[Any, int]:
    """Training rows drawn evenly, as they are fed in, and how many of them are a batch: fewer where rows cost much."""
    rows, batch = count(program.examples.x_train), plan.training.batch_size
    allowed = max(1, SMALL_STEP // max(1, program.model.count_params()))
    most = min(rows, MOST_ROWS, max(allowed, min(batch, MOST_ROWS)))
    places = program.order[np.linspace(0, rows - 1, most).round().astype(int)]
    return learned_from(plan, program.examples, places), min(batch, most)


def _units(row: Row) -> int:
    return 0 if row.answer is None else int(row.answer.shape[-1])


def _dead(answers: Any) -> Any:
    """Which units are 0 for every row, and at every place of an image or a sequence."""
    return tf.reduce_all(tf.equal(answers, 0), axis=list(range(len(answers.shape) - 1)))


def _flat(parts: Any) -> Any:
    return tf.concat([tf.zeros([0]), *(tf.cast(tf.reshape(part, [-1]), tf.float32) for part in parts)], axis=0)


def _thinned(size: int, most: int) -> tuple[int, int]:
    """Every how many-th of so many numbers is looked at, and how many these are."""
    step = max(1, -(-size // most))
    return step, -(-size // step)


def _thin(values: Any, most: int) -> Any:
    return values[:: _thinned(int(values.shape[0]), most)[0]]


def _measured(
    row: Row, weights: np.ndarray, gradients: np.ndarray, norms: np.ndarray, dead: np.ndarray
) -> LayerMeasured:
    numbers = np.flatnonzero(dead)
    return LayerMeasured(
        _spread(weights, row.size, norms[0]) if row.weights else None,
        _spread(gradients, row.size, norms[1]) if row.learning else None,
        len(dead),
        len(numbers),
        tuple(numbers[:MOST_DEAD].tolist()),
    )


def _spread(values: np.ndarray, size: int, norm: float) -> Spread:
    known = values[np.isfinite(values)].astype(float)
    unsound = len(values) - len(known)
    if not len(known):
        return Spread(size, float(norm), 0.0, 0.0, 0.0, 0.0, (), unsound)
    low, high = float(known.min()), float(known.max())
    width = (high - low) or 1.0
    bins = np.minimum((known - low) * (BINS / width), BINS - 1).astype(int)
    counts = np.bincount(bins, minlength=BINS)
    return Spread(
        size, float(norm), float(known.mean()), float(known.std()), low, high, tuple(counts.tolist()), unsound
    )
