"""The inspector: settings as a form, driven by keys and mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from designer.graph.edits import clear_setting, remove, rename, replace_kind, set_setting
from designer.ui.inspector.many_page import ManyPage
from designer.ui.inspector.node_page import NodePage
from designer.ui.inspector.object_field import ObjectField
from designer.ui.inspector.overview import Overview
from designer.ui.inspector.panel import Inspector
from designer.ui.inspector.settings_pane import SettingsPane
from designer.ui.inspector.simple import BooleanField, ChoiceField, TextField
from designer.ui.session import Session
from designer.values import ObjectValue

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def inspector(session: Session, shown: Show) -> Inspector:
    session.select(["n2"])
    inspector = Inspector(session)
    shown(inspector)
    return inspector


def line(inspector: Inspector, name: str) -> QLineEdit:
    field = page(inspector).settings.field(name)
    assert isinstance(field, TextField)
    return field.line


def page(inspector: Inspector) -> NodePage:
    assert isinstance(inspector.page, NodePage)
    return inspector.page


def retype(qtbot: QtBot, editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, text)


def units(session: Session, node: str = "n2") -> object:
    return session.design.graph.nodes[node].settings["units"]


def test_what_is_typed_first_replaces_the_value(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    inspector.focus_first_field()
    qtbot.keyClicks(line(inspector, "units"), "8")
    assert units(session) == 8


def test_typing_a_number_changes_the_design_in_one_step(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    retype(qtbot, line(inspector, "units"), "16")
    assert units(session) == 16
    qtbot.keyClick(line(inspector, "units"), Qt.Key.Key_Return)
    session.undo()
    assert units(session) == 4
    assert line(inspector, "units").text() == "4"


def test_two_typings_are_two_steps(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    for text in ("16", "32"):
        retype(qtbot, line(inspector, "units"), text)
        qtbot.keyClick(line(inspector, "units"), Qt.Key.Key_Return)
    session.undo()
    assert units(session) == 16


def test_a_text_that_is_no_number_stays_with_a_sentence(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    before = session.design
    retype(qtbot, line(inspector, "units"), "abc")
    field = page(inspector).settings.field("units")
    assert session.design is before
    assert line(inspector, "units").text() == "abc"
    assert "whole number" in field.sentence
    assert line(inspector, "units").property("refused")


def test_units_cannot_be_negative(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    retype(qtbot, line(inspector, "units"), "-3")
    assert units(session) == 4
    assert page(inspector).settings.field("units").sentence


def test_a_refused_text_survives_changes_elsewhere(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    retype(qtbot, line(inspector, "units"), "abc")
    session.edit(set_setting(session.design.graph.nodes["n4"], "units", 2))
    assert line(inspector, "units").text() == "abc"


def test_escape_takes_a_refused_text_back(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    retype(qtbot, line(inspector, "units"), "abc")
    qtbot.keyClick(line(inspector, "units"), Qt.Key.Key_Escape)
    assert line(inspector, "units").text() == "4"
    assert not page(inspector).settings.field("units").sentence


def test_the_cursor_stays_while_the_design_changes(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    editor = line(inspector, "units")
    retype(qtbot, editor, "128")
    editor.setCursorPosition(1)
    session.edit(rename(session.design.graph.nodes["n4"], "last"))
    assert editor.hasFocus()
    assert editor.cursorPosition() == 1
    assert line(inspector, "units") is editor


def test_the_arrow_keys_step_a_number(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    editor = line(inspector, "units")
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Up)
    qtbot.keyClick(editor, Qt.Key.Key_PageUp)
    assert units(session) == 15
    for _ in range(3):
        qtbot.keyClick(editor, Qt.Key.Key_PageDown)
    assert units(session) == 1
    session.undo()
    assert units(session) == 4


def test_the_wheel_steps_only_with_the_keyboard_there(inspector: Inspector, session: Session) -> None:
    editor = line(inspector, "units")
    wheel(editor)
    assert units(session) == 4
    editor.setFocus()
    wheel(editor)
    assert units(session) == 5


def wheel(widget: QWidget) -> None:
    centre = QPointF(widget.rect().center())
    event = QWheelEvent(
        centre, widget.mapToGlobal(centre), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_a_choice_is_taken_at_once(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    field = page(inspector).settings.field("activation")
    assert isinstance(field, ChoiceField)
    field.combo.setFocus()
    qtbot.keyClicks(field.combo, "tanh")
    assert session.design.graph.nodes["n2"].settings["activation"] == "tanh"


def test_a_tick_can_be_reset_to_its_default(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    row = page(inspector).settings.usual.rows["use_bias"]
    assert isinstance(row.field, BooleanField)
    assert not row.back.isVisible()
    qtbot.keyClick(row.field.box, Qt.Key.Key_Space)
    assert session.design.graph.nodes["n2"].settings["use_bias"] is False
    assert row.back.isVisible()
    qtbot.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert "use_bias" not in session.design.graph.nodes["n2"].settings
    assert row.field.box.isChecked()


def test_an_object_brings_a_form_of_its_own(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    settings = page(inspector).settings
    settings.more.set_folded(False)
    field = settings.field("kernel_regularizer")
    assert isinstance(field, ObjectField)
    field.combo.setCurrentIndex(field.combo.findData("L2"))
    field.combo.activated.emit(field.combo.currentIndex())
    assert session.design.graph.nodes["n2"].settings["kernel_regularizer"] == ObjectValue("L2")
    assert field.form is not None
    inner = field.form.field("l2")
    assert isinstance(inner, TextField)
    retype(qtbot, inner.line, "0.5")
    assert session.design.graph.nodes["n2"].settings["kernel_regularizer"] == ObjectValue("L2", {"l2": 0.5})
    assert "1 changed" in settings.more.header.text()
    assert inner.line.hasFocus()


def chosen(field: object, name: str) -> None:
    assert isinstance(field, ObjectField)
    field.combo.setCurrentIndex(field.combo.findData(name))
    field.combo.activated.emit(field.combo.currentIndex())


def test_a_layer_within_a_layer_is_edited_in_the_same_form(session: Session, shown: Show, qtbot: QtBot) -> None:
    inner = ObjectValue("Bidirectional", {"layer": ObjectValue("LSTM", {"units": 3})})
    session.edit(replace_kind(session.design.graph.nodes["n2"], "TimeDistributed", {"layer": inner}))
    session.select(["n2"])
    inspector = Inspector(session)
    shown(inspector)
    around = page(inspector).settings.field("layer")
    assert isinstance(around, ObjectField) and isinstance(around.form, SettingsPane)
    within = around.form.field("layer")
    assert isinstance(within, ObjectField) and isinstance(within.form, SettingsPane)
    qtbot.waitUntil(within.form.isVisible)
    units = within.form.field("units")
    assert isinstance(units, TextField)
    retype(qtbot, units.line, "12")
    qtbot.keyClick(units.line, Qt.Key.Key_Return)
    assert session.design.graph.nodes["n2"].settings == {
        "layer": ObjectValue("Bidirectional", {"layer": ObjectValue("LSTM", {"units": 12})})
    }
    assert session.snapshot.undo_label == "Set units of LSTM in dense to 12"
    chosen(within, "GRU")
    assert session.design.graph.nodes["n2"].settings["layer"] == ObjectValue(
        "Bidirectional", {"layer": ObjectValue("GRU", {"units": 12})}
    )
    session.undo()
    session.undo()
    assert session.design.graph.nodes["n2"].settings["layer"] == inner


def test_a_small_object_with_settings_shows_them_from_the_start(session: Session, shown: Show, qtbot: QtBot) -> None:
    session.edit(set_setting(session.design.graph.nodes["n2"], "kernel_regularizer", ObjectValue("L2", {"l2": 0.5})))
    session.select(["n2"])
    inspector = Inspector(session)
    shown(inspector)
    page(inspector).settings.more.set_folded(False)
    field = page(inspector).settings.field("kernel_regularizer")
    assert isinstance(field, ObjectField) and field.form is not None
    qtbot.waitUntil(field.form.isVisible)
    usual = page(inspector).settings.field("kernel_initializer")
    assert isinstance(usual, ObjectField) and usual.form is not None and not usual.form.isVisible()


def test_a_name_of_another_layer_is_refused_in_the_field(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    other = session.design.graph.nodes["n4"].name
    retype(qtbot, line(inspector, "name"), other)
    assert session.design.graph.nodes["n2"].name != other
    assert "already" in page(inspector).settings.field("name").sentence
    qtbot.keyClicks(line(inspector, "name"), "x")
    assert session.design.graph.nodes["n2"].name == other + "x"
    assert not page(inspector).settings.field("name").sentence


def test_a_name_is_one_step(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    before = session.design.graph.nodes["n2"].name
    retype(qtbot, line(inspector, "name"), "hidden")
    session.undo()
    assert session.design.graph.nodes["n2"].name == before
    assert line(inspector, "name").text() == before


def test_shapes_and_counts_follow_the_typing(inspector: Inspector, qtbot: QtBot) -> None:
    retype(qtbot, line(inspector, "units"), "16")
    facts = page(inspector).facts
    assert facts.text("Goes out") == "16"
    assert "2 x 16 weights + 16 biases = 48" in facts.text("Parameters")


def test_a_problem_of_the_node_can_be_fixed_here(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    session.edit(remove([session.design.graph.nodes["n3"]], reconnect=True))
    cards = page(inspector).problems.cards
    assert cards
    fixes = [button for card in cards for button in card.buttons if button.isVisible()]
    before = len(session.snapshot.analysis.problems)
    qtbot.mouseClick(fixes[0], Qt.MouseButton.LeftButton)
    assert len(session.snapshot.analysis.problems) < before


def test_several_layers_are_set_in_one_step(session: Session, shown: Show, qtbot: QtBot) -> None:
    session.select(["n2", "n4"])
    inspector = Inspector(session)
    shown(inspector)
    assert isinstance(inspector.page, ManyPage)
    field = inspector.page.settings.field("units")
    assert isinstance(field, TextField)
    assert field.line.placeholderText() == "mixed"
    qtbot.keyClicks(field.line, "12")
    assert (units(session), units(session, "n4")) == (12, 12)
    session.undo()
    assert (units(session), units(session, "n4")) == (4, 1)


def test_layers_of_different_kinds_share_what_both_have(session: Session, shown: Show) -> None:
    session.select(["n2", "n3"])
    inspector = Inspector(session)
    shown(inspector)
    assert isinstance(inspector.page, ManyPage)
    names = {*inspector.page.settings.usual.rows, *inspector.page.settings.rare.rows}
    assert "trainable" in names
    assert "units" not in names


def test_nothing_selected_shows_the_whole_network(inspector: Inspector, session: Session) -> None:
    session.select([])
    assert isinstance(inspector.page, Overview)
    assert inspector.page.facts.text("Layers") == "4"
    assert inspector.page.facts.text("Parameters").startswith("17")


def test_a_deleted_layer_leaves_the_inspector(inspector: Inspector, session: Session) -> None:
    session.edit(remove([session.design.graph.nodes["n2"]]))
    assert isinstance(inspector.page, Overview)


def test_enter_on_the_canvas_goes_to_the_first_setting(inspector: Inspector) -> None:
    inspector.focus_first_field()
    assert line(inspector, "units").hasFocus()


def test_every_field_is_named_for_assistive_tools(inspector: Inspector) -> None:
    pane = page(inspector).settings
    for form in (pane.usual, pane.rare):
        for name, row in form.rows.items():
            assert row.field.focusProxy().accessibleName() == name


def test_clearing_a_setting_elsewhere_shows_its_default(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    node = session.design.graph.nodes["n2"]
    session.edit(set_setting(node, "activation", "relu"))
    field = page(inspector).settings.field("activation")
    assert field.value == "relu"
    session.edit(clear_setting(node, "activation"))
    assert field.value is None


def test_undo_in_a_field_undoes_the_design(inspector: Inspector, session: Session, qtbot: QtBot) -> None:
    undo = QAction("Undo", inspector)
    undo.setShortcut(QKeySequence.StandardKey.Undo)
    undo.triggered.connect(session.undo)
    inspector.addAction(undo)
    retype(qtbot, line(inspector, "units"), "16")
    qtbot.keyClick(line(inspector, "units"), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert units(session) == 4
    assert line(inspector, "units").text() == "4"
    assert line(inspector, "units").hasFocus()
