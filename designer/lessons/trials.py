"""Runs for checks where nobody watches: to prove a lesson, and to mark what was handed in."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Final

import msgspec

from designer.analysis import Analysis, analyse
from designer.errors import LayerloomError, WorkerLost
from designer.graph.edits import set_training
from designer.lessons.evidence import Trained, essence
from designer.plan import TrainingPlan, plan_training
from designer.training.client import WorkerClient
from designer.training.messages import Epochs, Failed, Finished, Ready, Train

TRAINER: Final = "graph"
"""What starts soonest: a lesson's runs are short, and compiling them further would take longer than they do."""

SECONDS: Final = 120.0
"""How long one run may take, and before the first the worker's start."""


class Trials:
    """A worker that trains one design after another. It is started for the first; use this in a `with`."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._worker: WorkerClient | None = None
        self._asked = 0
        self._stopped = False
        self._known: dict[tuple[bytes, int, int], Trained | str] = {}

    def __enter__(self) -> Trials:
        return self

    def __exit__(
        self, type: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._worker is not None:
            self._worker.close()

    def stop(self) -> None:
        """End the worker from another thread: who waits for a run of it hears that it is lost."""
        self._stopped = True
        if self._worker is not None:
            self._worker.process.kill()

    def __call__(self, analysis: Analysis, seed: int, epochs: int) -> Trained:
        """Train a design, or tell what came of it before. Raises `LayerloomError` where nothing comes of it."""
        design = set_training("", seed=seed, epochs=epochs)(analysis.design)
        of = essence(design)
        asked = (msgspec.json.encode(of, order="sorted"), seed, epochs)
        if asked not in self._known:
            try:
                logs = self._trained(plan_training(analyse(design, analysis.data)))
                self._known[asked] = Trained(of, seed, logs, analysis.design.training.epochs)
            except LayerloomError as error:
                self._known[asked] = str(error)
        known = self._known[asked]
        if isinstance(known, str):
            raise LayerloomError(known)
        return known

    def _trained(self, plan: TrainingPlan) -> dict[str, tuple[float, ...]]:
        if self._stopped:
            raise LayerloomError("Nothing is trained any more.")
        if self._worker is None:
            self._worker = WorkerClient()
        try:
            return self._followed(self._worker, plan)
        except TimeoutError:
            self._drop()
            raise LayerloomError(
                f"Training took longer than {self.seconds:.0f} s, which is what there is for it."
            ) from None
        except WorkerLost:
            self._drop()  # the next one begins with another
            raise

    def _followed(self, worker: WorkerClient, plan: TrainingPlan) -> dict[str, tuple[float, ...]]:
        self._asked += 1
        worker.send(Train(id=self._asked, plan=plan, trainer=TRAINER))
        until = time.monotonic() + self.seconds
        logs: dict[str, tuple[float, ...]] = {}
        while True:
            reply = worker.receive(timeout=max(0.0, until - time.monotonic()))
            if isinstance(reply, Ready):
                until = time.monotonic() + self.seconds
            if isinstance(reply, Failed):
                raise LayerloomError(reply.sentence)
            if isinstance(reply, Epochs):
                logs = {name: (*logs.get(name, ()), *values) for name, values in reply.logs.items()}
            if isinstance(reply, Finished):
                return logs

    def _drop(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.process.kill()
            worker.close()
