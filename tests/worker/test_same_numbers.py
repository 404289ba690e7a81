"""The central promise: whole epochs in one program give the numbers that Keras's own `fit` gives."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from designer.analysis import analyse
from designer.data import load_examples
from designer.graph.specs import Bundled, Generated
from designer.plan import TrainingPlan, plan_training
from designer.values import ObjectValue
from designer.worker.driving import drive
from designer.worker.feeding import fed
from designer.worker.fitting import fit
from tests.codegen.conftest import two_sided

SPIRAL = Generated("spiral", size=120)
PROBABILITY = ("Dense", {"units": 1, "activation": "sigmoid"})
DIGITS = Bundled("digits")
CLASSES = ("Dense", {"units": 10, "activation": "softmax"})
BINARY = {"loss": "BinaryCrossentropy", "metrics": ("accuracy",)}
MULTICLASS = {"loss": "SparseCategoricalCrossentropy", "metrics": ("accuracy",)}

CASES: dict[str, dict[str, Any]] = {
    "starter": {},
    "in the order given, batches that divide the rows": {"shuffle": False, "batch_size": 20},
    "RMSprop, one batch larger than the rows": {"optimizer": ObjectValue("RMSprop", {"learning_rate": 0.003}), "batch_size": 1000},
    "spiral": {
        "layers": [("Dense", {"units": 8, "activation": "tanh"}), ("Dense", {"units": 8, "activation": "tanh"}), PROBABILITY],
        "source": SPIRAL, "optimizer": ObjectValue("SGD", {"learning_rate": 0.1, "momentum": 0.9}), "batch_size": 10, **BINARY,
    },
    "AdamW, logits": {"layers": [("Dense", {"units": 8, "activation": "tanh"}), ("Dense", {"units": 1})], "source": SPIRAL,
        "loss": ObjectValue("BinaryCrossentropy", {"from_logits": True}), "metrics": (),
        "optimizer": ObjectValue("AdamW", {"learning_rate": 0.01})},
    "iris with Normalization": {
        "layers": [("Normalization", {}), ("Dense", {"units": 16, "activation": "relu"}), ("Dense", {"units": 3, "activation": "softmax"})],
        "source": Bundled("iris"), "shape": (4,), "adapt": ("n1",), "batch_size": 16, **MULTICLASS,
    },
    "digits with Conv2D": {
        "layers": [("Rescaling", {"scale": 1 / 16}), ("Conv2D", {"filters": 4, "kernel_size": 3, "activation": "relu"}),
                   ("MaxPooling2D", {}), ("Flatten", {}), CLASSES],
        "source": DIGITS, "shape": (8, 8, 1), "batch_size": 64, **MULTICLASS,
    },
    "LSTM": {"layers": [("Reshape", {"target_shape": (2, 1)}), ("LSTM", {"units": 6}), ("Dense", {"units": 1})]},
    "Dropout inside GRU": {
        "layers": [("Reshape", {"target_shape": (2, 1)}), ("GRU", {"units": 4, "dropout": 0.3, "recurrent_dropout": 0.2}),
                   ("Dense", {"units": 1})],
    },
    "a Bidirectional GRU with dropout, and Dense at each step": {
        "layers": [("Reshape", {"target_shape": (2, 1)}), ("Bidirectional", {"layer": ObjectValue("GRU", {"units": 4, "dropout": 0.3, "return_sequences": True})}),
                   ("TimeDistributed", {"layer": ObjectValue("Dense", {"units": 3, "activation": "tanh"})}), ("Flatten", {}), ("Dense", {"units": 1})],
    },
    "SpectralNormalization around Dense": {
        "layers": [("SpectralNormalization", {"layer": ObjectValue("Dense", {"units": 8, "activation": "relu"})}), ("Dense", {"units": 1})],
    },
    "BatchNormalization and Dropout": {
        "layers": [("Dense", {"units": 8, "use_bias": False}), ("BatchNormalization", {}), ("ReLU", {}), ("Dropout", {"rate": 0.5}),
                   ("Dense", {"units": 1})],
    },
    "GaussianNoise, L2 and an initializer with settings": {
        "layers": [("GaussianNoise", {"stddev": 0.3}), ("Dense", {"units": 8, "activation": "relu", "kernel_regularizer": ObjectValue("L2", {"l2": 0.01}),
                              "kernel_initializer": ObjectValue("RandomNormal", {"stddev": 0.3})}), ("Dense", {"units": 1})],
    },
    "CosineDecay with a warm-up": {"optimizer": ObjectValue("Adam", {"learning_rate": ObjectValue("CosineDecay", {
        "initial_learning_rate": 0.001, "decay_steps": 40, "warmup_target": 0.02, "warmup_steps": 10})})},
    "PiecewiseConstantDecay": {"optimizer": ObjectValue("SGD", {"learning_rate": ObjectValue("PiecewiseConstantDecay", {
        "boundaries": (10, 25), "values": (0.1, 0.05, 0.001)})})},
}  # fmt: skip


class Collected:
    """A run that nobody interrupts."""

    def __init__(self) -> None:
        self.tables: list[np.ndarray] = []

    def turn(self, done: int) -> int:
        return 1000

    def going(self) -> bool:
        return True

    def record(self, logs: np.ndarray) -> bool:
        self.tables.append(logs)
        return True

    @property
    def table(self) -> np.ndarray:
        return np.concatenate(self.tables)


def test_several_inputs_and_outputs_give_the_numbers_of_fit() -> None:
    wanted = plan_training(analyse(two_sided()))
    expected, model = history(wanted)
    found, program = trained(wanted, "fused")
    assert program.loop is not None
    assert "val_size_loss" in found and "which_one_accuracy" in found
    assert set(found) == set(expected)
    for log, values in expected.items():
        np.testing.assert_allclose(found[log], values, atol=1e-5, rtol=1e-5, err_msg=log)
    for ours, theirs in zip(program.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-4)


def history(plan: TrainingPlan) -> tuple[dict[str, list[float]], Any]:
    """What `fit` says, on a model made by the same calls."""
    from designer.worker.arranging import arranged
    from designer.worker.building import built

    examples, training = arranged(load_examples(plan.data), plan), plan.training
    model = built(plan, examples)
    told = model.fit(
        fed(examples.x_train), examples.y_train, batch_size=training.batch_size, epochs=training.epochs,
        shuffle=training.shuffle, validation_data=(fed(examples.x_validation), examples.y_validation), verbose=0,
    )  # fmt: skip
    return told.history, model


def trained(plan: TrainingPlan, trainer: str) -> tuple[dict[str, np.ndarray], Any]:
    from designer.worker.programs import Program

    program, run = Program(plan, load_examples(plan.data), trainer, lambda: None), Collected()
    program.reset(plan)
    if program.loop is None:
        fit(program.model, program.names, plan, program.examples, run)
    else:
        drive(program.loop, program.rows, plan.training.epochs, run)
    return dict(zip(program.names, run.table.T, strict=True)), program


def used_twice(plan: Callable[..., TrainingPlan]) -> TrainingPlan:
    """The starter with a Dense between that is called twice."""
    wanted = plan([("Dense", {"units": 2, "activation": "tanh"}), ("Dense", {}), ("Dense", {"units": 1})])
    start, first, again, last = wanted.model.calls
    again = replace(again, arguments={}, layer=first.id)
    return replace(wanted, model=replace(wanted.model, form="functional", calls=(start, first, again, last)))


def test_a_layer_that_is_called_twice_gives_the_numbers_of_fit(plan: Callable[..., TrainingPlan]) -> None:
    wanted = used_twice(plan)
    expected, model = history(wanted)
    found, program = trained(wanted, "fused")
    assert program.trainer == "fused"
    assert model.count_params() == 9 == program.model.count_params()
    assert program.layers["n1"] is program.layers["n2"]
    for log, values in expected.items():
        np.testing.assert_allclose(found[log], values, atol=1e-5, rtol=1e-5, err_msg=log)


@pytest.mark.parametrize("name", CASES)
def test_fused_epochs_give_the_numbers_of_fit(name: str, plan: Callable[..., TrainingPlan]) -> None:
    wanted = plan(**CASES[name])
    expected, model = history(wanted)
    found, program = trained(wanted, "fused")
    assert set(found) == set(expected)
    for log, values in expected.items():
        np.testing.assert_allclose(found[log], values, atol=1e-5, rtol=1e-5, err_msg=log)
    for ours, theirs in zip(program.model.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-4)
