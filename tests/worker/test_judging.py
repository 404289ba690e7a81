"""What the last trained network is asked: figures, rows, single answers, a table of them, what it goes by."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from msgspec.structs import replace

from designer.analysis import analyse
from designer.data import describe, load_examples
from designer.graph.files import load
from designer.graph.specs import Bundled, Table
from designer.paths import examples
from designer.plan import TrainingPlan, plan_training
from designer.training.messages import (
    Answer,
    AnswerTable,
    Cancel,
    Epochs,
    Evaluate,
    Evaluated,
    Failed,
    Finished,
    Judge,
    Judgement,
    Message,
    Rank,
    Ranked,
    RowsShown,
    Said,
    Save,
    Saved,
    ShowRows,
    Stop,
    TableSaid,
    Train,
)
from designer.values import ObjectValue

Plans = Callable[..., TrainingPlan]
EXAMPLES = ["starter", "spiral", "iris", "digits", "reviews", "shapes", "temperatures", "table", "autoencoder"]

PATIENT = 300
"""Seconds a reply may take on a busy machine."""


def example_plan(stem: str, epochs: int) -> TrainingPlan:
    path = next(path for path in examples() if path.stem == stem)
    design = load(path)
    source = design.data.source
    if isinstance(source, Table):
        found = replace(source, path=str(path.parent / source.path))
        design = replace(design, data=replace(design.data, source=found))
    plan = plan_training(analyse(design, describe(design.data)))
    return replace(plan, training=replace(plan.training, epochs=epochs))


def asked(worker: Any, request: Message, reply: type[Message]) -> Any:
    worker.send(request)
    return worker.until((reply, Failed), PATIENT)


@pytest.mark.parametrize("stem", EXAMPLES)
def test_every_example_is_judged_shown_tried_and_ranked(worker: Any, stem: str) -> None:
    plan = example_plan(stem, 2)
    data = load_examples(plan.data)
    worker.send(Train(1, plan, "fit"))  # what takes longest of others is to compile them
    evaluation = worker.until(Finished, PATIENT).evaluation
    found = asked(worker, Judge(2), Judgement)
    assert found.rows == evaluation.rows == len(data.numbers) == data.facts.validation_rows
    confusions = [one.confusion for one in evaluation.outputs or ()] or [evaluation.confusion]
    assert [one.classes.confusion for one in found.outputs if one.classes] == [one for one in confusions if one]
    assert all(not one.fault and (one.classes or one.numbers) for one in found.outputs)
    rows = asked(worker, ShowRows(3, (0, 1, 99_999)), RowsShown).rows
    assert [row.place for row in rows] == [0, 1] and rows[0].number == data.numbers[0]
    said = asked(worker, Answer(4, rows[1].given), Said).outputs
    assert len(said) == len(found.outputs) == len(rows[1].said)
    for now, judged in zip(said, rows[1].said, strict=True):
        assert np.allclose(now.values, judged.values, rtol=1e-4, atol=1e-5) and now.taken == judged.taken
    ranked = asked(worker, Rank(5, 1), Ranked)
    if found.ranks:
        assert isinstance(ranked, Failed) and ranked.sentence == found.ranks
    else:
        assert [len(one.columns) for one in ranked.rankings] == [len(rows[0].given)] * len(found.outputs)


def test_an_answer_is_that_of_the_network_that_was_saved(worker: Any, tmp_path: Path) -> None:
    plan = example_plan("iris", 5)
    worker.send(Train(1, plan))
    worker.until(Finished)
    given = {"sepal length (cm)": 6.0, "sepal width (cm)": 3.0, "petal length (cm)": 4.5, "petal width (cm)": 1.4}
    (said,) = asked(worker, Answer(2, given), Said).outputs
    asked(worker, Save(3, str(tmp_path / "iris.keras")), Saved)
    answer = keras.models.load_model(tmp_path / "iris.keras").predict(np.array([list(given.values())]), verbose=0)
    assert np.allclose(said.values, answer[0], atol=1e-6) and said.sure and said.classes[said.taken] == "versicolor"


def test_a_run_that_goes_on_answers_between_its_epochs(worker: Any, plan: Plans) -> None:
    worker.send(Train(1, plan(epochs=1_000_000)))
    worker.until(Epochs)
    first = asked(worker, Answer(2, {"x": 0.5, "y": -0.5}), Said)
    judged = asked(worker, Judge(3), Judgement)
    worker.until(Epochs)
    assert isinstance(asked(worker, Answer(4, {"x": 0.5, "y": -0.5}), Said), Said)
    assert judged.outputs[0].numbers.mae > 0 and len(first.outputs[0].values) == 1
    worker.send(Stop())
    assert worker.until(Finished).outcome == "stopped"


def test_figures_are_those_of_all_rows(worker: Any, plan: Plans) -> None:
    layers = [("Dense", {"units": 1})]
    made = plan(
        layers, Bundled("breast_cancer"), shape=(30,), loss=ObjectValue("Hinge"), metrics=("accuracy",), epochs=2
    )
    worker.send(Train(1, made))
    worker.until(Finished)
    (output,) = asked(worker, Judge(2), Judgement).outputs
    again = asked(worker, Evaluate(3), Evaluated).evaluation
    assert output.classes.confusion == again.confusion and output.classes.calibration is None


def test_ranking_finds_what_the_answer_hangs_on_and_can_be_given_up(worker: Any) -> None:
    worker.send(Train(1, example_plan("iris", 30)))
    worker.until(Finished)
    (ranking,) = asked(worker, Rank(2, 5), Ranked).rankings
    assert ranking.columns[0].name.startswith("petal") and ranking.measure == "accuracy"
    assert ranking.columns[0].mean > ranking.columns[-1].mean
    worker.send(Rank(3, 50))
    worker.send(Cancel(3))
    given_up = worker.until((Ranked, Failed))
    assert isinstance(given_up, Ranked) and given_up.rankings == ()


def test_one_category_is_one_column_to_rank(worker: Any) -> None:
    worker.send(Train(1, example_plan("table", 2)))
    worker.until(Finished)
    (ranking,) = asked(worker, Rank(2, 1), Ranked).rankings
    facts = describe(example_plan("table", 2).data)
    assert {one.name for one in ranking.columns} == {one.name for one in facts.columns if one.role == "feature"}


def test_a_table_is_answered_row_by_row_beside_its_own_cells(worker: Any, tmp_path: Path) -> None:
    plan = example_plan("table", 3)
    worker.send(Train(1, plan))
    worker.until(Finished)
    facts = load_examples(plan.data).facts
    names = [one.name for one in facts.columns if one.role == "feature"]
    source, target = tmp_path / "new.csv", tmp_path / "answered.csv"
    rows = asked(worker, ShowRows(2, (0, 1)), RowsShown).rows
    lines = [[row.given[name] for name in reversed(names)] for row in rows]
    strange = list(lines[0])
    at = next(at for at, value in enumerate(strange) if isinstance(value, str))
    strange[at] = "elsewhere"
    empty = ["" if isinstance(value, float) else value for value in lines[0]]
    with source.open("w", newline="") as file:
        csv.writer(file).writerows(
            [[*reversed(names), "note"], *([*line, "=1+1"] for line in (*lines, strange, empty))]
        )
    found = asked(worker, AnswerTable(3, str(source), str(target)), TableSaid)
    assert (found.rows, found.answered) == (4, 2)
    assert any("note" in note for note in found.notes) and any("elsewhere" in note for note in found.notes)
    with target.open(newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["note"] for row in table] == ["=1+1"] * 4
    (added,) = [name for name in table[0] if name.startswith("predicted")]
    for row, told in zip(rows, table, strict=False):
        (said,) = asked(worker, Answer(4, row.given), Said).outputs
        assert float(told[added]) == pytest.approx(said.values[0], rel=1e-4)
    assert table[2][added] == table[3][added] == ""


@pytest.mark.parametrize(
    ("stem", "text", "why"),
    [
        ("table", "a,b\n1,2\n", "no column"),
        ("digits", "a,b\n1,2\n", "8 x 8 x 1"),
        ("starter", "x,y\n1,two\n", "expected a number"),
        ("starter", "", "empty"),
    ],
)
def test_a_table_that_does_not_fit_is_refused_in_a_sentence(
    worker: Any, tmp_path: Path, stem: str, text: str, why: str
) -> None:
    worker.send(Train(1, example_plan(stem, 1)))
    worker.until(Finished)
    path = tmp_path / "new.csv"
    path.write_text(text)
    refused = asked(worker, AnswerTable(2, str(path), str(tmp_path / "out.csv")), TableSaid)
    assert isinstance(refused, Failed) and why in refused.sentence and refused.cause == "data"
    assert not (tmp_path / "out.csv").exists()


def test_what_is_no_value_is_refused_and_the_worker_lives_on(worker: Any) -> None:
    worker.send(Train(1, example_plan("starter", 1)))
    worker.until(Finished)
    assert isinstance(asked(worker, Answer(2, {"x": float("nan"), "y": 0.0}), Said), Failed)
    assert isinstance(asked(worker, Answer(3, {"x": 0.0, "y": 0.0}), Said), Said)


def test_before_any_training_there_is_nothing_to_ask(own_worker: Any) -> None:
    for request, reply in ((Judge(1), Judgement), (Answer(2, {}), Said), (ShowRows(3, (0,)), RowsShown)):
        refused = asked(own_worker, request, reply)
        assert isinstance(refused, Failed) and "Train" in refused.sentence
