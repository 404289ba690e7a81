"""The data tab."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from designer.data import describe
from designer.graph.edits import add_node, new_node, set_data
from designer.graph.roles import change_table, with_role
from designer.graph.specs import Arrays, Bundled, Column, DataFacts, DataSpec, Generated, Images, Table
from designer.ui.data.columns_model import Shows
from designer.ui.data.picture import points_of
from designer.ui.data.preview import WIDEST, Preview, PreviewModel, range_text
from designer.ui.data_panel import DataPanel
from designer.ui.inspector.simple import ChoiceField, TextField
from designer.ui.session import Session

Show = Callable[[QWidget], QWidget]

FLOWERS = "length;width;colour\n1.5;2;red\n2.5;;blue\n3.5;4;red\n"
FLOWER_FACTS = DataFacts(
    task="binary",
    rows=3,
    training_rows=2,
    validation_rows=1,
    input_shape=(2,),
    classes=("blue", "red"),
    class_counts=(1, 2),
    columns=(
        Column("length", "number", "feature", low=1.5, high=3.5, mean=2.5, deviation=0.8),
        Column("width", "number", "feature", missing=1, low=2, high=4, mean=3, deviation=1),
        Column("colour", "category", "target", categories=("blue", "red")),
    ),
    preview=(("1.5", "2", "red"), ("2.5", "", "blue"), ("3.5", "4", "red")),
)


@pytest.fixture
def panel(session: Session, shown: Show) -> DataPanel:
    panel = DataPanel(session)
    shown(panel)
    return panel


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "flowers.csv"
    path.write_text(FLOWERS)
    return path


def pick(panel: DataPanel, name: str) -> None:
    panel.picker.setCurrentIndex(panel.picker.findData(name))
    panel.picker.activated.emit(panel.picker.currentIndex())


def test_a_pattern_is_one_choice_away_and_keeps_size_and_noise(panel: DataPanel, session: Session) -> None:
    pick(panel, "spiral")
    assert session.design.data.source == Generated("spiral")
    assert panel.pattern.isVisible()


def test_a_bundled_set_needs_no_form(panel: DataPanel, session: Session) -> None:
    pick(panel, "iris")
    assert session.design.data.source == Bundled("iris")
    assert not panel.pattern.isVisible()
    assert "Reading" in panel.facts.state.text()


def test_the_size_is_typed_in_one_step(panel: DataPanel, session: Session, qtbot: QtBot) -> None:
    field = panel.pattern.field("size")
    assert isinstance(field, TextField)
    field.line.setFocus()
    field.line.selectAll()
    qtbot.keyClicks(field.line, "300")
    assert session.design.data.source == Generated(size=300)
    assert field.line.hasFocus()
    session.undo()
    assert session.design.data.source == Generated()


def test_a_share_of_everything_is_refused(panel: DataPanel, session: Session, qtbot: QtBot) -> None:
    field = panel.split.field("validation")
    assert isinstance(field, TextField)
    field.line.selectAll()
    qtbot.keyClicks(field.line, "1")
    assert "below 1" in field.sentence
    assert session.design.data.validation == 0.2


def test_points_and_rows_are_shown(panel: DataPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel.facts.preview.model().rowCount() > 0)
    assert panel.facts.scatter.isVisible()
    assert not panel.facts.bars.isVisible()


def test_columns_are_as_wide_as_their_texts_though_few_cells_are_asked_for(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview, asked, data = Preview(), list[int](), PreviewModel.data
    qtbot.addWidget(preview)
    monkeypatch.setattr(PreviewModel, "data", lambda model, *index: [asked.append(1), data(model, *index)][1])
    long = "a text wider than what stands above it"
    preview.show_facts(structs.replace(FLOWER_FACTS, preview=(*FLOWER_FACTS.preview, ("1" * 80, "2", long)) * 15))
    needed = preview.fontMetrics().horizontalAdvance(long)
    assert preview.columnWidth(0) == WIDEST > preview.columnWidth(2) > needed > preview.columnWidth(1)
    assert len(asked) < 60 * 3


def test_classes_are_counted_in_bars(panel: DataPanel, session: Session, qtbot: QtBot) -> None:
    pick(panel, "circles")
    session.show_data(describe(session.design.data))
    qtbot.waitUntil(lambda: "Rows of each class" in panel.facts.bars.accessibleName())
    assert panel.facts.bars.isVisible()


def test_a_fault_is_said_in_place_of_the_rows(panel: DataPanel, session: Session) -> None:
    session.show_data_fault("Expected a number in row 7, found “x”.")
    assert "row 7" in panel.facts.fault.text()
    assert not panel.facts.preview.isVisible()


def test_a_dropped_file_is_used(panel: DataPanel, session: Session, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    keys, buttons, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    entered = QDragEnterEvent(QPoint(5, 5), copy, mime, buttons, keys)
    panel.dragEnterEvent(entered)
    assert entered.isAccepted()
    panel.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, buttons, keys))
    assert session.design.data.source == Table(path=str(file), separator=";")


def test_a_picture_that_is_dropped_is_left_alone(panel: DataPanel, tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / "cat.png"))])
    entered = QDragEnterEvent(
        QPoint(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    entered.ignore()
    panel.dragEnterEvent(entered)
    assert not entered.isAccepted()


@pytest.fixture
def with_table(panel: DataPanel, session: Session, file: Path) -> DataPanel:
    panel.use_file(file)
    session.show_data(FLOWER_FACTS)
    return panel


def test_another_target_can_be_picked(with_table: DataPanel, session: Session) -> None:
    field = with_table.table.field("target")
    assert isinstance(field, ChoiceField)
    assert field.value == "colour"
    field.combo.setCurrentText("length")
    field.combo.activated.emit(field.combo.currentIndex())
    source = session.design.data.source
    assert isinstance(source, Table)
    assert source.target == "length"


def choose(panel: DataPanel, row: int, shows: Shows, choice: str, qtbot: QtBot) -> None:
    """Open the list of a cell by the keyboard and choose from it."""
    view = panel.facts.columns.view
    panel.facts.tabs.setCurrentWidget(panel.facts.columns)
    view.setCurrentIndex(view.model().index(row, shows))
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)
    combo = view.findChild(QComboBox)
    assert combo is not None
    combo.setCurrentIndex(combo.findData(choice))
    combo.activated.emit(combo.currentIndex())
    qtbot.wait(1)


def table_of(session: Session) -> Table:
    assert isinstance(session.design.data.source, Table)
    return session.design.data.source


def test_a_column_can_be_left_out_and_comes_back_with_undo(
    with_table: DataPanel, session: Session, qtbot: QtBot
) -> None:
    before = table_of(session)
    choose(with_table, 1, Shows.USE, "unused", qtbot)
    assert table_of(session).features == ("length",)
    session.undo()
    assert table_of(session) == before


def test_something_must_be_left_to_learn_from(with_table: DataPanel, session: Session, qtbot: QtBot) -> None:
    session.edit(
        change_table("Leave width out", lambda table: with_role(table, FLOWER_FACTS.columns, "width", "unused"))
    )
    columns = tuple(structs.replace(one, role="unused") if one.name == "width" else one for one in FLOWER_FACTS.columns)
    session.show_data(structs.replace(FLOWER_FACTS, columns=columns))
    choose(with_table, 0, Shows.USE, "unused", qtbot)
    assert table_of(session).features == ("length",)
    assert "At least one column" in with_table.facts.columns.said.text()


def test_another_column_can_be_predicted_too(with_table: DataPanel, session: Session, qtbot: QtBot) -> None:
    choose(with_table, 1, Shows.USE, "more", qtbot)
    assert (table_of(session).target, table_of(session).more_targets) == ("colour", ("width",))
    assert table_of(session).features == ("length",)


def test_a_column_can_weigh_the_rows_in_the_table_of_columns_too(
    with_table: DataPanel, session: Session, qtbot: QtBot
) -> None:
    choose(with_table, 1, Shows.USE, "weight", qtbot)
    assert (table_of(session).weights, table_of(session).features) == ("width", ("length",))
    columns = tuple(structs.replace(one, role="weight") if one.name == "width" else one for one in FLOWER_FACTS.columns)
    session.show_data(structs.replace(FLOWER_FACTS, columns=columns))
    choose(with_table, 1, Shows.USE, "feature", qtbot)
    assert (table_of(session).weights, table_of(session).features) == ("", ("length", "width"))


def test_a_type_can_be_said_and_taken_back(with_table: DataPanel, session: Session, qtbot: QtBot) -> None:
    choose(with_table, 1, Shows.TYPE, "category", qtbot)
    assert table_of(session).types == {"width": "category"}
    session.show_data(FLOWER_FACTS)
    choose(with_table, 1, Shows.TYPE, "", qtbot)
    assert table_of(session).types == {}


def test_a_column_can_go_to_another_input(with_table: DataPanel, session: Session, qtbot: QtBot) -> None:
    session.edit(add_node(new_node(session.design, "Input", {"shape": (1,)}), (0.0, 200.0)))
    inputs = [id for id, node in session.design.graph.nodes.items() if node.kind == "Input"]
    choose(with_table, 1, Shows.INPUT, inputs[1], qtbot)
    assert [part.columns for part in table_of(session).parts] == [("length",), ("width",)]
    assert session.design.data.feeds.keys() == set(inputs)
    choose(with_table, 1, Shows.INPUT, inputs[0], qtbot)
    assert table_of(session).parts == () and session.design.data.feeds == {}


def test_the_table_of_columns_is_read_to_assistive_tools(with_table: DataPanel) -> None:
    model = with_table.facts.columns.view.model()
    spoken = [model.index(1, shows).data(Qt.ItemDataRole.AccessibleTextRole) for shows in (Shows.NAME, Shows.USE)]
    assert "width: number, 2 to 4" in spoken[0] and spoken[1] == "width, Use: learn from"


def test_columns_of_a_table_that_cannot_be_read_can_be_used_otherwise(
    with_table: DataPanel, session: Session, qtbot: QtBot
) -> None:
    session.show_data_fault("Row 3, column 'width': expected a number.", FLOWER_FACTS.columns)
    choose(with_table, 1, Shows.TYPE, "number", qtbot)
    assert table_of(session).types == {"width": "number"}


def test_texts_among_numbers_are_counted_as_empty_with_one_click(
    with_table: DataPanel, session: Session, qtbot: QtBot
) -> None:
    length, width, *rest = FLOWER_FACTS.columns
    session.show_data_fault(
        "Row 3, column 'width': expected a number.", (length, structs.replace(width, slips=2), *rest)
    )
    button = with_table.facts.mend.button
    assert button is not None and "“width”" in button.whole_text
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert table_of(session).types == {"width": "number"}
    session.show_data(FLOWER_FACTS)
    assert with_table.facts.mend.button is None and with_table.facts.mend.isHidden()


def test_rows_can_be_held_back_by_a_column(with_table: DataPanel, session: Session) -> None:
    field = with_table.split.field("split_by")
    assert isinstance(field, ChoiceField)
    field.combo.setCurrentText("the last in time")
    field.combo.activated.emit(field.combo.currentIndex())
    assert (session.design.data.split_by, session.design.data.split_column) == ("time", "length")
    column = with_table.split.field("split_column")
    assert isinstance(column, ChoiceField) and column.value == "length"
    column.combo.setCurrentText("width")
    column.combo.activated.emit(column.combo.currentIndex())
    assert session.design.data.split_column == "width"
    session.undo()
    session.undo()
    assert session.design.data.split_by == ""


def test_what_goes_together_and_what_is_empty_is_told_in_words(
    panel: DataPanel, session: Session, qtbot: QtBot
) -> None:
    facts = structs.replace(
        FLOWER_FACTS,
        columns=tuple(structs.replace(one, cells=3) for one in FLOWER_FACTS.columns),
        correlated=("length", "width"),
        correlation=((1.0, -0.9), (-0.9, 1.0)),
    )
    session.show_data(facts)
    qtbot.waitUntil(lambda: "“width” and “length” -0.90" in panel.facts.correlations.summary.text())
    assert panel.facts.correlations.map.text_at(0, 1) == "length and width: -0.90"
    assert "“width” has most: 1 of 3 (33.3 %)" in panel.facts.missing.summary.text()


def test_a_file_can_be_read_again(with_table: DataPanel, session: Session, file: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.data_wanted):
        with_table.table.file.again.click()
    assert session.snapshot.data is None
    with qtbot.waitSignal(session.data_wanted):
        with_table.use_file(file)


def test_coming_back_reads_a_changed_file_again(
    with_table: DataPanel, session: Session, file: Path, qtbot: QtBot
) -> None:
    active = Qt.ApplicationState.ApplicationActive
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    app.applicationStateChanged.emit(active)
    assert session.snapshot.data is FLOWER_FACTS
    file.write_text(FLOWERS + "4;5;blue\n")
    with qtbot.waitSignal(session.data_wanted):
        app.applicationStateChanged.emit(active)
    session.show_data(FLOWER_FACTS)
    app.applicationStateChanged.emit(active)
    assert session.snapshot.data is FLOWER_FACTS


def test_tab_goes_down_the_settings_though_some_came_when_the_file_was_read(with_table: DataPanel) -> None:
    target, task = with_table.table.field("target"), with_table.table.field("task")
    weights, missing = with_table.table.field("weights"), with_table.table.field("missing")
    order, one = [], with_table.nextInFocusChain()
    while one is not with_table:
        order += [field for field in (target, task, weights, missing) if field.isAncestorOf(one) and field not in order]
        one = one.nextInFocusChain()
    assert order == [target, task, weights, missing]


def test_settings_that_stay_keep_their_fields(with_table: DataPanel, session: Session) -> None:
    before = [with_table.table.field(name) for name in ("task", "header", "missing")]
    source = session.design.data.source
    session.edit(set_data(DataSpec(structs.replace(source, path="other.csv"))))
    assert [with_table.table.field(name) for name in ("task", "header", "missing")] == before


def test_another_separator_forgets_the_columns(with_table: DataPanel, session: Session) -> None:
    field = with_table.table.field("separator")
    assert isinstance(field, ChoiceField)
    field.combo.setCurrentText("tab")
    field.combo.activated.emit(field.combo.currentIndex())
    source = session.design.data.source
    assert isinstance(source, Table)
    assert (source.separator, source.target) == ("\t", "")


def test_points_of_a_table_come_from_its_preview() -> None:
    points = points_of(DataSpec(Table(path="x")), FLOWER_FACTS)
    assert [(point.x, point.y, point.answer) for point in points] == [(1.5, 2, 1), (3.5, 4, 1)]


def test_a_column_says_its_range_and_its_empty_cells() -> None:
    assert [range_text(column) for column in FLOWER_FACTS.columns] == ["1.5 to 3.5", "2 to 4, 1 empty", "2 values"]
    assert range_text(Column("number", "number", "feature", low=1000, high=1399)) == "1,000 to 1,399"


def test_standardising_is_a_layer_behind_the_input(panel: DataPanel, session: Session, qtbot: QtBot) -> None:
    before = session.design
    panel.standard.click()
    kinds = [session.design.graph.nodes[id].kind for id in session.snapshot.analysis.order]
    assert kinds[:2] == ["Input", "Normalization"]
    assert panel.standard.isChecked()
    panel.standard.click()
    after = session.design.graph
    assert after.nodes == before.graph.nodes
    assert set(after.wires) == set(before.graph.wires)
    assert not panel.standard.isChecked()


def test_a_column_can_weigh_the_rows_and_is_no_feature_then(with_table: DataPanel, session: Session) -> None:
    field = with_table.table.field("weights")
    assert isinstance(field, ChoiceField) and field.combo.currentText() == "none"
    at = field.combo.findText("width")
    field.combo.setCurrentIndex(at)
    field.combo.activated.emit(at)
    source = session.design.data.source
    assert isinstance(source, Table) and source.weights == "width"
    field.combo.activated.emit(0)
    assert isinstance(session.design.data.source, Table) and session.design.data.source.weights == ""


@pytest.mark.parametrize("name", ["t.xlsx", "t.parquet", "t.jsonl", "t.npz", "t.npy", "folder"])
def test_every_format_can_be_dropped(panel: DataPanel, session: Session, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "folder":
        (path / "cats").mkdir(parents=True)
        (path / "cats" / "1.png").write_bytes(b"")
    else:
        path.write_bytes(b"")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    keys, buttons, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    panel.dropEvent(QDropEvent(QPointF(5, 5), copy, mime, buttons, keys))
    source = session.design.data.source
    assert isinstance(source, {"t.npz": Arrays, "t.npy": Arrays, "folder": Images}.get(name, Table))
    assert source.path == str(path)


def test_pictures_have_a_size_that_can_be_set(panel: DataPanel, session: Session, qtbot: QtBot) -> None:
    folder = Path("/nowhere")
    panel._use(Images(str(folder)))
    field = panel.images.field("height")
    assert isinstance(field, TextField)
    field.line.selectAll()
    qtbot.keyClicks(field.line, "12")
    assert session.design.data.source == Images(str(folder), height=12)
    session.undo()
    assert session.design.data.source == Images(str(folder))


def test_which_arrays_are_meant_can_be_said(panel: DataPanel, session: Session, tmp_path: Path) -> None:
    panel.use_file(tmp_path / "a.npz")
    session.show_data(structs.replace(FLOWER_FACTS, sheets=("one", "two", "three")))
    field = panel.arrays.field("x")
    assert isinstance(field, ChoiceField)
    field.combo.setCurrentText("three")
    field.combo.activated.emit(field.combo.currentIndex())
    assert session.design.data.source == Arrays(str(tmp_path / "a.npz"), x="three")
