"""One question to the worker at a time, and after each answer a pause that depends on what it cost the run.

So whatever shows a network while it trains takes a small part of the run's time, and questions never pile up.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

from designer.training.messages import Failed, Prepared, Reply, Request
from designer.ui.worker_link import READY, WorkerLink

COST = 0.04
"""The largest share of a run's time that questions of one kind may take."""


class Turn(QObject):
    """The questions of one kind. Whoever has it asks when it is `due`."""

    due = Signal()
    """Now something may be asked, with `ask`, if there is still something to ask."""
    answered = Signal(object, object)
    """A question and its answer, which is no `Failed`."""
    prepared = Signal()
    """The worker has another network ready."""

    def __init__(self, link: WorkerLink, pause: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._pause = link, pause
        self._asked: Request | None = None
        self._wanted = False
        self._rest_until = 0.0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._now)
        link.received.connect(self._received)
        link.state_changed.connect(self._link_changed)

    @property
    def possible(self) -> bool:
        """Whether there is a worker to ask."""
        return self._link.state == READY

    def want(self, after_ms: int = 0) -> None:
        """Something is to be asked, as soon as that is all right; not before so many milliseconds."""
        self._wanted = True
        if self._asked is None and not self._soon.isActive():
            rest = self._rest_until - time.monotonic()
            self._soon.start(max(after_ms, round(1000 * rest)))

    def new_id(self) -> int:
        """A number for the next question."""
        return self._link.new_id()

    def ask(self, question: Request) -> None:
        """Send a question; nothing is due before its answer."""
        if self._link.send(question):
            self._asked = question

    def _now(self) -> None:
        self._wanted = False
        self.due.emit()

    def _received(self, reply: Reply) -> None:
        if isinstance(reply, Prepared):
            self.prepared.emit()
        asked = self._asked
        if asked is None or getattr(reply, "id", 0) != getattr(asked, "id", None):
            return
        self._asked = None
        if not isinstance(reply, Failed):
            self._rest_until = time.monotonic() + max(self._pause, getattr(reply, "seconds", 0.0) / COST)
            self.answered.emit(asked, reply)
        if self._wanted:
            self.want()

    def _link_changed(self, state: str) -> None:
        if state != READY:
            self._asked = None
