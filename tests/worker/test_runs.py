"""Pause, resume, one epoch, stop, divergence, evaluation and saving, in the real process."""

import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from designer.graph.specs import Bundled
from designer.plan import TrainingPlan
from designer.training.messages import (
    Epochs,
    Evaluate,
    Evaluated,
    Failed,
    Finished,
    Pause,
    Paused,
    Prepare,
    Prepared,
    Resume,
    Resumed,
    Save,
    Saved,
    Started,
    Stop,
    Train,
)
from designer.values import ObjectValue

LONG = 1_000_000
Plans = Callable[..., TrainingPlan]


def numbers(worker: Any, log: str = "loss") -> list[float]:
    return [value for epochs in worker.heard(Epochs) for value in epochs.logs[log]]


def test_a_run_tells_every_epoch_once_and_in_order(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=2000)))
    finished = worker.until(Finished)
    expected = 1
    for epochs in worker.heard(Epochs):
        assert epochs.first == expected
        expected += len(epochs.logs["loss"])
    assert expected - 1 == finished.epochs == 2000
    assert finished.outcome == "done"
    assert worker.heard(Started)[0].parameters == 31


def test_the_same_plan_gives_the_same_numbers_again(worker: Any, plan: Plans) -> None:
    told = []
    for seed in (1, 2, 1):
        worker.said.clear()
        worker.send(Train(1, plan(epochs=5, seed=seed)))
        worker.until(Finished)
        told.append(numbers(worker))
    assert told[0] == told[2] != told[1]


def test_another_learning_rate_takes_hold(worker: Any, plan: Plans) -> None:
    for rate in (0.01, 0.1):
        worker.send(Train(1, plan(epochs=5, optimizer=ObjectValue("Adam", {"learning_rate": rate}))))
        worker.until(Finished)
    first, second = numbers(worker)[:5], numbers(worker)[5:]
    assert first != second


@pytest.mark.parametrize("trainer", ["fused", "graph", "fit"])
def test_every_trainer_pauses_goes_on_epoch_by_epoch_and_stops(worker: Any, plan: Plans, trainer: Any) -> None:
    worker.send(Train(1, plan(epochs=LONG), trainer, pause_after=1))
    assert worker.until(Paused).epoch == 1
    worker.send(Resume(epochs=2))
    assert worker.until(Paused).epoch == 3
    worker.send(Resume())
    worker.until(Resumed)
    worker.until(Epochs)
    worker.send(Pause())
    paused = worker.until(Paused)
    assert paused.epoch == len(numbers(worker)) >= 4
    worker.send(Stop())
    finished = worker.until(Finished)
    assert (finished.outcome, finished.epochs, finished.trainer) == ("stopped", paused.epoch, trainer)
    assert finished.evaluation.rows == 20


def test_the_trainers_agree(worker: Any, plan: Plans) -> None:
    told = {}
    for trainer in ("fused", "graph", "fit"):
        worker.said.clear()
        worker.send(Train(1, plan(epochs=8), trainer))
        assert worker.until(Finished).trainer == trainer
        told[trainer] = numbers(worker, "val_loss")
    assert told["fused"] == pytest.approx(told["fit"], abs=1e-5)
    assert told["graph"] == pytest.approx(told["fit"], abs=1e-5)


def test_a_newer_run_ends_the_one_before(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=LONG)))
    worker.until(Epochs)
    worker.send(Train(2, plan(epochs=3)))
    first, second = worker.until(Finished), worker.until(Finished)
    assert (first.id, first.outcome) == (1, "stopped")
    assert (second.id, second.outcome) == (2, "done")


def test_a_loss_that_is_no_number_ends_the_run_and_says_what_to_do(worker: Any, plan: Plans) -> None:
    for trainer in ("fused", "fit"):
        worker.send(Train(1, plan(epochs=LONG, optimizer=ObjectValue("SGD", {"learning_rate": 1e6})), trainer))
        finished = worker.until(Finished)
        assert finished.outcome == "diverged"
        assert finished.epochs < 100
        assert "learning rate" in finished.sentence
        assert "Started" not in finished.sentence


def test_a_classification_comes_with_its_confusion(worker: Any, plan: Plans) -> None:
    layers = [("Normalization", {}), ("Dense", {"units": 16, "activation": "relu"}), ("Dense", {"units": 3, "activation": "softmax"})]  # fmt: skip
    iris = plan(
        layers, Bundled("iris"), shape=(4,), adapt=("n1",), loss="SparseCategoricalCrossentropy",
        metrics=("accuracy",), epochs=60,
    )  # fmt: skip
    worker.send(Train(1, iris))
    evaluation = worker.until(Finished).evaluation
    counts = evaluation.confusion
    assert sum(map(sum, counts)) == evaluation.rows == 30
    assert sum(counts[i][i] for i in range(3)) / 30 == pytest.approx(evaluation.metrics["accuracy"], abs=1e-6)
    worker.send(Evaluate(2))
    again = worker.until(Evaluated).evaluation
    assert again.confusion == counts
    assert again.metrics == pytest.approx(evaluation.metrics, abs=1e-5)


def test_a_run_is_saved_while_it_goes_on_and_evaluated_only_when_it_waits(
    worker: Any, plan: Plans, tmp_path: Path
) -> None:
    worker.send(Train(1, plan(epochs=LONG)))
    worker.until(Epochs)
    worker.send(Evaluate(2))
    worker.send(Save(3, str(tmp_path / "network.keras")))
    assert "Pause the run" in worker.until(Failed).sentence
    worker.until(Saved)
    worker.send(Stop())
    assert worker.until(Finished).outcome == "stopped"


