"""The metrics of a run as Keras takes them: each with the name it has in the history."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from designer.catalogue import metrics as catalogue
from designer.catalogue.metrics import METRICS
from designer.catalogue.units import Object
from designer.errors import PlanError
from designer.plan.settings import normal_object
from designer.values import Metric, ObjectValue

METRIC = Object("metric", METRICS, optional=False)


def normal_metrics(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """The metrics in the fewest words."""
    return catalogue.brief(normal_object(one, METRIC) if isinstance(one, ObjectValue) else one for one in metrics)


def settled_metrics(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """The metrics as they are given to `compile`. Raises `PlanError` where Keras would not take one.

    An object that Keras would number by what it made before has its name, so that it is called alike in every process.
    """
    given = normal_metrics(metrics)
    for one in given:
        refusal = catalogue.refused(one)
        if refusal is not None:
            known = f" Choose one of {', '.join(catalogue.BY_NAME)}." if catalogue.kind_of(one) is None else ""
            raise PlanError(f"The metric {catalogue.title(one)} cannot be used. {refusal.sentence}{known}")
    names = catalogue.log_names(given)
    faults = catalogue.name_faults(given)
    if faults:
        raise PlanError(next(iter(faults.values())))
    return tuple(_called(one, name) for one, name in zip(given, names, strict=True))


def _called(metric: Metric, name: str) -> Metric:
    if isinstance(metric, str):
        return metric
    return normal_object(replace(metric, settings={**metric.settings, "name": name}), METRIC)
