"""M lets what comes in go past a layer: seen, heard, undone in one step; and brackets select along the flow."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.graph import edits
from designer.ui.canvas.spoken import spoken
from designer.ui.inspector.node_page import NodePage
from tests.ui.canvas.conftest import with_actions


@pytest.fixture
def bound(view):
    """The table's actions of the flow, on the view as the window has them."""
    return with_actions(view, "flow")


def node(session, id):
    return session.design.graph.nodes[id]


def test_m_bypasses_the_selection_and_m_again_uses_it_again(bound, hand, session):
    before = session.design
    hand.click(hand.middle("n2"))
    hand.click(hand.middle("n3"), Qt.KeyboardModifier.ControlModifier)
    hand.key(Qt.Key.Key_M)
    assert node(session, "n2").bypassed and node(session, "n3").bypassed
    assert session.snapshot.undo_label == "Bypass 2 layers"
    assert session.snapshot.analysis.parameters == 3, "Dense 1 sees the two inputs"
    hand.key(Qt.Key.Key_M)
    assert session.design.graph == before.graph
    session.undo()
    session.undo()
    assert session.design is before


def test_with_only_some_bypassed_m_bypasses_all(bound, hand, session):
    session.edit(edits.bypass([node(session, "n2")]))
    session.select({"n2", "n3"})
    hand.key(Qt.Key.Key_M)
    assert node(session, "n2").bypassed and node(session, "n3").bypassed


def test_an_input_cannot_be_bypassed_and_says_so(bound, hand, session, qtbot):
    session.select({"n1"})
    before = session.design
    with qtbot.waitSignal(session.said) as said:
        hand.key(Qt.Key.Key_M)
    assert "examples come in" in said.args[0] and session.design is before


def test_a_bypassed_card_looks_and_sounds_bypassed(view, session):
    usual = view.grab().toImage()
    session.edit(edits.bypass([node(session, "n2")]))
    card = view.canvas.cards["n2"]
    assert card.bypassed and view.grab().toImage() != usual
    assert "bypassed" in spoken(card, 2, 5) and "bypassed" in card.tooltip
    assert card.flows == "2", "its wire carries what came in"
    assert not card.problems


def test_the_inspector_says_so_and_its_button_uses_the_layer_again(session, qtbot):
    page = NodePage(session, "n2")
    qtbot.addWidget(page)
    page.show()
    session.snapshot_changed.connect(page.show_snapshot)
    assert not page.bypass.isVisible()
    session.edit(edits.bypass([node(session, "n2")]))
    assert page.bypass.isVisible()
    QTest.mouseClick(page.bypass.button, Qt.MouseButton.LeftButton)
    assert not node(session, "n2").bypassed and not page.bypass.isVisible()


@pytest.mark.parametrize(
    ("key", "keys", "start", "found"),
    [
        (Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.NoModifier, "n3", {"n1", "n2", "n3"}),
        (Qt.Key.Key_BracketRight, Qt.KeyboardModifier.NoModifier, "n2", {"n2", "n3", "n4"}),
        (Qt.Key.Key_BracketLeft, Qt.KeyboardModifier.ShiftModifier, "n3", {"n2", "n3"}),
        (Qt.Key.Key_BraceLeft, Qt.KeyboardModifier.ShiftModifier, "n3", {"n2", "n3"}),
        (Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ShiftModifier, "n2", {"n2", "n3"}),
    ],
)
def test_brackets_select_along_the_flow(bound, hand, session, key, keys, start, found):
    hand.click(hand.middle(start))
    hand.key(key, keys)
    assert session.selection == found
    assert bound.canvas.marked.current == start, "the focus stays where it was"


def test_where_nothing_feeds_it_is_said(bound, hand, session, qtbot):
    hand.click(hand.middle("n1"))
    with qtbot.waitSignal(session.said) as said:
        hand.key(Qt.Key.Key_BracketLeft)
    assert said.args == ["Nothing feeds what is selected."]
