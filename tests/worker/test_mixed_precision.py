"""Networks that compute in half precision are trained, saved and taken back as Keras itself has it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from msgspec.structs import replace

from designer.data import load_examples
from designer.graph.specs import Policy
from designer.plan import TrainingPlan
from designer.training.forms import FORMS
from designer.training.messages import Failed, Finished, GoOn, Kept, Paused, Save, Saved, Stop, Train
from designer.values import ObjectValue
from designer.worker.building import built
from designer.worker.checking import HALF_TOLERANCES, TOLERANCE, tolerance_of
from tests.worker.conftest import Layers
from tests.worker.same_numbers import BINARY, CASES, PROBABILITY, SPIRAL, difference, trained

Plans = Callable[..., TrainingPlan]
SMALL: Layers = [
    ("Dense", {"units": 8, "activation": "relu"}),
    ("Dense", {"units": 8, "activation": "tanh", "dtype": "float32"}),
    ("Dense", {"units": 1, "dtype": "float32"}),
]
HALVES: tuple[Policy, ...] = ("mixed_float16", "mixed_bfloat16")


def halved(plan: TrainingPlan, policy: Policy = "mixed_float16") -> TrainingPlan:
    return replace(plan, model=replace(plan.model, dtype_policy=policy))


def of_keras(policy: Policy, plan: TrainingPlan) -> dict[str, list[float]]:
    """What a program says that a reader of Keras's guide would write for `SMALL`."""
    before, examples, training = keras.config.dtype_policy(), load_examples(plan.data), plan.training
    keras.utils.set_random_seed(training.seed)
    keras.config.set_dtype_policy(policy)
    try:
        model = keras.Sequential([
            keras.Input((2,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(8, "tanh", dtype="float32"),
            keras.layers.Dense(1, dtype="float32"),
        ])  # fmt: skip
    finally:
        keras.config.set_dtype_policy(before)
    model.compile(keras.optimizers.Adam(0.01), keras.losses.MeanSquaredError(), metrics=["mean_absolute_error"])
    held = (examples.x_validation, examples.y_validation)
    fitted = model.fit(
        examples.x_train, examples.y_train, batch_size=32, epochs=training.epochs, validation_data=held, verbose=0
    )
    return dict(fitted.history)


@pytest.mark.parametrize("policy", HALVES)
def test_fused_epochs_give_what_a_program_with_this_policy_gives(policy: Policy, plan: Plans) -> None:
    wanted = halved(plan(SMALL), policy)
    expected = of_keras(policy, wanted)
    found, program, _ = trained(wanted, "fused")
    assert program.trainer == "fused"
    for name, values in expected.items():
        np.testing.assert_allclose(found[name], values, rtol=0.01)
    usual, _, _ = trained(plan(SMALL), "fused")
    assert not np.array_equal(found["loss"], usual["loss"])


@pytest.mark.parametrize("policy", HALVES)
@pytest.mark.parametrize("trainer", ["graph", "fit"])
def test_other_trainers_do_too(policy: Policy, trainer: str, plan: Plans) -> None:
    found = difference(halved(plan(SMALL), policy), trainer)
    assert found.trainer == trainer
    assert found.logs < 1e-5 and found.weights < 1e-5


def test_layers_with_a_dtype_of_their_own_keep_it(plan: Plans) -> None:
    wanted = halved(plan(SMALL))
    first, second, last = built(wanted, load_examples(wanted.data)).layers
    assert [first.compute_dtype, second.compute_dtype, last.compute_dtype] == ["float16", "float32", "float32"]
    assert {weight.dtype for weight in first.weights} == {"float32"}
    assert keras.config.dtype_policy().name == "float32"


def test_the_loss_is_scaled_in_float16_alone(plan: Plans) -> None:
    examples = load_examples(plan(SMALL).data)
    scaled, plain = (built(halved(plan(SMALL), policy), examples).optimizer for policy in HALVES)
    assert isinstance(scaled, keras.optimizers.LossScaleOptimizer)
    assert isinstance(plain, keras.optimizers.Adam)


@pytest.mark.parametrize("name", ["ReduceLROnPlateau", "both callbacks, BatchNormalization and an average"])
def test_what_watches_over_a_run_reaches_the_optimizer_within(name: str, plan: Plans) -> None:
    found = difference(halved(plan(**CASES[name])))
    assert found.logs < 0.01


def test_classes_are_told_apart_in_half_precision(plan: Plans) -> None:
    probability = ("Dense", {**PROBABILITY[1], "dtype": "float32"})
    layers = [("Dense", {"units": 8, "activation": "tanh"}), probability]
    wanted = halved(plan(layers, SPIRAL, optimizer=ObjectValue("SGD", {"learning_rate": 0.1}), **BINARY))
    assert difference(wanted).logs < 0.01


@pytest.mark.parametrize("policy", HALVES)
def test_a_run_led_on_from_earlier_comes_to_the_same_end(policy: Policy, worker: Any, plan: Plans) -> None:
    wanted = halved(plan(SMALL, epochs=40), policy)
    worker.send(Train(1, wanted))
    straight = worker.until(Finished).evaluation.metrics
    worker.send(Train(2, wanted, pause_after=20))
    worker.until(Paused)
    middle = worker.heard(Kept)[-1].epochs[-2]
    for message in (Stop(), GoOn(3, middle, 40)):
        worker.send(message)
    assert worker.until(Finished).id == 2
    ended = worker.until(Finished)
    assert 0 < middle < 20 and ended.epochs == 40
    assert ended.evaluation.metrics == pytest.approx(straight, rel=1e-5)


def test_what_a_layer_within_another_computes_in_says_how_far_rounding_goes() -> None:
    within = keras.layers.TimeDistributed(keras.layers.Dense(2, dtype="mixed_bfloat16"))
    half, whole = keras.Sequential([keras.Input((3, 4)), within]), keras.Sequential([keras.Input((3,))])
    assert tolerance_of(half) == HALF_TOLERANCES["bfloat16"]
    assert tolerance_of(whole) == TOLERANCE


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["mixed_float16", pytest.param("mixed_bfloat16", marks=pytest.mark.thorough)])
def test_every_form_answers_as_the_network_did(policy: Policy, worker: Any, plan: Plans, tmp_path: Path) -> None:
    worker.send(Train(1, halved(plan(SMALL, epochs=5), policy)))
    worker.until(Finished)
    for id, (form, kind) in enumerate(FORMS.items(), 2):
        worker.send(Save(id, str(tmp_path / f"net{kind.suffix}"), form=form, check=True))
        said = worker.until((Saved, Failed), 120)
        assert isinstance(said, Saved) and not said.check.fault
