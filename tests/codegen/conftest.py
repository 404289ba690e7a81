"""Networks in a line and their plans, as tests of generated code need them."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace

from designer.graph.design import Design, Graph, Node, Wire
from designer.graph.naming import fresh_name
from designer.graph.sharing import settled
from designer.graph.specs import Aim, Bundled, DataSpec, Generated, Shapes, Source, TrainingSettings
from designer.values import ObjectValue, Value

Layer = tuple[str, dict[str, Value]]


def design_of(*layers: Layer, source: Source | None = None, names: dict[int, str] | None = None, **training: Any) -> Design:  # fmt: skip
    """Layers in a chain, `n0`, `n1`, …, some with names of their own."""
    nodes: dict[str, Node] = {}
    for at, (kind, settings) in enumerate(layers):
        automatic = fresh_name(kind, {node.name for node in nodes.values()})
        nodes[f"n{at}"] = Node(f"n{at}", kind, (names or {}).get(at, automatic), settings)
    wires = tuple(Wire(one, other) for one, other in pairwise(nodes))
    return Design(Graph(nodes, wires), DataSpec(source or Generated()), TrainingSettings(**training))


def activation(name: str) -> Layer:
    return ("Activation", {"activation": name})


def dense(units: int) -> Layer:
    return ("Dense", {"units": units})


def starter() -> Design:
    return design_of(
        ("Input", {"shape": (2,)}), dense(4), ("ReLU", {}), dense(3), ("ReLU", {}), dense(1), epochs=3, seed=5
    )


def spiral() -> Design:
    return design_of(
        ("Input", {"shape": (2,)}), dense(8), activation("tanh"), dense(8), activation("tanh"), dense(1),
        activation("sigmoid"), source=Generated("spiral", size=200), loss=ObjectValue("BinaryCrossentropy"),
        metrics=("accuracy",), epochs=3, batch_size=10, names={1: "first layer", 6: "yes/no"},
    )  # fmt: skip


def iris() -> Design:
    return design_of(
        ("Input", {"shape": (4,)}), ("Normalization", {}), ("Dense", {"units": 16, "kernel_initializer": ObjectValue("HeNormal"),
        "kernel_regularizer": ObjectValue("L2", {"l2": 0.001})}), ("ReLU", {}), ("Dropout", {"rate": 0.2}), dense(3), ("Softmax", {}),
        source=Bundled("iris"), loss=ObjectValue("SparseCategoricalCrossentropy"), metrics=("accuracy",), epochs=3, batch_size=16,
        optimizer=ObjectValue("Adam"),
    )  # fmt: skip


def digits() -> Design:
    return design_of(
        ("Input", {"shape": (8, 8, 1)}), ("Rescaling", {"scale": 0.0625}), ("Normalization", {}),
        ("Conv2D", {"filters": 6, "kernel_size": (3, 3), "kernel_initializer": ObjectValue("HeNormal", {"seed": 1})}),
        activation("relu"), ("MaxPooling2D", {}), ("Flatten", {}), dense(10), activation("softmax"),
        source=Bundled("digits"), loss=ObjectValue("SparseCategoricalCrossentropy"), metrics=("accuracy",), epochs=2,
        batch_size=64, shuffle=False, optimizer=ObjectValue("SGD", {"learning_rate": 0.1, "momentum": 0.9}),
    )  # fmt: skip


def twice() -> Design:
    """A Dense and a Dropout that are each used twice."""
    design = design_of(
        ("Input", {"shape": (2,)}), ("Dense", {"units": 2, "activation": "tanh"}), ("Dropout", {"rate": 0.1}),
        ("Dense", {"units": 2, "activation": "tanh"}), ("Dropout", {"rate": 0.1}), dense(1), epochs=3,
        names={1: "Step"},
    )  # fmt: skip
    nodes = design.graph.nodes
    twins = {id: replace(nodes[id], shares=owner) for id, owner in (("n3", "n1"), ("n4", "n2"))}
    return replace(design, graph=Graph(settled({**nodes, **twins}), design.graph.wires))


def two_sided() -> Design:
    """Pictures with numbers beside them in, a number and a class out."""
    nodes = [
        Node("a", "Input", "numbers", {"shape": (2,)}), Node("n", "Normalization", "normalization"),
        Node("p", "Input", "picture", {"shape": (12, 12, 1)}), Node("c", "Conv2D", "conv2d", {"filters": 4, "kernel_size": (3, 3)}),
        Node("r", "ReLU", "re_lu"), Node("f", "Flatten", "flatten"), Node("j", "Concatenate", "concatenate"),
        Node("h", "Dense", "dense", {"units": 8, "activation": "relu"}), Node("s", "Dense", "dense_1", {"units": 1}),
        Node("k", "Dense", "which one", {"units": 3}), Node("e", "Softmax", "softmax"),
    ]  # fmt: skip
    wires = ("an", "pc", "cr", "rf", "nj", "fj", "jh", "hs", "hk", "ke")
    aims = {"shape": Aim(ObjectValue("SparseCategoricalCrossentropy"), 0.5, ("accuracy",))}
    return Design(
        Graph({node.id: node for node in nodes}, tuple(Wire(*wire) for wire in wires)),
        DataSpec(Shapes(size=150), feeds={"a": "beside"}),
        TrainingSettings(epochs=3, seed=2, aims=aims),
    )


DESIGNS: dict[str, Callable[[], Design]] = {
    "starter": starter,
    "spiral": spiral,
    "iris": iris,
    "digits": digits,
    "twice": twice,
    "two_sided": two_sided,
}


@pytest.fixture
def designs() -> dict[str, Design]:
    """The designs whose scripts are kept as golden files and executed."""
    return {name: make() for name, make in DESIGNS.items()}


@pytest.fixture
def line() -> Callable[..., Design]:
    """A design of layers one after the other: `line(("Input", {…}), ("Dense", {…}))`."""
    return design_of
