"""Smoothed curves: the average TensorBoard draws, with the curve itself pale behind it and its own values told."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer.training import messages as m
from designer.ui.settings import Preferences
from designer.ui.training.averaging import Averaged
from designer.ui.training.curves import Curves
from designer.ui.training.smoothing import STEPS, Smoothing, told, weight_of
from designer.ui.window import Window
from tests.ui.training.test_curves import curves, drawn, trained

__all__ = ["curves"]

LOSSES = st.lists(st.floats(-1e6, 1e6) | st.sampled_from([float("nan"), float("inf")]), max_size=300)


@settings(max_examples=60, deadline=None)
@given(losses=LOSSES, cuts=st.lists(st.integers(0, 300), max_size=5), place=st.integers(1, STEPS))
def test_the_average_is_the_one_of_pandas_however_the_log_comes(
    losses: list[float], cuts: list[int], place: int
) -> None:
    averaged, log = Averaged(weight_of(place)), array("d")
    for first, last in pairwise([0, *sorted(cuts), len(losses)]):
        log.extend(losses[first:last])
        found = averaged.follow(log)
    known = np.isfinite(losses)
    theirs = pd.Series(np.array(losses)[known], dtype=float).ewm(alpha=1 - weight_of(place)).mean()
    np.testing.assert_allclose(np.array(found)[known], theirs, rtol=1e-6, atol=1e-6)
    np.testing.assert_array_equal(np.array(found)[~known], np.array(losses)[~known])


def test_new_epochs_cost_no_more_in_a_long_run() -> None:
    averaged, log = Averaged(0.9), array("d", np.random.default_rng(1).normal(size=100_000))
    averaged.follow(log)
    before = averaged.values[:]
    log.append(3.0)
    asked: list[int] = []
    averages = averaged._averages
    averaged._averages = lambda values: asked.append(len(values)) or averages(values)  # type: ignore[method-assign, func-returns-value]
    averaged.follow(log)
    assert asked == [1] and averaged.values[:-1] == before


def test_the_average_is_drawn_before_the_curve_itself(curves: Curves) -> None:
    run = trained(50)
    curves.show_run(run)
    loss = curves.charts[0]
    line = loss._lines[0]
    assert not line.behind.isVisible()
    raw = drawn(curves)[1]
    curves.set_smoothing(0.9)
    assert line.behind.isVisible() and line.behind.opts["pen"].color().alphaF() < 0.5
    np.testing.assert_array_equal(line.behind.getOriginalDataset()[1], raw)
    smooth = drawn(curves)[1]
    assert smooth[0] == raw[0] and (smooth[1:] > raw[1:]).all(), "a loss that falls pulls its average behind it"
    curves.set_smoothing(0)
    np.testing.assert_array_equal(drawn(curves)[1], raw)


def test_values_are_told_as_they_are_however_smooth_the_curve(curves: Curves) -> None:
    run = trained(50)
    run.outcome = "done"
    curves.show_run(run)
    told_before, described_before = curves.values_at(2), curves.accessibleDescription()
    curves.set_smoothing(0.99)
    assert curves.values_at(2) == told_before == "epoch 2: loss 0.5, validation 0.5"
    assert curves.accessibleDescription() == described_before
    assert "loss 0.02, validation 0.02" in described_before
    assert list(curves.taking._table())[2] == (2, 0.5, 0.5)


def test_epochs_to_come_are_smoothed_and_another_run_starts_anew(curves: Curves, qtbot: QtBot) -> None:
    curves.set_smoothing(0.5)
    run = trained(10)
    curves.show_run(run)
    run.add(m.Epochs(1, 11, {"loss": (0.5,), "val_loss": (0.6,)}, 100.0))
    curves.advance()
    qtbot.waitUntil(lambda: len(drawn(curves)[0]) == 11)
    curves.show_run(trained(3))
    assert list(drawn(curves)[0]) == [1, 2, 3] and drawn(curves)[1][0] == 1.0


@pytest.mark.parametrize("log", [True, False])
def test_either_scale_shows_averages(curves: Curves, log: bool) -> None:
    curves.set_log(log)
    curves.set_smoothing(0.5)
    curves.show_run(trained(20))
    assert len(drawn(curves)[0]) == 20 and not curves.grab().isNull()


def test_the_slider_counts_epochs_and_says_so(qtbot: QtBot) -> None:
    smoothing = Smoothing()
    qtbot.addWidget(smoothing)
    assert smoothing.weight == 0 and "off" in smoothing.slider.accessibleName()
    QTest.keyClick(smoothing.slider, Qt.Key.Key_End)
    assert smoothing.weight == pytest.approx(0.999) and told(STEPS) in smoothing.slider.accessibleName()
    assert weight_of(10) == pytest.approx(0.9) and told(10) == "10 epochs"


def test_where_the_slider_was_put_is_kept(
    open_window: Callable[..., Window], keyboard_on: Callable[[QWidget], None], tmp_path: Path
) -> None:
    window = open_window()
    slider = window.training.smoothing.slider
    keyboard_on(slider)
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    window.close()
    assert Preferences(tmp_path / "home").smoothing == 3
    assert open_window().training.smoothing.slider.value() == 3


def test_where_room_is_scarce_the_slider_does_without_words(window: Window, qtbot: QtBot) -> None:
    smoothing, panel = window.training.smoothing, window.training
    panel.resize(1200, 300)
    assert smoothing._label.isVisible()
    panel.trainer.setText("A trainer whose name takes so much room that little is left for anything else beside it")
    panel.resize(panel.minimumSizeHint().width() + 1, 300)
    assert not smoothing._label.isVisible() and smoothing.slider.isVisible()
    assert "Smooth" in smoothing.slider.accessibleName() and "off" in smoothing.slider.toolTip()
