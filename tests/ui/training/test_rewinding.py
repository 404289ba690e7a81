"""The slider over the epochs: what it asks the worker, what it says, and how a run goes on from there."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from designer.training import messages as m
from designer.ui.session import Session
from designer.ui.training.controller import RunController
from designer.ui.training.rewind import RewindBar
from designer.ui.training.rewinding import Rewinding
from designer.ui.training.run import Phase, Run
from tests.ui.training.test_run import Listening, epochs, link, run, session, started

__all__ = ["link", "run", "session"]


@pytest.fixture
def ended(run: RunController, link: Listening) -> Run:
    """A run of six epochs that is over, of which four moments are kept."""
    going = started(run, link)
    link.received.emit(epochs(going.id, 1, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1))
    link.received.emit(m.Kept(going.id, (0, 2, 4, 6), 1_500_000, 256 * 2**20))
    link.received.emit(m.Finished(going.id, "done", 6, 0.1, "fused", m.Evaluation(100, {"loss": 0.1})))
    going.total = 6
    return going


@pytest.fixture
def rewinding(run: RunController, link: Listening, ended: Run) -> Rewinding:
    return Rewinding(run, link)


@pytest.fixture
def bar(qtbot: QtBot, rewinding: Rewinding) -> RewindBar:
    bar = RewindBar(rewinding)
    qtbot.addWidget(bar)
    bar.refresh()
    bar.show()
    return bar


def asked(link: Listening, kind: type[m.Request]) -> Any:
    """The newest request of a kind; the window may ask for other things meanwhile."""
    return next((one for one in reversed(link.sent) if isinstance(one, kind)), None)


def test_a_key_takes_the_network_back_and_says_where_it_is(
    qtbot: QtBot, bar: RewindBar, link: Listening, ended: Run
) -> None:
    assert bar.told.text() == "Epoch 6  ·  4 moments in 1.4 MB of 256 MB"
    assert "4 moments of this run are kept, in 1.4 MB of memory. They may take 256 MB" in bar.told.toolTip()
    assert bar.slider.accessibleDescription() == bar.told.toolTip()
    pointed: list[int] = []
    bar.pointed.connect(pointed.append)
    QTest.keyClick(bar.slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: asked(link, m.Rewind) is not None)
    assert asked(link, m.Rewind).epoch == 4 and pointed == [4]
    link.received.emit(m.Rewound(asked(link, m.Rewind).id, 4))
    assert bar.told.text().startswith("Epoch 4  ·  ")
    assert asked(link, m.Evaluate).known == {"loss": 0.3}
    link.received.emit(m.Evaluated(asked(link, m.Evaluate).id, m.Evaluation(100, {"loss": 0.3})))
    assert ended.evaluation is not None and ended.evaluation.metrics == {"loss": 0.3}
    QTest.keyClick(bar.slider, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: asked(link, m.Rewind).epoch == 0)
    link.received.emit(m.Rewound(asked(link, m.Rewind).id, 0))
    assert bar.told.text().startswith("Untrained  ·  ")


def test_one_moment_is_asked_for_at_a_time_and_then_the_newest_wish(
    rewinding: Rewinding, link: Listening, ended: Run
) -> None:
    for epoch in (4, 2, 0):
        rewinding.rewind(epoch)
    asked = [one for one in link.sent if isinstance(one, m.Rewind)]
    assert [one.epoch for one in asked] == [4]
    link.received.emit(m.Rewound(asked[0].id, 4))
    assert isinstance(link.sent[-1], m.Rewind) and link.sent[-1].epoch == 0


def test_going_on_cuts_the_curves_there_and_counts_on(
    rewinding: Rewinding, run: RunController, link: Listening, ended: Run
) -> None:
    rewinding.rewind(2)
    link.received.emit(m.Rewound(link.sent[-1].id, 2))
    rewinding.go_on()
    order = link.sent[-1]
    assert isinstance(order, m.GoOn) and (order.epoch, order.epochs) == (2, 6)
    assert run.phase is Phase.PREPARING and list(ended.logs["loss"]) == [0.6, 0.5]
    link.received.emit(m.Started(order.id, "fused", "", 6, 17, 400, 100))
    link.received.emit(epochs(order.id, 3, 0.35))
    assert list(ended.logs["loss"]) == [0.6, 0.5, 0.35] and run.phase is Phase.RUNNING


def test_at_its_end_a_run_goes_on_as_long_again(rewinding: Rewinding, link: Listening, ended: Run) -> None:
    rewinding.go_on()
    total = 6 + ended.plan.training.epochs
    assert isinstance(link.sent[-1], m.GoOn) and link.sent[-1].epochs == ended.total == total


def test_a_run_that_waits_ends_first(run: RunController, link: Listening, session: Session) -> None:
    going, rewinding = started(run, link), Rewinding(run, link)
    link.received.emit(epochs(going.id, 1, 0.6, 0.5, 0.4))
    link.received.emit(m.Kept(going.id, (0, 1, 3), 10))
    link.received.emit(m.Paused(going.id, 3))
    rewinding.rewind(1)
    link.received.emit(m.Rewound(link.sent[-1].id, 1))
    rewinding.go_on()
    assert [type(one) for one in link.sent[-2:]] == [m.Stop, m.GoOn] and link.sent[-1].epoch == 1
    link.received.emit(m.Finished(going.id + 99, "stopped", 3, 0.1, "fused", None))
    assert run.phase is Phase.PREPARING


@pytest.fixture
def waiting(run: RunController, link: Listening) -> Run:
    """A run that waits after three epochs, of which three moments are kept."""
    going = started(run, link)
    link.received.emit(epochs(going.id, 1, 0.6, 0.5, 0.4))
    link.received.emit(m.Kept(going.id, (0, 1, 3), 10))
    link.received.emit(m.Paused(going.id, 3))
    return going


def test_a_run_that_waits_is_evaluated_where_it_is_taken_back_to(
    run: RunController, link: Listening, waiting: Run
) -> None:
    rewinding = Rewinding(run, link)
    rewinding.rewind(1)
    link.received.emit(m.Rewound(link.sent[-1].id, 1))
    assert asked(link, m.Evaluate).known == {"loss": 0.6}
    link.received.emit(m.Evaluated(asked(link, m.Evaluate).id, m.Evaluation(100, {"loss": 0.6})))
    assert waiting.evaluation is not None and waiting.evaluation.metrics == {"loss": 0.6}
    link.received.emit(m.Resumed(waiting.id))
    assert waiting.evaluation is None, "the network is another by now"


@pytest.mark.parametrize("ended", [False, True])
def test_an_evaluation_that_comes_once_the_run_goes_on_is_of_no_interest(
    run: RunController, link: Listening, waiting: Run, ended: bool
) -> None:
    rewinding = Rewinding(run, link)
    rewinding.rewind(1)
    link.received.emit(m.Rewound(link.sent[-1].id, 1))
    own = m.Evaluation(100, {"loss": 0.4}) if ended else None
    finished = m.Finished(waiting.id, "stopped", 3, 0.1, "fused", own)
    link.received.emit(finished if ended else m.Resumed(waiting.id))
    link.received.emit(m.Evaluated(asked(link, m.Evaluate).id, m.Evaluation(100, {"loss": 0.6})))
    assert waiting.evaluation == own


def test_the_slider_is_gone_while_a_run_goes_on(bar: RewindBar, rewinding: Rewinding, link: Listening) -> None:
    assert bar.isVisible()
    rewinding.go_on()
    assert not bar.isVisible()
    before = len(link.sent)
    rewinding.rewind(2)
    assert len(link.sent) == before


def test_a_wish_that_comes_too_late_is_not_asked_again(
    rewinding: Rewinding, run: RunController, link: Listening
) -> None:
    rewinding.rewind(4)
    rewinding.rewind(2)
    late = asked(link, m.Rewind)
    run.phase = Phase.RUNNING
    link.received.emit(m.Rewound(late.id, 6))
    assert asked(link, m.Rewind) is late
