"""The live code."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from designer.data.script import DataCode
from designer.graph.edits import remove, set_data, set_setting
from designer.graph.specs import DataSpec, Table
from designer.ui.code_page import MODEL, NOTEBOOK, SCRIPT
from designer.ui.code_text import CodeText
from designer.ui.code_view import CodeView
from designer.ui.python_words import spans
from designer.ui.session import Session
from designer.ui.theme import themes

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def view(session: Session, shown: Show) -> CodeView:
    view = CodeView(session)
    shown(view)
    return view


def line_place(view: CodeView, line: int) -> QPoint:
    cursor = QTextCursor(view.text.document().findBlockByNumber(line - 1))
    return view.text.cursorRect(cursor).center() + QPoint(4, 0)


def shown_place(view: CodeView, id: str) -> QPoint:
    """The place of a layer's line, once it is scrolled to."""
    view.text.go_to(view.code.lines[id][0])
    return line_place(view, view.code.lines[id][0])


def test_the_code_follows_an_edit(view: CodeView, session: Session) -> None:
    assert "units=4" in view.text.toPlainText()
    session.edit(set_setting(session.design.graph.nodes["n2"], "units", 16))
    assert "units=16" in view.text.toPlainText()
    assert view.text.toPlainText() == view.code.text


def test_the_selected_layer_s_lines_are_marked(view: CodeView, session: Session) -> None:
    session.select(["n4"])
    assert view.text.marked == (view.code.lines["n4"],)
    assert len(view.text.extraSelections()) == view.code.lines["n4"][1] - view.code.lines["n4"][0] + 1


def test_the_marks_stay_with_their_layer_when_its_line_changes(view: CodeView, session: Session) -> None:
    session.select(["n2"])
    session.edit(set_setting(session.design.graph.nodes["n2"], "units", 16))
    marked = [mark.cursor.block().text() for mark in view.text.extraSelections()]  # type: ignore[attr-defined]
    assert len(marked) == 1
    assert "units=16" in marked[0]


def test_a_click_on_a_line_selects_its_layer(view: CodeView, session: Session, qtbot: QtBot) -> None:
    place = line_place(view, view.code.lines["n4"][0])
    qtbot.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.selection == {"n4"}


def test_a_click_elsewhere_keeps_the_selection(view: CodeView, session: Session, qtbot: QtBot) -> None:
    session.select(["n2"])
    qtbot.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=line_place(view, 1))
    assert session.selection == {"n2"}


def test_activations_can_stand_apart(view: CodeView, qtbot: QtBot) -> None:
    assert "layers.ReLU" not in view.text.toPlainText()
    view.apart.setChecked(True)
    assert "layers.ReLU" in view.text.toPlainText()


def test_the_script_is_one_switch_away(view: CodeView) -> None:
    view.what.setCurrentIndex(SCRIPT)
    assert ".fit(" in view.text.toPlainText()
    view.what.setCurrentIndex(MODEL)
    assert ".fit(" not in view.text.toPlainText()


