"""Checks of the callbacks of a run: what they watch must exist, and they must not contradict other settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.catalogue import objects
from designer.catalogue.metrics import RISING, kind_of, log_names, own_name, unnumbered
from designer.graph.edits import Edit, set_training
from designer.graph.specs import TrainingSettings, target_names
from designer.values import Metric, ObjectValue, Value

VALIDATION = "val_"


def logs_of(training: TrainingSettings) -> tuple[str, ...]:
    """What a run with one output measures, those on validation rows first."""
    logs = ("loss", *log_names(training.metrics))
    return (*(f"{VALIDATION}{name}" for name in logs), *logs)


def watched(callback: ObjectValue) -> str:
    """The log a callback watches."""
    return str(objects.CALLBACKS[callback.kind].filled(callback.settings)["monitor"])


def rises(log: str, metrics: Iterable[Metric] = ()) -> bool:
    """Whether more is better of what a log measures; `log` may begin with the name of an output.

    `metrics` are those that are measured: a name that somebody gave one does not tell what it is.
    """
    bare = log.removeprefix(VALIDATION)
    for metric in metrics:
        name, kind = own_name(metric), kind_of(metric)
        if name and kind is not None and (bare == name or bare.endswith(f"_{name}")):
            return kind.rises
    return not bare.endswith("loss") and unnumbered(bare).endswith(tuple(RISING))


def without_schedule(optimizer: ObjectValue) -> ObjectValue:
    """The optimizer with the learning rate its schedule begins with."""
    schedule = optimizer.settings["learning_rate"]
    start = schedule.settings.get("initial_learning_rate", 0.01) if isinstance(schedule, ObjectValue) else schedule
    return replace(optimizer, settings={**optimizer.settings, "learning_rate": start})


def callbacks(context: Context) -> Iterator[Problem]:
    """Each callback must be one of Keras's, there once, and watch something that is measured."""
    training = context.design.training
    seen: set[str] = set()
    for callback in training.callbacks:
        off = set_training(f"Remove {callback.kind}", callbacks=_without(training, callback))
        if refusal := objects.check("callback", callback):
            yield _problem("bad-callback", f"Training cannot use {callback.kind} as it is.", refusal.sentence, off)
        elif callback.kind in seen:
            yield _problem("callback-twice", f"{callback.kind} is there twice.", "One is enough, and two would get in each other's way.", off)  # fmt: skip
        else:
            yield from _about(context, callback, off)
        seen.add(callback.kind)


def _about(context: Context, callback: ObjectValue, off: Edit) -> Iterator[Problem]:
    training, log = context.design.training, watched(callback)
    if not _measured(context, log):
        known = ", ".join(logs_of(training)) if not target_names(context.design.data.source) else "val_loss and loss"
        watch = _set(training, callback, "monitor", "val_loss")
        what = f"{callback.kind} watches {log}, which this run does not measure."
        yield _problem("no-such-log", what, f"It can watch {known}. To watch a metric, choose it among the metrics.", watch, off)  # fmt: skip
    rate = training.optimizer.settings.get("learning_rate")
    if callback.kind == "ReduceLROnPlateau" and isinstance(rate, ObjectValue):
        fixed = set_training("Use a fixed learning rate", optimizer=without_schedule(training.optimizer))
        what = f"ReduceLROnPlateau cannot change a learning rate that {rate.kind} sets."
        yield _problem("two-rates", what, "A schedule gives every step its learning rate, so nothing else can. Keep one of the two.", fixed, off)  # fmt: skip


def _measured(context: Context, log: str) -> bool:
    """Whether there is such a log. Those of several outputs begin with names that Keras gives them."""
    training, targets = context.design.training, target_names(context.design.data.source)
    if not targets:
        return log in logs_of(training)
    ends = {"loss", *(f"_{name}" for target in targets for name in log_names(training.aim(target).metrics))}
    return log in logs_of(TrainingSettings(metrics=())) or any(log.endswith(end) for end in ends)


def _without(training: TrainingSettings, callback: ObjectValue) -> tuple[ObjectValue, ...]:
    last = max(at for at, one in enumerate(training.callbacks) if one == callback)
    return training.callbacks[:last] + training.callbacks[last + 1 :]


def _set(training: TrainingSettings, callback: ObjectValue, name: str, value: Value) -> Edit:
    changed = replace(callback, settings={**callback.settings, name: value})
    label = f"Watch {value}"
    return set_training(label, callbacks=tuple(changed if one is callback else one for one in training.callbacks))


def _problem(code: str, what: str, why: str, *fixes: Edit) -> Problem:
    return Problem(code=code, severity=Severity.ERROR, nodes=(), what=what, why=why, fixes=fixes, setting="callbacks")


CHECKS = (callbacks,)
