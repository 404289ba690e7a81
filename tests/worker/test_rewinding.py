"""A run can be taken back to its moments: the network is what it was there, and goes on from there as it did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from designer.plan import TrainingPlan
from designer.training.messages import (
    Epochs,
    Evaluate,
    Evaluated,
    Finished,
    GoOn,
    Kept,
    Pause,
    Paused,
    Resume,
    Rewind,
    Rewound,
    Started,
    Stop,
    Train,
)
from designer.values import ObjectValue

Plans = Callable[..., TrainingPlan]


def logs(said: list[Any], id: int, name: str) -> list[float]:
    return [value for one in said if isinstance(one, Epochs) and one.id == id for value in one.logs[name]]


def loss_now(worker: Any, id: int) -> float:
    worker.send(Evaluate(id))
    return float(worker.until(Evaluated).evaluation.metrics["loss"])


@pytest.mark.parametrize("trainer", ["fused", "graph"])
def test_a_network_taken_back_has_the_numbers_of_that_epoch_and_goes_on_to_the_same_end(
    worker: Any, plan: Plans, trainer: str
) -> None:
    layers = [("Dense", {"units": 8, "activation": "relu"}), ("Dropout", {"rate": 0.2}), ("Dense", {"units": 1})]
    middle = 120
    worker.send(Train(1, plan(layers, epochs=300), trainer, pause_after=middle))
    worker.until(Paused)
    worker.send(Resume())
    ended = worker.until(Finished)
    kept = next(one for one in reversed(worker.said) if isinstance(one, Kept))
    assert {0, middle, 300} <= set(kept.epochs) and kept.bytes > 0
    losses = logs(worker.said, 1, "val_loss")
    worker.send(Rewind(2, middle))
    assert worker.until(Rewound).epoch == middle
    assert loss_now(worker, 3) == pytest.approx(losses[middle - 1], rel=1e-5)
    worker.send(GoOn(4, middle, 300))
    assert worker.until(Started).epochs == 300
    again = worker.until(Finished)
    assert (again.epochs, again.outcome) == (300, "done")
    assert again.evaluation.metrics == pytest.approx(ended.evaluation.metrics, rel=1e-5)
    assert np.allclose(logs(worker.said, 4, "val_loss"), losses[middle:], rtol=1e-4)


def test_before_the_first_epoch_the_weights_are_the_fresh_ones(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=50)))
    worker.until(Finished)
    worker.send(Rewind(2, 0))
    assert worker.until(Rewound).epoch == 0
    first = loss_now(worker, 3)
    still = plan(epochs=1)
    settings = {**still.training.optimizer.settings, "learning_rate": 1e-12}
    worker.send(
        Train(
            4,
            replace(
                still, training=replace(still.training, optimizer=replace(still.training.optimizer, settings=settings))
            ),
        )
    )
    assert worker.until(Finished).evaluation.metrics["loss"] == pytest.approx(first, rel=1e-5)


def test_a_run_that_was_only_looked_back_on_goes_on_from_its_newest_epoch(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=40)))
    straight = worker.until(Finished).evaluation.metrics
    worker.send(Train(2, plan(epochs=40), pause_after=20))
    worker.until(Paused)
    worker.send(Rewind(3, 0))
    assert worker.until(Rewound).epoch == 0
    worker.send(Resume())
    assert worker.until(Finished).evaluation.metrics == pytest.approx(straight, rel=1e-5)


@pytest.mark.parametrize("trainer", ["fused", "fit"])
def test_a_run_that_waits_can_be_evaluated_where_it_is_and_is_not_changed_by_it(
    worker: Any, plan: Plans, trainer: str
) -> None:
    worker.send(Train(1, plan(epochs=12), trainer))
    worker.until(Finished)
    straight = {name: logs(worker.said, 1, name) for name in ("loss", "val_loss")}
    worker.send(Train(2, plan(epochs=12), trainer, pause_after=2))
    worker.until(Paused)
    worker.send(Resume(4))
    worker.until(Paused)
    for request in (Rewind(3, 2), Evaluate(4), Resume()):
        worker.send(request)
    found = worker.until(Evaluated).evaluation.metrics["loss"]
    assert found == pytest.approx(straight["val_loss"][1], rel=1e-5)
    worker.until(Finished)
    for name, values in straight.items():
        assert logs(worker.said, 2, name) == pytest.approx(values, rel=1e-5), name


def test_a_run_that_waits_can_be_led_on_from_earlier(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=40)))
    straight = worker.until(Finished).evaluation.metrics
    worker.send(Train(2, plan(epochs=40), pause_after=20))
    worker.until(Paused)
    middle = next(one for one in reversed(worker.said) if isinstance(one, Kept)).epochs[-2]
    assert middle < 20
    worker.send(Stop())
    worker.send(GoOn(3, middle, 40))
    assert worker.until(Finished).id == 2
    ended = worker.until(Finished)
    assert (ended.id, ended.epochs) == (3, 40)
    assert ended.evaluation.metrics == pytest.approx(straight, rel=1e-5)


def test_a_run_that_trains_is_not_taken_back(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=1_000_000)))
    losses: list[float] = []
    while not losses or losses[-1] > losses[0] / 4:
        worker.until(Epochs)
        losses = logs(worker.said, 1, "loss")
    worker.send(Rewind(2, 0))
    assert worker.until(Rewound).epoch >= len(losses)
    # nor is one that was told to wait and does not yet
    for request in (Pause(), Rewind(3, 0), Resume(), Stop()):
        worker.send(request)
    worker.until(Finished)
    assert logs(worker.said, 1, "loss")[-1] < losses[0] / 4, "it would be back at the loss of fresh weights"


def test_a_run_that_came_to_nothing_can_be_taken_back_to_where_it_was_sound(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=3000, optimizer=ObjectValue("SGD", {"learning_rate": 1e4}))))
    assert worker.until(Finished).outcome == "diverged"
    worker.send(Rewind(2, 0))
    worker.until(Rewound)
    assert np.isfinite(loss_now(worker, 3))
