"""What is dragged falls in with level wires, edges, middles and equal gaps, or with the grid, or with nothing."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.graph import edits
from designer.graph.design import Comment, Frame, Node
from designer.graph.layout_edits import put_comment, put_frame
from designer.ui.canvas.guides import Nearby
from designer.ui.canvas.metrics import WIDTH
from tests.ui.canvas.conftest import small_design
from tests.ui.canvas.test_adding import PaletteDrag

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def box(left, top, width=140.0, height=64.0):
    return np.array([left, top, left + width, top + height])


def nearby(*boxes):
    return Nearby(np.array(boxes), np.array(boxes))


def guides(view):
    return view.canvas.overlay.marks.moving.guides


def place(session, id):
    return session.design.layout.positions[id]


# --- the arithmetic ---

BOXES = st.lists(st.builds(box, st.integers(-400, 400), st.integers(-400, 400)), min_size=1, max_size=8)


@example([box(0, 4), box(0, 6)], 0.0, 5.0, 1.0)
@given(BOXES, st.floats(-300, 300), st.floats(-300, 300), st.floats(0.5, 9.0))
def test_nothing_goes_farther_than_the_reach_and_what_falls_in_shows_why(boxes, x, y, reach):
    around, moved = nearby(*boxes), box(x, y)
    dx, dy = around.shift(moved, 0.0, reach)
    assert all(by is None or abs(by) <= reach for by in (dx, dy))
    there = moved + np.array([dx or 0.0, dy or 0.0] * 2)
    shown = around.marks(there, (0.0, 0.0))
    assert dx is None or [line for line in (*shown.lines, *shown.gaps) if line[0] == line[2] or line in shown.gaps]
    # Whatever is beside it may be another row once it went across.
    assert (
        dy is None or dx or [line for line in (*shown.lines, *shown.gaps) if line[1] == line[3] or line in shown.gaps]
    )


def test_a_gap_as_wide_as_another_is_nearer_than_no_line():
    around = nearby(box(0, 0, 100), box(130, 10, 90), box(500, 20, 70))
    dx, _ = around.shift(box(252, 30, 80), 0.0, 6.0)
    assert dx == -2.0
    shown = around.marks(box(250, 30, 80), (0.0, 0.0))
    assert [(bar[0], bar[2]) for bar in shown.gaps] == [(100.0, 130.0), (220.0, 250.0)]


def test_the_middle_between_two_is_an_equal_gap_too():
    around = nearby(box(0, 0, 100), box(301, 10, 90))
    assert around.shift(box(149, 30, 95), 0.0, 6.0)[0] == pytest.approx(4.0)


def test_in_a_column_gaps_are_equal_from_top_to_bottom():
    around = nearby(box(0, 0, 150, 60), box(7, 101, 131, 50))
    _, dy = around.shift(box(21, 190, 97, 33), 0.0, 6.0)
    assert dy == 2.0


def test_a_level_wire_comes_before_a_line_that_is_nearer():
    around = Nearby(np.array([box(0, 3)]), np.zeros((0, 4)), np.array([[300.0, 50.0, 200.0, 55.0]]))
    assert around.shift(box(300, 2), 0.0, 6.0)[1] == 5.0


# --- with hands ---


@pytest.fixture
def uneven(open_view):
    """Its fourth card lies off the grid, as does the loose one."""
    return open_view(edits.move({"n4": (663.0, 7.0), "n5": (443.0, 157.0)})(small_design()))


def test_a_wire_that_is_almost_level_becomes_level(uneven, hand_of):
    hand, session = hand_of(uneven), uneven.session
    hand.drag_to(hand.middle("n4"), hand.middle("n4") + QPointF(60, -4))
    assert guides(uneven).levels
    hand.release(hand.middle("n4"))
    assert place(session, "n4")[1] == 0.0
    assert not guides(uneven).levels
    assert hand.port("n4", "in").y() == hand.port("n3").y()


def test_an_edge_falls_in_with_an_edge_and_a_line_shows_it(view, hand, session):
    session.edit(edits.move({"n5": (443.0, 150.0)}))
    node = Node("n6", "Dropout", "other", {"rate": 0.5})
    session.edit(edits.add_node(node, (700.0, 300.0)))
    hand.drag_to(hand.middle("n6"), hand.middle("n6") + QPointF(-253, 30))
    (line,) = [line for line in guides(view).lines if line[0] == line[2]]
    assert line[0] == 443.0
    hand.release(hand.middle("n6"))
    assert place(session, "n6")[0] == 443.0


def test_ctrl_pressed_during_the_drag_leaves_guides_and_grid(uneven, hand_of):
    hand, session = hand_of(uneven), uneven.session
    end = hand.middle("n4") + QPointF(61, -4)
    hand.drag_to(hand.middle("n4"), end)
    QTest.keyPress(uneven, Qt.Key.Key_Control)
    assert guides(uneven).levels == ()
    hand.move(end, CTRL)
    hand.release(end, CTRL)
    QTest.keyRelease(uneven, Qt.Key.Key_Control)
    assert place(session, "n4") == (724.0, 3.0)


def test_ctrl_let_go_during_the_drag_takes_them_up_again(uneven, hand_of):
    hand = hand_of(uneven)
    hand.drag_to(hand.middle("n4"), hand.middle("n4") + QPointF(61, -4))
    QTest.keyPress(uneven, Qt.Key.Key_Control)
    QTest.keyRelease(uneven, Qt.Key.Key_Control)
    assert guides(uneven).levels


def test_ctrl_held_from_the_press_toggles_and_drags_along_the_guides(uneven, hand_of):
    hand, session = hand_of(uneven), uneven.session
    session.select({"n3"})
    hand.drag_to(hand.middle("n4"), hand.middle("n4") + QPointF(60, 90), CTRL)
    assert session.selection == {"n3", "n4"}
    hand.release(hand.middle("n4"), CTRL)
    x, y = place(session, "n4")
    assert (x % 10, y % 10) == (0.0, 0.0)


def test_without_snapping_only_the_grid_counts(uneven, hand_of):
    hand, session = hand_of(uneven), uneven.session
    uneven.canvas.snaps = False
    hand.drag_to(hand.middle("n4"), hand.middle("n4") + QPointF(60, -9))
    assert guides(uneven).levels == ()
    hand.release(hand.middle("n4"))
    assert place(session, "n4")[1] % 10 == 0.0


def test_several_cards_fall_in_as_one(uneven, hand_of):
    hand, session = hand_of(uneven), uneven.session
    session.select({"n3", "n4"})
    hand.drag(hand.middle("n4"), hand.middle("n4") + QPointF(0, 3))
    places = session.design.layout.positions
    assert places["n3"][1] == 0.0, "the wire from the second to the third card stays level"
    assert places["n4"][1] == 7.0


def test_copies_and_what_comes_from_the_palette_fall_in_too(uneven, hand_of):
    hand, session = hand_of(uneven), uneven.session
    hand.drag_to(hand.middle("n2"), hand.middle("n5") + QPointF(-1, 100), ALT)
    assert any(line[0] == 443.0 for line in guides(uneven).lines)
    hand.release(hand.middle("n5") + QPointF(-1, 100), ALT)
    assert place(session, "n6")[0] == 443.0
    drag = PaletteDrag(uneven, hand, "Dense")
    drag.drop(hand.middle("n5") + QPointF(2, -70))
    assert place(session, "n7")[0] == 443.0
    assert not uneven.canvas.overlay.marks.moving.guides.lines


def test_a_frame_falls_in_with_another_and_so_does_its_edge(view, hand, session):
    session.edit(put_frame(Frame("f1", "one", 203.0, 100.0), (30.0, 160.0)))
    session.edit(put_comment(Comment("c1", "two", 120.0, 60.0), (57.0, 300.0)))
    session.select({"f1"})
    right = QPointF(233.0, 210.0)
    hand.drag_to(right, right + QPointF(-59, 0))
    assert [line[0] for line in guides(view).lines] == [177.0]
    hand.release(right + QPointF(-59, 0))
    assert session.design.layout.frames["f1"].width == 147.0
    hand.drag(QPointF(60.0, 174.0), QPointF(89.0, 174.0))
    assert place(session, "f1")[0] == 57.0


def test_what_is_out_of_view_is_no_guide(view, hand, session):
    view.zoom_by(2.0)
    view.centerOn(hand.middle("n5"))
    session.edit(edits.move({"n1": (447.0, -3000.0)}))
    hand.drag_to(hand.middle("n5"), hand.middle("n5") + QPointF(6, 45))
    assert all(line[0] != 447.0 for line in guides(view).lines)
    hand.key(Qt.Key.Key_Escape)


def test_guides_are_looked_for_anew_when_the_view_has_moved(uneven, hand_of):
    hand = hand_of(uneven)
    uneven.session.edit(edits.move({"n1": (1503.0, 300.0)}))
    hand.drag_to(hand.middle("n5"), hand.middle("n5") + QPointF(0, 100))
    uneven.camera.scroll(QPointF(-700, 0))
    hand.move(QPointF(1503.0 + WIDTH / 2 - 2, 480.0))
    assert any(line[0] == 1503.0 for line in guides(uneven).lines)
    hand.key(Qt.Key.Key_Escape)


# --- the view moves meanwhile ---


@pytest.mark.parametrize("how", ["middle button", "fingers", "wheel", "keys"])
def test_a_card_stays_below_the_pointer_while_the_view_moves(view, hand, session, how):
    before = session.design
    hand.drag_to(hand.middle("n5"), hand.middle("n5") + QPointF(0, 60))
    at = QPointF(hand.at(hand.middle("n5")))
    move_the_view(view, hand, how, at)
    shown = view.camera.to_screen(hand.middle("n5"))
    last = view.hands._last.screen
    assert (shown - last).manhattanLength() < 16 * view.camera.scale
    assert (shown - at).manhattanLength() < 200
    hand.key(Qt.Key.Key_Escape)
    assert session.design is before
    assert view.canvas.places.rect("n5").topLeft() == QPointF(440.0, 150.0)


def move_the_view(view, hand, how, at):
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    middle = Qt.MouseButton.MiddleButton
    if how == "middle button":
        start = view.camera.to_scene(at)
        hand.press(start, button=middle)
        hand.move(start + QPointF(100, 40), button=middle)
        hand.release(start + QPointF(100, 40), button=middle)
        assert view.gesture is not None and view.hands.pan is None
    elif how == "keys":
        view.zoom_in()
    else:
        pixels = QPoint(80, 50) if how == "fingers" else QPoint()
        event = QWheelEvent(
            at, view.viewport().mapToGlobal(at), pixels, QPoint(0, 240), Qt.MouseButton.LeftButton, NONE,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view.viewport(), event)


def test_the_left_button_let_go_while_the_middle_one_pans_drops_the_card(view, hand, session):
    middle = Qt.MouseButton.MiddleButton
    end = hand.middle("n5") + QPointF(0, 100)
    hand.drag_to(hand.middle("n5"), end)
    hand.press(end, button=middle)
    hand.release(end)
    assert view.gesture is None and view.hands.pan is not None
    assert place(session, "n5")[1] == 250.0
    hand.release(end, button=middle)
    assert view.hands.pan is None
