"""Figures about a network: held against what can be counted by hand, and against scikit-learn's own reports."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import classification_report, confusion_matrix, r2_score, roc_auc_score

from designer.judging.confusion import confusion
from designer.judging.figures import Judged
from designer.judging.importance import Group, importance, ranked
from designer.judging.judge import MOST_ROWS, evenly, judged
from designer.judging.numbers import histogram
from designer.judging.scores import Scores, scores_of
from designer.values import ObjectValue

BINARY, SPARSE = ObjectValue("BinaryCrossentropy"), ObjectValue("SparseCategoricalCrossentropy")
LOGITS = {"from_logits": True}
NAMES = ("cat", "dog", "hen")


def of(answers: object, truth: object, loss: ObjectValue = SPARSE, names: tuple[str, ...] = NAMES) -> Judged:
    told = np.asarray(truth)
    return judged("", np.asarray(answers, "float32"), told.reshape(len(told), -1), loss, names, np.arange(len(told)))


def random_scores(rows: int, classes: int, seed: int) -> np.ndarray:
    powers = np.exp(np.random.default_rng(seed).normal(0, 2, (rows, classes)))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


@settings(max_examples=40)
@given(st.integers(2, 6), st.integers(3, 60), st.integers(0, 10_000))
def test_counts_and_reports_are_those_of_scikit_learn(classes: int, rows: int, seed: int) -> None:
    truth = np.random.default_rng(seed + 1).integers(0, classes, rows)
    names = tuple(f"class {at}" for at in range(classes))
    found = of(random_scores(rows, classes, seed), truth, names=names)
    figures = found.classes
    assert figures is not None and found.rows == rows == sum(map(sum, figures.confusion))
    assert [sum(row) for row in figures.confusion] == np.bincount(truth, minlength=classes).tolist()
    taken = random_scores(rows, classes, seed).astype("float32").argmax(axis=1)
    report = classification_report(truth, taken, labels=np.unique(truth), output_dict=True, zero_division=0)
    for at in np.unique(truth):
        told, expected = figures.table[at], report[str(at)]
        assert (told.precision, told.recall, told.f1) == pytest.approx(
            (expected["precision"], expected["recall"], expected["f1-score"])
        )
        assert told.support == expected["support"]
    for told, expected in zip(figures.averages, (report["macro avg"], report["weighted avg"]), strict=True):
        assert (told.precision, told.recall, told.f1) == pytest.approx(
            (expected["precision"], expected["recall"], expected["f1-score"])
        )


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(5, 400))
def test_the_area_is_how_often_a_row_of_the_class_scores_higher(seed: int, rows: int) -> None:
    truth = np.arange(rows) % 2
    answers = np.random.default_rng(seed).random((rows, 1)).round(2)
    figures = of(answers, truth, BINARY, ("no", "yes")).classes
    assert figures is not None
    yes, no = answers[truth == 1], answers[truth == 0]
    pairs = (yes > no.T).mean() + 0.5 * (yes == no.T).mean()
    assert figures.roc[0].area == pytest.approx(pairs, abs=1e-6)
    assert figures.roc[0].name == "yes" and len(figures.roc[0].across) <= 300


@pytest.mark.parametrize("loss", [BINARY, ObjectValue("MeanSquaredError")], ids=["one score", "two scores"])
def test_each_of_two_classes_has_the_area_of_its_own_scores(loss: ObjectValue) -> None:
    truth, answers = np.arange(60) % 2, np.random.default_rng(3).random((60, 1 if loss is BINARY else 2))
    figures = of(answers, truth, loss, ("no", "yes")).classes
    scores = answers if loss is not BINARY else np.hstack([1 - answers, answers])
    expected = [roc_auc_score(truth == at, scores[:, at]) for at in range(2)]
    assert figures is not None and [row.area for row in figures.table] == pytest.approx(expected)


def test_a_network_that_is_as_often_right_as_it_says_is_well_calibrated() -> None:
    score = np.full((1000, 1), 0.7)
    figures = of(score, np.arange(1000) % 10 < 7, BINARY, ("no", "yes")).classes
    assert figures is not None and figures.calibration is not None
    assert figures.calibration.error == pytest.approx(0, abs=1e-6)
    (bin,) = figures.calibration.bins
    assert (bin.rows, round(bin.said, 3), bin.true) == (1000, 0.7, 0.7)


def test_a_network_that_is_too_sure_is_said_to_be() -> None:
    figures = of(np.full((100, 1), 0.99), np.arange(100) % 2, BINARY, ("no", "yes")).classes
    assert figures is not None and figures.calibration is not None
    assert figures.calibration.error == pytest.approx(0.49, abs=1e-6)


@pytest.mark.parametrize("rows", [1, 2, 50])
def test_logits_give_the_same_figures_as_what_they_stand_for(rows: int) -> None:
    said = random_scores(rows, 3, rows)
    truth = np.arange(rows) % 3
    plain = of(said, truth)
    raw = of(np.log(said) + 5, truth, ObjectValue("SparseCategoricalCrossentropy", LOGITS))
    assert plain.classes is not None and raw.classes is not None
    assert plain.classes.confusion == raw.classes.confusion
    assert [one.loss for one in plain.worst] == pytest.approx([one.loss for one in raw.worst], rel=1e-4, abs=1e-6)
    one = np.asarray([[0.2], [0.9]])
    logit = np.log(one / (1 - one))
    scores = [scores_of(a, loss, 2) for a, loss in ((one, BINARY), (logit, ObjectValue("BinaryCrossentropy", LOGITS)))]
    assert all(isinstance(found, Scores) and found.sure and found.taken.tolist() == [0, 1] for found in scores)
    assert np.allclose(scores[0].values, scores[1].values)  # type: ignore[union-attr]


def test_under_a_hinge_loss_the_sign_decides_and_nothing_is_said_of_probabilities() -> None:
    found = of([[-0.4], [0.1], [2.0]], [0, 0, 1], ObjectValue("Hinge"), ("no", "yes"))
    assert found.classes is not None and found.classes.confusion == ((1, 1), (0, 1))
    assert found.classes.calibration is None and any("probabilities" in note for note in found.classes.notes)
    assert found.classes.roc and found.worst[0].place == 1


def test_targets_may_be_class_numbers_or_zeros_with_a_single_one() -> None:
    said, truth = random_scores(30, 3, 1), np.arange(30) % 3
    numbers, ones = of(said, truth), of(said, np.eye(3)[truth], ObjectValue("CategoricalCrossentropy"))
    assert numbers == ones


def test_a_class_no_row_has_is_left_out_of_the_averages_and_says_so() -> None:
    found = of(random_scores(20, 3, 2), np.zeros(20, int) + np.arange(20) % 2)
    assert found.classes is not None
    assert math.isnan(found.classes.table[2].recall) and found.classes.table[2].support == 0
    assert math.isfinite(found.classes.averages[0].f1)
    assert any("hen" in note for note in found.classes.notes)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (np.zeros((6, 4, 3)), "answers 4 times"),
        (np.zeros((6, 5)), "5 numbers"),
        (np.zeros((6, 1)), "1 number "),
        (np.full((6, 3), np.nan), "no numbers"),
    ],
)
def test_what_cannot_be_judged_says_why_in_a_sentence(answers: np.ndarray, why: str) -> None:
    found = of(answers, np.arange(6) % 3)
    assert found.classes is None and why in found.fault and found.fault.endswith(".")


def test_numbers_that_do_not_fit_the_data_say_so() -> None:
    assert "2 numbers" in of(np.zeros((6, 2)), np.zeros(6), ObjectValue("MeanSquaredError"), ()).fault


@settings(max_examples=40)
@given(st.integers(2, 80), st.integers(1, 3), st.integers(0, 10_000))
def test_figures_of_numbers_are_those_of_their_definitions(rows: int, wide: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    truth = draw.normal(5, 3, (rows, wide)).astype("float32").astype("float64")
    said = (truth + draw.normal(0, 1, (rows, wide))).astype("float32").astype("float64")
    found = of(said, truth, ObjectValue("MeanSquaredError"), ())
    figures = found.numbers
    assert figures is not None and sum(figures.counts) == rows * wide
    assert figures.mae == pytest.approx(np.abs(truth - said).mean())
    assert figures.rmse == pytest.approx(math.sqrt(((truth - said) ** 2).mean()))
    assert figures.r2 == pytest.approx(r2_score(truth, said))
    errors = np.abs(truth - said).mean(axis=1)
    assert [one.loss for one in found.worst] == pytest.approx(sorted(errors, reverse=True)[:60])
    assert np.frombuffer(found.sample.said, np.float32).reshape(rows, wide) == pytest.approx(said)


def test_a_target_that_never_changes_has_no_r2() -> None:
    figures = of([[1.0], [2.0]], [1.5, 1.5], ObjectValue("MeanSquaredError"), ()).numbers
    assert figures is not None and math.isnan(figures.r2) and figures.mae == 0.5


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=200))
def test_a_histogram_counts_every_value(values: list[float]) -> None:
    counts, edges = histogram(np.array(values))
    assert counts.sum() == len(values) and len(edges) == len(counts) + 1


def test_the_worst_rows_have_their_numbers_in_the_data() -> None:
    found = judged("", np.zeros((3, 1)), np.array([[1.0], [9.0], [4.0]]), ObjectValue("MeanSquaredError"), (), np.array([7, 3, 5]))  # fmt: skip
    assert [(one.number, one.loss) for one in found.worst] == [(3, 9.0), (5, 4.0), (7, 1.0)]


def test_of_many_rows_an_even_sample_is_told_but_all_are_counted() -> None:
    rows = 3 * MOST_ROWS
    found = of(np.tile([[0.8], [0.1]], (rows // 2, 1)), np.arange(rows) % 2, BINARY, ("no", "yes"))
    assert found.classes is not None and sum(map(sum, found.classes.confusion)) == rows == found.rows
    places = np.frombuffer(found.sample.places, np.int32)
    assert len(places) == MOST_ROWS and places[0] == 0 and places[-1] == rows - 1
    assert (np.diff(evenly(rows, MOST_ROWS)) > 0).all()


def test_the_column_a_network_goes_by_is_the_most_important() -> None:
    rows = np.random.default_rng(0).normal(size=(200, 4))

    def right(parts: list[np.ndarray]) -> np.ndarray:
        return np.array([-np.abs(parts[0][:, 1] + 0.1 * parts[0][:, 2:].sum(axis=1) - truth).mean()])

    truth = rows[:, 1] + 0.1 * rows[:, 2:].sum(axis=1)
    groups = [Group("idle", 0, slice(0, 1)), Group("main", 0, slice(1, 2)), Group("pair", 0, slice(2, 4))]
    steps = list(importance(right, [rows], groups, 4))
    assert steps[:-1] == [None] * 12 and steps[-1] is not None
    columns = ranked(groups, steps[-1][1], 0)
    assert [column.name for column in columns] == ["main", "pair", "idle"]
    assert columns[0].mean > columns[1].mean > columns[2].mean == 0 and columns[0].spread > 0


def test_figures_load_nothing_heavy() -> None:
    act = "import designer.judging.figures, sys; assert not {'numpy', 'sklearn', 'pandas'} & sys.modules.keys()"
    assert subprocess.run([sys.executable, "-c", act], check=False).returncode == 0


@given(st.integers(1, 5), st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=40))
def test_confusion_counts_as_scikit_learn_does(classes: int, pairs: list[tuple[int, int]]) -> None:
    truth, taken = (np.array([pair[at] for pair in pairs], dtype=int) for at in (0, 1))
    within = (truth < classes) & (taken < classes)
    counts = np.array(confusion(truth, taken, classes))
    assert counts.shape == (classes, classes) and counts.sum() == within.sum()
    if within.any():
        assert (counts == confusion_matrix(truth[within], taken[within], labels=range(classes))).all()
