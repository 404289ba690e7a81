"""Every declaration says what the installed Keras does: names, defaults, what is refused, shapes and weights."""

from __future__ import annotations

import importlib
import inspect
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle, product
from math import prod
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, note
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from designer.catalogue import FAMILIES, KINDS
from designer.catalogue.common import ACTIVATIONS, NOT_BY_NAME
from designer.catalogue.schema import Kind, Mismatch, Setting
from designer.catalogue.units import Object
from designer.values import ObjectValue, Shape, Value

EXAMPLES = int(os.environ.get("LAYERLOOM_EXAMPLES", "25"))
"""How many settings and shapes are tried for each kind."""

LEFT_OUT = {
    "autocast": "only matters to layers written by hand; Keras does not save it either",
    "name": "is the node's own name",
    "quantization_config": "shrinks the weights of a trained network; a design is not trained yet",
    "Embedding.weights": "would carry an array of numbers; a design carries none",
    "BatchNormalization.renorm_clipping": "is a mapping, which no setting can hold yet; Keras's default clips nothing",
    "LSTM.return_state": "puts out several arrays; a card has one output port",
    "GRU.return_state": "puts out several arrays; a card has one output port",
    "Input.batch_size": "a design's networks take batches of any size",
    "Input.batch_shape": "the same as batch_size and shape",
    "Input.sparse": "no data source gives sparse arrays",
    "Input.ragged": "no data source gives ragged arrays",
    "Input.tensor": "would carry an array",
    "Input.optional": "only matters to networks with several inputs",
}
"""Keras settings that no kind has, and why: by name, or by kind and name."""

every_kind = pytest.mark.parametrize("name", KINDS)
every_layer = pytest.mark.parametrize("name", [kind.name for kind in KINDS.values() if kind.inputs])
many = profile(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))

Draw = Callable[..., SearchStrategy[dict[str, Value]]]


@dataclass(frozen=True)
class Built:
    """What Keras made of a layer: the shape it puts out and its weights."""

    output: Shape
    weights: tuple[tuple[str, tuple[int, ...]], ...]
    count: int
    trainable: int


# --- names and defaults -------------------------------------------------------------------------


@every_kind
def test_every_keras_setting_is_declared_with_its_default(keras: ModuleType, name: str) -> None:
    kind = KINDS[name]
    expected = {
        name: default
        for name, default in keras_settings(keras, kind).items()
        if name not in LEFT_OUT and f"{kind.name}.{name}" not in LEFT_OUT
    }
    assert {setting.name for setting in kind.settings} == set(expected)
    for setting in kind.settings:
        assert same_default(keras, setting, expected[setting.name]), setting.name


def test_nothing_is_left_out_that_keras_does_not_have(keras: ModuleType) -> None:
    known = {f"{kind.name}.{name}" for kind in KINDS.values() for name in keras_settings(keras, kind)}
    assert {name for name in LEFT_OUT if "." in name} <= known


def test_every_public_activation_is_offered_or_explained(keras: ModuleType) -> None:
    public = {name for name in dir(keras.activations) if not name.startswith("_")} - {"get", "serialize", "deserialize"}
    assert set(ACTIVATIONS) | set(NOT_BY_NAME) == public
    assert not set(ACTIVATIONS) & set(NOT_BY_NAME)


def test_every_kind_is_in_the_family_it_names() -> None:
    assert {kind.name: family for family, kinds in FAMILIES.items() for kind in kinds} == {
        kind.name: kind.family for kind in KINDS.values()
    }


@every_kind
def test_a_new_node_starts_with_settings_that_do(name: str) -> None:
    kind = KINDS[name]
    assert kind.faults(kind.started()) == ()
    assert {setting.name for setting in kind.settings if setting.required} == set(kind.started())
    assert set(kind.headline) <= set(kind.by_name)


def keras_settings(keras: ModuleType, kind: Kind) -> dict[str, Any]:
    """The arguments of the Keras class, those it hands on to `Layer` too, with their defaults."""
    if kind.role == "input":
        return defaults(keras.Input)
    own = defaults(getattr(keras.layers, kind.name).__init__)
    shared = defaults(keras.layers.Layer.__init__)
    return shared | own


def defaults(call: Callable[..., Any]) -> dict[str, Any]:
    parameters = inspect.signature(call).parameters.values()
    kept = [one for one in parameters if one.name != "self" and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)]
    return {one.name: one.default for one in kept}


