"""What a network answers over the plane of two of its inputs, or along one: its surface, its boundary, its curve."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from designer.data.examples import Examples
from designer.data.rows import arrays, is_text
from designer.training.messages import Points, Survey, Surveyed
from designer.worker.programs import Program

MOST_POINTS = 1_000
"""How many examples are sent: more would cover each other."""
CURVE = 5
"""Along a single feature so many times as many points are asked about as on the side of a plane."""
MOST_BENDS = 100
_CANNOT = (tf.errors.OpError, ValueError, TypeError, RuntimeError, AttributeError)


class Surveyor:
    """Asks one program's network about the same points again and again. Raises what Keras raises if it cannot."""

    def __init__(self, program: Program, request: Survey) -> None:
        self.program = program
        self._asked = request.features, request.grid
        x = _features(program.examples)
        self.spans = tuple((float(x[:, at].min()), float(x[:, at].max())) for at in request.features)
        axes = [
            np.linspace(low, high, request.grid * (1 if len(self.spans) == 2 else CURVE)) for low, high in self.spans
        ]
        self._rows = _rows(np.median(x, axis=0), request.features, axes)
        self._height = len(axes[1]) if len(axes) == 2 else 1
        self._width = len(axes[0])
        model = program.model
        self._hinges = list(_hinges(program)) if len(axes) == 1 else []
        outputs = keras.Model(model.inputs, [model.outputs[0], *self._hinges])
        answer = tf.function(lambda rows: _listed(outputs(rows, training=False)), autograph=False)
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


class Surveyors:
    """The surveyor last used, kept for the next look. Any thread may ask."""

    def __init__(self) -> None:
        self._last: Surveyor | None = None
        self._lock = threading.Lock()

    def surveyor(self, program: Program, request: Survey) -> Surveyor | None:
        """The one for a request, or nothing where the network or its data has no such plane."""
        with self._lock:
            if self._last is not None and self._last.serves(program, request):
                return self._last
            if not _possible(program, request):
                return None
            try:
                self._last = Surveyor(program, request)
            except _CANNOT as error:
                print(f"layerloom worker: no surface of this network: {str(error)[:2000]}", file=sys.stderr)
                return None
            return self._last


def _possible(program: Program, request: Survey) -> bool:
    """Whether examples are rows of numbers that have these features, and each answer is a row of numbers."""
    model = program.model
    if len(model.inputs) != 1 or is_text(program.examples.x_train) or len(model.inputs[0].shape) != 2:
        return False
    count = model.inputs[0].shape[1]
    named = set(request.features)
    if len(model.outputs[0].shape) != 2 or not 1 <= len(named) == len(request.features) <= 2:
        return False
    x = _features(program.examples)
    low, high = x.min(axis=0), x.max(axis=0)
    return all(0 <= at < count and np.isfinite(low[at]) and low[at] < high[at] for at in named)


def _features(examples: Examples) -> np.ndarray:
    """The training rows, which are what is learned from: one row an example."""
    return np.asarray(arrays(examples.x_train)[0], dtype=np.float32)


def _rows(middle: np.ndarray, features: tuple[int, ...], axes: list[np.ndarray]) -> np.ndarray:
    """The examples to ask about: of a plane the first is at its top left, where the second feature is largest."""
    places = [axes[0]] if len(axes) == 1 else [part.ravel() for part in np.meshgrid(axes[0], axes[1][::-1])]
    rows = np.repeat(middle[None].astype(np.float32), len(places[0]), axis=0)
    for at, values in zip(features, places, strict=True):
        rows[:, at] = values
    return rows


def _hinges(program: Program) -> Iterator[Any]:
    """What comes out of each ReLU of the network that answers with a row."""
    for layer in program.model.layers:
        is_relu = isinstance(layer, keras.layers.ReLU) or getattr(layer, "activation", None) is keras.activations.relu
        if is_relu and len(layer.output.shape) == 2:
            yield layer.output


def _listed(answers: Any) -> list[Any]:
    return list(answers) if isinstance(answers, list | tuple) else [answers]


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
