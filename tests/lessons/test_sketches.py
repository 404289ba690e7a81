"""A sketch is a few heights in a line of text; what is no sketch is none, whoever wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.graph.design import Design
from designer.lessons.evidence import Trained, essence
from designer.lessons.reading import read_lesson
from designer.lessons.sketches import EMPTY, POINTS, TOP, heights, led, read_sketch, with_point, write_sketch
from tests.lessons.lessons import FRONT, check, judged

SKETCHES = st.lists(st.none() | st.integers(0, TOP), min_size=POINTS, max_size=POINTS).map(tuple)
SHARES = st.tuples(st.floats(-0.5, 1.5), st.floats(-0.5, 1.5))
FALLING = "90 40 - - - - - - 10"


@given(SKETCHES)
def test_a_sketch_is_read_as_it_was_written(sketch: tuple[int | None, ...]) -> None:
    text = write_sketch(sketch)
    assert read_sketch(text) == (sketch if text else None)


@pytest.mark.parametrize("given", [None, 3, True, "", "1 2 3", "1 " * 9 + "1", "- " * 9, "1 2 3 4 5 6 7 8 101", "1 2 3 4 5 6 7 8 -9", "1 2 3 4 5 6 7 8 \u0665", "9" * 500])  # fmt: skip
def test_what_is_no_sketch_is_none(given: object) -> None:
    assert read_sketch(given) is None  # type: ignore[arg-type]


def test_between_points_it_is_straight_and_beyond_them_level() -> None:
    assert heights((None, 80, None, 40, *[None] * 5)) == (80, 80, 60, 40, 40, 40, 40, 40, 40)
    assert heights(EMPTY) == ()


def test_a_stroke_sets_each_point_that_it_passes() -> None:
    assert led(EMPTY, (0.0, 1.0), (1.0, 0.0)) == tuple(round(TOP * (8 - at) / 8) for at in range(9))
    assert led(EMPTY, (0.5, 0.3), (0.5, 0.3)) == (None, None, None, None, 30, None, None, None, None)


@given(SKETCHES, SHARES, SHARES)
def test_no_stroke_leads_off_the_axes(
    sketch: tuple[int | None, ...], start: tuple[float, float], end: tuple[float, float]
) -> None:
    inside = [(min(1.0, max(0.0, x)), y) for x, y in (start, end)]
    drawn = led(sketch, *inside)
    assert len(drawn) == POINTS
    assert all(height is None or 0 <= height <= TOP for height in drawn)


def test_a_point_is_set_and_taken_away() -> None:
    assert with_point(with_point(EMPTY, 3, 130), 3, None) == EMPTY
    assert with_point(EMPTY, 8, 130)[8] == TOP


def test_any_sketch_passes_and_then_the_run_is_told_beside_it() -> None:
    text = "{name: mine, ask: 'How will it go?', after: So it goes.}"
    design = Design()
    assert judged("sketch", text, design).waits
    assert judged("sketch", text, design, guesses={"mine": "nothing of the kind"}).waits
    before = judged("sketch", text, design, guesses={"mine": FALLING})
    assert before.passed
    assert "So it goes." not in before.found
    run = Trained(essence(design), 0, {"loss": (1.0, 1.0, 1.0)})
    after = judged("sketch", text, design, guesses={"mine": FALLING}, came=run)
    assert after.passed
    assert after.found == "You sketched a curve that falls; it was flatter and hardly moved.\nSo it goes."
    assert check("sketch", text).always


def test_a_sketch_that_must_go_one_way_fails_if_it_goes_another() -> None:
    text = "{name: mine, ask: 'How will it go?', must: fall, tip: Begin high.}"
    assert judged("sketch", text, Design(), guesses={"mine": FALLING}).passed
    rising = judged("sketch", text, Design(), guesses={"mine": "10 - - - - - - - 90"})
    assert not rising.passed
    assert not rising.waits
    assert rising.advice == "Begin high."
    assert not check("sketch", text).always


@pytest.mark.parametrize(
    ("block", "line", "word"),
    [("must: up", 10, "up"), ("metric: ''", 10, "metric"), ("number: 3", 10, "number")],
)
def test_what_is_wrong_with_a_sketch_is_told_with_its_line(block: str, line: int, word: str) -> None:
    text = f"{FRONT}\n## Step\n\n```check sketch\nask: How?\n{block}\n```\n"
    (fault,) = read_lesson(text).faults
    assert fault.line == line
    assert word in fault.what
