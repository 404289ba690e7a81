"""A run as a state machine: what each message and each press of a button leads to."""

from __future__ import annotations

import pytest

from designer.graph.design import Design
from designer.graph.edits import disconnect, set_data, set_setting, set_training
from designer.graph.specs import DataFacts, DataSpec, Generated
from designer.training import messages as m
from designer.ui.session import Session
from designer.ui.training import words
from designer.ui.training.controller import RunController
from designer.ui.training.run import Phase, Run
from designer.ui.worker_link import READY, WorkerLink

FACTS = DataFacts("regression", 500, 400, 100, (2,))


class Listening(WorkerLink):
    """A link whose worker is ready and says nothing of itself; what it is sent is kept."""

    def __init__(self) -> None:
        super().__init__(["true"])
        self.sent: list[m.Request] = []
        self._state = READY

    def send(self, message: m.Request) -> bool:
        self.sent.append(message)
        return True

    def start(self) -> None:
        raise AssertionError("no worker is wanted here")


@pytest.fixture
def link(qapp: object) -> Listening:
    return Listening()


@pytest.fixture
def session(starter: Design) -> Session:
    session = Session(starter)
    session.show_data(FACTS)
    return session


@pytest.fixture
def run(session: Session, link: Listening) -> RunController:
    return RunController(session, link)


def started(run: RunController, link: Listening) -> Run:
    """Press Train and have the worker begin."""
    run.train_or_pause()
    assert run.run is not None
    link.received.emit(m.Started(run.run.id, "fused", "", 200, 17, 400, 100))
    return run.run


def heard(signal: object) -> list[str]:
    found: list[str] = []
    signal.connect(found.append)  # type: ignore[attr-defined]
    return found


def epochs(id: int, first: int, *losses: float) -> m.Epochs:
    return m.Epochs(id, first, {"loss": losses, "val_loss": losses}, 100.0)


def test_train_sends_the_plan_and_follows_the_run(run: RunController, link: Listening) -> None:
    going = started(run, link)
    assert isinstance(link.sent[-1], m.Train) and link.sent[-1].plan == run.ahead.plan()
    assert run.phase is Phase.RUNNING
    link.received.emit(epochs(going.id, 1, 0.5, 0.4))
    link.received.emit(epochs(going.id, 3, 0.3))
    assert list(going.logs["loss"]) == [0.5, 0.4, 0.3] and going.epochs == 3
    assert going.seconds_left == pytest.approx(1.97)
    link.received.emit(m.Finished(going.id, "done", 3, 0.1, "fused", m.Evaluation(100, {"loss": 0.3})))
    assert run.phase is Phase.FINISHED and run.trained


def test_pause_go_on_and_one_epoch(run: RunController, link: Listening) -> None:
    going = started(run, link)
    run.train_or_pause()
    assert link.sent[-1] == m.Pause()
    link.received.emit(m.Paused(going.id, 5))
    assert run.phase is Phase.PAUSED
    run.one_epoch()
    assert link.sent[-1] == m.Resume(1)
    link.received.emit(m.Paused(going.id, 6))
    run.train_or_pause()
    assert link.sent[-1] == m.Resume(0)
    link.received.emit(m.Resumed(going.id))
    assert run.phase is Phase.RUNNING


def test_one_epoch_starts_a_run_that_pauses(run: RunController, link: Listening) -> None:
    run.one_epoch()
    assert isinstance(link.sent[-1], m.Train) and link.sent[-1].pause_after == 1


def test_stop_works_before_the_first_epoch(run: RunController, link: Listening) -> None:
    run.train_or_pause()
    run.stop()
    assert run.phase is Phase.FINISHED and isinstance(link.sent[-1], m.Stop)
    assert run.run is not None
    link.received.emit(epochs(run.run.id, 1, 0.5))
    assert run.run.epochs == 0


def test_errors_are_counted_and_nothing_is_sent(run: RunController, link: Listening, session: Session) -> None:
    refused = heard(run.refused)
    session.edit(disconnect(session.design.graph.wires))
    run.train_or_pause()
    count = len(session.snapshot.analysis.errors)
    assert refused and refused[0].startswith(f"{count} problem") and not link.sent and run.phase is Phase.IDLE


def test_training_waits_for_data_that_is_being_read(run: RunController, link: Listening, session: Session) -> None:
    session.edit(set_data(DataSpec(Generated(size=600))))
    run.train_or_pause()
    assert not link.sent and run.phase is Phase.IDLE
    session.show_data(FACTS)
    assert isinstance(link.sent[-1], m.Train)


def test_data_that_cannot_be_read_ends_the_wait(run: RunController, link: Listening, session: Session) -> None:
    refused = heard(run.refused)
    session.edit(set_data(DataSpec(Generated(size=600))))
    run.train_or_pause()
    session.show_data_fault("The file is gone.")
    assert not link.sent and "The file is gone." in refused[0]


def test_an_empty_canvas_says_what_to_do(run: RunController, session: Session) -> None:
    refused = heard(run.refused)
    session.start(Design())
    run.train_or_pause()
    assert "nothing to train" in refused[0]


