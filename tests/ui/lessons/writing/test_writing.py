"""A lesson is written from nothing by forms, tried as a student, held against its own attempts, packed, and played."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QInputDialog
from pytestqt.qtbot import QtBot

from designer.graph.files import load
from designer.lessons import open_lesson
from designer.lessons.opening import PACKED
from designer.ui.lessons.writing.tick_tree import TickTree
from designer.ui.lessons.writing.view_form import ViewForm
from designer.ui.lessons.writing.writer import PROVED, SOUND, Writer
from designer.ui.window import Window
from tests.ui.lessons.writing.conftest import Meet, answer_with, fill, is_read, press, trigger
from tests.ui.person import LEFT

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


def tick(tree: TickTree, word: str) -> None:
    """Tick a row by the keyboard, found by its name."""
    tree.find.setFocus()
    QTest.keyClicks(tree.find, tree.item(word).text(0))
    tree.tree.setCurrentItem(tree.item(word))
    QTest.keyClick(tree.tree, KEY.Key_Space)
    tree.find.clear()


def choose_view(dialog: QDialog) -> None:
    assert isinstance(dialog, ViewForm)
    for name, word in (("panels", "training"), ("palette", "Dense"), ("lock", "data"), ("lock", "Dense.units")):
        tick(dialog.trees[name], word)
    QTest.mouseClick(dialog.ok_button, LEFT)


def test_a_lesson_is_written_from_nothing(
    window: Window, tmp_path: Path, qtbot: QtBot, meet: Meet, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = window.session.design
    meet(fill(title="Lines that bend", summary="It bends."))
    window.actions_["lesson_new"].trigger()
    writer = window.lessons.writing.writer
    assert writer is not None
    assert writer.manuscript.text.startswith("---\ntitle: Lines that bend\nname: lines-that-bend\n")

    writer.text.go_to(writer.text.blockCount() - 1)
    QTest.keyClick(writer.text, KEY.Key_End)
    QTest.keyClicks(writer.text, " Count them.")
    meet(fill(ask="How many?", number="2"))
    trigger(writer, "answer")
    trigger(writer, "hint")
    QTest.keyClicks(writer.text, "Look at the canvas.")  # over the words that are selected
    qtbot.waitUntil(lambda: is_read(writer))
    trigger(writer, "solution")
    qtbot.waitUntil(lambda: is_read(writer))
    trigger(writer, "wrong")

    QTest.keyClick(writer.text, KEY.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    answer_with(monkeypatch, tmp_path / "course")
    trigger(writer, "start")
    meet(choose_view)
    trigger(writer, "view")
    meet(fill(of="Dense", exactly="2"))
    trigger(writer, "layers")
    QImage(8, 8, QImage.Format.Format_RGB32).save(str(tmp_path / "a view.png"))
    answer_with(monkeypatch, tmp_path / "a view.png")
    monkeypatch.setattr(QInputDialog, "getText", lambda *args, **more: ("A hill", True))
    trigger(writer, "picture")
    qtbot.waitUntil(lambda: is_read(writer))
    trigger(writer, "solution")
    qtbot.waitUntil(lambda: "file: solution.loom" in writer.manuscript.text)
    for line in ("", "```wrong layers", "code: keras.Sequential([keras.Input((2,))])", "```"):
        QTest.keyClick(writer.text, KEY.Key_Return)
        QTest.keyClicks(writer.text, line)
        writer.text.completion.hide()
    qtbot.waitUntil(lambda: is_read(writer) and writer.faults.said.text() == SOUND)
    QTest.keyClick(writer.text, KEY.Key_F7)
    qtbot.waitUntil(lambda: writer.faults.said.text() == PROVED, timeout=180_000)

    answer_with(monkeypatch, tmp_path / "given")
    trigger(writer, "pack")
    packed = tmp_path / f"given{PACKED}"
    qtbot.waitUntil(packed.is_file)
    qtbot.waitUntil(lambda: "Packed 4 files" in writer.statusBar().currentMessage())
    assert not writer.manuscript.dirty
    written = open_lesson(packed)
    assert not written.faults
    assert [step.title for step in written.lesson.steps] == ["First step", "New step"]
    first, second = written.lesson.steps
    assert first.hints == ("Look at the canvas.",)
    assert second.view.lock == ("data", "Dense.units")
    assert "![A hill](a-view.png)" in second.text
    assert load(written.file("start.loom")).graph == before.graph
    writer.close()
    assert window.lessons.open(packed)


def test_the_steps_go_elsewhere_by_keys_and_buttons_and_undo_brings_them_back(writer: Writer) -> None:
    before = writer.manuscript.text
    writer.text.go_to(12)
    QTest.keyClick(writer.text, KEY.Key_Down, ALT)
    titles = [step.title for step in writer._outline.steps]
    assert titles == ["Answer", "Draw"]
    assert writer.step_list.list.currentRow() == 2
    QTest.keyClick(writer.text, KEY.Key_D, CTRL)
    assert [step.title for step in writer._outline.steps] == ["Answer", "Draw", "Draw"]
    QTest.keyClick(writer.text, KEY.Key_Delete, CTRL)
    for _ in range(3):
        QTest.keyClick(writer.text, KEY.Key_Z, CTRL)
    assert writer.manuscript.text == before
    assert not writer.manuscript.dirty


def test_choosing_a_step_leads_to_its_text_and_shows_it(writer: Writer, qtbot: QtBot) -> None:
    row = writer.step_list.list.visualItemRect(writer.step_list.list.item(2))
    QTest.mouseClick(writer.step_list.list.viewport(), LEFT, pos=row.center())
    assert writer.text.textCursor().block().text() == "## Answer"
    qtbot.waitUntil(lambda: "Answer" in writer.preview.text.toPlainText())
    QTest.keyClick(writer.step_list.list, KEY.Key_Up)
    assert writer.text.textCursor().block().text() == "## Draw"
    assert "Put a second Dense layer" in writer.preview.text.toPlainText()


def test_a_fault_is_marked_while_one_types_and_a_click_leads_to_it(writer: Writer, qtbot: QtBot) -> None:
    writer.text.go_to(19)
    QTest.keyClick(writer.text, KEY.Key_End)
    QTest.keyClicks(writer.text, "x")
    qtbot.waitUntil(lambda: writer.faults.list.count() == 1)
    assert "'Densex'" in writer.faults.list.item(0).text()
    assert writer.text.marks.fault_at(writer.faults.list.item(0).data(Qt.ItemDataRole.UserRole)) is not None
    writer.text.go_to(1)
    place = writer.faults.list.visualItemRect(writer.faults.list.item(0)).center()
    QTest.mouseClick(writer.faults.list.viewport(), LEFT, pos=place)
    assert writer.text.line == 17, "where the check begins"
    QTest.keyClick(writer.text, KEY.Key_Z, CTRL)
    qtbot.waitUntil(lambda: writer.faults.said.text() == SOUND)


def test_validating_says_what_no_attempt_shows(writer: Writer, qtbot: QtBot) -> None:
    QTest.keyClick(writer.text, KEY.Key_F7)
    qtbot.waitUntil(lambda: writer.faults.list.count() == 4, timeout=180_000)
    assert writer.faults.list.item(0).text().startswith("Line 9: Expected a solution")
    writer.text.go_to(7)
    QTest.keyClicks(writer.text, "More. ")
    qtbot.waitUntil(lambda: writer.faults.said.text() == SOUND)


def test_a_piece_is_changed_where_it_stands(writer: Writer, meet: Meet, qtbot: QtBot) -> None:
    writer.text.go_to(18)
    meet(fill(say="Two of them"))
    QTest.keyClick(writer.text, KEY.Key_F2)
    assert "```check layers\nname: two\nexactly: 2\nof: [Dense]\nsay: Two of them\n```" in writer.manuscript.text
    qtbot.waitUntil(writer.isActiveWindow)
    writer.text.go_to(3)
    meet(fill(author="Ada"))
    QTest.keyClick(writer.text, KEY.Key_F2)
    assert "author: Ada\n---\n\nWhat comes first." in writer.manuscript.text
    qtbot.waitUntil(lambda: is_read(writer) and not writer.reading.looked.faults)  # type: ignore[union-attr]


def test_a_form_that_is_cancelled_changes_nothing(writer: Writer, meet: Meet) -> None:
    before = writer.manuscript.text
    for id in ("layers", "view", "front"):
        meet(press("Cancel"))
        trigger(writer, id)
    assert writer.manuscript.text == before


def test_words_that_fit_are_offered_within_blocks_and_not_in_prose(writer: Writer) -> None:
    writer.text.go_to(11)
    QTest.keyClick(writer.text, KEY.Key_End)
    QTest.keyClicks(writer.text, " at")
    assert not writer.text.completion.shown
    writer.text.go_to(18)
    QTest.keyClick(writer.text, KEY.Key_End)
    QTest.keyClick(writer.text, KEY.Key_Return)
    QTest.keyClicks(writer.text, "at_l")
    assert writer.text.completion.shown
    QTest.keyClick(writer.text.completion.completer.popup(), KEY.Key_Return)
    assert writer.text.textCursor().block().text() == "at_least: "
