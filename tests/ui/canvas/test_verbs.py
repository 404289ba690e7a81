"""Delete, duplicate, copy, paste, nudge, tidy: each one undo step."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from designer.graph import edits
from designer.graph.design import Wire
from designer.graph.fragments import fragment_of
from designer.ui.canvas.clipboard import NotCopied, from_text, to_text


def test_delete_takes_the_selection_with_its_wires(view, session):
    before = session.design
    session.select({"n2", "n3"})
    view.delete_selection()
    assert set(session.design.graph.nodes) == {"n1", "n4", "n5"}
    assert session.design.graph.wires == ()
    session.undo()
    assert session.design is before


def test_delete_and_reconnect_closes_the_gap(view, session):
    session.select({"n3"})
    view.delete_selection(reconnect=True)
    assert Wire("n2", "n4") in session.design.graph.wires


def test_a_duplicate_keeps_the_wires_among_the_copies_and_those_that_come_in(view, session):
    session.select({"n2", "n3"})
    view.duplicate_selection()
    wires = session.design.graph.wires
    assert Wire("n6", "n7") in wires and Wire("n1", "n6") in wires
    assert Wire("n7", "n4") not in wires
    assert session.selection == {"n6", "n7"}


def test_what_is_copied_is_text_that_can_be_pasted(view, session):
    session.select({"n2", "n3"})
    view.copy()
    assert json.loads(QGuiApplication.clipboard().text())["layerloom_copy"] == 2
    view.paste()
    wires = session.design.graph.wires
    assert Wire("n6", "n7") in wires and Wire("n1", "n6") not in wires
    session.undo()
    view.paste(with_inputs=True)
    assert Wire("n1", "n6") in session.design.graph.wires


def test_cut_is_one_step_and_can_be_pasted(view, session):
    before = session.design
    session.select({"n5"})
    view.cut()
    assert "n5" not in session.design.graph.nodes
    assert session.snapshot.undo_label == "Cut my dropout"
    view.paste()
    assert any(node.name == "my dropout" for node in session.design.graph.nodes.values())
    session.undo()
    session.undo()
    assert session.design is before


def test_pasting_twice_covers_nothing_exactly(view, session):
    session.select({"n5"})
    view.copy()
    view.paste()
    view.paste()
    places = list(session.design.layout.positions.values())
    assert len(set(places)) == len(places)


GOOD = {"layerloom_copy": 1, "nodes": [{"id": "a", "kind": "Dense", "name": "a", "settings": {}}]}
HOSTILE = [
    "",
    "hello",
    "[" * 100_000,
    "{}",
    '{"layerloom_copy": 1, "nodes": []}',
    json.dumps({**GOOD, "layerloom_copy": 99}),
    json.dumps({**GOOD, "extra": 1}),
    json.dumps({**GOOD, "nodes": GOOD["nodes"] * 2}),
    json.dumps({**GOOD, "nodes": [{**GOOD["nodes"][0], "name": " "}]}),
    json.dumps({**GOOD, "nodes": [{**GOOD["nodes"][0], "name": "x" * 10_000}]}),
    json.dumps({**GOOD, "wires": [{"source": "a", "target": "b"}]}),
    json.dumps({**GOOD, "positions": {"a": ["0", 0]}}),
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_gets_a_sentence_and_changes_nothing(view, session, qtbot, text):
    before = session.design
    QGuiApplication.clipboard().setText(text)
    with qtbot.waitSignal(session.said) as said:
        view.paste()
    assert said.args[0].endswith(".")
    assert session.design is before


def test_cards_pasted_from_far_away_stay_in_reach():
    far = json.dumps({**GOOD, "positions": {"a": [1e300, -1e300]}})
    assert from_text(far).positions["a"] == (1e6, -1e6)


@given(st.text())
def test_no_text_breaks_pasting(text):
    try:
        from_text(text)
    except NotCopied as refusal:
        assert str(refusal).endswith(".")


def test_copied_text_gives_the_same_layers_back(session):
    fragment = fragment_of(session.design, {"n2", "n3", "n5"})
    assert from_text(to_text(fragment)) == fragment


def test_nudges_in_a_row_are_one_step(view, session):
    before = session.design
    session.select({"n2"})
    view.nudge(1, 0)
    view.nudge(0, 1)
    assert session.design.layout.positions["n2"] == (230.0, 10.0)
    session.undo()
    assert session.design is before


def test_tidy_is_one_step_and_moves_cards_only(view, session):
    before = session.design
    session.edit(edits.move({"n2": (30.0, 400.0), "n4": (-500.0, 70.0)}))
    untidy = session.design
    view.tidy(animated=False)
    places = session.design.layout.positions
    assert [places[id][1] for id in ("n1", "n2", "n3", "n4")] == [places["n1"][1]] * 4
    assert places["n1"][0] < places["n2"][0] < places["n3"][0] < places["n4"][0]
    assert session.design.graph is before.graph
    session.undo()
    assert session.design is untidy


def test_tidying_several_leaves_the_others(view, session):
    session.edit(edits.move({"n3": (420.0, 333.0)}))
    session.select({"n2", "n3"})
    view.tidy(animated=False)
    places = session.design.layout.positions
    assert places["n1"] == (0.0, 0.0) and places["n4"] == (660.0, 0.0)
    assert places["n2"][1] == places["n3"][1]


def test_what_is_tidy_stays(view, session):
    view.tidy(animated=False)
    tidy = session.design
    view.tidy(animated=False)
    assert session.design is tidy


def test_cards_glide_to_their_tidy_places(view, session, qtbot):
    session.edit(edits.move({"n4": (660.0, 500.0)}))
    view.tidy(animated=True)
    assert view.canvas.places.rect("n4").top() == 500.0
    final = session.design.layout.positions["n4"][1]
    qtbot.waitUntil(lambda: view.canvas.places.rect("n4").top() == final, timeout=5000)


def test_every_verb_bears_an_empty_selection(view, session):
    before = session.design
    for verb in (view.delete_selection, view.duplicate_selection, view.copy, view.cut, view.fit_selection):
        verb()
    view.nudge(1, 1)
    assert session.design is before
