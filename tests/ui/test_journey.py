"""The way of someone who has never seen Layerloom, from the first window to a script that runs without it.

Everything is done with mouse and keys on the real window, with the real worker.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from designer.graph.files import load
from designer.paths import resources
from designer.ui.canvas.hands import MIME
from designer.ui.canvas.places import Port
from designer.ui.inspector.node_page import NodePage
from designer.ui.inspector.simple import TextField
from designer.ui.training.run import Phase
from designer.ui.window import Window

LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
PATIENT = 120_000
"""Milliseconds that TensorFlow may take to load or compile on a busy machine."""

pytestmark = pytest.mark.slow


class Person:
    """Does to the window what a person does."""

    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.canvas, self.session, self.run = window.canvas, window.session, window.run

    def until(self, question: Callable[[], bool], timeout: int = 30_000) -> None:
        self.qtbot.waitUntil(question, timeout=timeout)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE, on: QWidget | None = None) -> None:
        QTest.keyClick(on or self.canvas, key, keys)

    def drag_from_palette(self, kind: str, x: float, y: float) -> str:
        """Drop a kind at a point of the scene; gives the new node's id."""
        before = set(self.session.design.graph.nodes)
        data, viewport = QMimeData(), self.canvas.viewport()
        data.setData(MIME, kind.encode())
        place = self.canvas.mapFromScene(QPointF(x, y))
        copy = Qt.DropAction.CopyAction
        QApplication.sendEvent(viewport, QDragEnterEvent(place, copy, data, LEFT, NONE))
        QApplication.sendEvent(viewport, QDragMoveEvent(place, copy, data, LEFT, NONE))
        QApplication.sendEvent(viewport, QDropEvent(QPointF(place), copy, data, LEFT, NONE))
        (new,) = set(self.session.design.graph.nodes) - before
        return new

    def drag(self, start: QPointF, end: QPointF) -> None:
        viewport = self.canvas.viewport()
        QTest.mousePress(viewport, LEFT, NONE, self.canvas.mapFromScene(start))
        for share in (0.3, 0.6, 1.0):
            local = QPointF(self.canvas.mapFromScene(start + (end - start) * share))
            move = QMouseEvent(QEvent.Type.MouseMove, local, viewport.mapToGlobal(local), NO_BUTTON, LEFT, NONE)
            QApplication.sendEvent(viewport, move)
        QTest.mouseRelease(viewport, LEFT, NONE, self.canvas.mapFromScene(end))

    def wire(self, source: str, target: str) -> None:
        places = self.canvas.canvas.places
        self.drag(places.port_point(Port(source, "out", "output")), places.port_point(Port(target, "in", "input")))

    def click(self, id: str) -> None:
        middle = self.canvas.mapFromScene(self.canvas.canvas.places.rect(id).center())
        QTest.mouseClick(self.canvas.viewport(), LEFT, NONE, middle)

    def type_setting(self, id: str, name: str, text: str) -> None:
        self.click(id)
        page = self.window.inspector.page
        assert isinstance(page, NodePage)
        self.type(page.settings.field(name), text)

    def type(self, field: QWidget | None, text: str) -> None:
        assert isinstance(field, TextField)
        field.line.setFocus()
        field.line.selectAll()
        QTest.keyClicks(field.line, text)
        QTest.keyClick(field.line, Qt.Key.Key_Return)

    def fix_everything(self) -> list[str]:
        """Press the first fix of each problem until none is left; gives what the buttons said."""
        self.window.docks.bring_up("problems")
        pressed = []
        while self.window.problems.cards and len(pressed) < 10:
            button = self.window.problems.cards[0].buttons[0]
            pressed.append(button.text())
            QTest.mouseClick(button, LEFT)
            QApplication.processEvents()
        return pressed

    def choose_data(self, name: str) -> None:
        self.window.docks.bring_up("data")
        picker = self.window.data.picker
        picker.setCurrentIndex(picker.findData(name))
        picker.activated.emit(picker.currentIndex())
        self.until(lambda: self.session.snapshot.data is not None)

    def train(self, epochs: int) -> None:
        """Type the epochs, press Train, wait for the end."""
        self.window.docks.bring_up("training")
        self.type(self.window.training.form.length.field("epochs"), str(epochs))
        assert self.session.design.training.epochs == epochs
        self.key(Qt.Key.Key_Return, CTRL)
        self.until(lambda: self.run.phase is not Phase.FINISHED, PATIENT)
        self.until(lambda: self.run.phase is Phase.FINISHED, PATIENT)
        assert self.run.run is not None
        assert self.run.run.outcome == "done", self.run.run.sentence


