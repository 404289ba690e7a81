"""Has the network measured for as long as somebody looks: between two epochs, and rarely enough to cost little."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from designer.training.messages import Measure, Measured
from designer.ui.inside.norms import Norms
from designer.ui.training.controller import RunController
from designer.ui.turn import Turn
from designer.ui.worker_link import WorkerLink

PAUSE = 0.2
"""Seconds from one answer to the next question."""
NOTHING = Measured(0)


class Measuring(QObject):
    """What is known of the sizes in the present network, and how large gradients were in the epochs before."""

    changed = Signal()
    """Something else is known."""

    def __init__(self, run: RunController, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run
        self.measured = NOTHING
        self.norms = Norms()
        self._watched = False
        self._turn = Turn(link, PAUSE, self)
        self._turn.due.connect(self._ask)
        self._turn.answered.connect(self._answered)
        self._turn.prepared.connect(self.look)
        run.changed.connect(self.look)
        run.advanced.connect(self.look)
        run.began.connect(self._began)
        link.state_changed.connect(self.look)

    def watch(self, on: bool) -> None:
        """Measure from now on, or no more: nobody looks."""
        if on is not self._watched:
            self._watched = on
            self.look()

    def look(self, state: str = "") -> None:
        """The network may be another one than before."""
        if self._watched:
            self._turn.want()

    def _ask(self) -> None:
        plan = self._run.present()
        if not self._watched:
            return
        if plan is None:
            self._show(NOTHING)
        elif self._turn.possible:
            self._turn.ask(Measure(self._turn.new_id(), plan))

    def _answered(self, asked: Measure, found: Measured) -> None:
        plan = self._run.present()
        if plan is None or plan.model != asked.plan.model:
            return
        run = self._run.run
        # what was asked before this run is of another one
        if found.trained and run is not None and asked.id > run.id and run.plan.model == plan.model:
            self.norms.take(found)
        self._show(found)

    def _show(self, found: Measured) -> None:
        self.measured = found
        self.changed.emit()

    def _began(self) -> None:
        """Another run, or the same one from an earlier epoch."""
        run = self._run.run
        self.norms.forget_after(run.epochs if run is not None else 0)
