"""What is known of each node: its settings held against its kind, and its shapes and weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from designer.analysis.facts import LayerFacts
from designer.analysis.wiring import Wiring
from designer.catalogue import count_formula, kind_named
from designer.catalogue.schema import Kind, Mismatch, Settings, Weight
from designer.graph.design import Graph, Node
from designer.values import Shape

Fed = tuple[Shape | None, ...]
"""The shape at each input wire of a node; `None` where it cannot be told."""


NOTHING = LayerFacts()


@dataclass(frozen=True, slots=True)
class Fault:
    """A setting that does not do, and why in one sentence. `unknown`: the kind has no such setting."""

    setting: str
    sentence: str
    missing: bool = False
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Layer:
    """One node with its kind, its settings (defaults filled in) and what follows from what it is fed.

    `role` is what its kind is to the checks, `bend` the activation it applies by Keras's name (`linear` if none).
    """

    node: Node
    kind: Kind | None
    settings: Settings
    faults: tuple[Fault, ...]
    role: str
    bend: str
    fed: Fed = ()
    facts: LayerFacts = NOTHING
    mismatch: Mismatch | None = None

    @property
    def id(self) -> str:
        return self.node.id

    @property
    def name(self) -> str:
        return self.node.name

    @property
    def output(self) -> Shape | None:
        return self.facts.output

    @property
    def input(self) -> Shape | None:
        """The shape that comes in, where there is one and it is known."""
        return self.facts.inputs[0] if self.facts.inputs else None


def layers_of(graph: Graph, wiring: Wiring, before: Mapping[str, Layer]) -> dict[str, Layer]:
    """Every node's layer, in order of flow. What has neither changed nor is fed otherwise is taken from `before`."""
    layers: dict[str, Layer] = {}
    into, nodes = wiring.into, graph.nodes
    known: dict[tuple[object, ...], Layer] = {}
    for id in wiring.sequence:
        node = nodes[id]
        wires = into.get(id)
        if wires is None:
            fed: Fed = ()
        elif len(wires) == 1:
            fed = (layers[wires[0].source].facts.output,)
        else:
            fed = _fed(node, wiring, layers)
        old = before.get(id)
        if old is not None and old.node is node and old.fed == fed:
            layers[id] = old
        else:
            layers[id] = _known(node, fed, known)
    return layers


def fitting(kind: Kind, settings: Mapping[str, object], fed: tuple[Shape, ...]) -> Shape | None:
    """The shape `kind` would give with these settings, or `None` if it could not: for trying out remedies."""
    node = Node("", kind.name, "", dict(settings))  # type: ignore[arg-type]
    return _worked_out(_read(node), fed).output


def _fed(node: Node, wiring: Wiring, layers: Mapping[str, Layer]) -> Fed:
    """One shape per port in the kind's order, the first wire counting; every wire at a port for many, none at one left free."""
    kind = kind_named(node.kind)
    wires = wiring.into[node.id]
    if kind is None:
        return tuple(layers[wire.source].output for wire in wires)
    fed: list[Shape | None] = []
    for port in kind.inputs:
        at_port = [wire for wire in wires if wire.target_port == port.name]
        taken = at_port if port.many else at_port[:1]
        fed += [layers[wire.source].output for wire in taken] or ([] if port.optional else [None])
    return tuple(fed)


def _known(node: Node, fed: Fed, known: dict[tuple[object, ...], Layer]) -> Layer:
    """The layer of `node`, sharing what follows with those of the same kind and settings that are fed the same.

    Large networks repeat a few layers many times over. The text of settings tells 1, 1.0 and True apart.
    """
    key = (node.kind, repr(node.settings), fed)
    twin = known.get(key)
    if twin is not None:
        return _fed_with(twin, fed, twin.facts, twin.mismatch, node)
    known[key] = found = _worked_out(_read(node), fed)
    return found


def _read(node: Node) -> Layer:
    """A node held against its kind, before anything is known of what it is fed."""
    kind = kind_named(node.kind)
    if kind is None:
        return Layer(node, None, {}, (), "unknown", "linear")
    settings = kind.filled(node.settings)
    return Layer(node, kind, settings, tuple(_faults(node, kind)), kind.role, _bend(kind, settings))


def bend_of(node: Node) -> str:
    """The activation that a node applies, by Keras's name: `linear` if it applies none."""
    kind = kind_named(node.kind)
    return "linear" if kind is None else _bend(kind, kind.filled(node.settings))


def _bend(kind: Kind, settings: Settings) -> str:
    given = settings.get("activation")
    if isinstance(given, str):
        return given
    return _BENDS.get(kind.name, kind.name) if kind.role == "activation" else "linear"


_BENDS = {
    "ReLU": "relu",
    "LeakyReLU": "leaky_relu",
    "PReLU": "leaky_relu",
    "ELU": "elu",
    "Softmax": "softmax",
    "Activation": "linear",
}
"""Layers that are an activation by themselves, by the name the same function has elsewhere."""


def _faults(node: Node, kind: Kind) -> Iterator[Fault]:
    given, known = node.settings, kind.by_name
    for name, value in given.items():
        setting = known.get(name)
        if setting is None:
            yield Fault(name, f"{kind.name} has no setting called {name!r}.", unknown=True)
        elif (value is not None or not setting.required) and (refusal := setting.type.check(value)) is not None:
            yield Fault(name, refusal.sentence)
    for name in _required(kind.name):
        if given.get(name) is None and known[name].type.check(None) is not None:
            yield Fault(name, f"Expected {known[name].type.expected()}, found nothing.", missing=True)


@cache
def _required(kind: str) -> tuple[str, ...]:
    """The settings a kind cannot do without."""
    known = kind_named(kind)
    return () if known is None else tuple(setting.name for setting in known.settings if setting.required)


def _worked_out(layer: Layer, fed: Fed) -> Layer:
    """The layer with its shapes and weights, fed these shapes."""
    kind = layer.kind
    whole = None not in fed
    inputs = cast("tuple[Shape, ...]", fed) if whole else ()
    if kind is None or not whole or len(fed) < kind.fewest or not all(fault.unknown for fault in layer.faults):
        return _fed_with(layer, fed, LayerFacts(inputs))
    shape = kind.shape(layer.settings, inputs)
    if isinstance(shape, Mismatch):
        return _fed_with(layer, fed, LayerFacts(inputs), shape)
    weights = kind.weights(layer.settings, inputs)
    return _fed_with(layer, fed, _facts(inputs, shape, weights, layer.settings.get("trainable") is not False))


def _fed_with(
    layer: Layer, fed: Fed, facts: LayerFacts, mismatch: Mismatch | None = None, node: Node | None = None
) -> Layer:
    return Layer(
        node or layer.node, layer.kind, layer.settings, layer.faults, layer.role, layer.bend, fed, facts, mismatch
    )


def _facts(inputs: tuple[Shape, ...], output: Shape, weights: tuple[Weight, ...], trainable: bool) -> LayerFacts:
    if not weights:
        return LayerFacts(inputs, output)
    sizes = [weight.size for weight in weights]
    count = sum(sizes)
    changing = sum(size for size, weight in zip(sizes, weights, strict=True) if weight.trainable) if trainable else 0
    return LayerFacts(inputs, output, weights, count, changing, count_formula(weights))