@pytest.fixture
def starter() -> object:
    return load(resources() / "examples" / "starter.loom")


def test_the_first_hour(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(engine=True)
    person = Person(window, qtbot)
    session, run = person.session, person.run
    first = session.design
    person.until(lambda: window.link.ready is not None, PATIENT)
    person.until(lambda: session.snapshot.data is not None)

    # the door "Try this one" trains, and the curve moves
    QTest.mouseClick(window.welcome.try_button, LEFT)
    person.until(lambda: run.run is not None and run.run.epochs > 0, PATIENT)
    person.until(lambda: run.phase is Phase.FINISHED, PATIENT)
    person.until(lambda: len(curve_of(window)) == first.training.epochs)

    # drag in a Dense and an Activation, wire them in before the last layer, 4 becomes 16
    last = list(session.design.graph.nodes)[-1]
    before_last = next(wire.source for wire in session.design.graph.wires_into(last))
    x, y = session.design.layout.positions[before_last]
    dense = person.drag_from_palette("Dense", x, y + 160)
    bend = person.drag_from_palette("Activation", x + 200, y + 160)
    person.wire(before_last, dense)
    person.wire(dense, bend)
    person.wire(bend, last)
    assert [wire.source for wire in session.design.graph.wires_into(last)] == [bend]
    person.type_setting(dense, "units", "16")
    facts = session.snapshot.analysis.layers[dense]
    assert facts.output == (16,)
    assert facts.formula == "3 x 16 weights + 16 biases = 64"
    window.docks.bring_up("code")
    assert "layers.Dense(units=16" in window.code.text.toPlainText()
    assert session.snapshot.analysis.problems == ()

    # break it, read why, click the fix, undo all
    person.canvas.setFocus()
    person.click(bend)
    person.key(Qt.Key.Key_Delete)
    person.until(lambda: bool(session.snapshot.analysis.errors))
    assert all(problem.what and problem.why for problem in session.snapshot.analysis.errors)
    assert person.fix_everything()
    assert session.snapshot.analysis.errors == ()
    person.canvas.setFocus()
    for _ in range(100):
        person.key(Qt.Key.Key_Z, CTRL)
    assert session.design == first

    # the spiral: output and loss are wrong now, said so, and mended with one click each
    person.choose_data("spiral")
    assert {problem.severity.name for problem in session.snapshot.analysis.problems} >= {"WARNING"}
    assert 1 <= len(person.fix_everything()) <= 3
    assert session.snapshot.analysis.problems == ()
    for dense in [id for id, node in session.design.graph.nodes.items() if node.kind == "Dense"][:2]:
        person.type_setting(dense, "units", "16")
    person.train(1_000)
    assert run.run is not None and run.run.evaluation is not None
    assert run.run.evaluation.metrics["accuracy"] > 0.95

    # the script gives the same history with nothing but Keras
    script = tmp_path / "spiral.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(script), ""))
    person.train(20)
    window.actions_["export_script"].trigger()
    history = history_of(script)
    assert run.run.logs.keys() - history.keys() == {"learning_rate"}  # `fit` tells of it only where a callback does
    for name, values in history.items():
        assert list(run.run.logs[name]) == pytest.approx(values, abs=1e-5)

    # save, close, come back to the same work
    file = tmp_path / "mine.loom"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(file), ""))
    person.key(Qt.Key.Key_S, CTRL)
    assert load(file) == session.design
    person.type_setting(dense, "units", "9")
    design = session.design
    window.close()
    again = open_window()
    assert again.session.design == design
    assert again.session.path == file
    assert again.session.dirty


def curve_of(window: Window) -> list[float]:
    shown = window.training.curves.charts[0].train.getOriginalDataset()[0]
    return [] if shown is None else list(shown)


def history_of(script: Path) -> dict[str, list[float]]:
    """Run a script in a process of its own, with a last line that tells its history."""
    text = script.read_text()
    assert not re.search(r"\b(designer|layerloom)\b", "\n".join(text.splitlines()[1:]))
    script.write_text(text + "\nimport json\nprint('HISTORY', json.dumps(history.history))\n")
    done = subprocess.run(
        [sys.executable, "-I", script.name], cwd=script.parent, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
    line = next(line for line in done.stdout.splitlines() if line.startswith("HISTORY"))
    return {name: list(values) for name, values in json.loads(line.removeprefix("HISTORY ")).items()}
