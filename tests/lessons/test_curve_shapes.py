"""A curve is told by the way it goes, whatever its scale, and one that came is told beside the one that was sketched."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.lessons.curve_shapes import MOST, compared, on_axes, shape_of, sketched_shape, thinned
from designer.lessons.sketches import TOP, Sketch, heights, read_sketch

FALL = tuple(math.exp(-at / 10) for at in range(100))
SLOW = tuple(math.exp(-at / 60) for at in range(100))
DIP = tuple(math.exp(-at / 10) + 0.004 * at for at in range(100))
LEVEL = tuple(1.0 - at / 2_000 for at in range(100))


def sketch(text: str) -> Sketch:
    read = read_sketch(text)
    assert read is not None
    return read


def way(values: tuple[float, ...]) -> str:
    return shape_of(thinned(values), max(map(abs, values))).way


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (FALL, "fall"),
        (SLOW, "fall"),
        (DIP, "fall-rise"),
        (LEVEL, "flat"),
        (FALL[::-1], "rise"),
        (tuple(-value for value in DIP), "rise-fall"),
        ((1.0, 0.2, 0.9, 0.1, 0.8), "up-and-down"),
        ((0.5,), "flat"),
        ((0.0, 0.0, 0.0), "flat"),
        ((5.0, 1.0), "fall"),
        ((1.0, 1.02, 0.5, 0.1, 0.12), "fall"),
    ],
)
def test_a_curve_is_told_by_the_way_it_goes(values: tuple[float, ...], expected: str) -> None:
    assert way(values) == expected


@given(st.sampled_from([FALL, DIP, LEVEL]), st.floats(1e-6, 1e6))
def test_the_scale_of_a_curve_does_not_matter(values: tuple[float, ...], factor: float) -> None:
    scaled = tuple(value * factor for value in values)
    assert way(scaled) == way(values)
    drawn = sketch("90 40 - - - - - - 20")
    assert compared(drawn, scaled) == compared(drawn, values)


def test_epochs_that_jump_about_do_not_hide_the_way() -> None:
    chance = random.Random(3)
    assert way(tuple(value + chance.gauss(0, 0.04) for value in (*FALL, *FALL[-1:] * 500))) == "fall"


@pytest.mark.parametrize(
    ("drawn", "came", "sentence"),
    [
        ("90 40 20 10 - - - - 5", FALL, "It fell, as you sketched."),
        ("90 - - - - - - - 5", FALL, "It fell, as you sketched, only sooner: it was level long before your curve."),
        ("90 5 - - - - - - 5", SLOW, "It fell, as you sketched, only more slowly: it was level later than your curve."),
        ("90 65 60 50 - - - - 50", FALL, "It fell, as you sketched, and ended lower than you sketched."),
        ("90 40 20 10 - - - - 5", LEVEL, "You sketched a curve that falls; it was flatter and hardly moved."),
        ("90 40 20 10 - - - - 5", DIP, "You sketched a curve that falls; it fell first and then rose."),
        ("90 20 - - - - - - 60", DIP, "It fell first and then rose, as you sketched."),
        ("90 - - - - - 20 - 60", DIP, "It fell first and then rose, as you sketched, only it turned sooner."),
        ("50 - - - - - - - 52", LEVEL, "It hardly moved, as you sketched."),
        ("50 - - - - - - - 52", (1.0, 40.0, math.inf), "You sketched a curve that hardly moves; it grew until it was no number any more."),
        ("50 - - - - - - - 52", (), ""),
    ],
)  # fmt: skip
def test_one_sentence_says_how_both_compare(drawn: str, came: tuple[float, ...], sentence: str) -> None:
    assert compared(sketch(drawn), came) == sentence


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True, width=32), max_size=300), st.data())
def test_whatever_came_is_told_and_drawn(values: list[float], data: st.DataObject) -> None:
    points = data.draw(st.lists(st.integers(0, TOP), min_size=9, max_size=9))
    drawn = sketch(" ".join(map(str, points)))
    assert bool(compared(drawn, values)) is bool(values)
    assert all(0 <= height <= TOP for height in on_axes(thinned(values), drawn))


def test_a_million_epochs_are_drawn_as_a_few_points_with_both_ends() -> None:
    values = tuple(float(at) for at in range(1_000_000))
    thin = thinned(values)
    assert len(thin) == MOST
    assert (thin[0], thin[-1]) == (values[0], values[-1])


def test_what_came_is_as_high_as_the_sketch() -> None:
    drawn = sketch("80 - - - - - - - 10")
    assert max(on_axes((4.0, 2.0, 0.0), drawn)) == max(heights(drawn))
    assert sketched_shape(drawn).way == "fall"
