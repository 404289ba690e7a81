"""A teacher's own lesson is marked in the window: it lies among what was handed in, or is added."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from designer.lessons.opening import pack
from designer.ui.lessons.marking_desk import MarkingDesk
from designer.ui.window import Window
from tests.ui.lessons.test_marking_desk import answer_with, handed_in, rows

LONG = 180_000


@pytest.fixture
def handed(playing: Window, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the work of two on the lesson that is no part of the course; the first step of one passes."""
    folder = tmp_path / "class"
    folder.mkdir()
    handed_in(playing, folder / "me.loomwork", monkeypatch)
    playing.lessons.player.take("Ada")
    playing.session.select([list(playing.session.design.graph.nodes)[-1]])
    playing.palette_panel.kind_chosen.emit("Dense")
    qtbot.waitUntil(lambda: playing.lessons.player.passed)
    handed_in(playing, folder / "ada.loomwork", monkeypatch)
    return folder


@pytest.fixture
def desk(playing: Window) -> MarkingDesk:
    """The desk as the window opens it, which knows the course."""
    playing.actions_["lesson_mark"].trigger()
    desk = playing.lessons._desk
    assert desk is not None
    return desk


def mark(desk: MarkingDesk, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, "getExistingDirectory", folder)
    QTest.mouseClick(desk.choose_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.table_button.isEnabled, timeout=LONG)


def passed(desk: MarkingDesk) -> dict[str, str]:
    return {row[0]: row[2] for row in rows(desk)}


def test_a_lesson_that_lies_in_the_folder_is_marked(
    handed: Path, desk: MarkingDesk, lesson: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(lesson.parent, handed / "monday.loomlesson")
    (handed / "torn.loomlesson").write_bytes(b"PK")
    mark(desk, handed, qtbot, monkeypatch)
    assert passed(desk) == {"Ada": "1 of 3", "Me": "0 of 3"}
    known, torn = desk.own.told.text().splitlines()
    assert known == "Lessons of your own that are known: “Two layers”."
    assert torn.startswith("torn.loomlesson is damaged")


def test_a_lesson_that_is_added_is_marked_at_once_and_stays_known(
    handed: Path, desk: MarkingDesk, lesson: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark(desk, handed, qtbot, monkeypatch)
    assert passed(desk) == {"Ada": "", "Me": ""}
    assert all("Add that lesson" in row[-1] for row in rows(desk))
    answer_with(monkeypatch, "getOpenFileName", lesson)
    QTest.keyClick(desk.own.button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: passed(desk) == {"Ada": "1 of 3", "Me": "0 of 3"}, timeout=LONG)
    qtbot.waitUntil(desk.table_button.isEnabled, timeout=LONG)
    other = tmp_path / "other"
    other.mkdir()
    (handed / "ada.loomwork").rename(other / "ada.loomwork")
    mark(desk, other, qtbot, monkeypatch)
    assert passed(desk) == {"Ada": "1 of 3"}
    assert "“Two layers”" in desk.own.told.text()


def test_what_is_no_lesson_is_refused_in_a_sentence(
    desk: MarkingDesk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "notes.md").write_text("Bread, milk", encoding="utf-8")
    answer_with(monkeypatch, "getOpenFileName", tmp_path / "notes.md")
    QTest.mouseClick(desk.own.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "notes.md is no lesson" in desk.own.told.text())
    assert desk.own.added == []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: ("", ""))
    QTest.mouseClick(desk.own.button, Qt.MouseButton.LeftButton)
    assert desk.own.added == []
