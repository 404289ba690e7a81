"""The window with the real worker: look inside while it trains, set a weight by hand, go on with it, take it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer.graph.edits import set_training
from designer.ui.inside.model import Shows
from designer.ui.training.run import Phase
from designer.ui.window import Window
from designer.ui.worker_link import READY

PATIENT = 120_000
ALT = Qt.KeyboardModifier.AltModifier

pytestmark = pytest.mark.slow


def test_looked_into_set_by_hand_gone_on_with_and_taken_back(
    qtbot: QtBot, open_window: Callable[..., Window], keyboard_on: Callable[[QWidget], None]
) -> None:
    # one story instead of many tests, because each worker takes seconds to load TensorFlow
    window = open_window(engine=True)
    run, inside = window.run, window.trained.inside
    measuring = inside._measuring

    def until(question: Callable[[], bool]) -> None:
        qtbot.waitUntil(question, timeout=PATIENT)

    # fresh weights are measured as soon as the network is ready
    until(lambda: window.link.state == READY)
    window.docks.bring_up("inside")
    until(lambda: set(measuring.measured.layers) == {"n2", "n4"})
    assert not measuring.measured.trained and inside.model.index(0, Shows.DEAD).data().endswith("of 4")

    # while it trains they change, and the norm of the gradients grows a line
    window.session.edit(set_training("", epochs=1_000_000))
    window.session.select({"n4"})
    window.actions_["train"].trigger()
    until(lambda: len(measuring.norms.of("n4")[0]) > 3)
    assert window.docks.in_front("inside"), "who looks inside goes on looking"
    until(lambda: inside.charts is not None and inside.charts.drawn and len(inside.charts.plots) == 3)

    # paused, one weight of the layer is set, and all views see it
    window.actions_["edit_weights"].trigger()
    table = inside.weights.table
    until(lambda: table.model().rowCount() == 5)
    window.actions_["train"].trigger()
    until(lambda: run.phase is Phase.PAUSED and inside._hand.open)  # type: ignore[union-attr]
    keyboard_on(table)
    table.setCurrentIndex(table.model().index(4, 0))
    before = float(table.model().index(4, 0).data(Qt.ItemDataRole.EditRole))
    for _ in range(4):
        QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    until(lambda: run.run.touched and inside.weights.back.isVisible())  # type: ignore[union-attr]
    until(lambda: abs(inside._hand.values[4, 0] - before - 0.2) < 1e-4)  # type: ignore[union-attr]
    at = run.run.epochs  # type: ignore[union-attr]

    # it goes on with it, which is told of the run, and kept with it
    window.actions_["one_epoch"].trigger()
    until(lambda: run.phase is Phase.PAUSED and run.run.epochs == at + 1)  # type: ignore[union-attr]
    assert run.run.start == f"Some weights were set by hand after epoch {at:,}."  # type: ignore[union-attr]
    assert not run.run.touched and run.run.start in window.training._sentence.text()  # type: ignore[union-attr]
    until(lambda: any(run.run.start in row.reason for row in window.runs.kept.rows.values()))  # type: ignore[union-attr]

    # set again, and taken back
    until(lambda: inside._hand.open)  # type: ignore[union-attr]
    kept = float(table.model().index(4, 0).data(Qt.ItemDataRole.EditRole))
    QTest.keyClick(table, Qt.Key.Key_Down, ALT)
    until(lambda: inside.weights.back.isVisible())
    QTest.mouseClick(inside.weights.back, Qt.MouseButton.LeftButton)
    until(lambda: not run.run.touched and abs(inside._hand.values[4, 0] - kept) < 1e-5)  # type: ignore[union-attr]
    window.actions_["stop"].trigger()
    until(lambda: run.phase is Phase.FINISHED)
