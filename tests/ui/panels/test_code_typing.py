"""What is typed into the code is drawn, with real keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import move, rename, set_setting
from designer.ui.code_page import NOTEBOOK, SCRIPT
from designer.ui.code_view import CodeView
from designer.ui.session import Session

Show = Callable[[QWidget], QWidget]
Mod = Qt.KeyboardModifier


class Typist:
    """Types into the code of a view as a person does, and waits until the drawing has followed."""

    def __init__(self, view: CodeView, session: Session, qtbot: QtBot) -> None:
        self.view, self.session, self.qtbot = view, session, qtbot
        self.text = view.text

    def go_behind(self, piece: str) -> None:
        """Put the cursor behind a piece of the text."""
        at = self.text.toPlainText().index(piece) + len(piece)
        cursor = self.text.textCursor()
        cursor.setPosition(at)
        self.text.setTextCursor(cursor)

    def type(self, what: str) -> None:
        QTest.keyClicks(self.text, what)

    def press(self, keys: str, times: int = 1) -> None:
        for _ in range(times):
            QTest.keySequence(self.text, QKeySequence(keys))

    def wait(self) -> Design:
        """Until nothing is left to be read."""
        following = self.view.following
        self.qtbot.waitUntil(lambda: not following._pause.isActive() and not following.reader.running)
        return self.session.design

    def settings(self, id: str) -> dict[str, object]:
        return dict(self.wait().graph.nodes[id].settings)

    @property
    def plain(self) -> str:
        return self.text.toPlainText()


@pytest.fixture
def typist(session: Session, shown: Show, qtbot: QtBot) -> Typist:
    view = CodeView(session)
    shown(view)
    view.text.setFocus()
    qtbot.waitUntil(view.text.hasFocus)
    return Typist(view, session, qtbot)


def steps_back(session: Session) -> int:
    count = 0
    while session.snapshot.undo_label:
        session.undo()
        count += 1
    return count


def test_a_number_that_is_typed_is_drawn_as_one_step(typist: Typist, session: Session) -> None:
    before = session.design
    typist.go_behind("units=4")
    typist.type("2")
    assert session.design is before, "not while one types"
    assert typist.settings("n2") == {"units": 42}
    assert session.design.layout is before.layout
    assert session.snapshot.undo_label == "Change dense in the code"
    session.undo()
    assert session.design is before and "units=4," in typist.plain
    session.redo()
    assert "units=42," in typist.plain


def test_one_pause_is_one_step(typist: Typist, session: Session) -> None:
    typist.go_behind("units=4")
    typist.type("00")
    typist.wait()
    typist.type("0")
    typist.wait()
    assert steps_back(session) == 2


def test_own_writing_stays(typist: Typist, session: Session) -> None:
    typist.go_behind("units=4")
    typist.type("   ")
    typist.press("End")
    typist.type("  # mine")
    before = typist.plain
    design = session.design
    assert typist.wait() is design and typist.plain == before
    session.edit(set_setting(session.design.graph.nodes["n4"], "units", 3))
    assert typist.plain == before.replace("units=1", "units=3")
    typist.wait()
    assert typist.plain == before.replace("units=1", "units=3")
    session.undo()
    assert typist.plain == before


def test_what_must_change_is_written_anew_and_undo_brings_the_own_text_back(typist: Typist, session: Session) -> None:
    typist.go_behind("units=4")
    typist.type("   ")
    own, design = typist.plain, typist.wait()
    session.edit(set_setting(session.design.graph.nodes["n2"], "units", 9))
    typist.wait()
    assert "units=9, activation" in typist.plain
    session.undo()
    assert session.design is design and typist.plain == own


def test_moving_a_card_touches_neither_text_nor_cursor_nor_view(typist: Typist, session: Session) -> None:
    typist.go_behind("units=4")
    typist.type("  # a, b")
    typist.press("Backspace", 8)
    typist.wait()
    typist.text.resize(300, 60)
    typist.text.verticalScrollBar().setValue(3)
    told: list[object] = []
    typist.text.textChanged.connect(lambda: told.append(1))
    before = (typist.plain, typist.text.textCursor().position(), typist.text.verticalScrollBar().value())
    session.edit(move({"n2": (5.0, 77.0)}))
    typist.wait()
    assert (typist.plain, typist.text.textCursor().position(), typist.text.verticalScrollBar().value()) == before
    assert not told
    assert typist.text.document().isUndoAvailable(), "what was typed can still be undone there"


def test_a_card_that_is_moved_while_one_types_stays_where_it_was_put(typist: Typist, session: Session) -> None:
    typist.go_behind("units=4")
    typist.type("2")
    session.edit(move({"n2": (5.0, 77.0)}))
    assert typist.settings("n2") == {"units": 42}
    assert session.design.layout.positions["n2"] == (5.0, 77.0)


def test_what_is_no_python_leaves_the_drawing_and_says_why(typist: Typist, session: Session) -> None:
    before = session.design
    typist.go_behind("units=4")
    typist.type("(")
    assert typist.wait() is before
    fault = next(filter(None, map(typist.text.marks.fault_at, range(1, 20))))
    assert fault.waits and "bracket" in fault.what
    assert typist.view.fault.isVisible() and fault.what in typist.view.fault.sentence.text()
    assert fault.what in typist.text.accessibleDescription()
    typist.press("Backspace")
    assert typist.wait() is before
    assert not typist.view.fault.isVisible() and not typist.text.accessibleDescription()


def test_a_line_that_is_wrong_tells_so_where_one_points(typist: Typist) -> None:
    typist.go_behind("units=4")
    typist.type("'")
    typist.wait()
    line = next(number for number in range(1, 20) if typist.text.marks.fault_at(number))
    place = typist.text.cursorRect(QTextCursor(typist.text.document().findBlockByNumber(line - 1))).center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, typist.text.viewport().mapToGlobal(place))
    QApplication.sendEvent(typist.text.viewport(), event)
    assert "quote" in QToolTip.text()
    QToolTip.hideText()


def test_a_new_line_is_a_new_card_that_is_selected(typist: Typist, session: Session) -> None:
    typist.go_behind('activation="relu"),')
    typist.press("Return")
    typist.type("layers.Dropout(rate=0.5),")
    design = typist.wait()
    assert [node.kind for node in design.graph.nodes.values()] == ["Input", "Dense", "ReLU", "Dense", "Dropout"]
    assert session.selection == {"n5"}
    assert typist.plain.count("\n        layers.Dropout(rate=0.5),\n") == 1, "indented as the line above"


def test_nothing_goes_because_a_line_is_half_typed(typist: Typist, session: Session) -> None:
    before = session.design
    typist.go_behind("layers.Dense(units=4")
    typist.press("Shift+Home")
    typist.press("Backspace")
    typist.press("Home")
    cursor = typist.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    typist.text.setTextCursor(cursor)
    typist.type("        layers.Den,")
    assert typist.wait() is before
    assert typist.view.fault.insist.isVisible()
    typist.press("Backspace", 4)
    typist.type('Dense(units=6, activation="relu"),')
    assert typist.settings("n2") == {"units": 6}
    assert not typist.view.fault.isVisible()


def test_one_can_insist_on_drawing_what_can_be_read(typist: Typist, qtbot: QtBot) -> None:
    typist.go_behind('layers.Dense(units=4, activation="relu")')
    cursor = typist.text.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock, QTextCursor.MoveMode.KeepAnchor)
    typist.text.setTextCursor(cursor)
    typist.type("None")
    typist.wait()
    qtbot.mouseClick(typist.view.fault.insist, Qt.MouseButton.LeftButton)
    assert "n2" not in typist.wait().graph.nodes
    assert typist.view.fault.isVisible(), "what was left out is still said"


def test_a_whole_text_can_be_pasted_and_what_cannot_be_read_is_said(typist: Typist, session: Session) -> None:
    typist.press("Ctrl+A")
    QGuiApplication.clipboard().setText(
        "import keras\nfrom keras import layers\n\nmodel = keras.Sequential([\n    keras.Input((4,)),\n"
        "    layers.Dense(7),\n    Mine(3),\n    layers.Dense(2),\n])\n"
    )
    typist.press("Ctrl+V")
    design = typist.wait()
    assert [node.kind for node in design.graph.nodes.values()] == ["Input", "Dense", "Dense", "Mine"] or {
        node.kind for node in design.graph.nodes.values()
    } == {"Input", "Dense", "Mine"}
    assert "Mine" in typist.view.fault.sentence.text()
    fault = typist.text.marks.fault_at(7)
    assert fault is not None and not fault.waits


def test_ctrl_z_undoes_typing_first_and_then_the_drawing(typist: Typist, session: Session) -> None:
    session.edit(rename(session.design.graph.nodes["n2"], "first"))
    typist.wait()
    typist.go_behind("units=4")
    typist.type("2")
    assert typist.settings("n2") == {"units": 42}
    typist.press("Ctrl+Z")
    assert "units=42" not in typist.plain
    assert typist.settings("n2") == {"units": 4}
    assert session.snapshot.undo_label.startswith("Rename"), "the step is gone, not followed by another"
    typist.press("Ctrl+Z")
    assert session.design.graph.nodes["n2"].name == "dense"
    assert 'name="first"' not in typist.plain
    typist.press("Ctrl+Shift+Z")
    assert session.design.graph.nodes["n2"].name == "first"


def test_the_cursor_chooses_its_card_and_the_selection_marks_its_line(typist: Typist, session: Session) -> None:
    told: list[object] = []
    session.selection_changed.connect(told.append)
    typist.go_behind("keras.Input")
    typist.press("Down")
    typist.press("Down")
    assert session.selection == {"n2"}
    assert typist.text.marked == ((typist.text.textCursor().blockNumber() + 1,) * 2,)
    position = typist.text.textCursor().position()
    session.select(["n4"])
    assert typist.text.textCursor().position() == position, "marks move no cursor"
    assert [sorted(ids) for ids in told] == [["n2"], ["n4"]]  # type: ignore[call-overload]


def test_lines_stay_with_their_cards_while_one_types_above_them(typist: Typist, session: Session) -> None:
    typist.go_behind("from keras import layers")
    typist.press("Return")
    typist.type("# one more line (")
    session.select(["n4"])
    (first, _), *_ = typist.text.marked
    assert "units=1" in typist.text.document().findBlockByNumber(first - 1).text()
    typist.wait()
    assert typist.text.marked == ((first, first),)


def test_the_script_changes_training(typist: Typist, session: Session) -> None:
    typist.view.what.setCurrentIndex(SCRIPT)
    typist.go_behind("epochs=20")
    typist.type("5")
    assert typist.wait().training.epochs == 2050
    typist.go_behind("optimizer=keras.optimizers.Adam(learning_rate=0.01")
    typist.type("5")
    assert typist.wait().training.optimizer.settings == {"learning_rate": 0.015}
    assert session.design.graph is session.design.graph and steps_back(session) == 2
    assert "epochs=200," in typist.plain


def test_the_network_can_be_edited_in_the_script_too(typist: Typist) -> None:
    typist.view.what.setCurrentIndex(SCRIPT)
    typist.go_behind("units=4")
    typist.type("2")
    assert typist.settings("n2") == {"units": 42}


def test_what_is_typed_into_the_notebook_is_drawn(typist: Typist) -> None:
    typist.view.what.setCurrentIndex(NOTEBOOK)
    typist.go_behind("units=4")
    typist.type("2")
    assert typist.settings("n2") == {"units": 42}
    typist.go_behind("epochs=20")
    typist.type("5")
    assert typist.wait().training.epochs == 2050
    assert typist.plain.startswith("# %% [markdown]")


def test_own_writing_of_model_and_script_stays_apart(typist: Typist) -> None:
    typist.go_behind("units=4")
    typist.type("  ")
    own = typist.plain
    typist.wait()
    typist.view.what.setCurrentIndex(SCRIPT)
    assert "units=4, " in typist.plain and ".fit(" in typist.plain
    typist.view.what.setCurrentIndex(0)
    assert typist.plain == own


def test_keys_of_an_editor(typist: Typist) -> None:
    typist.text.setPlainText("")
    typist.type("model = Sequential([")
    typist.press("Return")
    typist.type("Dense(4),")
    typist.press("Return")
    typist.type("x")
    assert typist.plain == "model = Sequential([\n    Dense(4),\n    x"
    typist.press("Home")
    typist.press("Tab")
    assert typist.plain.endswith("\n        x")
    typist.press("Shift+Tab")
    assert typist.plain.endswith("\n    x")
    typist.press("Home")
    typist.press("Right", 4)
    typist.press("Backspace")
    assert typist.plain.endswith("\nx")


def test_problems_of_the_network_stand_beside_the_text_and_not_in_it(typist: Typist, session: Session) -> None:
    typist.go_behind("units=1")
    typist.type("7")
    assert typist.settings("n4") == {"units": 17}
    assert "17 numbers" in typist.view.note.text() and "Problem" not in typist.plain
    typist.press("Backspace")
    typist.wait()
    assert not typist.view.note.text()


def test_a_network_can_be_typed_from_nothing(typist: Typist, session: Session) -> None:
    session.start(Design())
    assert typist.plain == "" and "type Keras code" in typist.text.placeholderText()
    typist.type("from keras import layers, Input, Sequential")
    typist.press("Return")
    typist.type("model = Sequential([Input((2,)), layers.Dense(3)])")
    assert [node.kind for node in typist.wait().graph.nodes.values()] == ["Input", "Dense"]


def test_a_word_is_finished_from_the_catalogue(typist: Typist) -> None:
    typist.text.setPlainText("")
    typist.type("layers.Dro")
    popup = typist.text.completion.completer.popup()
    assert popup.isVisible() and popup.currentIndex().data() == "Dropout"
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert typist.plain == "layers.Dropout" and not popup.isVisible()
    typist.type("(")
    typist.press("Ctrl+Space")
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert typist.plain == "layers.Dropout(rate="
    typist.type("0.5, ")
    typist.press("Ctrl+Space")
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible() and typist.text.hasFocus() and typist.plain == "layers.Dropout(rate=0.5, "


def test_several_lines_are_indented_together(typist: Typist) -> None:
    typist.text.setPlainText("a\nb\nc")
    typist.type("")
    typist.text.setTabChangesFocus(False)
    cursor = typist.text.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    typist.text.setTextCursor(cursor)
    typist.press("Tab")
    assert typist.plain == "    a\n    b\nc"
    typist.press("Shift+Tab")
    assert typist.plain == "a\nb\nc"
    typist.press("Ctrl+Z")
    assert typist.plain == "    a\n    b\nc"


def test_nobody_is_caught_in_the_text(typist: Typist) -> None:
    typist.go_behind("units=4")
    typist.type("2")
    typist.press("Tab")
    assert typist.text.hasFocus()
    typist.press("Esc")
    typist.press("Tab")
    assert not typist.text.hasFocus()


def test_the_bracket_beside_the_cursor_and_its_other_half_are_marked(typist: Typist) -> None:
    typist.go_behind("keras.Sequential(")
    bold = [mark.cursor.selectedText() for mark in typist.text.extraSelections() if mark.format.fontWeight() == 700]  # type: ignore[attr-defined]
    assert sorted(bold) == ["(", ")"]


def test_the_number_beside_a_line_says_what_is_wrong_there(typist: Typist) -> None:
    typist.go_behind("units=4")
    typist.type("'")
    typist.wait()
    line = next(number for number in range(1, 20) if typist.text.marks.fault_at(number))
    box = next(box for number, box in typist.text.lines_in_sight(10_000) if number == line)
    gutter = typist.text._gutter
    at = QPoint(5, box.center().y())
    QApplication.sendEvent(gutter, QHelpEvent(QEvent.Type.ToolTip, at, gutter.mapToGlobal(at)))
    assert "quote" in QToolTip.text()
    QToolTip.hideText()
