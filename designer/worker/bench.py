"""Where the work is done that needs TensorFlow: preparing, training, evaluating, saving."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from designer.plan import NetworkPlan, TrainingPlan
from designer.training.messages import (
    Evaluate,
    Evaluated,
    Finished,
    GoOn,
    LookInside,
    Measure,
    Message,
    Prepare,
    Prepared,
    Prove,
    Proved,
    ReadWeights,
    Rewind,
    Rewound,
    Save,
    Saved,
    SetWeights,
    Survey,
    Train,
    TryBatch,
)
from designer.worker import alone, by_hand, checking, one_batch, proving, runs, saving
from designer.worker.arranging import arranged
from designer.worker.clean import Unfinished
from designer.worker.controls import Controls
from designer.worker.evaluation import evaluated
from designer.worker.examples import ExamplesRead
from designer.worker.faults import Fault
from designer.worker.insides import Viewer
from designer.worker.judging.jury import Jury
from designer.worker.looking import Latest, Looker, Nothing
from designer.worker.measuring import measurer
from designer.worker.programs import Program, untrained
from designer.worker.shelf import Place, Shelf
from designer.worker.surveying import surveyor

Look: TypeAlias = LookInside | Survey | Measure


TRAINS = "The network is being trained. Pause the run to see how it does."


@dataclass(frozen=True)
class Written:
    """A network that was written, what is still to be made of it, and what its file should answer if it is checked."""

    request: Save
    begun: saving.Converting | None
    sample: checking.Sample | None
    start: str = ""


class Bench:
    """Does what is asked; each method answers through `send` or raises a `Fault`."""

    def __init__(self, send: Callable[[Message], None], examples: ExamplesRead) -> None:
        self._send, self._examples = send, examples
        self._shelf = Shelf(examples)
        self._preparing: Place | None = None
        self._trained: tuple[Program, TrainingPlan] | None = None
        self._looks: dict[type[Look], Latest[Any, Any]] = {
            LookInside: Latest(Viewer),
            Survey: Latest(surveyor),
            Measure: Latest(measurer),
        }
        self.jury = Jury(send, self._last_trained)

    def prepare(self, request: Prepare) -> None:
        """Have a program ready. Called by one thread at a time."""
        begun = time.perf_counter()
        place, new = self._shelf.place(request.plan, request.trainer, wanted=False)
        self._preparing = place
        if new:
            self._shelf.make(place)
        place.done.wait()
        self._preparing = None
        if place.fault and not place.outdated:
            raise place.fault
        if place.program is not None:
            place.program.foresee(request.plan)
        self._send(Prepared(request.id, place.fault is None, time.perf_counter() - begun, place.forecast))

    def overtake(self, request: Prepare | Train) -> None:
        """Something newer was asked for: what is being prepared need not be finished, unless it is the same."""
        place = self._preparing
        if place is not None and not self._shelf.serves(place, request.plan, request.trainer):
            self._shelf.outdate(place)

    def train(self, request: Train, controls: Controls) -> None:
        """One run, from compiling (if it was not done ahead) to `Finished`."""
        self.overtake(request)
        place, new = self._shelf.place(request.plan, request.trainer, wanted=True)
        if new:
            # in a thread of its own, since a compile cannot be interrupted but waiting for it can
            threading.Thread(target=self._shelf.make, args=(place,), name="compile", daemon=True).start()
        while not place.done.wait(0.01):
            controls.do_errands()
            if controls.stopped:
                self._send(Finished(request.id, "stopped", 0, 0.0, request.trainer, None))
                return
        if place.program is None:
            raise place.fault or Fault("worker", "Compiling failed. Try again.")
        if self._trained is not None:
            self._trained[0].moments.forget_after(-1)
        self._trained = (place.program, request.plan)
        runs.train(request.id, request.plan, place.program, controls, self._send)

    def go_on(self, request: GoOn, controls: Controls) -> None:
        """Train the last network on, up to `Finished`."""
        program, plan = self._last_trained()
        runs.go_on(request, plan, program, controls, self._send)

    def rewind(self, request: Rewind) -> None:
        """Take the last network back, unless a run is on that would train on from there unasked."""
        moments = self._last_trained()[0].moments
        self._send(Rewound(request.id, moments.bring_back(request.epoch) if moments.open else moments.at))

    def try_batch(self, request: TryBatch) -> None:
        """See whether a copy can learn one batch by heart."""
        plan = request.plan
        self._send(one_batch.try_batch(request.id, plan, self._examples.read(plan.data)))

    def evaluate(self, request: Evaluate) -> None:
        program, plan = self._last_trained()
        if not program.moments.open:
            raise Fault("worker", TRAINS)
        self._send(Evaluated(request.id, evaluated(program.model, program.examples, plan, request.known)))

    def save(self, request: Save) -> Written:
        """Write a network, and take a sample of its answers; what is left can be done beside a run."""
        start = ""
        if request.network is not None:
            return self._save_alone(request, request.network)
        if request.plan is None:
            program, plan = self._last_trained()
            model, examples = program.model, program.examples
        else:
            plan = request.plan
            examples = arranged(self._examples.read(plan.data), plan)
            made = untrained(plan, examples)
            model, start = made.model, made.start
        begun = saving.save(model, Path(request.path), request.form, examples.x_train if request.int8 else None)
        return Written(request, begun, checking.sample(model, examples, plan) if request.check else None, start)

    def _save_alone(self, request: Save, network: NetworkPlan) -> Written:
        if request.int8:
            raise Fault("data", alone.NO_ROWS)
        made = alone.built(network)
        begun = saving.save(made.model, Path(request.path), request.form)
        return Written(request, begun, alone.sample(made, network) if request.check else None, made.start)

    def finish(self, written: Written) -> None:
        """Bring a network into its form and check it, as far as that was asked for, and say so."""
        request, found = written.request, None
        if written.begun is not None:
            saving.convert(written.begun)
        if written.sample is not None:
            found = checking.check(Path(request.path), request.form, written.sample, int8=request.int8)
        self._send(Saved(request.id, request.path, found, written.start))

    def prove(self, request: Prove, cancelled: Callable[[], bool]) -> None:
        """Compare a script's run with one of a network of its own."""
        examples = self._examples.read(request.plan.data)
        try:
            proof = proving.prove(request, examples, cancelled)
        except Unfinished:
            proof = None
        self._send(Proved(request.id, proof))

    def look(self, request: Look, nothing: Message, ask: Callable[[Callable[[], None]], None]) -> None:
        """Get ready for a look into a network, and have it taken by `ask`, between two epochs; or say there is nothing."""
        program = self._present(request.plan)
        try:
            found = None if program is None else self._looks[type(request)].get(program, request)
        except Nothing:
            found = None
        if program is None or found is None:
            self._send(nothing)
            return
        ask(partial(self._look, request, program, found))

    def hand(self, request: ReadWeights | SetWeights) -> None:
        """Read or set weights by hand."""
        program = self._present(request.plan)
        self._send(by_hand.weights(request, program, self._is_trained(program)))

    def _is_trained(self, program: Program | None) -> bool:
        return self._trained is not None and self._trained[0] is program

    def _present(self, plan: TrainingPlan) -> Program | None:
        """The program that holds the network of a plan: the one trained last, or one that is ready to be."""
        trained = self._trained
        if trained is not None and trained[1].model == plan.model:
            return trained[0]
        return self._shelf.ready(plan)

    def _look(self, request: Look, program: Program, looker: Looker[Look]) -> None:
        trained = self._is_trained(program)
        if not trained:
            program.freshen(request.plan)
        self._send(looker.look(request, trained))

    def _last_trained(self) -> tuple[Program, TrainingPlan]:
        if self._trained is None:
            raise Fault("design", "No network has been trained yet. Train one first.")
        return self._trained
