"""A wire dropped where it does not fit: nothing is drawn before it is said what to insert."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.graph import edits, layout_edits
from designer.graph.design import Block, Node, Wire
from designer.ui.canvas import arrange
from tests.ui.canvas.conftest import chain_of


@pytest.fixture
def view(open_view):
    design = chain_of([("Input", {"shape": (28, 28, 1)}), ("Conv2D", {"filters": 8, "kernel_size": (3, 3)})])
    others = (("n3", "Dense", {"units": 10}), ("n4", "LSTM", {"units": 3}), ("n5", "ReLU", {}))
    for at, (id, kind, settings) in enumerate(others):
        design = edits.add_node(Node(id, kind, f"my_{kind}", settings), (700.0, 150.0 * at))(design)
    return open_view(design)


def drop(hand, target="n3", source="n2"):
    hand.drag(hand.port(source), hand.port(target, "in"))


def wired(session):
    """Kinds along the wires, from n2 on."""
    graph, id, kinds = session.design.graph, "n2", []
    while (wire := next(graph.wires_from(id), None)) is not None:
        id = wire.target
        kinds.append(graph.nodes[id].kind)
    return kinds


def labels(view):
    return [button.whole_text for button in view.offers.bar.buttons]


def test_nothing_is_drawn_yet_and_the_likeliest_is_marked(view, hand, session):
    before = session.design
    drop(hand)
    assert session.design is before
    assert labels(view) == ["Insert Flatten and connect", "Insert GlobalAveragePooling2D and connect", "Connect anyway"]
    assert view.offers.bar.what.text() == "26 x 26 x 8 = 5,408 values; Dense takes one row."
    assert view.offers.bar.marked == 0 and view.hasFocus()
    assert view.canvas.overlay.marks.loose is not None, "the wire that is asked about still shows"
    card = view.mapFromScene(view.canvas.places.rect("n3")).boundingRect()
    assert not view.offers.bar.geometry().intersects(card) and view.rect().contains(view.offers.bar.geometry())


def test_enter_inserts_and_connects_in_one_step_with_room(view, hand, session):
    before = session.design
    drop(hand)
    hand.key(Qt.Key.Key_Return)
    assert wired(session) == ["Flatten", "Dense"]
    assert session.snapshot.undo_label == "Insert Flatten and connect"
    new = next(iter(session.selection))
    assert session.design.graph.nodes[new].kind == "Flatten"
    own = view.canvas.places.rect(new)
    assert own.left() > view.canvas.places.rect("n2").right() and own.right() < view.canvas.places.rect("n3").left()
    assert view.offers.bar is None and view.canvas.overlay.marks.loose is None
    session.undo()
    assert session.design is before


def test_what_makes_room_glides_where_motion_is_wanted(view, hand, session, qtbot, monkeypatch):
    session.edit(edits.move({"n3": (380.0, 0.0)}))
    view.fit_all()
    monkeypatch.setattr(arrange, "motion_wanted", lambda: True)
    drop(hand)
    hand.key(Qt.Key.Key_Return)
    there = session.design.layout.positions["n3"][0]
    assert view.canvas.places.rect("n3").left() < there, "it is on its way"
    qtbot.waitUntil(lambda: view.canvas.places.rect("n3").left() == there)
    view.arrange.settle(session.snapshot)


def test_esc_declines_and_changes_nothing(view, hand, session):
    before, selection = session.design, session.selection
    drop(hand)
    hand.key(Qt.Key.Key_Escape)
    assert session.design is before and session.selection == selection
    assert view.offers.bar is None and view.canvas.overlay.marks.loose is None


def test_connect_anyway_connects(view, hand, session):
    drop(hand)
    QTest.mouseClick(view.offers.bar.buttons[-1], Qt.MouseButton.LeftButton)
    assert Wire("n2", "n3") in session.design.graph.wires
    assert session.snapshot.undo_label == "Connect"


def test_an_aimed_reshape_says_what_it_makes_and_makes_it(view, hand, session):
    drop(hand, "n4")
    assert labels(view)[0] == "Insert Reshape to 26 x 208 and connect"
    hand.key(Qt.Key.Key_Return)
    assert wired(session) == ["Reshape", "LSTM"]
    assert session.snapshot.analysis.layers["n4"].output == (3,)


def test_a_moved_end_is_offered_the_same_and_moves_along(view, hand, session):
    session.edit(edits.connect(Wire("n2", "n5")))
    hand.drag(hand.port("n5", "in"), hand.port("n3", "in"))
    assert labels(view)[0] == "Insert Flatten and connect"
    hand.key(Qt.Key.Key_Return)
    assert wired(session) == ["Flatten", "Dense"], "the wire to ReLU is gone"


def test_close_cards_move_aside(open_view):
    from tests.ui.canvas.conftest import Hand

    design = chain_of([("Input", {"shape": (28, 28, 1)}), "ReLU", ("Dense", {"units": 3})], apart=170.0)
    view = open_view(edits.disconnect([Wire("n2", "n3")])(design))
    hand = Hand(view)
    drop(hand, "n3", "n2")
    hand.key(Qt.Key.Key_Return)
    rects = [view.canvas.places.rect(id) for id in view.canvas.places.ids]
    assert len(rects) == 4
    assert not any(one.intersects(other) for at, one in enumerate(rects) for other in rects[:at])


def test_a_block_is_bridged_to_from_outside(open_view):
    from tests.ui.canvas.conftest import Hand

    design = chain_of([("Input", {"shape": (28, 28, 1)}), "ReLU", ("Dense", {"units": 3}), "Softmax"])
    design = edits.disconnect([Wire("n2", "n3")])(design)
    design = layout_edits.collapse(Block("b1", "Head"), ["n3", "n4"], (700.0, 0.0))(design)
    view = open_view(design)
    hand = Hand(view)
    port = next(port for port in view.canvas.places.ports("b1") if port.side == "in")
    hand.drag(hand.port("n2"), view.canvas.places.port_point(port))
    hand.key(Qt.Key.Key_Return)
    new = next(iter(view.session.selection))
    graph = view.session.design.graph
    assert Wire("n2", new) in graph.wires and Wire(new, "n3") in graph.wires
    assert new in view.canvas.cards, "it lies where the wire was drawn"
    assert view.session.snapshot.analysis.layers["n3"].output == (3,)


def test_over_a_port_that_refuses_the_wire_says_why_and_what_a_drop_would_do(view, hand):
    hand.drag_to(hand.port("n2"), hand.port("n3", "in"))
    marks = view.canvas.overlay.marks
    assert marks.words == "26 x 26 x 8 = 5,408 values; Dense takes one row.\nDrop here to insert Flatten."
    assert marks.warns and not marks.loose_fits
    assert hand.port("n3", "in") not in marks.ports and hand.port("n5", "in") in marks.ports
    assert "n3" in view.canvas.card_layer.dimmed and "n5" not in view.canvas.card_layer.dimmed


@pytest.mark.parametrize("corner", ["topLeft", "topRight", "bottomLeft", "bottomRight", "center"])
def test_words_never_cover_the_port_nor_leave_the_view(view, hand, corner):
    room = view.viewport().rect().adjusted(8, 8, -8, -8)
    view.zoom_reset()
    for target in ("n3", "n4"):
        port = hand.port(target, "in")
        view.camera.scroll(QPointF(getattr(room, corner)()) - QPointF(hand.at(port)))
        for shift in (QPointF(), QPointF(10, -28), QPointF(10, 28), QPointF(-9, 0)):
            hand.drag_to(hand.port("n2"), hand.port(target, "in") + shift)
            overlay = view.canvas.overlay
            assert overlay.marks.words
            box = overlay._words_box()
            assert not box.contains(hand.port(target, "in"))
            assert view.camera.visible().contains(box)
            hand.key(Qt.Key.Key_Escape)
