"""Training with Keras's own `fit`, told to pause and stop like the faster ways."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from designer.data.rows import in_memory
from designer.plan import CALLBACK, TrainingPlan
from designer.training.messages import Ending
from designer.worker.building import made
from designer.worker.driving import Run
from designer.worker.feeding import fed
from designer.worker.programs import Program
from designer.worker.streaming import Feed
from designer.worker.watching import RATE, callbacks_of
from designer.worker.weighing import held_back, told_to_fit


class _Rate(keras.callbacks.Callback):  # type: ignore[misc]
    """Puts the learning rate into the logs, before anything changes it."""

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if logs is not None:
            logs[RATE] = float(np.asarray(self.model.optimizer.learning_rate))


class _Reins(keras.callbacks.Callback):  # type: ignore[misc]
    """Carries logs out of `fit` and the user's wishes in."""

    def __init__(self, run: Run, names: tuple[str, ...], epochs: int) -> None:
        super().__init__()
        self._run, self._names, self._epochs = run, names, epochs
        self._halfway = False

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if not self._run.going():
            self.model.stop_training = self._halfway = True

    def on_test_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if not self._run.going():
            self.model.stop_training = self.model.stop_evaluating = self._halfway = True

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self._halfway:
            return  # these logs are not an epoch's
        row = [float((logs or {})[name]) for name in self._names]
        done = epoch + 1
        more = not self.model.stop_training and done < self._epochs
        if not self._run.record(np.array([row])) or (more and not self._run.turn(done)):
            self.model.stop_training = True


def fit(program: Program, plan: TrainingPlan, run: Run, epochs: int = 0, done: int = 0) -> Ending | None:
    """Train as the exported script does; up to `epochs` epochs if not as many as it says, of which some are `done`.

    What watched over the end of the run says how it came.
    """
    epochs = epochs or plan.training.epochs
    if not run.turn(done):
        return None
    callbacks = [made(callback, CALLBACK) for callback in callbacks_of(plan)]
    feed = Feed()
    with feed.honest():
        program.model.fit(
            **rows_for_fit(program, plan, feed),
            epochs=epochs,
            initial_epoch=done,
            callbacks=[_Rate(), *callbacks, _Reins(run, program.names, epochs)],
            verbose=0,
        )
    return next((_ending(one) for one in callbacks if isinstance(one, keras.callbacks.EarlyStopping)), None)


def rows_for_fit(program: Program, plan: TrainingPlan, feed: Feed) -> dict[str, Any]:
    """The rows as arrays, or as batches where they lie on the disk: in the same order, with the same weights."""
    examples, training = program.examples, plan.training
    if not in_memory(examples.x_train) or not in_memory(examples.x_validation):
        learned = feed.training(plan, examples, program.order)
        return {"x": learned, "shuffle": False, "validation_data": feed.validation(plan, examples)}
    return {
        "x": fed(examples.x_train),
        "y": examples.y_train,
        "batch_size": training.batch_size,
        "shuffle": training.shuffle,
        "validation_data": held_back(examples, fed(examples.x_validation)),
        **told_to_fit(plan, examples),
    }


def _ending(callback: Any) -> Ending | None:
    if callback.best is None:
        return None
    return Ending(
        callback.monitor,
        callback.best_epoch + 1,
        callback.patience,
        early=callback.stopped_epoch > 0,
        restored=callback.best_weights is not None,
        baseline=callback.baseline,
    )
