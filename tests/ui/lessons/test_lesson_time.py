"""Before Train a lesson says how long it takes here, and one click trains what fits into the minutes left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_training
from designer.training.messages import Forecast
from designer.ui.lessons.lesson_time import LessonTime
from designer.ui.lessons.watched_runs import GUESS_FIRST
from designer.ui.window import Window

EPOCH = 2.0


@pytest.fixture
def timed(playing: Window, qtbot: QtBot) -> LessonTime:
    """The third step of the lesson, which trains for 3 epochs, as on a slow machine."""
    playing.lessons.player.go(2)
    qtbot.waitUntil(lambda: playing.session.snapshot.data is not None)
    return foretold(playing)


def foretold(window: Window) -> LessonTime:
    window.run.ahead.forecast = Forecast(EPOCH, 1_000_000)
    window.run.changed.emit()
    return window.lessons.time


def train_for(window: Window, epochs: int) -> LessonTime:
    window.session.edit(set_training("Epochs", epochs=epochs))
    return foretold(window)


def test_steps_that_do_not_train_say_nothing_of_time(playing: Window, timed: LessonTime) -> None:
    assert timed.isVisibleTo(playing.lessons.panel)
    playing.lessons.player.go(1)
    assert not timed.isVisibleTo(playing.lessons.panel)


def test_the_time_is_said_and_a_short_run_is_left_as_it_is(timed: LessonTime) -> None:
    assert timed.expected.text() == "Training takes about 6.0 s on this machine: 3 epochs."
    assert timed.button.isHidden()


def test_a_run_that_is_long_for_a_lesson_is_offered_shorter(playing: Window, timed: LessonTime) -> None:
    train_for(playing, 500)
    assert "long for a lesson" in timed.why.text()
    assert timed.button.text() == "Train a version that fits (60 epochs)"


def test_minutes_left_are_typed_and_make_less_of_it(
    playing: Window, timed: LessonTime, keyboard_on: Callable[[QWidget], None], qtbot: QtBot
) -> None:
    train_for(playing, 50)
    assert timed.button.isHidden()
    keyboard_on(timed.minutes)
    foretold(playing)
    QTest.keyClicks(timed.minutes, "1")
    QTest.keyClick(timed.minutes, Qt.Key.Key_Return)
    assert "left." in timed.why.text()
    assert "(29 epochs)" in timed.button.text() or "(30 epochs)" in timed.button.text()
    timed.minutes.clear()
    QTest.keyClick(timed.minutes, Qt.Key.Key_Return)
    assert timed.button.isHidden()


def test_one_click_trains_what_fits_once_there_is_a_guess_and_one_step_undoes_it(
    playing: Window, timed: LessonTime
) -> None:
    before = playing.session.design
    train_for(playing, 500)
    long = playing.session.design
    QTest.mouseClick(timed.button, Qt.MouseButton.LeftButton)
    assert playing.status.sentence.text() == GUESS_FIRST
    assert playing.session.design == long
    playing.lessons.player.answer("guess", 1)
    QTest.mouseClick(timed.button, Qt.MouseButton.LeftButton)
    assert playing.session.design.training.epochs == 60
    playing.session.undo()
    assert playing.session.design == long
    playing.session.undo()
    assert playing.session.design == before
