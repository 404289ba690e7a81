"""What is written is never lost: it is asked about, kept, offered again, and no other's work is written over in silence."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from designer.lessons import open_lesson
from designer.lessons.opening import PACKED, pack
from designer.ui.lessons.writing.writer import Writer
from designer.ui.window import Window
from tests.ui.lessons.writing.conftest import TEXT, Meet, answer_with, press, trigger
from tests.ui.person import LEFT

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def type_more(writer: Writer) -> None:
    writer.text.go_to(7)
    QTest.keyClicks(writer.text, "More. ")


def test_saving_writes_the_file_and_says_so(writer: Writer, lesson: Path) -> None:
    type_more(writer)
    assert writer.isWindowModified()
    QTest.keyClick(writer.text, KEY.Key_S, CTRL)
    assert lesson.read_text(encoding="utf-8") == TEXT.replace("What comes", "More. What comes")
    assert not writer.isWindowModified()
    assert writer.statusBar().currentMessage() == "Saved lesson.md in two-layers."


@pytest.mark.parametrize(
    ("answer", "closes", "saved"), [("Save", True, True), ("Don't save", True, False), ("Cancel", False, False)]
)
def test_closing_asks_about_changes(
    writer: Writer, lesson: Path, meet: Meet, answer: str, closes: bool, saved: bool
) -> None:
    type_more(writer)
    meet(press(answer))
    writer.close()
    assert writer.isVisible() is not closes
    assert ("More." in lesson.read_text(encoding="utf-8")) is saved
    assert bool(writer.keeping.left_behind()) is False


def test_closing_without_changes_asks_nothing(writer: Writer) -> None:
    writer.close()
    assert not writer.isVisible()


def test_what_was_not_saved_is_offered_after_a_crash(
    writer: Writer, window: Window, open_window: Callable[..., Window], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_more(writer)
    written = writer.manuscript.text
    window.close()  # as when the application goes: nobody is asked
    again = open_window()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args, **more: ("", ""))
    desk = again.lessons.writing
    other = desk._shown()
    assert other.filing.strip.isVisible()
    assert "Two layers" in other.filing.strip.text.text()
    QTest.mouseClick(other.filing.strip.go_on_button, LEFT)
    assert other.manuscript.text == other.text.toPlainText() == written
    assert other.manuscript.dirty
    assert other.manuscript.path == writer.manuscript.path
    assert not other.filing.strip.isVisible()


def test_what_was_kept_says_that_its_file_was_written_since(
    writer: Writer, window: Window, lesson: Path, open_window: Callable[..., Window]
) -> None:
    type_more(writer)
    window.close()
    lesson.write_text(TEXT.replace("Draw", "Paint"), encoding="utf-8")
    os.utime(lesson, (time.time() + 5, time.time() + 5))
    other = open_window().lessons.writing._shown()
    QTest.mouseClick(other.filing.strip.go_on_button, LEFT)
    assert "More." in other.text.toPlainText()
    assert other.file_strip.isVisible()
    assert other.guard.objection(lesson), "saving asks before it writes over what another wrote"


def test_what_is_dropped_stays_kept_until_another_lesson_is_there(
    writer: Writer, window: Window, tmp_path: Path, meet: Meet, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    type_more(writer)
    kept = tmp_path / "home" / "writing"
    qtbot.waitUntil(lambda: len(list(kept.glob("*.work"))) == 1)
    (tmp_path / "strange.md").write_bytes(b"\xff\xfe\x00")
    answer_with(monkeypatch, tmp_path / "strange.md")
    meet(press("Don't save"))
    window.actions_["lesson_edit"].trigger()
    assert "More." in writer.text.toPlainText()
    assert len(list(kept.glob("*.work"))) == 1, "a crash now would lose it"


def test_another_programs_change_is_told_and_not_written_over(
    writer: Writer, lesson: Path, qtbot: QtBot, meet: Meet
) -> None:
    type_more(writer)
    lesson.write_text(TEXT.replace("Draw", "Paint"), encoding="utf-8")
    qtbot.waitUntil(writer.file_strip.isVisible)
    meet(press("Cancel"))
    QTest.keyClick(writer.text, KEY.Key_S, CTRL)
    assert "Paint" in lesson.read_text(encoding="utf-8")
    QTest.mouseClick(writer.file_strip.take_button, LEFT)
    assert "## Paint" in writer.text.toPlainText()
    assert not writer.manuscript.dirty
    assert not writer.file_strip.isVisible()
    QTest.keyClick(writer.text, KEY.Key_Z, CTRL)
    assert "More." in writer.text.toPlainText(), "undo brings back what was here"


def test_a_lesson_saved_elsewhere_takes_its_files_along(
    writer: Writer, lesson: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (lesson.parent / "pictures").mkdir()
    (lesson.parent / "pictures" / "hill.png").write_bytes(b"png")
    answer_with(monkeypatch, tmp_path / "other")
    trigger(writer, "save_as")
    assert (tmp_path / "other" / "pictures" / "hill.png").read_bytes() == b"png"
    assert writer.manuscript.path == tmp_path / "other" / "lesson.md"
    answer_with(monkeypatch, lesson.parent)
    trigger(writer, "save_as")
    assert writer.statusBar().currentMessage().startswith("There is a lesson in two-layers already.")


def test_a_packed_lesson_is_changed_as_a_copy(
    writer: Writer, lesson: Path, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / f"given{PACKED}"
    (lesson.parent / "hill.png").write_bytes(b"png")
    pack(lesson.parent, packed)
    before = packed.read_bytes()
    answer_with(monkeypatch, packed)
    window.actions_["lesson_edit"].trigger()
    assert writer.manuscript.path is None
    type_more(writer)
    answer_with(monkeypatch, tmp_path / "mine")
    QTest.keyClick(writer.text, KEY.Key_S, CTRL)
    assert (tmp_path / "mine" / "hill.png").is_file()
    assert "More." in open_lesson(tmp_path / "mine").lesson.opening
    assert packed.read_bytes() == before


def test_a_lesson_without_a_folder_of_its_own_is_not_packed(
    writer: Writer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_with(monkeypatch, tmp_path / "alone.md")
    trigger(writer, "save_as")
    trigger(writer, "pack")
    assert "Save it in a folder of its own first" in writer.statusBar().currentMessage()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a" * 1_300_000], ids=["no text", "too long"])
def test_what_is_no_lesson_is_said_and_changes_nothing(writer: Writer, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "strange.md"
    path.write_bytes(content)
    assert not writer.filing.open(path)
    assert writer.manuscript.text == TEXT
    assert "strange.md is" in writer.statusBar().currentMessage()


def test_a_disk_that_is_full_leaves_the_text_unsaved(
    writer: Writer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    type_more(writer)
    (tmp_path / "file").write_text("")
    answer_with(monkeypatch, tmp_path / "file" / "below")
    trigger(writer, "save_as")
    assert "Cannot make" in writer.statusBar().currentMessage()
    assert writer.manuscript.dirty
