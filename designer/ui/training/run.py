"""One training run as the window sees it: where it stands, and what is known of it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import Enum

from designer.analysis.guessing import guessed
from designer.graph.design import Design
from designer.graph.specs import DataFacts
from designer.plan import TrainingPlan
from designer.training import messages as m
from designer.ui.training.best import Best

WELL = ("done", "stopped")
"""The outcomes after which there is a trained network."""


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
