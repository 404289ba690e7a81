"""A network that reads texts: trained without XLA, to the numbers of `fit`, saved and read again."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

from designer.analysis import analyse
from designer.data import describe, load_examples
from designer.graph.files import load
from designer.paths import examples
from designer.plan import TrainingPlan, plan_training
from designer.reading import read_file
from designer.worker.evaluation import evaluated
from tests.worker.same_numbers import history, trained


@pytest.fixture(scope="module")
def plan() -> TrainingPlan:
    design = load(next(path for path in examples() if path.stem == "reviews"))
    return plan_training(analyse(design, describe(design.data)))


@pytest.fixture(scope="module")
def ended(plan: TrainingPlan) -> tuple[dict[str, np.ndarray], Any]:
    return trained(plan, "fused")[:2]


def test_it_learns_to_tell_praise_from_complaint(plan: TrainingPlan, ended: tuple[dict[str, np.ndarray], Any]) -> None:
    logs, program = ended
    assert logs["val_accuracy"][-1] > 0.9
    judged = evaluated(program.model, program.examples, plan)
    assert sum(sum(row) for row in judged.confusion) == judged.rows == 120


def test_it_is_trained_without_xla_and_says_why(ended: tuple[dict[str, np.ndarray], Any]) -> None:
    _, program = ended
    assert program.trainer == "graph" and "texts" in program.reason


@pytest.mark.parametrize("trainer", ["graph", "fit"])
def test_every_trainer_gives_the_numbers_of_fit(plan: TrainingPlan, trainer: str) -> None:
    short = replace(plan, training=replace(plan.training, epochs=3))
    expected, _ = history(short)
    found, _, _ = trained(short, trainer)
    for log, values in expected.items():
        np.testing.assert_allclose(found[log], values, atol=1e-5, rtol=1e-5, err_msg=log)


def test_its_list_is_that_of_the_training_rows_alone(
    plan: TrainingPlan, ended: tuple[dict[str, np.ndarray], Any]
) -> None:
    _, program = ended
    words = {word.strip(".,").lower() for text in load_examples(plan.data).x_train[:, 0] for word in text.split()}
    assert set(program.layers[plan.model.adapt[0]].get_vocabulary()[2:]) <= words


def test_a_saved_file_with_its_list_is_read_again(ended: tuple[dict[str, np.ndarray], Any], tmp_path: Path) -> None:
    ended[1].model.save(tmp_path / "net.keras")
    reading = read_file(tmp_path / "net.keras")
    assert reading.notes == ()
    assert [node.kind for node in reading.design.graph.nodes.values()][:3] == [
        "Input",
        "TextVectorization",
        "Embedding",
    ]
