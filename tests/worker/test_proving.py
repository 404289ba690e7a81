"""A script is proved by running it: the same numbers are told as such, others and none at all in a sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from designer.codegen import script_code
from designer.plan import TrainingPlan
from designer.training.messages import Cancel, Evaluate, Evaluated, Finished, Proof, Prove, Proved, Train
from designer.training.verdicts import proof_text
from designer.values import ObjectValue
from designer.worker.proving import _compared
from tests.worker.same_numbers import table

Plans = Callable[..., TrainingPlan]
SLEEPS = "import time; time.sleep(600)"


@pytest.mark.slow
def test_the_script_of_a_plan_is_proved_and_the_trained_network_stays(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=3)))
    worker.until(Finished)
    worker.send(Evaluate(2))
    before = worker.until(Evaluated).evaluation
    wanted = plan(epochs=12)
    worker.send(Prove(3, wanted, script_code(wanted).text))
    proof = worker.until(Proved, 300).proof
    assert (proof.epochs, proof.of, proof.rows, proof.fault) == (12, 12, 20, "")
    assert 0 <= proof.difference < 1e-5
    assert 0 <= proof.answers < 1e-5
    assert proof_text(proof).startswith("Proved: 12 epochs, largest difference ")
    worker.send(Evaluate(4))
    assert worker.until(Evaluated).evaluation == before


@pytest.mark.slow
def test_a_script_with_callbacks_and_weights_is_proved_too(worker: Any, plan: Plans, tmp_path: Path) -> None:
    callbacks = (
        ObjectValue("ReduceLROnPlateau", {"patience": 2, "factor": 0.5}),
        ObjectValue("EarlyStopping", {"patience": 4, "restore_best_weights": True}),
    )
    rate = ObjectValue("Adam", {"learning_rate": 0.1})
    wanted = plan(source=table(tmp_path), epochs=100, callbacks=callbacks, optimizer=rate)
    worker.send(Prove(8, wanted, script_code(wanted).text))
    proof = worker.until(Proved, 300).proof
    assert proof.fault == "" and proof.epochs == proof.of < 100
    assert proof.difference < 1e-5 and proof.answers < 1e-5


@pytest.mark.slow
def test_a_script_that_fails_or_needs_layerloom_proves_nothing(worker: Any, plan: Plans) -> None:
    for script in ("1 / 0", "", "import designer.values, numpy; x_validation = model = history = 0"):
        worker.send(Prove(1, plan(epochs=1), script))
        proof = worker.until(Proved).proof
        assert proof == Proof(fault=proof.fault)
        assert "ended before it was done" in proof_text(proof)


@pytest.mark.slow
def test_a_proof_can_be_cancelled_and_leaves_no_process_behind(worker: Any, plan: Plans) -> None:
    worker.send(Prove(1, plan(epochs=1), SLEEPS))
    process = psutil.Process(worker.client.process.pid)
    while not any("outside.py" in " ".join(child.cmdline()) for child in process.children()):
        pass
    worker.send(Cancel(1))
    assert worker.until(Proved, 20) == Proved(1, None)
    assert process.children() == []
    worker.send(Cancel(1))  # it is over: nothing happens
    worker.send(Train(2, plan(epochs=1)))
    assert worker.until(Finished).outcome == "done"


def compared(ours: list[float], theirs: list[float], answers: float = 0.0) -> Proof:
    rows = np.zeros((4, 1))
    return _compared({"loss": np.array(ours)}, {"loss": np.array(theirs)}, [rows], [rows + answers])


def test_the_first_epoch_that_differs_is_named() -> None:
    proof = compared([1.0, 0.5, 0.25], [1.0, 0.5, 0.75])
    assert proof.difference == 0.5
    assert "from epoch 3 on" in proof_text(proof)
    assert proof_text(proof).endswith("(3 epochs, largest difference 5.0e-01; 4 predictions, largest difference 0.0e+00.)")  # fmt: skip


def test_runs_that_rounding_leads_apart_are_proved_as_far_as_they_agree() -> None:
    ours = [1.0] * 40
    proof = compared(ours, [*ours[:30], *[1.5] * 10], answers=9.0)
    assert (proof.epochs, proof.of, proof.difference, proof.rows, proof.fault) == (30, 40, 0.0, 0, "")
    assert "In the rest of the 40 rounding" in proof_text(proof)
    assert compared(ours, [*ours[:9], *[1.5] * 31]).fault, "so early it is no rounding"


def test_a_run_that_ended_early_is_compared_as_far_as_it_went() -> None:
    nan = float("nan")
    proof = compared([1.0, nan], [1.0, nan, nan], answers=9.0)
    assert (proof.epochs, proof.rows, proof.difference, proof.fault) == (2, 0, 0.0, "")


def test_other_answers_and_other_logs_are_told() -> None:
    assert "answers otherwise" in compared([1.0], [1.0], answers=0.5).fault
    rows = np.zeros((4, 1))
    assert "something else" in _compared({"loss": np.ones(1)}, {"mae": np.ones(1)}, [rows], [rows]).fault


def test_what_runs_outside_imports_nothing_of_layerloom() -> None:
    from designer.worker import outside

    assert "designer." not in Path(outside.__file__).read_text(encoding="utf-8").replace('"designer"', "")
