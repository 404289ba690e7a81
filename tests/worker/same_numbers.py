"""Designs of every sort, and how far their fused epochs are from what Keras's own `fit` says of them.

`uv run tests/worker/same_numbers.py [WORD]` prints for each design (those with WORD in their name) the largest
difference between any value of the two histories and between any two weights, and the trainer that was chosen.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import numpy as np

from designer.analysis import analyse
from designer.data import load_examples
from designer.graph.specs import Bundled, Generated, Table
from designer.plan import CALLBACK, TrainingPlan, plan_training
from designer.training.messages import Ending
from designer.values import ObjectValue, Value
from tests.codegen.conftest import two_sided
from tests.worker.conftest import plan_of

SPIRAL = Generated("spiral", size=120)
PROBABILITY: tuple[str, dict[str, Any]] = ("Dense", {"units": 1, "activation": "sigmoid"})
DIGITS = Bundled("digits")
CLASSES: tuple[str, dict[str, Any]] = ("Dense", {"units": 10, "activation": "softmax"})
BINARY = {"loss": "BinaryCrossentropy", "metrics": ("accuracy",)}
MULTICLASS = {"loss": "SparseCategoricalCrossentropy", "metrics": ("accuracy",)}


OPTIMIZERS = {
    "SGD": 0.05, "Adagrad": 0.1, "Adadelta": 1.0, "Adamax": 0.01, "Nadam": 0.01, "Lion": 0.001, "Lamb": 0.01, "Adafactor": 0.01,
    "Ftrl": 0.1, "ScheduleFreeAdamW": 0.01, "Muon": 0.01,
}  # fmt: skip
SCHEDULES: dict[str, dict[str, Value]] = {
    "ExponentialDecay": {"initial_learning_rate": 0.05, "decay_steps": 7, "decay_rate": 0.8, "staircase": True},
    "InverseTimeDecay": {"initial_learning_rate": 0.05, "decay_steps": 7, "decay_rate": 0.5},
    "PolynomialDecay": {"initial_learning_rate": 0.05, "decay_steps": 20, "power": 2.0, "cycle": True},
    "CosineDecayRestarts": {"initial_learning_rate": 0.05, "first_decay_steps": 9, "m_mul": 0.8},
}
STOPPING = ObjectValue("EarlyStopping", {"patience": 4, "restore_best_weights": True})
PLATEAU = ObjectValue("ReduceLROnPlateau", {"patience": 2, "factor": 0.5, "min_delta": 0.001})
LEVELLING: dict[str, Any] = {"epochs": 60, "optimizer": ObjectValue("Adam", {"learning_rate": 0.1})}
"""A run that is done before its epochs are over."""

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
    **{f"the optimizer {name}": {"optimizer": ObjectValue(name, {"learning_rate": rate})} for name, rate in OPTIMIZERS.items()},
    "weight decay and clipnorm": {"optimizer": ObjectValue("Adam", {"learning_rate": 0.02, "weight_decay": 0.01, "clipnorm": 0.5})},
    "clipvalue and an average of weights": {"optimizer": ObjectValue("SGD", {"learning_rate": 0.1, "clipvalue": 0.1, "use_ema": True, "ema_momentum": 0.9})},
    "global_clipnorm and an average put in place": {"optimizer": ObjectValue("RMSprop", {
        "learning_rate": 0.01, "global_clipnorm": 0.2, "use_ema": True, "ema_momentum": 0.9, "ema_overwrite_frequency": 7})},
    "slopes gathered over three batches": {"optimizer": ObjectValue("Adam", {"learning_rate": 0.02, "gradient_accumulation_steps": 3})},
    "Huber": {"loss": "Huber"},
    "LogCosh, L1 and an activity regularizer": {"loss": "LogCosh", "layers": [
        ("Dense", {"units": 6, "activation": "tanh", "kernel_regularizer": ObjectValue("L1", {"l1": 0.01}),
                   "activity_regularizer": ObjectValue("L1L2", {"l1": 0.001, "l2": 0.01})}), ("Dense", {"units": 1})]},
    "BinaryFocalCrossentropy with precision and auc": {
        "layers": [("Dense", {"units": 8, "activation": "tanh"}), PROBABILITY], "source": SPIRAL,
        "loss": "BinaryFocalCrossentropy", "metrics": ("precision", "auc")},
    "pictures flipped, turned and moved": {
        "layers": [("RandomFlip", {"mode": "horizontal"}), ("RandomRotation", {"factor": 0.1}), ("RandomTranslation", {"height_factor": 0.1, "width_factor": 0.1}),
                   ("Conv2D", {"filters": 3, "kernel_size": 3, "activation": "relu"}), ("GlobalAveragePooling2D", {}), CLASSES],
        "source": DIGITS, "shape": (8, 8, 1), "batch_size": 256, "epochs": 5, **MULTICLASS},
    "Bidirectional LSTM": {"layers": [("Reshape", {"target_shape": (2, 1)}),
        ("Bidirectional", {"layer": ObjectValue("LSTM", {"units": 3})}), ("Dense", {"units": 1})]},
    "Conv2D, BatchNormalization and Dropout": {
        "layers": [("Conv2D", {"filters": 4, "kernel_size": 3, "use_bias": False}), ("BatchNormalization", {}), ("ReLU", {}),
                   ("SpatialDropout2D", {"rate": 0.2}), ("Flatten", {}), CLASSES],
        "source": DIGITS, "shape": (8, 8, 1), "batch_size": 256, "epochs": 5, **MULTICLASS},
    **{name: {"optimizer": ObjectValue("Adam", {"learning_rate": ObjectValue(name, settings)})} for name, settings in SCHEDULES.items()},
    "EarlyStopping that comes": {**LEVELLING, "callbacks": (STOPPING,)},
    "EarlyStopping with the last weights": {**LEVELLING, "callbacks": (ObjectValue("EarlyStopping", {"patience": 3, "monitor": "loss", "min_delta": 0.001}),)},
    "EarlyStopping that does not come": {"callbacks": (ObjectValue("EarlyStopping", {"patience": 30, "restore_best_weights": True}),)},
    "EarlyStopping from epoch 5 with a baseline never beaten": {**LEVELLING, "callbacks": (
        ObjectValue("EarlyStopping", {"patience": 4, "start_from_epoch": 5, "baseline": 0.0001, "restore_best_weights": True}),)},
    "EarlyStopping on accuracy without patience": {
        "layers": [("Dense", {"units": 8, "activation": "tanh"}), PROBABILITY], "source": SPIRAL, **BINARY,
        "callbacks": (ObjectValue("EarlyStopping", {"monitor": "val_accuracy", "restore_best_weights": True}),)},
    "metrics with settings, two of a kind and one with a name that is watched": {
        "layers": [("Dense", {"units": 8, "activation": "tanh"}), PROBABILITY], "source": SPIRAL, "loss": "BinaryCrossentropy",
        "metrics": (
            "auc", ObjectValue("AUC", {"curve": "PR"}), ObjectValue("F1Score", {"average": "macro", "threshold": 0.5}),
            ObjectValue("FBetaScore", {"average": "micro", "beta": 2.0, "threshold": 0.4}),
            ObjectValue("Precision", {"thresholds": 0.7, "name": "careful"}), ObjectValue("PrecisionAtRecall", {"recall": 0.8}),
            ObjectValue("SpecificityAtSensitivity", {"sensitivity": 0.9, "num_thresholds": 50}), ObjectValue("BinaryIoU", {"target_class_ids": (1,)}),
        ),
        "callbacks": (ObjectValue("EarlyStopping", {"monitor": "val_careful", "patience": 3, "restore_best_weights": True}),)},
    "metrics of classes with settings": {
        "layers": [("Normalization", {}), ("Dense", {"units": 3, "activation": "softmax"})],
        "source": Bundled("iris"), "shape": (4,), "adapt": ("n1",), "loss": "SparseCategoricalCrossentropy",
        "metrics": (
            ObjectValue("MeanIoU", {"num_classes": 3, "sparse_y_pred": False}),
            ObjectValue("IoU", {"num_classes": 3, "target_class_ids": (1, 2), "sparse_y_pred": False}),
            ObjectValue("SparseTopKCategoricalAccuracy", {"k": 2}),
        )},
    "metrics of numbers with settings": {"metrics": (
        ObjectValue("R2Score", {"class_aggregation": "variance_weighted_average"}), ObjectValue("PearsonCorrelation", {"axis": 0}),
        ObjectValue("ConcordanceCorrelation", {"axis": 0}))},
    "EarlyStopping on a count": {
        "layers": [("Dense", {"units": 8, "activation": "tanh"}), PROBABILITY], "source": SPIRAL,
        "loss": "BinaryCrossentropy", "metrics": ("true_positives", "false_negatives"),
        "callbacks": (ObjectValue("EarlyStopping", {"monitor": "val_true_positives", "mode": "max", "patience": 2, "restore_best_weights": True}),)},
    "ReduceLROnPlateau": {**LEVELLING, "callbacks": (PLATEAU,)},
    "ReduceLROnPlateau with a cooldown and a floor": {**LEVELLING, "callbacks": (ObjectValue("ReduceLROnPlateau", {
        "monitor": "loss", "patience": 1, "factor": 0.3, "cooldown": 2, "min_lr": 0.001, "min_delta": 0.005}),)},
    "class weights": {
        "layers": [("Normalization", {}), ("Dense", {"units": 8, "activation": "tanh"}), ("Dense", {"units": 3, "activation": "softmax"})],
        "source": Bundled("iris"), "shape": (4,), "adapt": ("n1",), "class_weights": (0.5, 2.0, 1.0), **MULTICLASS},
    "both callbacks, BatchNormalization and an average": {
        **LEVELLING, "layers": [("Dense", {"units": 8, "use_bias": False}), ("BatchNormalization", {}), ("ReLU", {}), ("Dense", {"units": 1})],
        "optimizer": ObjectValue("Adam", {"learning_rate": 0.05, "use_ema": True, "ema_momentum": 0.8}), "callbacks": (PLATEAU, STOPPING)},
}  # fmt: skip
"""Each differs from the starter in these."""


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


History = dict[str, np.ndarray]


def history(plan: TrainingPlan) -> tuple[History, Any]:
    """What `fit` says, on a model made by the same calls."""
    from designer.worker.arranging import arranged
    from designer.worker.building import built, made
    from designer.worker.feeding import fed
    from designer.worker.weighing import held_back, told_to_fit

    examples, training = arranged(load_examples(plan.data), plan), plan.training
    model = built(plan, examples)
    told = model.fit(
        fed(examples.x_train), examples.y_train, batch_size=training.batch_size, epochs=training.epochs,
        shuffle=training.shuffle, validation_data=held_back(examples, fed(examples.x_validation)), verbose=0,
        **told_to_fit(plan, examples),
        callbacks=[made(callback, CALLBACK) for callback in training.callbacks],
    )  # fmt: skip
    return {log: np.array(values) for log, values in told.history.items()}, model


def trained(
    plan: TrainingPlan, trainer: str, before: Callable[[Any], object] = lambda program: None
) -> tuple[History, Any, Ending | None]:
    """What the application says, its program, and how the run ended. `before` is done to the program first."""
    from designer.worker.driving import drive
    from designer.worker.fitting import fit
    from designer.worker.programs import Program

    program, run = Program(plan, load_examples(plan.data), trainer, lambda: None), Collected()  # type: ignore[arg-type]
    before(program)
    program.reset(plan)
    if program.loop is None:
        ending = fit(program, plan, run)
    else:
        drive(program.loop, program.rows, plan.training.epochs, run)
        ending = program.watching.ending()
    program.settle()
    return dict(zip(program.names, run.table.T, strict=True)), program, ending


@dataclass(frozen=True)
class Difference:
    """How far two runs are from each other: in any value of any log, and in any weight."""

    logs: float
    weights: float
    epochs: int
    trainer: str
    ending: Ending | None


def difference(plan: TrainingPlan, trainer: str = "fused") -> Difference:
    """Train twice and compare. Raises `AssertionError` if the two do not even measure the same for as long."""
    expected, model = history(plan)
    found, program, ending = trained(plan, trainer)
    if "learning_rate" not in expected:
        found.pop("learning_rate")
    assert set(found) == set(expected)
    assert {log: len(values) for log, values in found.items()} == {log: len(values) for log, values in expected.items()}
    logs = max(_apart(found[log], expected[log]) for log in expected)
    pairs = zip(program.model.get_weights(), model.get_weights(), strict=True)
    weights = max((_apart(ours, theirs) for ours, theirs in pairs), default=0.0)
    return Difference(logs, weights, len(found["loss"]), program.trainer, ending)


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    """The largest difference, as a share of the largest value where that is more than 1."""
    if not np.size(other):
        return 0.0
    return float(np.max(np.abs(np.asarray(one, "float64") - other)) / max(1.0, float(np.max(np.abs(other)))))


def table(folder: Path) -> Table:
    """Points in the plane, of which each counts differently."""
    rows = (f"{at / 50 - 1},{(at * 7) % 100 / 50 - 1},{at % 4 / 2},{(at + (at * 7) % 100) / 100}" for at in range(100))
    path = folder / "points.csv"
    path.write_text("\n".join(("x,y,counts,z", *rows)), encoding="utf-8")
    return Table(str(path), weights="counts", task="regression")


def plans(folder: Path) -> Iterator[tuple[str, TrainingPlan]]:
    """All designs by name."""
    yield from ((name, plan_of(**case)) for name, case in CASES.items())
    yield "two inputs and two outputs", plan_training(analyse(two_sided()))
    yield "rows that a column weighs", plan_of(source=table(folder))


def main(word: str = "") -> None:
    warnings.simplefilter("ignore")
    print(f"{'logs':>8} {'weights':>8} {'epochs':>6}  trainer  design")
    with tempfile.TemporaryDirectory() as folder:
        for name, plan in plans(Path(folder)):
            if word in name:
                one = difference(plan)
                print(f"{one.logs:8.1e} {one.weights:8.1e} {one.epochs:6}  {one.trainer:7}  {name}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
