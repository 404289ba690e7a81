"""Keeps each run of this window as it goes, with its network when it is over."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from designer.data import resolve_design
from designer.data.sources import source_label
from designer.graph.files import encode
from designer.runs.choosing import choose
from designer.runs.record import NewRun
from designer.runs.recorder import Recorder, new_id
from designer.runs.store import Ending
from designer.runs.weights import BYTES_EACH, CAP, keep, weights_file
from designer.training import messages as m
from designer.ui.runs.kept_runs import KeptRuns
from designer.ui.session import Session
from designer.ui.training.controller import RunController
from designer.ui.training.run import WELL, Phase, Run
from designer.ui.worker_link import WorkerLink

CHECKPOINT_SECONDS = 20.0
"""So often, in seconds, the network of a run that goes on is kept, so that little is lost of it if the worker dies."""
CHECKPOINT_REST = 40
"""A network that takes long to write is kept less often, so that this costs a run next to nothing."""


@dataclass(frozen=True)
class Chosen:
    """A network that somebody wants kept instead of a run's last: that of epoch `at`."""

    run: Run
    at: int
    network: str
    ended: str
    """How the run ended, in words."""

    @property
    def told(self) -> str:
        """What is told of the run from now on."""
        return " ".join(filter(None, (self.ended, f"{self.network} is kept.")))


