"""Weights set by hand: the network answers with them, a run goes on with them, and they can be taken back."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from designer.plan import TrainingPlan
from designer.training.messages import (
    Cell,
    Epochs,
    Evaluate,
    Evaluated,
    Finished,
    GoOn,
    Pause,
    Paused,
    Prepare,
    Prepared,
    ReadWeights,
    Resume,
    Resumed,
    Rewind,
    Rewound,
    SetWeights,
    Started,
    Stop,
    Train,
    Weights,
)
from designer.worker.by_hand import MOST

Plans = Callable[..., TrainingPlan]
AT_42 = (Cell(1, 2, 42.0),)


def read(worker: Any, plan: TrainingPlan, node: str = "n1") -> Weights:
    worker.send(ReadWeights(700, plan, node))
    return worker.until(Weights)  # type: ignore[no-any-return]


def put(worker: Any, plan: TrainingPlan, *cells: Cell, node: str = "n1") -> Weights:
    worker.send(SetWeights(701, plan, node, cells))
    return worker.until(Weights)  # type: ignore[no-any-return]


def table(found: Weights) -> np.ndarray:
    return np.frombuffer(found.values, np.float32).reshape(found.shape)


def loss(worker: Any) -> float:
    worker.send(Evaluate(702))
    return float(worker.until(Evaluated).evaluation.metrics["loss"])


def trained(worker: Any, plan: TrainingPlan, id: int = 1) -> None:
    worker.send(Train(id, plan))
    worker.until(Finished)


def test_one_number_is_set_and_all_others_stay(worker: Any, plan: Plans) -> None:
    wanted = plan()
    trained(worker, wanted)
    before = read(worker, wanted)
    assert before.open and not before.touched and before.shape == (3, 4) and before.has_bias
    after = put(worker, wanted, *AT_42)
    assert after.touched and after.epoch == 20
    changed = table(after) != table(before)
    assert np.argwhere(changed).tolist() == [[1, 2]] and table(after)[1, 2] == 42.0
    bias = put(worker, wanted, Cell(2, 0, -1.5))
    assert table(bias)[2, 0] == -1.5 and table(bias)[1, 2] == 42.0


@pytest.mark.parametrize("how", ["take back", "rewind"])
def test_what_was_set_is_taken_back(worker: Any, plan: Plans, how: str) -> None:
    wanted = plan()
    trained(worker, wanted)
    before, known = read(worker, wanted), loss(worker)
    put(worker, wanted, *AT_42)
    assert loss(worker) > known
    if how == "rewind":
        worker.send(Rewind(2, 20))
        worker.until(Rewound)
        back = read(worker, wanted)
    else:
        back = put(worker, wanted)
    assert not back.touched and back.values == before.values and loss(worker) == known


def test_nothing_is_set_while_a_run_trains_but_while_it_waits(worker: Any, plan: Plans) -> None:
    wanted = plan(epochs=1_000_000)
    worker.send(Train(3, wanted))
    worker.until(Epochs)
    refused = put(worker, wanted, *AT_42)
    assert not refused.open and table(refused)[1, 2] != 42.0
    worker.send(Pause())
    at = worker.until(Paused).epoch
    assert table(put(worker, wanted, *AT_42))[1, 2] == 42.0
    worker.send(Resume(1))
    assert worker.until(Resumed).told == f"Some weights were set by hand after epoch {at:,}."
    worker.until(Paused)
    near = read(worker, wanted)
    assert abs(table(near)[1, 2] - 42.0) < 1.0 and not near.touched, "it went on with them"
    worker.send(Resume(1))
    assert worker.until(Resumed).told == ""
    worker.until(Paused)
    worker.send(Stop())
    assert worker.until(Finished).sentence == ""


def test_a_run_that_waits_goes_on_as_it_would_have_if_they_are_taken_back(worker: Any, plan: Plans) -> None:
    wanted = plan(epochs=60)
    trained(worker, wanted, 4)
    straight = [value for one in worker.heard(Epochs) if one.id == 4 for value in one.logs["loss"]]
    worker.send(Train(5, wanted, pause_after=7))
    worker.until(Paused)
    put(worker, wanted, *AT_42)
    put(worker, wanted)
    worker.send(Resume())
    assert worker.until(Resumed).told == ""
    worker.until(Finished)
    assert [value for one in worker.heard(Epochs) if one.id == 5 for value in one.logs["loss"]] == straight


def test_a_run_stopped_while_it_waits_is_judged_with_them_and_says_so(worker: Any, plan: Plans) -> None:
    wanted = plan(epochs=60)
    worker.send(Train(6, wanted, pause_after=7))
    worker.until(Paused)
    put(worker, wanted, *AT_42)
    worker.send(Stop())
    ended = worker.until(Finished)
    assert ended.sentence == "Some weights were set by hand after epoch 7."
    assert ended.evaluation is not None and ended.evaluation.metrics["loss"] == pytest.approx(loss(worker))


def test_a_run_that_is_over_goes_on_with_them(worker: Any, plan: Plans) -> None:
    wanted = plan()
    trained(worker, wanted)
    put(worker, wanted, *AT_42)
    worker.send(GoOn(7, 20, 21))
    assert worker.until(Started).start == "Some weights were set by hand after epoch 20."
    worker.until(Finished)
    assert abs(table(read(worker, wanted))[1, 2] - 42.0) < 1.0
    worker.send(Rewind(8, 20))
    worker.until(Rewound)
    assert table(read(worker, wanted))[1, 2] == 42.0, "the moment it went on from is the one that was set by hand"


def test_fresh_weights_set_by_hand_are_what_the_next_run_starts_from_once(worker: Any, plan: Plans) -> None:
    wanted = plan([("Dense", {"units": 4}), ("Dense", {"units": 1})], epochs=1)
    worker.send(Prepare(9, wanted))
    worker.until(Prepared)
    fresh = read(worker, wanted)
    assert fresh.open and fresh.epoch == 0
    assert put(worker, wanted, *AT_42).touched
    assert put(worker, wanted).values == fresh.values, "taken back"
    put(worker, wanted, *AT_42)
    worker.send(Train(10, wanted))
    assert worker.until(Started).start == "Some of the weights it started from were set by hand."
    worker.until(Finished)
    assert abs(table(read(worker, wanted))[1, 2] - 42.0) < 1.0
    worker.send(Train(11, wanted))
    assert worker.until(Started).start == ""
    worker.until(Finished)


def test_what_cannot_be_set_number_by_number_is_none_and_nonsense_is_left_out(worker: Any, plan: Plans) -> None:
    layers = [("Dense", {"units": MOST + 1, "activation": "relu"}), ("Dropout", {"rate": 0.1}), ("Dense", {"units": 1, "use_bias": False})]  # fmt: skip
    wanted = plan(layers)
    trained(worker, wanted)
    for node in ("n1", "n2", "n3", "n99"):
        assert put(worker, wanted, Cell(0, 0, 1.0), node=node).shape == (0, 0)
    wanted = plan()
    trained(worker, wanted)
    before = read(worker, wanted)
    nonsense = (Cell(9, 9, 1.0), Cell(-1, 0, 1.0), Cell(0, 0, float("nan")), Cell(0, 1, 1e300))
    assert put(worker, wanted, *nonsense).values == before.values
