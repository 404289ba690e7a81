"""Selecting and moving cards with the mouse."""

import pytest
from PySide6.QtCore import QPointF, Qt

from designer.graph.design import COLUMN, Wire

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_a_click_selects_shift_adds_and_ctrl_toggles(hand, session):
    hand.click(hand.middle("n2"))
    assert session.selection == {"n2"}
    hand.click(hand.middle("n3"), SHIFT)
    assert session.selection == {"n2", "n3"}
    hand.click(hand.middle("n2"), CTRL)
    assert session.selection == {"n3"}
    hand.click(QPointF(100, 200))
    assert session.selection == frozenset()


def test_a_drag_moves_the_selection_along_the_grid_as_one_step(hand, session):
    before = session.design
    session.select({"n2", "n3"})
    hand.drag(hand.middle("n2"), hand.middle("n2") + QPointF(53, 88))
    places = session.design.layout.positions
    assert places["n2"] == (270.0, 90.0)
    assert places["n3"] == (490.0, 90.0)
    assert session.design.graph is before.graph
    session.undo()
    assert session.design is before


def test_while_dragging_the_card_moves_and_the_design_does_not(hand, session, view):
    before = session.design
    hand.drag_to(hand.middle("n2"), hand.middle("n2") + QPointF(0, 100))
    assert view.canvas.places.rect("n2").top() == 100.0
    assert session.design is before


def test_escape_takes_a_drag_back(hand, session, view):
    before = session.design
    hand.drag_to(hand.middle("n2"), hand.middle("n2") + QPointF(0, 100))
    hand.key(Qt.Key.Key_Escape)
    assert view.canvas.places.rect("n2").top() == 0.0
    hand.release(hand.middle("n3"))
    assert session.design is before
    assert view.gesture is None


def test_an_edit_from_elsewhere_ends_a_drag(hand, session, view):
    from designer.graph.edits import set_setting

    hand.drag_to(hand.middle("n2"), hand.middle("n2") + QPointF(0, 100))
    session.edit(set_setting(session.design.graph.nodes["n2"], "units", 9))
    assert view.gesture is None
    assert view.canvas.places.rect("n2").top() == 0.0


def test_a_box_selects_what_it_meets(hand, session):
    hand.drag(QPointF(200, -60), QPointF(480, 90))
    assert session.selection == {"n2", "n3"}
    hand.drag(QPointF(420, 120), QPointF(500, 240), SHIFT)
    assert session.selection == {"n2", "n3", "n5"}
    hand.drag(QPointF(200, -60), QPointF(230, 90), CTRL)
    assert session.selection == {"n3", "n5"}


def test_escape_takes_a_box_back(hand, session, view):
    session.select({"n1"})
    hand.drag_to(QPointF(200, -60), QPointF(480, 90))
    hand.key(Qt.Key.Key_Escape)
    assert session.selection == {"n1"}
    assert view.canvas.overlay.marks.box is None


def test_alt_drag_leaves_a_copy(hand, session):
    session.select({"n2", "n3"})
    hand.drag(hand.middle("n2"), hand.middle("n2") + QPointF(0, 300), ALT)
    graph, places = session.design.graph, session.design.layout.positions
    assert places["n2"] == (220.0, 0.0)
    assert session.selection == {"n6", "n7"}
    assert places["n6"] == (220.0, 300.0)
    assert Wire("n6", "n7") in graph.wires
    session.undo()
    assert len(session.design.graph.nodes) == 5


def test_a_loose_card_dropped_on_a_wire_goes_into_it(hand, session, view):
    before = session.design
    wire = Wire("n3", "n4")
    spot = QPointF(635, 32)
    hand.drag_to(hand.middle("n5"), spot)
    assert view.canvas.marked.lit == wire
    hand.release(spot)
    wires, places = session.design.graph.wires, session.design.layout.positions
    assert wire not in wires
    assert Wire("n3", "n5") in wires and Wire("n5", "n4") in wires
    assert places["n4"][0] >= places["n5"][0] + COLUMN, "the neighbour moves aside"
    assert places["n5"][1] == places["n3"][1]
    assert session.undo() is None and session.design is before


def test_a_wired_card_is_only_moved_over_a_wire(hand, session):
    wires = session.design.graph.wires
    hand.drag(hand.middle("n1"), QPointF(635, 32))
    assert session.design.graph.wires == wires


@pytest.mark.parametrize("id", ["n1", "n5"])
def test_enter_and_a_double_click_ask_for_the_settings(hand, view, qtbot, id):
    from PySide6.QtTest import QTest

    with qtbot.waitSignal(view.edit_requested) as asked:
        QTest.mouseDClick(
            view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, hand.at(hand.middle(id))
        )
    assert asked.args == [id]
    hand.click(hand.middle(id))
    with qtbot.waitSignal(view.edit_requested) as asked:
        hand.key(Qt.Key.Key_Return)
    assert asked.args == [id]
