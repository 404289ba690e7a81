"""What a network answers over the plane of two of its inputs, or along one: its surface, its boundary, its curve."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import keras
import numpy as np
import tensorflow as tf

from designer.data.examples import Examples
from designer.data.rows import arrays, is_text
from designer.training.messages import Points, Survey, Surveyed
from designer.worker.looking import CANNOT, Nothing, listed, relus, spans_of
from designer.worker.middle import features_of, middle_of, rows_through
from designer.worker.programs import Program

MOST_POINTS = 1_000
"""How many examples are sent: more would cover each other."""
CURVE = 5
"""Along a single feature so many times as many points are asked about as on the side of a plane."""
MOST_BENDS = 100


class Surveyor:
    """Asks one program's network about the same points again and again. Raises what Keras raises if it cannot."""

    def __init__(self, program: Program, request: Survey, spans: tuple[tuple[float, float], ...]) -> None:
        self.program = program
        self._asked = request.features, request.grid
        self.spans = spans
        axes = [np.linspace(low, high, request.grid * (1 if len(spans) == 2 else CURVE)) for low, high in spans]
        self._rows = rows_through(middle_of(program.examples), request.features, axes)
        self._height = len(axes[1]) if len(axes) == 2 else 1
        self._width = len(axes[0])
        model = program.model
        self._hinges = [given for _, given in relus(program) if len(given.shape) == 2] if len(axes) == 1 else []
        outputs = keras.Model(model.inputs, [model.outputs[0], *self._hinges])
        answer = tf.function(lambda rows: listed(outputs(rows, training=False)), autograph=False)
        self._answer = answer.get_concrete_function(tf.TensorSpec(self._rows.shape, tf.float32))
        self._answer(self._rows)

    def serves(self, program: Program, request: Survey) -> bool:
        """Whether this is the surveyor for a request."""
        return program is self.program and self._asked == (request.features, request.grid)

    def look(self, request: Survey, trained: bool) -> Surveyed:
        """The answers of the network as it is now."""
        begun = time.perf_counter()
        values, *hinges = (np.asarray(part, dtype=np.float32) for part in self._answer(self._rows))
        values = values.reshape(self._height, self._width, -1)
        return Surveyed(
            id=request.id,
            spans=self.spans,
            shape=values.shape,
            values=np.ascontiguousarray(values).tobytes(),
            bends=tuple(self._bends(hinges))[:MOST_BENDS],
            points=_points(self.program.examples, request.features) if request.points else None,
            trained=trained,
            seconds=time.perf_counter() - begun,
        )

    def _bends(self, hinges: list[np.ndarray]) -> Iterator[float]:
        """Where along the feature a unit of a ReLU begins or ends to answer."""
        axis = np.linspace(*self.spans[0], self._width)
        for answers in hinges:
            on = answers > 0
            for at in np.unique(np.nonzero(on[1:] != on[:-1])[0]):
                yield float((axis[at] + axis[at + 1]) / 2)


def surveyor(program: Program, request: Survey) -> Surveyor:
    """One for a request. Raises `Nothing` where the network or its data has no such plane."""
    spans = _spans(program, request)
    if not spans:
        raise Nothing
    try:
        return Surveyor(program, request, spans)
    except CANNOT as error:
        print(f"layerloom worker: no surface of this network: {str(error)[:2000]}", file=sys.stderr)
        raise Nothing from error


def _spans(program: Program, request: Survey) -> tuple[tuple[float, float], ...]:
    """The range of each feature, if examples are rows of numbers that have these, and each answer is a row too."""
    model = program.model
    if len(model.inputs) != 1 or is_text(program.examples.x_train) or len(model.inputs[0].shape) != 2:
        return ()
    count = model.inputs[0].shape[1]
    named = set(request.features)
    if len(model.outputs[0].shape) != 2 or not 1 <= len(named) == len(request.features) <= 2:
        return ()
    if not all(0 <= at < count for at in named):
        return ()
    spans = spans_of(features_of(program.examples)[:, list(request.features)])
    return tuple(span for span in spans if span is not None) if None not in spans else ()


def _points(examples: Examples, features: tuple[int, ...]) -> Points:
    """Examples drawn evenly from all there are, training rows first."""
    sides = [
        (arrays(examples.x_train)[0], arrays(examples.y_train)[0]),
        (arrays(examples.x_validation)[0], arrays(examples.y_validation)[0]),
    ]
    total = sum(len(x) for x, _ in sides)
    step = max(1, -(-total // MOST_POINTS))
    x = [np.asarray(side[::step][:, list(features)], dtype=np.float32) for side, _ in sides]
    y = [np.asarray(side[::step].reshape(len(side[::step]), -1)[:, 0], dtype=np.float32) for _, side in sides]
    return Points(len(x[0]) + len(x[1]), len(x[0]), np.concatenate(x).tobytes(), np.concatenate(y).tobytes())
