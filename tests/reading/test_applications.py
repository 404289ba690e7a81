"""Networks that Keras saved come back layer by layer: settings and connections as Keras itself tells them."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from designer.catalogue import kind_named
from designer.graph.design import Design
from designer.reading import read_file, read_text
from designer.values import ObjectValue

APPLICATIONS = ("VGG16", "ResNet50", "MobileNetV2", "EfficientNetB0", "DenseNet121")


@pytest.fixture(scope="session")
def built(keras: ModuleType) -> Callable[[str], Any]:
    """Builds a network by name, with random weights; once, and only those that are asked for."""
    return cache(lambda name: getattr(keras.applications, name)(weights=None))


def sources(model: Any) -> dict[str, list[str]]:
    """For each layer the names of those that feed it, in order."""
    return {
        layer.name: [tensor._keras_history.operation.name for tensor in layer._inbound_nodes[0].input_tensors]
        for layer in model.layers
    }


def told(value: Any) -> Any:
    """A setting as Keras writes it, in the catalogue's terms."""
    if isinstance(value, dict):
        config = {key: told(one) for key, one in value["config"].items()}
        return config["name"] if value["class_name"] == "DTypePolicy" else ObjectValue(value["class_name"], config)
    return tuple(map(told, value)) if isinstance(value, list | tuple) else value


def usual(name: str, value: Any) -> Any:
    """What Keras writes where nothing was set, as nothing."""
    return None if (name, value) in (("dtype", "float32"), ("activation", "linear")) else value


def same(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, ObjectValue) and isinstance(theirs, ObjectValue):
        return ours.kind == theirs.kind and all(theirs.settings[key] == value for key, value in ours.settings.items())
    if isinstance(ours, int) and isinstance(theirs, tuple):
        return set(theirs) == {ours}
    return bool(ours == theirs)


def differences(model: Any, design: Design) -> Iterator[str]:
    nodes = {node.name: node for node in design.graph.nodes.values()}
    names = {node.id: node.name for node in nodes.values()}
    expected = sources(model)
    if list(nodes) != [layer.name for layer in model.layers]:
        yield "other layers"
    for layer in model.layers:
        node = nodes[layer.name]
        kind = kind_named(node.kind)
        if node.kind != type(layer).__name__.replace("InputLayer", "Input"):
            yield f"{node.name} is a {node.kind}"
        if [names[wire.source] for wire in design.graph.wires_into(node.id)] != expected[layer.name]:
            yield f"{node.name} is fed otherwise"
        config = layer.get_config()
        for setting in kind.settings if kind is not None and kind.role != "input" else ():
            ours = kind.filled(node.settings)[setting.name] if kind else None
            if setting.name in config and not same(ours, usual(setting.name, told(config[setting.name]))):
                yield f"{setting.name} of {node.name} is {ours}, not {config[setting.name]}"


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
@pytest.mark.parametrize("name", ["MobileNetV2", "EfficientNetB0"])
def test_an_architecture_comes_back_from_a_keras_file(built: Callable[[str], Any], name: str, tmp_path: Path) -> None:
    model = built(name)
    model.save(tmp_path / "net.keras")
    design = read_file(tmp_path / "net.keras", apart=False).design
    assert list(differences(model, design)) == []


def test_what_is_compiled_into_a_keras_file_comes_along(keras: ModuleType, tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax", name="out")])
    model.compile(keras.optimizers.SGD(0.1, momentum=0.9), "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.save(tmp_path / "net.keras")
    reading = read_file(tmp_path / "net.keras")
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
