"""Worksheets are PDFs with a sheet for each student and the key at the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QInputDialog

from designer.ui.window import Window


def test_worksheets_are_written_for_a_class(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "class"
    monkeypatch.setattr(QInputDialog, "getInt", lambda *args: (3, True))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(path), ""))
    window.actions_["lesson_sheets"].trigger()
    content = (tmp_path / "class.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") >= 6
    assert window.status.sentence.text() == "Wrote class.pdf: 3 sheets, and the key at its end."


def test_by_hand_is_played_sum_by_sum(window: Window) -> None:
    window.actions_["lesson_by_hand"].trigger()
    player, panel = window.lessons.player, window.lessons.panel
    for asked in panel.asked:
        assert asked.line is not None
        QTest.keyClicks(asked.line, f"{asked.check.number:.2f}")
        QTest.keyClick(asked.line, Qt.Key.Key_Return)
    assert player.passed
    assert panel.next_button.isEnabled()


def test_what_is_too_large_is_told_in_a_sentence(window: Window) -> None:
    window.files.open_example(next(Path(__file__).parents[3].glob("resources/examples/digits.loom")))
    window.actions_["lesson_by_hand"].trigger()
    assert "By hand goes with" in window.status.sentence.text()
    assert window.lessons.player.lesson is None
