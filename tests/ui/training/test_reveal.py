"""Drawn a little behind the numbers, never far; the frame of a chart changes seldom."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.ui.training.frame import EMPTY, FILLED, Frame
from designer.ui.training.reveal import BEHIND, Reveal

FRAME = 0.04


def moved(reveal: Reveal, epochs: int, seconds: float, start: float = 0.0) -> list[float]:
    """How far is drawn, picture by picture, after so many epochs came at once."""
    reveal.wake(start)
    found = []
    for at in range(1, round(seconds / FRAME) + 1):
        reveal.move(epochs, start + at * FRAME)
        found.append(reveal.shown)
    return found


def test_a_run_that_was_over_at_once_is_seen_to_grow_for_about_a_second() -> None:
    shown = moved(Reveal(lively=True), 300, 2.0)
    seconds = FRAME * (1 + shown.index(300))
    assert 0.5 < seconds < 1.5
    steps = np.diff(shown[: shown.index(300)])
    assert (steps > 0).all() and steps[0] > 3 * steps[-1]


@pytest.mark.parametrize("pace", [10, 1_000, 50_000])
def test_a_long_run_is_drawn_close_behind(pace: int) -> None:
    reveal = Reveal(lively=True)
    reveal.wake(0.0)
    for at in range(1, 200):
        reveal.move(round(pace * at * FRAME), at * FRAME)
    assert 199 * FRAME * pace - reveal.shown <= pace * (BEHIND + FRAME) + 1


def test_where_nothing_should_move_all_is_drawn_at_once() -> None:
    reveal = Reveal(lively=False)
    assert moved(reveal, 300, FRAME) == [300] and reveal.complete


def test_a_pause_is_not_made_up_for() -> None:
    reveal = Reveal(lively=True)
    reveal.finish(10)
    assert moved(reveal, 300, FRAME, start=60.0)[0] < 100


def test_the_frame_of_a_growing_run_changes_seldom() -> None:
    frame, seen = Frame(), set()
    for epochs in range(1, 2000):
        frame.fit(epochs, 2000, np.array([1.0, math.exp(-epochs / 200)]), ended=False)
        seen.add((frame.x, frame.y))
    assert len(seen) < 60


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40), st.integers(0, 100))
def test_every_value_is_in_the_frame_and_fills_it(values: list[float], more: int) -> None:
    frame = Frame()
    for epochs in range(1, len(values) + 1):
        frame.fit(epochs, len(values) + more, np.array(values[:epochs]), ended=False)
        low, high = frame.y
        assert low is not None and high is not None and frame.x[1] is not None
        assert low <= min(values[:epochs]) and high >= max(values[:epochs]) and frame.x[1] >= epochs
        assert max(values[:epochs]) - min(values[:epochs]) >= FILLED * (high - low) - 1e-9
    frame.fit(len(values), len(values) + more, np.array(values), ended=True)
    assert frame.y == (min(values), max(values))


def test_a_run_without_numbers_is_framed_by_its_epochs() -> None:
    frame = Frame()
    frame.fit(2, 5, np.array([math.nan, math.inf]), ended=False)
    assert (frame.x, frame.y) == ((0.0, 5.0), EMPTY)
