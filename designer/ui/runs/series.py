"""The same design trained several times, each time from another seed: how much is chance, and how much is not."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from designer.graph.design import Design
from designer.plan import TrainingPlan
from designer.runs.recorder import new_id
from designer.ui.session import Session
from designer.ui.training.controller import RunController
from designer.ui.training.run import Phase

TIMES = 5
SEEDS = 2**31


class Series(QObject):
    """One run after the other, as ordinary runs of one group. Stopping one ends them all; what is done stays."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, session: Session, run: RunController, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._run = session, run
        self._seeds: list[int] = []
        self._times = 0
        self._group = ""
        self._plan: TrainingPlan | None = None
        self._design = Design()
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._start)
        run.changed.connect(self._changed)

    @property
    def active(self) -> bool:
        return bool(self._group)

    def begin(self, times: int = TIMES) -> None:
        """Train the present design so many times."""
        if self.active or self._run.active:
            self.said.emit("A run goes on. Stop it or wait for its end, then repeat.")
            return
        plan = self._run.ready_plan()
        if plan is None:
            return
        first = plan.training.seed
        self._plan, self._design, self._group = plan, self._session.design, new_id()
        self._seeds = [(first + at) % SEEDS for at in range(times)]
        self._times = times
        self._start()

    def _start(self) -> None:
        assert self._plan is not None
        seed = self._seeds.pop(0)
        self.said.emit(
            f"Run {self._times - len(self._seeds)} of {self._times}, with the seed {seed}. Stop ends them all."
        )
        plan = replace(self._plan, training=replace(self._plan.training, seed=seed))
        design = replace(self._design, training=replace(self._design.training, seed=seed))
        self._run.train_plan(plan, design, self._group)

    def _changed(self) -> None:
        run = self._run.run
        if not self.active or run is None or run.group != self._group or self._run.phase is not Phase.FINISHED:
            return
        if self._next.isActive():
            return
        if run.outcome in ("done", "diverged") and self._seeds:
            self._next.start()  # once whoever keeps the run has asked for its network
        elif run.outcome:
            self._group = ""
            if run.outcome in ("done", "diverged"):
                self.said.emit(f"All {self._times} runs are done. The Runs tab shows them side by side.")
