"""One run from Train to Finished: fresh weights, epochs told as they come, the user's wishes, the evaluation."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Literal

import numpy as np

from designer.data.rows import count, in_memory
from designer.plan import TrainingPlan
from designer.training.messages import Ending, Epochs, Finished, GoOn, Kept, Message, Paused, Resumed, Started
from designer.worker.building import stepping
from designer.worker.by_hand import touched_at
from designer.worker.controls import Controls
from designer.worker.driving import drive
from designer.worker.evaluation import evaluated
from designer.worker.fitting import fit
from designer.worker.programs import Program
from designer.worker.watching import callbacks_of

MESSAGE_SECONDS = 0.045
"""The shortest time between two messages about epochs: about twenty a second."""

FOREVER = 2**31 - 1


class ActiveRun:
    """The run as its trainer sees it (`driving.Run`)."""

    def __init__(
        self, id: int, program: Program, controls: Controls, send: Callable[[Message], None], done: int = 0
    ) -> None:
        self._id, self._controls, self._send = id, controls, send
        self._names, self._moments = program.names, program.moments
        self._moments.open = False
        self._unsent: list[np.ndarray] = []
        self._told_at = 0.0
        self._since = time.perf_counter()
        self._waited = 0.0
        self.done = done
        self.last: dict[str, float] = {}
        self.diverged = False
        self.halfway = False
        self.touched = False

    def turn(self, done: int) -> int:
        self._controls.do_errands()
        if self._controls.paused:
            self._wait(done)
        if self._controls.stopped:
            return 0
        allowed = self._controls.allowed()
        return FOREVER if allowed is None else allowed

    def going(self) -> bool:
        self._controls.do_errands()
        self.halfway = self._controls.stopped
        return not self.halfway

    def validation(self) -> dict[str, float] | None:
        """The metrics on the validation rows if they are those of the weights as they are now."""
        known = {name.removeprefix("val_"): value for name, value in self.last.items() if name.startswith("val_")}
        return known if known and not self.halfway and not self.touched else None

    def record(self, logs: np.ndarray) -> bool:
        self._unsent.append(logs)
        self.touched = False
        self.done += len(logs)
        self.last = dict(zip(self._names, (float(value) for value in logs[-1]), strict=True))
        self.diverged = not math.isfinite(self.last["loss"])
        self._controls.spent(len(logs))
        self._moments.offer(self.done)
        if time.perf_counter() - self._told_at >= MESSAGE_SECONDS:
            self.tell()
        return not self.diverged

    def tell(self) -> None:
        """Send the epochs not sent yet."""
        if not self._unsent:
            return
        table = np.concatenate(self._unsent)
        self._unsent.clear()
        now = time.perf_counter()
        pace = len(table) / max(now - max(self._told_at, self._since), 1e-9)
        self._told_at = now
        logs = {name: tuple(column.tolist()) for name, column in zip(self._names, table.T, strict=True)}
        self._send(Epochs(self._id, self.done - len(table) + 1, logs, pace))

    def keep(self) -> None:
        """Keep the moment this is, and say which are kept."""
        if not (self.halfway and self.done in self._moments.epochs):  # half an epoch further is no moment of its own
            self._moments.take(self.done)
        self._moments.open = True
        self._send(Kept(self._id, self._moments.epochs, self._moments.bytes, self._moments.most_bytes))

    def seconds(self) -> float:
        """How long it trained, pauses left out."""
        return time.perf_counter() - self._since - self._waited

    def _wait(self, done: int) -> None:
        self.tell()
        self.keep()
        self._send(Paused(self._id, done))
        begun = time.perf_counter()
        while self._controls.paused:
            self._controls.wait(0.1)
        self._controls.do_errands()  # what was asked about the network where it was taken back to, before it is put back
        self._waited += time.perf_counter() - begun
        self._told_at = time.perf_counter()
        self.touched = self._moments.go_on_from(done)
        self._moments.open = False
        if not self._controls.stopped:
            self._send(Resumed(self._id, touched_at(done) if self.touched else ""))


def train(id: int, plan: TrainingPlan, program: Program, controls: Controls, send: Callable[[Message], None]) -> None:
    """Train from where the plan starts and tell of it, up to and including `Finished`."""
    start = program.begin(plan)
    program.moments.forget_after(-1)
    program.moments.take(0)
    _run(id, plan, program, controls, send, start, 0, plan.training.epochs)


def go_on(
    request: GoOn, plan: TrainingPlan, program: Program, controls: Controls, send: Callable[[Message], None]
) -> None:
    """Train on from an earlier moment, and tell of it as `train` does."""
    touched = program.moments.go_on_from(request.epoch)
    done = program.moments.at
    program.moments.forget_after(done)
    program.watching.reset(callbacks_of(plan), done)
    told = touched_at(done) if touched else ""
    _run(request.id, plan, program, controls, send, told, done, request.epochs)


def _run(
    id: int,
    plan: TrainingPlan,
    program: Program,
    controls: Controls,
    send: Callable[[Message], None],
    start: str,
    done: int,
    epochs: int,
) -> None:
    examples = program.examples
    rows = count(examples.x_train), count(examples.x_validation)
    send(Started(id, program.trainer, program.reason, epochs, program.model.count_params(), *rows, start))
    run = ActiveRun(id, program, controls, send, done)
    try:
        if program.loop is not None:
            drive(program.loop, program.rows, epochs, run, done)
            ending = program.watching.ending()
        else:
            ending = fit(program, plan, run, epochs, done)
        run.tell()
        _finish(id, plan, program, run, send, epochs, ending)
    finally:
        program.moments.open = True  # also where it came to grief, one can go back to what was kept


def _finish(
    id: int,
    plan: TrainingPlan,
    program: Program,
    run: ActiveRun,
    send: Callable[[Message], None],
    epochs: int,
    ending: Ending | None,
) -> None:
    seconds = run.seconds()
    if run.diverged:
        run.keep()
        send(Finished(id, "diverged", run.done, seconds, program.trainer, None, _why_diverged(run.done)))
        return
    ended = run.done >= epochs or (ending is not None and ending.early)
    moved = stepping(program.model).use_ema or (ending is not None and ending.restored and ending.best != run.done)
    program.settle(averages=ended)
    run.keep()
    known = None if moved else run.validation()
    # who stopped a long run waits: of rows on the disk a few say enough
    brief = known is None and not ended and not in_memory(program.examples.x_validation)
    evaluation = evaluated(program.model, program.examples, plan, known, few=brief)
    outcome: Literal["done", "stopped"] = "done" if ended else "stopped"
    told = touched_at(run.done) if run.touched else ""
    send(Finished(id, outcome, run.done, seconds, program.trainer, evaluation, told, ending))


def _why_diverged(epochs: int) -> str:
    when = "in the first epoch" if epochs <= 1 else f"after {epochs - 1:,} epochs"
    return (
        f"The loss stopped being a number {when}. Usually the learning rate is too high, the inputs are not scaled, "
        "or the loss does not suit the last layer. Lower the learning rate or scale the inputs, and train again."
    )
