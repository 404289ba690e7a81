"""After a wire is drawn that nothing could be inserted into, and that does not fit, the fix lies beside it."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.graph import edits
from designer.graph.design import Node, Wire
from designer.ui.canvas.offering import OfferBar
from tests.ui.canvas.conftest import chain_of


@pytest.fixture
def view(open_view):
    design = chain_of([("Input", {"shape": (8, 8, 1)}), ("Conv2D", {"filters": 4, "kernel_size": (3, 3)})])
    for at, (id, kind, settings) in enumerate(
        (
            ("n3", "Conv2D", {"filters": 2, "kernel_size": (20, 20)}),
            ("n4", "ReLU", {}),
            ("n5", "MaxPooling2D", {"pool_size": (9, 9)}),
        )
    ):
        design = edits.add_node(Node(id, kind, f"my_{kind}", settings), (700.0, 150.0 * at))(design)
    return open_view(design)


def drop(hand, target="n3", source="n2"):
    hand.drag(hand.port(source), hand.port(target, "in"))


def test_the_bar_says_what_the_analysis_says_and_its_button_mends_it(view, hand, session):
    drop(hand)
    bar = view.offers.bar
    problem = next(p for p in session.snapshot.analysis.problems if Wire("n2", "n3") in p.wires)
    assert bar.isVisible() and bar.what.text() == problem.what
    assert [button.whole_text for button in bar.buttons] == [fix.label for fix in problem.fixes[:3]]
    assert view.rect().contains(bar.geometry())
    assert view.hasFocus()
    QTest.mouseClick(bar.buttons[0], Qt.MouseButton.LeftButton)
    assert Wire("n2", "n3") not in view.canvas.wire_layer.refused
    assert view.offers.bar is None
    session.undo()
    assert Wire("n2", "n3") in session.design.graph.wires, "the fix is one step"


def test_keys_walk_the_choices_and_take_the_marked_one(view, hand, session):
    drop(hand, "n5")
    assert Wire("n2", "n5") in view.canvas.wire_layer.refused
    bar = view.offers.bar
    labels = [button.whole_text for button in bar.buttons]
    assert len(labels) > 1
    hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Down)
    hand.key(Qt.Key.Key_Up)
    assert bar.marked == 1 and bar.buttons[1].property("primary")
    hand.key(Qt.Key.Key_Return)
    assert session.snapshot.undo_label == labels[1]


def test_the_bar_does_not_hide_the_card_it_is_about(view, hand):
    for target in ("n3", "n5"):
        drop(hand, target)
        card = view.mapFromScene(view.canvas.places.rect(target)).boundingRect()
        assert not view.offers.bar.geometry().intersects(card)


def test_a_wire_that_fits_offers_nothing(view, hand):
    drop(hand, "n4")
    assert view.offers.bar is None


@pytest.mark.parametrize("how", ["escape", "key", "press", "undo", "zoom", "select", "connect"])
def test_whatever_is_done_next_takes_the_bar_away(view, hand, session, how):
    drop(hand)
    assert view.offers.bar is not None
    selection = session.selection
    match how:
        case "escape":
            hand.key(Qt.Key.Key_Escape)
            assert session.selection == selection, "Esc took the bar and nothing else"
        case "key":
            hand.key(Qt.Key.Key_Right)
        case "press":
            hand.press(QPointF(100.0, 300.0))
        case "undo":
            session.undo()
        case "zoom":
            view.zoom_in()
        case "select":
            session.select({"n1"})
        case "connect":
            hand.key(Qt.Key.Key_C)
    assert view.offers.bar is None
    assert not [bar for bar in view.findChildren(OfferBar) if bar.isVisible()]
