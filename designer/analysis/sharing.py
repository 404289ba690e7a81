"""Layers that several cards call: their weights are counted once, and every call must suit them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer, layers_of
from designer.analysis.remedies import drop
from designer.analysis.wiring import Wiring
from designer.graph.design import Graph
from designer.graph.sharing import owner_of
from designer.graph.sharing_edits import unshare
from designer.values import Shape, shape_text

SAME_RANK = ("BatchNormalization", "MultiHeadAttention", "Normalization")
"""Kinds that keep to the number of axes they saw first."""

SAME_SHAPE = ("EinsumDense", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
"""Kinds that keep to the whole shape they saw first."""


def first_uses(graph: Graph, wiring: Wiring) -> dict[str, str]:
    """For each card that calls a layer another one has called before it: the card that makes the layer."""
    if not any(node.shares for node in graph.nodes.values()):
        return {}
    makers: dict[str, str] = {}
    sequence = sorted(wiring.sequence, key=lambda id: id not in wiring.reached)
    for id in sequence:
        makers.setdefault(owner_of(graph.nodes[id]), id)
    pairs = ((id, makers[owner_of(graph.nodes[id])]) for id in sequence)
    return {id: maker for id, maker in pairs if id != maker}


def layers_once(graph: Graph, wiring: Wiring, first: Mapping[str, str], before: Context | None) -> Mapping[str, Layer]:
    """Every node's layer, with nothing to learn where another call has counted it."""
    known = before.layers if before is not None else {}
    if before is not None and before.first_uses:
        known = {id: layer for id, layer in known.items() if id not in before.first_uses}
    layers = layers_of(graph, wiring, known)
    return {**layers, **{id: _counted_there(layers[id], layers[maker]) for id, maker in first.items()}}


def shared_shape(context: Context) -> Iterator[Problem]:
    """What comes into a layer that is used again must suit the weights it has."""
    for id, maker in context.first_uses.items():
        layer, made = context.layers[id], context.layers[maker]
        if layer.output is None or made.output is None or suits(layer, made):
            continue
        yield Problem(
            code="shared-shape",
            severity=Severity.ERROR,
            nodes=(id, maker),
            what=f"{layer.name} uses the weights of {made.name}, which were made for {_shapes(made)}; here {_shapes(layer)} comes in.",
            why="Weights fit one size of input. A layer that is used again must get the same as the first time.",
            fixes=(unshare([layer.node]), drop([layer.node])),
            wires=context.wiring.into.get(id, ()),
        )


def suits(layer: Layer, made: Layer) -> bool:
    """Whether a layer takes here what comes in, with the weights it was made with there."""
    inputs, first = layer.facts.inputs, made.facts.inputs
    if inputs == first:
        return True
    if layer.facts.weights != made.facts.weights or layer.node.kind in SAME_SHAPE:
        return False
    return layer.node.kind not in SAME_RANK or [len(shape) for shape in inputs] == [len(shape) for shape in first]


def _counted_there(layer: Layer, made: Layer) -> Layer:
    formula = f"those of {made.name}, counted there" if layer.facts.weights else ""
    return replace(layer, facts=replace(layer.facts, parameters=0, trainable=0, formula=formula))


def _shapes(layer: Layer) -> str:
    return " and ".join(_one(shape) for shape in layer.facts.inputs)


def _one(shape: Shape) -> str:
    return shape_text(shape) if len(shape) != 1 else f"a row of {shape_text(shape)}"


CHECKS = (shared_shape,)
