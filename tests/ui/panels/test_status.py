"""The line at the bottom."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

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
