"""Moments of a run are kept evenly under a cap, and bring back just what was there."""

import keras
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from designer.worker.moments import Moments


def counting(most_bytes: int, epochs: list[int]) -> tuple[Moments, keras.Variable]:
    """Moments of a variable that holds the epoch in each of its hundred numbers."""
    variable = keras.Variable(np.zeros(100, "float32"))
    moments = Moments([variable], most_bytes)
    for epoch in epochs:
        variable.assign(np.full(100, epoch, "float32"))
        moments.take(epoch)
    return moments, variable


@given(st.lists(st.integers(1, 20), max_size=60), st.integers(3, 40), st.integers(0, 1300))
def test_a_moment_has_the_values_of_its_epoch_the_last_one_up_to_what_is_asked(
    steps: list[int], room: int, asked: int
) -> None:
    epochs = [int(epoch) for epoch in np.cumsum([0, *steps])]
    moments, variable = counting(400 * room, epochs)
    found = moments.bring_back(asked)
    assert found in epochs and found == max([epoch for epoch in moments.epochs if epoch <= asked])
    assert np.array_equal(np.asarray(variable), np.full(100, found, "float32"))
    assert moments.bytes <= 400 * max(room, 3)
    assert (moments.epochs[0], moments.epochs[-1]) == (epochs[0], epochs[-1])


def test_thinned_moments_lie_evenly() -> None:
    moments, _ = counting(400 * 32, list(range(1001)))
    assert 12 <= len(moments.epochs) <= 32
    gaps = np.diff(moments.epochs[:-1])
    assert gaps.max() <= 4 * gaps.min()


def test_what_came_later_is_forgotten_when_a_run_goes_on_from_before() -> None:
    moments, _ = counting(10**6, [0, 5, 9])
    moments.take(5)
    assert moments.epochs == (0, 5)


def test_taking_moments_leaves_training_its_time() -> None:
    moments, _ = counting(10**6, [0])
    for epoch in range(1, 5):
        moments.offer(epoch)
    assert len(moments.epochs) < 5
