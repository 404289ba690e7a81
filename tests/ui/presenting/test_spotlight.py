"""The spotlight: it follows pointer and keyboard, and is in nobody's way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from designer.ui.theme import themes
from designer.ui.window import Window
from tests.ui.canvas.conftest import Hand

Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def lit(window: Window, keyboard_on: Callable[[QWidget], None]) -> Window:
    keyboard_on(window.canvas)
    QTest.keyClick(window.canvas, Key.Key_F9)
    return window


def spot_of(window: Window, id: str) -> QPointF:
    place = window.canvas.mapFromScene(window.canvas.canvas.rect_of(id).center())
    return QPointF(window.canvas.viewport().mapTo(window, place))


def near(one: QPointF, other: QPointF) -> bool:
    return (one - other).manhattanLength() < 4


def wheel(window: Window, keys: Qt.KeyboardModifier, turned: int = 120) -> None:
    viewport = window.canvas.viewport()
    place = QPointF(viewport.rect().center())
    turn = QPoint(0, turned)
    event = QWheelEvent(
        place,
        viewport.mapToGlobal(place),
        QPoint(),
        turn,
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


@pytest.mark.parametrize("theme", ("light", "dark"))
def test_all_but_the_circle_is_darker(lit: Window, qtbot: QtBot, theme: str) -> None:
    themes().choose(theme)
    light = lit.presenting.light
    QCursor.setPos(lit.mapToGlobal(QPoint(300, 300)))
    qtbot.waitUntil(lambda: near(light.middle, QPointF(300, 300)))
    shown = lit.grab().toImage()
    light.hide()
    plain = lit.grab().toImage()
    light.show()
    outside = QPoint(300, 300 + round(light.radius) + 20)
    assert shown.pixelColor(300, 300) == plain.pixelColor(300, 300)
    assert shown.pixelColor(outside).lightness() < 0.6 * plain.pixelColor(outside).lightness()


def test_keys_take_it_to_what_has_the_keyboard_and_the_pointer_takes_it_back(lit: Window, qtbot: QtBot) -> None:
    light = lit.presenting.light
    lit.canvas.canvas.marked.set_current("n1")
    QTest.keyClick(lit.canvas, Key.Key_Right)
    current = lit.canvas.canvas.marked.current
    assert current is not None
    qtbot.waitUntil(lambda: near(light.middle, spot_of(lit, current)))
    QCursor.setPos(lit.mapToGlobal(QPoint(222, 333)))
    qtbot.waitUntil(lambda: near(light.middle, QPointF(222, 333)))


def test_clicks_go_through_it(lit: Window) -> None:
    hand = Hand(lit.canvas)
    light = lit.presenting.light
    assert light.isVisible() and lit.childAt(spot_of(lit, "n2").toPoint()) is lit.canvas.viewport()
    assert light.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    hand.click(hand.middle("n2"))
    assert lit.session.selection == {"n2"} and lit.canvas.hasFocus()


def test_keys_and_the_wheel_change_its_size(lit: Window) -> None:
    light, zoom = lit.presenting.light, lit.canvas.camera.zoom
    sizes = [light.radius]
    QTest.keySequence(lit.canvas, "Alt+=")
    sizes.append(light.radius)
    wheel(lit, Mod.ControlModifier | Mod.ShiftModifier)
    sizes.append(light.radius)
    assert sizes == sorted(set(sizes)) and lit.canvas.camera.zoom == zoom
    QTest.keySequence(lit.canvas, "Alt+-")
    wheel(lit, Mod.ControlModifier | Mod.ShiftModifier, -120)
    assert light.radius == pytest.approx(sizes[0])
    for _ in range(40):
        lit.actions_["spotlight_larger"].trigger()
    assert light.radius < lit.height()


def test_the_wheel_alone_zooms_as_ever(lit: Window) -> None:
    radius, zoom = lit.presenting.light.radius, lit.canvas.camera.zoom
    wheel(lit, Mod.NoModifier)
    assert lit.presenting.light.radius == radius and lit.canvas.camera.zoom != zoom


def test_it_repaints_only_where_it_was_and_is(lit: Window, qtbot: QtBot) -> None:
    light = lit.presenting.light
    QCursor.setPos(lit.mapToGlobal(QPoint(300, 300)))
    qtbot.waitUntil(lambda: near(light.middle, QPointF(300, 300)))
    qtbot.wait(30)
    painted: list[int] = []
    before = light.paintEvent
    light.paintEvent = lambda event: (painted.append(event.region().boundingRect().width()), before(event))  # type: ignore[method-assign]
    QCursor.setPos(lit.mapToGlobal(QPoint(304, 300)))
    qtbot.waitUntil(lambda: bool(painted))
    assert max(painted) < 2 * light.radius + 20 < lit.width()


def test_escape_puts_it_out_before_the_presentation_ends(lit: Window) -> None:
    QTest.keyClick(lit.canvas, Key.Key_F11)
    QTest.keyClick(lit.canvas, Key.Key_Escape)
    assert not lit.presenting.light.isVisible() and lit.presenting.on
    QTest.keyClick(lit.canvas, Key.Key_Escape)
    assert not lit.presenting.on
    assert not lit.actions_["spotlight_larger"].isEnabled()
