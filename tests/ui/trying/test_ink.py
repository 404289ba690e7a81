"""A drawing becomes an image of the data: as large as these are, its weight where theirs is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from designer.data import load_examples
from designer.data.fields import Packed, fields_of
from designer.graph.specs import Bundled, DataSpec
from designer.ui.trying.drawing import UNREADABLE, packed_file, packed_strokes
from designer.ui.trying.ink import Ink, centre, coarse, ink_of, placed

DIGITS = load_examples(DataSpec(Bundled("digits")))
(FIELD,) = fields_of(DIGITS.facts)
RING = [(0.5 + 0.1 * np.cos(turn), 0.5 + 0.14 * np.sin(turn)) for turn in np.linspace(0, 2 * np.pi, 30)]
places = st.tuples(st.floats(0.15, 0.85), st.floats(0.15, 0.85), st.floats(0.2, 1.0))


def ink() -> Ink:
    assert isinstance(DIGITS.x_validation, np.ndarray)
    return ink_of(list(DIGITS.x_validation[:64, :, :, 0]), 0, 16)


def pixels(value: Packed | str) -> np.ndarray:
    assert isinstance(value, Packed)
    return np.frombuffer(value.floats, np.float32).reshape(8, 8)


def test_what_digits_are_like_is_learned_from_them() -> None:
    found = ink()
    assert (
        0.45 < found.down < 0.55 and 0.45 < found.across < 0.55 and found.reach == pytest.approx(1) and not found.dark
    )


@given(places)
def test_wherever_and_however_large_it_is_drawn_the_image_is_the_same(place: tuple[float, float, float]) -> None:
    x, y, scale = place
    moved = [(x + scale * (a - 0.5), y + scale * (b - 0.5)) for a, b in RING]
    found, middle = pixels(packed_strokes([moved], FIELD, ink())), pixels(packed_strokes([RING], FIELD, ink()))
    assert np.abs(found - middle).max() < 2 and found.max() <= 16 and found.min() >= 0
    assert found.max() > 12, "as dark as the data is"
    assert centre(found) == pytest.approx((ink().down, ink().across), abs=0.06)


def test_nothing_drawn_is_an_empty_image() -> None:
    assert not pixels(packed_strokes([], FIELD, ink())).any()


def test_dark_on_light_data_gets_dark_on_light_drawings() -> None:
    found = ink_of([np.where(np.eye(8) > 0, 0.0, 1.0)], 0, 1)
    assert found.dark
    drawn = pixels(packed_strokes([RING], FIELD, found))
    assert drawn.max() == 16 and drawn.min() < 4


@given(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))
def test_ink_is_moved_whole_or_cut_never_wrapped_round(down: float, across: float) -> None:
    fine = np.zeros((64, 64))
    fine[28:36, 28:36] = 1
    moved = placed(fine, Ink(0.5 + down, 0.5 + across))
    assert moved.sum() <= fine.sum()
    assert centre(moved) == pytest.approx((0.5 + down, 0.5 + across), abs=0.04)
    assert coarse(fine, 8, 8).sum() == pytest.approx(1)


@pytest.mark.parametrize("paper", [True, False])
def test_a_picture_file_comes_in_the_form_of_the_data(qtbot: QtBot, tmp_path: Path, paper: bool) -> None:
    image = QImage(80, 80, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFF if paper else 0)
    for at in range(30, 50):
        for down in range(10, 70):
            image.setPixel(at, down, 0 if paper else 0xFFFFFF)
    image.save(str(tmp_path / "one.png"))
    found = pixels(packed_file(str(tmp_path / "one.png"), FIELD, ink()))
    assert found[3, 3] > 12 and found[0, 0] < 1


def test_a_file_that_is_no_picture_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(b"no picture")
    assert packed_file(str(tmp_path / "no.png"), FIELD, ink()) == UNREADABLE
