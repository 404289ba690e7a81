"""Dots on wires with real mouse and keys: put, dragged, walked, removed, and taken along by what moves."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from designer.graph.design import Block, Frame, Wire
from designer.graph.layout_edits import bend, collapse, put_frame
from designer.ui.canvas.wire_shapes import STYLES

ALT, CTRL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
NONE, LEFT, RIGHT = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
WIRE = Wire("n2", "n3")
FIRST, SECOND = QPointF(400.0, 100.0), QPointF(420.0, -60.0)


def press_twice(hand, point):
    """A double click whose button stays down."""
    hand.click(point)
    QTest.mouseDClick(hand.view.viewport(), LEFT, NONE, hand.at(point))


def double_click(hand, point):
    press_twice(hand, point)
    hand.release(point)


def dots(session, wire=WIRE):
    return list(session.design.layout.bends.get(wire, ()))


@pytest.fixture
def bent(session, view):
    """Two dots between n2 and n3, at 400, 100 and 420, -60."""
    session.edit(bend(WIRE, [(FIRST.x(), FIRST.y()), (SECOND.x(), SECOND.y())]))
    view.fit_all()
    return session


# --- by mouse ---


def test_a_double_click_on_a_wire_puts_a_chosen_dot_there_as_one_step(hand, session, view):
    before = session.design
    double_click(hand, QPointF(412, 32))
    assert dots(session) == [(410.0, 32.0)]
    assert view.canvas.dots.chosen == (WIRE, 0) and view.canvas.marked.wires == {WIRE}
    session.undo()
    assert session.design is before and view.canvas.dots.chosen is None


def test_a_new_dot_lies_between_those_it_is_put_between(hand, bent, view):
    middle = view.canvas.wires.tracks.of(view.canvas.wires.index[WIRE])[36]
    double_click(hand, QPointF(*middle))
    assert dots(bent)[0] == (400.0, 100.0) and dots(bent)[2] == (420.0, -60.0)
    assert abs(dots(bent)[1][1] - middle[1]) <= 5.0


def test_dragging_a_dot_moves_it_along_the_grid_as_one_step(hand, bent, view):
    before = bent.design
    hand.drag(FIRST, FIRST + QPointF(23, 48))
    assert dots(bent) == [(420.0, 150.0), (420.0, -60.0)]
    assert bent.snapshot.undo_label == "Move dot"
    bent.undo()
    assert bent.design is before


@pytest.mark.parametrize("held", [ALT, CTRL])
def test_alt_and_ctrl_leave_the_grid(hand, bent, held):
    hand.drag(FIRST, FIRST + QPointF(33, 48), held)
    assert dots(bent)[0] == pytest.approx((433.0, 148.0), abs=1.0)


def test_a_dot_comes_level_with_what_is_beside_it(hand, bent):
    hand.drag(FIRST, QPointF(400, 35))
    assert dots(bent)[0] == (400.0, 32.0)


def test_the_wire_runs_through_its_dot_while_that_is_dragged(hand, bent, view):
    hand.drag_to(FIRST, FIRST + QPointF(20, 50))
    assert view.canvas.wires.at(QPointF(420, 150), 1.0) == WIRE
    hand.key(Qt.Key.Key_Escape)
    assert view.canvas.wires.at(QPointF(420, 150), 5.0) is None


def test_escape_takes_a_drag_back_with_nothing_changed(hand, bent, view):
    bent.select({"n4"})
    before = bent.design
    hand.drag_to(FIRST, FIRST + QPointF(80, 50))
    hand.key(Qt.Key.Key_Escape)
    hand.release(FIRST)
    assert bent.design is before and bent.selection == {"n4"}
    assert view.canvas.dots.of(WIRE) == dots(bent) and view.canvas.dots.chosen is None


def test_escape_takes_a_new_dot_back(hand, session, view):
    before = session.design
    press_twice(hand, QPointF(412, 32))
    hand.move(QPointF(412, 90))
    assert view.canvas.dots.of(WIRE) == [(410.0, 90.0)]
    hand.key(Qt.Key.Key_Escape)
    hand.release(QPointF(412, 90))
    assert session.design is before and not view.canvas.wires.dots


def test_del_takes_only_the_chosen_dot_off(hand, bent, view):
    hand.click(FIRST)
    assert view.canvas.dots.chosen == (WIRE, 0)
    view.delete_selection()
    assert dots(bent) == [(420.0, -60.0)] and WIRE in bent.design.graph.wires
    view.delete_selection()
    assert WIRE not in bent.design.graph.wires and not bent.design.layout.bends


def test_a_double_click_on_a_dot_takes_it_off(hand, bent):
    double_click(hand, SECOND)
    assert dots(bent) == [(400.0, 100.0)]
    double_click(hand, FIRST)
    assert dots(bent) == [] and WIRE in bent.design.graph.wires


@pytest.mark.parametrize("zoom", [0.2, 1.0, 3.0])
def test_a_dot_can_be_hit_twelve_pixels_away_at_any_zoom(hand, bent, view, zoom):
    view.zoom_by(zoom / view.camera.zoom)
    view.centerOn(FIRST)
    scale = view.camera.scale
    for away in (QPointF(11.5, 0), QPointF(0, 11.5), QPointF(-11.5, 0)):
        assert view.canvas.dots.at(FIRST + away / scale, scale) == (WIRE, 0)


def test_a_dot_under_the_pointer_grows_and_can_be_taken(hand, bent, view):
    hand.move(FIRST, button=Qt.MouseButton.NoButton)
    assert view.canvas.wire_layer.hovered_dot == (WIRE, 0) and view.canvas.marked.hovered == WIRE
    assert view.viewport().cursor().shape() is Qt.CursorShape.SizeAllCursor
    hand.move(QPointF(500, 300), button=Qt.MouseButton.NoButton)
    assert view.canvas.wire_layer.hovered_dot is None
    assert view.viewport().cursor().shape() is not Qt.CursorShape.SizeAllCursor


def test_a_card_over_a_dot_goes_before_it(hand, bent, view):
    bent.edit(bend(WIRE, [(hand.middle("n3").x(), hand.middle("n3").y())]))
    hand.click(hand.middle("n3"))
    assert bent.selection == {"n3"} and view.canvas.dots.chosen is None


def test_a_bent_wire_is_selected_cut_and_moved_like_any_other(hand, bent, view):
    on_it = QPointF(*view.canvas.wires.tracks.of(view.canvas.wires.index[WIRE])[36])
    hand.click(on_it)
    assert view.canvas.marked.wires == {WIRE}
    hand.drag(hand.port("n3", "in"), hand.port("n5", "in"))
    assert dots(bent, Wire("n2", "n5")) == [(400.0, 100.0), (420.0, -60.0)]
    bent.undo()
    hand.drag(QPointF(380, 20), QPointF(440, 20), CTRL, RIGHT)
    assert WIRE not in bent.design.graph.wires


def test_the_wire_in_hand_still_runs_through_its_dots(hand, bent, view):
    hand.drag_to(hand.port("n3", "in"), hand.port("n5", "in"))
    path = view.canvas.overlay.marks.loose
    corners = np.array([(path.elementAt(at).x, path.elementAt(at).y) for at in range(path.elementCount())])
    assert np.linalg.norm(corners - (400.0, 100.0), axis=1).min() < 0.01
    hand.key(Qt.Key.Key_Escape)


# --- what moves takes dots along ---


def test_dots_go_along_when_both_ends_are_dragged_and_are_seen_to(hand, bent, view):
    bent.select({"n2", "n3"})
    hand.drag_to(hand.middle("n2"), hand.middle("n2") + QPointF(30, 100))
    assert view.canvas.dots.of(WIRE) == [(430.0, 200.0), (450.0, 40.0)]
    hand.key(Qt.Key.Key_Escape)
    assert view.canvas.dots.of(WIRE) == dots(bent) == [(400.0, 100.0), (420.0, -60.0)]
    hand.release(hand.middle("n2"))
    hand.drag(hand.middle("n2"), hand.middle("n2") + QPointF(30, 100))
    assert dots(bent) == [(430.0, 200.0), (450.0, 40.0)]


def test_dots_stay_when_one_end_is_dragged(hand, bent):
    hand.drag(hand.middle("n3"), hand.middle("n3") + QPointF(30, 100))
    assert dots(bent) == [(400.0, 100.0), (420.0, -60.0)]


def test_a_frame_takes_the_dots_between_what_it_holds_along(hand, bent):
    bent.edit(put_frame(Frame("f1", "middle", 450, 200), (190.0, -90.0)))
    hand.drag(QPointF(300, -80), QPointF(300, 20))
    down = bent.design.layout.positions["f1"][1] + 90.0
    assert down > 50.0 and dots(bent) == [(400.0, 100.0 + down), (420.0, -60.0 + down)]


def test_nudging_both_ends_nudges_the_dots(hand, bent):
    bent.select({"n2", "n3"})
    hand.key(Qt.Key.Key_Down, CTRL)
    hand.key(Qt.Key.Key_Down, CTRL)
    assert dots(bent) == [(400.0, 120.0), (420.0, -40.0)]


def test_copies_have_dots_beside_them(hand, bent):
    bent.select({"n2", "n3"})
    hand.drag(hand.middle("n2"), hand.middle("n2") + QPointF(0, 300), ALT)
    copies = [wire for wire in bent.design.layout.bends if wire != WIRE]
    assert [dots(bent, wire) for wire in copies] == [[(400.0, 400.0), (420.0, 240.0)]]


def test_a_card_dropped_into_a_bent_wire_leaves_each_dot_on_its_side(hand, bent):
    hand.drag(hand.middle("n5"), QPointF(410, 20))
    into, out = Wire("n2", "n5"), Wire("n5", "n3")
    assert {into, out} < set(bent.design.graph.wires)
    assert dots(bent, into) == [(400.0, 100.0)]
    assert [y for _, y in dots(bent, out)] == [-60.0]


def test_deleting_and_reconnecting_keeps_the_dots_on_both_sides(bent, view):
    bent.edit(bend(Wire("n3", "n4"), [(640.0, 80.0)]))
    bent.select({"n3"})
    view.delete_selection(reconnect=True)
    assert dots(bent, Wire("n2", "n4")) == [(400.0, 100.0), (420.0, -60.0), (640.0, 80.0)]


def test_a_wire_into_a_block_has_dots_too(hand, bent, view):
    bent.edit(collapse(Block("b1", "part"), ("n3", "n4"), (520.0, 0.0)))
    assert view.canvas.dots.of(WIRE) == dots(bent)
    hand.drag(FIRST, QPointF(400, 150))
    assert dots(bent)[0] == (400.0, 150.0)
    bent.select({"n2", "b1"})
    hand.key(Qt.Key.Key_Down, CTRL)
    assert dots(bent)[0] == (400.0, 160.0)
    view.folding.enter("b1")
    assert not view.canvas.wires.dots


def test_a_wire_that_leaves_the_block_says_where_it_can_have_dots(hand, session, view, qtbot):
    session.edit(collapse(Block("b1", "part"), ("n3", "n4"), (520.0, 0.0)))
    view.folding.enter("b1")
    before = session.design
    with qtbot.waitSignal(session.said) as said:
        double_click(hand, view.canvas.wires.middle(view.canvas.wires.index[WIRE]))
    assert "outside" in said.args[0] and session.design is before


# --- by keys ---


def test_w_walks_the_wires_of_a_layer_and_arrows_lead_to_its_ends(hand, session, view):
    hand.key(Qt.Key.Key_Right)
    session.select({"n2"})
    view.leading.walk_wires()
    assert view.canvas.marked.wires == {WIRE} and not session.selection
    hand.key(Qt.Key.Key_Down)
    assert view.canvas.marked.wires == {Wire("n1", "n2")}
    hand.key(Qt.Key.Key_Up)
    hand.key(Qt.Key.Key_Right)
    assert session.selection == {"n3"} and not view.canvas.marked.wires
    view.leading.walk_wires(-1)
    hand.key(Qt.Key.Key_Left)
    assert session.selection == {"n2"}


def test_keys_put_a_dot_in_the_middle_move_it_and_take_it_off(hand, session, view):
    session.select({"n2"})
    view.leading.walk_wires()
    view.leading.add_dot()
    assert dots(session) == [(400.0, 32.0)] and view.canvas.dots.chosen == (WIRE, 0)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Right):
        hand.key(key)
    assert dots(session) == [(410.0, 52.0)]
    hand.key(Qt.Key.Key_Up, SHIFT)
    assert dots(session) == [(410.0, 51.0)]
    session.undo()
    assert dots(session) == [(400.0, 32.0)]
    view.delete_selection()
    assert dots(session) == [] and view.canvas.marked.wires == {WIRE}


def test_d_walks_from_dot_to_dot(bent, view, qtbot):
    bent.select({"n2"})
    view.leading.walk_wires()
    numbers = []
    for _ in range(3):
        with qtbot.waitSignal(bent.said) as said:
            view.leading.next_dot()
        numbers.append(view.canvas.dots.chosen[1])
    assert numbers == [0, 1, 0] and said.args[0].startswith("Dot 1 of 2")


def test_dots_put_by_keys_never_lie_on_each_other(session, view):
    session.select({"n2"})
    session.edit(bend(WIRE, [(400.0, 300.0)]))
    view.leading.walk_wires()
    for _ in range(4):
        view.leading.add_dot()
    assert len(set(dots(session))) == len(dots(session)) == 5


def test_straighten_takes_all_dots_off_as_one_step(hand, bent, view):
    before = bent.design
    view.canvas.marked.select([WIRE])
    view.leading.straighten()
    assert dots(bent) == [] and WIRE in bent.design.graph.wires
    bent.undo()
    assert bent.design is before


def test_selecting_a_layer_lets_the_dot_go(hand, bent, view):
    hand.click(FIRST)
    bent.select({"n4"})
    assert view.canvas.dots.chosen is None
    view.delete_selection()
    assert "n4" not in bent.design.graph.nodes


# --- all styles, and what is said ---


@pytest.mark.parametrize("style", STYLES)
def test_in_every_style_a_wire_runs_through_its_dots_and_takes_new_ones(hand, bent, view, style):
    view.canvas.restyle_wires(style)
    row = view.canvas.wires.index[WIRE]
    for dot in (FIRST, SECOND):
        assert view.canvas.wires.tracks.distances(np.array([row]), dot)[0] < 0.01
    double_click(hand, view.canvas.wires.middle(row))
    assert len(dots(bent)) == 3 and dots(bent)[0] == (400.0, 100.0) and dots(bent)[2] == (420.0, -60.0)


def test_a_wire_says_how_many_dots_it_goes_through(bent, view):
    canvas = QAccessible.queryAccessibleInterface(view)
    assert canvas.child(6).text(QAccessible.Text.Name) == "Wire from dense to re_lu, carries 4, goes through 2 dots"
    view.canvas.marked.select([WIRE])
    assert canvas.focusChild().text(QAccessible.Text.Name).endswith("goes through 2 dots")


def test_a_curve_does_not_swing_out_beyond_a_dot_that_is_level_with_what_is_beside_it(session, view):
    session.edit(bend(WIRE, [(380.0, 132.0), (420.0, 132.0)]))
    points = view.canvas.wires.tracks.of(view.canvas.wires.index[WIRE])
    assert points[:, 1].max() == pytest.approx(132.0) and points[:, 1].min() == pytest.approx(32.0)
