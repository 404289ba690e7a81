"""One question at a time, and a pause after each answer that grows with what it cost."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from designer.graph.specs import DataSpec, TrainingSettings
from designer.plan import ModelPlan, TrainingPlan
from designer.training import messages as m
from designer.ui.turn import COST, Turn
from designer.ui.worker_link import RESTARTING
from tests.ui.training.test_run import Listening, link

__all__ = ["link"]

PLAN = TrainingPlan(ModelPlan("sequential", (), ()), DataSpec(), TrainingSettings())


class Asking:
    """Asks each time it is due, and keeps the answers."""

    def __init__(self, link: Listening) -> None:
        self.turn = Turn(link, 0.0)
        self.turn.due.connect(self._ask)
        self.turn.answered.connect(self._answered)
        self.answers: list[tuple[object, object]] = []

    def _ask(self) -> None:
        self.turn.ask(m.Measure(self.turn.new_id(), PLAN))

    def _answered(self, asked: object, answer: object) -> None:
        self.answers.append((asked, answer))


@pytest.fixture
def asking(link: Listening) -> Asking:
    return Asking(link)


def test_what_is_wanted_meanwhile_is_asked_once_after_the_answer(asking: Asking, link: Listening, qtbot: QtBot) -> None:
    for _ in range(3):
        asking.turn.want()
    qtbot.waitUntil(lambda: len(link.sent) == 1)
    asking.turn.want()
    asking.turn.want()
    qtbot.wait(30)
    assert len(link.sent) == 1
    link.received.emit(m.Measured(link.sent[0].id))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(link.sent) == 2)
    assert [asked for asked, _ in asking.answers] == link.sent[:1]


def test_the_dearer_an_answer_the_longer_the_pause(asking: Asking, link: Listening, qtbot: QtBot) -> None:
    asking.turn.want()
    qtbot.waitUntil(lambda: len(link.sent) == 1)
    link.received.emit(m.Measured(link.sent[0].id, seconds=0.02))  # type: ignore[union-attr]
    asking.turn.want()
    assert asking.turn._soon.interval() == pytest.approx(1000 * 0.02 / COST, rel=0.1)


def test_a_failure_or_another_worker_leaves_the_turn_free(asking: Asking, link: Listening, qtbot: QtBot) -> None:
    asking.turn.want()
    qtbot.waitUntil(lambda: len(link.sent) == 1)
    link.received.emit(m.Failed(link.sent[0].id, "worker", "No."))  # type: ignore[union-attr]
    asking.turn.want()
    qtbot.waitUntil(lambda: len(link.sent) == 2)
    link._enter(RESTARTING)
    asking.turn.want()
    qtbot.waitUntil(lambda: len(link.sent) == 3)
    assert not asking.answers
