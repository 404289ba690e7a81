"""Networks that Keras saved come back layer by layer: settings and connections as Keras itself tells them."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from designer.catalogue import kind_named
from designer.reading import read_file, read_text
from designer.values import ObjectValue
from tests.reading.architecture import answers_apart, differences

APPLICATIONS = ("VGG16", "ResNet50", "MobileNetV2", "EfficientNetB0", "DenseNet121")


@pytest.fixture(scope="session")
def built(keras: ModuleType) -> Callable[[str], Any]:
    """Builds a network by name, with random weights; once, and only those that are asked for."""
    return cache(lambda name: getattr(keras.applications, name)(weights=None))


@pytest.mark.slow
@pytest.mark.parametrize("name", APPLICATIONS)
def test_an_architecture_comes_back_from_json(built: Callable[[str], Any], name: str) -> None:
    model = built(name)
    reading = read_text(model.to_json(), apart=False)
    assert list(differences(model, reading.design)) == []
    # what is noted is only that the catalogue lacks a kind: none once it has them all
    lacking = {type(layer).__name__ for layer in model.layers} - {"InputLayer"}
    lacking = {kind for kind in lacking if kind_named(kind) is None}
    assert {note.what.split(" is no layer")[0] for note in reading.notes} == lacking


@pytest.mark.slow
@pytest.mark.parametrize("name", ["MobileNetV2", "DenseNet121"])
def test_its_code_builds_a_network_that_answers_the_same_with_the_same_weights(
    built: Callable[[str], Any], name: str
) -> None:
    model = built(name)
    assert answers_apart(model, read_text(model.to_json(), apart=False).design) <= 1e-5


@pytest.mark.slow
@pytest.mark.parametrize("name", ["MobileNetV2", "EfficientNetB0"])
def test_an_architecture_comes_back_from_a_keras_file(built: Callable[[str], Any], name: str, tmp_path: Path) -> None:
    model = built(name)
    model.save(tmp_path / "net.keras")
    design = read_file(tmp_path / "net.keras", apart=False).design
    assert list(differences(model, design)) == []


@pytest.mark.slow
def test_an_architecture_comes_back_from_an_hdf5_file(built: Callable[[str], Any], tmp_path: Path) -> None:
    model = built("MobileNetV2")
    model.save(tmp_path / "net.h5")
    assert list(differences(model, read_file(tmp_path / "net.h5", apart=False).design)) == []


@pytest.mark.parametrize("ending", ["keras", "h5"])
def test_what_is_compiled_into_a_file_comes_along(keras: ModuleType, ending: str, tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax", name="out")])
    model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.save(tmp_path / f"net.{ending}")
    reading = read_file(tmp_path / f"net.{ending}")
    assert reading.notes == ()
    assert [node.kind for node in reading.design.graph.nodes.values()] == ["Input", "Dense", "Softmax"]
    training = reading.design.training
    assert training.optimizer == ObjectValue("SGD", {"learning_rate": 0.1, "momentum": 0.9})
    assert (training.loss.kind, training.metrics) == ("SparseCategoricalCrossentropy", ("accuracy",))


def test_operations_between_layers_become_layers_that_do_the_same(keras: ModuleType) -> None:
    start = keras.Input((4,))
    one = keras.layers.Dense(4)(start)
    end = keras.ops.relu((one + start) * 2.0 - 1.0)
    reading = read_text(keras.Model(start, end).to_json())
    assert reading.notes == ()
    found = [(node.kind, node.settings) for node in reading.design.graph.nodes.values()]
    assert found[2:] == [
        ("Add", {}),
        ("Rescaling", {"scale": 2.0}),
        ("Rescaling", {"scale": 1.0, "offset": -1.0}),
        ("Activation", {"activation": "relu"}),
    ]
