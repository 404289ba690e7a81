"""Keeps a run of the command line where the window keeps its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from designer.cli.history import Unkept, runs_folder, say
from designer.data.sources import source_label
from designer.graph.design import Design
from designer.graph.files import encode
from designer.runs.desk import Desk
from designer.runs.record import NewRun
from designer.runs.recorder import Recorder, new_id
from designer.runs.store import Ending
from designer.runs.upkeep import tidy
from designer.runs.weights import BYTES_EACH, cap, keep, weights_file
from designer.training.client import WorkerClient
from designer.training.messages import Failed, Finished, Reply, Save, Saved, Started

SAVE_ID = 1_000
PATIENCE_SECONDS = 60.0
"""How long the command waits for the network to be written."""


class Kept(Unkept):
    """A run on its way into the user's list of runs."""

    def __init__(self, desk: Desk, recorder: Recorder) -> None:
        self._desk, self._recorder = desk, recorder
        self._parameters, self._trained = 0, False

    def hear(self, reply: Reply) -> None:
        self._recorder.hear(reply)
        if isinstance(reply, Started):
            self._parameters = reply.parameters
        elif isinstance(reply, Finished):
            self._trained = reply.outcome != "diverged" and reply.epochs > 0

    def keep_network(self, worker: WorkerClient) -> None:
        room = self._desk.ask(cap)
        if not self._trained or room is None or self._parameters * BYTES_EACH > room:
            return
        folder, id = runs_folder(), self._recorder.id
        worker.send(Save(SAVE_ID, str(weights_file(folder, id))))
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            reply = worker.receive()
            if isinstance(reply, Failed) and reply.id == SAVE_ID:
                say(f"The network of this run is not kept. {reply.sentence}")
                return
            if isinstance(reply, Saved) and reply.id == SAVE_ID:
                self._desk.give(partial(keep, id))
                return


@contextmanager
def kept(design: Design, file: Path) -> Iterator[Unkept]:
    """Within this a run is kept, whatever ends it."""
    desk = Desk(runs_folder(), say, tidy)
    training = design.training
    run = NewRun(
        new_id(), time.time(), file.stem, encode(design).decode(), source_label(design.data.source), training.seed,
        training.epochs, str(file.resolve()),
    )  # fmt: skip
    recorder = Recorder(desk, run, design.data, design.training.all_metrics)
    try:
        yield Kept(desk, recorder)
    finally:
        recorder.end(Ending("interrupted", "The command ended before the run did."))
        desk.close(30.0)
