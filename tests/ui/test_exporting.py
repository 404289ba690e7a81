"""What the Export menu asks, writes and says, also where there is no training engine to ask."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox

from designer.graph.edits import set_setting, set_training
from designer.training import forms
from designer.training import messages as m
from designer.ui.exporting import proof
from designer.ui.exporting.commands import NO_ENGINE
from designer.ui.window import Window


class Asked:
    """Stands for the worker: keeps what it is asked, for the test to answer."""

    def __init__(self, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
        self.requests: list[m.Request] = []
        self._window = window
        monkeypatch.setattr(window.link, "send", self._take)

    def _take(self, request: m.Request) -> bool:
        self.requests.append(request)
        return True

    def answer(self, reply: m.Reply) -> None:
        self._window.link.received.emit(reply)


@pytest.fixture
def asked(window: Window, monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(window, monkeypatch)


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """Makes the file dialog answer with a name in the test's folder."""

    def answer(name: str) -> Path:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(tmp_path / name), ""))
        return tmp_path / name

    return answer


def told(window: Window) -> list[str]:
    return [box.text() for box in window.findChildren(QMessageBox)]


def test_a_notebook_goes_out_by_the_menu(window: Window, choose: Callable[[str], Path]) -> None:
    path = choose("net.ipynb")
    window.actions_["export_notebook"].trigger()
    assert json.loads(path.read_text(encoding="utf-8"))["nbformat"] == 4
    assert window.status.sentence.text() == "Wrote net.ipynb."


@pytest.mark.parametrize(
    ("action", "name", "form", "int8"),
    [
        ("export_keras", "net.keras", "keras", False),
        ("export_savedmodel", "net", "savedmodel", False),
        ("export_onnx", "net.onnx", "onnx", False),
        ("export_litert", "net.tflite", "litert", False),
        ("export_litert_int8", "net.tflite", "litert", True),
    ],
)
def test_a_network_is_ordered_with_its_check_and_the_verdict_is_said(
    window: Window, asked: Asked, choose: Callable[[str], Path], action: str, name: str, form: str, int8: bool
) -> None:
    path = choose(name)
    window.actions_[action].trigger()
    (request,) = asked.requests
    assert isinstance(request, m.Save) and request.plan is not None and request.check
    assert (request.path, request.form, request.int8) == (str(path), form, int8)
    assert window.status.sentence.text().startswith("Writing and checking")
    asked.answer(m.Saved(request.id, request.path, m.Check(64, 2.4e-7)))
    assert window.status.sentence.text() == f"Wrote {name}. Checked: 64 rows, largest difference 2.4e-07."
    assert not told(window)


def test_a_failed_check_stays_until_it_is_read(window: Window, asked: Asked, choose: Callable[[str], Path]) -> None:
    choose("net.onnx")
    window.actions_["export_onnx"].trigger()
    asked.answer(m.Saved(asked.requests[0].id, "net.onnx", m.Check(64, 0.5, fault="Do not rely on it.")))  # type: ignore[union-attr]
    assert told(window) == ["Wrote net.onnx. Do not rely on it. (64 rows, largest difference 5.0e-01.)"]


