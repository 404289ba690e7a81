"""Takes the network of the last run back to earlier epochs, and has it trained on from there."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from designer.training import messages as m
from designer.ui.training.controller import RunController
from designer.ui.training.run import Phase
from designer.ui.worker_link import WorkerLink


class Rewinding(QObject):
    """Asks for one moment at a time: while an answer is awaited, only the newest wish is kept."""

    keep_wanted = Signal()
    """The network where it is now is to be kept with the run, instead of the one that is."""
    settled = Signal()
    """The network is where it is to be; what it is worth there is being found out."""
    evaluated = Signal()
    """The evaluation there is known."""

    def __init__(self, controller: RunController, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.controller, self._link = controller, link
        self._asked = self._evaluating = 0
        self._wanted = 0
        self._keeps = False
        link.received.connect(self._received)
        link.lost.connect(self._lost)
        controller.began.connect(self._begun)

    @property
    def waiting(self) -> bool:
        """Whether an answer is awaited, so that the network is not yet where it is to be."""
        return bool(self._asked)

    @property
    def _possible(self) -> bool:
        """Whether moments are kept, and no run would train on from them."""
        run = self.controller.run
        return run is not None and bool(run.kept) and self.controller.at_rest

    def rewind(self, epoch: int) -> None:
        """Take the network to the last moment kept up to this epoch."""
        self._wanted = epoch
        if self._possible and not self._asked:
            self._asked = self._link.new_id()
            self._link.send(m.Rewind(self._asked, epoch))

    def go_on(self) -> None:
        """Train on from where the network is: as far as the run was to go, or as long again."""
        run = self.controller.run
        if run is None or self._asked or not self.controller.can_go_on:
            return
        if self.controller.phase is Phase.PAUSED:
            self._link.send(m.Stop())
        total = run.total if run.at < run.total else run.at + run.plan.training.epochs
        self.controller.again(self._link.new_id(), total)
        self.controller.send(m.GoOn(run.id, run.at, total))

    def keep(self) -> None:
        """Have the network kept as it is where the slider is, instead of as it was when the run ended."""
        if self.controller.can_keep:
            self._keeps = self.waiting  # then as soon as it is there
            if not self._keeps:
                self.keep_wanted.emit()

    def _received(self, reply: m.Reply) -> None:
        run = self.controller.run
        if run is None or not isinstance(reply, m.Rewound | m.Evaluated | m.Failed | m.Resumed | m.Finished):
            return
        if isinstance(reply, m.Resumed | m.Finished):
            self._evaluating = 0  # the network is at its newest epoch again, whatever was asked about before
            return
        if reply.id == self._asked:
            self._asked = 0
            if isinstance(reply, m.Rewound):
                self._at(reply.epoch)
            else:
                self._keeps = False
                self.controller.changed.emit()  # it is where it was, and so should whatever shows it be
        elif reply.id == self._evaluating and isinstance(reply, m.Evaluated):
            run.evaluation = reply.evaluation
            self.evaluated.emit()

    def _at(self, epoch: int) -> None:
        """The network is there. If no other epoch is wanted by now, it is evaluated."""
        run = self.controller.run
        assert run is not None
        more = self._possible and self._wanted != epoch and self._wanted in run.kept
        if more:
            self.rewind(self._wanted)
        self.controller.went_to(epoch)
        if not more:
            self.evaluate(run.metrics_at(epoch))
            if self._keeps:
                self.keep()

    def evaluate(self, known: dict[str, float]) -> None:
        """Evaluate the network as it is now; `known` are metrics that were measured before with the same weights."""
        if self.controller.at_rest and not self._asked:
            self._evaluating = self._link.new_id()
            self._link.send(m.Evaluate(self._evaluating, known))
            self.settled.emit()

    def _begun(self) -> None:
        """What was asked about the run before is of no interest any more."""
        self._asked = self._evaluating = 0
        self._keeps = False

    def _lost(self, sentence: str) -> None:
        self._begun()
