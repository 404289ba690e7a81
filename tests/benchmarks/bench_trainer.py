"""How much faster whole epochs in one program are than Keras's `fit`, on the same machine in the same run.

    uv run python tests/benchmarks/bench_trainer.py [--quick]

Each row: epochs per second of the trainer Layerloom chooses, of `fit`, of `fit(steps_per_execution=…)` with all steps
of an epoch in one call, of scikit-learn's MLP, where it has such a network, and of PyTorch in its usual eager loop, where
it is installed (`pip install --target FOLDER torch`, with FOLDER in PYTHONPATH); the ratios to `fit` are what counts.
Medians of several rounds, the contenders taking turns within each. Exits with 1 if the trainer is slower than `fit`.
"""

import argparse
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from designer.analysis import analyse
from designer.data import describe, load_examples
from designer.data.examples import Examples
from designer.data.rows import count
from designer.graph.files import load
from designer.graph.specs import DataFacts, DataSpec, TrainingSettings
from designer.paths import resources
from designer.plan import Call, ModelPlan, TrainingPlan, plan_training
from designer.values import ObjectValue
from designer.worker.arranging import arranged

Layers = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Work:
    """A workload: its layers, the shape and number of its rows, and what they are sorted into."""

    name: str
    layers: Layers
    shape: tuple[int, ...]
    rows: int
    classes: int
    batch: int
    optimizer: str = "Adam"
    hidden: tuple[int, ...] = ()
    activation: str = "relu"

    def plan(self) -> TrainingPlan:
        calls = [Call("n0", "Input", "inputs", ("n0",), {"shape": self.shape}, role="input")]
        for number, (kind, arguments) in enumerate(self.layers, 1):
            calls.append(Call(f"n{number}", kind, f"layer_{number}", (f"n{number}",), arguments, (f"n{number - 1}",)))
        loss = "BinaryCrossentropy" if self.classes == 2 else "SparseCategoricalCrossentropy"
        training = TrainingSettings(
            epochs=1_000_000,
            batch_size=self.batch,
            optimizer=ObjectValue(self.optimizer, {"learning_rate": 0.01}),
            loss=ObjectValue(loss),
            metrics=("accuracy",),
        )
        return TrainingPlan(ModelPlan("sequential", tuple(calls), (calls[-1].id,)), DataSpec(), training)

    def examples(self) -> Examples:
        """Noise of the right size: the pace of training does not depend on what is learned."""
        draw = np.random.default_rng(0)
        x = draw.normal(size=(self.rows, *self.shape)).astype("float32")
        y = draw.integers(0, self.classes, (self.rows, 1)).astype("int32")
        held = max(1, self.rows // 5)
        facts = DataFacts("multiclass", self.rows + held, self.rows, held, self.shape)
        return Examples(x, y, x[:held], y[:held], facts)


@dataclass(frozen=True)
class Drawn:
    """A workload that is a design of those that come along, on its own data."""

    name: str
    file: str
    hidden: tuple[int, ...] = ()

    @property
    def batch(self) -> int:
        return self.plan().training.batch_size

    @property
    def rows(self) -> int:
        return count(self.examples().x_train)

    def plan(self) -> TrainingPlan:
        design = load(resources() / "examples" / self.file)
        return plan_training(analyse(design, describe(design.data)))

    def examples(self) -> Examples:
        return load_examples(self.plan().data)


def dense(units: int, activation: str) -> tuple[str, dict[str, Any]]:
    return "Dense", {"units": units, "activation": activation}


def conv(filters: int) -> tuple[str, dict[str, Any]]:
    return "Conv2D", {"filters": filters, "kernel_size": 3, "activation": "relu"}


POOL: tuple[str, dict[str, Any]] = ("MaxPooling2D", {})
FLAT: tuple[str, dict[str, Any]] = ("Flatten", {})
TEN = dense(10, "softmax")

WORKS = (
    Work("spiral 500 x 2, 8-8-1, batch 10", [dense(8, "tanh"), dense(8, "tanh"), dense(1, "sigmoid")],
         (2,), 500, 2, 10, "SGD", (8, 8), "tanh"),
    Work("iris 150 x 4, 16, batch 16", [dense(16, "relu"), dense(3, "softmax")], (4,), 150, 3, 16, "Adam", (16,)),
    Work("digits 1,797 x 64, 64-32, batch 32", [dense(64, "relu"), dense(32, "relu"), TEN],
         (64,), 1797, 10, 32, "Adam", (64, 32)),
    Work("10,000 x 784, 128, batch 64", [dense(128, "relu"), TEN], (784,), 10_000, 10, 64, "Adam", (128,)),
    Work("10,000 x 784, 512-512, batch 128", [dense(512, "relu"), dense(512, "relu"), TEN],
         (784,), 10_000, 10, 128, "Adam", (512, 512)),
    Work("digits 8 x 8, Conv2D 8, batch 32", [conv(8), POOL, FLAT, TEN], (8, 8, 1), 1797, 10, 32),
    Work("2,000 of 28 x 28, Conv2D 16-32, batch 32", [conv(16), POOL, conv(32), POOL, FLAT, TEN],
         (28, 28, 1), 2000, 10, 32),
    Work("1,000 series of 30, LSTM 16, batch 32", [("LSTM", {"units": 16}), dense(3, "softmax")], (30, 1), 1000, 3, 32),
    Drawn("two inputs (picture and numbers)", "shapes.loom"),
)  # fmt: skip
QUICK = (0, 1, 2, 5)

Workload: TypeAlias = Work | Drawn


class Timed:
    """A run that ends after some seconds and knows how many epochs it saw."""

    def __init__(self, seconds: float) -> None:
        self._until = time.perf_counter() + seconds
        self.epochs = 0

    def turn(self, done: int) -> int:
        return 1_000_000 if time.perf_counter() < self._until else 0

    def going(self) -> bool:
        return True

    def record(self, logs: np.ndarray) -> bool:
        self.epochs += len(logs)
        return True


def ours(work: Workload, seconds: float) -> tuple[Callable[[], float], str]:
    from designer.worker.driving import drive
    from designer.worker.programs import Program

    program = Program(work.plan(), work.examples(), "fused", lambda: None)
    assert program.loop is not None

    def pace() -> float:
        run, begun = Timed(seconds), time.perf_counter()
        drive(program.loop, program.rows, 1_000_000, run)
        return run.epochs / (time.perf_counter() - begun)

    return pace, program.trainer


def fits(work: Workload, seconds: float, *, all_steps_at_once: bool) -> Callable[[], float]:
    import keras

    from designer.worker.building import built

    examples = arranged(work.examples(), work.plan())
    model = built(work.plan(), examples)
    if all_steps_at_once:
        model.steps_per_execution = -(-work.rows // work.batch)

    class Clock(keras.callbacks.Callback):
        """Stops `fit` when its time is up; the first epoch, which compiles, is not counted."""

        def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
            if epoch == 0:
                self.begun = time.perf_counter()
            else:
                self.seconds, self.epochs = time.perf_counter() - self.begun, epoch
                self.model.stop_training = self.seconds > seconds

    def pace() -> float:
        clock = Clock()
        model.fit(
            examples.x_train, examples.y_train, batch_size=work.batch, epochs=1_000_000, verbose=0,
            validation_data=(examples.x_validation, examples.y_validation), callbacks=[clock],
        )  # fmt: skip
        return clock.epochs / clock.seconds

    return pace


def scikit(work: Workload, seconds: float) -> Callable[[], float] | None:
    if not isinstance(work, Work) or not work.hidden:
        return None
    from sklearn.neural_network import MLPClassifier

    examples = work.examples()
    network = MLPClassifier(
        work.hidden, activation=work.activation, solver=work.optimizer.lower(), batch_size=work.batch,
        learning_rate_init=0.01, max_iter=1, alpha=0.0,
    )  # fmt: skip
    classes = np.arange(work.classes)

    def pace() -> float:
        begun, epochs = time.perf_counter(), 0
        while time.perf_counter() - begun < seconds:
            network.partial_fit(examples.x_train, examples.y_train[:, 0], classes=classes)
            network.score(examples.x_validation, examples.y_validation[:, 0])
            epochs += 1
        return epochs / (time.perf_counter() - begun)

    return pace


def torch(work: Workload, seconds: float) -> Callable[[], float] | None:
    """PyTorch, where it is installed: it is no package of ours."""
    try:
        from tests.benchmarks import torch_rivals
    except ImportError:
        return None
    if isinstance(work, Work):
        pace = torch_rivals.sorting(work.layers, work.shape, work.classes, work.optimizer, work.batch, work.examples())
    else:
        pace = torch_rivals.two_sided(work.batch, arranged(work.examples(), work.plan()))
    return partial(pace, seconds)


def measured(work: Workload, rounds: int, seconds: float) -> float:
    """Print one row; the ratio of our pace to that of `fit`."""
    fused, trainer = ours(work, seconds)
    contenders: list[Callable[[], float] | None] = [
        fused,
        fits(work, seconds, all_steps_at_once=False),
        fits(work, seconds, all_steps_at_once=True),
        scikit(work, seconds),
        torch(work, seconds),
    ]
    paces: list[list[float]] = [[] for _ in contenders]
    for _ in range(rounds):
        for found, contender in zip(paces, contenders, strict=True):
            if contender is not None:
                found.append(contender())
    medians = [statistics.median(found) if found else float("nan") for found in paces]
    ratios = [medians[0] / other for other in medians[1:]]
    print(
        f"{work.name:42} {trainer:6}"
        + "".join(f"{median:10,.1f}" for median in medians)
        + "".join(f"{ratio:9.1f} x" if ratio == ratio else " " * 11 for ratio in ratios),
        flush=True,
    )
    return ratios[0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the small workloads, one short round each")
    parser.add_argument("only", nargs="*", type=int, help="numbers of workloads, from 0")
    given = parser.parse_args()
    warnings.filterwarnings("ignore", module="sklearn")
    rounds, seconds = (1, 1.0) if given.quick else (3, 2.0)
    chosen = [WORKS[at] for at in given.only or (QUICK if given.quick else range(len(WORKS)))]
    print(
        f"{'epochs per second':42} {'trainer':6}{'ours':>9}{'fit':>10}{'fit steps':>10}{'sklearn':>10}{'torch':>10}",
        end="",
    )
    print(f"{'to fit':>11}{'to steps':>11}{'sklearn':>11}{'torch':>11}")
    ratios = [measured(work, rounds, seconds) for work in chosen]
    return 0 if min(ratios) >= 1.0 else 1


if __name__ == "__main__":
    sys.exit(main())
