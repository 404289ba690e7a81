"""What must hold of a network that Keras built and Layerloom read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from designer.analysis import analyse
from designer.catalogue import kind_named
from designer.codegen import model_code
from designer.graph.design import Design
from designer.plan import plan_of
from designer.values import ObjectValue


def layers_of(model: Any) -> Iterator[Any]:
    """A model's layers, those of a model within it in its place."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from (inner for inner in layers_of(layer) if type(inner).__name__ != "InputLayer")
        else:
            yield layer


def sources(model: Any) -> dict[str, list[str]]:
    """For each layer the names of those that feed it, in order; what leads to or from a model leads into it."""
    found: dict[str, list[str]] = {}
    stands_for: dict[str, str] = {}
    for layer in model.layers:
        feeds = [tensor._keras_history.operation.name for tensor in layer._inbound_nodes[0].input_tensors]
        found[layer.name] = [stands_for.get(feed, feed) for feed in feeds]
        if hasattr(layer, "layers"):
            outside = found.pop(layer.name)
            inputs = [tensor._keras_history.operation.name for tensor in layer.inputs]
            for name, inner in sources(layer).items():
                found[name] = [dict(zip(inputs, outside, strict=True)).get(feed, feed) for feed in inner]
            stands_for[layer.name] = layer.outputs[0]._keras_history.operation.name
    return found


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
    """What of a design is not as Keras has it. Operations between layers are layers in a design, and not looked at."""
    nodes = {node.name: node for node in design.graph.nodes.values()}
    names = {node.id: node.name for node in nodes.values()}
    expected, layers = sources(model), {layer.name: layer for layer in layers_of(model)}
    if [name for name in nodes if name in layers] != list(layers):
        yield "other layers"
        return
    for name, layer in layers.items():
        node = nodes[name]
        kind = kind_named(node.kind)
        if node.kind != type(layer).__name__.replace("InputLayer", "Input"):
            yield f"{name} is a {node.kind}"
        if [names[wire.source] for wire in design.graph.wires_into(node.id)] != expected[name]:
            yield f"{name} is fed otherwise"
        config = layer.get_config()
        for setting in kind.settings if kind is not None and kind.role != "input" else ():
            ours = kind.filled(node.settings)[setting.name] if kind else None
            if setting.name in config and not same(ours, usual(setting.name, told(config[setting.name]))):
                yield f"{setting.name} of {name} is {ours}, not {config[setting.name]}"


def answers_apart(model: Any, design: Design, rows: int = 2) -> float:
    """How far the answers of the network that a design's code builds are from a model's, with the model's weights.

    Raises `AssertionError` if it has other weights.
    """
    analysis = analyse(design)
    plan = plan_of(analysis, analysis.order, fold_activations=False)
    told: dict[str, Any] = {}
    exec(model_code(plan).text, told)
    ours = told["model"]
    assert ours.count_params() == model.count_params()
    # Keras puts the layers of both in order by the same rules
    theirs, own = ([layer for layer in one.layers if layer.weights] for one in (model, ours))
    for layer, source in zip(own, theirs, strict=True):
        layer.set_weights(source.get_weights())
    given = np.random.default_rng(0).uniform(0.0, 255.0, (rows, *(side or 32 for side in model.input_shape[1:])))
    return float(np.abs(ours(given, training=False) - model(given, training=False)).max())
