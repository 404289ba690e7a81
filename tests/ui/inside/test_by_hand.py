"""Weights by hand: typed, dragged, turned and nudged; only where that is possible, and taken back as a whole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.training import messages as m
from designer.ui.inside import hand
from designer.ui.inside.panel import InsidePanel
from designer.ui.inside.weights_table import STEP, WeightsTable
from designer.ui.theme import themes
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.ui.inside.test_panel import Worker, panel, trained, worker

__all__ = ["panel", "worker"]

ALT = Qt.KeyboardModifier.AltModifier
VALUES = np.array([[0.5, -0.25, 0.0, 1.0], [0.1, 0.2, 0.3, 0.4], [0.0, 0.0, 0.0, 0.0]], np.float32)


class Layer:
    """A worker's layer: answers what is asked about weights, and keeps what is set."""

    def __init__(self, worker: Worker, qtbot: QtBot) -> None:
        self._worker, self._qtbot = worker, qtbot
        self.values = VALUES.copy()
        self.touched, self.open = False, True
        self._answered: set[int] = set()

    def asked(self) -> list[m.ReadWeights | m.SetWeights]:
        return [one for one in self._worker.sent if isinstance(one, m.ReadWeights | m.SetWeights)]

    def cells(self) -> list[m.Cell]:
        return [cell for one in self.asked() if isinstance(one, m.SetWeights) for cell in one.cells]

    def answer(self) -> None:
        """Wait for the next question, and answer it."""
        self._qtbot.waitUntil(lambda: any(one.id not in self._answered for one in self.asked()))
        asked = next(one for one in self.asked() if one.id not in self._answered)
        self._answered.add(asked.id)
        if isinstance(asked, m.SetWeights) and self.open:
            self.touched = bool(asked.cells)
            for cell in asked.cells:
                self.values[cell.row, cell.column] = cell.value
            if not asked.cells:
                self.values = VALUES.copy()
        is_trained = self._worker.window.run.run is not None
        reply = m.Weights(
            asked.id, self.values.shape, self.values.tobytes(), True, self.open, is_trained, self.touched, 10
        )
        self._worker.window.link.received.emit(reply)


@pytest.fixture
def layer(panel: InsidePanel, window: Window, worker: Worker, qtbot: QtBot) -> Layer:
    window.session.select({"n2"})
    window.actions_["edit_weights"].trigger()
    layer = Layer(worker, qtbot)
    layer.answer()
    return layer


@pytest.fixture
def table(layer: Layer, panel: InsidePanel, keyboard_on: Callable[[QWidget], None]) -> WeightsTable:
    keyboard_on(panel.weights.table)
    panel.weights.table.setCurrentIndex(panel.weights.table.model().index(0, 0))
    return panel.weights.table


def middle(table: WeightsTable, row: int, column: int) -> QPoint:
    return table.visualRect(table.model().index(row, column)).center()


def shown(table: WeightsTable, row: int, column: int) -> str:
    return str(table.model().index(row, column).data())


def test_the_table_has_a_line_for_each_input_and_the_biases(table: WeightsTable) -> None:
    model = table.model()
    names = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]
    assert names == ["input 1", "input 2", "bias"] and shown(table, 0, 1) == "-0.250"
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "input 1 to unit 2: -0.25"


def test_a_number_is_typed(table: WeightsTable, layer: Layer) -> None:
    QTest.keyClicks(table, "-")
    QTest.keyClicks(QApplication.focusWidget(), "1,5")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    layer.answer()
    assert layer.cells() == [m.Cell(0, 0, -1.5)] and shown(table, 0, 0) == "-1.500"
    QTest.keyClicks(table, "x")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert len(layer.cells()) == 1 and shown(table, 0, 0) == "-1.500"


def test_a_number_is_dragged_and_only_its_newest_value_goes_along(table: WeightsTable, layer: Layer) -> None:
    start, viewport = middle(table, 1, 0), table.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for way in range(1, 61):
        QTest.mouseMove(viewport, start + QPoint(way, 0))
    layer.answer()
    assert layer.values[1, 0] == pytest.approx(0.1 + 10 * STEP)
    assert len(layer.cells()) < 10
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert shown(table, 1, 0) == "0.600"


