"""Ctrl and Shift, pressed during a drag, take layers out of their chain; an action does it without a drag."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.graph import layout_edits
from designer.graph.design import Block, Wire
from designer.graph.files import encode
from tests.ui.canvas.conftest import Hand, small_design
from tests.ui.canvas.test_into_wires import with_chain

NONE = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
BOTH = CTRL | SHIFT
AWAY = QPointF(20, 240)


def pull(hand, id, way=AWAY):
    """Drag, then press both keys."""
    end = hand.middle(id) + way
    hand.drag_to(hand.middle(id), end)
    hand.move(end, BOTH)
    return end


def test_a_card_comes_out_and_its_neighbours_are_joined_as_one_step(view, hand, session):
    before = session.design
    end = pull(hand, "n3")
    hand.release(end, BOTH)
    wires = session.design.graph.wires
    assert wires == (Wire("n1", "n2"), Wire("n2", "n4"))
    assert session.design.layout.positions["n3"][1] > 200
    assert session.snapshot.undo_label == "Take re_lu out"
    session.undo()
    assert session.design is before


def test_words_beside_the_pointer_say_what_will_happen_and_the_wires_show_it(view, hand):
    end = hand.middle("n3") + AWAY
    hand.drag_to(hand.middle("n3"), end)
    assert view.canvas.overlay.marks.words == ""
    QTest.keyPress(view, Qt.Key.Key_Shift)
    QTest.keyPress(view, Qt.Key.Key_Control, SHIFT)
    marks = view.canvas.overlay.marks
    assert marks.words == "Let go to take it out; its neighbours are joined"
    assert marks.loose is not None and marks.loose_fits
    assert view.canvas.wire_layer.hidden == {Wire("n2", "n3"), Wire("n3", "n4")}
    QTest.keyRelease(view, Qt.Key.Key_Control, SHIFT)
    marks = view.canvas.overlay.marks
    assert marks.words == "" and marks.loose is None and not view.canvas.wire_layer.hidden
    hand.release(end)


def test_keys_let_go_before_the_button_leave_it_in(hand, session):
    wires = session.design.graph.wires
    end = pull(hand, "n3")
    hand.move(end, NONE)
    hand.release(end)
    assert session.design.graph.wires == wires


def test_keys_held_from_the_press_mean_the_selection(hand, session):
    wires = session.design.graph.wires
    session.select({"n2"})
    hand.drag(hand.middle("n3"), hand.middle("n3") + AWAY, BOTH)
    assert session.design.graph.wires == wires
    assert session.selection == {"n2", "n3"}


def test_escape_leaves_everything(view, hand, session):
    before = session.design
    pull(hand, "n3")
    hand.key(Qt.Key.Key_Escape)
    marks = view.canvas.overlay.marks
    assert session.design is before
    assert marks.words == "" and marks.loose is None and not view.canvas.wire_layer.hidden


def test_dropped_on_another_wire_it_goes_in_there_as_one_step(view, hand, session):
    before = session.design
    spot = (hand.port("n3") + hand.port("n4", "in")) / 2
    hand.drag_to(hand.middle("n2"), spot)
    hand.move(spot, BOTH)
    assert view.canvas.overlay.marks.words == "Let go to put it in here; its old neighbours are joined"
    assert view.canvas.marked.lit == Wire("n3", "n4")
    hand.release(spot, BOTH)
    assert set(session.design.graph.wires) == {Wire("n1", "n3"), Wire("n3", "n2"), Wire("n2", "n4")}
    session.undo()
    assert session.design is before


def test_a_selected_chain_comes_out_whole(hand, session):
    session.select({"n2", "n3"})
    end = pull(hand, "n2")
    hand.release(end, BOTH)
    assert set(session.design.graph.wires) == {Wire("n1", "n4"), Wire("n2", "n3")}


def test_what_is_wired_to_nothing_is_only_moved(view, hand, session):
    end = pull(hand, "n5")
    assert view.canvas.overlay.marks.words == ""
    hand.release(end, BOTH)
    assert session.snapshot.undo_label == "Move my dropout"


def test_inside_a_block_and_with_a_block(open_view, hand_of):
    design = layout_edits.collapse(Block("b1", "Block"), {"n2", "n3"}, (300.0, 0.0))(small_design())
    view = open_view(design)
    hand, session = hand_of(view), view.session
    hand.release(pull(hand, "b1"), BOTH)
    assert set(session.design.graph.wires) == {Wire("n1", "n4"), Wire("n2", "n3")}
    session.undo()
    view.folding.enter("b1")
    hand.release(pull(hand, "n3"), BOTH)
    assert set(session.design.graph.wires) == {Wire("n1", "n2"), Wire("n2", "n4")}
    session.undo()
    assert session.design is design


def test_without_a_drag_cards_come_out_where_they_are(view, session):
    places = session.design.layout.positions
    session.select({"n3"})
    view.take_out()
    assert session.design.graph.wires == (Wire("n1", "n2"), Wire("n2", "n4"))
    assert session.design.layout.positions == places


def test_what_is_wired_to_nothing_says_so(view, session, qtbot):
    session.select({"n5"})
    with qtbot.waitSignal(session.said) as said:
        view.take_out()
    assert said.args == ["Nothing else is wired to what is selected."]


SPOTS = st.tuples(st.integers(150, 1000), st.integers(-60, 260))


def test_any_of_these_drags_undone_or_left_gives_the_same_bytes(open_view):
    view = open_view(with_chain())
    hand, session, first = Hand(view), view.session, encode(view.session.design)
    ids = ["n1", "n2", "n3", "n4", "n5", "n6"]

    @settings(max_examples=40, deadline=None)
    @given(
        st.sets(st.sampled_from(ids)),
        st.sampled_from(ids),
        st.lists(st.tuples(SPOTS, st.sampled_from([NONE, NONE, CTRL, SHIFT, BOTH])), min_size=1, max_size=4),
        st.sampled_from([NONE, NONE, NONE, ALT, SHIFT]),
        st.booleans(),
    )
    def any_drag(chosen, card, way, pressed, escapes):
        session.select(chosen)
        design = session.design
        hand.press(hand.middle(card), pressed)
        for (x, y), keys in way:
            hand.move(QPointF(x, y), keys)
            assert session.design is design
        if escapes:
            hand.key(Qt.Key.Key_Escape)
            assert session.design is design and session.selection == chosen
        hand.release(QPointF(*way[-1][0]), way[-1][1])
        marks = view.canvas.overlay.marks
        assert (marks.ghosts, marks.words, marks.loose, marks.moving.asides) == ((), "", None, ())
        assert not view.canvas.wire_layer.hidden and view.canvas.marked.lit is None
        assert not (escapes and session.snapshot.undo_label)
        while session.snapshot.undo_label:
            session.undo()
        assert encode(session.design) == first
        assert all(
            view.canvas.places.rect(id).topLeft().toTuple() == at for id, at in session.design.layout.positions.items()
        )

    any_drag()
