"""Asks the worker for a survey whenever the network may have changed: one at a time, and rarely enough to cost little."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from designer.training.messages import Survey, Surveyed
from designer.ui.training.controller import RunController
from designer.ui.turn import Turn
from designer.ui.worker_link import WorkerLink

PAUSE = 0.06
"""Seconds from one answer to the next question."""


class Surveying(QObject):
    """Keeps one picture up to date, for as long as it is wanted."""

    surveyed = Signal(object, object)
    """A `Surveyed` with something in it, and the plan it is of."""
    nothing = Signal()
    """There is nothing to show of the present network."""

    def __init__(self, run: RunController, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.wanted: tuple[int, ...] = ()
        """The places of the features that are surveyed; none: nobody looks."""
        self._turn = Turn(link, PAUSE, self)
        self._turn.due.connect(self._ask)
        self._turn.answered.connect(self._answered)
        self._turn.prepared.connect(self.look)
        run.changed.connect(self.look)
        run.advanced.connect(self.look)
        link.state_changed.connect(self.look)

    def want(self, features: tuple[int, ...]) -> None:
        """Survey these features from now on."""
        if features != self.wanted:
            self.wanted = features
            self.look()

    def look(self, state: str = "") -> None:
        """The network may answer otherwise than before."""
        if self.wanted:
            self._turn.want()

    def _ask(self) -> None:
        if not self.wanted:
            return
        plan = self._run.present()
        if plan is None:
            self.nothing.emit()
        elif self._turn.possible:
            self._turn.ask(Survey(self._turn.new_id(), plan, self.wanted))

    def _answered(self, asked: Survey, found: Surveyed) -> None:
        if asked.features != self.wanted:
            return
        if found.spans:
            self.surveyed.emit(found, asked.plan)
        else:
            self.nothing.emit()
