"""Two windows on one file, and a file that changes behind the window: nothing is overwritten in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import rename
from designer.graph.files import load, save
from designer.ui import file_commands
from designer.ui.window import Window

Opened = Callable[..., Window]


@pytest.fixture
def file(tmp_path: Path, starter: Design) -> Path:
    save(tmp_path / "mine.loom", starter)
    return tmp_path / "mine.loom"


def named(design: Design, name: str) -> Design:
    node = next(node for node in design.graph.nodes.values() if node.kind == "Dense")
    return rename(node, name).change(design)


def call_it(window: Window, name: str) -> None:
    window.session.edit(rename(next(n for n in window.session.design.graph.nodes.values() if n.kind == "Dense"), name))


def answering(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    asked: list[str] = []

    def ask(objection: str, window: object) -> str:
        asked.append(objection)
        return answer

    monkeypatch.setattr(file_commands, "ask_to_overwrite", ask)
    return asked


def test_the_second_window_on_a_file_is_told(open_window: Opened, file: Path) -> None:
    first, second = open_window(file), open_window(file)
    assert first.centre.file.isHidden()
    assert second.centre.file.isVisible() and "open in another window" in second.centre.file.text.text()
    first.close()
    third = open_window(file)
    assert third.centre.file.isHidden(), "a window that is closed has it no more"


def test_of_two_windows_neither_overwrites_the_other_in_silence(
    open_window: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "cancel")
    first, second = open_window(file), open_window(file)
    call_it(first, "of_the_first")
    call_it(second, "of_the_second")
    assert first.files.save() and not asked
    assert not second.files.save() and "changed by another window" in asked[0]
    assert load(file) == first.session.design and second.session.dirty
    answering(monkeypatch, "overwrite")
    assert second.files.save()
    assert load(file) == second.session.design
    assert load(file.with_name("mine.loom.bak")) == first.session.design


def test_instead_of_overwriting_one_can_save_under_another_name(
    open_window: Opened, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, "elsewhere")
    window = open_window(file)
    save(file, named(load(file), "of_another_program"))
    call_it(window, "mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "other.loom"), ""))
    assert window.files.save()
    assert window.session.path == tmp_path / "other.loom" and load(tmp_path / "other.loom") == window.session.design
    call_it(window, "mine_again")
    assert window.files.save(), "the new file is watched instead of the old one"


def test_a_file_changed_behind_the_window_is_noticed_and_can_be_taken_and_undone(
    open_window: Opened, file: Path, qtbot: QtBot
) -> None:
    window = open_window(file)
    call_it(window, "mine")
    mine = window.session.design
    theirs = named(load(file), "of_another_program")
    save(file, theirs)
    strip = window.centre.file
    qtbot.waitUntil(strip.isVisible)
    assert "changed by another" in strip.text.text()
    QTest.mouseClick(strip.take_button, Qt.MouseButton.LeftButton)
    assert window.session.design == theirs and not window.session.dirty and strip.isHidden()
    assert window.files.save()
    window.session.undo()
    assert window.session.design == mine and window.session.dirty


def test_saving_here_is_no_change_behind_the_window(open_window: Opened, file: Path, qtbot: QtBot) -> None:
    window = open_window(file)
    for name in ("one", "two"):
        call_it(window, name)
        assert window.files.save()
        qtbot.wait(500)
        assert window.centre.file.isHidden()


def test_a_file_that_is_deleted_is_told_of_and_comes_back_by_saving(
    open_window: Opened, file: Path, qtbot: QtBot
) -> None:
    window = open_window(file)
    file.unlink()
    qtbot.waitUntil(window.centre.file.isVisible)
    assert "moved or deleted" in window.centre.file.text.text()
    assert window.files.save() and load(file) == window.session.design
    assert window.centre.file.isHidden()


def test_the_strip_goes_by_key_and_the_canvas_has_the_keyboard_again(
    open_window: Opened, file: Path, qtbot: QtBot, keyboard_on: Callable[..., None]
) -> None:
    window = open_window(file)
    save(file, named(load(file), "of_another_program"))
    strip = window.centre.file
    qtbot.waitUntil(strip.isVisible)
    keyboard_on(strip.keep_button)
    QTest.keyClick(strip.keep_button, Qt.Key.Key_Escape)
    assert strip.isHidden()
    qtbot.waitUntil(window.canvas.hasFocus)


def test_work_that_comes_back_does_not_overwrite_what_was_written_meanwhile(
    open_window: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "cancel")
    window = open_window(file)
    call_it(window, "mine")
    window.close()
    theirs = named(load(file), "of_another_program")
    save(file, theirs)
    again = open_window()
    assert again.session.path == file and again.session.dirty and again.centre.file.isVisible()
    assert not again.files.save() and asked and load(file) == theirs


def test_work_that_is_in_its_file_already_comes_back_saved(open_window: Opened, file: Path) -> None:
    window = open_window(file)
    call_it(window, "mine")
    window.close()
    save(file, window.session.design)  # as if the window was killed between writing the file and the work
    again = open_window()
    assert again.session.design == window.session.design and not again.session.dirty
    assert again.centre.file.isHidden()


def test_what_was_told_and_put_away_is_not_told_again(open_window: Opened, file: Path, qtbot: QtBot) -> None:
    window = open_window(file)
    save(file, named(load(file), "of_another_program"))
    strip = window.centre.file
    qtbot.waitUntil(strip.isVisible)
    QTest.mouseClick(strip.keep_button, Qt.MouseButton.LeftButton)
    file.with_name("something_else.txt").write_text("")
    qtbot.wait(600)
    assert strip.isHidden()


def test_a_file_that_is_moved_away_and_back_is_as_it_was(open_window: Opened, file: Path, qtbot: QtBot) -> None:
    window = open_window(file)
    file.rename(file.with_name("away.loom"))
    qtbot.waitUntil(window.centre.file.isVisible)
    file.with_name("away.loom").rename(file)
    qtbot.waitUntil(window.centre.file.isHidden)


def test_saving_over_its_own_file_by_its_other_name_asks_nothing(
    open_window: Opened, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, "cancel")
    monkeypatch.chdir(file.parent)
    window = open_window(Path(file.name))
    call_it(window, "mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(file), ""))
    assert window.files.save_as() and not asked
    assert window.session.path == file
