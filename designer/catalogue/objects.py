"""The small objects a setting can hold, and the optimizers, losses, metrics and callbacks a run is given, all by Keras name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue.callbacks import CALLBACKS
from designer.catalogue.constraints import CONSTRAINTS
from designer.catalogue.initializers import INITIALIZERS
from designer.catalogue.losses import LOSSES
from designer.catalogue.metrics import METRICS
from designer.catalogue.optimizers import OPTIMIZERS
from designer.catalogue.regularizers import REGULARIZERS
from designer.catalogue.schedules import SCHEDULES
from designer.catalogue.schema import ObjectKind
from designer.catalogue.units import Refusal
from designer.values import ObjectValue

__all__ = [
    "CALLBACKS",
    "CONSTRAINTS",
    "FAMILIES",
    "INITIALIZERS",
    "LOSSES",
    "METRICS",
    "OPTIMIZERS",
    "REGULARIZERS",
    "SCHEDULES",
    "check",
]

FAMILIES: Mapping[str, Mapping[str, ObjectKind]] = MappingProxyType(
    {
        "initializer": INITIALIZERS,
        "regularizer": REGULARIZERS,
        "constraint": CONSTRAINTS,
        "optimizer": OPTIMIZERS,
        "schedule": SCHEDULES,
        "loss": LOSSES,
        "callback": CALLBACKS,
        "metric": METRICS,
    }
)


def check(family: str, value: ObjectValue) -> Refusal | None:
    """Why `value` is no object of `family` that Keras would take, or `None` if it is one."""
    kinds = FAMILIES[family]
    if value.kind not in kinds:
        return Refusal(f"Expected one of {', '.join(kinds)}, found {value.kind}.")
    found = kinds[value.kind].faults(value.settings)
    return found[0] if found else None
