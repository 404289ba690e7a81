"""Whether an exported script gives the numbers that training here gives: both are done, and compared."""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from designer.data.examples import Examples
from designer.data.rows import arrays, taken
from designer.plan import TrainingPlan
from designer.training.messages import Proof, Prove
from designer.worker.arranging import arranged
from designer.worker.checking import largest, largest_difference, stored
from designer.worker.clean import Unfinished, run_outside
from designer.worker.driving import drive
from designer.worker.evaluation import answers_of
from designer.worker.fitting import fit
from designer.worker.outside import MOST_ROWS
from designer.worker.programs import Program, untrained
from designer.worker.runs import FOREVER
from designer.worker.watching import RATE

SECONDS = 1800.0
"""How long a script may take."""
TOLERANCE = 1e-3
"""The largest difference that rounding explains after many epochs, as a share of the largest value of its kind."""

EARLY = 10
"""What is not the same in a script shows within so many epochs. Runs that part later do so because rounding grows from
step to step (in 130 epochs of the spiral from 1e-7 to 1e-3), which no two ways of computing escape."""

History = dict[str, np.ndarray]
"""Each log's values, one an epoch."""


def prove(request: Prove, examples: Examples, cancelled: Callable[[], bool]) -> Proof:
    """Train as the application does and as the script does, and compare. Raises `Unfinished` once it is cancelled."""
    ours, answers = _trained(request.plan, examples, cancelled)
    with tempfile.TemporaryDirectory(prefix="layerloom-") as name:
        folder = Path(name)
        (folder / "script.py").write_text(request.script, encoding="utf-8")
        if request.beside:
            begun = untrained(request.plan, arranged(examples, request.plan))
            begun.model.save(folder / Path(request.beside).name)
        given = [str(folder / file) for file in ("script.py", "told.json", "answers.npz")]
        try:
            run_outside(folder, "run", *given, seconds=SECONDS, cancelled=cancelled)
        except Unfinished as end:
            if end.why == "cancelled":
                raise
            return Proof(fault=_LATE if end.why == "late" else _FAILED)
        told = json.loads((folder / "told.json").read_text(encoding="utf-8"))
        theirs = {log: np.array(values) for log, values in told.items()}
        return _compared(_as_told(ours, theirs), theirs, answers, stored(folder / "answers.npz"))


_LATE = (
    f"The script was not done after {SECONDS / 60:.0f} minutes, so nothing is proved. Lower the epochs and try again."
)
_FAILED = "The script ended before it was done, so nothing is proved. Run it by itself to see why."


class _Watched:
    """A run that nobody sees (`driving.Run`)."""

    def __init__(self, cancelled: Callable[[], bool]) -> None:
        self._cancelled = cancelled
        self.tables: list[np.ndarray] = []

    def check(self) -> None:
        """Between two stages of compiling."""
        if self._cancelled():
            raise Unfinished("cancelled")

    def turn(self, done: int) -> int:
        return 0 if self._cancelled() else FOREVER

    def going(self) -> bool:
        return not self._cancelled()

    def record(self, logs: np.ndarray) -> bool:
        self.tables.append(logs)
        return math.isfinite(logs[-1][0])


def _trained(plan: TrainingPlan, examples: Examples, cancelled: Callable[[], bool]) -> tuple[History, list[np.ndarray]]:
    """The history of a run here, on a network of its own, and what it then answers."""
    run = _Watched(cancelled)
    program = Program(plan, examples, "fused", run.check)
    program.reset(plan)
    if program.loop is None:
        fit(program, plan, run)
    else:
        drive(program.loop, program.rows, plan.training.epochs, run)
    run.check()
    program.settle()
    table = np.concatenate(run.tables)
    answers = answers_of(program.model, taken(program.examples.x_validation, slice(MOST_ROWS)))
    return dict(zip(program.names, table.T, strict=True)), arrays(answers)


def _as_told(ours: History, theirs: History) -> History:
    """A script only tells of the learning rate where a callback does."""
    return {log: values for log, values in ours.items() if log != RATE or log in theirs}


def _compared(ours: History, theirs: History, answers: list[np.ndarray], their_answers: list[np.ndarray]) -> Proof:
    shapes = [[one.shape for one in side] for side in (answers, their_answers)]
    if ours.keys() != theirs.keys() or shapes[0] != shapes[1]:
        return Proof(fault="The script measures or answers something else than Layerloom does.")
    # a run here ends where the loss is no number any more, a script goes on
    epochs = min(len(next(iter(history.values()))) for history in (ours, theirs))
    whole = epochs == len(next(iter(theirs.values())))
    apart = min(filter(None, (_first_apart(ours[log][:epochs], theirs[log][:epochs]) for log in ours)), default=0)
    drifted = apart > EARLY
    alike = apart - 1 if drifted else epochs
    difference = max(largest_difference(ours[log][:alike], theirs[log][:alike]) for log in ours)
    between = max(map(largest_difference, answers, their_answers)) if whole and not drifted else 0.0
    rows = len(answers[0]) if whole and not drifted else 0
    fault = ""
    if apart and not drifted:
        fault = f"The script gives other numbers than Layerloom, from epoch {apart:,} on."
    elif not between <= TOLERANCE * max(1.0, *map(largest, answers)):
        fault = "The script's network answers otherwise than Layerloom's."
    return Proof(alike, difference, rows, between, fault, epochs)


def _first_apart(found: np.ndarray, wanted: np.ndarray) -> int:
    """The first epoch, from 1, in which two logs differ by more than rounding; 0 if there is none."""
    with np.errstate(invalid="ignore"):
        close = np.isclose(found, wanted, rtol=TOLERANCE, atol=TOLERANCE * max(1e-3, largest(wanted)), equal_nan=True)
    return 0 if close.all() else int(np.argmin(close)) + 1
