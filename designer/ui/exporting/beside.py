"""Has the worker write the weights that a script needs beside it, and goes on with the script once they are there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.plan import TrainingPlan
from designer.training import messages as m
from designer.ui.worker_link import WorkerLink

NO_ENGINE = "The training engine is not running, and it writes the weights this starts from. Press Retry below first."
STOPPED = "The weights this starts from were not written, as the training engine stopped. Export again."


class WeightsBeside(QObject):
    """Knows what is to be done once the weights are written."""

    refused = Signal(str)

    def __init__(self, link: WorkerLink, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._then: dict[int, Callable[[], None]] = {}
        link.received.connect(self._received)
        link.lost.connect(self._lost)

    def write(self, plan: TrainingPlan, place: Path, then: Callable[[], None]) -> None:
        """Have the weights that a plan starts from written there, and do something `then`."""
        id = self._link.new_id()
        if self._link.send(m.Save(id, str(place), plan=plan)):
            self._then[id] = then
        else:
            self.refused.emit(NO_ENGINE)

    def _received(self, reply: m.Reply) -> None:
        then = self._then.pop(getattr(reply, "id", 0), None)
        if then is not None and isinstance(reply, m.Failed):
            self.refused.emit(reply.sentence)
        elif then is not None:
            then()

    def _lost(self, sentence: str) -> None:
        if self._then:
            self._then.clear()
            self.refused.emit(STOPPED)
