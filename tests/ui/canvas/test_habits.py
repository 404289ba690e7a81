"""What the user wires after what comes first in search before long, and what was long ago counts for little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from designer.ui.canvas.following import FOLLOWS, likeliest_after
from designer.ui.canvas.habits import FIRST, FOLLOWERS, KINDS, NO_HABITS, Habits, blended, capped, used
from tests.ui.canvas.test_adding import PaletteDrag

USUAL = ("A", "B", "C", "D", "E")
kinds = st.sampled_from(["A", "C", "E", "X", "Y"])


def after(*uses, habits=NO_HABITS):
    for kind in uses:
        habits = used(habits, "In", kind)
    return habits


def order(*uses):
    return blended(USUAL, after(*uses).uses_after("In"))


def test_without_uses_the_usual_order_stays():
    assert order() == list(USUAL)


def test_three_uses_beat_the_usual_order_and_two_do_not():
    assert order("X", "X")[0] == "A"
    assert order("X", "X", "X")[0] == "X"


def test_one_use_moves_a_kind_up_by_what_it_is_worth():
    assert FIRST == 2.5, "each place of five is worth half a use"
    assert order("D") == ["A", "B", "D", "C", "E"]
    assert order("E", "E") == ["A", "E", "B", "C", "D"]


def test_old_uses_fade_behind_new_ones():
    assert order(*["X"] * 40, *["Y"] * 10)[0] == "X"
    assert order(*["X"] * 40, *["Y"] * 20)[0] == "Y"
    assert "X" not in after("X", *["Y"] * 200).uses_after("In"), "and go in the end"


@given(st.lists(kinds, max_size=60))
def test_every_kind_is_in_the_order_once_and_the_last_used_three_times_leads_a_fresh_one(uses):
    found = order(*uses)
    assert sorted(found) == sorted({*USUAL, *uses})
    assert order(*uses, "Z", "Z", "Z").index("Z") <= found.index(found[-1])


@given(st.lists(st.tuples(st.integers(0, 2 * KINDS), st.integers(0, 2 * FOLLOWERS)), max_size=200))
def test_what_is_kept_never_grows_without_end(pairs):
    habits = Habits({f"K{at}": {"A": 1.0} for at in range(KINDS)})
    for one, other in pairs:
        habits = used(habits, f"K{one}", f"F{other}")
    assert len(habits.after) <= KINDS and all(len(own) <= FOLLOWERS for own in habits.after.values())
    assert not pairs or f"F{pairs[-1][1]}" in habits.uses_after(f"K{pairs[-1][0]}")
    assert capped(habits) == habits


def test_only_what_fits_is_offered_however_often_it_was_used():
    from designer.catalogue import KINDS as ALL

    offered = [ALL["ReLU"], ALL["Dropout"]]
    found = likeliest_after("Dense", offered, habits=Habits({"Dense": {"Dropout": 3.0, "Softmax": 9.0}}))
    assert [kind.name for kind in found] == ["Dropout", "ReLU"]
    assert FOLLOWS["Dense"][0] == "ReLU"


@pytest.fixture
def wired(view):
    """What was told as wired by hand."""
    found = []
    view.canvas.wired.connect(found.extend)
    return found


def test_a_wire_drawn_by_hand_is_told(view, hand, wired):
    hand.drag(hand.port("n4"), hand.port("n5", "in"))
    assert wired == [("Dense", "Dropout")]


def test_a_layer_chosen_in_search_and_one_dropped_on_a_wire_are_told(view, hand, wired):
    hand.drag(hand.port("n4"), QPointF(900, 200))
    QTest.keyClick(view.search.field, Qt.Key.Key_Return)
    assert wired == [("Dense", "ReLU")]
    PaletteDrag(view, hand, "Dropout").drop(QPointF(635, 32))
    assert wired[1:] == [("ReLU", "Dropout"), ("Dropout", "Dense")]


def test_a_layer_clicked_in_the_palette_and_wires_by_keys_are_told(view, session, hand, wired):
    session.select({"n4"})
    view.add_kind("ReLU")
    assert wired == [("Dense", "ReLU")]
    session.select({"n5"})
    hand.key(Qt.Key.Key_C)
    hand.key(Qt.Key.Key_Return)
    assert len(wired) == 2 and wired[1][0] == "Dropout"


def test_what_is_pasted_or_undone_is_not_told(view, session, wired):
    view.select_all()
    view.duplicate_selection()
    view.copy()
    view.paste()
    session.undo()
    session.redo()
    assert wired == []


def test_search_shows_first_what_was_often_wired(view, hand, session):
    view.adding.habits = lambda: Habits({"Dense": {"Dropout": 3.0}})
    hand.drag(hand.port("n4"), QPointF(900, 200))
    assert view.search.list.item(0).text() == "Dropout"