def test_so_is_the_notebook_in_cells(view: CodeView, qtbot: QtBot) -> None:
    view.what.setCurrentIndex(NOTEBOOK)
    text = view.text.toPlainText()
    assert text.startswith("# %% [markdown]\n# # A neural network") and "\n# %%\nimport" in text and ".fit(" in text
    qtbot.mouseClick(view.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == text
    view.what.setCurrentIndex(SCRIPT)
    assert "# %%" not in view.text.toPlainText()


def test_a_layer_s_lines_are_found_in_the_notebook(view: CodeView, session: Session, qtbot: QtBot) -> None:
    view.what.setCurrentIndex(NOTEBOOK)
    qtbot.mouseClick(view.text.viewport(), Qt.MouseButton.LeftButton, pos=shown_place(view, "n4"))
    assert session.selection == {"n4"}
    (first, _), *_ = view.text.marked
    assert "units=1" in view.text.document().findBlockByNumber(first - 1).text()


def test_the_notebook_says_why_there_is_none_yet(view: CodeView, session: Session) -> None:
    view.what.setCurrentIndex(NOTEBOOK)
    session.edit(remove([session.design.graph.nodes["n1"]]))
    assert view.note.text().startswith("The notebook can be written once the errors are solved.")
    session.undo()
    assert view.note.text().startswith("What you type is drawn") and "# %%" in view.text.toPlainText()


def test_a_broken_network_still_shows_code_and_says_why_no_script(view: CodeView, session: Session) -> None:
    view.what.setCurrentIndex(SCRIPT)
    session.edit(remove([session.design.graph.nodes["n1"]]))
    assert "errors" in view.note.text()
    session.undo()
    assert "errors" not in view.note.text() and "Data panel" in view.note.text()


def test_the_script_waits_for_the_data_and_says_what_is_wrong_with_it(view: CodeView, session: Session) -> None:
    view.what.setCurrentIndex(SCRIPT)
    session.edit(set_data(DataSpec(source=Table(path="/nowhere/gone.csv"))))
    assert "once the data is read" in view.note.text()
    session.show_data_fault("There is no file gone.csv.")
    assert view.note.text() == "There is no file gone.csv."
    assert "units=4" in view.text.toPlainText()


def test_the_script_takes_the_code_of_the_data_from_whoever_read_it(view: CodeView, session: Session) -> None:
    view.what.setCurrentIndex(SCRIPT)
    facts = session.snapshot.data
    assert facts is not None
    session.show_data(facts, DataCode(("import pandas as pd",), (), "x_train = y_train = pd.Series()"))
    assert "x_train = y_train = pd.Series()" in view.text.toPlainText()


def test_copy_takes_the_whole_code(view: CodeView, qtbot: QtBot) -> None:
    qtbot.mouseClick(view.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == view.code.text


def test_nothing_is_written_while_hidden(session: Session, qtbot: QtBot) -> None:
    view = CodeView(session)
    qtbot.addWidget(view)
    assert view.code.text == ""
    view.show()
    assert "units=4" in view.text.toPlainText()


def test_the_view_keeps_its_place(qtbot: QtBot) -> None:
    themes().apply()
    text = CodeText()
    qtbot.addWidget(text)
    text.resize(300, 200)
    text.show()
    lines = [f"line_{at} = {at}" for at in range(300)]
    text.show_code("\n".join(lines))
    text.verticalScrollBar().setValue(120)
    lines[10] = "changed = 1"
    text.show_code("\n".join(lines))
    assert text.verticalScrollBar().value() == 120


_TEXTS = st.lists(st.sampled_from(["a", "b", "", "    c"]), max_size=8).map("\n".join)


@given(texts=st.lists(_TEXTS, min_size=2, max_size=5))
def test_any_text_can_follow_any_other(texts: list[str]) -> None:
    view = CodeText()
    for text in texts:
        view.show_code(text)
        assert view.toPlainText() == text


def test_words_are_coloured_by_what_they_are() -> None:
    line = 'units = Dense(4, name="x")  # why'
    found = {line[start : start + length]: colour for start, length, colour in spans(line)}
    assert found["4"] == "number"
    assert found["x"] == "string"
    assert found["# why"] == "comment"


def test_a_text_of_several_lines_is_one_colour(qtbot: QtBot) -> None:
    themes().choose("light")
    text = CodeText()
    text.highlighter.begin()
    text.show_code('"""One\nimport two\n"""\nimport three')
    blocks = [text.document().findBlockByNumber(number) for number in range(4)]
    colours = [[part.format.foreground().color().name() for part in block.layout().formats()] for block in blocks]
    string, keyword = (themes().current.code[name].lower() for name in ("string", "keyword"))
    assert colours[1] == [string]
    assert keyword in colours[3]
    themes().choose("system")
