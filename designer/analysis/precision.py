"""Checks of a network that computes in half precision: its answers should not, and a few layers cannot."""

from __future__ import annotations

from collections.abc import Iterator

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer
from designer.analysis.remedies import relabelled
from designer.catalogue import kind_named
from designer.catalogue.precision import follows, reformatted, under
from designer.catalogue.schema import Kind, Mismatch
from designer.graph.design import Design, Node
from designer.graph.edits import Edit, replace_kind, set_training
from designer.graph.specs import USUAL_POLICY, Policy
from designer.values import Value


def choose_policy(policy: Policy) -> Edit:
    """Have all layers compute by a policy, and those that end the network in float32, as Keras advises."""

    def change(design: Design) -> Design:
        changed = set_training("", dtype_policy=policy)(design)
        for node, kind in () if changed is design else _ends(design):
            settings = reformatted(kind, node.settings, _usual_said if policy != USUAL_POLICY else _usual_unsaid)
            if settings != node.settings:
                changed = replace_kind(node, node.kind, settings)(changed)
        return changed

    return Edit(f"Set number format to {policy}", change)


def in_float32(node: Node) -> Edit:
    """Have a layer compute in float32, whatever the others do; and what it holds, where that says nothing else."""
    kind = kind_named(node.kind)
    settings = node.settings if kind is None else reformatted(kind, node.settings, _usual_said)
    return relabelled(replace_kind(node, node.kind, settings), f"Have {node.name} compute in float32")


def _usual_said(dtype: Value) -> Value:
    return USUAL_POLICY if dtype is None else dtype


def _usual_unsaid(dtype: Value) -> Value:
    return None if dtype == USUAL_POLICY else dtype


def coarse_answers(context: Context) -> Iterator[Problem]:
    """What the loss is worked out from should be float32."""
    policy = context.design.training.dtype_policy
    if policy == USUAL_POLICY:
        return
    for layer in (context.layers[id] for id in context.outputs):
        if layer.kind is None or not follows(layer.kind) or layer.settings.get("dtype") is not None:
            continue
        yield Problem(
            code="coarse-answers",
            severity=Severity.WARNING,
            nodes=(layer.id,),
            what=f"{layer.name} ends the network in {policy.removeprefix('mixed_')}.",
            why="The loss is worked out from its numbers, and half precision is too coarse for that.",
            fixes=(in_float32(layer.node),),
            setting="dtype",
        )


def cannot_halve(context: Context) -> Iterator[Problem]:
    """A few layers refuse what the policy asks of them."""
    policy = context.design.training.dtype_policy
    for layer in context.layers.values() if policy != USUAL_POLICY else ():
        found = _refused(layer, policy)
        if found is not None:
            yield Problem(
                code="unfitting-setting",
                severity=Severity.ERROR,
                nodes=(layer.id,),
                what=found.what,
                why=f"The number format of all layers is set to {policy} in the Training tab.",
                fixes=(in_float32(layer.node), choose_policy(USUAL_POLICY)),
                setting="dtype",
            )


def _refused(layer: Layer, policy: Policy) -> Mismatch | None:
    """Why a layer that fits otherwise does not under a policy."""
    if layer.kind is None or layer.facts.output is None or not follows(layer.kind):
        return None
    found = layer.kind.shape(layer.kind.filled(under(policy, layer.kind, layer.node.settings)), layer.facts.inputs)
    return found if isinstance(found, Mismatch) else None


def _ends(design: Design) -> Iterator[tuple[Node, Kind]]:
    """The cards something leads to and nothing comes out of, and which follow the policy."""
    wires = design.graph.wires
    for id in dict.fromkeys(wire.target for wire in wires if wire.target in design.graph.nodes):
        node = design.graph.nodes[id]
        kind = kind_named(node.kind)
        if kind is not None and follows(kind) and not any(wire.source == id for wire in wires):
            yield node, kind


CHECKS = (coarse_answers, cannot_halve)
