"""What `compile` and `fit` are told stands in the script, and comes back from it."""

from __future__ import annotations

import pytest

from designer.analysis import analyse
from designer.codegen import script_code
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.plan import plan_training
from designer.rewriting import Followed, followed
from designer.values import ObjectValue
from tests.codegen.conftest import starter

SCHEDULES = {
    "CosineDecay": {"initial_learning_rate": 0.01, "decay_steps": 2600, "alpha": 0.1},
    "PiecewiseConstantDecay": {"boundaries": (100, 200), "values": (0.1, 0.01, 0.001)},
}


def script(design: Design) -> str:
    return script_code(plan_training(analyse(design))).text


def read_back(design: Design) -> Design:
    found = followed(starter(), script(design))
    assert isinstance(found, Followed)
    return found.design


@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_is_printed_and_read_back(name: str) -> None:
    rate = ObjectValue(name, SCHEDULES[name])  # type: ignore[arg-type]
    design = set_training("", optimizer=ObjectValue("SGD", {"learning_rate": rate}))(starter())
    assert f"learning_rate=keras.optimizers.schedules.{name}(" in script(design)
    assert read_back(design).training == design.training
