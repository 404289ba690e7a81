"""After a wire is dropped where it does not fit, the fix lies beside it."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.graph import edits
from designer.graph.design import Node, Wire
from designer.ui.canvas.offering import FixBar
from tests.ui.canvas.conftest import chain_of


@pytest.fixture
def view(open_view):
    design = chain_of([("Input", {"shape": (8, 8, 1)}), ("Conv2D", {"filters": 4, "kernel_size": (3, 3)})])
    for at, (id, kind, settings) in enumerate(
        (
            ("n3", "Dense", {"units": 10}),
            ("n4", "ReLU", {}),
            ("n5", "LSTM", {"units": 3}),
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
    assert bar.button.whole_text == problem.fixes[0].label == "Insert Flatten"
    assert view.rect().contains(bar.geometry())
    assert view.hasFocus()
    QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    kinds = [session.design.graph.nodes[wire.source].kind for wire in session.design.graph.wires if wire.target == "n3"]
    assert kinds == ["Flatten"]
    assert view.offers.bar is None
    session.undo()
    assert Wire("n2", "n3") in session.design.graph.wires, "the fix is one step"


def test_a_refusing_layer_is_offered_what_it_needs(view, hand, session):
    drop(hand, "n5")
    assert view.offers.bar is not None
    assert Wire("n2", "n5") in view.canvas.wire_layer.refused


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
    assert not [bar for bar in view.findChildren(FixBar) if bar.isVisible()]