class RunKeeper(QObject):
    """Listens to the run controller and the worker, and never answers either."""

    said = Signal(str)
    """A sentence for the status line."""

    def __init__(self, kept: KeptRuns, session: Session, run: RunController, link: WorkerLink, parent: QObject) -> None:
        super().__init__(parent)
        self._kept, self._session, self._run, self._link = kept, session, run, link
        self._recorder: Recorder | None = None
        self._of: Run | None = None
        self._parameters, self._cap = 0, CAP
        self._saving: dict[int, str] = {}
        self._chosen: dict[int, Chosen] = {}
        """Of those that are being saved, what somebody asked for."""
        self._checkpoint_at, self._asked_at = 0.0, 0.0
        self._complained = False
        kept.room_changed.connect(self._room_changed)
        run.began.connect(self._began)
        run.changed.connect(self._changed)
        link.received.connect(self._received)
        link.lost.connect(self._lost)

    @property
    def going(self) -> str:
        """The name of the run that goes on, or nothing."""
        return self._recorder.id if self._recorder is not None and not self._recorder.over else ""

    def keep_now(self) -> None:
        """Keep the network of the run that is over as it is now, instead of the one that is kept."""
        run, recorder = self._of, self._recorder
        if run is None or run is not self._run.run or recorder is None or not recorder.over:
            return
        number = self._keep_network(recorder.id)
        if number:
            self._chosen[number] = Chosen(run, run.at, _network(run), run.sentence)
        else:
            self.said.emit("These weights are not kept: they are more than all kept networks may take.")

    def close(self) -> None:
        """The window closes: what still goes on ends with it."""
        if self._recorder is not None and self._of is not None:
            after = f" after {self._of.epochs:,} epochs" if self._of.epochs else ""
            self._end(Ending("interrupted", f"The window was closed{after}.", self._of.seconds))
        self._kept.close()

    def _began(self) -> None:
        run = self._run.run
        assert run is not None
        again = run is self._of  # the same one goes on from an earlier epoch, which may be none
        recorder = Recorder(self._kept.writer, self._new(run, again), run.plan.data, run.plan.metrics)
        before, self._recorder = self._recorder, recorder
        self._of = run
        if again and before is not None:
            self._go_on(run, before)
        self._kept.wrote()

    def _new(self, run: Run, again: bool) -> NewRun:
        path = self._session.path
        design = run.design if path is None else resolve_design(run.design, path.absolute().parent)
        return NewRun(
            new_id(), time.time(), path.stem if path is not None else "Untitled", encode(design).decode(),
            source_label(design.data.source), run.plan.training.seed, run.total, str(path or ""),
            "" if again else run.group,
        )  # fmt: skip

    def _go_on(self, run: Run, before: Recorder) -> None:
        """The run goes on from an earlier epoch: what it was stays as it was, and this one begins with what both share."""
        before.end(Ending("stopped", f"Training went on from epoch {run.epochs:,} as another run.", run.seconds))
        assert self._recorder is not None
        self._recorder.hear(m.Epochs(run.id, 1, {name: tuple(log) for name, log in run.logs.items()}, 0.0))
        known = self._kept.rows.get(before.id)
        name = known.name if known is not None else "the run before"
        self._kept.change([self._recorder.id], note=f"Went on from epoch {run.epochs:,} of {name}.")

    def _received(self, reply: m.Reply) -> None:
        if isinstance(reply, m.Saved | m.Failed) and reply.id in self._saving:
            id, chosen = self._saving.pop(reply.id), self._chosen.pop(reply.id, None)
            if chosen is None:
                self._saved(id, reply)
            else:
                self._chosen_saved(id, chosen, reply)
        recorder = self._recorder
        if recorder is None or self._of is None or getattr(reply, "id", 0) != self._of.id or recorder.over:
            return
        if isinstance(reply, m.Started):
            self._parameters = reply.parameters
            self._checkpoint_at = time.monotonic() + CHECKPOINT_SECONDS
        elif isinstance(reply, m.Epochs) and time.monotonic() >= self._checkpoint_at and not self._saving:
            self._keep_network(recorder.id)
        if recorder.hear(reply):
            self._kept.wrote()

    def _changed(self) -> None:
        run = self._run.run
        if run is None or run is not self._of or self._run.phase is not Phase.FINISHED:
            return
        recorder = self._recorder
        if recorder is None or recorder.over:
            return
        self._end(Ending(run.outcome, run.sentence, run.seconds, run.evaluation))  # type: ignore[arg-type]
        if run.outcome in WELL and run.epochs:
            self._keep_network(recorder.id)

    def _end(self, ending: Ending) -> None:
        if self._recorder is not None:
            self._recorder.end(ending)
            self._kept.wrote()

    def _keep_network(self, id: str) -> int:
        """Before anything else is trained, as the worker does things in their order. The request, 0 where it is too large."""
        if self._parameters * BYTES_EACH > self._cap:
            return 0
        self._asked_at = time.monotonic()
        number = self._link.new_id()
        if not self._link.send(m.Save(number, str(weights_file(self._kept.folder, id)))):
            return 0
        self._saving[number] = id
        return number

    def _chosen_saved(self, id: str, chosen: Chosen, reply: m.Saved | m.Failed) -> None:
        if isinstance(reply, m.Failed):
            why, _, _ = reply.sentence.partition(". ")
            self.said.emit(f"These weights are not kept. {why.rstrip('.')}.")
            return
        run = chosen.run
        there = run is self._run.run and self._run.phase is Phase.FINISHED and run.at == chosen.at
        self._kept.write(partial(choose, id, chosen.told, run.evaluation if there else None))
        self.said.emit(f"{chosen.network} is kept with this run now: what goes on from the run starts there.")

    def _lost(self) -> None:
        self._saving.clear()
        self._chosen.clear()

    def _saved(self, id: str, reply: m.Saved | m.Failed) -> None:
        if isinstance(reply, m.Saved):
            self._kept.write(partial(keep, id))
        elif not self._complained:
            why, _, _ = reply.sentence.partition(". ")  # what is said to do about it is for whoever chose the place
            self.said.emit(f"The network of this run is not kept. {why.rstrip('.')}. You can still export it.")
        self._complained = isinstance(reply, m.Failed)
        now = time.monotonic()
        self._checkpoint_at = now + max(CHECKPOINT_SECONDS, CHECKPOINT_REST * (now - self._asked_at))

    def _room_changed(self, taken: int, allowed: int) -> None:
        self._cap = allowed


def _network(run: Run) -> str:
    """Which of a run's networks it is that the worker holds."""
    if run.touched:
        return f"The network of epoch {run.at:,} with weights set by hand"
    return f"The network of epoch {run.at:,}" if run.at else "The untrained network"
