"""The window with the real worker: press Train and it trains; whatever happens to the worker, the window goes on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_data, set_training
from designer.graph.specs import Bundled, DataSpec
from designer.ui.training.run import Phase
from designer.ui.window import Window
from designer.ui.worker_link import READY
from designer.values import ObjectValue

CTRL = Qt.KeyboardModifier.ControlModifier
PATIENT = 120_000
"""Milliseconds that TensorFlow may take to load on a busy machine."""

pytestmark = pytest.mark.slow


def until(qtbot: QtBot, question: Callable[[], bool], timeout: int = 30_000) -> None:
    qtbot.waitUntil(question, timeout=timeout)


def test_train_pause_step_stop_kill_and_train_again(
    qtbot: QtBot,
    open_window: Callable[..., Window],
    keyboard_on: Callable[[QWidget], None],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # one story instead of many tests, because each worker takes seconds to load TensorFlow
    window = open_window(engine=True)
    run, session, link = window.run, window.session, window.link
    until(qtbot, lambda: link.state == READY, PATIENT)
    assert window.status.engine.text().startswith("Ready · ")
    until(qtbot, lambda: run.ahead.prepared is not None)

    # trains to the end
    pressed = time.perf_counter()
    QTest.keyClick(window, Qt.Key.Key_Return, CTRL)
    until(qtbot, lambda: run.run is not None and run.run.epochs > 0)
    first_point = time.perf_counter() - pressed
    until(qtbot, lambda: run.phase is Phase.FINISHED)
    assert run.run is not None and run.run.outcome == "done" and run.run.epochs == 200
    assert run.run.logs["loss"][-1] < run.run.logs["loss"][0]
    assert run.run.evaluation is not None and window.training._results_area.isVisible()
    until(qtbot, lambda: np.size(window.training.curves.charts[0].train.getOriginalDataset()[0]) == 200)
    assert first_point < 5, "a run that was compiled ahead starts at once"

    # the trained network goes out as a .keras file
    target = tmp_path / "trained.keras"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answering(str(target)))
    window.actions_["export_keras"].trigger()
    until(qtbot, target.exists)
    until(qtbot, lambda: "Wrote trained.keras. Checked: " in window.status.sentence.text(), PATIENT)

    # pause, one epoch, go on, stop, all by keys
    session.edit(set_training("", epochs=1_000_000))
    keyboard_on(window.training)
    QTest.keyClick(window.training, Qt.Key.Key_Return, CTRL)
    until(qtbot, lambda: run.run is not None and run.run.total == 1_000_000 and run.run.epochs > 0)
    QTest.keyClick(window.training, Qt.Key.Key_Return, CTRL)
    until(qtbot, lambda: run.phase is Phase.PAUSED)
    at = run.run.epochs
    QTest.keyClick(window.training, Qt.Key.Key_Period, CTRL)
    until(qtbot, lambda: run.phase is Phase.PAUSED and run.run is not None and run.run.epochs == at + 1)
    QTest.keyClick(window.training, Qt.Key.Key_Space)
    until(qtbot, lambda: run.phase is Phase.RUNNING)
    QTest.keyClick(window.training, Qt.Key.Key_Escape)
    until(qtbot, lambda: run.phase is Phase.FINISHED)
    assert run.run.outcome == "stopped"

    # killed in the middle: said in a sentence, design untouched, another worker trains
    window.actions_["train"].trigger()
    until(qtbot, lambda: run.phase is Phase.RUNNING and run.run is not None and run.run.epochs > 0)
    before, pid = session.design, link.ready.pid if link.ready else 0
    killed = time.perf_counter()
    os.kill(pid, signal.SIGKILL)
    until(qtbot, lambda: run.phase is Phase.FINISHED)
    assert time.perf_counter() - killed < 5
    assert "interrupted" in window.training._sentence.text() and "starting" not in window.status.sentence.text()[:3]
    assert session.design is before
    until(qtbot, lambda: link.state == READY, PATIENT)
    assert link.ready is not None and link.ready.pid != pid

    # a loss that is no number any more stops the run and is explained
    session.edit(set_training("", epochs=50, optimizer=ObjectValue("SGD", {"learning_rate": 1e12})))
    window.actions_["train"].trigger()
    until(qtbot, lambda: run.phase is Phase.FINISHED, PATIENT)
    assert run.run.outcome == "diverged" and window.training._sentence.text()

    # data the window must not read itself
    session.edit(set_data(DataSpec(Bundled("iris"))))
    until(qtbot, lambda: session.snapshot.data is not None)
    assert session.snapshot.data is not None and session.snapshot.data.classes

    worker = link.ready.pid
    window.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def answering(path: str) -> Callable[..., tuple[str, str]]:
    return lambda *given: (path, "")
