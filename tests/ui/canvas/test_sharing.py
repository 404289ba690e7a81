"""U uses a layer again with the same weights: a card below, marked, told, and undone in one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from designer.graph import edits
from designer.ui.canvas.spoken import spoken
from designer.ui.inspector.node_page import NodePage
from tests.ui.canvas.conftest import with_actions


@pytest.fixture
def bound(view):
    """The table's actions for sharing, on the view as the window has them."""
    return with_actions(view, "sharing")


def node(session, id):
    return session.design.graph.nodes[id]


def test_u_puts_a_twin_below_and_shift_u_parts_it(bound, hand, session):
    before = session.design
    hand.click(hand.middle("n2"))
    hand.key(Qt.Key.Key_U)
    assert session.selection == {"n6"}
    assert node(session, "n6").shares == "n2" and node(session, "n6").settings == {"units": 4}
    assert session.design.layout.positions["n6"] == (220.0, 100.0)
    assert session.snapshot.undo_label == "Use dense again"
    hand.key(Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier)
    assert node(session, "n6").shares == "" and node(session, "n6").settings == {"units": 4}
    session.undo()
    session.undo()
    assert session.design is before


def test_a_twin_never_lies_on_another_card(bound, hand, session):
    session.select({"n3"})
    hand.key(Qt.Key.Key_U)
    rects = [bound.canvas.places.rect(id) for id in session.design.graph.nodes]
    assert not any(one.intersects(other) for at, one in enumerate(rects) for other in rects[:at])


def test_what_cannot_be_used_again_says_so(bound, hand, session, qtbot):
    before = session.design
    for id, key, keys, words in (
        ("n1", Qt.Key.Key_U, Qt.KeyboardModifier.NoModifier, "examples come in"),
        ("n2", Qt.Key.Key_U, Qt.KeyboardModifier.ShiftModifier, "its own already"),
    ):
        session.select({id})
        with qtbot.waitSignal(session.said) as said:
            hand.key(key, keys)
        assert words in said.args[0] and session.design is before


def test_both_cards_look_and_sound_shared(bound, hand, session):
    usual = bound.grab().toImage()
    session.select({"n2"})
    hand.key(Qt.Key.Key_U)
    cards = bound.canvas.cards
    assert cards["n6"].shared == "shares its weights with “dense”"
    assert cards["n6"].shared in spoken(cards["n6"], 6, 6) and cards["n6"].shared in cards["n6"].tooltip
    session.edit(edits.rename(node(session, "n2"), "Encoder"))
    assert "with “Encoder”" in bound.canvas.cards["n6"].shared
    assert "with “dense_2”" in bound.canvas.cards["n2"].shared
    session.edit(edits.move({"n6": (2000.0, 2000.0)}))
    assert bound.grab().toImage() != usual


def test_the_inspector_of_a_twin_shows_and_sets_the_owners_settings(bound, hand, session, qtbot):
    session.select({"n2"})
    hand.key(Qt.Key.Key_U)
    page = NodePage(session, "n6")
    qtbot.addWidget(page)
    page.show()
    session.snapshot_changed.connect(page.show_snapshot)
    assert "the layer of “dense” again" in page.shared.sentence.text() and page.shared.sentence.isVisible()
    page.settings.field("units").edited.emit(7)
    assert node(session, "n2").settings["units"] == 7
    owner = NodePage(session, "n2")
    qtbot.addWidget(owner)
    owner.show()
    assert "used again by “dense_2”" in owner.shared.sentence.text()
    QTest.mouseClick(page.shared.button, Qt.MouseButton.LeftButton)
    assert node(session, "n6").shares == "" and not page.shared.isVisible()
