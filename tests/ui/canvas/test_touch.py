"""On a touchscreen two fingers pan and zoom, and change nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.ui.canvas import CanvasView


class Fingers:
    """Two fingers that are put down, moved in small steps and lifted."""

    device = QTest.createTouchDevice()

    def __init__(self, view: CanvasView, one: QPoint, other: QPoint) -> None:
        self.viewport, self.at = view.viewport(), [one, other]
        QTest.touchEvent(self.viewport, self.device).press(0, one, self.viewport)
        both = QTest.touchEvent(self.viewport, self.device)
        both.stationary(0).press(1, other, self.viewport).commit()

    def move(self, one: QPoint, other: QPoint, steps: int = 10) -> None:
        for _ in range(steps):
            self.at = [self.at[0] + one / steps, self.at[1] + other / steps]
            moved = QTest.touchEvent(self.viewport, self.device)
            moved.move(0, self.at[0], self.viewport).move(1, self.at[1], self.viewport).commit()
            QApplication.processEvents()

    def lift(self) -> None:
        lifted = QTest.touchEvent(self.viewport, self.device)
        lifted.release(0, self.at[0], self.viewport).release(1, self.at[1], self.viewport).commit()
        QApplication.processEvents()


def over(view: CanvasView, id: str) -> QPoint:
    """Where the middle of a card lies in the viewport."""
    return view.mapFromScene(view.canvas.rect_of(id).center())


def test_two_fingers_take_the_canvas_along(view: CanvasView) -> None:
    before, scale = over(view, "n2"), view.camera.scale
    fingers = Fingers(view, QPoint(300, 300), QPoint(500, 300))
    fingers.move(QPoint(0, 0), QPoint(0, 0), 1)
    fingers.move(QPoint(100, 50), QPoint(100, 50))
    fingers.lift()
    assert (over(view, "n2") - before - QPoint(100, 50)).manhattanLength() <= 12
    assert view.camera.scale == pytest.approx(scale)


def test_fingers_that_part_zoom_around_what_is_between_them(view: CanvasView) -> None:
    middle, scale = QPointF(400.0, 300.0), view.camera.scale
    between = view.camera.to_scene(middle)
    fingers = Fingers(view, QPoint(300, 300), QPoint(500, 300))
    fingers.move(QPoint(-100, 0), QPoint(100, 0))
    fingers.lift()
    assert view.camera.scale == pytest.approx(2 * scale, rel=0.15)
    assert (view.camera.to_screen(between) - middle).manhattanLength() <= 12.0


def test_a_finger_on_a_card_moves_it_no_further_once_another_comes(view: CanvasView) -> None:
    design = view.session.design
    fingers = Fingers(view, over(view, "n2"), QPoint(500, 400))
    fingers.move(QPoint(0, 100), QPoint(0, 100))
    assert view.gesture is None
    fingers.lift()
    assert view.session.design is design
