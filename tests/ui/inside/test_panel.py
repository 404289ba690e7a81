"""The Inside tab: asked for while it is seen, a line for each layer, one selection with the canvas."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.training import messages as m
from designer.ui.inside.model import SPREAD, Shows
from designer.ui.inside.norms import MOST, Norms
from designer.ui.inside.panel import InsidePanel
from designer.ui.theme import themes
from designer.ui.training.run import Phase, Run
from designer.ui.window import Window
from designer.ui.worker_link import READY

SPREAD_OF = m.Spread(12, 2.0, 0.1, 0.5, -1.0, 1.0, (2, 4, 6))
SLOPES = m.Spread(12, 0.002, 0.0, 0.001, -0.01, 0.01, (1, 10, 1))


class Worker:
    """A worker that keeps what it is asked and answers when it is told to."""

    def __init__(self, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
        self.window, self.sent = window, list[m.Request]()
        monkeypatch.setattr(window.link, "send", self._send)
        window.link._enter(READY)

    def _send(self, request: m.Request) -> bool:
        self.sent.append(request)
        return True

    def asked(self) -> list[m.Measure]:
        return [one for one in self.sent if isinstance(one, m.Measure)]

    def answer(self, epoch: int = 0, dead: int = 3) -> None:
        layers = {
            "n2": m.LayerMeasured(SPREAD_OF, SLOPES, 4, dead, tuple(range(dead))),
            "n4": m.LayerMeasured(SPREAD_OF, None),
        }
        self.window.link.received.emit(m.Measured(self.asked()[-1].id, layers, 32, 100, epoch, epoch > 0))


@pytest.fixture
def worker(window: Window, monkeypatch: pytest.MonkeyPatch) -> Worker:
    return Worker(window, monkeypatch)


@pytest.fixture
def panel(window: Window, worker: Worker, qtbot: QtBot) -> InsidePanel:
    window.docks.bring_up("inside")
    qtbot.waitUntil(lambda: len(worker.asked()) == 1)
    worker.answer()
    return window.trained.inside


def trained(window: Window, epochs: int = 10) -> Run:
    plan = window.run.ahead.plan()
    assert plan is not None
    window.run.run = Run(window.link.new_id(), plan, 100, epochs=epochs)
    window.run.began.emit()
    window.run._enter(Phase.RUNNING)
    return window.run.run


def text(panel: InsidePanel, row: int, shows: Shows) -> str:
    return str(panel.model.index(row, shows).data())


def test_nothing_is_asked_while_nobody_looks(window: Window, worker: Worker, qtbot: QtBot) -> None:
    window.run.changed.emit()
    qtbot.wait(50)
    assert not worker.asked()
    window.docks.bring_up("inside")
    qtbot.waitUntil(lambda: len(worker.asked()) == 1)
    worker.answer()
    window.docks.bring_up("training")
    for _ in range(3):
        window.run.advanced.emit()
    qtbot.wait(300)
    assert len(worker.asked()) == 1


def test_one_question_is_on_its_way_and_the_newest_network_is_asked_about_next(
    panel: InsidePanel, window: Window, worker: Worker, qtbot: QtBot
) -> None:
    for _ in range(3):
        window.run.advanced.emit()
    qtbot.waitUntil(lambda: len(worker.asked()) == 2)
    window.run.advanced.emit()
    qtbot.wait(300)
    assert len(worker.asked()) == 2
    worker.answer()
    qtbot.waitUntil(lambda: len(worker.asked()) == 3)


def test_each_layer_has_a_line_with_its_figures(panel: InsidePanel) -> None:
    assert text(panel, 0, Shows.LAYER) == panel._session.design.graph.nodes["n2"].name
    assert text(panel, 0, Shows.WEIGHTS) == "0.1 ± 0.5" and text(panel, 0, Shows.WEIGHTS_NORM) == "2"
    assert text(panel, 0, Shows.GRADIENTS_NORM) == "0.002" and text(panel, 0, Shows.DEAD) == "3 of 4"
    assert text(panel, 1, Shows.GRADIENTS) == "frozen" and text(panel, 1, Shows.DEAD) == ""
    assert panel.model.index(0, Shows.GRADIENTS).data(SPREAD).counts == (1, 10, 1)
    help = panel.model.index(0, Shows.DEAD).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert help == "Units 1, 2, 3 of 4 are 0 for each of 100 rows."
    assert "3 of 4 units" in panel.amiss.text() and panel.amiss.isVisible()
    assert panel.told.text().startswith("Measured before training")


def test_a_line_selects_its_card_and_a_card_its_line(
    panel: InsidePanel, window: Window, keyboard_on: Callable[[QWidget], None]
) -> None:
    keyboard_on(panel.table)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert window.session.selection == {"n4"}
    window.session.select({"n2"})
    assert panel.table.currentIndex().row() == 0 and window.session.selection == {"n2"}
    window.session.select({"n1"})
    assert not panel.table.selectionModel().hasSelection() and window.session.selection == {"n1"}
    middle = panel.table.visualRect(panel.model.index(1, 0)).center()
    QTest.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert window.session.selection == {"n4"}


def test_charts_of_the_selected_layer_are_told_and_can_be_taken_along(
    panel: InsidePanel, window: Window, qtbot: QtBot
) -> None:
    assert panel._hint.isVisible()
    window.session.select({"n2"})
    qtbot.waitUntil(lambda: panel.charts is not None and panel.charts.drawn and len(panel.charts.plots) == 2)
    weights, gradients = panel.charts.plots
    name = window.session.design.graph.nodes["n2"].name
    assert weights.content.title == f"Weights of {name}" and "mean 0.1" in weights.accessibleDescription()
    assert weights.taking.bytes_of("csv").decode().splitlines()[0] == "weight,how many"
    assert not gradients.grab().isNull() and "Units 1, 2, 3 of 4" in panel.charts.words.text()
    window.session.select({"n4"})
    qtbot.waitUntil(lambda: panel.charts.drawn and panel.charts.plots[0].content.title.endswith("dense_1"))
    assert [plot.isVisible() for plot in panel.charts.plots] == [True, False], "a frozen layer has no gradients"


def test_the_norm_over_the_epochs_grows_with_each_answer(
    panel: InsidePanel, window: Window, worker: Worker, qtbot: QtBot
) -> None:
    run = trained(window)
    window.session.select({"n2"})
    for count, epoch in enumerate((3, 9, 9, 5), 2):
        window.run.advanced.emit()
        qtbot.waitUntil(lambda count=count: len(worker.asked()) == count)  # type: ignore[misc]
        worker.answer(epoch)
    assert panel._measuring.norms.of("n2") == ([3, 9], [0.002, 0.002])
    run.at = 5
    run.cut()
    window.run.began.emit()
    assert panel._measuring.norms.of("n2")[0] == [3], "what came after the epoch it goes on from is forgotten"


def test_norms_stay_few_however_long_a_run_is() -> None:
    norms = Norms()
    for epoch in range(1, 10 * MOST):
        norms.take(m.Measured(1, {"a": m.LayerMeasured(SPREAD_OF, SLOPES)}, epoch=epoch))
    epochs, _ = norms.of("a")
    assert len(epochs) <= MOST and epochs[0] == 1 and epochs[-1] == 10 * MOST - 1


def test_a_network_taken_back_is_measured_again(
    panel: InsidePanel, window: Window, worker: Worker, qtbot: QtBot
) -> None:
    trained(window)
    qtbot.waitUntil(lambda: len(worker.asked()) == 2)
    worker.answer(10)
    window.run.went_to(4)
    qtbot.waitUntil(lambda: len(worker.asked()) == 3)
    worker.answer(4)
    assert panel.told.text().startswith("Measured after 4 epochs")


def test_it_takes_the_colours_of_either_theme(panel: InsidePanel, window: Window, qtbot: QtBot) -> None:
    window.session.select({"n2"})
    qtbot.waitUntil(lambda: panel.charts is not None and panel.charts.drawn)
    corners = {}
    for theme in ("light", "dark"):
        themes().choose(theme)
        QApplication.processEvents()
        corners[theme] = [part.grab().toImage().pixelColor(3, 3) for part in (panel, panel.charts, panel.table)]
    assert all(light.lightness() > dark.lightness() for light, dark in zip(*corners.values(), strict=True))
