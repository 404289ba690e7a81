"""The table of runs and what stands beside it, by mouse and by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.runs.database import FOLDER
from designer.runs.record import RunRow
from designer.runs.store import Store
from designer.ui.runs.panel import NONE_YET, NOTHING_FOUND, RunsPanel
from designer.ui.runs.strokes import COLORS, DASHES, Stroke
from designer.ui.theme import DARK, LIGHT
from designer.ui.window import Window
from tests.ui.runs.conftest import Fill, id_of, kept

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def cell(window: Window, row: int, column: str) -> QPoint:
    """Where a cell is in the table."""
    table = window.runs.panel.table
    index = table.model().index(row, window.runs.panel.model.column_at(column))
    table.scrollTo(index)
    return table.visualRect(index).center()


def click(window: Window, row: int, column: str = "name", keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(window.runs.panel.table.viewport(), LEFT, keys, cell(window, row, column))
    QApplication.processEvents()


def names(window: Window) -> list[str]:
    return [row.name for row in window.runs.panel.table.shown()]


def chosen(window: Window) -> list[str]:
    return [row.id for row in window.runs.panel.table.chosen()]


def told(window: Window) -> str:
    return window.runs.panel.comparison.told.text()


def row(window: Window, number: int) -> RunRow:
    return next(row for row in kept(window) if row.id == id_of(number))


def test_an_empty_list_says_what_will_be_there(window: Window, panel_of: Callable[[Window], RunsPanel]) -> None:
    panel = panel_of(window)
    assert panel._empty.isVisible() and panel._empty.text() == NONE_YET


def test_the_latest_run_stands_first_and_a_click_on_a_head_sorts(filled: Window, qtbot: QtBot) -> None:
    panel = filled.runs.panel
    assert [row.id for row in panel.table.shown()] == [id_of(number) for number in range(10, 0, -1)]
    QAbstractItemModelTester(panel.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    QAbstractItemModelTester(panel.filter, QAbstractItemModelTester.FailureReportingMode.Warning)
    click(filled, 0)
    before = chosen(filled)
    head = panel.table.horizontalHeader()
    for id, order in (("parameters", 1), ("final loss", 1), ("seconds", 1)):
        at = panel.model.column_at(id)
        head.setSortIndicator(at, Qt.SortOrder.AscendingOrder)
        values = [panel.model.columns[at].value(row) for row in panel.table.shown()]
        assert values == sorted(values)[::order]
        assert chosen(filled) == before, "what is selected stays selected"


def test_keys_sort_by_the_column_they_are_in(filled: Window) -> None:
    panel = filled.runs.panel
    click(filled, 0, "parameters")
    for order in (True, False):
        QTest.keySequence(panel.table, "Alt+S")
        values = [row.parameters for row in panel.table.shown()]
        assert values == sorted(values, reverse=order)


def test_words_filter_and_esc_clears_them(filled: Window) -> None:
    panel = filled.runs.panel
    find = panel.findChild(QLineEdit)
    assert find is not None
    find.setFocus()
    QTest.keyClicks(find, "DIGITS 990")
    assert names(filled) == ["digits 5"] and "1 of 10 runs" in panel.count.text()
    QTest.keyClicks(find, " zebra")
    assert panel._empty.isVisible() and panel._empty.text() == NOTHING_FOUND
    QTest.keyClick(find, Qt.Key.Key_Escape)
    assert len(names(filled)) == 10


def test_a_name_is_typed_where_it_stands(filled: Window, qtbot: QtBot) -> None:
    click(filled, 0)
    QTest.keyClick(filled.runs.panel.table, Qt.Key.Key_F2)
    editor = filled.runs.panel.table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "the  good one")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: names(filled)[0] == "the good one")
    assert row(filled, 10).name == "the good one"


def test_a_run_always_has_a_name(filled: Window, qtbot: QtBot) -> None:
    filled.runs.panel.model.edited.emit(id_of(1), "name", "   ")
    filled.runs.kept.change([id_of(2)], note="after")
    qtbot.waitUntil(lambda: row(filled, 2).note == "after")
    assert row(filled, 1).name == "spiral 1"


def test_a_tick_pins(filled: Window, qtbot: QtBot) -> None:
    table = filled.runs.panel.table
    index = table.model().index(0, 0)
    box = table.visualRect(index).topLeft() + QPoint(10, table.rowHeight(0) // 2)
    QTest.mouseClick(table.viewport(), LEFT, NONE, box)
    qtbot.waitUntil(lambda: row(filled, 10).pinned and filled.runs.kept.rows[id_of(10)].pinned)
    click(filled, 0)
    filled.actions_["runs_pin"].trigger()
    qtbot.waitUntil(lambda: not row(filled, 10).pinned)


def test_tags_and_notes_are_given_to_all_that_are_selected(
    filled: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    click(filled, 0)
    click(filled, 1, keys=CTRL)
    monkeypatch.setattr(QInputDialog, "getText", lambda *given, **more: ("good, wide ,good", True))
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *given, **more: ("first\nsecond", True))
    filled.actions_["runs_tag"].trigger()
    filled.actions_["runs_note"].trigger()
    qtbot.waitUntil(lambda: row(filled, 9).note == "first\nsecond")
    assert row(filled, 9).tags == row(filled, 10).tags == ("good", "wide")
    filled.runs.panel.findChild(QLineEdit).setText("wide second")
    qtbot.waitUntil(lambda: len(names(filled)) == 2)


def test_del_deletes_and_bring_back_returns(filled: Window, qtbot: QtBot) -> None:
    click(filled, 0)
    click(filled, 2, keys=CTRL)
    assert not filled.actions_["runs_bring_back"].isEnabled()
    QTest.keyClick(filled.runs.panel.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names(filled)) == 8)
    assert len(kept(filled)) == 10
    filled.actions_["runs_bring_back"].trigger()
    qtbot.waitUntil(lambda: len(names(filled)) == 10)
    assert [row.id for row in filled.runs.panel.table.shown()] == [id_of(number) for number in range(10, 0, -1)]
    assert not filled.actions_["runs_bring_back"].isEnabled()


def test_columns_are_chosen_and_remembered(filled: Window, open_window: Callable[..., Window], qtbot: QtBot) -> None:
    table, model = filled.runs.panel.table, filled.runs.panel.model
    for _ in range(2):
        table.columns_menu.aboutToShow.emit()
    ticks = {tick.data(): tick for tick in table.columns_menu.actions()}
    assert not ticks["name"].isEnabled() and ticks["trainer"].isChecked() and not ticks["weights"].isChecked()
    ticks["trainer"].trigger()
    ticks["best loss"].trigger()
    assert table.isColumnHidden(model.column_at("trainer")) and not table.isColumnHidden(model.column_at("best loss"))
    filled.close()
    again = open_window()
    qtbot.waitUntil(lambda: again.runs.panel.model.rowCount() == 10)
    table, model = again.runs.panel.table, again.runs.panel.model
    assert table.isColumnHidden(model.column_at("trainer")) and not table.isColumnHidden(model.column_at("best loss"))


def test_one_run_is_explained(filled: Window, qtbot: QtBot) -> None:
    click(filled, 0)
    qtbot.waitUntil(lambda: "learning rate" in told(filled))
    for words in ("digits 5", "20 of 20 epochs in 10 s, 990 parameters", "epochs: 19", "100 rows it never saw"):
        assert words in told(filled)


def test_two_runs_are_told_apart(filled: Window, qtbot: QtBot) -> None:
    click(filled, 0)
    click(filled, 1, keys=CTRL)
    qtbot.waitUntil(lambda: "epochs 18 → 19" in told(filled))
    assert "From spiral 5 to digits 5" in told(filled) and "seed 9 → 10" in told(filled)


def test_curves_lie_over_each_other_with_their_names(filled: Window, qtbot: QtBot) -> None:
    comparison = filled.runs.panel.comparison
    for at in range(3):
        click(filled, at, keys=CTRL if at else NONE)
    overlay = comparison.overlay
    assert overlay is not None
    qtbot.waitUntil(lambda: len(overlay._lines) == 3)
    assert [comparison.picker.itemText(at) for at in range(2)] == ["Validation loss", "Loss"]
    looks = {(line.opts["pen"].color().name(), tuple(line.opts["pen"].dashPattern())) for line in overlay._lines.values()}  # fmt: skip
    assert len(looks) == 3
    assert overlay.values_at(1).startswith("epoch 1: digits 4 1.6")
    assert "digits 5" in overlay.accessibleName() and "dashed" in comparison.legend.accessibleName()
    comparison.picker.setCurrentIndex(1)
    comparison.picker.activated.emit(1)
    assert overlay.log == "loss"
    plain = next(iter(overlay._lines.values())).getData()[1].copy()
    comparison.log_scale.click()
    assert next(iter(overlay._lines.values())).getData()[1].tolist() == pytest.approx(np.log10(plain).tolist())
    assert overlay.values_at(1).startswith("epoch 1: digits 4 1.5"), "values are told as they are"


def test_no_more_curves_are_drawn_than_can_be_told_apart_and_that_is_said(
    fill: Fill, open_window: Callable[..., Window], panel_of: Callable[[Window], RunsPanel], qtbot: QtBot
) -> None:
    fill(15)
    window = open_window()
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 15)
    panel.table.selectAll()
    qtbot.waitUntil(lambda: "The first 12 curves are shown; 3 more are selected" in told(window))
    assert len(panel.comparison.entries) == 12


def test_two_series_are_drawn_as_bands_and_judged(
    fill: Fill, open_window: Callable[..., Window], panel_of: Callable[[Window], RunsPanel], qtbot: QtBot
) -> None:
    fill(5, group="a", level=0.5)
    fill(5, first=6, group="b", level=0.2)
    window = open_window()
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.model.rowCount() == 10)
    click(window, 0)
    window.actions_["runs_series"].trigger()
    assert chosen(window) == [id_of(number) for number in range(10, 5, -1)]
    qtbot.waitUntil(lambda: "5 seeds" in told(window) and "on average" in told(window))
    panel.table.selectAll()
    qtbot.waitUntil(lambda: "B is better" in told(window), timeout=60_000)  # SciPy is loaded for it
    assert "fewer than 1 of 1,000" in told(window) and "seed" not in told(window).partition("From A")[2].partition(":")[2].partition("\n")[2]  # fmt: skip
    assert len(panel.comparison.entries) == 2


def test_a_design_is_opened_as_a_new_one_and_what_was_open_is_kept(filled: Window, qtbot: QtBot) -> None:
    filled.session.edit(set_training("Change", epochs=3))
    before = filled.session.design
    click(filled, 0)
    filled.actions_["runs_open"].trigger()
    qtbot.waitUntil(lambda: filled.session.design != before)
    assert filled.session.design.training.epochs == 19
    assert filled.session.path is None and filled.session.dirty
    assert before in [left.work.opened() for left in filled.autosave.unsaved()]


def test_a_run_whose_network_is_not_kept_cannot_be_gone_on_from(filled: Window) -> None:
    before = filled.session.design
    click(filled, 0)
    filled.actions_["runs_take"].trigger()
    assert "is not kept" in filled.status.sentence.text() and filled.session.design is before


def test_what_another_window_does_shows_here(filled: Window, qtbot: QtBot, tmp_path: Path) -> None:
    other = Store(tmp_path / "home" / FOLDER)
    other.change([id_of(10)], name="elsewhere")
    other.change([id_of(9)], deleted=1.0)
    qtbot.waitUntil(lambda: names(filled)[0] == "elsewhere" and len(names(filled)) == 9, timeout=10_000)
    other.close()


def test_the_table_is_told_to_assistive_tools(filled: Window) -> None:
    panel = filled.runs.panel
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [panel.table.model().index(0, at).data(role) for at in range(panel.model.columnCount())]
    assert "Name: digits 5" in said and "digits 5, not pinned" in said and "Outcome: done" in said
    click(filled, 0)
    assert panel.table.accessibleName() == "Training runs"


def test_the_menu_key_offers_what_can_be_done(filled: Window, qtbot: QtBot) -> None:
    from PySide6.QtGui import QContextMenuEvent

    click(filled, 0)
    table = filled.runs.panel.table
    QApplication.sendEvent(table, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text().replace("&", "") for action in menu.actions()]
    assert {"Open its design", "Rename the run", "Delete the runs"} <= set(offered)
    menu.close()


def test_room_for_networks_is_shown_and_can_be_set(
    filled: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "of 500 MB" in filled.runs.panel.count.text()
    monkeypatch.setattr(QInputDialog, "getInt", lambda *given, **more: (250, True))
    filled.actions_["runs_room"].trigger()
    qtbot.waitUntil(lambda: "of 250 MB" in filled.runs.panel.count.text())


@pytest.mark.parametrize("theme", (LIGHT, DARK), ids=lambda theme: theme.name)
def test_every_curve_can_be_seen_on_its_ground_and_has_a_look_of_its_own(theme: object) -> None:
    colors = COLORS[theme.name]  # type: ignore[attr-defined]
    ground = _brightness(theme.panel)  # type: ignore[attr-defined]
    for color in colors:
        high, low = max(ground, _brightness(color)), min(ground, _brightness(color))
        assert (high + 0.05) / (low + 0.05) >= 3, color
    count = len(colors) * len(DASHES)
    assert len({(number % len(colors), Stroke(number).words) for number in range(count)}) == count


def _brightness(color: str) -> float:
    """WCAG's relative luminance."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_nothing_of_a_design_that_cannot_be_read_stops_the_rest(filled: Window, qtbot: QtBot, starter: Design) -> None:
    store = Store(filled.runs.kept.folder)
    store._db.execute("UPDATE designs SET content = x'00'")
    store.close()
    click(filled, 0)
    qtbot.waitUntil(lambda: "The design of this run is damaged." in told(filled))
    before = filled.session.design
    filled.actions_["runs_open"].trigger()
    qtbot.waitUntil(lambda: "damaged" in filled.status.sentence.text())
    assert filled.session.design is before
