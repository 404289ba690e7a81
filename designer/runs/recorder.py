"""Keeps one run as it goes, from what the worker says of it. No call waits for the disk.

What the disk refuses is not lost: it is written, in its order, before whatever comes next, be it of another run, or when
the desk closes.
"""

from __future__ import annotations

import sqlite3
import time
import uuid
from array import array
from collections import deque
from collections.abc import Collection, Iterable
from functools import partial

from designer.graph.specs import DataSpec
from designer.runs import logs as packing
from designer.runs.database import may_pass
from designer.runs.desk import Desk, Work
from designer.runs.fingerprint import data_print, versions
from designer.runs.owners import own
from designer.runs.record import Figure, NewRun
from designer.runs.store import Ending, Store
from designer.training.messages import Epochs, Failed, Finished, Paused, Reply, Resumed, Started
from designer.values import Metric

WRITE_SECONDS = 1.0
"""Epochs are written about so often: a process that is killed loses no more than these."""


def new_id() -> str:
    """A name for a run that no other has."""
    return uuid.uuid4().hex


class Recorder:
    """One run on its way into the store. `metrics` are what it measures."""

    def __init__(self, desk: Desk, run: NewRun, data: DataSpec, metrics: Collection[Metric] = ()) -> None:
        self._desk, self.id, self._metrics = desk, run.id, metrics
        self._owed: deque[Work] = deque()
        self._unsent: list[Epochs] = []
        self._told: list[str] = []
        self._figures: dict[str, Figure] = {}
        self._written = time.monotonic()
        self.over = False
        self._give(partial(_begin, run))
        self._give(partial(_describe, run.id, data))

    def hear(self, reply: Reply) -> bool:
        """Keep what one message says. Says whether something is written now."""
        match reply:
            case Started():
                self._told = [reply.start, reply.reason]
                given = {"trainer": reply.trainer, "reason": self._reason(), "parameters": reply.parameters}
                self._give(partial(_change, self.id, given | {"wanted": reply.epochs}))
            case Epochs():
                self._unsent.append(reply)
                if time.monotonic() - self._written < WRITE_SECONDS:
                    return False
                self.flush()
            case Paused():
                self.flush()
            case Resumed() if reply.told:
                self._told.append(reply.told)
                self._give(partial(_change, self.id, {"reason": self._reason()}))
            case Finished():
                self.end(Ending(reply.outcome, reply.sentence, reply.seconds, reply.evaluation))
            case Failed():
                self.end(Ending("failed", reply.sentence))
            case _:
                return False
        return True

    def flush(self) -> None:
        """Hand over the epochs not handed over yet."""
        self._written = time.monotonic()
        if self._unsent:
            unsent, self._unsent = self._unsent, []
            self._give(partial(self._write, unsent))

    def end(self, ending: Ending) -> None:
        """The run is over."""
        if not self.over:
            self.over = True
            self.flush()
            self._give(partial(_finish, self.id, ending))

    def _give(self, work: Work) -> None:
        self._owed.append(work)
        self._desk.owe(self._catch_up)

    def _catch_up(self, store: Store) -> None:
        """In the desk's thread: do what is owed, up to what cannot be done now."""
        while self._owed:
            work = self._owed.popleft()
            try:
                work(store)
            except (sqlite3.Error, OSError, UnicodeError) as error:
                if may_pass(error):
                    self._owed.appendleft(work)
                raise

    def _reason(self) -> str:
        return " ".join(filter(None, self._told))

    def _write(self, unsent: Iterable[Epochs], store: Store) -> None:
        """In the desk's thread: the figures are touched by no other."""
        parts = [(reply.first, {name: _array(values) for name, values in reply.logs.items()}) for reply in unsent]
        first = parts[0][0]
        logs = packing.joined((at - first + 1, part) for at, part in parts)
        figures = packing.figures(logs, self._figures, self._metrics)
        store.add(self.id, first, logs, figures)
        self._figures = figures  # not before: what was refused comes again


def _array(values: Iterable[float]) -> array[float]:
    return array("d", values)


def _begin(run: NewRun, store: Store) -> None:
    store.begin(run, own())


def _describe(id: str, data: DataSpec, store: Store) -> None:
    store.describe(id, data_print(data), versions())


def _change(id: str, values: dict[str, object], store: Store) -> None:
    store.change([id], **values)


def _finish(id: str, ending: Ending, store: Store) -> None:
    store.finish(id, ending)
