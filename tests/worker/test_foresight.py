"""Before a run: what it will take, and whether the network can learn at all. Neither changes any network."""

from collections.abc import Callable
from typing import Any

import numpy as np

from designer.data import load_examples
from designer.plan import TrainingPlan
from designer.training.messages import (
    BatchTried,
    Evaluate,
    Evaluated,
    Failed,
    Finished,
    Prepare,
    Prepared,
    Train,
    TryBatch,
)
from designer.values import ObjectValue
from designer.worker.foresight import foreseen
from designer.worker.programs import Program, untrained

Plans = Callable[..., TrainingPlan]
SPIRAL = {"layers": [("Dense", {"units": 16, "activation": "tanh"}), ("Dense", {"units": 1})]}


def test_a_forecast_leaves_a_program_at_its_fresh_weights(plan: Plans) -> None:
    stopping = ObjectValue("EarlyStopping", {"patience": 1, "restore_best_weights": True})
    wanted = plan(callbacks=(stopping,), optimizer=ObjectValue("Adam", {"learning_rate": 0.1}))
    examples = load_examples(wanted.data)
    program = Program(wanted, examples, "fused", lambda: None)
    forecast = foreseen(program, wanted)
    assert forecast.epoch_seconds > 0 and forecast.memory > 4 * 4 * 31
    for found, fresh in zip(program.model.get_weights(), untrained(wanted, examples).model.get_weights(), strict=True):
        np.testing.assert_array_equal(found, fresh)
    assert not program.watching.stopped and program.watching.ending() is None


def test_what_is_prepared_is_foretold_and_about_right(worker: Any, plan: Plans) -> None:
    wanted = plan(epochs=2000, seed=77, batch_size=10)
    worker.send(Prepare(41, wanted))
    forecast = worker.until(Prepared).forecast
    worker.send(Train(42, wanted))
    seconds = worker.until(Finished).seconds
    assert 0.1 < forecast.epoch_seconds * 2000 / seconds < 10


def test_a_network_that_can_learn_a_batch_is_told_from_one_that_cannot(worker: Any, plan: Plans) -> None:
    worker.send(Train(43, plan(epochs=3)))
    worker.until(Finished)
    worker.send(Evaluate(44))
    before = worker.until(Evaluated).evaluation
    worker.send(TryBatch(45, plan(**SPIRAL, optimizer=ObjectValue("Adam", {"learning_rate": 0.02}))))
    good = worker.until((BatchTried, Failed))
    assert good.rows == 32 and good.last < 0.05 * good.first
    worker.send(TryBatch(46, plan(**SPIRAL, optimizer=ObjectValue("SGD", {"learning_rate": 1e-7}))))
    bad = worker.until((BatchTried, Failed))
    assert bad.last > 0.9 * bad.first and bad.steps == 300
    worker.send(Evaluate(47))
    assert worker.until(Evaluated).evaluation == before
