"""Every declaration says what the installed Keras does: names, defaults, what is refused, shapes and weights."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from designer.catalogue import FAMILIES, KINDS
from designer.catalogue.common import ACTIVATIONS, NOT_BY_NAME
from designer.catalogue.schema import Kind, Mismatch, Setting
from designer.catalogue.units import Object
from designer.values import Value
from tests.catalogue.contract import disagreement, inputs_for, made, tried

EXAMPLES = int(os.environ.get("LAYERLOOM_EXAMPLES", "8"))
"""How many settings and shapes are tried for each kind: few, since there are many kinds. `figures.py` tries more."""

LEFT_OUT = {
    "autocast": "only matters to layers written by hand; Keras does not save it either",
    "flash_attention": "is fast code for graphics cards that TensorFlow does not have",
    "name": "is the node's own name",
    "quantization_config": "shrinks the weights of a trained network; a design is not trained yet",
    "sparse": "no layer of a design takes sparse arrays",
    "return_state": "puts out several arrays; a card has one output port",
    "Bidirectional.weights": "would carry arrays of numbers; a design carries none",
    "Embedding.weights": "would carry an array of numbers; a design carries none",
    "BatchNormalization.renorm_clipping": "is a mapping, which no setting can hold yet; Keras's default clips nothing",
    "ActivityRegularization.activity_regularizer": "is what l1 and l2 say",
    "SimpleRNN.activity_regularizer": "is taken by Keras and then forgotten",
    "EinsumDense.gptq_unpacked_column_size": "belongs to quantization_config",
    "Input.batch_size": "a design's networks take batches of any size",
    "Input.batch_shape": "the same as batch_size and shape",
    "HashedCrossing.activity_regularizer": "is taken by Keras and then forgotten",
    "HashedCrossing.trainable": "is taken by Keras and then forgotten",
    "IntegerLookup.activity_regularizer": "is not taken by Keras",
    "IntegerLookup.invert": "turns places back into numbers, for reading answers and not for learning",
    "IntegerLookup.dtype": "is taken by Keras and then forgotten",
    "IntegerLookup.trainable": "is taken by Keras and then forgotten",
    "StringLookup.activity_regularizer": "is not taken by Keras",
    "StringLookup.invert": "turns places back into texts, which nothing after it takes",
    "StringLookup.dtype": "is taken by Keras and then forgotten",
    "StringLookup.trainable": "is taken by Keras and then forgotten",
    "TextVectorization.activity_regularizer": "would be a cost on numbers of words, which no training moves",
    "TextVectorization.dtype": "is taken by Keras and then forgotten",
    "TextVectorization.ragged": "puts out rows of uneven length, which no layer of a design takes",
    "Input.ragged": "no data source gives ragged arrays",
    "Input.tensor": "would carry an array",
    "Input.optional": "only matters to networks with several inputs",
}
"""Keras settings that no kind has, and why: by name, or by kind and name."""

every_kind = pytest.mark.parametrize("name", KINDS)
every_layer = pytest.mark.parametrize("name", [kind.name for kind in KINDS.values() if kind.inputs])
many = profile(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))

Draw = Callable[..., SearchStrategy[dict[str, Value]]]


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
    assert {setting.name for setting in kind.settings if setting.required} <= set(kind.started())
    assert set(kind.headline) <= set(kind.by_name)


def keras_settings(keras: ModuleType, kind: Kind) -> dict[str, Any]:
    """The arguments of the Keras class, those it hands on to `Layer` too, with their defaults."""
    if kind.role == "input":
        return defaults(keras.Input)
    own = getattr(keras.layers, kind.name).__init__
    shared = defaults(keras.layers.Layer.__init__) if takes_what_layers_take(own) else {}
    return shared | defaults(own)


def takes_what_layers_take(call: Callable[..., Any]) -> bool:
    return any(one.kind is one.VAR_KEYWORD for one in inspect.signature(call).parameters.values())


def defaults(call: Callable[..., Any]) -> dict[str, Any]:
    parameters = inspect.signature(call).parameters.values()
    kept = [one for one in parameters if one.name != "self" and one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)]
    return {one.name: one.default for one in kept}


def same_default(keras: ModuleType, setting: Setting, default: Any) -> bool:
    if default is inspect.Parameter.empty or (setting.name == "shape" and default is None):
        return setting.required
    if isinstance(setting.type, Object) and default is not None:
        theirs = getattr(keras, f"{setting.type.family}s").get(default)
        ours = made(setting.default, setting)
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
    given = data.draw(settings_of(kind.settings), "settings")
    shapes = data.draw(inputs_for(kind, given), "shapes")
    assume(tried(kind, given, shapes))
    assert not disagreement(keras, kind, given, shapes)
    ours = kind.shape(kind.filled(given), shapes)
    if isinstance(ours, Mismatch):
        assert_sentence(kind, ours)


@many
@given(data=st.data())
def test_keras_makes_the_same_input(keras: ModuleType, settings_of: Draw, data: DataObject) -> None:
    kind = KINDS["Input"]
    given = data.draw(settings_of(kind.settings))
    assert tuple(keras.Input(**given).shape)[1:] == kind.shape(kind.filled(given), ())


def assert_sentence(kind: Kind, mismatch: Mismatch) -> None:
    """A mismatch is a whole sentence, and names a setting the kind has where it is about one."""
    assert mismatch.what[0].isupper() or mismatch.what[0].isdigit() or mismatch.what.split()[0] in kind.by_name
    assert mismatch.what.endswith((".", "?"))
    assert mismatch.setting.partition(".")[0] in ("", *kind.by_name)
    assert mismatch.code != "setting" or mismatch.setting
    assert mismatch.code != "rank" or mismatch.ranks