def test_a_network_is_saved_whole_and_loads_in_keras(worker: Any, plan: Plans, tmp_path: Path) -> None:
    path = tmp_path / "network.keras"
    worker.send(Save(1, str(path), plan()))
    assert worker.until(Saved).path == str(path)
    assert [file.name for file in tmp_path.iterdir()] == ["network.keras"]
    assert "model.weights.h5" in zipfile.ZipFile(path).namelist()


def test_a_thousand_layers_in_a_row_are_built(worker: Any, plan: Plans, tmp_path: Path) -> None:
    worker.send(Save(1, str(tmp_path / "deep.keras"), plan([*[("ReLU", {})] * 1100, ("Dense", {"units": 1})])))
    assert worker.until((Saved, Failed), 120) == Saved(1, str(tmp_path / "deep.keras"))


@pytest.mark.parametrize("name", ["missing/network.keras", "network.h5"])
def test_a_file_that_cannot_be_written_is_told_in_a_sentence(
    worker: Any, plan: Plans, tmp_path: Path, name: str
) -> None:
    worker.send(Save(1, str(tmp_path / name), plan()))
    failed = worker.until(Failed)
    assert (failed.id, failed.cause) == (1, "file")
    assert list(tmp_path.iterdir()) == []


def test_a_plan_keras_refuses_is_told_in_a_sentence_and_the_worker_lives_on(worker: Any, plan: Plans) -> None:
    for layers, named in (
        ([("Conv2D", {"filters": 2, "kernel_size": 3})], "conv2d_1"),
        ([("Dense", {"units": -3})], "dense_1"),
        ([("NoSuchLayer", {})], "NoSuchLayer"),
        ([("Dense", {"units": 1, "kernel_initializer": ObjectValue("os.system")})], "os.system"),
    ):
        worker.send(Train(7, plan(layers)))
        failed = worker.until(Failed)
        assert (failed.id, failed.cause) == (7, "design")
        assert named in failed.sentence
    worker.send(Train(8, plan(epochs=1)))
    assert worker.until(Finished).outcome == "done"


def test_what_is_prepared_starts_at_once_and_stop_does_not_wait_for_a_compile(worker: Any, plan: Plans) -> None:
    fresh = plan([("Dense", {"units": 11, "activation": "gelu"}), ("Dense", {"units": 1})], epochs=3)
    worker.send(Prepare(1, fresh))
    prepared = worker.until(Prepared)
    assert prepared.done
    begun = time.perf_counter()
    worker.send(Train(2, fresh))
    worker.until(Epochs)
    assert time.perf_counter() - begun < prepared.seconds / 2
    worker.send(Train(3, plan([("LSTM", {"units": 3}), ("Dense", {"units": 1})], shape=(2, 1))))
    worker.send(Stop())
    finished = worker.until(Finished)
    while finished.id != 3:
        finished = worker.until(Finished)
    assert (finished.outcome, finished.epochs) == ("stopped", 0)


def test_only_the_newest_of_many_plans_is_prepared(worker: Any, plan: Plans) -> None:
    for units in range(20, 26):
        worker.send(Prepare(units, plan([("Dense", {"units": units}), ("Dense", {"units": 1})])))
    answers = [worker.until(Prepared) for _ in range(6)]
    assert [answer.id for answer in answers] == list(range(20, 26))
    assert answers[-1].done
    assert not all(answer.done for answer in answers)


def test_early_stopping_ends_a_run_and_says_which_epoch_was_best(worker: Any, plan: Plans) -> None:
    stopping = ObjectValue("EarlyStopping", {"patience": 5, "restore_best_weights": True})
    plateau = ObjectValue("ReduceLROnPlateau", {"patience": 2, "factor": 0.5})
    wanted = plan(epochs=1000, callbacks=(stopping, plateau), optimizer=ObjectValue("Adam", {"learning_rate": 0.1}))
    worker.send(Train(31, wanted))
    finished = worker.until((Finished, Failed))
    told = [message for message in worker.heard(Epochs) if message.id == 31]
    losses = [value for message in told for value in message.logs["val_loss"]]
    rates = [value for message in told for value in message.logs["learning_rate"]]
    ending = finished.ending
    assert finished.outcome == "done" and finished.epochs == len(losses) < 1000
    assert ending.early and ending.restored and ending.best == finished.epochs - 5
    assert losses[ending.best - 1] == min(losses)
    assert finished.evaluation.metrics["loss"] == pytest.approx(min(losses), rel=1e-5)
    assert rates[0] == pytest.approx(0.1) and rates[-1] < rates[0]


def test_a_run_that_is_stopped_gets_its_best_weights_too(worker: Any, plan: Plans) -> None:
    stopping = ObjectValue("EarlyStopping", {"patience": 10_000, "restore_best_weights": True})
    worker.send(
        Train(32, plan(epochs=1_000_000, callbacks=(stopping,), optimizer=ObjectValue("Adam", {"learning_rate": 0.1})))
    )
    worker.until(Epochs)
    worker.send(Stop())
    finished = worker.until(Finished)
    assert finished.outcome == "stopped" and not finished.ending.early and finished.ending.best <= finished.epochs
    assert finished.ending.restored
    told = [value for one in worker.said if isinstance(one, Epochs) and one.id == 32 for value in one.logs["val_loss"]]
    assert finished.evaluation.metrics["loss"] == pytest.approx(told[finished.ending.best - 1], rel=1e-4)
