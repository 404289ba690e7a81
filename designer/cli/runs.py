"""Commands that train: train and evaluate, and how they show a run."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from designer.cli.exits import DONE, INTERRUPTED, WORKER_FAILED, WRONG_DESIGN, WRONG_USAGE, Exit
from designer.cli.history import NoHistory, Unkept
from designer.cli.opening import AsJson, DesignFile, analysed, opened, sound
from designer.cli.printing import err, out, print_evaluation, print_json
from designer.graph.design import Design
from designer.graph.edits import set_training
from designer.plan import TrainingPlan, plan_training
from designer.training.client import WorkerClient
from designer.training.endings import ending_text
from designer.training.forms import Form, misplaced
from designer.training.messages import (
    BatchTried,
    Epochs,
    Failed,
    Finished,
    Reply,
    Save,
    Saved,
    Started,
    Stop,
    Train,
    Trainer,
    TryBatch,
)
from designer.training.verdicts import batch_text

T = TypeVar("T", bound=Reply)
Keeping = Callable[[], AbstractContextManager[Unkept]]


class TrainerChoice(StrEnum):
    """How epochs are run; the names of `messages.Trainer`."""

    FUSED = "fused"
    GRAPH = "graph"
    FIT = "fit"


def train(
    file: DesignFile,
    epochs: Annotated[int | None, typer.Option(min=1, help="Epochs, instead of the design's.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, max=2**31 - 1, help="Seed, instead of the design's.")] = None,
    trainer: Annotated[TrainerChoice, typer.Option(help="How epochs are run.")] = TrainerChoice.FUSED,
    save: Annotated[Path | None, typer.Option(metavar="M.keras", help="Save the trained network.")] = None,
    one_batch: Annotated[bool, typer.Option(help="Only see whether the network can learn one batch by heart.")] = False,
    no_history: NoHistory = False,
    as_json: AsJson = False,
) -> int:
    """Train the network and show how it does."""
    design = _with(opened(file), epochs, seed)
    if one_batch:
        return _one_batch(design, as_json=as_json)
    show = _Lines() if as_json else Bar(design.training.epochs)
    _run(design, trainer.value, save, show, _keeping(design, file, wanted=not no_history))
    return DONE


def evaluate(file: DesignFile, no_history: NoHistory = False, as_json: AsJson = False) -> int:
    """Train the network as the design says and evaluate it on the rows held back."""
    design = opened(file)
    finished = _run(design, "fused", None, _Silent(), _keeping(design, file, wanted=not no_history))
    if as_json:
        print_json(finished.evaluation)
    elif finished.evaluation is not None:
        print_evaluation(finished.evaluation)
    return DONE


def _one_batch(design: Design, *, as_json: bool) -> int:
    plan = plan_training(sound(analysed(design)))
    with WorkerClient() as worker:
        worker.send(TryBatch(id=1, plan=plan))
        tried = awaited(worker, BatchTried)
    said = batch_text(tried, tuple(head.loss.kind for head in plan.aims))
    if as_json:
        found = {"rows": tried.rows, "steps": tried.steps, "first": tried.first, "last": tried.last, "sentence": said}
        print_json(found)
    else:
        out.print(said, highlight=False)
    return DONE


def _with(design: Design, epochs: int | None, seed: int | None) -> Design:
    given: dict[str, Any] = {"epochs": epochs, "seed": seed}
    return set_training("", **{name: value for name, value in given.items() if value is not None})(design)


def _keeping(design: Design, file: Path, *, wanted: bool) -> Keeping:
    """What a run is kept by, or nothing."""
    if not wanted:
        return _unkept
    from designer.cli.keeping import kept

    return partial(kept, design, file)


def _unkept() -> AbstractContextManager[Unkept]:
    return nullcontext(Unkept())


def _run(design: Design, trainer: Trainer, save: Path | None, show: "_Silent", keeping: Keeping) -> Finished:
    plan = plan_training(sound(analysed(design)))
    if save is not None:
        check_place(save, "keras")
    with keeping() as run, WorkerClient() as worker:
        finished = trained(worker, plan, trainer, show, run)
        run.keep_network(worker)
        if save is not None:
            worker.send(Save(id=2, path=str(save.resolve())))
            awaited(worker, Saved)
    show.end(finished)
    return finished


def trained(
    worker: WorkerClient, plan: TrainingPlan, trainer: Trainer, show: "_Silent", run: Unkept | None = None
) -> Finished:
    """Have a network trained, show how, and keep it as a run. Raises `Exit` if none comes of it."""
    # first the run, then what stops it: a stop before its run would stop nothing
    worker.send(Train(id=1, plan=plan, trainer=trainer))
    with _interrupts_stop(worker), show:
        finished = _followed(worker, show, run or Unkept())
    if finished.outcome == "diverged":
        raise Exit(WRONG_DESIGN, finished.sentence)
    if not finished.epochs:
        raise Exit(INTERRUPTED, "Stopped before the first epoch was over.")
    return finished


@contextmanager
def _interrupts_stop(worker: WorkerClient) -> Iterator[None]:
    """Within this Ctrl+C stops the run, and what was trained so far counts; a second one ends the command."""

    def stop(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        worker.send(Stop())

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _followed(worker: WorkerClient, show: "_Silent", run: Unkept) -> Finished:
    """Show a run until it is over."""
    while True:
        reply = worker.receive()
        run.hear(reply)
        _refuse_failure(reply)
        if isinstance(reply, Started):
            show.start(reply)
        elif isinstance(reply, Epochs):
            show.epochs(reply)
        elif isinstance(reply, Finished):
            return reply


def check_place(path: Path, form: Form) -> None:
    """Refuse a place a network cannot be saved at, before it is trained."""
    refusal = misplaced(form, path)
    if refusal:
        raise Exit(WRONG_USAGE, refusal)
    folder = path.resolve().parent
    if not folder.is_dir():
        raise Exit(WRONG_USAGE, f"Expected a folder to save in, found none at {folder}. Make it first.")
    if not os.access(folder, os.W_OK):
        raise Exit(WRONG_USAGE, f"Cannot write {path}: it is in a folder you may not write in. Choose another place.")


def awaited(worker: WorkerClient, type: type[T]) -> T:
    """The next reply of a type. Raises `Exit` if a request fails instead."""
    while True:
        reply = worker.receive()
        _refuse_failure(reply)
        if isinstance(reply, type):
            return reply


def _refuse_failure(reply: Reply) -> None:
    if isinstance(reply, Failed):
        raise Exit(WORKER_FAILED if reply.cause == "worker" else WRONG_DESIGN, reply.sentence)


class _Silent:
    """Shows nothing of a run."""

    def __enter__(self) -> "_Silent":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def start(self, started: Started) -> None:
        pass

    def epochs(self, epochs: Epochs) -> None:
        pass

    def end(self, finished: Finished) -> None:
        pass


class _Lines(_Silent):
    """One line of JSON for each epoch and a last one for the run."""

    def epochs(self, epochs: Epochs) -> None:
        for at, values in enumerate(zip(*epochs.logs.values(), strict=True)):
            print_json({"epoch": epochs.first + at, **dict(zip(epochs.logs, values, strict=True))})

    def end(self, finished: Finished) -> None:
        print_json(
            {
                "done": True,
                "outcome": finished.outcome,
                "epochs": finished.epochs,
                "seconds": finished.seconds,
                "epochs_per_second": finished.epochs / finished.seconds if finished.seconds else 0.0,
                "trainer": finished.trainer,
                "evaluation": finished.evaluation,
                **({"ending": finished.ending} if finished.ending is not None else {}),
            }
        )


class Bar(_Silent):
    """A progress bar with the latest losses, and the evaluation at the end."""

    def __init__(self, epochs: int) -> None:
        columns = (BarColumn(20), MofNCompleteColumn(), TimeRemainingColumn(), TextColumn("{task.description}"))
        self._progress = Progress(*columns, console=err)
        self._task = self._progress.add_task("getting TensorFlow ready", total=epochs)

    def __enter__(self) -> "Bar":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def start(self, started: Started) -> None:
        for told in filter(None, (started.start, started.reason)):
            err.print(told, markup=False)

    def epochs(self, epochs: Epochs) -> None:
        losses = {name: values for name, values in epochs.logs.items() if name.endswith("loss")}
        latest = "  ".join(f"{name} {values[-1]:.4g}" for name, values in losses.items())
        done = epochs.first - 1 + len(next(iter(epochs.logs.values())))
        self._progress.update(self._task, completed=done, description=latest)

    def end(self, finished: Finished) -> None:
        pace = finished.epochs / finished.seconds if finished.seconds else 0.0
        said = ending_text(finished.ending, finished.epochs)
        out.print(
            f"{finished.epochs:,} epochs in {finished.seconds:.1f} s ({pace:,.0f} a second, {finished.trainer})",
            highlight=False,
        )
        if said:
            out.print(said, highlight=False)
        if finished.evaluation is not None:
            print_evaluation(finished.evaluation)
