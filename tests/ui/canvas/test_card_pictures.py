"""A zoom in motion stretches the cards there are; once it rests, they are as sharp as if painted for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from designer.graph import edits
from designer.graph.design import Design
from designer.ui.canvas import CanvasView, card_pictures

Opener = Callable[[Design], CanvasView]


def turn(view: CanvasView, notches: int = 1) -> None:
    """Turn the wheel over the middle, and let it be painted."""
    at = QPointF(view.viewport().rect().center())
    none, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turned = QPoint(0, 120 * notches)
    event = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), turned, Qt.MouseButton.NoButton, none, phase, False
    )
    QApplication.sendEvent(view.viewport(), event)
    view.viewport().repaint()


def shown(view: CanvasView, id: str) -> QImage:
    rect = view.mapFromScene(view.canvas.rect_of(id)).boundingRect().adjusted(4, 4, -4, -4)
    return view.viewport().grab(QRect(rect)).toImage()


def sharp(view: CanvasView, id: str) -> QImage:
    """The card as it looks where nothing was kept."""
    view.canvas.card_layer.forget()
    return shown(view, id)


def in_motion(view: CanvasView, id: str) -> QImage:
    """The card as the frame shows it that first has another zoom."""
    view.zoom_by(1.1)
    return shown(view, id)


@pytest.fixture
def painted(view: CanvasView, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the layers whose cards are painted anew, from now on."""
    QApplication.processEvents()
    view.viewport().repaint()
    names: list[str] = []
    paint = card_pictures.paint_card

    def noted(painter, card, *rest):
        names.append(card.node.name)
        paint(painter, card, *rest)

    monkeypatch.setattr(card_pictures, "paint_card", noted)
    return names


def test_a_zoom_in_motion_paints_no_card_anew(view: CanvasView, painted: list[str]) -> None:
    for _ in range(2):
        turn(view)
    assert not painted


def test_cards_are_sharp_once_the_zoom_rests(view: CanvasView, qtbot: QtBot, painted: list[str]) -> None:
    moving = in_motion(view, "n2")
    qtbot.waitUntil(lambda: len(set(painted)) == len(view.canvas.cards))
    assert moving != shown(view, "n2") == sharp(view, "n2")


def test_a_jump_shows_sharp_cards_at_once(view: CanvasView) -> None:
    view.viewport().repaint()
    view.zoom_by(2.0 / view.camera.zoom)
    view.center_on("n2")
    assert shown(view, "n2") == sharp(view, "n2")


def test_what_a_card_says_shows_at_once_even_while_the_zoom_moves(view: CanvasView, painted: list[str]) -> None:
    turn(view)
    view.session.edit(edits.set_setting(view.session.design.graph.nodes["n2"], "units", 99))
    turn(view)
    assert "dense" in painted and "input" not in painted


def test_more_new_cards_than_a_frame_has_time_for_come_with_the_next(
    view: CanvasView, qtbot: QtBot, painted: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_pictures, "NEW", 2)
    view.canvas.card_layer.forget()
    view.viewport().repaint()
    assert len(painted) == 2
    qtbot.waitUntil(lambda: len(set(painted)) == len(view.canvas.cards))
    assert len(painted) == len(set(painted))
