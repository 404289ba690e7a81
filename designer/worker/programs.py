"""A plan made ready to train: model, rows and the fastest way to run its epochs that works here."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import keras
import msgspec
import numpy as np
import tensorflow as tf

from designer.data import rows as data_rows
from designer.data.examples import Examples
from designer.data.rows import count, in_memory, is_text, taken
from designer.plan import TrainingPlan
from designer.training.messages import Trainer
from designer.worker.arranging import arranged
from designer.worker.building import Assembled, assembled, state_of
from designer.worker.examples import state_of_file
from designer.worker.fused import Loop, Rows
from designer.worker.moments import Moments
from designer.worker.shuffling import visiting_order
from designer.worker.watching import RATE, Watching, callbacks_of
from designer.worker.weighing import weights_of

BUILDING = threading.Lock()
"""Held while a model is built: seeds and random numbers belong to the whole process."""

MOST_STARTS = 4
"""How many seeds and learning rates a program remembers the first weights of."""

SMALL_STEP = 50_000_000
"""Multiplications in a step (parameters x batch) below which XLA always won on rows of numbers."""

FRESH_TOUCHED = "Some of the weights it started from were set by hand."

ON_DISK = (
    "These rows are more than this machine's memory holds. Keras's own fit trains on them, batch by batch from the "
    "disk, which is slower than having them all at hand."
)

_CANNOT_COMPILE = (tf.errors.OpError, ValueError, TypeError, RuntimeError, NotImplementedError)


@dataclass(frozen=True)
class Start:
    """Where a run starts from: the values of all variables, and the order in which the rows are visited.

    `told` is a sentence about weights that were trained before, or empty.
    """

    values: list[Any]
    order: np.ndarray
    told: str = ""


class Program:
    """A compiled model that can be put back to fresh weights and trained again, also with another seed."""

    def __init__(self, plan: TrainingPlan, examples: Examples, wanted: Trainer, check: Callable[[], None]) -> None:
        self.source = examples
        self.examples = examples = arranged(examples, plan)
        made, start = fresh(plan, examples)
        self.model, self.layers = made.model, made.layers
        self._state = state_of(self.model)
        self.moments = Moments(self._state)
        self.moments.warm()
        self._starts = {_start_key(plan): start}
        self.order = start.order
        self._fresh: Hashable = None
        self._by_hand: dict[int, tuple[Any, np.ndarray]] = {}
        self._rows = _rows(examples, start.order, plan)
        training = tuple(str(name) for name in self.model.get_metrics_result())
        self.names = (*training, *(f"val_{name}" for name in training), RATE)
        self.watching = Watching(plan, self.names, self.model)
        self.loop: Loop | None = None
        self.trainer: Trainer = "fit"
        self.reason = ""
        check()
        if wanted != "fit" and self._rows is None:
            self.reason = ON_DISK
        elif wanted != "fit":
            self._choose(plan, wanted, check)

    @property
    def rows(self) -> Rows:
        """The rows as tensors, which only data in memory has."""
        assert self._rows is not None, "no loop is made for rows on the disk"
        return self._rows

    def foresee(self, plan: TrainingPlan) -> Start:
        """Work out the weights a plan starts from: those of its seed, with its learning rate. Changes no run."""
        key = _start_key(plan)
        start = self._starts.get(key)
        if start is None:
            _, start = fresh(plan, self.examples)
            self._starts = {**dict(list(self._starts.items())[1 - MOST_STARTS :]), key: start}
        return start

    def reset(self, plan: TrainingPlan) -> str:
        """Put the model where the plan starts from; what is to be told of it."""
        start = self.foresee(plan)
        self._fresh = None
        self._by_hand.clear()
        self.watching.reset(callbacks_of(plan))
        if start.order is not self.order:
            self.order, self._rows = start.order, _rows(self.examples, start.order, plan)
        for variable, value in zip(self._state, start.values, strict=True):
            variable.assign(value)
        return start.told

    def begin(self, plan: TrainingPlan) -> str:
        """As `reset`, for a run: with what was set by hand in the fresh weights, this once."""
        by_hand = list(self._by_hand.values()) if self._fresh == _start_key(plan) else []
        told = self.reset(plan)
        for variable, value in by_hand:
            variable.assign(value)
        return " ".join(filter(None, (told, FRESH_TOUCHED if by_hand else "")))

    @property
    def touched(self) -> bool:
        """Whether fresh weights were set by hand."""
        return bool(self._by_hand)

    def touch(self, variable: Any, value: np.ndarray) -> None:
        """Set a variable of the fresh model by hand."""
        variable.assign(value)
        self._by_hand[id(variable)] = variable, value

    def settle(self, *, averages: bool = True) -> None:
        """What `fit` does after its last epoch: put averages of weights in place, then the best weights."""
        if self.loop is None:
            return
        if averages:
            self.model.optimizer.finalize_variable_values(self.model.trainable_weights)
        self.watching.restore()

    def freshen(self, plan: TrainingPlan) -> None:
        """Have the model at the weights the plan starts from, to be looked at before any training."""
        if self._fresh != _start_key(plan):
            self.reset(plan)
            self._fresh = _start_key(plan)

    def _choose(self, plan: TrainingPlan, wanted: Trainer, check: Callable[[], None]) -> None:
        if wanted == "fused" and is_text(self.examples.x_train):
            wanted = "graph"
            self.reason = "XLA knows no texts, so the network is trained without XLA."
        both = wanted == "fused" and _may_be_slow_under_xla(self.model, plan.training.batch_size)
        fused = self._compiled(plan, xla=True, check=check) if wanted == "fused" else None
        graph = self._compiled(plan, xla=False, check=check) if fused is None or both else None
        if fused is not None and graph is not None:
            seconds = self._pace(fused), self._pace(graph)
            self.reset(plan)
            if seconds[1] < seconds[0]:
                self.reason = (
                    f"XLA is slower than plain TensorFlow on this network ({seconds[0] * 1e3:.1f} against "
                    f"{seconds[1] * 1e3:.1f} ms a step), so it is trained without XLA."
                )
                fused = None
        elif wanted == "fused" and fused is None:
            self.reason = "XLA cannot compile this network here, so it is trained without XLA."
        self.loop = fused or graph
        self.trainer = "fused" if fused else "graph" if graph else "fit"
        if self.loop is None:
            self.reason = (
                "TensorFlow cannot run whole epochs of this network at once here, so Keras's own fit trains it."
            )

    def _compiled(self, plan: TrainingPlan, *, xla: bool, check: Callable[[], None]) -> Loop | None:
        try:
            loop = Loop(self.model, self.names, self.rows, plan.training.batch_size, self.watching, xla=xla)
            loop.trace(self.rows)
            check()
            loop.compile(self.rows)
            check()
        except _CANNOT_COMPILE as error:
            compiler = "XLA" if xla else "TensorFlow"
            print(f"layerloom worker: {compiler} cannot compile the loop: {str(error)[:2000]}", file=sys.stderr)
            return None
        return loop

    def _pace(self, loop: Loop) -> float:
        """Seconds a step takes, of a few."""
        last = min(4, loop.steps)
        loop.run(self.rows, 1, 0, last)
        begun = time.perf_counter()
        loop.run(self.rows, 1, 0, last)
        return (time.perf_counter() - begun) / last


def untrained(plan: TrainingPlan, examples: Examples) -> Assembled:
    """A new model with the weights its seed, or its file, gives it."""
    with BUILDING:
        return assembled(plan, examples)


def fresh(plan: TrainingPlan, examples: Examples) -> tuple[Assembled, Start]:
    """A new model as a run of the plan starts with it, and where it starts from."""
    training = plan.training
    with BUILDING:
        made = assembled(plan, examples)
        order = visiting_order(count(examples.x_train), training.batch_size, training.shuffle)
    return made, Start([variable.numpy() for variable in state_of(made.model)], order, made.start)


def _start_key(plan: TrainingPlan) -> Hashable:
    """What the first weights depend on; a file they come from may change."""
    given = plan.training
    return (
        given.seed,
        msgspec.msgpack.encode(given.optimizer),
        given.start,
        state_of_file(given.start) if given.start else (),
    )


def _rows(examples: Examples, order: np.ndarray, plan: TrainingPlan) -> Rows | None:
    if not in_memory(examples.x_train) or not in_memory(examples.x_validation):
        return None
    return Rows(
        *learned_from(plan, examples, order),
        tensors_of(examples.x_validation),
        _weighed(examples.y_validation, examples.w_validation),
    )


def learned_from(plan: TrainingPlan, examples: Examples, places: np.ndarray) -> tuple[Any, tuple[Any, ...]]:
    """The training rows at some places as tensors: the inputs; the answers, and what each counts if not all alike."""
    weights = weights_of(plan, examples)
    answers = _weighed(taken(examples.y_train, places), None if weights is None else weights[places])
    return tensors_of(taken(examples.x_train, places)), answers


def _weighed(y: data_rows.Rows, weights: np.ndarray | None) -> tuple[Any, ...]:
    """Answers with the weights of their rows, which are those of each of several outputs."""
    if weights is None:
        return (tensors_of(y),)
    counted = tf.constant(weights)
    return tensors_of(y), tuple(counted for _ in y) if isinstance(y, list) else counted


def tensors_of(rows: data_rows.Rows) -> Any:
    """Rows as tensors; a tuple of them for each of several inputs or outputs."""
    return tuple(map(tf.constant, rows)) if isinstance(rows, list) else tf.constant(rows)


def _may_be_slow_under_xla(model: keras.Model, batch: int) -> bool:
    """Whether to measure: XLA loses on a processor with large convolutions, and may with long sequences."""
    images_or_sequences = any(len(layer.output.shape) > 2 for layer in model.layers)
    return images_or_sequences or model.count_params() * batch > SMALL_STEP
