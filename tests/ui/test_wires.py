"""Wires in a whole window: walked to and led by keys alone, in the style that was chosen, there and in pictures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from designer.graph.design import Wire
from designer.graph.layout_edits import bend
from designer.picturing import Choice
from designer.ui.canvas.wire_shapes import STYLES, Style
from designer.ui.pictures.rendering import rendered
from designer.ui.pictures.subjects import drawing_of
from designer.ui.session import Session
from designer.ui.window import Window

WIRE = Wire("n2", "n3")


def press(window: Window, *keys: str) -> None:
    for key in keys:
        QTest.keySequence(window.canvas, QKeySequence(key))


@pytest.fixture
def at_dense(window: Window, keyboard_on: Callable[[QWidget], None]) -> Window:
    """The keyboard is on the canvas, at n2."""
    keyboard_on(window.canvas)
    window.session.select({"n2"})
    return window


def test_keys_alone_put_dots_walk_them_and_take_them_off(at_dense: Window) -> None:
    session, dots = at_dense.session, at_dense.canvas.canvas.dots
    before = session.design
    press(at_dense, "W", "Shift+D", "Down", "Down", "Shift+D", "D")
    assert len(session.design.layout.bends[WIRE]) == 2 and dots.chosen is not None
    press(at_dense, "Del")
    assert len(session.design.layout.bends[WIRE]) == 1
    press(at_dense, "Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert session.design is before


def test_actions_about_wires_are_offered_where_they_mean_something(at_dense: Window) -> None:
    def on(*ids: str) -> list[bool]:
        return [at_dense.actions_[id].isEnabled() for id in ids]

    about = ("next_wire", "add_dot", "next_dot", "straighten", "remove_dot")
    assert on(*about) == [True, False, False, False, False]
    press(at_dense, "W")
    assert on(*about) == [True, True, True, False, False]
    press(at_dense, "Shift+D")
    assert on(*about) == [True, True, True, True, True]
    at_dense.actions_["straighten"].trigger()
    assert WIRE not in at_dense.session.design.layout.bends
    assert on(*about) == [True, True, True, False, False]


def test_the_style_of_wires_counts_at_once_and_is_remembered(open_window: Callable[..., Window]) -> None:
    first = open_window()
    assert first.actions_["wires_curved"].isChecked()
    first.actions_["wires_angled"].trigger()
    assert first.canvas.canvas.wires.style == "angled"
    assert first.actions_["wires_angled"].isChecked() and not first.actions_["wires_curved"].isChecked()
    first.close()
    second = open_window()
    assert second.canvas.canvas.wires.style == "angled" and second.actions_["wires_angled"].isChecked()
    assert second.pictures._last().wires == "angled"


def test_a_style_that_nobody_knows_is_the_usual_one(window: Window) -> None:
    window.preferences._store.setValue("wires", "wobbly")
    assert window.preferences.style == STYLES[0]


def test_a_picture_has_the_wires_of_the_canvas(at_dense: Window) -> None:
    at_dense.session.edit(bend(WIRE, [(400.0, 200.0)]))
    pictures = {style: picture(at_dense.session, style) for style in STYLES}
    assert len(set(pictures.values())) == len(STYLES)
    assert pictures["curved"] == rendered(drawing_of(at_dense.session, Choice()), Choice())


def picture(session: Session, style: Style) -> bytes:
    choice = Choice(wires=style)
    return rendered(drawing_of(session, choice), choice)


def test_a_wire_that_is_walked_to_has_the_ring_no_more_at_its_layer(at_dense: Window) -> None:
    canvas = at_dense.canvas.canvas
    QTest.keyClick(at_dense.canvas, Qt.Key.Key_Right)
    assert canvas.overlay.marks.ring is not None
    press(at_dense, "W")
    assert canvas.overlay.marks.ring is None
