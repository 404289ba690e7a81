"""The player: by mouse and keys through the scenes and out again, with nothing changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.graph.edits import remove, set_setting
from designer.ui.showing import stage
from designer.ui.showing.showing import Showing
from designer.ui.theme import themes
from designer.ui.window import Window

Key = Qt.Key


@pytest.fixture
def broken(window: Window, keyboard_on: Callable[[QWidget], None]) -> Window:
    """A window with two Dense layers and nothing between them, and the keyboard on the canvas."""
    window.resize(1400, 900)
    window.session.edit(remove([window.session.design.graph.nodes["n3"]], reconnect=True))
    keyboard_on(window.canvas)
    return window


@pytest.fixture
def playing(broken: Window) -> Showing:
    QTest.keyClick(broken.canvas, Key.Key_F7)
    assert broken.showing.on and broken.showing.board.hasFocus()
    return broken.showing


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_the_button_of_a_card_plays_its_problem(broken: Window) -> None:
    broken.docks.bring_up("problems")
    card = next(card for card in broken.problems.cards if card.problem.code == "collapse")
    QTest.mouseClick(card.show_button, Qt.MouseButton.LeftButton)
    assert broken.showing.scene.caption == card.problem.what
    assert broken.showing.stage.isVisible() and broken.showing.board.isVisible()


def test_so_does_a_card_among_the_settings(broken: Window) -> None:
    broken.session.select({"n2"})
    page = broken.inspector.page
    card = page.problems.cards[0]  # type: ignore[union-attr]
    QTest.mouseClick(card.show_button, Qt.MouseButton.LeftButton)
    assert broken.showing.scene.caption == card.problem.what


def test_s_at_a_card_plays_it_too(broken: Window) -> None:
    broken.docks.enter("problems")
    card = next(card for card in broken.problems.cards if card.problem.code == "collapse")
    card.setFocus()
    QTest.keyClick(card, Key.Key_S)
    assert broken.showing.on


def test_keys_lead_on_back_and_out_and_change_nothing(broken: Window, playing: Showing) -> None:
    design = broken.session.design
    for key, at in (
        (Key.Key_Right, 1),
        (Key.Key_Return, 2),
        (Key.Key_Left, 1),
        (Key.Key_Backspace, 0),
        (Key.Key_Up, 0),
    ):
        press(key)
        assert playing.at == at
    press(Key.Key_Escape)
    assert not playing.on and not playing.stage.isVisible() and not playing.board.isVisible()
    assert broken.canvas.hasFocus() and broken.session.design is design


def test_keys_of_the_canvas_mean_nothing_meanwhile(broken: Window, playing: Showing) -> None:
    broken.session.select({"n2"})
    design = broken.session.design
    for key in (Key.Key_M, Key.Key_C, Key.Key_Delete, Key.Key_L):
        press(key)
    assert broken.session.design is design and playing.on and broken.canvas.gesture is None


def test_the_buttons_do_the_same_and_tab_reaches_them(broken: Window, playing: Showing) -> None:
    board = playing.board
    QTest.mouseClick(board.next_button, Qt.MouseButton.LeftButton)
    assert playing.at == 1
    QTest.mouseClick(board.back_button, Qt.MouseButton.LeftButton)
    assert playing.at == 0 and not board.back_button.isEnabled()
    board.setFocus()
    press(Key.Key_Tab)
    assert board.isAncestorOf(QApplication.focusWidget())
    press(Key.Key_Right)
    assert playing.at == 1
    press(Key.Key_Escape)
    assert not playing.on and broken.canvas.hasFocus()


def test_past_the_last_scene_it_ends(playing: Showing) -> None:
    for _ in range(len(playing.story) - 1):
        press(Key.Key_Right)
    assert playing.board.next_button.text() == "Done"
    press(Key.Key_Right)
    assert not playing.on


def test_each_caption_is_told_to_assistive_tools(playing: Showing, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", hear)
    press(Key.Key_Right)
    assert heard == [f"Step 2 of {len(playing.story)}: {playing.scene.caption}"]
    assert playing.board.accessibleName() == heard[0]


def test_an_edit_ends_it(broken: Window, playing: Showing) -> None:
    broken.session.edit(set_setting(broken.session.design.graph.nodes["n2"], "units", 7))
    assert not playing.on


def test_the_fix_is_a_ghost_and_done_only_by_its_button(broken: Window, playing: Showing) -> None:
    before = set(broken.session.design.graph.nodes)
    while playing.board.next_button.text() != "Done":
        press(Key.Key_Right)
    assert [added.kind for added in playing.scene.change.added] == ["ReLU"]
    assert set(broken.session.design.graph.nodes) == before


def test_with_less_motion_values_stand_still_on_their_wires(playing: Showing) -> None:
    press(Key.Key_Right)
    assert playing.scene.flows and playing.stage.share == stage.STILL


def test_with_motion_they_travel(playing: Showing, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    monkeypatch.setattr(stage, "motion_wanted", bool_true)
    press(Key.Key_Right)
    start = playing.stage.share
    qtbot.waitUntil(lambda: playing.stage.share > start)


def bool_true() -> bool:
    return True


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_what_it_is_not_about_is_dimmed_and_clicks_go_through(broken: Window, playing: Showing, theme: str) -> None:
    themes().choose(theme)
    assert playing.stage.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    view, on_view = broken.canvas, broken.canvas.viewport().pos()
    places = [view.mapFromScene(view.canvas.rect_of(id).topLeft() + QPointF(12, 12)) + on_view for id in ("n2", "n1")]
    shown = [view.grab().toImage().pixelColor(place) for place in places]
    playing.end()
    plain = [view.grab().toImage().pixelColor(place) for place in places]
    assert shown[0] == plain[0] and shown[1] != plain[1]


def test_what_lies_in_a_block_is_gone_to(broken: Window) -> None:
    broken.session.select({"n2", "n4"})
    broken.canvas.folding.fold()
    assert broken.canvas.canvas.projection.stand_in("n2") != "n2"
    broken.showing.show_worst()
    assert broken.canvas.canvas.projection.stand_in("n2") == "n2", "its card is there to be looked at"
    assert broken.showing.stage.lit().isValid()


def test_the_command_is_there_only_while_there_is_a_problem(broken: Window) -> None:
    assert broken.actions_["show_problem"].isEnabled()
    broken.session.undo()
    assert not broken.session.snapshot.analysis.problems
    assert not broken.actions_["show_problem"].isEnabled()
