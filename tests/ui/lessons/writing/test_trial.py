"""A lesson that is being written is tried as a student has it, leaves no trace, and brings everything back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.ui.lessons.writing.trial import SAID
from designer.ui.lessons.writing.writer import Writer
from designer.ui.window import Window
from tests.ui.person import LEFT

KEY = Qt.Key


def tried(writer: Writer, window: Window, qtbot: QtBot, line: int) -> None:
    writer.text.go_to(line)
    QTest.keyClick(writer.text, KEY.Key_F5)
    qtbot.waitUntil(lambda: window.lessons.on)


@pytest.mark.parametrize("changed", [False, True])
def test_a_trial_begins_in_the_step_one_writes_and_brings_back_what_was_there(
    writer: Writer, window: Window, qtbot: QtBot, changed: bool
) -> None:
    if changed:
        window.session.edit(set_training("", epochs=7))
    design, path, dirty = window.session.design, window.session.path, window.session.dirty
    writer.text.go_to(11)
    QTest.keyClicks(writer.text, "Unsaved. ")
    written = writer.manuscript.text
    tried(writer, window, qtbot, 11)
    assert not writer.isVisible()
    strip = window.lessons.writing.trial.strip
    assert strip.isVisible()
    assert strip.text.text() == SAID
    assert window.lessons.player.at == 0
    assert "Unsaved." in window.lessons.panel.text.toPlainText()
    assert [node.name for node in window.session.design.graph.nodes.values()][-1] == "first"
    QTest.mouseClick(strip.back_button, LEFT)
    assert writer.isVisible()
    assert not window.lessons.on
    assert (window.session.design, window.session.path, window.session.dirty) == (design, path, dirty)
    assert writer.text.toPlainText() == written
    assert not strip.isVisible()
    assert not window.autosave.unsaved()


def test_nothing_of_a_trial_is_kept(writer: Writer, window: Window, qtbot: QtBot) -> None:
    tried(writer, window, qtbot, 26)
    player = window.lessons.player
    assert player.at == 1
    player.answer("count", 2)
    qtbot.waitUntil(lambda: player.passed)
    before = player.learner
    player.leave()
    assert writer.isVisible()
    assert player.learner == before
    assert "two-layers" not in player.learner.lessons


def test_a_later_step_begins_with_what_the_solutions_before_it_leave(
    writer: Writer, window: Window, qtbot: QtBot
) -> None:
    text = writer.manuscript.text
    code = "keras.Sequential([keras.Input((2,)), keras.layers.Dense(4), keras.layers.Dense(1)])"
    writer.text.rewrite(text.replace("## Answer", f"```solution\ncode: {code}\n```\n\n## Answer"), 1)
    tried(writer, window, qtbot, writer.text.blockCount() - 1)
    assert [node.kind for node in window.session.design.graph.nodes.values()] == ["Input", "Dense", "Dense"]


def test_what_is_opened_during_a_trial_stays(writer: Writer, window: Window, qtbot: QtBot) -> None:
    tried(writer, window, qtbot, 11)
    window.files.new()
    assert not window.lessons.on
    assert window.session.design == Design()
    assert writer.isVisible()


def test_a_text_without_a_step_is_not_tried(writer: Writer, window: Window, qtbot: QtBot) -> None:
    writer.text.rewrite("nothing", 1)
    QTest.keyClick(writer.text, KEY.Key_F5)
    qtbot.waitUntil(lambda: writer.statusBar().currentMessage().startswith("There is no step to try"))
    assert not window.lessons.on


def test_a_window_that_goes_during_a_trial_leaves_the_design_that_was_there(
    writer: Writer, window: Window, qtbot: QtBot
) -> None:
    design = window.session.design
    tried(writer, window, qtbot, 11)
    window.close()
    assert window.session.design == design
