"""Code and canvas in the real window: what is typed in one shows in the other, by keys alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.ui.window import Window

Keyboard = Callable[[QWidget], None]


def press(keys: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keySequence(focus, QKeySequence(keys))


def wait(window: Window, qtbot: QtBot) -> None:
    following = window.code.following
    qtbot.waitUntil(lambda: not following._pause.isActive() and not following.reader.running)


def behind(window: Window, piece: str) -> None:
    text = window.code.text
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index(piece) + len(piece))
    text.setTextCursor(cursor)


def test_a_layer_is_typed_in_its_line_by_keys_alone(window: Window, qtbot: QtBot, keyboard_on: Keyboard) -> None:
    keyboard_on(window.canvas)
    window.session.select({"n4"})
    press("F4")
    assert window.code.text.hasFocus()
    assert "units=1" in window.code.text.textCursor().block().text()
    press("End")
    press("Return")
    QTest.keyClicks(window.code.text, "layers.Dense(3),")
    window.activateWindow()  # the tests' screen leaves it to the list of words that was there
    wait(window, qtbot)
    assert "n5" in window.canvas.canvas.cards
    assert window.canvas.canvas.places.rect("n5").left() > window.canvas.canvas.places.rect("n4").right()
    press("Esc")
    assert window.code.text.hasFocus(), "the first Esc lets Tab move on"
    assert "Tab" in window.status.sentence.text()
    press("Esc")
    assert window.canvas.hasFocus()
    press("Ctrl+Z")
    assert "n5" not in window.canvas.canvas.cards and "Dense(3)" not in window.code.text.toPlainText()


def test_dragging_a_card_leaves_the_text_alone(window: Window, qtbot: QtBot, keyboard_on: Keyboard) -> None:
    text = window.code.text
    keyboard_on(text)
    behind(window, "units=4")
    QTest.keyClicks(text, "  ")
    wait(window, qtbot)
    window.session.select({"n2"})
    before = (text.toPlainText(), text.textCursor().position(), text.verticalScrollBar().value())
    canvas = window.canvas
    place = canvas.mapFromScene(canvas.canvas.places.rect("n2").center())
    QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    for step in (5, 30, 60):
        QTest.mouseMove(canvas.viewport(), place + QPoint(0, step))
    QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=place + QPoint(0, 60))
    wait(window, qtbot)
    assert window.session.snapshot.undo_label
    assert (text.toPlainText(), text.textCursor().position(), text.verticalScrollBar().value()) == before


def test_keys_of_the_window_are_letters_in_the_text(window: Window, keyboard_on: Keyboard) -> None:
    text = window.code.text
    keyboard_on(text)
    behind(window, "import keras")
    QTest.keyClicks(text, "  # What? [all] M L")
    assert "# What? [all] M L" in text.toPlainText()
    assert not any(widget.isVisible() for widget in window.findChildren(QWidget, "ShortcutSheet"))


def test_the_cursor_shows_its_card_on_the_canvas(window: Window, keyboard_on: Keyboard) -> None:
    text = window.code.text
    keyboard_on(text)
    behind(window, "keras.Input")
    text.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    press("Down")
    press("Down")
    assert window.session.selection == {"n2"}
    window.session.select({"n1"})
    assert text.textCursor().block().text().strip().startswith("layers.Dense")


def test_what_was_typed_is_drawn_before_anything_else_is_done(
    window: Window, qtbot: QtBot, keyboard_on: Keyboard
) -> None:
    keyboard_on(window.code.text)
    behind(window, "units=4")
    QTest.keyClicks(window.code.text, "2")
    keyboard_on(window.canvas)
    wait(window, qtbot)
    assert window.session.design.graph.nodes["n2"].settings["units"] == 42
