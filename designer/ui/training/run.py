"""One training run from Train to its evaluation, as the window sees it: a small state machine over messages."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from designer.analysis.guessing import guessed
from designer.errors import LayerloomError
from designer.graph.design import Design
from designer.graph.specs import DataFacts
from designer.plan import TrainingPlan
from designer.training import messages as m
from designer.ui.data_reader import located
from designer.ui.session import Session, Snapshot
from designer.ui.training.best import Best
from designer.ui.worker_link import FAILED, READY, WorkerLink

WELL = ("done", "stopped")
"""The outcomes after which there is a trained network."""
PREPARE_MS = 400
"""A design is compiled ahead once it has not changed for so long."""


class Phase(Enum):
    """Where a run stands."""

    IDLE = "idle"
    PREPARING = "preparing"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


@dataclass
class Run:
    """What is known of one run. `logs` has Keras's names, each with one value per epoch.

    `design` is the one it began with; runs of one `group` differ from each other only in their seed.
    """

    id: int
    plan: TrainingPlan
    total: int
    design: Design = field(default_factory=Design)
    group: str = ""
    trainer: str = ""
    reason: str = ""
    start: str = ""
    epochs: int = 0
    first: int = 0
    """After how many epochs it began: those it took over from the moment it goes on from."""
    rate: float = 0.0
    seconds: float = 0.0
    rows: int = 0
    """On how many examples it trains in each epoch, once that is known."""
    logs: dict[str, array[float]] = field(default_factory=dict)
    best: Best = field(default_factory=Best)
    outcome: str = ""
    sentence: str = ""
    evaluation: m.Evaluation | None = None
    ending: m.Ending | None = None
    facts: DataFacts | None = None
    kept: tuple[int, ...] = ()
    kept_bytes: int = 0
    most_bytes: int = 0
    at: int = 0
    """The epochs the network can be taken back to, the memory they take and may take, and the one it is at while no run
    goes on."""
    touched: bool = False
    """Whether weights were set by hand there."""

    def cut(self) -> None:
        """Forget what came after the epoch the network is at."""
        self.logs = {name: log[: self.at] for name, log in self.logs.items()}
        self.epochs, self.outcome, self.sentence, self.evaluation = self.at, "", "", None
        self.first = self.at
        self.best = Best()
        self.best.take(1, self.logs)
        self.seconds = 0.0
        self.ending = None
        self.touched = False

    def guessed(self, log: str) -> float | None:
        """What mere guessing would have had in a log, where there is one output."""
        if self.facts is None or len(self.plan.aims) > 1:
            return None
        return guessed(log, self.plan.aims[0].loss, self.facts)

    def metrics_at(self, epoch: int) -> dict[str, float]:
        """What was measured on the held-out rows after an epoch but the last, whose weights may be changed at the end."""
        if not 1 <= epoch < self.epochs:
            return {}
        return {name[4:]: log[epoch - 1] for name, log in self.logs.items() if name.startswith("val_")}

    def add(self, reply: m.Epochs) -> None:
        """Append the epochs of one message."""
        for name, values in reply.logs.items():
            log = self.logs.setdefault(name, array("d"))
            log.extend([float("nan")] * (reply.first - 1 - len(log)))
            log.extend(values)
        self.best.take(reply.first, reply.logs)
        self.epochs = max((len(log) for log in self.logs.values()), default=0)
        self.rate = reply.epochs_per_second

    @property
    def best_epoch(self) -> tuple[int, str]:
        """The epoch that was best and what in: of what watched over the end, if that did, else of the loss so far.

        Epoch 0 where there is none, or none yet to hold it against.
        """
        if self.ending is not None:
            return self.ending.best, self.ending.monitor
        return (self.best.epoch if self.epochs > 1 else 0), self.best.monitor

    @property
    def mean_rate(self) -> float:
        """How many epochs a second it went through, once it is over."""
        return (self.epochs - self.first) / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """How long the rest will take at the present pace."""
        return (self.total - self.epochs) / self.rate if self.rate > 0 else None


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
        self.phase = Phase.IDLE
        self.waits_for = ""
        """What has to be done before anything is trained, as a sentence; nothing if nothing has."""
        self.run: Run | None = None
        self.outdated = False
        """Whether the last run, now over, was one of another design than the present."""
        self._prepared: TrainingPlan | None = None
        self._preparing: tuple[int, TrainingPlan] | None = None
        self._foretold: m.Forecast | None = None  # of what is prepared
        self.forecast: m.Forecast | None = None
        """What a run of the present design will take, once it is prepared."""
        self._deadly: TrainingPlan | None = None  # what a worker died of is not prepared again unasked
        self._waiting: int | None = None
        self._planned: tuple[Snapshot | None, Path | None, TrainingPlan | None] = (None, None, None)
        self._told_of_change = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PREPARE_MS)
        self._soon.timeout.connect(self._calm)
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

    def prepare(self) -> None:
        """Have the present design compiled ahead, if nothing stands in the way."""
        if self.active or self._link.state != READY:
            return
        plan = self.plan()
        if plan is not None and plan == self._prepared:
            self.forecast = self._foretold
        if plan is None or plan in (self._prepared, self._deadly):
            return
        if self._preparing is not None and self._preparing[1] == plan:
            return
        self._preparing = (self._link.new_id(), plan)
        self._link.send(m.Prepare(*self._preparing))

    def plan(self) -> TrainingPlan | None:
        """What a run of the present design would be, or nothing while it has errors or unread data."""
        snapshot, path = self._session.snapshot, self._session.path
        if self._planned[0] is not snapshot or self._planned[1] != path:
            self._planned = (snapshot, path, self._made())
        return self._planned[2]

    def present(self) -> TrainingPlan | None:
        """The present network: as it is trained now if a run of it is on, else as it would be."""
        run, plan = self.run, self.plan()
        return (
            run.plan if run is not None and self.active and plan is not None and plan.model == run.plan.model else plan
        )

    def _made(self) -> TrainingPlan | None:
        snapshot, path = self._session.snapshot, self._session.path
        if snapshot.data is None or snapshot.analysis.errors:
            return None
        from designer.plan import plan_training

        try:
            plan = plan_training(snapshot.analysis)
        except LayerloomError:
            return None
        training = plan.training if path is None else plan.training.started_from(path.absolute().parent)
        return replace(plan, data=located(plan.data, self._session), training=training)

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
        why, plan = self.why_not(), self.plan()
        if not why and self._session.snapshot.data is None:
            why = "The data is still being read. Try again in a moment."
        if why or plan is None:
            self.refused.emit(
                why or "This network cannot be built as it is. Look at the warnings here for what to mend."
            )
            return None
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
        self.prepare()
        self.calmed.emit()

    def _compare(self) -> None:
        run, present = self.run, self.plan()
        if run is not None and run.group and present is not None:
            present = replace(present, training=replace(present.training, seed=run.plan.training.seed))
        outdated = self.phase is Phase.FINISHED and run is not None and run.plan != present
        if outdated is not self.outdated:
            self.outdated = outdated
            self.changed.emit()

    def _same_network(self, plan: TrainingPlan) -> bool:
        present = self.plan()
        return present is not None and present.model == plan.model

    def _start(self, pause_after: int) -> None:
        if self._session.snapshot.data is None and not self.why_not():
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
        self._preparing = None
        self._enter(Phase.PREPARING)
        self.began.emit()
        self.send(m.Train(self.run.id, plan, pause_after=pause_after))

    def why_not(self) -> str:
        """Why the present design cannot be trained, or nothing."""
        snapshot = self._session.snapshot
        if not snapshot.design.graph.nodes:
            return "There is nothing to train yet. Drag an Input and a Dense layer onto the canvas and wire them."
        if snapshot.data_fault:
            return f"The data cannot be read: {snapshot.data_fault}"
        count = len(snapshot.analysis.errors)
        if count == 0:
            return ""
        return f"{count} problem{' has' if count == 1 else 's have'} to be fixed before training: see the list."

    def _design_changed(self, snapshot: Snapshot) -> None:
        self.forecast = None
        if self._waiting is not None and (snapshot.data is not None or snapshot.data_fault):
            waiting, self._waiting = self._waiting, None
            self._start(waiting)
        elif not self.active:
            self._soon.start()
        elif self.run is not None and not self._told_of_change:
            plan = self.plan()
            if plan != self.run.plan:
                self._told_of_change = True
                self.said.emit("This run goes on with the design it started from. Train again to try the change.")

    def _received(self, reply: m.Reply) -> None:
        if isinstance(reply, m.Prepared) and self._preparing is not None and reply.id == self._preparing[0]:
            if reply.done:
                self._prepared, self.forecast = self._preparing[1], reply.forecast
                self._foretold = reply.forecast
            self._preparing = None
            self.changed.emit()
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
        if self._preparing is not None:
            self._deadly = self._preparing[1]
        self._prepared = self._preparing = None
        if self.active and self.run is not None:
            self._deadly = self.run.plan
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