def test_what_cannot_be_written_is_refused_before_anything_is_asked(
    window: Window, asked: Asked, choose: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").touch()
    choose("mine")
    window.actions_["export_savedmodel"].trigger()
    monkeypatch.setattr(forms, "find_spec", lambda name: None)
    window.actions_["export_onnx"].trigger()
    assert not asked.requests
    lost, lacking = told(window)
    assert "would be lost" in lost and "uv sync --extra export" in lacking


@pytest.mark.parametrize(("action", "name"), [("export_script", "net.py"), ("export_notebook", "net.ipynb")])
def test_weights_that_keras_cannot_read_are_written_beside_a_script_first(
    window: Window, asked: Asked, choose: Callable[[str], Path], tmp_path: Path, action: str, name: str
) -> None:
    (tmp_path / "old.h5").write_bytes(b"\x89HDF\r\n\x1a\n")
    window.session.edit(set_training("", start=str(tmp_path / "old.h5")))
    path = choose(name)
    window.actions_[action].trigger()
    order = asked.requests[-1]
    assert isinstance(order, m.Save) and order.plan is not None and order.path == str(tmp_path / "net_weights.keras")
    asked.answer(m.Failed(order.id, "file", "The disk is full."))
    assert told(window) == ["The disk is full."] and not path.exists()
    window.actions_[action].trigger()
    asked.answer(m.Saved(asked.requests[-1].id, order.path))  # type: ignore[union-attr]
    assert window.status.sentence.text() == f"Wrote {name}."
    text = path.read_text(encoding="utf-8")
    assert "net_weights.keras" in text and "old.h5" not in text


def test_a_script_is_proved_with_such_weights_beside_it(window: Window, asked: Asked, tmp_path: Path) -> None:
    (tmp_path / "old.h5").write_bytes(b"\x89HDF\r\n\x1a\n")
    window.session.edit(set_training("", start=str(tmp_path / "old.h5")))
    window.actions_["prove_script"].trigger()
    request = asked.requests[-1]
    assert isinstance(request, m.Prove) and request.beside and request.beside in request.script
    assert window.exports.dialog is not None
    asked.answer(m.Proved(request.id, None))
    window.exports.dialog.close()


def test_without_an_engine_it_is_said(window: Window, choose: Callable[[str], Path]) -> None:
    choose("net.keras")
    window.actions_["export_keras"].trigger()
    assert told(window) == [NO_ENGINE]
    window.actions_["prove_script"].trigger()
    dialog = window.exports.dialog
    assert dialog is not None and dialog.verdict.text() == proof.NO_ENGINE
    dialog.close()


def test_an_engine_that_stops_leaves_no_one_waiting(
    window: Window, asked: Asked, choose: Callable[[str], Path]
) -> None:
    choose("net.keras")
    window.actions_["export_keras"].trigger()
    window.actions_["prove_script"].trigger()
    window.link.lost.emit("It crashed.")
    assert "Export again" in told(window)[0]
    dialog = window.exports.dialog
    assert dialog is not None and dialog.verdict.text() == proof.LOST
    dialog.close()


def test_a_proof_is_told_in_its_dialog_and_esc_cancels_one_that_lasts(window: Window, asked: Asked) -> None:
    window.actions_["prove_script"].trigger()
    dialog, (request,) = window.exports.dialog, asked.requests
    assert dialog is not None and isinstance(request, m.Prove) and "model.fit" in request.script
    assert dialog.isVisible() and not dialog.isModal() and dialog.bar.isVisible()
    asked.answer(m.Proved(request.id, m.Proof(300, 3.1e-7, 64, 1.2e-7)))
    assert dialog.verdict.text().startswith("Proved: 300 epochs, largest difference 3.1e-07; 64 predictions")
    assert not dialog.bar.isVisible()
    dialog.buttons.button(QDialogButtonBox.StandardButton.Close).click()
    window.actions_["prove_script"].trigger()
    assert window.exports.dialog is not None
    QTest.keyClick(window.exports.dialog, Qt.Key.Key_Escape)
    assert isinstance(asked.requests[-1], m.Cancel)
    assert asked.requests[-1].request == asked.requests[-2].id  # type: ignore[union-attr]
    assert not window.exports.dialog.isVisible()


def test_a_network_no_data_fits_is_ordered_by_itself(
    window: Window, asked: Asked, choose: Callable[[str], Path]
) -> None:
    choose("net.keras")
    design = window.session.design
    (first,) = (node for node in design.graph.nodes.values() if node.kind == "Input")
    window.session.edit(set_setting(first, "shape", (7,)))
    window.actions_["export_keras"].trigger()
    assert not told(window)
    (request,) = (one for one in asked.requests if isinstance(one, m.Save))
    assert request.plan is None and request.network is not None
    assert request.network.model.calls[0].arguments == {"shape": (7,)}
    saved = m.Saved(
        request.id, request.path, m.Check(8, 0.0, made_up=True), start="Starts from the weights in a.keras."
    )
    asked.answer(saved)
    assert window.status.sentence.text() == (
        "Wrote net.keras. Starts from the weights in a.keras. Checked: 8 rows, largest difference 0.0e+00. "
        "The rows are made up, as there is no data that fits this network."
    )
