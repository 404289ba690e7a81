"""Examples as the network of a plan takes them: of several parts and targets those it uses, in its order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import overload

from designer.data.examples import Examples
from designer.data.rows import AnyRows, Rows
from designer.plan import TrainingPlan


def arranged(examples: Examples, plan: TrainingPlan) -> Examples:
    """The parts in the order of the inputs and the targets in that of the outputs, as the script arranges them."""
    if not plan.inputs:
        return examples
    targets = [head.target for head in plan.heads]
    return replace(
        examples,
        x_train=_picked(examples.x_train, plan.inputs),
        y_train=_picked(examples.y_train, targets),
        x_validation=_picked(examples.x_validation, plan.inputs),
        y_validation=_picked(examples.y_validation, targets),
    )


def arranged_inputs(rows: Rows, plan: TrainingPlan) -> Rows:
    """Rows of an example's parts in the order of the inputs."""
    return _picked(rows, plan.inputs) if plan.inputs else rows


@overload
def _picked(rows: Rows, names: Sequence[str]) -> Rows: ...
@overload
def _picked(rows: AnyRows, names: Sequence[str]) -> AnyRows: ...
def _picked(rows: AnyRows, names: Sequence[str]) -> AnyRows:
    assert isinstance(rows, dict), "data of several parts comes by name"
    picked = [rows[name] for name in names]
    return picked if len(picked) > 1 else picked[0]
