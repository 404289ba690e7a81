"""The way of someone who has never seen Layerloom, from the first window to a script that runs without it.

Everything is done with mouse and keys on the real window, with the real worker.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from designer.graph.files import load
from designer.paths import resources
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.ui.person import CTRL, LEFT, PATIENT, Person

pytestmark = pytest.mark.slow


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
    QTest.mouseClick(window.centre.welcome.try_button, LEFT)
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


def animals(path: Path) -> None:
    """A table as people have them: numbers, texts, dates and words for nothing, 30 % empty, a class of three rows."""
    chance = random.Random(1)
    lines = ["id,age,income,city,joined,member,species"]
    for row in range(400):
        kind = "rare" if row in (17, 150, 333) else chance.choice(["cat", "dog", "bird"])
        middle = {"cat": 30, "dog": 50, "bird": 20, "rare": 90}[kind]
        cells = (
            f"{chance.gauss(middle, 6):.1f}",
            f"{chance.gauss(1000 * middle, 8000):.0f}",
            chance.choice(["Paris", "Berlin", "Rome"] if kind != "dog" else ["Oslo", "Rome"]),
            f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            chance.choice(["yes", "no"]),
        )
        left = ["" if chance.random() < 0.3 else cell for cell in cells]
        if chance.random() < 0.05:
            left[1] = chance.choice(["n/a", "?", "unknown"])
        lines.append(",".join((str(row + 1), *left, kind)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_messy_table_becomes_a_judged_and_exported_network_without_a_line_of_code(
    open_window: Callable[..., Window], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    animals(tmp_path / "animals.csv")
    window = open_window(engine=True)
    person = Person(window, qtbot)
    person.until(lambda: window.link.ready is not None, PATIENT)
    window.actions_["new"].trigger()
    person.drop_file(tmp_path / "animals.csv")
    person.until(person.data_is_known)
    assert "'income'" in person.session.snapshot.data_fault

    # every fault and warning has a button, and pressing them is all there is to do
    pressed = person.fix_everything()
    assert pressed[0] == "Count cells of “income” that are no number as empty"
    assert {"Add Input and Dense", "Insert Normalization", "Leave “id” out", "Fill empty cells in"} <= set(pressed)
    assert "Hold back a share of each class" in pressed
    facts = person.session.snapshot.data
    assert facts is not None and facts.classes == ("bird", "cat", "dog", "rare") and facts.rows > 390
    assert person.session.snapshot.analysis.errors == ()

    person.train(60)
    run = person.run.run
    assert run is not None and run.evaluation is not None
    assert run.evaluation.metrics["accuracy"] > 0.6  # mere guessing gives 0.36

    window.docks.bring_up("evaluation")
    person.until(
        lambda: window.trained.evaluation.source.text().startswith(f"On {facts.validation_rows} of {facts.rows}")
    )

    out = tmp_path / "animals.keras"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(out), ""))
    window.actions_["export_keras"].trigger()
    person.until(lambda: window.status.sentence.text().startswith("Wrote animals.keras."), PATIENT)
    assert "Checked: 64 rows" in window.status.sentence.text()


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
