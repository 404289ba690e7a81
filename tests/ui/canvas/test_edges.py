"""What is dragged to the edge takes the view along."""

import pytest
from PySide6.QtCore import QPointF, Qt

from tests.ui.canvas.test_adding import PaletteDrag

LEFT = Qt.MouseButton.LeftButton


def edge_of(view):
    """A point of the scene that lies right at the canvas' right edge."""
    return view.camera.to_scene(QPointF(view.viewport().width() - 3, view.viewport().height() / 2))


def waits_until_moved(qtbot, view, from_x):
    qtbot.waitUntil(lambda: view.camera.middle().x() > from_x + 50)


def test_a_card_at_the_edge_takes_the_view_along_and_lands_where_it_is_let_go(qtbot, view, hand, session):
    start = view.camera.middle().x()
    hand.drag_to(hand.middle("n5"), edge_of(view))
    waits_until_moved(qtbot, view, start)
    screen = view.camera.to_screen(view.canvas.places.rect("n5").center())
    assert abs(screen.x() - view.viewport().width()) < 20, "the card stays below the pointer"
    hand.release(edge_of(view))
    assert not view.hands.edge.running
    assert session.design.layout.positions["n5"][0] > 440 + start
    session.undo()
    assert session.design.layout.positions["n5"] == (440.0, 150.0)


@pytest.mark.parametrize("what", ["wire", "box"])
def test_a_wire_and_a_box_do_too(qtbot, view, hand, what):
    start = view.camera.middle().x()
    hand.drag_to(hand.port("n4") if what == "wire" else QPointF(100, 200), edge_of(view))
    waits_until_moved(qtbot, view, start)
    marks = view.canvas.overlay.marks
    reached = marks.loose.boundingRect().right() if what == "wire" else marks.box.right()
    assert reached == pytest.approx(edge_of(view).x(), abs=5)
    hand.key(Qt.Key.Key_Escape)
    assert not view.hands.edge.running


def test_a_layer_from_the_palette_does_too(qtbot, view, hand):
    start, drag = view.camera.middle().x(), PaletteDrag(view, hand, "Dense")
    drag.over(QPointF(300, 300))
    drag.move(edge_of(view))
    waits_until_moved(qtbot, view, start)
    drag.leave()
    assert not view.hands.edge.running


def test_a_click_near_the_edge_moves_nothing(qtbot, view, hand):
    start = view.camera.middle()
    hand.press(edge_of(view))
    hand.move(edge_of(view) + QPointF(1, 0))
    assert not view.hands.edge.running
    hand.release(edge_of(view))
    assert view.camera.middle() == start
