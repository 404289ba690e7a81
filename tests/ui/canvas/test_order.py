"""Tidying what lies in frames, what comments are about, and what only shows on one level: real sizes, as one step."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from designer.graph import edits
from designer.graph.design import Block, Comment, Design, Frame, Graph, Layout, Node, Wire
from designer.graph.layout_edits import bend, collapse, put_comment, put_frame, rearrange
from designer.ui.canvas.metrics import WIDTH
from designer.ui.canvas.nesting import nested
from designer.ui.canvas.rooms import Sight
from designer.ui.canvas.tidy import in_order

COUNT = 14
places = st.tuples(st.integers(-60, 60), st.integers(-30, 30)).map(lambda at: (10.0 * at[0], 10.0 * at[1]))


@st.composite
def sights(draw: st.DrawFn) -> Sight:
    """Cards of several heights, wires between any of them, and frames and comments anywhere."""
    cards = [f"n{at}" for at in range(draw(st.integers(1, COUNT)))]
    frames = {
        f"f{at}": Frame(f"f{at}", "a part", draw(st.integers(30, 900)) * 1.0, draw(st.integers(30, 500)) * 1.0)
        for at in range(draw(st.integers(0, 4)))
    }
    comments = {
        f"c{at}": Comment(f"c{at}", "why", draw(st.integers(30, 300)) * 1.0, draw(st.integers(20, 150)) * 1.0)
        for at in range(draw(st.integers(0, 4)))
    }
    positions = {id: draw(places) for id in (*cards, *frames, *comments)}
    heights = {id: draw(st.sampled_from([64.0, 64.0, 88.0, 112.0])) for id in cards}
    pairs = draw(st.lists(st.tuples(st.sampled_from(cards), st.sampled_from(cards)), max_size=25))
    wires = tuple((one, other, heights[one] / 2, heights[other] / 3) for one, other in dict.fromkeys(pairs))
    return Sight(Layout(positions, frames, comments), heights, dict.fromkeys(cards, 170.0), wires)


def after(sight: Sight, order) -> Sight:
    """What shows once things are in this order."""
    layout = sight.layout
    layout = Layout({**layout.positions, **order.positions}, {**layout.frames, **order.frames}, layout.comments)
    return Sight(layout, sight.heights, sight.pitches, sight.wires)


def rects(sight: Sight):
    sizes = nested(sight.layout, "", sight.heights).sizes
    return {id: (*sight.layout.positions[id], *sizes[id]) for id in sizes}


def overlap(one, other) -> bool:
    (x, y, width, height), (u, v, wide, tall) = one, other
    return x < u + wide and u < x + width and y < v + tall and v < y + height


def within(inner, outer) -> bool:
    (x, y, width, height), (u, v, wide, tall) = inner, outer
    return u <= x and v <= y and x + width <= u + wide and y + height <= v + tall


@given(sights(), st.booleans())
def test_nothing_covers_another_and_frames_hold_what_they_held(sight, top_down):
    before = nested(sight.layout, "", sight.heights)
    tidy = after(sight, in_order(sight, (), top_down))
    now, found = nested(tidy.layout, "", tidy.heights), rects(tidy)
    assert now.parent == before.parent
    assert now.about == before.about
    for id, rect in found.items():
        for other in list(found)[: list(found).index(id)]:
            if other not in before.way_out(id) and id not in before.way_out(other):
                assert not overlap(rect, found[other]), (id, other)
        assert all(within(rect, found[frame]) for frame in before.way_out(id) if frame)


@given(sights(), st.booleans())
def test_what_is_tidy_stays_tidy(sight, top_down):
    order = in_order(sight, (), top_down)
    assert order == in_order(sight, (), top_down)
    again = in_order(after(sight, order), (), top_down)
    assert (again.positions, again.frames) == ({}, {})


@given(sights(), st.data())
def test_only_what_was_asked_for_moves_with_what_belongs_to_it(sight, data):
    chosen = data.draw(st.sets(st.sampled_from(sorted(sight.heights)), min_size=1))
    order = in_order(sight, chosen)
    cards = sight.heights.keys()
    assert cards & order.positions.keys() <= chosen
    stayed = sight.layout.frames.keys() - order.tidied
    found = rects(after(sight, order))
    held = nested(sight.layout, "", sight.heights)
    for frame in stayed & order.positions.keys():
        assert all(within(found[id], found[frame]) for id in held.parent if held.parent[id] == frame)


def big(count: int) -> Design:
    """Residual blocks, all on one spot."""
    nodes = {f"n{at}": Node(f"n{at}", "Dense", f"d{at}", {"units": 4}) for at in range(count)}
    wires = [Wire(f"n{at}", f"n{at + 1}") for at in range(count - 1)]
    wires += [Wire(f"n{at}", f"n{at + 4}") for at in range(0, count - 4, 4)]
    return Design(Graph(nodes, tuple(wires)), layout=Layout(dict.fromkeys(nodes, (0.0, 0.0))))


def test_a_frame_is_drawn_around_its_cards_and_the_comment_goes_along(view, session):
    session.edit(put_frame(Frame("f1", "Head", 420.0, 200.0), (200.0, -60.0)))
    session.edit(put_comment(Comment("c1", "why four?", 120.0, 40.0), (230.0, 70.0)))
    session.edit(edits.move({"n3": (460.0, 60.0), "n4": (700.0, 300.0)}))
    untidy = session.design
    view.tidy(animated=False)
    canvas, layout = view.canvas, session.design.layout
    frame = canvas.rect_of("f1")
    assert frame.contains(canvas.rect_of("n2")) and frame.contains(canvas.rect_of("n3"))
    assert frame.contains(canvas.rect_of("c1"))
    assert not frame.intersects(canvas.rect_of("n1")) and not frame.intersects(canvas.rect_of("n4"))
    assert layout.positions["c1"][1] > layout.positions["n2"][1]
    assert len({canvas.places.rect(id).center().y() for id in ("n1", "n2", "n3", "n4")}) == 1
    session.undo()
    assert session.design is untidy


def test_bends_of_wires_between_tidied_cards_are_dropped_and_others_stay(view, session):
    session.edit(bend(Wire("n1", "n2"), [(200.0, 90.0)]))
    session.edit(bend(Wire("n3", "n4"), [(600.0, 90.0)]))
    session.select({"n1", "n2", "n3"})
    view.tidy(animated=False)
    assert set(session.design.layout.bends) == {Wire("n3", "n4")}


def test_only_what_shows_is_tidied(view, session):
    session.edit(collapse(Block("b1", "Middle"), {"n2", "n3"}, (300.0, 200.0)))
    inner = {id: session.design.layout.positions[id] for id in ("n2", "n3")}
    view.tidy(animated=False)
    places = session.design.layout.positions
    assert {id: places[id] for id in inner} == inner
    assert places["n1"][0] + WIDTH < places["b1"][0] and places["b1"][0] + WIDTH < places["n4"][0]
    assert places["n1"][1] == places["n4"][1]


def test_top_down_every_layer_lies_below_the_one_before(view, session):
    view.tidy(animated=False, top_down=True)
    places = session.design.layout.positions
    assert len({places[id][0] for id in ("n1", "n2", "n3", "n4")}) == 1
    assert places["n1"][1] < places["n2"][1] < places["n3"][1] < places["n4"][1]
    assert session.snapshot.undo_label == "Tidy top down"


@pytest.fixture
def large(open_view):
    return open_view(big(240))


def test_a_large_network_is_put_in_order_while_the_window_goes_on(large, qtbot):
    before, said = large.session.design, []
    large.session.said.connect(said.append)
    large.tidy(animated=False)
    assert large.session.design is before and large.arrange.running
    assert said == ["Putting 240 cards in order… Esc leaves them as they are."]
    qtbot.waitUntil(lambda: not large.arrange.running, timeout=10_000)
    assert len(set(large.session.design.layout.positions.values())) == 240
    assert large.session.snapshot.undo_label == "Tidy" and said[-1] == ""
    large.session.undo()
    assert large.session.design is before


def test_escape_or_an_edit_leaves_everything_as_it_is(large, hand_of, qtbot):
    before = large.session.design
    large.tidy(animated=False)
    hand_of(large).key(Qt.Key.Key_Escape)
    assert not large.arrange.running
    large.arrange.wait()
    qtbot.wait(20)
    assert large.session.design is before
    large.tidy(animated=False)
    large.session.edit(edits.move({"n3": (50.0, 50.0)}))
    edited = large.session.design
    large.arrange.wait()
    qtbot.wait(20)
    assert large.session.design is edited


def test_an_order_for_frames_the_design_does_not_have_is_refused(session):
    before = session.design
    assert not session.edit(rearrange({}, {"f9": Frame("f9", "", 50.0, 50.0)}, (), "Tidy"))
    assert session.design is before
