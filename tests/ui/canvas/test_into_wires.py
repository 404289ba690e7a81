"""Dropped on a wire: what would happen shows before, and neighbours move only as far as they must."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt

from designer.graph import edits, layout_edits
from designer.graph.design import COLUMN, Block, Node, Wire
from designer.graph.files import encode
from designer.ui.canvas import arrange
from designer.ui.canvas.making_room import Aside, Going, Order
from tests.ui.canvas.conftest import chain_of, small_design
from tests.ui.canvas.test_adding import PaletteDrag

SPOT = QPointF(635, 32)
"""In the middle of the wire from the third card to the fourth."""


def with_chain():
    """The small design with a loose chain of two below."""
    design = edits.add_node(Node("n6", "Dropout", "second", {"rate": 0.5}), (640.0, 150.0))(small_design())
    return edits.connect(Wire("n5", "n6"))(design)


def places(session):
    return session.design.layout.positions


@pytest.fixture
def chained(open_view):
    return open_view(with_chain())


@given(st.lists(st.integers(100, 700), min_size=3, max_size=8), st.integers(0, 600))
def test_no_card_moves_farther_than_it_must(gaps, x):
    design = chain_of(["ReLU"] * (len(gaps) + 1))
    xs = [float(sum(gaps[:at])) for at in range(len(gaps) + 1)]
    design = edits.move({f"n{at}": (x, 0.0) for at, x in enumerate(xs, start=1)})(design)
    room = Aside(Order(design), Wire("n1", "n2")).room(Going((float(x), 0.0)))
    after = {**design.layout.positions, **room.moved(design.layout.positions)}
    lefts = [after[f"n{at}"][0] for at in range(1, len(xs) + 1)]
    put = x + room.way[0]
    assert put >= xs[0] + COLUMN and lefts[1] >= put + COLUMN
    assert lefts[1] == max(xs[1], put + COLUMN)
    for at in range(2, len(xs)):
        kept = min(COLUMN, xs[at] - xs[at - 1])
        assert lefts[at] == max(xs[at], lefts[at - 1] + kept)


def test_before_the_drop_the_wire_is_lit_and_the_places_of_the_neighbours_show(view, hand, session):
    before = session.design
    hand.drag_to(hand.middle("n5"), SPOT)
    marks = view.canvas.overlay.marks
    assert view.canvas.marked.lit == Wire("n3", "n4")
    ((aside, by),) = marks.moving.asides
    (ghost,) = marks.ghosts
    hand.release(SPOT)
    assert aside.topLeft().toTuple() == places(session)["n4"]
    assert by == places(session)["n4"][0] - before.layout.positions["n4"][0]
    assert ghost.topLeft().toTuple() == places(session)["n5"]
    marks = view.canvas.overlay.marks
    assert not marks.ghosts and not marks.moving.asides and view.canvas.marked.lit is None
    assert not view.canvas.card_layer.dimmed


@pytest.mark.parametrize("way", ["escape", "away"])
def test_thought_better_of_nothing_is_left(view, hand, session, way):
    before = encode(session.design)
    hand.drag_to(hand.middle("n5"), SPOT)
    if way == "escape":
        hand.key(Qt.Key.Key_Escape)
        assert view.canvas.places.rect("n5").topLeft() == QPointF(440.0, 150.0)
        assert encode(session.design) == before
    else:
        hand.move(SPOT + QPointF(0, 300))
    marks = view.canvas.overlay.marks
    assert not marks.ghosts and not marks.moving.asides and view.canvas.marked.lit is None
    assert not view.canvas.card_layer.dimmed


def test_where_there_is_room_nobody_moves(open_view, hand_of):
    view = open_view(edits.move({"n4": (900.0, 0.0)})(small_design()))
    hand, session = hand_of(view), view.session
    hand.drag(hand.middle("n5"), QPointF(760, 32))
    assert Wire("n5", "n4") in session.design.graph.wires
    assert places(session)["n4"] == (900.0, 0.0)


def test_a_chain_goes_in_as_one_step(chained, hand_of):
    hand, session = hand_of(chained), chained.session
    before = session.design
    session.select({"n5", "n6"})
    hand.drag_to(hand.middle("n5"), SPOT)
    assert len(chained.canvas.overlay.marks.ghosts) == 2
    hand.release(SPOT)
    wires, at = session.design.graph.wires, places(session)
    assert {Wire("n3", "n5"), Wire("n5", "n6"), Wire("n6", "n4")} <= set(wires)
    assert Wire("n3", "n4") not in wires
    assert at["n5"][1] == at["n3"][1]
    assert at["n6"][0] - at["n5"][0] == 200.0, "it keeps its shape"
    assert at["n4"][0] >= at["n6"][0] + COLUMN
    assert session.snapshot.undo_label == "Insert 2 layers"
    session.undo()
    assert session.design is before


def test_what_has_two_ends_free_is_only_moved(chained, hand_of):
    hand, session = hand_of(chained), chained.session
    session.edit(edits.disconnect([Wire("n5", "n6")]))
    wires = session.design.graph.wires
    session.select({"n5", "n6"})
    hand.drag(hand.middle("n5"), SPOT)
    assert session.design.graph.wires == wires


def test_a_kind_from_the_palette_shows_who_moves_and_they_do(view, hand, session):
    drag = PaletteDrag(view, hand, "Dropout")
    drag.over(SPOT)
    ((aside, _),) = view.canvas.overlay.marks.moving.asides
    drag.drop(SPOT)
    assert aside.topLeft().toTuple() == places(session)["n4"]
    assert not view.canvas.overlay.marks.moving.asides


def test_inside_a_block_it_goes_in_the_same_way(open_view, hand_of):
    design = layout_edits.collapse(Block("b1", "Block"), {"n2", "n3", "n5"}, (300.0, 0.0))(small_design())
    view = open_view(design)
    view.folding.enter("b1")
    hand, session = hand_of(view), view.session
    middle = (hand.port("n2") + hand.port("n3", "in")) / 2
    hand.drag(hand.middle("n5"), middle)
    assert {Wire("n2", "n5"), Wire("n5", "n3")} <= set(session.design.graph.wires)
    session.undo()
    assert session.design is design


def test_a_block_goes_into_a_wire_as_its_layers_would(open_view, hand_of):
    design = layout_edits.collapse(Block("b1", "Block"), {"n5", "n6"}, (440.0, 150.0))(with_chain())
    view = open_view(design)
    hand, session = hand_of(view), view.session
    hand.drag(hand.middle("b1"), SPOT)
    assert {Wire("n3", "n5"), Wire("n5", "n6"), Wire("n6", "n4")} == {
        wire for wire in session.design.graph.wires if "n5" in (wire.source, wire.target) or wire.target == "n4"
    }
    session.undo()
    assert session.design is design


def test_neighbours_glide_where_motion_is_wanted(view, hand, session, qtbot, monkeypatch):
    monkeypatch.setattr(arrange, "motion_wanted", lambda: True)
    hand.drag(hand.middle("n5"), SPOT)
    there = places(session)["n4"][0]
    assert view.canvas.places.rect("n4").left() < there, "it is on its way"
    qtbot.waitUntil(lambda: view.canvas.places.rect("n4").left() == there)
    view.arrange.settle(session.snapshot)
