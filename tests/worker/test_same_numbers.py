"""The central promise: whole epochs in one program give the numbers that Keras's own `fit` gives."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from designer.analysis import analyse
from designer.plan import TrainingPlan, plan_training
from tests.codegen.conftest import two_sided
from tests.worker.same_numbers import CASES, difference, table, trained

ALWAYS = (
    "starter",
    "spiral",
    "digits with Conv2D",
    "Dropout inside GRU",
    "CosineDecay with a warm-up",
    "ReduceLROnPlateau",
)
"""The others take minutes together."""
LIKE_OTHERS = {
    *(f"the optimizer {name}" for name in ("Adagrad", "Adadelta", "Adamax", "Nadam", "Lion", "Lamb", "Adafactor", "Ftrl")),
    *("InverseTimeDecay", "PolynomialDecay", "ExponentialDecay", "PiecewiseConstantDecay", "LogCosh, L1 and an activity regularizer"),
    *("EarlyStopping with the last weights", "EarlyStopping that does not come", "AdamW, logits"),
    *("clipvalue and an average of weights", "a Bidirectional GRU with dropout, and Dense at each step"),
}  # fmt: skip
"""These go the same way through the trainer as some of the others: `-m thorough` runs them too."""


def _case(name: str) -> Any:
    marks = () if name in ALWAYS else pytest.mark.thorough if name in LIKE_OTHERS else pytest.mark.slow
    return pytest.param(name, marks=marks)


@pytest.mark.parametrize("name", [_case(name) for name in CASES])
def test_fused_epochs_give_the_numbers_of_fit(name: str, plan: Callable[..., TrainingPlan]) -> None:
    found = difference(plan(**CASES[name]))
    assert found.logs < 1e-5
    assert found.weights < 1e-4


def test_several_inputs_and_outputs_give_the_numbers_of_fit() -> None:
    wanted = plan_training(analyse(two_sided()))
    found = difference(wanted)
    assert found.trainer != "fit"
    assert found.logs < 1e-5 and found.weights < 1e-4
    assert {"val_size_loss", "which_one_accuracy"} < set(trained(wanted, "fused")[0])


def used_twice(plan: Callable[..., TrainingPlan]) -> TrainingPlan:
    """The starter with a Dense between that is called twice."""
    wanted = plan([("Dense", {"units": 2, "activation": "tanh"}), ("Dense", {}), ("Dense", {"units": 1})])
    start, first, again, last = wanted.model.calls
    again = replace(again, arguments={}, layer=first.id)
    return replace(wanted, model=replace(wanted.model, form="functional", calls=(start, first, again, last)))


def test_a_layer_that_is_called_twice_gives_the_numbers_of_fit(plan: Callable[..., TrainingPlan]) -> None:
    wanted = used_twice(plan)
    assert difference(wanted).logs < 1e-5
    _, program, _ = trained(wanted, "fused")
    assert program.trainer == "fused"
    assert program.model.count_params() == 9
    assert program.layers["n1"] is program.layers["n2"]


@pytest.mark.parametrize("trainer", ["fused", "fit"])
def test_weights_of_rows_weigh_training_and_validation_alike(
    trainer: str, plan: Callable[..., TrainingPlan], tmp_path: Path
) -> None:
    wanted = plan(source=table(tmp_path))
    found = difference(wanted, trainer)
    assert found.trainer == trainer
    assert found.logs < 1e-5 and found.weights < 1e-4


def test_weights_change_the_numbers(plan: Callable[..., TrainingPlan], tmp_path: Path) -> None:
    source = table(tmp_path)
    (weighed, _, _), (plain, _, _) = (
        trained(plan(source=one), "fused") for one in (source, replace(source, weights="", features=("x", "y")))
    )
    assert not np.allclose(weighed["val_loss"][:1], plain["val_loss"][:1], rtol=1e-3)


@pytest.mark.parametrize("trainer", ["fused", "graph", "fit"])
def test_every_trainer_stops_in_the_same_epoch_and_says_so(trainer: str, plan: Callable[..., TrainingPlan]) -> None:
    wanted = plan(**CASES["EarlyStopping that comes"])
    found = difference(wanted, trainer)
    assert found.trainer == trainer and found.epochs < wanted.training.epochs
    assert found.ending is not None and found.ending.early and found.ending.restored
    assert found.ending.best == found.epochs - found.ending.patience


def test_a_program_takes_other_numbers_for_its_callbacks(plan: Callable[..., TrainingPlan]) -> None:
    from designer.data import load_examples
    from designer.worker.driving import drive
    from designer.worker.programs import Program
    from designer.worker.shelf import _program_key
    from tests.worker.same_numbers import Collected

    first = plan(**CASES["EarlyStopping that comes"])
    (stopping,) = first.training.callbacks
    other = replace(stopping, settings={**stopping.settings, "patience": 1, "monitor": "val_mean_absolute_error"})
    second = replace(first, training=replace(first.training, callbacks=(other,)))
    assert _program_key(first) == _program_key(second)
    program, run = Program(first, load_examples(first.data), "fused", lambda: None), Collected()
    program.reset(second)
    assert program.loop is not None
    drive(program.loop, program.rows, second.training.epochs, run)
    expected, _, ending = trained(second, "fused")
    np.testing.assert_array_equal(run.table.T, np.array(list(expected.values())))
    assert program.watching.ending() == ending
