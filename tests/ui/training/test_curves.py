"""Curves: the numbers of a run on the screen, thinned where there are many, told where the mouse is."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from designer.graph.specs import DataFacts, DataSpec, TrainingSettings
from designer.plan import ModelPlan, TrainingPlan
from designer.training import messages as m
from designer.ui.theme import themes
from designer.ui.training.best import Best
from designer.ui.training.curves import Curves
from designer.ui.training.run import Run
from designer.ui.training.trace import COLUMNS, Trace
from designer.values import ObjectValue

PLAN = TrainingPlan(ModelPlan("sequential", (), ()), DataSpec(), TrainingSettings(metrics=("accuracy",)))


def trained(count: int, **more: tuple[float, ...]) -> Run:
    run = Run(1, PLAN, count)
    losses = tuple(1 / (epoch + 1) for epoch in range(count))
    run.add(m.Epochs(1, 1, {"loss": losses, "val_loss": losses, **more}, 100.0))
    return run


@pytest.fixture
def curves(qtbot: QtBot) -> Curves:
    curves = Curves()
    qtbot.addWidget(curves)
    curves.resize(700, 220)
    curves.show()
    return curves


def drawn(curves: Curves, chart: int = 0) -> tuple[np.ndarray, np.ndarray]:
    return curves.charts[chart].train.getOriginalDataset()


def test_every_epoch_of_a_short_run_is_drawn(curves: Curves) -> None:
    curves.show_run(trained(50))
    xs, ys = drawn(curves)
    assert list(xs) == list(range(1, 51)) and ys[0] == 1.0


def test_a_chart_with_a_long_title_takes_no_room_from_the_one_beside_it(curves: Curves, qtbot: QtBot) -> None:
    curves.resize(440, 220)
    curves.show_run(trained(20, sparse_top_k_categorical_accuracy=(0.5,) * 20))
    qtbot.wait(50)  # pyqtgraph sizes titles anew whenever they are laid out
    curves.resize(430, 220)
    qtbot.wait(50)
    one, other = (chart.plot.geometry().width() for chart in curves.charts)
    assert abs(one - other) <= 1


def test_mere_guessing_is_a_line_at_its_height_on_either_scale(curves: Curves) -> None:
    run = trained(20, accuracy=(0.5,) * 20)
    run.facts = DataFacts("binary", 100, 80, 20, (2,), classes=("a", "b"), class_counts=(75, 25))
    curves.show_run(run)
    loss, accuracy = curves.charts
    assert not loss.guess.isVisible()  # a squared error of classes has none
    assert accuracy.guess.isVisible() and accuracy.guess.value() == 0.75
    run.plan = replace(PLAN, training=replace(PLAN.training, loss=ObjectValue("BinaryCrossentropy")))
    curves.show_run(None)
    curves.show_run(run)
    assert loss.guess.value() == pytest.approx(0.5623, abs=1e-4)
    curves.set_log(True)
    assert loss.guess.value() == pytest.approx(math.log10(0.5623), abs=1e-4)


def test_a_run_that_goes_on_from_an_earlier_epoch_is_drawn_as_far_as_that(curves: Curves) -> None:
    run = trained(20)
    curves.show_run(run)
    run.at = 5
    run.cut()
    curves.show_run(run)
    xs, ys = drawn(curves)
    assert list(xs) == [1, 2, 3, 4, 5] and ys[-1] == 0.2


def test_epochs_that_come_later_are_appended(curves: Curves, qtbot: QtBot) -> None:
    run = trained(10)
    curves.show_run(run)
    run.add(m.Epochs(1, 11, {"loss": (0.5,), "val_loss": (0.6,)}, 100.0))
    curves.advance()
    qtbot.waitUntil(length_is(curves, 11))


def test_a_curve_grows_in_the_frame_of_the_whole_run(qtbot: QtBot) -> None:
    curves = Curves(lively=True)
    qtbot.addWidget(curves)
    curves.resize(700, 220)
    curves.show()
    run = trained(0)
    curves.show_run(run)
    run.total = 300
    run.add(m.Epochs(1, 1, {"loss": tuple(1 / (epoch + 1) for epoch in range(300))}, 1000.0))
    curves.advance()
    qtbot.waitUntil(lambda: 0 < curves.reveal.shown < 300, timeout=3000)
    last = drawn(curves)[0][-1]
    assert last == pytest.approx(curves.reveal.shown)
    qtbot.waitUntil(lambda: curves.charts[0].plot.viewRange()[0][1] >= 300)  # found out when it is painted
    assert curves.values_at(300).startswith("epoch 300")
    qtbot.waitUntil(length_is(curves, 300), timeout=5000)


def test_a_hidden_curve_is_drawn_once_it_is_seen(curves: Curves, qtbot: QtBot) -> None:
    run = trained(10)
    curves.show_run(run)
    curves.hide()
    run.add(m.Epochs(1, 11, {"loss": (0.5,), "val_loss": (0.6,)}, 100.0))
    curves.advance()
    qtbot.wait(100)
    assert length_is(curves, 10)()
    curves.show()
    assert length_is(curves, 11)()


def length_is(curves: Curves, count: int) -> Callable[[], bool]:
    return lambda: len(drawn(curves)[0]) == count


def traced(values: Iterable[float], steps: int = 1) -> Trace:
    """A trace that saw a log grow in several steps."""
    log, trace = array("d"), Trace()
    values = list(values)
    for at in range(steps):
        log.extend(values[at * len(values) // steps : (at + 1) * len(values) // steps])
        trace.follow(log)
    return trace


@pytest.mark.parametrize("steps", [1, 7, 1000])
def test_a_long_run_is_thinned_and_keeps_its_extremes(steps: int) -> None:
    values = [math.sin(epoch / 500) for epoch in range(100_000)]
    values[54_321] = 9.0
    values[77_777] = -9.0
    xs, ys = traced(values, steps).points()
    assert len(xs) < 6 * COLUMNS and 9.0 in ys and -9.0 in ys
    assert xs[0] == 1 and all(values[int(x) - 1] == y for x, y in zip(xs, ys, strict=True))
    assert (np.diff(xs) >= 0).all() and max(np.diff(xs).max(), len(values) - xs[-1]) < 5 * len(values) / COLUMNS


@settings(max_examples=60)
@given(st.lists(st.floats(width=32), max_size=5000), st.integers(1, 9))
def test_every_point_drawn_is_a_point_of_the_run(values: list[float], steps: int) -> None:
    xs, ys = traced(values, steps).points()
    np.testing.assert_array_equal(np.array(values, dtype=float)[xs.astype(int) - 1], ys)
    finite = [value for value in values if math.isfinite(value)]
    if finite:
        assert np.nanmax(ys[np.isfinite(ys)]) == max(finite)


def test_what_a_logarithm_cannot_show_is_left_out() -> None:
    _, ys = traced([1.0, 0.0, -1.0, math.nan]).points(positive=True)
    assert ys[0] == 1.0 and np.isnan(ys[1:]).all()


def test_log_scale_draws_without_complaint(curves: Curves, qtbot: QtBot) -> None:
    curves.show_run(trained(20, accuracy=(0.0,) * 20))
    curves.set_log(True)
    qtbot.wait(50)
    curves.set_log(False)


def test_the_first_metric_stands_beside_the_loss(curves: Curves) -> None:
    curves.show_run(trained(3, accuracy=(0.1, 0.2, 0.3), val_accuracy=(0.1, 0.1, 0.2)))
    assert curves.charts[1].name == "accuracy" and list(drawn(curves, 1)[1]) == [0.1, 0.2, 0.3]
    assert curves.charts[1].plot.getViewBox().linkedView(0) is curves.charts[0].plot.getViewBox()


def test_hovering_tells_the_values_of_an_epoch(curves: Curves) -> None:
    curves.show_run(trained(4, accuracy=(0.1, 0.2, 0.3, 0.4)))
    assert curves.values_at(2) == "epoch 2: loss 0.5, validation 0.5, accuracy 0.2"
    assert curves.values_at(0) == curves.values_at(5) == ""


def run_of(**logs: tuple[float, ...]) -> Run:
    run = Run(1, PLAN, 20)
    run.add(m.Epochs(1, 1, logs, 100.0))
    return run


def test_the_best_epoch_so_far_is_marked_while_a_run_trains(curves: Curves) -> None:
    run = run_of(loss=(0.9, 0.5, 0.4), val_loss=(0.9, 0.6, 0.7))
    curves.show_run(run)
    best = curves.charts[0].best
    assert best.isVisible() and best.value() == 2 and best.label.toPlainText().strip() == "best at 2"
    assert curves.values_at(2).startswith("epoch 2 (best so far): ") and curves.values_at(3).startswith("epoch 3: ")
    assert curves.accessibleDescription() == "Best so far: epoch 2"
    run.add(m.Epochs(1, 4, {"loss": (0.3, 0.2), "val_loss": (0.5, 0.8)}, 100.0))
    curves.show_now()
    assert best.value() == 4 and not curves.charts[1].best.isVisible()
    run.outcome = "done"
    curves.show_now()
    assert best.label.toPlainText().strip() == "best at 4" and curves.values_at(4).startswith("epoch 4 (best): ")
    assert curves.accessibleDescription().endswith("val_loss was best in epoch 4")


def test_what_watched_over_the_end_has_its_own_mark(curves: Curves) -> None:
    run = run_of(loss=(0.9, 0.5, 0.4), accuracy=(0.8, 0.7, 0.7))
    run.outcome, run.ending = "done", m.Ending("accuracy", 1, 2, early=True)
    curves.show_run(run)
    assert curves.charts[0].best.value() == 1 and "accuracy was best in epoch 1" in curves.accessibleDescription()


def test_the_mark_does_not_run_ahead_of_the_curve(curves: Curves) -> None:
    curves.show_run(run := run_of(loss=(0.9, 0.5, 0.4)))
    curves.charts[0].draw(2.5)
    assert run.best_epoch[0] == 3 and curves.charts[0].best.value() == 2.5


def test_a_single_epoch_and_a_run_without_numbers_have_no_best_epoch(curves: Curves) -> None:
    for run in (run_of(loss=(0.5,)), run_of(loss=(math.nan, math.nan, math.inf))):
        curves.show_run(run)
        assert not curves.charts[0].best.isVisible() and not curves.accessibleDescription()


def test_going_on_from_an_earlier_epoch_forgets_what_was_best_after_it(curves: Curves) -> None:
    run = run_of(loss=(0.9, 0.5, 0.6, 0.1))
    run.at = 3
    run.cut()
    assert run.best_epoch == (2, "loss")


@given(st.lists(st.floats(width=32), max_size=60), st.integers(1, 9))
def test_the_best_epoch_is_the_first_of_the_lowest_whatever_comes_at_a_time(values: list[float], step: int) -> None:
    best = Best()
    for at in range(0, len(values), step):
        best.take(at + 1, {"loss": (0.0,) * step, "val_loss": values[at : at + step]})
    lowest = min((value for value in values if value < math.inf), default=None)
    assert best.epoch == (0 if lowest is None else values.index(lowest) + 1)


def test_a_mouse_over_the_plot_brings_the_values(curves: Curves, qtbot: QtBot) -> None:
    curves.show_run(trained(100))
    qtbot.wait(50)
    box = curves.charts[0].plot.getViewBox()
    with qtbot.waitSignal(curves.told) as told:
        curves.scene().sigMouseMoved.emit(box.mapViewToScene(box.viewRect().center()))
    assert told.args[0].startswith("epoch 5")


def test_both_themes_draw_in_their_own_colours(curves: Curves) -> None:
    tones = set()
    for name in ("light", "dark"):
        themes().choose(name)
        tones.add(curves.charts[0].train.opts["pen"].color().name())
    themes().choose("system")
    assert len(tones) == 2
