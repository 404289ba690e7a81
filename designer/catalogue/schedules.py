"""Keras's learning-rate schedules: how large a step is, as training goes on. They count steps, not epochs."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue.schema import REQUIRED, ObjectKind, Setting, Settings
from designer.catalogue.units import Boolean, Integer, Integers, Number, Numbers, Refusal

MODULE = "keras.optimizers.schedules"

START = Setting(
    "initial_learning_rate",
    Number(low=0, decimal=True),
    REQUIRED,
    "The learning rate of the first step.",
    start=0.01,
)
SHARE = Number(low=0, high=1)
STAIRCASE = Setting(
    "staircase", Boolean(), False, "Whether the rate stays the same in between and then falls at once, like a stair."
)
FLOOR = Setting(
    "alpha", SHARE, 0.0, "What is left of the learning rate at the end, as a share of the first: 0 is none."
)
COUNTED = "Counted in steps, one for each batch, not in epochs."


def _steps(name: str, help: str) -> Setting:
    return Setting(name, Integer(low=1), REQUIRED, f"{help} {COUNTED}", start=1000)


def _rate(help: str) -> Setting:
    return Setting("decay_rate", Number(low=0), REQUIRED, help, start=0.9)


def _schedule(name: str, help: str, *own: Setting) -> ObjectKind:
    return ObjectKind(name, MODULE, "", help, own)


def _one_more(settings: Settings) -> Refusal | None:
    boundaries, values = settings["boundaries"], settings["values"]
    if isinstance(boundaries, tuple) and isinstance(values, tuple) and len(values) == len(boundaries) + 1:
        return None
    return Refusal("Expected one learning rate more than there are boundaries: one before the first, one after each.", "values")  # fmt: skip


_ALL = (
    _schedule(
        "CosineDecay", "Falls along half a wave: slowly at first, fast in the middle, slowly again. A good first choice.",
        START, _steps("decay_steps", "After how many steps the rate is at its end. Take all steps of the run."), FLOOR,
        Setting("warmup_target", Number(low=0, optional=True, decimal=True), None, "The rate that is climbed to first, in the warm-up; nothing means no warm-up.", advanced=True),
        Setting("warmup_steps", Integer(low=0), 0, f"How long the rate climbs before it falls. {COUNTED}", advanced=True),
    ),
    _schedule(
        "ExponentialDecay", "Is multiplied by the same factor again and again.",
        START, _steps("decay_steps", "After how many steps the rate has been multiplied by the factor once."),
        _rate("The factor: 0.9 takes a tenth off each time."), STAIRCASE,
    ),
    _schedule(
        "InverseTimeDecay", "Falls fast at first and ever more slowly: the rate divided by 1, 1 + r, 1 + 2r, ….",
        START, _steps("decay_steps", "After how many steps the divisor has grown by the decay rate."),
        _rate("By how much the divisor grows: 1 halves the rate the first time."), STAIRCASE,
    ),
    _schedule(
        "PolynomialDecay", "Falls in a straight line, or a bent one, to an end it keeps.",
        START, _steps("decay_steps", "After how many steps the end is reached."),
        Setting("end_learning_rate", Number(low=0, decimal=True), 0.0001, "The learning rate at the end."),
        Setting("power", Number(low=0), 1.0, "How the way is bent: 1 is a straight line, 2 falls faster at first."),
        Setting("cycle", Boolean(), False, "Whether it starts again from above once the end is reached.", advanced=True),
    ),
    ObjectKind(
        "PiecewiseConstantDecay", MODULE, "", "Keeps one learning rate for some time, then the next: you say when and which.",
        (
            Setting("boundaries", Integers(low=0, shortest=1), REQUIRED, f"After which steps the next rate begins, in rising order. {COUNTED}", start=(1000, 2000)),
            Setting("values", Numbers(low=0, single=False, optional=False), REQUIRED, "The learning rates: one more than boundaries.", start=(0.01, 0.001, 0.0001)),
        ),
        _one_more,
    ),
    _schedule(
        "CosineDecayRestarts", "Falls along half a wave, jumps up and falls again, each time for longer.",
        START, _steps("first_decay_steps", "How many steps the first fall takes."),
        Setting("t_mul", Number(low=1), 2.0, "How many times longer each fall is than the one before."),
        Setting("m_mul", Number(low=0), 1.0, "How high each jump leads, as a share of the one before."), FLOOR,
    ),
)  # fmt: skip

SCHEDULES: Mapping[str, ObjectKind] = MappingProxyType({kind.name: kind for kind in _ALL})