def test_escape_ends_a_drag_with_the_number_as_it_was(table: WeightsTable, layer: Layer) -> None:
    start, viewport = middle(table, 1, 0), table.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, start + QPoint(0, -60))
    assert shown(table, 1, 0) == "0.600"
    QTest.keyClick(table, Qt.Key.Key_Escape)
    QTest.mouseMove(viewport, start + QPoint(90, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start)
    layer.answer()
    assert layer.values[1, 0] == pytest.approx(0.1) and shown(table, 1, 0) == "0.100"


def test_wheel_and_alt_with_an_arrow_change_the_chosen_number(table: WeightsTable, layer: Layer) -> None:
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert shown(table, 0, 0) == "0.550"
    QTest.keyClick(table, Qt.Key.Key_Down, ALT | Qt.KeyboardModifier.ShiftModifier)
    assert shown(table, 0, 0) == "0.545"
    turn(table, middle(table, 0, 0), -120)
    assert shown(table, 0, 0) == "0.495"
    turn(table, middle(table, 1, 1), 120)
    assert shown(table, 1, 1) == "0.200", "elsewhere the wheel scrolls"
    layer.answer()
    assert layer.values[0, 0] == pytest.approx(0.495)


def test_while_a_run_trains_nothing_can_be_set_and_it_says_why(
    table: WeightsTable, layer: Layer, window: Window, panel: InsidePanel
) -> None:
    run = trained(window)
    layer.open = False
    layer.answer()
    assert panel.weights.said.text() == hand.TRAINS
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert shown(table, 0, 0) == "0.500" and not layer.cells()
    layer.open = True
    window.link.received.emit(m.Paused(run.id, 10))
    layer.answer()
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    layer.answer()
    assert layer.cells() and run.touched
    assert panel.weights.said.text().startswith("Set by hand since epoch 10.")
    assert "Some weights were set by hand" in window.training._sentence.text()
    window.link.received.emit(m.Resumed(run.id, "Some weights were set by hand after epoch 10."))
    assert not run.touched and "after epoch 10" in run.start


def test_a_run_that_waits_elsewhere_is_not_set_by_hand(
    table: WeightsTable, layer: Layer, window: Window, panel: InsidePanel
) -> None:
    run = trained(window)
    layer.answer()
    window.link.received.emit(m.Kept(run.id, (0, 5, 10), 100))
    window.link.received.emit(m.Paused(run.id, 10))
    window.run.went_to(5)
    layer.answer()
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert not layer.cells() and panel.weights.said.text() == hand.ELSEWHERE
    window.run.went_to(10)
    layer.answer()
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    layer.answer()
    assert layer.cells() and run.touched
    window.run.went_to(10)
    assert not run.touched, "going back to the moment undoes it"


def test_all_of_it_is_taken_back(table: WeightsTable, layer: Layer, panel: InsidePanel) -> None:
    assert not panel.weights.back.isVisible()
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    layer.answer()
    assert panel.weights.back.isVisible() and panel.weights.said.text() == hand.FRESH
    QTest.mouseClick(panel.weights.back, Qt.MouseButton.LeftButton)
    layer.answer()
    assert layer.asked()[-1].cells == () and shown(table, 0, 0) == "0.500"  # type: ignore[union-attr]
    assert not panel.weights.back.isVisible()


def test_a_run_that_is_over_is_evaluated_anew_and_the_other_views_look_again(
    table: WeightsTable, layer: Layer, window: Window, worker: Worker, qtbot: QtBot
) -> None:
    run = trained(window)
    window.run._enter(Phase.PAUSED)
    window.run.run.evaluation = m.Evaluation(10, {"loss": 0.1})  # type: ignore[union-attr]
    window.run._end("done", "")
    run.kept = (0, 10)
    layer.answer()
    before = len(worker.asked())
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    layer.answer()
    qtbot.waitUntil(lambda: any(isinstance(one, m.Evaluate) for one in worker.sent))
    worker.answer(10)
    qtbot.waitUntil(lambda: len(worker.asked()) > before)


def test_a_number_just_set_goes_on_its_way_though_another_layer_is_looked_at(
    table: WeightsTable, layer: Layer, window: Window, qtbot: QtBot
) -> None:
    trained(window)
    window.run._enter(Phase.PAUSED)
    layer.answer()
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    window.session.select({"n4"})
    layer.answer()
    (setting,) = [one for one in layer.asked() if isinstance(one, m.SetWeights)]
    assert setting.node == "n2" and len(setting.cells) == 1
    assert window.run.run is not None and window.run.run.touched
    qtbot.waitUntil(lambda: layer.asked()[-1].node == "n4")


def test_it_takes_the_colours_of_either_theme(table: WeightsTable) -> None:
    lights = []
    for theme in ("light", "dark"):
        themes().choose(theme)
        QApplication.processEvents()
        lights.append(table.viewport().grab().toImage().pixelColor(table.viewport().width() - 2, 2).lightness())
    assert lights[0] > lights[1]


def turn(table: WeightsTable, place: QPoint, by: int) -> None:
    there = QPointF(place)
    event = QWheelEvent(
        there, QPointF(table.viewport().mapToGlobal(place)), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(table.viewport(), event)
