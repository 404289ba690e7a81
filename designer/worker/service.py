"""The worker's main loop: every request goes to the thread whose work it is, and every one is answered.

The main thread only listens and hands on, so that Pause and Stop act at once. `data` describes data sets,
`compiler` prepares the newest plan, `trainer` trains, evaluates and saves, `looker` gets ready to look into a
network, `finisher` has clean processes convert and check what was written, `prover` runs scripts,
`trier` tries batches, `judge` works figures out. TensorFlow loads meanwhile; who needs it waits for it.
"""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from designer.data import seen_columns, source_code
from designer.errors import DataError
from designer.training.messages import (
    Answer,
    AnswerTable,
    Cancel,
    ColumnsSeen,
    Describe,
    Described,
    Evaluate,
    Failed,
    GoOn,
    Inside,
    Judge,
    LookInside,
    Measure,
    Measured,
    Message,
    Pause,
    Prepare,
    Prepared,
    Prove,
    Quit,
    Rank,
    ReadWeights,
    Ready,
    Request,
    Resume,
    Rewind,
    Save,
    SetWeights,
    ShowRows,
    Stop,
    Survey,
    Surveyed,
    Train,
    TryBatch,
)
from designer.worker.controls import Controls, Errand
from designer.worker.examples import ExamplesRead
from designer.worker.faults import Fault, fault_of
from designer.worker.gradients import forgetting_gradients
from designer.worker.judging.warming import warm
from designer.worker.link import Link, leave
from designer.worker.loading import load, quieten

if TYPE_CHECKING:
    from designer.worker.bench import Bench
    from designer.worker.judging.keeping import Kept

NOTHING: dict[type[Message], Callable[[int], Message]] = {LookInside: Inside, Survey: Surveyed, Measure: Measured}
"""What looks into a network, and the answer which says that there is nothing to be seen."""

LAYERS_DEEP = 20_000
STACK_BYTES = 64 * 1024 * 1024
"""Keras walks a chain of layers by recursion, a call or more a layer: what Python and a thread must allow for it."""


def serve() -> int:
    """Serve requests until the pipe closes, which ends the process from another thread."""
    # Ctrl+C in a terminal reaches every process there; what it means for a run the command line says
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.setrecursionlimit(LAYERS_DEEP)
    threading.stack_size(STACK_BYTES)
    quieten()
    link = Link()
    link.start()
    Service(link).run()
    return 0


class Desk:
    """A thread that does what it is given, one thing after the other."""

    def __init__(self, name: str) -> None:
        self._work: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def give(self, work: Callable[[], None]) -> None:
        self._work.put(work)

    def _run(self) -> None:
        while True:
            self._work.get()()