def test_a_change_while_training_is_noted_once_and_the_run_goes_on(
    run: RunController, link: Listening, session: Session
) -> None:
    going = started(run, link)
    said = heard(run.said)
    before = len(link.sent)
    for units in (8, 9):
        session.edit(set_setting(session.design.graph.nodes["n2"], "units", units))
    assert len(said) == 1 and "goes on" in said[0]
    assert len(link.sent) == before and run.phase is Phase.RUNNING
    link.received.emit(m.Finished(going.id, "done", 1, 0.1, "fused", None))
    assert not run.trained


def test_moving_a_card_while_training_is_no_change(run: RunController, link: Listening, session: Session) -> None:
    from designer.graph.edits import move

    started(run, link)
    said = heard(run.said)
    session.edit(move({"n2": (5.0, 5.0)}))
    assert said == []


def test_a_lost_worker_interrupts_the_run_and_leaves_the_design(
    run: RunController, link: Listening, session: Session
) -> None:
    going = started(run, link)
    link.received.emit(epochs(going.id, 1, 0.5, 0.4))
    before = session.design
    link.lost.emit("gone")
    assert run.phase is Phase.FINISHED and going.outcome == "interrupted" and "after 2 epochs" in going.sentence
    assert session.design is before


def test_a_sound_design_is_prepared_once(run: RunController, link: Listening, session: Session) -> None:
    run.ahead.prepare()
    run.ahead.prepare()
    (first,) = link.sent
    assert isinstance(first, m.Prepare)
    link.received.emit(m.Prepared(first.id))
    run.ahead.prepare()
    assert len(link.sent) == 1
    session.edit(set_training("", batch_size=8))
    run.ahead.prepare()
    assert len(link.sent) == 2


def test_what_killed_a_worker_is_not_prepared_again_by_itself(run: RunController, link: Listening) -> None:
    run.ahead.prepare()
    link.lost.emit("gone")
    run.ahead.prepare()
    assert len(link.sent) == 1


def test_a_failure_is_kept_in_its_own_words(run: RunController, link: Listening) -> None:
    run.train_or_pause()
    assert run.run is not None
    link.received.emit(m.Failed(run.run.id, "data", "The file iris.csv is gone. Choose it again."))
    assert run.run.outcome == "failed" and run.run.sentence.startswith("The file iris.csv")


def test_messages_about_another_run_are_ignored(run: RunController, link: Listening) -> None:
    going = started(run, link)
    link.received.emit(epochs(going.id + 1, 1, 9.0))
    assert going.epochs == 0


@pytest.mark.parametrize(
    ("phase", "outcome", "said"),
    [
        (Phase.PREPARING, "", "Getting ready to train…"),
        (Phase.PAUSED, "", "Paused at epoch 3 of 10"),
        (Phase.RUNNING, "", "Epoch 3 of 10  ·  20 epochs/s  ·  0.3 s left"),
        (Phase.FINISHED, "done", "Done after 3 epochs in 1.5 s, 2.0 epochs/s"),
        (Phase.FINISHED, "diverged", "The loss is no number any more"),
        (Phase.FINISHED, "interrupted", "Interrupted"),
    ],
)
def test_the_status_says_it_in_words(run: RunController, phase: Phase, outcome: str, said: str) -> None:
    plan = run.ahead.plan()
    assert plan is not None
    one = Run(1, plan, 10, epochs=3, rate=20.0, seconds=1.5, outcome=outcome)
    assert words.status(phase, one, True) == said


@pytest.mark.parametrize(
    ("phase", "outcome", "said"),
    [
        (Phase.RUNNING, "", "Epoch 3 of 10  ·  20 epochs/s  ·  0.3 s left  ·  24,700 examples/s"),
        (Phase.FINISHED, "done", "Done after 3 epochs in 1.5 s, 2.0 epochs/s, 2,470 examples/s"),
    ],
)
def test_the_status_says_how_many_examples_a_second(
    run: RunController, link: Listening, phase: Phase, outcome: str, said: str
) -> None:
    one = started(run, link)
    assert one.rows == 400
    one.rows, one.total, one.epochs, one.rate, one.seconds, one.outcome = 1234, 10, 3, 20.0, 1.5, outcome
    assert words.status(phase, one, True) == said


def test_the_pace_of_a_run_that_went_on_is_that_of_the_epochs_it_trained(run: RunController) -> None:
    plan = run.ahead.plan()
    assert plan is not None
    one = Run(1, plan, 10, epochs=8, at=5, rows=100)
    one.cut()
    one.epochs, one.outcome, one.seconds = 10, "done", 1.0
    assert words.status(Phase.FINISHED, one, True).endswith("5.0 epochs/s, 500 examples/s")


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.03, "under 0.1 s"), (0.44, "0.4 s"), (42, "42 s"), (200, "3 min 20 s"), (7500, "2 h 5 min")],
)
def test_times_are_told_as_people_do(seconds: float, text: str) -> None:
    assert words.duration(seconds) == text
