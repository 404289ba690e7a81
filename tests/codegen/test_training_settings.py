"""What `compile` and `fit` are told stands in the script, and comes back from it."""

from __future__ import annotations

import numpy as np
import pytest

from designer.analysis import Analysis, analyse
from designer.codegen import notebook_text, script_code
from designer.data import describe
from designer.graph.aims import set_aim
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.plan import plan_training
from designer.plan.weighing import balanced, looks_balanced
from designer.rewriting import Followed, followed
from designer.values import ObjectValue
from tests.codegen.conftest import iris, starter, two_sided

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


MEASURED = (
    "auc",
    ObjectValue("AUC", {"curve": "PR"}),
    ObjectValue("F1Score", {"average": "macro", "threshold": 0.5}),
    ObjectValue("Precision", {"thresholds": 0.7, "name": "careful"}),
    ObjectValue("IoU", {"num_classes": 2, "target_class_ids": (1,), "sparse_y_pred": False}),
)


def test_metrics_are_printed_with_their_settings_and_read_back() -> None:
    design = set_training("", metrics=MEASURED)(starter())
    text = script(design)
    for told in (
        '"auc",', 'keras.metrics.AUC(curve="PR", name="auc_1"),', 'keras.metrics.F1Score(average="macro", threshold=0.5),',
        'keras.metrics.Precision(thresholds=0.7, name="careful"),', "target_class_ids=(1,),",
    ):  # fmt: skip
        assert told in text
    assert read_back(design).training == design.training
    assert followed(design, text).design is design  # type: ignore[union-attr]
    several = set_aim("size", "", metrics=MEASURED)(two_sided())
    assert followed(several, script(several)).design.training == several.training  # type: ignore[union-attr]


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


def with_data(design: Design) -> Analysis:
    return analyse(design, describe(design.data))


def test_balanced_class_weights_are_written_out_and_stay_balanced() -> None:
    design = set_training("", class_weights="balanced")(iris())
    counts = describe(design.data).training_counts
    plan = plan_training(with_data(design))
    assert plan.training.class_weights == tuple(round(120 / (3 * count), 6) for count in counts)
    text = script_code(plan).text
    assert f"class_weight={{0: {plan.training.class_weights[0]!r}, 1: " in text
    found = followed(design, text)
    assert isinstance(found, Followed) and found.design.training == design.training
    changed = followed(design, text.replace("class_weight={0: ", "class_weight={0: 3"))
    assert isinstance(changed, Followed) and not isinstance(changed.design.training.class_weights, str)


def test_the_notebook_says_what_its_callbacks_do() -> None:
    said = notebook_text(plan_training(analyse(set_training("", callbacks=(STOPPING,))(starter()))))
    assert "`EarlyStopping`: Ends training once" in said
    assert "`EarlyStopping`:" not in notebook_text(plan_training(analyse(starter())))


def test_own_class_weights_come_back_from_the_script() -> None:
    design = set_training("", class_weights=(1.0, 2.5, 0.5))(iris())
    found = followed(iris(), script_code(plan_training(with_data(design))).text)
    assert isinstance(found, Followed) and found.design.training.class_weights == (1.0, 2.5, 0.5)


def test_balanced_weights_are_those_of_scikit_learn() -> None:
    from sklearn.utils.class_weight import compute_class_weight

    labels = np.repeat([0, 1, 2], [7, 40, 13])
    expected = compute_class_weight("balanced", classes=np.unique(labels), y=labels)
    np.testing.assert_allclose(balanced((7, 40, 13)), expected, rtol=1e-6)
    assert looks_balanced(balanced((7, 40, 13))) and not looks_balanced((1.0, 2.0, 3.0))


@pytest.mark.parametrize(
    ("design", "weights", "said"),
    [
        (starter(), "balanced", "no classes to weigh"),
        (two_sided(), "balanced", "several targets"),
        (iris(), (1.0, 2.0), "2 class weights for 3 classes"),
    ],
)
def test_class_weights_that_cannot_be_are_errors_with_a_way_out(design: Design, weights: object, said: str) -> None:
    wrong = set_training("", class_weights=weights)(design)
    (problem,) = [one for one in with_data(wrong).errors if one.setting == "class_weights"]
    assert said in problem.what
    assert not [one for one in with_data(problem.fixes[0](wrong)).errors if one.setting == "class_weights"]
