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


STOPPING = ObjectValue("EarlyStopping", {"patience": 10, "restore_best_weights": True})
PLATEAU = ObjectValue("ReduceLROnPlateau", {"monitor": "loss", "factor": 0.5, "patience": 3})


def test_callbacks_are_printed_and_read_back() -> None:
    design = set_training("", callbacks=(STOPPING, PLATEAU))(starter())
    text = script(design)
    assert "keras.callbacks.EarlyStopping(patience=10, restore_best_weights=True)" in text
    assert read_back(design).training == design.training


def test_without_callbacks_the_script_does_not_speak_of_them() -> None:
    assert "callback" not in script(starter())
    text = script(set_training("", callbacks=(STOPPING,))(starter()))
    found = followed(set_training("", callbacks=(STOPPING,))(starter()), script(starter()))
    assert isinstance(found, Followed) and found.design.training.callbacks == () and text != script(starter())


def test_a_callback_nobody_knows_is_left_out_with_a_note() -> None:
    text = script(set_training("", callbacks=(STOPPING,))(starter())).replace("EarlyStopping(", "TensorBoard(")
    found = followed(starter(), text)
    assert isinstance(found, Followed) and found.design.training.callbacks == ()
    assert any("TensorBoard" in str(note) for note in found.notes)
