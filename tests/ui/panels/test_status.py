"""The line at the bottom."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from designer.graph.design import Design, Wire
from designer.graph.edits import add_node, connect, new_node, sequence
from designer.ui.session import Session
from designer.ui.status import StatusLine


def test_a_sentence_is_worth_more_than_the_facts_where_both_have_no_room(session: Session, qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_snapshot(session.snapshot)
    line.resize(500, 30)
    line.show()
    line.say("This sentence is longer than what is left of the line beside the facts about the network.")
    assert not line.facts.isVisible()
    line.resize(2000, 30)
    qtbot.waitUntil(line.facts.isVisible)
    line.say("")
    line.resize(500, 30)
    qtbot.waitUntil(line.facts.isVisible)


def test_the_form_of_the_network_is_told_with_its_reason(session: Session, qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    session.snapshot_changed.connect(line.show_snapshot)
    line.show_snapshot(session.snapshot)
    assert line.form.text() == "Sequential: one layer after the other"
    assert "Sequential model" in line.form.toolTip() == line.form.accessibleName()
    end = new_node(session.design, "Dense", {"units": 1})
    session.edit(sequence("", [add_node(end, (0, 200)), connect(Wire("n1", end.id))]))
    assert line.form.text() == "Functional: two outputs"
    assert "functional API" in line.form.accessibleName()
    session.start(Design())
    assert line.form.text() == "" == line.form.accessibleName()
