"""Wires in a whole window: in the style that was chosen, there and in pictures."""

from __future__ import annotations

from collections.abc import Callable

from designer.graph.design import Wire
from designer.graph.layout_edits import bend
from designer.picturing import Choice
from designer.ui.canvas.wire_shapes import STYLES, Style
from designer.ui.pictures.rendering import rendered
from designer.ui.pictures.subjects import drawing_of
from designer.ui.session import Session
from designer.ui.window import Window

WIRE = Wire("n2", "n3")


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


def test_a_picture_has_the_wires_of_the_canvas(window: Window) -> None:
    window.session.edit(bend(WIRE, [(400.0, 200.0)]))
    pictures = {style: picture(window.session, style) for style in STYLES}
    assert len(set(pictures.values())) == len(STYLES)
    assert pictures["curved"] == rendered(drawing_of(window.session, Choice()), Choice())


def picture(session: Session, style: Style) -> bytes:
    choice = Choice(wires=style)
    return rendered(drawing_of(session, choice), choice)
