"""The Evaluation tab: judged when a run ends, said to be stale, cells and rows by mouse and keys, charts to take along."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from designer.data import describe
from designer.data.fields import Packed
from designer.graph.edits import set_training
from designer.graph.specs import DataSpec, Shapes
from designer.judging.figures import ColumnRank, Ranking
from designer.training import messages as m
from designer.ui.charts.plot import Plot
from designer.ui.judging.pages.charts import ChartsPage
from designer.ui.judging.rows_table import RowsTable
from designer.ui.training.run import Phase
from designer.ui.window import Window
from tests.ui.judging.conftest import ROWS, Worker, of_classes, of_numbers

Keyboard = Callable[[QWidget], None]


def titles(window: Window) -> list[str]:
    pages = window.trained.evaluation.list
    return [pages.item(at).text() for at in range(pages.count()) if not pages.item(at).isHidden()]


def look_at(window: Window, title: str) -> QWidget:
    window.docks.bring_up("evaluation")
    window.trained.evaluation.show_page(title)
    return window.trained.evaluation.page(title)


def charts_of(page: QWidget, qtbot: QtBot) -> list[Plot]:
    """The plots of a sub-view, once all are drawn."""
    if not isinstance(page, ChartsPage):
        return []
    qtbot.waitUntil(lambda: page.drawn)
    assert page.plots
    return page.plots


def rows_of(request: m.ShowRows) -> m.RowsShown:
    said = m.OutputSaid("", (0.8, 0.1, 0.1), ("cat", "dog", "hen"), 0, True)
    rows = tuple(
        m.Example(at, 100 + at, {"x": 0.1 * at, "y": 0.5}, ((float(at % 3),),), (said,)) for at in request.places
    )
    return m.RowsShown(request.id, rows)


def test_a_run_that_ends_is_judged_once(window: Window, worker: Worker) -> None:
    worker.judge()
    window.run.changed.emit()
    assert len([one for one in worker.sent if isinstance(one, m.Judge)]) == 1
    text = window.trained.evaluation.source.text()
    assert "40 of 80 rows" in text and "never trained on" in text and "10 epochs" in text


def test_only_what_fits_the_task_is_offered(window: Window, worker: Worker) -> None:
    worker.judge()
    assert titles(window) == ["Overview", "Confusion", "Curves", "Calibration", "Worst rows", "Columns"]
    worker.judge(of_numbers)
    assert titles(window) == ["Overview", "Residuals", "Worst rows", "Columns"]


@pytest.mark.parametrize("make", [of_classes, of_numbers])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_sub_view_shows_itself_and_says_what_it_shows(
    window: Window, worker: Worker, qtbot: QtBot, make: Callable[[int], m.Judgement], theme: str
) -> None:
    window.choices.choose_theme(theme)
    worker.judge(make)
    for title in titles(window):
        page = look_at(window, title)
        assert page.isVisible()
        for plot in charts_of(page, qtbot):
            assert plot.accessibleName() and plot.accessibleDescription()
    window.choices.choose_theme("light" if theme == "dark" else "dark")
    assert not window.grab().isNull()


def test_figures_stand_in_the_overview(window: Window, worker: Worker) -> None:
    worker.judge()
    page = look_at(window, "Overview")
    assert "90.0 %" in [label.text() for label in page.findChildren(QLabel)]
    table = page.table
    assert [table.item(at, 0).text() for at in range(3)] == ["cat", "dog", "hen"]
    assert table.item(0, 4).text() == "14"


def test_a_cell_of_the_matrix_shows_its_rows_by_mouse_and_by_keys(
    window: Window, worker: Worker, qtbot: QtBot, keyboard_on: Keyboard
) -> None:
    worker.judge()
    page = look_at(window, "Confusion")
    cells = page.cells
    where = cells._where((0, 1)).center().toPoint()
    QTest.mouseClick(cells, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    asked = worker.last(m.ShowRows)
    expected = [at for at in range(ROWS) if at % 3 == 0 and at % 10 == 9]
    assert list(asked.places[: len(expected)]) == expected
    worker.say(rows_of(asked))
    model = page.rows.table.rows
    assert model.rowCount() == len(expected)
    assert model.data(model.index(0, 0)) == f"{100 + expected[0] + 1}" and model.data(model.index(0, 2)) == "cat (80 %)"
    # each example is two numbers, so they are marked in the plane
    qtbot.waitUntil(lambda: page.rows._plot is not None and bool(page.rows._plot.content.series))
    assert page.rows._plot.isVisible()
    assert len(page.rows._plot.content.series[-1].xs) == len(expected)
    keyboard_on(cells)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(cells, key)
    again = worker.last(m.ShowRows)
    assert again.id != asked.id and cells.picked == (1, 2)
    assert "dog taken for hen" in page.rows.title.text()
    worker.say(m.RowsShown(asked.id, ()))
    assert model.rowCount() == len(expected), "an answer to an earlier question changes nothing"


def test_the_matrix_reads_itself_out(window: Window, worker: Worker, keyboard_on: Keyboard) -> None:
    worker.judge()
    page = look_at(window, "Confusion")
    assert "cat: 12 as cat, 2 as dog" in page.cells.accessibleDescription()
    keyboard_on(page.cells)
    assert page.cell.text() == "cat taken for cat: 12 rows, 86% of these"


def test_the_worst_rows_come_with_their_loss(window: Window, worker: Worker) -> None:
    worker.judge()
    page = look_at(window, "Worst rows")
    asked = worker.last(m.ShowRows)
    worker.say(rows_of(asked))
    model = page.rows.table.rows
    assert model.headerData(3, Qt.Orientation.Horizontal) == "loss (crossentropy)"
    assert model.data(model.index(0, 3)) == "2.3"


def test_what_was_judged_is_stale_when_the_design_changes_until_it_is_back(
    window: Window, worker: Worker, qtbot: QtBot
) -> None:
    worker.judge()
    window.docks.bring_up("evaluation")
    stale = window.trained.evaluation.stale
    assert not stale.isVisibleTo(window.trained.evaluation)
    window.session.edit(set_training("Set epochs to 7", epochs=7))
    qtbot.waitUntil(partial(stale.isVisibleTo, window.trained.evaluation))
    window.session.undo()
    qtbot.waitUntil(lambda: not stale.isVisibleTo(window.trained.evaluation))


def test_a_judgement_of_a_run_that_is_not_the_last_any_more_is_dropped(window: Window, worker: Worker) -> None:
    worker.end_run()
    first = worker.last(m.Judge)
    worker.end_run()
    worker.say(of_classes(first.id))
    assert window.trained.judging.judgement is None


def test_a_run_that_goes_on_can_be_judged_and_says_so(window: Window, worker: Worker) -> None:
    plan = window.run.ahead.plan()
    assert plan is not None and not window.actions_["judge"].isEnabled()
    worker.end_run()
    window.run.run.outcome = ""
    window.run._enter(Phase.RUNNING)
    window.actions_["judge"].trigger()
    worker.say(of_classes(worker.last(m.Judge).id))
    assert "while it trained on" in window.trained.evaluation.source.text()


def test_columns_are_ranked_when_asked_for_and_it_can_be_given_up(window: Window, worker: Worker) -> None:
    worker.judge()
    page = look_at(window, "Columns")
    QTest.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    first = worker.last(m.Rank)
    assert page.busy.isVisible() and not page.begin.isVisible()
    QTest.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    assert worker.last(m.Cancel) == m.Cancel(first.id)
    worker.say(m.Ranked(first.id))
    assert page.begin.isVisible() and window.trained.judging.ranked is None
    QTest.mouseClick(page.begin, Qt.MouseButton.LeftButton)
    columns = (ColumnRank("y", 0.3, 0.05), ColumnRank("x", 0.1, 0.0))
    worker.say(m.Ranked(worker.last(m.Rank).id, (Ranking("", "accuracy", 0.9, columns),), 40, 5))
    assert page.plot.isVisible() and "y 0.3 ± 0.05" in page.plot.accessibleDescription()
    assert list(page.plot.content.rows())[-1] == (0.3, "y", 0.05)


def test_where_columns_cannot_be_ranked_it_says_why(window: Window, worker: Worker) -> None:
    worker.judge(partial(of_classes, ranks="There is only one thing."))
    page = look_at(window, "Columns")
    assert page.words.text() == "There is only one thing." and not page.begin.isVisible()


def test_the_results_lead_to_the_tab(window: Window, worker: Worker, qtbot: QtBot) -> None:
    window.docks.bring_up("training")
    worker.judge()
    window.training.results.more.click()
    assert window.docks.with_keyboard() == "evaluation"


@pytest.mark.parametrize("format", ["png", "svg", "csv"])
def test_a_chart_is_saved_in_any_form(
    window: Window, worker: Worker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    worker.judge()
    plot = charts_of(look_at(window, "Curves"), qtbot)[0]
    target = tmp_path / f"roc.{format}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *given: (str(target), ""))
    menu = plot.taking.menu()
    next(one for one in menu.actions() if format.upper() in one.text()).trigger()
    content = target.read_bytes()
    assert content.startswith({"png": b"\x89PNG", "svg": b"<?xml", "csv": b"series"}[format])
    if format == "svg":
        assert b"true positive rate" in content and b"<image" not in content
    if format == "csv":
        table = list(csv.reader(io.StringIO(content.decode())))
        assert {row[0] for row in table[1:]} == {"guessing", "cat", "dog", "hen"}
    assert window.status.sentence.text() == f"Wrote roc.{format}."


def test_charts_of_the_training_tab_can_be_taken_along_too(window: Window, qtbot: QtBot, keyboard_on: Keyboard) -> None:
    for _ in window.training.load_curves():
        pass
    curves = window.training.curves
    window.docks.bring_up("training")
    window.training._charts.setCurrentIndex(1)
    keyboard_on(curves)
    QGuiApplication.clipboard().clear()
    QTest.keySequence(curves, "Ctrl+C")
    assert QGuiApplication.clipboard().mimeData().hasImage()
    assert curves.taking.bytes_of("csv").startswith(b"epoch")


def test_the_menu_key_opens_the_menu_of_a_chart(window: Window, worker: Worker, qtbot: QtBot) -> None:
    worker.judge()
    for widget in (look_at(window, "Confusion").cells, charts_of(look_at(window, "Curves"), qtbot)[1]):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), widget.mapToGlobal(QPoint(5, 5)))
        QApplication.sendEvent(widget, event)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [one.text() for one in menu.actions() if one.text()] == ["Copy picture", "Save as PNG…", "Save as SVG…", "Save as CSV…"]  # fmt: skip
        menu.close()


def test_a_network_taken_back_to_an_earlier_epoch_is_judged_there(window: Window, worker: Worker) -> None:
    worker.judge()
    run = window.run.run
    assert run is not None
    run.kept, run.at = (0, 4, 10), 4
    window.training.rewinding.settled.emit()
    worker.say(of_classes(worker.last(m.Judge).id))
    assert "after 4 epochs" in window.trained.evaluation.source.text()


def test_a_run_that_goes_on_from_there_is_judged_again_at_its_end(window: Window, worker: Worker) -> None:
    worker.judge()
    run = window.run.run
    assert run is not None
    run.at = 4
    window.run.again(901, 20)
    assert window.trained.judging.stale
    run.epochs, run.at, run.evaluation = 20, 20, m.Evaluation(ROWS, {"loss": 0.1})
    window.run._end("done", "")
    worker.say(of_classes(worker.last(m.Judge).id))
    assert "after 20 epochs" in window.trained.evaluation.source.text() and not window.trained.judging.stale


def test_pictures_stand_beside_the_number_of_their_row(window: Window) -> None:
    table = RowsTable()
    facts = describe(DataSpec(Shapes(size=30)))
    given = {"picture": Packed(bytes(4 * 144)), "distance": 1.5, "light": 0.5}
    table.show_rows([m.Example(0, 6, given, ((0.2,), (1.0,)))], facts, 1, "shape", {0: "0.3"}, "loss")
    model = table.rows
    headers = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert headers == ["row", "picture", "it is", "the network says", "loss", "distance", "light"]
    assert [model.data(model.index(0, at)) for at in (0, 2, 4, 5)] == ["7", "square", "0.3", "1.5"]
    assert model.data(model.index(0, 1), Qt.ItemDataRole.DecorationRole).height() > 20
    assert model.data(model.index(0, 1), Qt.ItemDataRole.AccessibleTextRole) == "picture: an image"
