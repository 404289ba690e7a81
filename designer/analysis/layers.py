"""What is known of each node: its settings held against its kind, and its shapes and weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from designer.analysis.facts import LayerFacts
from designer.analysis.wiring import Wiring
from designer.catalogue import kind_named
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
    """One node with its kind, its settings (defaults filled in) and what follows from what it is fed."""

    node: Node
    kind: Kind | None
    settings: Settings
    faults: tuple[Fault, ...]
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
    def role(self) -> str:
        return "unknown" if self.kind is None else self.kind.role

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
        if old is not None and old.node is node:
            layers[id] = old if old.fed == fed else _worked_out(old, fed)
        else:
            layers[id] = _worked_out(_read(node), fed)
    return layers


def fitting(kind: Kind, settings: Mapping[str, object], fed: tuple[Shape, ...]) -> Shape | None:
    """The shape `kind` would give with these settings, or `None` if it could not: for trying out remedies."""
    node = Node("", kind.name, "", dict(settings))  # type: ignore[arg-type]
    return _worked_out(_read(node), fed).output


def _fed(node: Node, wiring: Wiring, layers: Mapping[str, Layer]) -> Fed:
    """One shape per port in the kind's order, the first wire counting; every wire at a port for many."""
    kind = kind_named(node.kind)
    wires = wiring.into[node.id]
    if kind is None:
        return tuple(layers[wire.source].output for wire in wires)
    fed: list[Shape | None] = []
    for port in kind.inputs:
        at_port = [wire for wire in wires if wire.target_port == port.name]
        taken = at_port if port.many else at_port[:1]
        fed += [layers[wire.source].output for wire in taken] or [None]
    return tuple(fed)


def _read(node: Node) -> Layer:
    kind = kind_named(node.kind)
    if kind is None:
        return Layer(node, None, {}, ())
    return Layer(node, kind, kind.filled(node.settings), tuple(_faults(node, kind)))


def _faults(node: Node, kind: Kind) -> Iterator[Fault]:
    given = node.settings
    for setting in kind.settings:
        if given.get(setting.name) is not None or (setting.name in given and not setting.required):
            refusal = setting.type.check(given[setting.name])
            if refusal is not None:
                yield Fault(setting.name, refusal.sentence)
        elif setting.required:
            yield Fault(setting.name, f"Expected {setting.type.expected()}, found nothing.", missing=True)
    for name in given.keys() - kind.by_name.keys():
        yield Fault(name, f"{kind.name} has no setting called {name!r}.", unknown=True)


def _worked_out(layer: Layer, fed: Fed) -> Layer:
    """The layer with its shapes and weights, fed these shapes."""
    node, kind, settings, faults = layer.node, layer.kind, layer.settings, layer.faults
    inputs = tuple(shape for shape in fed if shape is not None)
    whole = len(inputs) == len(fed)
    known = LayerFacts(inputs=inputs if whole else ())
    ready = kind is not None and whole and len(fed) >= len(kind.inputs) and all(fault.unknown for fault in faults)
    if kind is None or not ready:
        return Layer(node, kind, settings, faults, fed, known)
    shape = kind.shape(settings, inputs)
    if isinstance(shape, Mismatch):
        return Layer(node, kind, settings, faults, fed, known, shape)
    weights = kind.weights(settings, inputs)
    return Layer(
        node, kind, settings, faults, fed, _facts(inputs, shape, weights, settings.get("trainable") is not False)
    )


def _facts(inputs: tuple[Shape, ...], output: Shape, weights: tuple[Weight, ...], trainable: bool) -> LayerFacts:
    if not weights:
        return LayerFacts(inputs, output)
    sizes = [weight.size for weight in weights]
    count = sum(sizes)
    changing = sum(size for size, weight in zip(sizes, weights, strict=True) if weight.trainable) if trainable else 0
    return LayerFacts(inputs, output, weights, count, changing, _formula(weights, count))


def _formula(weights: tuple[Weight, ...], count: int) -> str:
    """The count written out: `2 x 4 weights + 4 biases = 12`."""
    terms = [f"{' x '.join(f'{size:,}' for size in weight.shape) or '1'} {weight.what}" for weight in weights]
    plain = len(weights) == 1 and len(weights[0].shape) < 2
    return terms[0] if plain else f"{' + '.join(terms)} = {count:,}"
