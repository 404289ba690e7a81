"""Layers in the words of checks: by their kind, and activations by their function, wherever they stand.

`relu` is a ReLU layer, an Activation that is set to it, and the activation of a Dense layer alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from designer.analysis import Analysis
from designer.analysis.layers import bend_of
from designer.catalogue import FAMILIES, KINDS, kind_named
from designer.catalogue.activation import LAYERS
from designer.catalogue.common import ACTIVATIONS
from designer.graph.design import Node

ACTIVATION = "activation"
"""Any function that bends."""


@dataclass(frozen=True)
class Word:
    """One thing a network is made of: the card it is on, its kind, and the activation it applies if it is one."""

    node: Node
    kind: str
    bend: str = "linear"

    def is_a(self, name: str) -> bool:
        """Whether it is what a check calls so."""
        if name == ACTIVATION:
            return self.bend != "linear"
        return name in (self.kind, self.bend) if self.bend != "linear" else name == self.kind


def words_of(analysis: Analysis) -> Iterator[Word]:
    """What lies between input and output, in order of flow; an activation within a layer is a word of its own."""
    nodes = analysis.graph.nodes
    for id in analysis.order:
        node = nodes[id]
        kind, bend = kind_named(node.kind), bend_of(node)
        if kind is not None and kind.role == "activation":
            yield Word(node, node.kind, bend)
            continue
        yield Word(node, node.kind)
        if bend != "linear":
            yield Word(node, "", bend)


def layers_named(analysis: Analysis, name: str) -> list[Node]:
    """The cards of a kind between input and output, in order of flow; those of all kinds but Input if it is empty."""
    nodes = (analysis.graph.nodes[id] for id in analysis.order)
    return [node for node in nodes if node.kind == name or (not name and node.kind != "Input")]


def kinds_meant(names: Iterable[str]) -> Iterator[str]:
    """The kinds of layers that checks call so: for an activation its own layer, else the one that is set to it."""
    for name in names:
        if name == ACTIVATION:
            yield from (kind.name for kind in FAMILIES["Activation"])
        else:
            yield name if name in KINDS else LAYERS.get(name, "Activation")


def known(name: str) -> bool:
    """Whether a check can call something so."""
    return name == ACTIVATION or name in KINDS or (name in ACTIVATIONS and name != "linear")
