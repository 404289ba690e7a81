"""Has the network judged when a run ends, keeps what was found, and asks for rows to look at and columns to rank."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from designer.training import messages as m
from designer.ui.training.controller import RunController
from designer.ui.training.run import Phase, Run
from designer.ui.worker_link import WorkerLink

LOST = "The training engine stopped, and what it had trained is gone with it. Train again."


class Judging(QObject):
    """One judgement at a time: of the last run, or of the one that goes on, as it was when it was asked for."""

    changed = Signal()
    """Something is known, asked for, or no longer of the present design."""
    came = Signal()
    """A judgement is there."""
    rows_came = Signal(int, object)
    """The number of the question, and a tuple of `Example`s."""

    def __init__(self, run: RunController, link: WorkerLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run, self._link = run, link
        self.judgement: m.Judgement | None = None
        self.judged: Run | None = None
        """The run whose network it is, `epochs` old."""
        self.epochs = 0
        self.judged_while_running = False
        self.ranked: m.Ranked | None = None
        self.fault = ""
        self._asked = self._ranking = self._rows = 0
        self._passed = False
        self._of: Run | None = None
        self._ended: Run | None = None
        run.changed.connect(self._run_changed)
        run.began.connect(self._began)
        link.received.connect(self._received)
        link.lost.connect(self._lost)

    # --- questions ---

    @property
    def waiting(self) -> bool:
        """Whether a judgement is on its way."""
        return bool(self._asked)

    @property
    def ranking(self) -> bool:
        """Whether columns are being ranked."""
        return bool(self._ranking)

    @property
    def earlier(self) -> bool:
        """Whether another run has begun since, or the same one has gone on."""
        return self._passed

    @property
    def stale(self) -> bool:
        """Whether the design, or the network in the worker, is another one by now."""
        return self.judged is not None and (self.earlier or self._run.outdated)

    @property
    def can_judge(self) -> bool:
        """Whether there is a network to judge."""
        return self._run.has_network

    # --- what the user does ---

    def judge(self) -> None:
        """Judge the last trained network, or the one that is being trained, as it is now."""
        if not self.can_judge:
            return
        self._of = self._run.run
        self._asked = self._link.new_id()
        self.fault = ""
        if not self._link.send(m.Judge(self._asked)):
            self._asked = 0
        self.changed.emit()

    def ask_rows(self, places: Sequence[int]) -> int:
        """Ask for rows by their places among those held back; what was asked before is not wanted any more."""
        self._rows = self._link.new_id()
        self._link.send(m.ShowRows(self._rows, tuple(places), judged=True))
        return self._rows

    def rank(self) -> None:
        """Find out which columns the network goes by."""
        if self._ranking or self.judgement is None or self.earlier:
            return  # the worker has another network by now
        self._ranking = self._link.new_id()
        if not self._link.send(m.Rank(self._ranking)):
            self._ranking = 0
        self.changed.emit()

    def give_up_ranking(self) -> None:
        """Rank no further."""
        if self._ranking:
            self._link.send(m.Cancel(self._ranking))

    # --- what comes of it ---

    def _began(self) -> None:
        self._asked = self._rows = 0
        self._ended = None
        self._passed = self.judged is not None
        self.give_up_ranking()
        self.changed.emit()

    def _run_changed(self) -> None:
        run = self._run.run
        ended = self._run.phase is Phase.FINISHED and run is not None and run.evaluation is not None
        if ended and run is not self._ended:
            self._ended = run
            self.judge()
        else:
            self.changed.emit()

    def _received(self, reply: m.Reply) -> None:
        id = getattr(reply, "id", 0)
        if not id or id not in (self._asked, self._ranking, self._rows):
            return
        match reply:
            case m.Judgement():
                self._take(reply)
            case m.Ranked():
                self._ranking, self.ranked = 0, reply if reply.rankings else self.ranked
            case m.RowsShown():
                self._rows = 0
                self.rows_came.emit(id, reply.rows)
                return
            case m.Failed():
                self.fault = reply.sentence
                self._forget(id)
        self.changed.emit()

    def _take(self, judgement: m.Judgement) -> None:
        run = self._of
        self._asked = 0
        if run is None or run is not self._run.run:
            return
        self.judgement, self.judged, self._passed = judgement, run, False
        self.epochs = run.at if run.kept and not self._run.active else run.epochs
        self.ranked = None
        self.fault = ""
        self.judged_while_running = self._run.active
        self.came.emit()

    def _forget(self, id: int) -> None:
        self._asked = 0 if id == self._asked else self._asked
        self._ranking = 0 if id == self._ranking else self._ranking
        self._rows = 0 if id == self._rows else self._rows

    def _lost(self, sentence: str) -> None:
        if self._asked or self._ranking or self._rows:
            self.fault = LOST
        self._asked = self._ranking = self._rows = 0
        self.changed.emit()
