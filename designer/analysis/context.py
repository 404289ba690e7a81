"""What every check looks at: the design, its data, its wiring, its layers, and where its output is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import prod

from msgspec.structs import replace as replace_fields

from designer.analysis.layers import Layer
from designer.analysis.pairing import paired
from designer.analysis.passing import Passed
from designer.analysis.wiring import Wiring
from designer.graph.aims import set_aim
from designer.graph.design import Design, Node
from designer.graph.edits import Edit, set_training
from designer.graph.specs import DataFacts, part_names, target_names
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
class View:
    """One Input or one output of a network that has several, with what it is fed or held against."""

    entry: str = ""
    part: str = ""
    output: str = ""
    target: str = ""


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
    view: View | None = None
    """Where data has several parts and targets: which of them is looked at."""

    @cached_property
    def order(self) -> tuple[str, ...]:
        reached = self.wiring.reached
        return tuple(id for id in self.wiring.sequence if id in reached)

    @cached_property
    def outputs(self) -> tuple[str, ...]:
        if self.view is not None and self.view.output:
            return (self.view.output,)
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
    def feeds(self) -> Mapping[str, str]:
        """Which part of the data goes into each Input; nothing where data is one `x` and one `y`."""
        names = part_names(self.design.data.source)
        entries = [id for id in self.wiring.inputs if id in self.wiring.out_of] if names else ()
        return paired(self.design.graph, entries, names, self.design.data.feeds, again=True)

    @cached_property
    def answers(self) -> Mapping[str, str]:
        """Which target each output is held against; nothing where data is one `x` and one `y`."""
        names = target_names(self.design.data.source)
        return paired(self.design.graph, self.outputs if names else (), names, self.design.data.answers)

    @cached_property
    def by_input(self) -> tuple[Context, ...]:
        """The network as each Input sees it."""
        if not part_names(self.design.data.source):
            return (self,)
        return tuple(self._seen(View(entry=id, part=part)) for id, part in self.feeds.items())

    @cached_property
    def by_output(self) -> tuple[Context, ...]:
        """The network as each output sees it: with its target, its loss and its metrics."""
        if not part_names(self.design.data.source):
            return (self,)
        return tuple(self._seen(View(output=id, target=target)) for id, target in self.answers.items())

    def _seen(self, view: View) -> Context:
        training = self.design.training
        if view.target:
            aim = training.aim(view.target)
            training = replace_fields(training, loss=aim.loss, metrics=aim.metrics)
        data = self.data.seen(view.part, view.target) if self.data is not None else None
        return replace(self, design=replace_fields(self.design, training=training), data=data, view=view)

    def aim_at(self, label: str, **fields: object) -> Edit:
        """Change loss or metrics: those of the target that is looked at, where there are several."""
        several = self.view is not None and self.view.target
        return set_aim(self.view.target, label, **fields) if self.view and several else set_training(label, **fields)

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
        if self.view is not None and self.view.entry:
            return self.layers[self.view.entry]
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
