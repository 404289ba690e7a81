"""Work is handed in as a file, and the teacher's desk marks a folder of them beside the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from designer.lessons.handin import read_hand_in
from designer.lessons.marking import Marker
from designer.ui.lessons.marking_desk import MarkingDesk
from designer.ui.window import Window


def answer_with(monkeypatch: pytest.MonkeyPatch, dialog: str, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, dialog, lambda *args, **more: (str(path), "") if "File" in dialog else str(path))


def handed_in(window: Window, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, "getSaveFileName", path)
    window.actions_["lesson_hand_in"].trigger()


def rows(desk: MarkingDesk) -> list[list[str]]:
    table = desk.table
    cells = ([table.item(row, at) for at in range(table.columnCount())] for row in range(table.rowCount()))
    return [[item.text() for item in row if item is not None] for row in cells]


def test_work_is_handed_in_and_marked(
    playing: Window, lesson: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "class"
    folder.mkdir()
    handed_in(playing, folder / "me", monkeypatch)
    assert playing.status.sentence.text() == "Wrote me.loomwork. Give it to your teacher."
    assert read_hand_in(folder / "me.loomwork").sealed
    playing.lessons.player.take("Ada")
    playing.session.select([list(playing.session.design.graph.nodes)[-1]])
    playing.palette_panel.kind_chosen.emit("Dense")
    qtbot.waitUntil(lambda: playing.lessons.player.passed)
    handed_in(playing, folder / "ada.loomwork", monkeypatch)
    (folder / "broken.loomwork").write_bytes(b"{}")

    desk = MarkingDesk([lesson.parent])
    qtbot.addWidget(desk)
    desk.show()
    answer_with(monkeypatch, "getExistingDirectory", folder)
    QTest.mouseClick(desk.choose_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.table_button.isEnabled, timeout=180_000)
    ada, broken, me = rows(desk)
    assert ada[:3] == ["Ada", "Two layers", "1 of 3"]
    assert "damaged" in broken[-1]
    assert me[2] == "0 of 3"
    assert "Draw" in me[-1]
    assert "1 × Draw: There is 1 Dense layer" in desk.mistakes.text()

    answer_with(monkeypatch, "getSaveFileName", tmp_path / "marks")
    QTest.mouseClick(desk.table_button, Qt.MouseButton.LeftButton)
    assert "Ada" in (tmp_path / "marks.csv").read_text(encoding="utf-8")


def test_an_empty_folder_says_so(qtbot: QtBot, tmp_path: Path, lesson: Path) -> None:
    desk = MarkingDesk([lesson.parent])
    qtbot.addWidget(desk)
    desk.mark(tmp_path / "two-layers")
    qtbot.waitUntil(lambda: "There is no .loomwork file" in desk.folder.text())


def test_a_desk_that_is_closed_waits_for_nobody(
    qtbot: QtBot, tmp_path: Path, lesson: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, go_on = threading.Event(), threading.Event()

    def slowly(self: Marker, paths: object) -> Iterator[object]:
        reading.set()
        go_on.wait(30)
        yield from ()

    monkeypatch.setattr(Marker, "marks", slowly)
    desk = MarkingDesk([lesson.parent])
    qtbot.addWidget(desk)
    desk.mark(tmp_path)
    marking = desk._marking
    assert marking is not None
    assert reading.wait(10)
    desk.close()
    assert marking.going  # and the window went on
    go_on.set()
    qtbot.waitUntil(lambda: not marking.going)