def same_default(keras: ModuleType, setting: Setting, default: Any) -> bool:
    if default is inspect.Parameter.empty or (setting.name == "shape" and default is None):
        return setting.required
    if isinstance(setting.type, Object) and default is not None:
        theirs = getattr(keras, f"{setting.type.family}s").get(default)
        ours = made(setting.default)
        return type(ours) is type(theirs) and without_seed(ours) == without_seed(theirs)
    return type(setting.default) is type(default) and setting.default == default


def without_seed(thing: Any) -> dict[str, Any]:
    return {name: value for name, value in thing.get_config().items() if name != "seed"}


# --- what Keras does with generated settings ----------------------------------------------------


@every_layer
@many
@given(data=st.data())
def test_keras_agrees_on_what_is_refused_and_on_shapes_and_weights(
    keras: ModuleType, settings_of: Draw, name: str, data: DataObject
) -> None:
    kind = KINDS[name]
    given = data.draw(settings_of(kind.settings).filter(portable), "settings")
    shapes = data.draw(inputs_for(kind), "shapes")
    filled = kind.filled(given)
    assume(not joins_the_batch(kind, filled, shapes))
    ours = kind.shape(filled, shapes)
    theirs = built(keras, kind, given, shapes)
    note(f"ours: {ours}\ntheirs: {theirs}")
    if isinstance(ours, Mismatch):
        assert isinstance(theirs, Exception), "refused here, taken by Keras"
        assert_sentence(kind, ours)
        return
    assert isinstance(theirs, Built), "taken here, refused by Keras"
    weights = kind.weights(filled, shapes)
    assert ours == theirs.output
    assert tuple((weight.name, weight.shape) for weight in weights) == theirs.weights
    assert sum(weight.size for weight in weights) == theirs.count
    assert sum(weight.size for weight in weights if weight.trainable) == theirs.trainable


def joins_the_batch(kind: Kind, filled: Mapping[str, Value], shapes: tuple[Shape, ...]) -> bool:
    """Keras puts examples behind each other if told to; no training can follow, so that is refused here."""
    axis = filled.get("axis")
    return kind.name == "Concatenate" and isinstance(axis, int) and axis % (len(shapes[0]) + 1) == 0


def portable(given: Mapping[str, Value]) -> bool:
    """Whether the outcome is the same on every machine: fast NVIDIA code cannot be forced without its card."""
    return given.get("use_cudnn") is not True


@many
@given(data=st.data())
def test_keras_makes_the_same_input(keras: ModuleType, settings_of: Draw, data: DataObject) -> None:
    kind = KINDS["Input"]
    given = data.draw(settings_of(kind.settings))
    assert tuple(keras.Input(**given).shape)[1:] == kind.shape(kind.filled(given), ())


def inputs_for(kind: Kind) -> SearchStrategy[tuple[Shape, ...]]:
    """One shape, or for a kind that merges several: alike, alike but for one axis, or of any kind."""
    if not any(port.many for port in kind.inputs):
        return st.tuples(*[shapes_for(kind)] * len(kind.inputs))
    one = shapes_for(kind).filter(any_size_known)
    alike = st.tuples(one, st.integers(1, 4)).map(repeated)
    near = st.tuples(one, st.integers(0, 3), st.lists(st.none() | st.integers(1, 5), min_size=1, max_size=3)).map(
        varied
    )
    return alike | near | near | st.lists(one, min_size=1, max_size=3).map(tuple)


def any_size_known(shape: Shape) -> bool:
    return not shape or shape.count(None) < len(shape)


def repeated(drawn: tuple[Shape, int]) -> tuple[Shape, ...]:
    return (drawn[0],) * drawn[1]


def varied(drawn: tuple[Shape, int, list[int | None]]) -> tuple[Shape, ...]:
    """A shape, and the same with other sizes along one axis."""
    shape, axis, sizes = drawn
    if not shape:
        return (shape,) * (1 + len(sizes))
    at = axis % len(shape)
    return (shape, *((*shape[:at], size, *shape[at + 1 :]) for size in sizes))


def shapes_for(kind: Kind) -> SearchStrategy[Shape]:
    """Shapes of every rank, most of them of the ranks that `kind` takes."""
    filled = kind.filled(kind.started())
    taken = [rank for rank in range(5) if not isinstance(kind.shape(filled, ((6,) * rank,)), Mismatch)] or [1]
    size = st.none() | st.integers(1, 9) | st.integers(1, 9)
    rank = st.sampled_from(taken) | st.sampled_from(taken) | st.integers(0, 4)
    return rank.flatmap(lambda rank: st.lists(size, min_size=rank, max_size=rank).map(tuple)).filter(few_unknown)


def few_unknown(shape: Shape) -> bool:
    return shape.count(None) <= 2


