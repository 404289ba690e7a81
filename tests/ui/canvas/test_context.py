"""The menu of a right click and of the menu key: the window's own actions, about what it was opened on."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.graph.design import Wire

MOUSE, RIGHT = QContextMenuEvent.Reason.Mouse, Qt.MouseButton.RightButton


@pytest.fixture
def view(window, keyboard_on):
    view = window.canvas
    keyboard_on(view)
    view.zoom_reset()
    view.fit_all()
    return view


def right_click(hand, point):
    """What Qt sends for it."""
    viewport, at = hand.view.viewport(), hand.at(point)
    QTest.mousePress(viewport, RIGHT, pos=at)
    QApplication.sendEvent(viewport, QContextMenuEvent(MOUSE, at, viewport.mapToGlobal(at)))
    QTest.mouseRelease(viewport, RIGHT, pos=at)


def entries(view):
    return [action.objectName() for action in view.context.menu.actions() if not action.isSeparator()]


def choose(view, id):
    """Click the entry, as a hand would."""
    menu = view.context.menu
    action = next(action for action in menu.actions() if action.objectName() == id)
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def test_on_a_card_it_selects_the_card_and_offers_the_windows_own_actions(window, view, hand, session):
    right_click(hand, hand.middle("n2"))
    assert session.selection == {"n2"}
    assert {"duplicate", "delete", "delete_join", "tidy", "fit_selection"} <= set(entries(view))
    assert all(
        action is window.actions_[action.objectName()] for action in view.context.menu.actions() if action.objectName()
    )
    choose(view, "delete_join")
    assert Wire("n1", "n3") in session.design.graph.wires


def test_on_one_of_several_selected_it_is_about_all(view, hand, session):
    session.select({"n2", "n3"})
    right_click(hand, hand.middle("n3"))
    choose(view, "delete")
    assert set(session.design.graph.nodes) == {"n1", "n4"}


def test_on_a_wire_it_cuts_the_wire(view, hand, session):
    session.select({"n4"})
    right_click(hand, (hand.port("n2") + hand.port("n3", "in")) / 2)
    assert entries(view) == ["add", "add_dot", "straighten", "delete"]
    choose(view, "delete")
    assert Wire("n2", "n3") not in session.design.graph.wires
    assert len(session.design.graph.nodes) == 4


def test_on_a_wire_a_dot_is_put_where_the_menu_was_opened_and_on_the_dot_it_is_removed(view, hand, session):
    start, end = hand.port("n2"), hand.port("n3", "in")
    right_click(hand, start + (end - start) * 0.7)
    choose(view, "add_dot")
    ((place,),) = session.design.layout.bends.values()
    assert abs(place[0] - (start + (end - start) * 0.7).x()) <= 5.0
    view.context.menu.close()
    right_click(hand, QPointF(*place))
    assert entries(view) == ["remove_dot", "straighten"]
    choose(view, "remove_dot")
    assert not session.design.layout.bends and Wire("n2", "n3") in session.design.graph.wires


def test_on_a_wire_a_layer_is_inserted(view, hand, session):
    right_click(hand, (hand.port("n2") + hand.port("n3", "in")) / 2)
    choose(view, "add")
    assert "into the wire" in view.search.field.placeholderText()
    hand.type("dropout")
    QTest.keyClick(view.search.field, Qt.Key.Key_Return)
    assert {Wire("n2", "n5"), Wire("n5", "n3")} < set(session.design.graph.wires)
    assert Wire("n2", "n3") not in session.design.graph.wires


def test_on_the_empty_it_clears_the_selection_and_adds_where_it_was_opened(view, hand, session):
    session.select({"n2"})
    place = QPointF(100.0, 150.0)
    right_click(hand, place)
    assert session.selection == frozenset()
    assert entries(view) == ["add", "comment", "paste", "copy_picture", "select_all", "tidy", "fit_all"]
    choose(view, "add")
    hand.type("dense")
    QTest.keyClick(view.search.field, Qt.Key.Key_Return)
    assert view.canvas.places.rect("n5").contains(place)


@pytest.mark.parametrize(
    ("key", "keys"),
    [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)],
)
def test_keys_open_it_on_the_card_with_the_focus(view, hand, session, key, keys):
    hand.key(Qt.Key.Key_Right)
    hand.key(key, keys)
    menu = view.context.menu
    assert menu.isVisible() and "duplicate" in entries(view)
    near = view.viewport().mapToGlobal(hand.at(view.canvas.places.rect("n1").bottomLeft()))
    assert (menu.pos() - near).manhattanLength() < 20 or menu.geometry().bottom() <= near.y()
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert session.selection == {"n1"}


def test_the_systems_own_event_for_the_menu_key_opens_one_menu_only(view, hand):
    hand.key(Qt.Key.Key_Menu)
    first = view.context.menu
    at = QPoint(5, 5)
    QApplication.sendEvent(
        view.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, view.mapToGlobal(at))
    )
    assert view.context.menu is first


def test_a_right_click_that_ends_a_gesture_or_cuts_opens_no_menu(view, hand, session):
    hand.drag_to(hand.middle("n2"), hand.middle("n2") + QPointF(0, 60))
    right_click(hand, QPointF(100.0, 150.0))
    assert view.gesture is None and view.context.menu is None
    assert session.design.layout.positions["n2"] == (170.0, 0.0)
    viewport, at = view.viewport(), QPoint(20, 20)
    QTest.mousePress(viewport, RIGHT, Qt.KeyboardModifier.ControlModifier, at)
    QApplication.sendEvent(
        viewport, QContextMenuEvent(MOUSE, at, viewport.mapToGlobal(at), Qt.KeyboardModifier.ControlModifier)
    )
    assert view.gesture is not None and view.context.menu is None
