"""A network without its data: what it is by itself, whatever examples there are and whether they fit it."""

from __future__ import annotations

from msgspec.structs import replace

from designer.analysis import Analysis, analyse
from designer.graph.design import Design
from designer.graph.specs import DataSpec, Generated, Part, Source, Table, TrainingSettings
from designer.plan.calls import NetworkPlan
from designer.plan.planning import plan_model


def analysed_alone(design: Design) -> Analysis:
    """What follows from the network by itself.

    All inputs and outputs are taken for meant in a network with weights of its own, since it came with them.
    """
    given = design.training
    training = TrainingSettings(seed=given.seed, start=given.start, dtype_policy=given.dtype_policy)
    return analyse(replace(design, data=DataSpec(_fitting(design)), training=training))


def plan_network(analysis: Analysis) -> NetworkPlan:
    """The network with the weights it starts from. Raises `PlanError` as `plan_model` does."""
    given = analysis.design.training
    return NetworkPlan(plan_model(analysis), given.seed, given.start)


def _fitting(design: Design) -> Source:
    """Data with a part for each input and a target for each output, which nobody will read."""
    nodes, wires = design.graph.nodes, design.graph.wires
    feeding, fed = {wire.source for wire in wires}, {wire.target for wire in wires}
    inputs = len(feeding - fed)
    outputs = len((fed - feeding) & nodes.keys())
    if not design.training.start or max(inputs, outputs) < 2:
        return Generated()
    parts = tuple(Part(f"part {at}", ()) for at in range(inputs))
    targets = tuple(f"target {at}" for at in range(outputs))
    return Table("", targets[0], more_targets=targets[1:], parts=parts if inputs > 1 else ())
