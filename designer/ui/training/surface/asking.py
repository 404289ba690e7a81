"""Asks the worker for a survey whenever the network may have changed: one at a time, and rarely enough to cost little."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from designer.plan import TrainingPlan
from designer.training.messages import Failed, Prepared, Reply, Survey, Surveyed
from designer.ui.training.run import RunController
from designer.ui.worker_link import READY, WorkerLink

PAUSE = 0.06
"""Seconds from one answer to the next question."""
COST = 0.04
"""The largest share of a run's time that surveys may take."""


class Surveying(QObject):
    """Keeps one picture up to date, for as long as it is wanted."""

    surveyed = Signal(object, object)
    """A `Surveyed` with something in it, and the plan it is of."""
    nothing = Signal()
    """There is nothing to show of the present network."""

    def __init__(self, run: RunController, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run, self._link = run, link
        self._features: tuple[int, ...] = ()
        self._asked: Survey | None = None
        self._again = False
        self._rest_until = 0.0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._ask)
        run.changed.connect(self.look)
        run.advanced.connect(self.look)
        link.received.connect(self._received)
        link.state_changed.connect(self._link_changed)

    def want(self, features: tuple[int, ...]) -> None:
        """Survey these features from now on; none: nobody looks."""
        if features != self._features:
            self._features = features
            self.look()

    def look(self) -> None:
        """The network may answer otherwise than before."""
        if not self._features:
            return
        self._again = True
        if self._asked is None and not self._soon.isActive():
            self._soon.start(max(0, round(1000 * (self._rest_until - time.monotonic()))))

    def _ask(self) -> None:
        self._again = False
        if not self._features:
            return
        plan = self._run.present()
        if plan is None:
            self.nothing.emit()
        elif self._link.state == READY:
            self._asked = Survey(self._link.new_id(), plan, self._features)
            self._link.send(self._asked)

    def _tell(self, found: Surveyed, plan: TrainingPlan) -> None:
        if found.spans:
            self.surveyed.emit(found, plan)
        else:
            self.nothing.emit()

    def _received(self, reply: Reply) -> None:
        if isinstance(reply, Prepared):
            self.look()
        asked = self._asked
        if asked is None or not isinstance(reply, Surveyed | Failed) or reply.id != asked.id:
            return
        self._asked = None
        if isinstance(reply, Surveyed):
            self._rest_until = time.monotonic() + max(PAUSE, reply.seconds / COST)
            if asked.features == self._features:
                self._tell(reply, asked.plan)
        if self._again:
            self.look()

    def _link_changed(self, state: str) -> None:
        self._asked = None
        self.look()
