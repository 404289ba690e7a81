"""Training with Keras's own `fit`, told to pause and stop like the faster ways."""

from __future__ import annotations

import keras
import numpy as np

from designer.data.examples import Examples
from designer.plan import TrainingPlan
from designer.worker.driving import Run
from designer.worker.feeding import fed


class _Reins(keras.callbacks.Callback):  # type: ignore[misc]
    """Carries logs out of `fit` and the user's wishes in."""

    def __init__(self, run: Run, names: tuple[str, ...], epochs: int) -> None:
        super().__init__()
        self._run, self._names, self._epochs = run, names, epochs

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if not self._run.going():
            self.model.stop_training = True

    def on_test_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        if not self._run.going():
            self.model.stop_training = self.model.stop_evaluating = True

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        if self.model.stop_training:
            return  # ended half-way: these logs are not an epoch's
        row = [float((logs or {})[name]) for name in self._names]
        done = epoch + 1
        if not self._run.record(np.array([row])) or (done < self._epochs and not self._run.turn(done)):
            self.model.stop_training = True


def fit(
    model: keras.Model,
    names: tuple[str, ...],
    plan: TrainingPlan,
    examples: Examples,
    run: Run,
    epochs: int = 0,
    done: int = 0,
) -> None:
    """Train as the exported script does; up to `epochs` epochs if not as many as it says, of which some are `done`."""
    training, epochs = plan.training, epochs or plan.training.epochs
    if not run.turn(done):
        return
    model.fit(
        fed(examples.x_train),
        examples.y_train,
        batch_size=training.batch_size,
        epochs=epochs,
        initial_epoch=done,
        shuffle=training.shuffle,
        validation_data=(fed(examples.x_validation), examples.y_validation),
        callbacks=[_Reins(run, names, epochs)],
        verbose=0,
    )
