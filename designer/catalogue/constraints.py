"""Every Keras constraint: a rule that weights are brought back to after each training step."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue.schema import ObjectKind, Setting
from designer.catalogue.units import Integers, Number

MODULE = "keras.constraints"

AXIS = Setting(
    "axis",
    Integers(shortest=1, spread=True),
    0,
    "The axes along which lengths are measured: 0 for the weights that come into each unit.",
)

_ALL = (
    ObjectKind(
        "MaxNorm",
        MODULE,
        "max_norm",
        "Shortens the weights of a unit when together they get longer than a limit.",
        (Setting("max_value", Number(low=0), 2, "The greatest length."), AXIS),
    ),
    ObjectKind("NonNeg", MODULE, "non_neg", "Sets weights below zero to zero."),
    ObjectKind("UnitNorm", MODULE, "unit_norm", "Scales the weights of a unit to length 1.", (AXIS,)),
    ObjectKind(
        "MinMaxNorm",
        MODULE,
        "min_max_norm",
        "Keeps the length of a unit's weights between two limits.",
        (
            Setting("min_value", Number(low=0), 0.0, "The smallest length."),
            Setting("max_value", Number(low=0), 1.0, "The greatest length."),
            Setting("rate", Number(0, 1), 1.0, "How strictly: 1 at once, less a little more each step."),
            AXIS,
        ),
    ),
)

CONSTRAINTS: Mapping[str, ObjectKind] = MappingProxyType({kind.name: kind for kind in _ALL})
