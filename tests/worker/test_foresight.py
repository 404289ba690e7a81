"""Before a run: what it will take, and whether the network can learn at all. Neither changes any network."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from designer.data import load_examples, room
from designer.graph.specs import Table
from designer.plan import TrainingPlan
from designer.training.client import WorkerClient
from designer.training.messages import (
    BatchTried,
    Evaluate,
    Evaluated,
    Failed,
    Finished,
    Prepare,
    Prepared,
    Started,
    Train,
    TryBatch,
)
from designer.values import ObjectValue
from designer.worker.foresight import foreseen
from designer.worker.programs import Program, untrained
from tests.data.rereading import forget
from tests.worker.conftest import Talk
from tests.worker.same_numbers import trained

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


SMALL_MEMORY = """
import sys
from designer.data import room
from designer.worker import main
room.MOST_NUMBERS = 100
sys.exit(main())
"""
DROPPING = [("Dense", {"units": 8, "activation": "tanh"}), ("Dropout", {"rate": 0.3}), ("Dense", {"units": 1})]


def table(folder: Path, rows: int) -> Table:
    x = np.random.default_rng(0).normal(size=(rows, 5)).round(3)
    cells = np.column_stack([x, x.sum(axis=1)])
    np.savetxt(folder / "rows.csv", cells, "%.3f", ",", header="a,b,c,d,e,y", comments="")
    return Table(str(folder / "rows.csv"), task="regression")


def test_what_streams_from_the_disk_is_foretold_too(plan: Plans, tmp_path: Path) -> None:
    wanted = plan(DROPPING, table(tmp_path, 12_000), shape=(5,), epochs=3)
    with WorkerClient([sys.executable, "-c", SMALL_MEMORY]) as client:
        worker = Talk(client)
        worker.send(Prepare(51, wanted))
        forecast = worker.until((Prepared, Failed), 300).forecast
        worker.send(Train(52, wanted))
        assert worker.until(Started).trainer == "fit"
        seconds = worker.until(Finished, 300).seconds
    assert 1 / 3 < forecast.epoch_seconds * 3 / seconds < 3


@pytest.mark.parametrize("streamed", [True, False])
def test_a_run_of_fit_that_was_foretold_has_the_same_numbers(
    streamed: bool, plan: Plans, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if streamed:
        monkeypatch.setattr(room, "MOST_NUMBERS", 100)
        forget()
    wanted = plan(DROPPING, table(tmp_path, 400), shape=(5,), epochs=4)
    asked = list[float]()
    alone, _, _ = trained(wanted, "fit")
    after, program, _ = trained(wanted, "fit", lambda program: asked.append(foreseen(program, wanted).epoch_seconds))
    assert asked[0] > 0 and program.loop is None
    for log, values in alone.items():
        np.testing.assert_array_equal(after[log], values)


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
