"""What callbacks watch must be measured, and one setting alone may say what the learning rate is."""

from __future__ import annotations

import pytest

from designer.analysis import Problem, analyse
from designer.analysis.monitors import rises
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.plan import plan_training
from designer.values import ObjectValue
from tests.codegen.conftest import starter, two_sided

PLATEAU = ObjectValue("ReduceLROnPlateau", {"patience": 3})
SCHEDULED = ObjectValue(
    "Adam", {"learning_rate": ObjectValue("CosineDecay", {"initial_learning_rate": 0.02, "decay_steps": 100})}
)


def about(design: Design) -> list[Problem]:
    return [problem for problem in analyse(design).errors if problem.setting == "callbacks"]


@pytest.mark.parametrize(
    ("log", "higher"),
    [
        ("val_auc_1", True), ("precision_at_recall", True), ("val_size_mean_io_u_2", True), ("hinge", False),
        ("val_found", True), ("val_size_found", True), ("missed", False), ("val_rest_loss", False), ("r2_score", True),
    ],
)  # fmt: skip
def test_which_way_is_better_is_known_of_any_log(log: str, higher: bool) -> None:
    named = (ObjectValue("Recall", {"name": "found"}), ObjectValue("FalseNegatives", {"name": "missed"}), "auc")
    assert rises(log, named) is higher


def test_what_is_measured_can_be_watched() -> None:
    for log in ("val_loss", "loss", "mean_absolute_error", "val_mean_absolute_error"):
        assert not about(set_training("", callbacks=(ObjectValue("EarlyStopping", {"monitor": log}),))(starter()))


@pytest.mark.parametrize(
    ("callbacks", "optimizer", "code", "fixed"),
    [
        ((ObjectValue("EarlyStopping", {"monitor": "val_accuracy"}),), ObjectValue("Adam"), "no-such-log", "Watch val_loss"),
        ((PLATEAU,), SCHEDULED, "two-rates", "Use a fixed learning rate"),
        ((PLATEAU, PLATEAU), ObjectValue("Adam"), "callback-twice", "Remove ReduceLROnPlateau"),
        ((ObjectValue("EarlyStopping", {"patience": -1}),), ObjectValue("Adam"), "bad-callback", "Remove EarlyStopping"),
    ],
)  # fmt: skip
def test_what_keras_would_stumble_over_is_an_error_with_a_way_out(
    callbacks: tuple[ObjectValue, ...], optimizer: ObjectValue, code: str, fixed: str
) -> None:
    design = set_training("", callbacks=callbacks, optimizer=optimizer)(starter())
    (problem,) = about(design)
    assert (problem.code, problem.fixes[0].label) == (code, fixed)
    assert not about(problem.fixes[0](design))


def test_a_fixed_rate_is_the_one_the_schedule_began_with() -> None:
    (problem,) = about(set_training("", callbacks=(PLATEAU,), optimizer=SCHEDULED)(starter()))
    assert problem.fixes[0](starter()).training.optimizer == ObjectValue("Adam", {"learning_rate": 0.02})


def test_of_several_outputs_each_can_be_watched_and_the_plan_says_which_way_is_better() -> None:
    for log, mode in (("val_which_one_accuracy", "max"), ("val_size_loss", "min"), ("val_loss", "auto")):
        design = set_training("", callbacks=(ObjectValue("EarlyStopping", {"monitor": log}),))(two_sided())
        assert not about(design)
        (callback,) = plan_training(analyse(design)).training.callbacks
        assert callback.settings.get("mode", "auto") == mode
