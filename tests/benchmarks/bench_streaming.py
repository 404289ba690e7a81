"""How fast rows on the disk are trained on, against the same rows in memory.

    uv run python tests/benchmarks/bench_streaming.py [WORD]

Prints for each kind of rows (those with WORD in their name) how many rows a second are learned from: streamed from a
file by Layerloom, by plain Keras from `tf.data.Dataset.from_tensor_slices` of the rows in memory (shuffled, batched,
prefetched), by plain Keras from arrays, and by Layerloom's fused epochs. The file is in the system's cache, as one that
was just described is; where it is larger than that the disk decides. The first of three epochs is left out.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent.parent.parent))

import keras
import numpy as np
import tensorflow as tf

from designer.data import arrays, load_examples, room
from designer.graph.specs import Arrays
from designer.plan import TrainingPlan
from designer.worker.driving import drive
from designer.worker.fitting import fit
from designer.worker.programs import Program, untrained
from tests.worker.conftest import plan_of
from tests.worker.same_numbers import Collected

EPOCHS = 3
NARROW: list[tuple[str, dict[str, Any]]] = [("Dense", {"units": 32, "activation": "relu"}), ("Dense", {"units": 1})]
PICTURES: list[tuple[str, dict[str, Any]]] = [
    ("Rescaling", {"scale": 1 / 255}),
    ("Conv2D", {"filters": 16, "kernel_size": 3, "activation": "relu"}),
    ("MaxPooling2D", {}),
    ("Conv2D", {"filters": 32, "kernel_size": 3, "activation": "relu"}),
    ("GlobalAveragePooling2D", {}),
    ("Dense", {"units": 1}),
]


class Timed(Collected):
    """A run that remembers when each epoch ended."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: list[float] = []

    def turn(self, done: int) -> int:
        return 1

    def record(self, logs: np.ndarray) -> bool:
        self.ended.append(time.perf_counter())
        return super().record(logs)

    @property
    def seconds(self) -> float:
        """How long an epoch after the first took."""
        return (self.ended[-1] - self.ended[0]) / (EPOCHS - 1)


class Clock(keras.callbacks.Callback):  # type: ignore[misc]
    """The same for plain Keras."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: list[float] = []

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.ended.append(time.perf_counter())

    @property
    def seconds(self) -> float:
        return (self.ended[-1] - self.ended[0]) / (EPOCHS - 1)


def cases(folder: Path) -> Iterator[tuple[str, TrainingPlan]]:
    rng = np.random.default_rng(0)
    for name, count, shape, batch, layers in (
        ("20 numbers, batches of 32", 40_000, (20,), 32, NARROW),
        ("100 numbers, batches of 256", 100_000, (100,), 256, NARROW),
        ("20 numbers, batches of 4096", 1_000_000, (20,), 4096, NARROW),
        ("pictures of 32 x 32 x 3, batches of 32", 4_000, (32, 32, 3), 32, PICTURES),
    ):
        path = folder / f"{len(shape)}-{batch}.npz"
        x = rng.integers(0, 255, (count, *shape), "uint8") if len(shape) > 1 else rng.normal(size=(count, *shape))
        np.savez(path, x=x if len(shape) > 1 else x.astype("float32"), y=rng.normal(size=count).astype("float32"))
        yield name, plan_of(layers, Arrays(str(path)), shape=shape, batch_size=batch, epochs=EPOCHS)


def streamed(plan: TrainingPlan) -> float:
    most, room.MOST_NUMBERS = room.MOST_NUMBERS, 1
    arrays._pair.cache_clear()
    program, run = Program(plan, load_examples(plan.data), "fused", lambda: None), Timed()
    room.MOST_NUMBERS = most
    arrays._pair.cache_clear()
    assert program.loop is None
    program.reset(plan)
    fit(program, plan, run)
    return run.seconds


def fused(plan: TrainingPlan) -> float:
    program, run = Program(plan, load_examples(plan.data), "fused", lambda: None), Timed()
    program.reset(plan)
    assert program.loop is not None
    drive(program.loop, program.rows, EPOCHS, run)
    return run.seconds


def plain(plan: TrainingPlan, *, sliced: bool) -> float:
    examples, size, clock = load_examples(plan.data), plan.training.batch_size, Clock()
    model, x, y = untrained(plan, examples).model, examples.x_train, examples.y_train
    held_back = (examples.x_validation, examples.y_validation)
    if sliced:
        slices = tf.data.Dataset.from_tensor_slices
        learned = slices((x, y)).shuffle(len(x)).batch(size).prefetch(tf.data.AUTOTUNE)
        told: dict[str, Any] = {"x": learned, "validation_data": slices(held_back).batch(size).prefetch(2)}
    else:
        told = {"x": x, "y": y, "batch_size": size, "validation_data": held_back}
    model.fit(**told, epochs=EPOCHS, callbacks=[clock], verbose=0)
    return clock.seconds


def main(word: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, plan in cases(Path(folder)):
            if word not in name:
                continue
            rows = int(0.8 * np.load(plan.data.source.path)["y"].size)  # type: ignore[union-attr]
            ways = {
                "streamed": streamed(plan),
                "slices": plain(plan, sliced=True),
                "arrays": plain(plan, sliced=False),
                "fused": fused(plan),
            }
            paces = "  ".join(f"{way} {rows / seconds:>9,.0f}/s" for way, seconds in ways.items())
            against = ", ".join(f"{ways[way] / ways['streamed']:.2f} of {way}" for way in list(ways)[1:])
            print(f"{name}: {paces}; streamed is {against}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:2])
