"""What the layers of a network hold and do: their weights, and what each unit answers over the range of the inputs.

All that a look takes (rows to ask about, a program that gives every wanted answer at once) is made ahead, beside a
run; the look itself is short, and is taken between two epochs.
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

from designer.data.rows import arrays, sampled
from designer.plan import Call, ModelPlan
from designer.training.messages import Inside, LayerInside, LookInside, MapKind
from designer.worker.looking import CANNOT, listed, points_over, spans_of
from designer.worker.middle import middle_of, rows_through
from designer.worker.programs import Program

SMALL = 40
"""A network of up to so many nodes is looked at as a whole."""


@dataclass(frozen=True)
class Wanted:
    """One node to look into: its call, the layer, and which units and inputs are shown."""

    node: str
    call: Call
    layer: keras.Layer | None
    units: int
    shown: np.ndarray
    inputs: int = 0
    shown_inputs: np.ndarray | None = None
    image: tuple[int, int] | None = None

    @property
    def folded(self) -> bool:
        """Whether an activation of another node was written into this one's layer."""
        return self.node != self.call.nodes[-1]


class Viewer:
    """Looks into one program's network, again and again."""

    def __init__(self, program: Program, request: LookInside) -> None:
        self.program = program
        self._asked = _asked(request)
        self._wanted = tuple(_wanted(program, request, self._asked[0]))
        self.spans, self._kind = _spans(program, request) if request.grid else ((), "unasked")
        axes = [np.linspace(low, high, request.grid) for low, high in self.spans]
        self._points = _points(program, request, axes) if axes else np.zeros((0, 1), np.float32)
        self._shape = (request.grid, request.grid) if self._kind == "plane" else (1, request.grid)
        self._answering: tuple[Wanted, ...] = ()
        self._answers: Any = None
        if self.spans:
            self._make_answers(request.plan.model)

    def serves(self, program: Program, request: LookInside) -> bool:
        """Whether this is the viewer for a request."""
        return program is self.program and self._asked == _asked(request)

    def look(self, request: LookInside, trained: bool) -> Inside:
        """The network as it is now."""
        begun = time.perf_counter()
        maps: dict[str, np.ndarray] = {}
        if self._answers is not None:
            answers = self._answers(self._points)
            maps = {wanted.node: np.asarray(part) for wanted, part in zip(self._answering, answers, strict=True)}
        if self.spans:
            given = (wanted for wanted in self._wanted if wanted.call.role == "input")
            maps |= {wanted.node: self._points[:, wanted.shown] for wanted in given}
        asked = (wanted for wanted in self._wanted if wanted.node in request.nodes)
        layers = {wanted.node: self._layer(wanted, maps.get(wanted.node)) for wanted in asked}
        return Inside(request.id, layers, trained, self.spans, time.perf_counter() - begun)

    def _layer(self, wanted: Wanted, answers: np.ndarray | None) -> LayerInside:
        kernel, bias, largest = _weights(wanted)
        kind: MapKind = "unasked" if self._kind == "unasked" else "none"
        maps = np.zeros((0, 0, 0), np.float32)
        if answers is not None:
            maps, kind = answers.T.reshape(len(wanted.shown), *self._shape), self._kind
        elif kind == "none" and wanted.image is not None and wanted.layer is not None:
            columns = np.asarray(wanted.layer.kernel)[:, wanted.shown]
            maps, kind = columns.T.reshape(len(wanted.shown), *wanted.image), "weights"
        rows = wanted.shown_inputs if wanted.shown_inputs is not None else ()
        return LayerInside(
            units=wanted.units,
            shown=tuple(int(unit) for unit in wanted.shown),
            inputs=wanted.inputs,
            shown_inputs=tuple(int(row) for row in rows),
            kernel=_packed(kernel),
            bias=_packed(bias),
            largest=largest,
            activation=_activation(wanted),
            map_kind=kind,
            map_shape=maps.shape,
            maps=_packed(maps),
            map_largest=_largest(maps),
        )

    def _make_answers(self, plan: ModelPlan) -> None:
        """One program that gives every wanted answer. Where there can be none the weights still show."""
        answering = [(wanted, source) for wanted in self._wanted if (source := _source(wanted)) is not None]
        if not answering:
            return
        try:
            model = keras.Model(self.program.model.inputs, [source for _, source in answering])
            self._answering = tuple(wanted for wanted, _ in answering)
            program = tf.function(lambda rows: self._answer(model, rows), autograph=False)
            self._answers = program.get_concrete_function(tf.TensorSpec(self._points.shape, tf.float32))
            self._answers(self._points)
        except CANNOT as error:
            self._answers = None
            print(f"layerloom worker: no maps of this network's units: {str(error)[:2000]}", file=sys.stderr)

    def _answer(self, model: keras.Model, rows: Any) -> list[Any]:
        sources = listed(model(rows, training=False))
        return [_shown(wanted, source) for wanted, source in zip(self._answering, sources, strict=True)]


def _asked(request: LookInside) -> tuple[tuple[str, ...], int, int, int, tuple[int, ...]]:
    """What a viewer is made for: of a small network for all nodes, so that it serves wherever one looks."""
    every = tuple(node for call in request.plan.model.calls for node in call.nodes)
    nodes = every if len(every) <= SMALL else request.nodes
    return nodes, request.most, request.few, request.grid, request.features


