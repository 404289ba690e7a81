"""Keras's own architectures as designs: their layers as nodes, also of kinds the catalogue does not have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from designer.catalogue import kind_named
from designer.graph.design import COLUMN, Design, Graph, Layout, Node, Wire
from designer.values import Value


def design_of(model: Any) -> Design:
    """The design of a functional Keras model, its layers in one long row."""
    layers = model.get_config()["layers"]
    ids = {layer["name"]: f"n{at}" for at, layer in enumerate(layers, start=1)}
    nodes = {ids[layer["name"]]: node_of(ids[layer["name"]], layer) for layer in layers}
    wires = dict.fromkeys(
        Wire(ids[source], ids[layer["name"]])
        for layer in layers
        for call in layer["inbound_nodes"]
        for source in sources_in([call["args"], call.get("kwargs", {})])
    )
    places = {id: (COLUMN * at, 0.0) for at, id in enumerate(nodes)}
    return Design(Graph(nodes, tuple(wires)), layout=Layout(places))


def node_of(id: str, layer: dict[str, Any]) -> Node:
    """A layer as a node, with the settings that its kind knows; all plain ones if the kind is unknown."""
    name = "Input" if layer["class_name"] == "InputLayer" else layer["class_name"]
    given: dict[str, Value] = {key: plain(value) for key, value in layer["config"].items() if is_plain(value)}
    if name == "Input":
        given = {"shape": plain(layer["config"]["batch_shape"][1:])}
    kind = kind_named(name)
    known = given.keys() - {"name", "dtype", "trainable"} if kind is None else kind.by_name.keys() & given.keys()
    return Node(id, name, layer["name"], {key: given[key] for key in sorted(known)})


def is_plain(value: Any) -> bool:
    """Whether a setting can hold a value: one thing, or a row of them."""
    row = value if isinstance(value, list | tuple) else [value]
    return all(item is None or isinstance(item, bool | int | float | str) for item in row)


def plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def sources_in(arguments: Any) -> Iterator[str]:
    """The names of the layers whose outputs a call was given."""
    if isinstance(arguments, dict):
        if arguments.get("class_name") == "__keras_tensor__":
            yield arguments["config"]["keras_history"][0]
            return
        arguments = arguments.values()
    if not isinstance(arguments, str):
        for argument in arguments if hasattr(arguments, "__iter__") else ():
            yield from sources_in(argument)
