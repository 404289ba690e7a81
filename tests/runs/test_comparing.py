"""Whether one group of runs is really better: right about numbers, about which way is better, and about chance."""

from __future__ import annotations

import math
import warnings
from array import array

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from designer.runs import comparing
from designer.runs.bands import band
from designer.runs.comparing import deciding_log, finals, verdict
from designer.runs.logs import figures
from designer.runs.record import RunRow
from designer.values import ObjectValue

ROW = replace(RunRow(*[""] * 25), figures={}, outcome="done")  # type: ignore[arg-type]
GOOD, POOR = [0.91, 0.92, 0.90, 0.91, 0.91], [0.87, 0.86, 0.88, 0.87, 0.87]


def test_a_clear_difference_is_told_with_its_numbers_and_how_sure_it_is() -> None:
    said = verdict("val_accuracy", POOR, GOOD)
    assert said == (
        "B is better: 0.91 against 0.87 in validation accuracy (means of 5 and 5 runs), and that much would come by "
        "chance in fewer than 1 of 1,000 such comparisons."
    )
    assert verdict("val_accuracy", GOOD, POOR).startswith("A is better: 0.91 against 0.87")


def test_of_a_loss_less_is_better() -> None:
    assert verdict("val_loss", GOOD, POOR).startswith("B is better: 0.87 against 0.91")


def test_a_difference_that_chance_gives_too_is_not_called_one() -> None:
    said = verdict("val_accuracy", [0.8, 0.9, 0.85], [0.86, 0.82, 0.9])
    assert said.startswith("No clear difference: A 0.85, B 0.86") and "Chance alone" in said


def test_runs_that_broke_down_count_as_worst() -> None:
    worst = [math.inf] * 5
    assert verdict("val_loss", worst, [0.5, 0.6, 0.7, 0.5, 0.6]).startswith("B is better: 0.6 against no number")


@pytest.mark.parametrize(
    ("one", "other", "start"),
    [([0.5], [0.6, 0.7], "A and B can"), ([0.5] * 3, [0.5] * 3, "No difference at all"), ([0.5] * 3, [0.6] * 3, "B is better")],
)  # fmt: skip
def test_the_edges(one: list[float], other: list[float], start: str) -> None:
    assert verdict("val_accuracy", one, other).startswith(start)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=8), st.lists(st.floats(0, 1), min_size=2, max_size=8))
def test_swapping_the_groups_swaps_the_verdict(one: list[float], other: list[float]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        said, swapped = verdict("val_loss", one, other), verdict("val_loss", other, one)
    starts = {"A is": "B is", "B is": "A is", "No c": "No c", "No d": "No d"}
    assert swapped[:4] == starts[said[:4]]


@pytest.mark.filterwarnings("ignore:Precision loss")
@given(st.lists(st.floats(0, 1), min_size=2, max_size=9), st.lists(st.floats(0, 1), min_size=2, max_size=9))
def test_the_chance_is_that_of_welchs_test(one: list[float], other: list[float]) -> None:
    from scipy import stats

    assume(np.std(one) + np.std(other) > 1e-6)
    assert comparing._chance(one, other) == pytest.approx(stats.ttest_ind(one, other, equal_var=False).pvalue, abs=1e-9)
    ranks = stats.rankdata([*one, *other, math.inf])
    assert comparing._ranks(np.array([*one, *other, math.inf])).tolist() == ranks.tolist()


def test_chance_is_called_a_difference_about_as_seldom_as_is_said() -> None:
    random = np.random.default_rng(0)
    called = sum("is better" in verdict("val_loss", *random.normal(size=(2, 5)).tolist()) for _ in range(400))
    assert 4 <= called <= 36  # one of twenty


def test_the_metric_on_held_back_rows_that_all_have_decides() -> None:
    one = replace(ROW, figures=dict.fromkeys(["loss", "val_loss", "accuracy", "val_accuracy"], (0.1, 0.1)))
    other = replace(ROW, figures=dict.fromkeys(["loss", "val_loss"], (0.1, 0.1)))
    assert deciding_log([one]) == "val_accuracy"
    assert deciding_log([one, other]) == "val_loss"
    assert deciding_log([]) == "loss"


def test_runs_cut_short_do_not_count() -> None:
    rows = [
        replace(ROW, figures={"loss": (0.5, 0.5)}),
        replace(ROW, figures={"loss": (0.1, 0.1)}, outcome="stopped"),
        replace(ROW, figures={"loss": (None, 0.2)}, outcome="diverged"),
    ]
    assert finals("loss", rows) == [0.5, math.inf]


def test_a_band_has_the_mean_and_the_range_of_what_goes_so_far() -> None:
    found = band([array("d", [1.0, 2.0, 3.0]), array("d", [3.0, math.nan])])
    assert found.xs.tolist() == [1.0, 2.0, 3.0]
    assert found.mean.tolist() == [2.0, 2.0, 3.0]
    assert found.low.tolist() == [1.0, 2.0, 3.0] and found.high.tolist() == [3.0, 2.0, 3.0]


@given(st.lists(st.lists(st.floats(-10, 10), max_size=60), min_size=1, max_size=4), st.integers(1, 20))
def test_a_band_holds_every_value_however_few_points_it_has(logs: list[list[float]], columns: int) -> None:
    found = band([array("d", log) for log in logs], columns)
    assert len(found.xs) <= columns
    every = [value for log in logs for value in log]
    if every:
        assert np.nanmin(found.low) == min(every) and np.nanmax(found.high) == max(every)
        assert all(found.low <= found.mean + 1e-9) and all(found.mean <= found.high + 1e-9)


def test_a_metric_with_a_name_of_its_own_is_compared_the_way_it_gets_better() -> None:
    named = (ObjectValue("Recall", {"name": "found"}),)
    assert verdict("val_found", GOOD, POOR, named).startswith("A is better")
    assert verdict("val_found", GOOD, POOR).startswith("B is better")
    assert figures({"val_found": (0.2, 0.9, 0.5)}, None, named) == {"val_found": (0.5, 0.9)}