def _wanted(program: Program, request: LookInside, nodes: tuple[str, ...]) -> Iterator[Wanted]:
    by_node = {node: call for call in request.plan.model.calls for node in call.nodes}
    images = dict(_images(request.plan.model))
    for node in nodes:
        call = by_node.get(node)
        layer = None if call is None else program.layers.get(call.id)
        if call is None:
            continue
        if call.kind == "Dense" and node == call.nodes[0] and layer is not None:
            inputs, units = (int(size) for size in layer.kernel.shape)
            inputs_shown, shown = _sampled(inputs, request), _sampled(units, request)
            image = images.get(call.id)
            yield Wanted(node, call, layer, units, shown, inputs, inputs_shown, image)
        elif len(shape := _output_shape(program, call, layer)) == 1:
            yield Wanted(node, call, layer, shape[0], _sampled(shape[0], request))


def _output_shape(program: Program, call: Call, layer: keras.Layer | None) -> tuple[int, ...]:
    """One example's shape as a layer gives it; empty where it has several, or none that is fixed."""
    if call.role == "input":
        shape = tuple(program.model.inputs[0].shape[1:]) if len(program.model.inputs) == 1 else ()
    else:
        shape = tuple(getattr(getattr(layer, "output", None), "shape", (None,))[1:])
    return () if None in shape else shape


def _images(plan: ModelPlan) -> Iterator[tuple[str, tuple[int, int]]]:
    """Dense calls whose inputs are the pixels of one image, with its height and width."""
    calls = {call.id: call for call in plan.calls}
    for call in plan.calls:
        way = call
        passed = False
        while len(way.inputs) == 1 and calls[way.inputs[0]].kind in ("Flatten", "Rescaling", "Normalization"):
            way = calls[way.inputs[0]]
            passed |= way.kind == "Flatten"
        first = calls.get(way.inputs[0]) if len(way.inputs) == 1 else None
        given = first.arguments.get("shape") if first is not None and first.role == "input" else None
        if call.kind == "Dense" and passed and isinstance(given, tuple) and (len(given) == 2 or given[2:] == (1,)):
            yield call.id, (int(str(given[0])), int(str(given[1])))


def _sampled(count: int, request: LookInside) -> np.ndarray:
    """The numbers of those that are shown: the same at every look."""
    if count <= request.most:
        return np.arange(count)
    return np.linspace(0, count - 1, request.few).round().astype(int)


def _source(wanted: Wanted) -> Any:
    """The symbolic tensor a node's answer is worked out from, if it has one number for each unit."""
    if wanted.layer is None or wanted.call.role == "input":
        return None
    if wanted.call.layer:
        return None  # Keras tells what a layer gives at its first call only
    source = wanted.layer.input if wanted.folded else wanted.layer.output
    return source if len(wanted.layer.output.shape) == 2 else None


def _shown(wanted: Wanted, source: Any) -> Any:
    """The answers of the shown units. A Dense layer whose activation is a card of its own is asked before it."""
    layer = wanted.layer
    if wanted.folded and layer is not None:
        source = keras.ops.matmul(source, layer.kernel)
        source = source if layer.bias is None else source + layer.bias
    return tf.cast(tf.gather(source, wanted.shown, axis=1), tf.float32)


def _weights(wanted: Wanted) -> tuple[np.ndarray, np.ndarray, float]:
    nothing = np.zeros(0, np.float32)
    if wanted.shown_inputs is None or wanted.layer is None:
        return nothing, nothing, 0.0
    kernel = np.asarray(wanted.layer.kernel, dtype=np.float32)
    bias = nothing if wanted.layer.bias is None else np.asarray(wanted.layer.bias, dtype=np.float32)
    shown = kernel[np.ix_(wanted.shown_inputs, wanted.shown)]
    return shown, bias[wanted.shown] if bias.size else bias, max(_largest(kernel), _largest(bias))


def _activation(wanted: Wanted) -> str:
    """What this node's own layer applies at last; nothing where another card says it."""
    name = wanted.call.arguments.get("activation")
    return name if isinstance(name, str) and not wanted.folded and name != "linear" else ""


def _spans(program: Program, request: LookInside) -> tuple[tuple[tuple[float, float], ...], MapKind]:
    """The range of each of one or two inputs, or of those asked for, and what maps there can be."""
    inputs = [call for call in request.plan.model.calls if call.role == "input"]
    features = _features(program, request)
    if len(inputs) != 1 or not features or not _is_float(program.model.inputs[0].dtype):
        return (), "none"
    examples = program.examples
    rows = (sampled(arrays(rows)[0])[:, list(features)] for rows in (examples.x_train, examples.x_validation))
    found = spans_of(*rows)
    spans = tuple(span for span in found if span is not None)
    if len(spans) < len(found):
        return (), "none"
    return spans, "plane" if len(spans) == 2 else "curve"


def _features(program: Program, request: LookInside) -> tuple[int, ...]:
    """Which numbers of an example are varied: one or two; none where there are no such numbers."""
    shape = tuple(program.model.inputs[0].shape[1:])
    if len(shape) != 1 or shape[0] is None:
        return ()
    if shape[0] <= 2:
        return tuple(range(shape[0]))
    named = set(request.features)
    sound = 1 <= len(named) == len(request.features) <= 2 and all(0 <= at < shape[0] for at in named)
    return request.features if sound else ()


def _points(program: Program, request: LookInside, axes: list[np.ndarray]) -> np.ndarray:
    """The examples to ask about."""
    features = _features(program, request)
    whole = len(features) == program.model.inputs[0].shape[1]
    return points_over(axes) if whole else rows_through(middle_of(program.examples), features, axes)


def _is_float(dtype: object) -> bool:
    return "float" in str(dtype)


def _largest(values: np.ndarray) -> float:
    return float(np.abs(values).max()) if values.size else 0.0


def _packed(values: np.ndarray) -> bytes:
    return np.ascontiguousarray(values, dtype=np.float32).tobytes()
