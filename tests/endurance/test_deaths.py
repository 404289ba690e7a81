"""Whatever the worker dies of, the window says so and recovers; `deaths.py` tries every way at every stage."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_training
from designer.ui.runs import keeper
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.endurance.deaths import deaths
from tests.ui.conftest import open_window, qt_warnings, starter
from tests.ui.runs.conftest import kept

__all__ = ["open_window", "qt_warnings", "starter"]

PATIENT = 180_000

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals"),
]


def test_a_worker_that_crashes_is_replaced_and_the_network_it_trained_is_kept(
    open_window: Callable[..., Window], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "CHECKPOINT_SECONDS", 0.2)
    monkeypatch.setattr(keeper, "CHECKPOINT_REST", 0)
    window = open_window(engine=True)
    qtbot.waitUntil(lambda: window.link.ready is not None, timeout=PATIENT)
    window.session.edit(set_training("", epochs=1_000_000))
    window.docks.bring_up("runs")
    window.run.train_or_pause()
    qtbot.waitUntil(lambda: any(row.weights for row in kept(window)), timeout=PATIENT)
    assert window.link.ready is not None
    os.kill(window.link.ready.pid, signal.SIGSEGV)
    qtbot.waitUntil(lambda: window.run.phase is Phase.FINISHED, timeout=PATIENT)
    assert [death.faults for death in deaths(window, [("exporting", "SIGKILL")])] == [[]]
    interrupted = next(row for row in kept(window) if row.outcome == "interrupted")
    path = window.runs.kept.weights_path(interrupted.id)
    assert path is not None

    import keras

    assert keras.models.load_model(path).count_params() == interrupted.parameters  # our own file
