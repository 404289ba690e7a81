"""In the dialog in which a lesson is chosen, a learner's progress is exported and imported, and nobody is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from designer.lessons.carrying import read_progress, write_progress
from designer.lessons.progress import Done, Learner, Learners
from designer.lessons.shelf import shelf
from designer.ui.lessons import room
from designer.ui.lessons.course import Course
from designer.ui.window import Window
from tests.ui.lessons.test_marking_desk import answer_with

FIRST = shelf()[0].name
ADA = Learner("Ada").told(FIRST, Done(step=1, passed=(0,)))


@pytest.fixture
def learners(tmp_path: Path) -> Learners:
    return Learners(tmp_path / "learners")


@pytest.fixture
def open_course(learners: Learners, qtbot: QtBot) -> Callable[..., Course]:
    def open(learner: Learner) -> Course:
        course = Course([shelf()[0].path], learners, learner)
        qtbot.addWidget(course, before_close_func=lambda course: course.carrying.stop())
        course.show()
        return course

    return open


def press(button: QPushButton) -> None:
    """By the keyboard, as who has no mouse."""
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_progress_goes_out_and_comes_in_elsewhere(
    open_course: Callable[..., Course],
    learners: Learners,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    course = open_course(ADA)
    answer_with(monkeypatch, "getSaveFileName", tmp_path / "ada")
    press(course.carrying.export_button)
    qtbot.waitUntil(lambda: course.carrying.told.text().startswith("Wrote ada.loomprogress."))
    assert read_progress(tmp_path / "ada.loomprogress") == ADA

    other = open_course(Learner())
    answer_with(monkeypatch, "getOpenFileName", tmp_path / "ada.loomprogress")
    press(other.carrying.import_button)
    qtbot.waitUntil(lambda: other.learner == "Ada")
    assert other.carrying.told.text() == "“Ada” was added."
    assert "1/" in other.list.item(0).text()
    assert learners.load("Ada") == ADA


def test_who_has_the_name_stays_and_who_comes_has_another(
    open_course: Callable[..., Course],
    learners: Learners,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_progress(tmp_path / "ada.loomprogress", ADA)
    here = Learner("Ada").told(FIRST, Done(step=2, passed=(0, 1)))
    course = open_course(here)  # who may not be written yet
    answer_with(monkeypatch, "getOpenFileName", tmp_path / "ada.loomprogress")
    QTest.mouseClick(course.carrying.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: course.learner == "Ada 2")
    assert course.carrying.told.text() == "Somebody here is called “Ada”, so “Ada 2” was added."
    assert learners.names() == ["Ada 2"]


def test_a_file_that_is_wrong_or_there_already_is_told_in_a_sentence(
    open_course: Callable[..., Course],
    learners: Learners,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "a.loomprogress").write_bytes(b"{")
    course = open_course(ADA)
    answer_with(monkeypatch, "getOpenFileName", tmp_path / "a.loomprogress")
    press(course.carrying.import_button)
    qtbot.waitUntil(lambda: "a.loomprogress is damaged" in course.carrying.told.text())
    answer_with(monkeypatch, "getSaveFileName", tmp_path / "a")
    press(course.carrying.export_button)
    qtbot.waitUntil(lambda: "There is a file a.loomprogress already" in course.carrying.told.text())
    assert (tmp_path / "a.loomprogress").read_bytes() == b"{"
    assert learners.names() == []


def test_enter_in_the_dialog_begins_the_lesson_and_exports_nothing(
    open_course: Callable[..., Course], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = open_course(ADA)
    asked: list[str] = []
    monkeypatch.setattr(course.carrying, "export", lambda learner: asked.append(learner.name))
    QTest.keyClick(course.list, Qt.Key.Key_Return)
    assert course.result() == Course.DialogCode.Accepted
    assert not asked


def test_what_is_brought_for_who_gave_no_name_is_theirs_even_if_no_lesson_is_chosen(
    window: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_progress(tmp_path / "me.loomprogress", Learner("Me", ADA.lessons))
    answer_with(monkeypatch, "getOpenFileName", tmp_path / "me.loomprogress")

    def bring_and_cancel(course: Course) -> int:
        press(course.carrying.import_button)
        qtbot.waitUntil(lambda: bool(course.carrying.told.text()))
        course.reject()
        return course.result()

    monkeypatch.setattr(room.Course, "exec", bring_and_cancel)
    assert window.lessons.player.learner.lessons == {}
    window.actions_["lessons"].trigger()
    assert window.lessons.player.learner == Learner("Me", ADA.lessons)


def test_who_learned_last_begins_in_the_next_window(open_window: Callable[..., Window], tmp_path: Path) -> None:
    learners = Learners(tmp_path / "home" / "learners")
    learners.save(ADA)
    learners.begin("Ada")
    assert open_window().lessons.player.learner == ADA