class Service:
    """Hands requests on."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._examples = ExamplesRead()
        self._data, self._compiler, self._trainer = Desk("data"), Desk("compiler"), Desk("trainer")
        self._looker, self._finisher = Desk("looker"), Desk("finisher")
        # what is cancelled; only the main thread touches it, so that nothing forgets the next one of its number
        self._prover, self._cancelled = Desk("prover"), dict[int, threading.Event]()
        self._trier = Desk("trier")
        self._judge = Desk("judge")
        self._newest: Prepare | None = None
        self._loaded = threading.Event()
        self._bench: Bench | None = None
        self._unusable: Fault | None = None
        self._controls: Controls | None = None

    def run(self) -> None:
        threading.Thread(target=self._load, name="loader", daemon=True).start()
        while True:
            self._hand_on(self._link.inbox.get())

    def _hand_on(self, request: Request) -> None:
        controls = self._controls
        match request:
            case Describe():
                self._data.give(partial(self._answer, request.id, self._describe, request))
            case Prepare():
                self._prepare(request)
            case TryBatch():
                self._trier.give(partial(self._answer, request.id, self._batch_tried, request))
            case Train() | GoOn():
                self._train(request)
            case Rewind() | Evaluate() | Answer() | ReadWeights() | SetWeights():
                self._between_epochs(partial(self._answer, request.id, self._met, request))
            case Save():
                self._between_epochs(partial(self._answer, request.id, self._saved, request))
            case Prove():
                self._prove(request)
            case Cancel():
                self._cancelled.get(request.request, threading.Event()).set()
            case LookInside() | Survey() | Measure():
                self._looker.give(partial(self._answer, request.id, self._look, request))
            case Judge():
                self._beside(self._judged, request)
            case Rank():
                cancelled = self._cancelled[request.id] = threading.Event()
                self._beside(self._ranked, request, cancelled)
            case AnswerTable():
                self._beside(self._table_answered, request)
            case ShowRows():
                self._judge.give(partial(self._answer, request.id, self._shown, request))
            case Pause() if controls:
                controls.pause()
            case Resume() if controls:
                controls.resume(request.epochs)
            case Stop() if controls:
                controls.stop()
            case Quit():
                leave(0)

    # --- on the main thread

    def _prepare(self, request: Prepare) -> None:
        self._newest = request
        if self._bench is not None:
            self._bench.overtake(request)
        self._compiler.give(partial(self._answer, request.id, self._prepared, request))

    def _train(self, request: Train | GoOn) -> None:
        if self._controls is not None:
            self._controls.stop()  # one run at a time: the newer one wins
        self._judge.give(warm)
        self._controls = Controls(request.pause_after if isinstance(request, Train) else 0)
        self._trainer.give(partial(self._answer, request.id, self._trained, request, self._controls))

    def _prove(self, request: Prove) -> None:
        cancelled = self._cancelled[request.id] = threading.Event()
        self._prover.give(partial(self._answer, request.id, self._proved, request, cancelled))

    def _between_epochs(self, errand: Errand) -> None:
        """Do it between two epochs of the run that is on, or else at once."""
        controls = self._controls
        if controls is None or not controls.ask(errand):
            self._trainer.give(errand)

    # --- on the others

    def _load(self) -> None:
        try:
            versions = load()
            from designer.worker.bench import Bench

            self._bench = Bench(self._link.send, self._examples)
            self._link.send(Ready(versions.tensorflow, versions.keras, versions.device, os.getpid()))
        except Exception as error:  # the edge of a thread: whatever happened becomes an answer
            self._unusable = fault_of(error)
            self._fail(0, self._unusable)
        finally:
            self._loaded.set()

    def _ready(self) -> Bench:
        """The bench, once TensorFlow is loaded. Raises `Fault` where it cannot be."""
        self._loaded.wait()
        if self._bench is None:
            raise self._unusable or Fault("worker", "TensorFlow could not be loaded. Start Layerloom again.")
        return self._bench

    def _describe(self, request: Describe) -> None:
        try:
            facts = self._examples.read(request.data).facts
        except DataError:
            if columns := seen_columns(request.data):
                self._link.send(ColumnsSeen(request.id, columns))
            raise
        self._link.send(Described(request.id, facts, source_code(request.data)))

    def _prepared(self, request: Prepare) -> None:
        bench = self._ready()
        if request is self._newest:
            bench.prepare(request)
        else:
            self._link.send(Prepared(request.id, done=False))

    def _batch_tried(self, request: TryBatch) -> None:
        self._ready().try_batch(request)

    def _trained(self, request: Train | GoOn, controls: Controls) -> None:
        try:
            bench = self._ready()
            if isinstance(request, GoOn):
                bench.go_on(request, controls)
            else:
                bench.train(request, controls)
        finally:
            controls.close()

    def _met(self, request: Rewind | Evaluate | Answer | ReadWeights | SetWeights) -> None:
        bench = self._ready()
        match request:
            case Rewind():
                bench.rewind(request)
            case Evaluate():
                bench.evaluate(request)
            case Answer():
                bench.jury.answer(request)
            case _:
                bench.hand(request)

    def _saved(self, request: Save) -> None:
        bench = self._ready()
        # the network may train on while its file is converted and checked
        self._finisher.give(partial(self._answer, request.id, bench.finish, bench.save(request)))

    def _proved(self, request: Prove, cancelled: threading.Event) -> None:
        self._ready().prove(request, cancelled.is_set)

    def _beside(self, work: Callable[..., None], request: Judge | Rank | AnswerTable, *more: Any) -> None:
        """Keep the network as it is between two epochs, then ask it beside the run."""

        def keep() -> None:
            kept = self._ready().jury.keep()
            self._judge.give(partial(self._answer, request.id, work, request, kept, *more))

        self._between_epochs(partial(self._answer, request.id, keep))

    def _judged(self, request: Judge, kept: Kept) -> None:
        self._ready().jury.judge(request, kept)

    def _ranked(self, request: Rank, kept: Kept, cancelled: threading.Event) -> None:
        self._ready().jury.rank(request, kept, cancelled.is_set)

    def _table_answered(self, request: AnswerTable, kept: Kept) -> None:
        self._ready().jury.answer_table(request, kept)

    def _shown(self, request: ShowRows) -> None:
        self._ready().jury.show(request)

    def _look(self, request: LookInside | Survey | Measure) -> None:
        nothing = NOTHING[type(request)](request.id)
        if self._bench is None:
            self._link.send(nothing)
        else:
            self._bench.look(request, nothing, partial(self._errand, request.id))

    def _errand(self, id: int, work: Callable[[], None]) -> None:
        self._between_epochs(partial(self._answer, id, work))

    def _answer(self, id: int, work: Callable[..., None], *given: Any) -> None:
        try:
            with forgetting_gradients():
                work(*given)
        except Exception as error:  # the edge of a thread: whatever happened becomes an answer
            self._fail(id, fault_of(error))

    def _fail(self, id: int, fault: Fault) -> None:
        self._link.send(Failed(id, fault.cause, str(fault)))
