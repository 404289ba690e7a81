"""The mode for a projector: what it changes, and that leaving puts it all back, however one leaves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.lessons.shelf import shelf
from designer.ui.parts import Title
from designer.ui.theme import themes
from designer.ui.window import Window

Key = Qt.Key
Keyboard = Callable[[QWidget], None]


@pytest.fixture
def room(open_window: Callable[..., Window], keyboard_on: Keyboard, qtbot: QtBot) -> Window:
    """A large window, whose panels have found their places, with the keyboard on the canvas."""
    window = open_window()
    window.resize(1400, 900)
    window.docks.reset()
    qtbot.wait(50)
    keyboard_on(window.canvas)
    return window


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def panels(window: Window) -> dict[str, QRect | None]:
    """Where each panel is that is open; those behind a tab lie nowhere."""
    docks = window.docks
    return {name: docks.docks[name].geometry() if docks.in_front(name) else None for name in sorted(docks.shown())}


def type_of(window: Window) -> list[float]:
    parts = (window.canvas, window.inspector, window.status, *window.findChildren(Title))
    return [QApplication.font().pointSizeF(), window.canvas.camera.scale, *(part.font().pointSizeF() for part in parts)]


def test_f11_gives_the_whole_screen_to_a_larger_canvas(room: Window) -> None:
    before, scale = QApplication.font().pointSizeF(), room.canvas.camera.scale
    press(Key.Key_F11)
    assert room.isFullScreen() and room.presenting.on
    assert room.docks.shown() == frozenset()
    assert QApplication.font().pointSizeF() == pytest.approx(1.5 * before)
    assert room.status.font().pointSizeF() == pytest.approx(1.5 * before)
    assert room.canvas.camera.scale > scale
    assert room.actions_["present"].isChecked()


@pytest.mark.parametrize("key", (Key.Key_F11, Key.Key_Escape))
@pytest.mark.parametrize("theme", ("light", "dark"))
def test_leaving_puts_everything_back(room: Window, qtbot: QtBot, key: Qt.Key, theme: str) -> None:
    themes().choose(theme)
    qtbot.wait(20)
    room.session.select({"n2"})
    room.session.select(())
    before, looks, place, state = panels(room), type_of(room), room.geometry(), room.windowState()
    sheet, front = QApplication.instance().styleSheet(), room.docks.in_front("training")  # type: ignore[union-attr]
    press(Key.Key_F11)
    room.docks.bring_up("problems")
    room.canvas.setFocus()
    press(key)
    qtbot.waitUntil(lambda: panels(room) == before)
    assert not room.presenting.on
    assert type_of(room) == pytest.approx(looks)
    assert (room.geometry(), room.windowState()) == (place, state)
    assert QApplication.instance().styleSheet() == sheet  # type: ignore[union-attr]
    assert room.docks.in_front("training") is front


def test_a_view_somebody_chose_comes_back(room: Window, qtbot: QtBot) -> None:
    room.canvas.zoom_in()
    room.canvas.zoom_in()
    zoom, middle = room.canvas.camera.zoom, room.canvas.camera.middle()
    press(Key.Key_F11)
    press(Key.Key_F11)
    qtbot.wait(20)
    assert room.canvas.camera.zoom == pytest.approx(zoom)
    assert (room.canvas.camera.middle() - middle).manhattanLength() < 5


def test_escape_first_does_what_it_does_elsewhere(room: Window) -> None:
    press(Key.Key_F11)
    room.session.select({"n2"})
    press(Key.Key_Escape)
    assert not room.session.selection and room.presenting.on
    press(Key.Key_Escape)
    assert not room.presenting.on


def test_each_panel_is_one_key_away(room: Window) -> None:
    press(Key.Key_F11)
    QTest.keySequence(room.canvas, "Alt+5")
    assert room.docks.shown() == {"problems"} and room.docks.with_keyboard() == "problems"
    press(Key.Key_Escape)
    assert room.canvas.hasFocus() and room.presenting.on


def test_a_window_closed_in_the_mode_opens_as_it_was_before(open_window: Callable[..., Window], qtbot: QtBot) -> None:
    window = open_window()
    window.resize(1400, 900)
    window.docks.docks["runs"].hide()
    shown, place, points = window.docks.shown(), window.saveGeometry(), QApplication.font().pointSizeF()
    window.actions_["present"].trigger()
    window.close()
    assert QApplication.font().pointSizeF() == points
    again = open_window()
    assert not again.isFullScreen() and not again.presenting.on
    assert again.docks.shown() == shown
    assert again.preferences.geometry == place


def test_a_lesson_stays_beside_the_canvas_and_its_end_leaves_no_trace(room: Window, qtbot: QtBot) -> None:
    before = room.docks.shown()
    room.actions_["present"].trigger()
    room.lessons.open(next(iter(shelf())).path)
    assert "lesson" in room.docks.shown()
    room.actions_["present"].trigger()
    assert "lesson" in room.docks.shown() and before <= room.docks.shown()
    room.lessons.leave()
    assert room.docks.shown() == before


def test_a_lesson_that_is_on_is_all_that_stays(room: Window) -> None:
    room.lessons.open(next(iter(shelf())).path)
    before = room.docks.shown()
    room.actions_["present"].trigger()
    assert room.docks.shown() == {"lesson"}
    room.actions_["present"].trigger()
    assert room.docks.shown() == before
