"""Runs from Train to their evaluation: a small state machine over messages."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from designer.graph.design import Design
from designer.plan import TrainingPlan
from designer.training import messages as m
from designer.ui.session import Session, Snapshot
from designer.ui.training.ahead import Ahead
from designer.ui.training.run import WELL, Phase, Run
from designer.ui.worker_link import FAILED, READY, WorkerLink

CALM_MS = 400
"""A design is compiled ahead once it has not changed for so long."""


class RunController(QObject):
    """Starts, pauses and stops runs; keeps the last one. The design may change meanwhile: a run keeps its plan."""

    changed = Signal()
    """The phase, or what is known of the run, changed."""
    began = Signal()
    """A new run takes the place of the last."""
    advanced = Signal()
    """Epochs were added."""
    refused = Signal(str)
    """Training was asked for and the design has errors: a sentence; the problems should be shown."""
    held_back = Signal(str)
    """Training was asked for and something is to be done before: a sentence."""
    said = Signal(str)
    """A sentence for the status line."""
    calmed = Signal()
    """The design has not changed for a while."""

    def __init__(self, session: Session, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self.ahead = Ahead(session, link, self)
        self.phase = Phase.IDLE
        self.waits_for = ""
        """What has to be done before anything is trained, as a sentence; nothing if nothing has."""
        self.run: Run | None = None
        self.outdated = False
        """Whether the last run, now over, was one of another design than the present."""
        self._waiting: int | None = None
        self._told_of_change = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(CALM_MS)
        self._soon.timeout.connect(self._calm)
        self.ahead.changed.connect(self.changed)
        session.snapshot_changed.connect(self._design_changed)
        link.received.connect(self._received)
        link.lost.connect(self._lost)
        link.state_changed.connect(self._link_changed)

    # --- what the user does ---

    @property
    def active(self) -> bool:
        """Whether a run is on its way, paused ones too."""
        return self.phase in (Phase.PREPARING, Phase.RUNNING, Phase.PAUSED)

    @property
    def at_rest(self) -> bool:
        """Whether there is a run and it waits or is over, so that its network can be taken back and is judged there."""
        return self.run is not None and self.phase in (Phase.PAUSED, Phase.FINISHED)

    def train_or_pause(self) -> None:
        """Train; pause what trains; go on with what is paused."""
        if self.phase is Phase.RUNNING:
            self._link.send(m.Pause())
        elif self.phase is Phase.PAUSED:
            self._link.send(m.Resume())
        elif self.phase is not Phase.PREPARING:
            self._start(0)

    def one_epoch(self) -> None:
        """Train a single epoch, then pause."""
        if self.phase is Phase.PAUSED:
            self._link.send(m.Resume(1))
        elif not self.active:
            self._start(1)

    def stop(self) -> None:
        """End the run; it is evaluated as it is."""
        if self.active:
            self._link.send(m.Stop())
        if self.phase is Phase.PREPARING:
            self._end("stopped", "Stopped before the first epoch.")

    def went_to(self, epoch: int) -> None:
        """The network was taken to an epoch."""
        if self.run is not None:
            self.run.at, self.run.touched = epoch, False
            self.changed.emit()

    def touch(self, on: bool) -> None:
        """Weights were set by hand where the network is, or that was taken back."""
        if self.run is not None:
            self.run.touched = on
        self.changed.emit()

    def again(self, id: int, total: int) -> None:
        """The run goes on from the epoch the network is at, up to `total`, and its messages have this number."""
        assert self.run is not None
        self.run.id, self.run.total = id, total
        self.run.cut()
        self.outdated = False
        self._enter(Phase.PREPARING)
        self.began.emit()

    def present(self) -> TrainingPlan | None:
        """The present network: as it is trained now if a run of it is on, else as it would be."""
        run, plan = self.run, self.ahead.plan()
        if run is not None and self.active and plan is not None and plan.model == run.plan.model:
            return run.plan
        return plan

    @property
    def can_go_on(self) -> bool:
        """Whether a run that waits was taken back, or one is over, so that training can go on from where it is."""
        run = self.run
        if run is None or not run.kept:
            return False
        return self.phase is Phase.FINISHED or (self.phase is Phase.PAUSED and run.at < run.kept[-1])

    @property
    def can_keep(self) -> bool:
        """Whether a run is over and moments of it are there, so that one of them can be what is kept of it."""
        run = self.run
        if self.phase is not Phase.FINISHED or run is None or not run.kept:
            return False
        return run.outcome in WELL or run.at < run.epochs

    @property
    def has_network(self) -> bool:
        """Whether the worker holds a network that was trained for at least an epoch."""
        run = self.run
        return run is not None and (run.outcome in WELL or (self.active and run.epochs > 0))

    def ready_plan(self) -> TrainingPlan | None:
        """What a run of the present design would be; where there can be none, says why."""
        if self.waits_for:
            self.held_back.emit(self.waits_for)
            return None
        plan = self.ahead.plan()
        if plan is None:
            self.refused.emit(self.ahead.missing())
        return plan

    def train_plan(self, plan: TrainingPlan, design: Design, group: str) -> None:
        """Train a plan of another design than the present one, as one of a group of runs."""
        if not self.active:
            self._begin(plan, design, 0, group)

    @property
    def trained(self) -> bool:
        """Whether the worker holds a network trained from the present design."""
        run = self.run
        return run is not None and run.outcome in WELL and self._same_network(run.plan)

    def send(self, order: m.Train | m.GoOn) -> None:
        """Have the run begun that was announced."""
        if not self._link.send(order):
            self._end("interrupted", "The training engine is not running. Press Retry below, then Train.")

    # --- within ---

    def _calm(self) -> None:
        """The design did not change for a while."""
        self._compare()
        if not self.active:
            self.ahead.prepare()
        self.calmed.emit()

    def _compare(self) -> None:
        run, present = self.run, self.ahead.plan()
        if run is not None and run.group and present is not None:
            present = replace(present, training=replace(present.training, seed=run.plan.training.seed))
        outdated = self.phase is Phase.FINISHED and run is not None and run.plan != present
        if outdated is not self.outdated:
            self.outdated = outdated
            self.changed.emit()

    def _same_network(self, plan: TrainingPlan) -> bool:
        present = self.ahead.plan()
        return present is not None and present.model == plan.model

    def _start(self, pause_after: int) -> None:
        if self._session.snapshot.data is None and not self.ahead.why_not():
            self._waiting = pause_after
            self.said.emit("Training starts as soon as the data is read.")
            return
        plan = self.ready_plan()
        if plan is not None:
            self._waiting = None
            self._begin(plan, self._session.design, pause_after, "")

    def _begin(self, plan: TrainingPlan, design: Design, pause_after: int, group: str) -> None:
        self.run = Run(
            self._link.new_id(), plan, plan.training.epochs, design, group, facts=self._session.snapshot.data
        )
        self._told_of_change = self.outdated = False
        self.ahead.give_way()
        self._enter(Phase.PREPARING)
        self.began.emit()
        self.send(m.Train(self.run.id, plan, pause_after=pause_after))

    def _design_changed(self, snapshot: Snapshot) -> None:
        if self._waiting is not None and (snapshot.data is not None or snapshot.data_fault):
            waiting, self._waiting = self._waiting, None
            self._start(waiting)
        elif not self.active:
            self._soon.start()
        elif self.run is not None and not self._told_of_change and self.ahead.plan() != self.run.plan:
            self._told_of_change = True
            self.said.emit("This run goes on with the design it started from. Train again to try the change.")

    def _received(self, reply: m.Reply) -> None:
        run = self.run
        if run is None or getattr(reply, "id", 0) != run.id or not self.active:
            return
        match reply:
            case m.Started():
                run.trainer, run.reason, run.total = reply.trainer, reply.reason, reply.epochs
                run.start, run.rows = reply.start, reply.training_rows
                self._enter(Phase.RUNNING)
            case m.Epochs():
                run.add(reply)
                self.advanced.emit()
            case m.Kept():
                run.kept, run.kept_bytes, run.most_bytes = reply.epochs, reply.bytes, reply.most_bytes
                run.at = reply.epochs[-1] if reply.epochs else 0
            case m.Paused():
                self._enter(Phase.PAUSED)
            case m.Resumed():
                run.start, run.touched = " ".join(filter(None, (run.start, reply.told))), False
                run.evaluation = None  # of where it was taken back to
                self._enter(Phase.RUNNING)
            case m.Finished():
                run.seconds, run.evaluation, run.ending = reply.seconds, reply.evaluation, reply.ending
                self._end(reply.outcome, reply.sentence)
            case m.Failed():
                self._end("failed", reply.sentence)

    def _lost(self, sentence: str) -> None:
        if self.run is not None:
            self.run.kept = ()
        if self.active and self.run is not None:
            self.ahead.avoid(self.run.plan)
            after = f" after {self.run.epochs:,} epochs" if self.run.epochs else ""
            self._end("interrupted", f"This run was interrupted{after}: the training engine stopped. Train again.")

    def _link_changed(self, state: str) -> None:
        if state == READY:
            self._soon.start()
        elif state == FAILED:
            self._soon.stop()
        self.changed.emit()

    def _end(self, outcome: str, sentence: str) -> None:
        assert self.run is not None
        self.run.outcome, self.run.sentence = outcome, sentence
        self._enter(Phase.FINISHED)
        self._compare()
        if outcome in WELL:
            self._soon.start()

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.changed.emit()
