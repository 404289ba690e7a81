"""What a run of the present design would be: planned as the design changes, and compiled before anybody presses Train."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from designer.errors import LayerloomError
from designer.plan import TrainingPlan
from designer.training import messages as m
from designer.ui.data_reader import located
from designer.ui.session import Session, Snapshot
from designer.ui.worker_link import READY, WorkerLink

UNREAD = "The data is still being read. Try again in a moment."
UNBUILT = "This network cannot be built as it is. Look at the warnings here for what to mend."


class Ahead(QObject):
    """Plans a run of the present design, and has the worker get ready for it."""

    changed = Signal()
    """What was to be compiled is, or cannot be."""

    def __init__(self, session: Session, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._link = link
        self.prepared: TrainingPlan | None = None
        """What would start at once."""
        self.forecast: m.Forecast | None = None
        """What a run of the present design will take, once it is prepared."""
        self._foretold: m.Forecast | None = None  # of what is prepared
        self._preparing: tuple[int, TrainingPlan] | None = None
        self._deadly: TrainingPlan | None = None
        self._planned: tuple[Snapshot | None, Path | None, TrainingPlan | None] = (None, None, None)
        session.snapshot_changed.connect(self._design_changed)
        link.received.connect(self._received)
        link.lost.connect(self._lost)

    def plan(self) -> TrainingPlan | None:
        """What a run of the present design would be, or nothing while it has errors or unread data."""
        snapshot, path = self._session.snapshot, self._session.path
        if self._planned[0] is not snapshot or self._planned[1] != path:
            self._planned = (snapshot, path, self._made())
        return self._planned[2]

    def why_not(self) -> str:
        """Why the present design cannot be trained, or nothing; data that is still being read is no reason."""
        snapshot = self._session.snapshot
        if not snapshot.design.graph.nodes:
            return "There is nothing to train yet. Drag an Input and a Dense layer onto the canvas and wire them."
        if snapshot.data_fault:
            return f"The data cannot be read: {snapshot.data_fault}"
        count = len(snapshot.analysis.errors)
        if count == 0:
            return ""
        return f"{count} problem{' has' if count == 1 else 's have'} to be fixed before training: see the list."

    def missing(self) -> str:
        """Why there is no plan, whatever the reason; nothing where there is one."""
        if self.plan() is not None:
            return ""
        return self.why_not() or (UNREAD if self._session.snapshot.data is None else UNBUILT)

    def prepare(self) -> None:
        """Have the present design compiled, if nothing stands in the way."""
        plan = self.plan()
        if plan is None or self._link.state != READY:
            return
        if plan == self.prepared:
            self.forecast = self._foretold
        elif plan != self._deadly and (self._preparing is None or self._preparing[1] != plan):
            self._preparing = (self._link.new_id(), plan)
            self._link.send(m.Prepare(*self._preparing))

    def give_way(self) -> None:
        """A run begins: what is being compiled for later is not waited for."""
        self._preparing = None

    def avoid(self, plan: TrainingPlan) -> None:
        """A worker died of this plan: it is not prepared again unasked."""
        self._deadly = plan

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

    def _design_changed(self, snapshot: Snapshot) -> None:
        self.forecast = None

    def _received(self, reply: m.Reply) -> None:
        if not isinstance(reply, m.Prepared) or self._preparing is None or reply.id != self._preparing[0]:
            return
        if reply.done:
            self.prepared = self._preparing[1]
            self.forecast = self._foretold = reply.forecast
        self._preparing = None
        self.changed.emit()

    def _lost(self, sentence: str) -> None:
        if self._preparing is not None:
            self.avoid(self._preparing[1])
        self.prepared = self._preparing = None
