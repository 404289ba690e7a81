"""A step that locks the panels keeps those away that it does not show, whoever asks for them, and says so."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.ui.actions import PANELS
from designer.ui.lessons.player import Player
from designer.ui.window import Window
from tests.ui.lessons.conftest import TEXT

SHOWN = {"lesson", "palette", "inspector", "training"}
SAID = "This step keeps the panels as they are. Leave the lesson to change anything."


@pytest.fixture
def lesson_text() -> str:
    return TEXT.replace("lock: [data]", "lock: [data, panels]")


@pytest.mark.parametrize("panel", [panel for panel in PANELS if panel.keys], ids=lambda panel: panel.name)
def test_keys_bring_up_what_the_step_shows_and_nothing_else(playing: Window, panel: object) -> None:
    name, key = panel.name, panel.keys[0]  # type: ignore[attr-defined]
    if name not in playing.docks.docks:
        return
    assert key.startswith("Alt+")
    playing.canvas.setFocus()
    QTest.keyClick(playing.canvas, Qt.Key(ord(key[-1])), Qt.KeyboardModifier.AltModifier)
    assert playing.docks.shown() == SHOWN
    assert (playing.docks.with_keyboard() == name) is (name in SHOWN)
    assert (playing.status.sentence.text() == SAID) is (name not in SHOWN)


def test_neither_menu_nor_put_back_nor_a_layout_shows_more(playing: Window) -> None:
    docks = playing.docks
    layout = docks.saved()
    for action in ("panel_code", "edit_code", "panels_reset"):
        playing.status.say("")
        playing.actions_[action].trigger()
        assert docks.shown() <= SHOWN, action
        assert playing.status.sentence.text() == SAID, action
    assert not docks.docks["code"].toggleViewAction().isEnabled(), "the menu of the panels' titles has it too"
    docks.restore(layout)
    assert docks.shown() <= SHOWN


def test_a_presentation_leaves_what_is_locked_hidden(playing: Window) -> None:
    playing.presenting.toggle()
    playing.presenting.toggle()
    assert playing.docks.shown() <= SHOWN


def test_all_panels_can_be_had_again_after_the_step(playing: Window, player: Player) -> None:
    player.go(1)
    playing.actions_["panel_code"].trigger()
    assert "code" in playing.docks.shown(), "the next step locks nothing"
    player.go(0)
    assert playing.docks.shown() == SHOWN
    player.leave()
    playing.actions_["panel_code"].trigger()
    assert playing.docks.with_keyboard() == "code"
    assert playing.docks.docks["code"].toggleViewAction().isEnabled()
