"""Common edges and middles, and equal gaps, for cards, comments and frames alike."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt

from designer.graph import edits
from designer.graph.design import Comment, Frame
from designer.graph.layout_edits import put_comment, put_frame
from designer.ui.canvas.aligning import SHARE, aligned, distributed

WHERE = {
    "left": QRectF.left,
    "right": lambda rect: rect.left() + rect.width(),
    "centre": lambda rect: rect.center().x(),
    "top": QRectF.top,
    "bottom": lambda rect: rect.top() + rect.height(),
    "middle": lambda rect: rect.center().y(),
}
lengths = st.integers(1, 40).map(lambda length: 10.0 * length)
rectangles = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.builds(QRectF, st.floats(-900, 900), st.floats(-900, 900), lengths, lengths),
    min_size=3,
)


def moved(rects, places):
    return {id: QRectF(*places[id], rect.width(), rect.height()) for id, rect in rects.items()}


@given(rectangles, st.sampled_from(sorted(SHARE)))
def test_all_share_the_edge_and_move_one_way_only(rects, edge):
    found = moved(rects, aligned(rects, edge))
    first = WHERE[edge](next(iter(found.values())))
    assert all(WHERE[edge](rect) == pytest.approx(first) for rect in found.values())
    still = QRectF.top if edge in ("left", "right", "centre") else QRectF.left
    assert all(still(found[id]) == still(rects[id]) for id in rects)
    again = moved(found, aligned(found, edge))
    assert all(again[id].topLeft().x() == pytest.approx(found[id].left()) for id in rects)


@given(rectangles, st.sampled_from(["across", "down"]))
def test_gaps_are_equal_and_the_outermost_stay(rects, way):
    start, size = (QRectF.left, QRectF.width) if way == "across" else (QRectF.top, QRectF.height)
    found = moved(rects, distributed(rects, way))
    order = sorted(rects, key=lambda id: (start(rects[id]) + size(rects[id]) / 2, id))
    gaps = [start(found[after]) - start(found[before]) - size(found[before]) for before, after in pairwise(order)]
    assert gaps == pytest.approx([gaps[0]] * len(gaps), abs=1e-6)
    assert found[order[0]] == rects[order[0]] and found[order[-1]] == rects[order[-1]]


@pytest.fixture
def window_view(window, keyboard_on):
    keyboard_on(window.canvas)
    return window.canvas


def test_keys_align_what_is_selected_as_one_step(window_view, hand_of):
    view = window_view
    session, hand = view.session, hand_of(view)
    first, second, *_ = session.design.graph.nodes
    session.edit(edits.move({first: (0.0, 0.0), second: (300.0, 130.0)}))
    session.edit(put_comment(Comment("c1", "note", 90.0, 40.0), (100.0, 300.0)))
    before = session.design
    session.select({first, second, "c1"})
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    hand.key(Qt.Key.Key_Down, both)
    assert {view.canvas.rect_of(id).y() + view.canvas.rect_of(id).height() for id in session.selection} == {340.0}
    assert session.snapshot.undo_label == "Align bottom edges"
    session.undo()
    assert session.design is before
    hand.key(Qt.Key.Key_Left, both)
    assert {session.design.layout.positions[id][0] for id in session.selection} == {0.0}


def test_a_frame_takes_along_what_it_holds(view, session):
    session.edit(put_frame(Frame("f1", "Head", 400.0, 160.0), (200.0, -50.0)))
    session.edit(edits.move({"n5": (900.0, 200.0)}))
    session.select({"f1", "n2", "n5"})
    view.arrange.align("top")
    places = session.design.layout.positions
    assert places["f1"] == (200.0, -50.0) and places["n2"] == (220.0, 0.0) and places["n5"] == (900.0, -50.0)
    view.arrange.align("right")
    places = session.design.layout.positions
    assert places["f1"][0] == 640.0 and places["n2"] == (660.0, 0.0) and places["n3"] == (880.0, 0.0)


def test_distributing_is_one_step_and_needs_three(view, session):
    session.edit(edits.move({"n2": (170.0, 0.0)}))
    before = session.design
    session.select({"n1", "n2"})
    view.arrange.distribute("across")
    assert session.design is before
    session.select({"n1", "n2", "n3"})
    view.arrange.distribute("across")
    assert session.design.layout.positions["n2"] == (220.0, 0.0)
    assert session.snapshot.undo_label == "Distribute horizontally"


@pytest.mark.parametrize(("count", "enabled"), [(1, set()), (2, {"align"}), (3, {"align", "distribute"})])
def test_actions_wait_for_enough_to_be_selected(window, count, enabled):
    window.session.select(list(window.session.design.graph.nodes)[:count])
    found = {action.objectName().partition("_")[0] for action in window.canvas.actions() if action.isEnabled()}
    assert found & {"align", "distribute"} == enabled


def test_with_shift_a_nudge_leaves_the_grid(hand, session):
    session.select({"n2"})
    hand.key(Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier)
    assert session.design.layout.positions["n2"] == (221.0, 0.0)