def built(keras: ModuleType, kind: Kind, given: Mapping[str, Value], shapes: tuple[Shape, ...]) -> Built | Exception:
    """The layer as Keras builds it and, where every size is known, runs it forward once as in training."""
    keras.backend.clear_session(free_memory=False)
    try:
        layer = getattr(keras.layers, kind.name)(**{name: made(value) for name, value in given.items()})
        inputs = [keras.Input(shape) for shape in shapes]
        output = tuple(layer(inputs if takes_list(kind) else inputs[0]).shape)[1:]
        decided_later = kind.name in DATA_DECIDES and any(None in shape for shape in shapes)
        if decided_later or given.get("data_format") in MACHINE_DECIDES:
            regularize(keras, layer, output)
        else:
            run(layer, shapes, takes_list(kind))
            layer.losses  # noqa: B018  asks every regularizer for its cost
            for weight in layer.trainable_weights:
                weight.assign(weight.constraint(weight) if weight.constraint else weight)
    except refusals() as error:
        return error
    weights = tuple((weight.name, tuple(weight.shape)) for weight in layer.weights)
    trainable = sum(int(weight.size) for weight in map(sized, layer.trainable_weights))
    return Built(output, weights, layer.count_params(), trainable)


def takes_list(kind: Kind) -> bool:
    return kind.inputs[0].many


def run(layer: Any, shapes: tuple[Shape, ...], as_list: bool) -> None:
    """One batch through the layer as in training; where sizes are not known, with the first ones it takes."""
    trials = list(product(STAND_INS, repeat=min(2, sum(shape.count(None) for shape in shapes))))
    for trial in trials:
        sizes = cycle(trial)
        known = [tuple(next(sizes) if one is None else one for one in shape) for shape in shapes]
        try:
            if max(map(prod, known)) > LARGEST:
                raise Contradiction(f"{known} is too large to try")
            arrays = [np.zeros((BATCH, *one), "float32") for one in known]
            told = [(BATCH, *one) for one in known]
            result = tuple(layer(arrays if as_list else arrays[0], training=True).shape)[1:]
            said = tuple(layer.compute_output_shape(told if as_list else told[0]))[1:]
            if result != said:
                raise Contradiction(f"Keras says {said} and puts out {result}")
        except refusals():
            if trial is trials[-1]:
                raise
        else:
            return


BATCH = 11
"""More examples than any drawn size, so that no setting fits the batch by accident."""
LARGEST = 100_000
STAND_INS = (9, *range(1, 9), 50)


def regularize(keras: ModuleType, layer: Any, output: Shape) -> None:
    if layer.activity_regularizer:
        some = tuple(one or 1 for one in output)
        layer.activity_regularizer(keras.ops.zeros((BATCH, *some), layer.compute_dtype))


DATA_DECIDES = {"Reshape": "which sizes divide evenly is known once an unknown size is"}
"""Kinds that Keras accepts on an unknown size although some sizes then fail, and why."""


MACHINE_DECIDES = {"channels_first": "some processors have no code for convolutions and pooling with colours first"}
"""Values of `data_format` that are only held against the shapes and weights Keras gives, not run, and why."""


class Contradiction(Exception):
    """Keras takes a layer, and the layer then does not do what Keras says of it."""


def sized(weight: Any) -> Any:
    return weight.numpy()


def refusals() -> tuple[type[Exception], ...]:
    """What Keras and TensorFlow raise where settings or shapes do not do."""
    errors = importlib.import_module("tensorflow").errors
    return (Contradiction, ValueError, TypeError, IndexError, ZeroDivisionError, NotImplementedError, errors.OpError)


def made(value: Any) -> Any:
    """A setting's value as Keras takes it."""
    if not isinstance(value, ObjectValue):
        return value
    given = {name: made(inner) for name, inner in value.settings.items()}
    module = next(module for module in MODULES if hasattr(importlib.import_module(module), value.kind))
    return getattr(importlib.import_module(module), value.kind)(**given)


MODULES = (
    "keras.initializers",
    "keras.regularizers",
    "keras.constraints",
    "keras.optimizers",
    "keras.losses",
    "keras.layers",
)


def assert_sentence(kind: Kind, mismatch: Mismatch) -> None:
    """A mismatch is a whole sentence, and names a setting the kind has where it is about one."""
    assert mismatch.what[0].isupper() or mismatch.what[0].isdigit() or mismatch.what.split()[0] in kind.by_name
    assert mismatch.what.endswith((".", "?"))
    assert mismatch.setting in ("", *kind.by_name)
    assert mismatch.code != "setting" or mismatch.setting
    assert mismatch.code != "rank" or mismatch.ranks
