"""Every picture of numbers can be copied and saved, by keyboard too, has its numbers as a table, and is told in words."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from designer.data import load_examples
from designer.graph.specs import Column, DataFacts, DataSpec, Generated, Table
from designer.runs.bands import Band
from designer.runs.record import RunRow
from designer.training.messages import OutputSaid
from designer.ui.charts.ring import FocusRing
from designer.ui.charts.taking import Taking
from designer.ui.data.columns_model import Shown
from designer.ui.data.columns_table import ColumnsTable
from designer.ui.data.correlations import CorrelationMap
from designer.ui.data.missing import MissingBars
from designer.ui.data.picture import ClassBars, Scatter, points_of
from designer.ui.runs.entries import Entry
from designer.ui.runs.overlay import Overlay
from designer.ui.theme import color
from designer.ui.training.results import Results
from designer.ui.training.surface.picture import SurfacePicture
from designer.ui.training.surface.shares import Examples, Seen
from designer.ui.trying.scores import ScoreBars, bars_of
from designer.ui.window import Window

COLUMNS = (
    Column("length", "number", "feature", 2, 0.0, 4.0, cells=10, bins=(1, 7)),
    Column("width", "number", "feature", 0, 1.0, 2.0, cells=10, bins=(5, 5)),
    Column("kind", "category", "target", categories=("elm", "oak"), common=(("oak", 6), ("elm", 4))),
)
FACTS = DataFacts(
    "binary", 10, 8, 2, (2,), classes=("elm", "oak"), class_counts=(4, 6), columns=COLUMNS,
    preview=(("1", "2", "oak"), ("3", "1.5", "elm")),
    correlated=("length", "width"), correlation=((1.0, -0.25), (-0.25, 1.0)),
)  # fmt: skip


def scatter() -> Scatter:
    chart = Scatter()
    chart.show_points(points_of(DataSpec(Table("trees.csv")), FACTS), FACTS)
    return chart


def class_bars() -> ClassBars:
    chart = ClassBars()
    chart.show_facts(FACTS)
    return chart


def correlations() -> CorrelationMap:
    chart = CorrelationMap()
    chart.show_facts(FACTS)
    return chart


def missing() -> MissingBars:
    chart = MissingBars()
    chart.show_columns(COLUMNS[:1])
    return chart


def scores() -> ScoreBars:
    chart = ScoreBars()
    chart.show_bars(bars_of(OutputSaid("", (0.25, 0.75), ("elm", "oak"), 1, sure=True), 0))
    return chart


def surface() -> SurfacePicture:
    chart = SurfacePicture()
    taken, sure = np.array([[0, 1], [0, 0]]), np.array([[0.5, 1], [0, 0.25]], np.float32)
    drawn = Examples(np.array([[0, 3], [1, 2]], np.float32), np.array([0, 1], np.float32), 1)
    chart.show_seen(Seen(((0.0, 1.0), (2.0, 3.0)), ("elm", "oak"), taken, sure, examples=drawn), ("length", "width"))
    return chart


def overlay() -> Overlay:
    row = replace(RunRow(*[""] * 25), id="run", name="spiral", title="spiral", figures={}, group="g")  # type: ignore[arg-type]
    one, many = Entry((row,)), Entry((row, row), "A")
    epochs = np.array([1.0, 2.0])
    band = Band(epochs, np.array([0.5, 0.25]), np.array([0.4, 0.125]), np.array([0.6, 0.375]))
    chart = Overlay()
    chart.show_curves(
        (one, many), {one.key: {"loss": (epochs, np.array([2.0, 1.0]))}, many.key: {"loss": band}}, "loss"
    )
    return chart


LINES = {
    scatter: ["length,width,kind", "1.0,2.0,oak", "3.0,1.5,elm"],
    class_bars: ["class,rows", "elm,4", "oak,6"],
    correlations: [",length,width", "length,1.0,-0.25", "width,-0.25,1.0"],
    missing: ["column,empty cells,cells", "length,2,10"],
    scores: ["class,score", "elm,0.25", "oak,0.75"],
    surface: [
        "what,length,width,answer,how sure",
        "network,0.0,3.0,elm,0.5",
        "network,1.0,3.0,oak,1.0",
        "network,0.0,2.0,elm,0.0",
        "network,1.0,2.0,elm,0.25",
        "learned from,0.0,3.0,elm",
        "held back,1.0,2.0,oak",
    ],
    overlay: [
        "run,epoch,loss,lowest,highest",
        "spiral,1.0,2.0",
        "spiral,2.0,1.0",
        '"A: spiral, 2 seeds",1.0,0.5,0.4,0.6',
        '"A: spiral, 2 seeds",2.0,0.25,0.125,0.375',
    ],
}
"""What each picture says as a table."""


@pytest.fixture(params=LINES, ids=[make.__name__ for make in LINES])
def make(request: pytest.FixtureRequest) -> Callable[[], QWidget]:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def chart(make: Callable[[], QWidget], qtbot: QtBot) -> QWidget:
    chart = make()
    qtbot.addWidget(chart)
    chart.resize(260, 240)
    chart.show()
    return chart


def taking_of(widget: QWidget) -> Taking:
    found = [child for child in widget.children() if isinstance(child, Taking)]
    assert len(found) == 1
    return found[0]


def test_its_table_has_the_numbers_that_are_shown(make: Callable[[], QWidget], chart: QWidget) -> None:
    assert taking_of(chart).bytes_of("csv").decode().splitlines() == LINES[make]


def test_it_is_saved_as_a_picture_and_as_lines(chart: QWidget) -> None:
    assert taking_of(chart).bytes_of("png").startswith(b"\x89PNG")
    assert taking_of(chart).bytes_of("svg").startswith(b"<?xml")


def test_the_menu_key_opens_its_menu_and_ctrl_c_copies_it(chart: QWidget, keyboard_on: Callable[[QWidget], None], qtbot: QtBot) -> None:  # fmt: skip
    keyboard_on(chart)
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert not QGuiApplication.clipboard().image().isNull()
    place = QPoint(5, 5)
    QApplication.sendEvent(chart, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, chart.mapToGlobal(place)))
    menu = next(one for one in chart.findChildren(QMenu) if one.isVisible())
    assert [one.text() for one in menu.actions() if one.text()] == [
        "Copy picture", "Save as PNG…", "Save as SVG…", "Save as CSV…",
    ]  # fmt: skip
    menu.close()


def test_the_line_round_it_while_it_has_the_keyboard_is_in_no_picture(
    chart: QWidget, keyboard_on: Callable[[QWidget], None]
) -> None:
    ring = next((one for one in chart.children() if isinstance(one, FocusRing)), None)
    if ring is None:
        pytest.skip("it has a border")
    chart.clearFocus()
    assert not ring.isVisible()
    keyboard_on(chart)
    assert ring.isVisible() and ring.size() == chart.size()
    corner = taking_of(chart)._pixels().pixelColor(2, 2)
    assert corner != color("accent") and ring.isVisible()


TOLD = {
    scatter: "2 points; elm 1; oak 1; length from 1 to 3; width from 1.5 to 2",
    class_bars: "elm 4, oak 6",
    correlations: "No two columns go together strongly",
    missing: "length 2 of 10",
    scores: "oak 75.0 % taken",
    overlay: "A: spiral, 2 seeds 0.25 (0.125 to 0.375)",
}


@pytest.mark.parametrize("make", TOLD, indirect=True)
def test_it_is_told_in_words(make: Callable[[], QWidget], chart: QWidget) -> None:
    assert TOLD[make] in f"{chart.accessibleName()}; {chart.accessibleDescription()}"


def test_points_of_a_plane_are_told_and_saved_with_their_own_numbers(qtbot: QtBot) -> None:
    spec = DataSpec(Generated("plane", size=60))
    facts = load_examples(spec).facts
    chart = Scatter()
    qtbot.addWidget(chart)
    chart.show_points(points_of(spec, facts), facts)
    header, *rows = csv.reader(io.StringIO(chart.taking.bytes_of("csv").decode()))
    values = [float(row[2]) for row in rows]
    target = next(one for one in facts.columns if one.role == "target")
    assert header == ["x", "y", target.name] and len(rows) == 60
    assert (min(values), max(values)) == pytest.approx((target.low, target.high))
    assert f"target from {min(values):.3g}" in chart.accessibleDescription()


def test_the_table_of_columns_gives_its_bars_and_keeps_its_own_copying(qtbot: QtBot) -> None:
    table = ColumnsTable()
    qtbot.addWidget(table)
    table.show_columns(Shown(COLUMNS))
    assert table.taking.bytes_of("csv").decode().splitlines() == [
        "column,from,to,value,how many",
        "length,0.0,2.0,,1",
        "length,2.0,4.0,,7",
        "width,1.0,1.5,,5",
        "width,1.5,2.0,,5",
        "kind,,,oak,6",
        "kind,,,elm,4",
    ]
    assert [one.text() for one in table.taking.menu().actions()] == ["Save as CSV…"]


def test_the_matrix_beside_the_curves_gives_its_counts(qtbot: QtBot) -> None:
    results = Results()
    qtbot.addWidget(results)
    results.confusion.show_counts(("elm", "oak"), ((3, 1), (0, 6)))
    lines = results.taking.bytes_of("csv").decode().splitlines()
    assert lines == ["what it is \\ taken for,elm,oak", "elm,3,1", "oak,0,6"]
    assert results.confusion.accessibleDescription() == "elm: 3 as elm, 1 as oak; oak: 6 as oak"


def test_what_was_saved_is_said_in_the_status_line(window: Window) -> None:
    window.data.facts.scatter.taking.copy()
    assert "clipboard" in window.status.sentence.text()
