"""What every check looks at: the design, its data, its wiring, its layers, and where its output is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

from designer.analysis.layers import Layer
from designer.analysis.passing import Passed
from designer.analysis.wiring import Wiring
from designer.graph.design import Design, Node
from designer.graph.specs import DataFacts
from designer.values import Shape

PASSING = ("regularization", "shape")
"""Roles that let values through without mixing or bending them, as far as the checks care."""


@dataclass(frozen=True)
class Head:
    """The end of a network: the layer that ends it, the last one with units, and what bends its output.

    `bends` is the layer whose `activation` it is: a node of its own, or the one with units itself.
    """

    end: Layer
    units: Layer
    bends: Layer | None
    activation: str


@dataclass(frozen=True)
class Totals:
    """Weights, those of them training changes, and numbers that come out of all layers for one example."""

    parameters: int
    trainable: int
    values: int


@dataclass(frozen=True)
class Context:
    """A design and what has been worked out about it.

    `design` is without what is bypassed, which no check looks at; `drawn` is the one that was drawn.
    """

    design: Design
    data: DataFacts | None
    wiring: Wiring
    layers: Mapping[str, Layer]
    machine_memory: int
    drawn: Design
    passed: Passed
    first_uses: Mapping[str, str] = field(default_factory=dict)
    """For each card that calls a layer again, the card that calls it first."""

    @cached_property
    def order(self) -> tuple[str, ...]:
        reached = self.wiring.reached
        return tuple(id for id in self.wiring.sequence if id in reached)

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        inputs, out_of = set(self.wiring.inputs), self.wiring.out_of
        return tuple(id for id in self.order if id not in out_of and id not in inputs)

    @cached_property
    def main_output(self) -> str | None:
        """The output meant: one as wide as the data asks for, else the one farthest from its input, else the oldest."""
        if len(self.outputs) < 2:
            return self.outputs[0] if self.outputs else None
        outputs = set(self.outputs)
        oldest_first = [id for id in self.design.graph.nodes if id in outputs]
        depths = self.wiring.depths()
        return max(oldest_first, key=lambda id: (self._fits_data(id), depths[id]))

    def _fits_data(self, id: str) -> bool:
        data, shape = self.data, self.layers[id].output
        if data is None or shape is None or len(shape) != 1:
            return False
        if data.task == "binary":
            return shape[0] in (1, 2)
        return shape[0] == (data.targets if data.task == "regression" else len(data.classes))

    @cached_property
    def totals(self) -> Totals:
        """Sums over the layers between input and output."""
        facts = [self.layers[id].facts for id in self.order]
        return Totals(
            parameters=sum([one.parameters for one in facts]),
            trainable=sum([one.trainable for one in facts]),
            values=sum([_count(one.output) for one in facts]),
        )

    @cached_property
    def by_role(self) -> Mapping[str, list[Layer]]:
        """The layers between input and output by what they are to the checks, in order of flow."""
        found: dict[str, list[Layer]] = {}
        for id in self.order:
            layer = self.layers[id]
            found.setdefault(layer.role, []).append(layer)
        return found

    @cached_property
    def input(self) -> Layer | None:
        """The input that leads to the main output."""
        if self.main_output is None:
            return None
        leading = self.wiring.before([self.main_output]) if len(self.wiring.inputs) > 1 else self.wiring.reached
        return next((self.layers[id] for id in self.wiring.inputs if id in leading), None)

    @cached_property
    def head(self) -> Head | None:
        """The end of the network, if it has one output and its layers can be told."""
        if len(self.outputs) != 1:
            return None
        end = self.layers[self.outputs[0]]
        bends = None
        for layer in self.back_from(end):
            if layer.role == "activation" and bends is None and layer.bend != "linear":
                bends = layer
            elif (layer.kind is not None and "units" in layer.kind.by_name) or layer.role == "linear":
                own = layer.bend
                if bends is None and own != "linear":
                    bends = layer
                return Head(end, layer, bends, "linear" if bends is None else bends.bend)
            elif layer.role not in ("activation", "normalization", *PASSING):
                return None
        return None

    def back_from(self, layer: Layer) -> Iterator[Layer]:
        """The layer and those before it, for as long as each is fed by exactly one."""
        current: Layer | None = layer
        while current is not None:
            yield current
            current = self.step_back(current)

    def on_from(self, layer: Layer) -> Iterator[Layer]:
        """The layers after this one, for as long as exactly one takes each output."""
        current = self.step_on(layer)
        while current is not None:
            yield current
            current = self.step_on(current)

    def step_on(self, layer: Layer) -> Layer | None:
        """The one layer that takes this one's output, if there is exactly one."""
        wires = self.wiring.out_of.get(layer.node.id)
        return self.layers[wires[0].target] if wires is not None and len(wires) == 1 else None

    def step_back(self, layer: Layer) -> Layer | None:
        """The one layer that feeds this one, if there is exactly one."""
        wires = self.wiring.into.get(layer.node.id)
        return self.layers[wires[0].source] if wires is not None and len(wires) == 1 else None

    def node(self, id: str) -> Node:
        return self.design.graph.nodes[id]


def _count(shape: Shape | None) -> int:
    """How many numbers a shape has, sizes not known taken for one."""
    if shape is None:
        return 0
    if len(shape) == 1:
        return shape[0] or 1
    return prod(size or 1 for size in shape)
