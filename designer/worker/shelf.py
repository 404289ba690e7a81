"""The last few programs, kept ready: what was compiled once is trained again at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

import msgspec

from designer.plan import TrainingPlan
from designer.training.messages import Forecast, Trainer
from designer.values import ObjectValue
from designer.worker.examples import ExamplesRead, data_key
from designer.worker.faults import Fault, fault_of
from designer.worker.foresight import foreseen
from designer.worker.programs import Program
from designer.worker.watching import needs

MOST_PROGRAMS = 4


class Outdated(Exception):
    """The program being made is not wanted any more."""


class Place:
    """A program on the shelf, or its making. Wait for `done`, then ask for the `program` or its `fault`."""

    def __init__(self, plan: TrainingPlan, trainer: Trainer) -> None:
        self.plan, self.trainer = plan, trainer
        self.done = threading.Event()
        self.wanted = False
        self.outdated = False
        self.program: Program | None = None
        self.forecast: Forecast | None = None
        """What a run takes; not known where a run waited for the program, and nobody for this."""
        self.fault: Fault | None = None

    def check(self) -> None:
        """Between two stages of compiling, which cannot be interrupted: give up what is not wanted."""
        if self.outdated:
            raise Outdated


class Shelf:
    """Programs by what they depend on. Any thread may call any method."""

    def __init__(self, examples: ExamplesRead) -> None:
        self._examples = examples
        self._lock = threading.Lock()
        self._places: OrderedDict[Hashable, Place] = OrderedDict()

    def place(self, plan: TrainingPlan, trainer: Trainer, *, wanted: bool) -> tuple[Place, bool]:
        """The place of this plan's program, and whether it is new: the caller then has to `make` it.

        `wanted`: a run waits for it.
        """
        key = (_program_key(plan), trainer)
        with self._lock:
            found = self._places.get(key)
            if found is not None and not (found.outdated or found.fault):
                self._places.move_to_end(key)
                found.wanted |= wanted
                return found, False
            place = self._places[key] = Place(plan, trainer)
            place.wanted = wanted
            self._places.move_to_end(key)
            while len(self._places) > MOST_PROGRAMS:
                self._places.popitem(last=False)
            return place, True

    def ready(self, plan: TrainingPlan, trainer: Trainer = "fused") -> Program | None:
        """The program of a plan if it is made."""
        with self._lock:
            found = self._places.get((_program_key(plan), trainer))
        return found.program if found is not None and found.done.is_set() else None

    def serves(self, place: Place, plan: TrainingPlan, trainer: Trainer) -> bool:
        """Whether this place's program is the one for a plan."""
        return place.trainer == trainer and _program_key(place.plan) == _program_key(plan)

    def outdate(self, place: Place) -> None:
        """What was prepared here was overtaken; unless a run waits for it, its making may end early."""
        with self._lock:
            place.outdated = not place.wanted and not place.done.is_set()

    def make(self, place: Place) -> None:
        """Build and compile, in the calling thread."""
        try:
            program = Program(place.plan, self._examples.read(place.plan.data), place.trainer, place.check)
            if not place.wanted:
                place.forecast = foreseen(program, place.plan, place.check)
            place.program = program
        except Outdated:
            place.fault = Fault("worker", "Compiling was given up because something newer was asked for.")
        except Exception as error:  # whoever waits for this place gets whatever happened
            place.fault = fault_of(error)
        finally:
            place.done.set()


def _program_key(plan: TrainingPlan) -> Hashable:
    """What a compiled program depends on: all of the plan but the seed, the epochs, the start, the learning rate and
    the numbers of callbacks.

    A schedule is no number that could be put in: its sums are part of the program.
    """
    optimizer = plan.training.optimizer
    settings = {
        name: value
        for name, value in optimizer.settings.items()
        if name != "learning_rate" or isinstance(value, ObjectValue)
    }
    training = msgspec.structs.replace(
        plan.training,
        epochs=1,
        seed=0,
        start="",
        optimizer=ObjectValue(optimizer.kind, settings),
        callbacks=tuple(map(needs, plan.training.callbacks)),
    )
    return msgspec.msgpack.encode(msgspec.structs.replace(plan, training=training)), data_key(plan.data)
