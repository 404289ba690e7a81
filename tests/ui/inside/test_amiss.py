"""What is amiss is said in a sentence, and only then."""

from __future__ import annotations

import pytest

from designer.training.messages import LayerMeasured, Measured, Spread
from designer.ui.inside.amiss import remarks

NAMES = {"a": "first", "b": "second", "c": "last"}


def spread(norm: float, size: int = 16, unsound: int = 0) -> Spread:
    return Spread(size, norm, 0.0, norm, -norm, norm, (8, 8), unsound)


def layer(norm: float = 1.0, size: int = 16, **more: int) -> LayerMeasured:
    return LayerMeasured(spread(1.0), spread(norm, size), **more)


def said(**layers: LayerMeasured) -> dict[str, str]:
    return remarks(Measured(1, layers, 32, 100), NAMES)


def test_a_sound_network_gets_no_remark() -> None:
    assert said(a=layer(0.01, units=8, dead_count=1), b=layer(0.1), c=layer(1.0)) == {}
    assert said() == {}


@pytest.mark.parametrize(
    ("dead", "units", "words"),
    [
        (9, 16, "9 of 16 units of first are 0 for every row: they cannot learn any more. Lower the learning rate, or use LeakyReLU."),
        (1, 4, "1 of 4 units of first is 0 for every row: it cannot learn any more. Lower the learning rate, or use LeakyReLU."),
        (4, 4, "All 4 units of first are 0 for every row: nothing gets through, and nothing before them learns. Lower the learning rate, or use LeakyReLU."),
    ],
)  # fmt: skip
def test_dead_units_are_counted(dead: int, units: int, words: str) -> None:
    assert said(a=layer(units=units, dead_count=dead))["a"] == words


def test_a_gradient_that_vanishes_is_held_weight_for_weight_against_the_last() -> None:
    found = said(a=layer(1e-4, 16), b=layer(0.1), c=layer(1.0, 16))["a"]
    assert found.startswith("The gradient of first is 10,000 times smaller than that of last: it vanishes on its way.")
    assert "a" not in said(a=layer(0.01, 1), c=layer(1.0, 100_000)), "a large layer has a long gradient of small ones"


def test_a_gradient_that_grows_is_told_too_and_none_at_all() -> None:
    assert "3,000 times larger" in said(a=layer(3000.0), c=layer(1.0))["a"]
    assert (
        said(a=layer(0.0), c=layer(1.0))["a"]
        == "The gradient of first is 0: it does not learn. Look at the layers after it."
    )


def test_numbers_that_are_none_are_the_worst() -> None:
    found = said(a=LayerMeasured(spread(1.0, unsound=3), spread(float("nan"), unsound=16), 8, 8), c=layer(1.0))
    assert list(found) == ["a"] and found["a"].startswith("Weights of first are no numbers any more.")
