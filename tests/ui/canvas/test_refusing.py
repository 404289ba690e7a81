"""Wires that cannot be: they say why, change nothing, and open nothing."""

import pytest
from PySide6.QtCore import QPointF, Qt

from designer.graph import edits
from designer.graph.design import Node


@pytest.fixture
def said(session):
    sentences = []
    session.said.connect(sentences.append)
    return sentences


@pytest.mark.parametrize("backwards", [False, True])
def test_a_wire_that_would_close_a_circle_is_pale_says_why_and_is_not_drawn(view, hand, session, said, backwards):
    before = session.design
    start, end, other = hand.port("n4"), hand.port("n3", "in"), "n3"
    if backwards:
        session.edit(edits.disconnect([wire for wire in before.graph.wires if wire.target == "n2"]))
        before, start, end, other = session.design, hand.port("n2", "in"), hand.port("n4"), "n4"
    hand.drag_to(start, end)
    words = view.canvas.overlay.marks.words
    assert words.startswith("This would make a circle: ") and "already feeds" in words
    assert other in view.canvas.card_layer.dimmed and end not in view.canvas.overlay.marks.ports
    hand.release(end)
    assert session.design is before and said == [words]
    assert view.search is None and view.gesture is None


def test_c_leaves_out_what_would_close_a_circle(view, hand):
    hand.click(hand.middle("n4"))
    hand.key(Qt.Key.Key_C)
    targets = set()
    for _ in range(6):
        targets.add(view.gesture.target)
        hand.key(Qt.Key.Key_Right)
    assert targets == {"n5"}


def test_the_end_of_a_wire_can_be_moved_to_what_only_that_wire_fed(view, hand, session):
    hand.drag(hand.port("n4", "in"), hand.port("n5", "in"))
    assert [wire.target for wire in session.design.graph.wires_from("n3")] == ["n5"]


@pytest.mark.parametrize("target", ["n1", "n4"])
def test_a_wire_dropped_on_a_card_that_cannot_take_it_opens_no_search(view, hand, session, said, target):
    before = session.design
    hand.drag(hand.port("n4"), hand.middle(target))
    assert session.design is before and len(said) == 1
    assert view.search is None


def test_words_are_not_cut_off_at_the_edge(view, hand, session):
    session.edit(edits.add_node(Node("n6", "Conv2D", "conv2d", {"filters": 8, "kernel_size": (3, 3)}), (700.0, 150.0)))
    edge = view.viewport().rect().bottomRight() - QPointF(5, 5).toPoint()
    card = view.canvas.places.rect("n6")
    view.camera.scroll(QPointF(edge) - QPointF(hand.at(card.center())))
    hand.drag_to(hand.port("n2"), card.topLeft() + QPointF(4, 4))
    overlay = view.canvas.overlay
    assert overlay.marks.words
    assert view.camera.visible().contains(overlay._words_box())
