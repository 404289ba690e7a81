"""Runs leave the window as files, written by a thread of their own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from designer.ui.window import Window
from tests.ui.runs.conftest import id_of


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_list_is_written_as_it_is_shown(
    filled: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "list"), ""))
    filled.runs.panel.filter.look_for("digits")
    filled.actions_["runs_export_table"].trigger()
    qtbot.waitUntil(lambda: "Wrote 5 runs to list.csv" in filled.status.sentence.text())
    assert [line["name"] for line in read(tmp_path / "list.csv")] == [f"digits {number}" for number in range(5, 0, -1)]


def test_of_selected_runs_every_epoch_is_written(
    filled: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "epochs.csv"), ""))
    filled.runs.panel.table.choose({id_of(1), id_of(2)})
    filled.actions_["runs_export_histories"].trigger()
    qtbot.waitUntil(lambda: (tmp_path / "epochs.csv").exists())
    lines = read(tmp_path / "epochs.csv")
    assert len(lines) == 40 and float(lines[0]["loss"]) == pytest.approx(1.502)
    assert {line["id"] for line in lines} == {id_of(1), id_of(2)}


def test_tensorboard_gets_a_folder_for_each_run(
    filled: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: str(tmp_path / "logs"))
    filled.actions_["runs_export_tensorboard"].trigger()
    qtbot.waitUntil(lambda: "tensorboard --logdir" in filled.status.sentence.text())
    assert len(list((tmp_path / "logs").glob("*/train/events.out.tfevents.*"))) == 10


def test_a_place_that_cannot_be_written_is_named(
    filled: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / "file" / "x.csv"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *given: str(tmp_path / "file"))
    for id in ("runs_export_table", "runs_export_histories", "runs_export_tensorboard"):
        filled.status.say("")
        filled.actions_[id].trigger()
        qtbot.waitUntil(lambda: "Cannot write" in filled.status.sentence.text())
