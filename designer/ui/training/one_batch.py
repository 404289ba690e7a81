"""Asks whether the network can learn one batch by heart, and keeps the answer until the next question or run."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from designer.training import messages as m
from designer.training.verdicts import batch_text
from designer.ui.training.controller import RunController
from designer.ui.worker_link import WorkerLink

TRYING = "A copy of the network is learning one batch by heart…"
NO_ENGINE = "The training engine is not running. Press Retry below, then try again."
LOST = "The training engine stopped, so nothing was found out. Try again."


class BatchCheck(QObject):
    """One question at a time; the network of the run is never touched."""

    changed = Signal()

    def __init__(self, run: RunController, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run, self._link = run, link
        self._asked: m.TryBatch | None = None
        self.sentence = ""
        link.received.connect(self._received)
        link.lost.connect(self._lost)
        run.began.connect(self._forget)

    def ask(self) -> None:
        """Have a copy of the present design try it."""
        if self._asked is not None:
            return
        plan = self._run.ahead.plan()
        if plan is None:
            self._say(self._run.ahead.missing())
            return
        request = m.TryBatch(self._link.new_id(), plan)
        if self._link.send(request):
            self._asked = request
            self._say(TRYING)
        else:
            self._say(NO_ENGINE)

    def _received(self, reply: m.Reply) -> None:
        if self._asked is None or getattr(reply, "id", 0) != self._asked.id:
            return
        losses = tuple(head.loss.kind for head in self._asked.plan.aims)
        self._asked = None
        if isinstance(reply, m.BatchTried):
            self._say(batch_text(reply, losses))
        elif isinstance(reply, m.Failed):
            self._say(reply.sentence)

    def _lost(self, sentence: str) -> None:
        if self._asked is not None:
            self._asked = None
            self._say(LOST)

    def _forget(self) -> None:
        if self._asked is None:
            self._say("")

    def _say(self, sentence: str) -> None:
        self.sentence = sentence
        self.changed.emit()
