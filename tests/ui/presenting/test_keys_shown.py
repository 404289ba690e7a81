"""The strip of keys: what means something is shown with its name, what is merely typed is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.ui.presenting import key_strip
from designer.ui.window import Window
from tests.ui.canvas.conftest import Hand

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def shown(window: Window, keyboard_on: Callable[[QWidget], None]) -> Callable[[], list[str]]:
    """What the strip says; the mode is on."""
    keyboard_on(window.canvas)
    QTest.keyClick(window.canvas, Key.Key_F11)
    return lambda: [pressed.words for pressed in window.presenting.strip.pressed]


def test_a_key_is_shown_with_the_name_of_what_it_does(window: Window, shown: Callable[[], list[str]]) -> None:
    window.session.select({"n2"})
    QTest.keyClick(window.canvas, Key.Key_M)
    QTest.keyClick(window.canvas, Key.Key_Z, Mod.ControlModifier)
    assert shown() == ["M  Bypass", "Ctrl+Z  Undo Bypass dense"]
    assert window.presenting.strip.isVisible()


def test_keys_of_no_action_are_shown_by_themselves(window: Window, shown: Callable[[], list[str]]) -> None:
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_Up):
        QTest.keyClick(window.canvas, key)
    QTest.keyClick(window.canvas, Key.Key_Shift)
    assert shown() == ["→  ×2", "↑"]


def test_an_action_without_a_key_is_shown_by_its_name(window: Window, shown: Callable[[], list[str]]) -> None:
    window.actions_["panels_reset"].trigger()
    assert shown() == ["Put panels back"]


def test_of_what_is_typed_only_what_ends_it_is_shown(window: Window, shown: Callable[[], list[str]]) -> None:
    window.canvas.open_search()
    search = window.canvas.search
    assert search is not None and search.field.hasFocus()
    QTest.keyClicks(search.field, "secret X1")
    QTest.keyClick(search.field, Key.Key_Backspace)
    QTest.keyClick(search.field, Key.Key_At, Mod.ControlModifier | Mod.AltModifier)
    assert shown() == []
    QTest.keyClick(search.field, Key.Key_Escape)
    assert shown() == ["Esc"]


def test_the_mouse_is_shown_by_what_it_does(window: Window, shown: Callable[[], list[str]]) -> None:
    hand = Hand(window.canvas)
    card = hand.middle("n2")
    hand.click(card)
    hand.drag(card, card + QPointF(0, 80))
    hand.drag(card + QPointF(0, 80), card + QPointF(0, 160), Mod.AltModifier)
    assert shown() == ["Click", "Drag", "Alt+Drag"]


def test_a_double_click_is_shown_as_one(window: Window, shown: Callable[[], list[str]]) -> None:
    hand = Hand(window.canvas)
    place = hand.at(hand.middle("n2"))
    QTest.mouseDClick(window.canvas.viewport(), Qt.MouseButton.LeftButton, Mod.NoModifier, place)
    assert shown()[-1] == "Double-click"


def test_it_takes_no_clicks_goes_by_itself_and_says_nothing_to_screen_readers(
    window: Window, shown: Callable[[], list[str]], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    strip = window.presenting.strip
    strip._rest.setInterval(30)
    told: list[object] = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", told.append)
    strip.add("→")
    assert strip.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert strip.focusPolicy() is Qt.FocusPolicy.NoFocus
    qtbot.waitUntil(lambda: not strip.isVisible())
    assert shown() == [] and told == []


def test_never_more_than_fits(window: Window, shown: Callable[[], list[str]]) -> None:
    for at in range(2 * key_strip.MOST):
        window.presenting.strip.add(f"Ctrl+{at}", "A long name of something to do")
    assert 0 < len(shown()) <= key_strip.MOST
    assert window.rect().contains(window.presenting.strip.geometry())


def test_nothing_is_followed_outside_the_mode(window: Window, shown: Callable[[], list[str]]) -> None:
    QTest.keyClick(window.canvas, Key.Key_F11)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Right)
    window.actions_["fit_all"].trigger()
    assert shown() == [] and not window.presenting.strip.isVisible()
