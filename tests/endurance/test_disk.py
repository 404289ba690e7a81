"""A disk that fails at any step of saving or of autosave: the old file is whole, a sentence says so, nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.files import load, save
from designer.ui.window import Window
from tests.endurance.disk import call_it, saving_faults
from tests.endurance.failing_disk import CODES, Disk, failing
from tests.ui.conftest import keyboard_on, open_window, qt_warnings, starter

__all__ = ["keyboard_on", "open_window", "qt_warnings", "starter"]

Opened = Callable[..., Window]


@pytest.fixture
def folder(tmp_path: Path, starter: Design) -> Path:
    (tmp_path / "stick").mkdir()
    save(tmp_path / "stick" / "mine.loom", starter)
    return tmp_path / "stick"


def test_no_failing_step_of_saving_costs_anything(
    open_window: Opened, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(folder / "mine.loom")
    found = list(saving_faults(window, folder))
    assert {"open", "write", "fsync", "replace"} <= {fault.step.split("(")[1].rstrip(")") for fault in found}
    assert [fault.where for fault in found if fault.faults] == []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "elsewhere.loom"), ""))
    box = window.findChildren(QMessageBox)[-1]
    next(button for button in box.findChildren(QPushButton) if button.text() == "Save elsewhere…").click()
    assert load(tmp_path / "elsewhere.loom") == window.session.design and not window.session.dirty


def test_autosave_says_once_that_it_cannot_write_and_goes_on_when_it_can(
    open_window: Opened, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    told: list[str] = []
    window.autosave.failed.connect(told.append)
    work = tmp_path / "home" / "work"
    for code in CODES:
        with failing(Disk(work, 0, code, stays=True)) as disk:
            told.clear()
            for name in ("one", "two"):
                call_it(window, f"{name}_{code}")
                before = len(disk.done)
                window.autosave.write()
                qtbot.waitUntil(lambda before=before: len(disk.done) > before)
            qtbot.waitUntil(lambda: bool(told))
        assert len(told) == 1 and os.strerror(code).lower() in told[0].lower() and "Ctrl+S" in told[0]
        call_it(window, f"mended_{code}")
        window.autosave._write_now()
        kept = next(work.glob("*.work")).read_text()
        assert f"mended_{code}" in kept
        qtbot.wait(1)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser writes anywhere")
def test_a_folder_one_may_not_write_to_is_told_of(open_window: Opened, folder: Path) -> None:
    window = open_window(folder / "mine.loom")
    told: list[str] = []
    window.files.unsaved.connect(told.append)
    call_it(window, "mine")
    folder.chmod(0o500)
    try:
        assert not window.files.save() and "mine.loom" in told[0] and window.session.dirty
    finally:
        folder.chmod(0o700)
