"""Panels by keyboard: shown, entered, left and walked; none so large that the window leaves the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from designer.ui.action_button import ActionButton
from designer.ui.placing import within
from designer.ui.shortcuts import _groups
from designer.ui.window import Window
from designer.ui.worker_link import CRASHED, READY

Keyboard = Callable[[QWidget], None]


def test_a_panel_is_entered_first_and_hidden_from_within(window: Window, keyboard_on: Keyboard) -> None:
    keyboard_on(window.canvas)
    for name in window.docks.docks:
        window.actions_[f"panel_{name}"].trigger()
        assert window.docks.with_keyboard() == name
        assert name in window.docks.shown()
        window.actions_[f"panel_{name}"].trigger()
        assert name not in window.docks.shown() and window.canvas.hasFocus()


def test_escape_in_a_panel_returns_to_the_canvas(window: Window, qtbot: QtBot, keyboard_on: Keyboard) -> None:
    window.session.select({"n2"})
    for name in ("palette", "inspector", "code", "training", "data"):
        window.docks.enter(name)
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Escape)
        assert window.canvas.hasFocus(), name


def test_tabs_stand_only_over_panels_that_share_a_place(window: Window, qtbot: QtBot) -> None:
    def bars() -> list[int]:
        children = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [bar.count() for bar in children if bar.isVisible() and bar.geometry().intersects(window.rect())]

    qtbot.waitUntil(lambda: len(bars()) == 1)
    window.docks.put_away("data")
    qtbot.waitUntil(lambda: bars() == [])
    qtbot.wait(100)  # the panel has its title, and all is laid out
    for bar in window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
        bar.move(0, window.height() // 2)  # as Qt leaves one now and then
    window.docks.docks["data"].visibilityChanged.emit(True)
    qtbot.waitUntil(lambda: bars() == [])
    window.docks.take_back()
    qtbot.waitUntil(lambda: len(bars()) == 1 and bars()[0] > 1)


def test_f6_walks_the_canvas_and_the_panels_one_can_see(window: Window, keyboard_on: Keyboard) -> None:
    keyboard_on(window.canvas)
    walked = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        walked.append(window.docks.with_keyboard())
    assert walked == ["palette", "inspector", "code", "training", ""]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.docks.with_keyboard() == "training"


def test_the_sheet_tells_of_keys_and_gestures_alike() -> None:
    text = " ".join(f"{what} {how}" for _, rows in _groups() for what, how in rows)
    for word in (
        "F6",
        "Esc",
        "C at",
        "rrow keys",
        "Right-click",
        "right button",
        "click one",
        "Alt",
        "Shift+Del",
        "Tab",
    ):
        assert word in text


def test_a_window_is_never_larger_than_its_screen() -> None:
    screen = QRect(0, 30, 1366, 738)
    assert within(QRect(0, 0, 1400, 900), screen) == screen
    assert within(QRect(3000, 2000, 800, 600), screen) == QRect(566, 168, 800, 600)
    assert within(QRect(10, 40, 800, 600), screen) == QRect(10, 40, 800, 600)


def test_with_text_twice_as_large_the_window_fits_a_small_screen(window: Window) -> None:
    # twice the size on 1366x768 is what half of it is at its own size
    room = QSize(683, 384)
    assert window.minimumSizeHint().boundedTo(room) == window.minimumSizeHint()


def test_a_button_that_waits_gives_the_keyboard_to_no_other(window: Window, keyboard_on: Keyboard) -> None:
    step = next(button for button in window.findChildren(ActionButton) if button.text() == "One epoch")
    small = next(b for b in window.training.findChildren(ActionButton) if b.defaultAction().text() == "One &epoch")
    for button, beside in ((step, step.parentWidget()), (small, window.training)):
        keyboard_on(button)
        window.actions_["one_epoch"].setEnabled(False)
        assert beside.hasFocus()
        window.actions_["one_epoch"].setEnabled(True)
        assert button.hasFocus()


def test_what_went_wrong_with_the_engine_is_forgotten_once_it_is_ready(window: Window) -> None:
    window.status.say(CRASHED)
    window.status.show_engine(READY)
    assert not window.status.sentence.text()
    window.status.say("Saved.")
    window.status.show_engine(READY)
    assert window.status.sentence.text() == "Saved."
