"""Runs for checks where nobody watches: to prove a lesson, and to mark what was handed in."""

from __future__ import annotations

from types import TracebackType
from typing import Final

import msgspec

from designer.analysis import Analysis, analyse
from designer.errors import LayerloomError
from designer.graph.edits import set_training
from designer.lessons.evidence import Trained, essence
from designer.plan import TrainingPlan, plan_training
from designer.training.client import WorkerClient
from designer.training.messages import Epochs, Failed, Finished, Train

TRAINER: Final = "graph"
"""What starts soonest: a lesson's runs are short, and compiling them further would take longer than they do."""


class Trials:
    """A worker that trains one design after another. It is started for the first; use this in a `with`."""

    def __init__(self) -> None:
        self._worker: WorkerClient | None = None
        self._asked = 0
        self._stopped = False
        self._known: dict[tuple[bytes, int, int], Trained] = {}

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
        """Train a design, or tell what came of it before. Raises `PlanError` if it has errors, and `LayerloomError` if
        training fails."""
        design = set_training("", seed=seed, epochs=epochs)(analysis.design)
        of = essence(design)
        asked = (msgspec.json.encode(of, order="sorted"), seed, epochs)
        if asked not in self._known:
            self._known[asked] = Trained(of, seed, self._trained(plan_training(analyse(design, analysis.data))))
        return self._known[asked]

    def _trained(self, plan: TrainingPlan) -> dict[str, tuple[float, ...]]:
        if self._stopped:
            raise LayerloomError("Nothing is trained any more.")
        if self._worker is None:
            self._worker = WorkerClient()
        self._asked += 1
        self._worker.send(Train(id=self._asked, plan=plan, trainer=TRAINER))
        logs: dict[str, tuple[float, ...]] = {}
        while True:
            reply = self._worker.receive()
            if isinstance(reply, Failed):
                raise LayerloomError(reply.sentence)
            if isinstance(reply, Epochs):
                logs = {name: (*logs.get(name, ()), *values) for name, values in reply.logs.items()}
            if isinstance(reply, Finished):
                return logs
