"""The callbacks of a run as Keras takes them: each watches a log there is, in the direction that is better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from designer.analysis.monitors import VALIDATION, rises, watched
from designer.catalogue import metrics as catalogue
from designer.catalogue import objects
from designer.catalogue.units import Object
from designer.errors import PlanError
from designer.plan.calls import Head, ModelPlan, TrainingPlan
from designer.values import ObjectValue

CALLBACK = Object("callback", objects.CALLBACKS, optional=False)


def log_names(model: ModelPlan, heads: Sequence[Head]) -> tuple[str, ...]:
    """What a run measures, as Keras calls it, those on validation rows first. Of one output `heads` is one."""
    logs = ["loss"]
    if len(heads) == 1:
        logs += catalogue.log_names(heads[0].metrics)
    else:
        makers = {call.id: call for call in model.calls}
        for id, head in zip(model.outputs, heads, strict=True):
            name = makers[makers[id].makes].arguments.get("name", "")
            logs += [f"{name}_{log}" for log in ("loss", *catalogue.log_names(head.metrics))]
    return (*(f"{VALIDATION}{name}" for name in logs), *logs)


def with_callbacks(plan: TrainingPlan) -> TrainingPlan:
    """The plan with its callbacks as they are given to `fit`. Raises `PlanError` where Keras would not take them."""
    given = plan.training.callbacks
    if not given:
        return plan
    return replace(plan, training=replace(plan.training, callbacks=tuple(_settled(given, plan))))


def _settled(given: Sequence[ObjectValue], plan: TrainingPlan) -> Iterator[ObjectValue]:
    known = log_names(plan.model, plan.aims)
    scheduled = isinstance(plan.training.optimizer.settings.get("learning_rate"), ObjectValue)
    kinds = [callback.kind for callback in given]
    for callback in given:
        refusal = objects.check("callback", callback)
        if refusal is not None:
            raise PlanError(f"The callback cannot be used. {refusal.sentence}")
        if kinds.count(callback.kind) > 1:
            raise PlanError(f"{callback.kind} is there twice. Remove one of the two.")
        if callback.kind == "ReduceLROnPlateau" and scheduled:
            raise PlanError("ReduceLROnPlateau cannot change a learning rate that a schedule sets. Remove one of them.")
        log = watched(callback)
        if log not in known:
            raise PlanError(
                f"{callback.kind} watches {log!r}, which is not measured. Choose one of {', '.join(known)}."
            )
        yield _directed(callback, log, plan)


def _directed(callback: ObjectValue, log: str, plan: TrainingPlan) -> ObjectValue:
    """Keras can tell which way is better for whole networks only, not for one of several outputs, nor for counts."""
    measured = log.removeprefix(VALIDATION)
    names = zip(catalogue.log_names(plan.aims[0].metrics), plan.aims[0].metrics, strict=True)
    kinds = [catalogue.kind_of(metric) for name, metric in names if name == measured]
    unsure = any(kind is not None and not kind.sure for kind in kinds) or (len(plan.aims) > 1 and measured != "loss")
    if not unsure or callback.settings.get("mode", "auto") != "auto":
        return callback
    return replace(callback, settings={**callback.settings, "mode": "max" if rises(log, plan.metrics) else "min"})
