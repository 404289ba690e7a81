"""Every Keras regularizer: a cost added to the loss that keeps weights small."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue.schema import ObjectKind, Setting
from designer.catalogue.units import Choice, Number

MODULE = "keras.regularizers"

_ALL = (
    ObjectKind(
        "L2",
        MODULE,
        "l2",
        "Adds the squares of the weights to the loss, so that none grows large.",
        (Setting("l2", Number(low=0), 0.01, "How much it weighs. Larger keeps weights smaller."),),
    ),
    ObjectKind(
        "L1",
        MODULE,
        "l1",
        "Adds the sizes of the weights to the loss, which drives many of them to zero.",
        (Setting("l1", Number(low=0), 0.01, "How much it weighs. Larger leaves fewer weights."),),
    ),
    ObjectKind(
        "L1L2",
        MODULE,
        "l1l2",
        "Both at once: drives weights to zero and keeps the rest small.",
        (
            Setting("l1", Number(low=0), 0.0, "How much the sizes weigh."),
            Setting("l2", Number(low=0), 0.0, "How much the squares weigh."),
        ),
    ),
    ObjectKind(
        "OrthogonalRegularizer",
        MODULE,
        "orthogonal_regularizer",
        "Pushes the rows or columns of the weights to differ from each other. Needs weights with two axes.",
        (
            Setting("factor", Number(low=0), 0.01, "How much it weighs."),
            Setting("mode", Choice(("rows", "columns")), "rows", "Which of them are to differ."),
        ),
    ),
)

REGULARIZERS: Mapping[str, ObjectKind] = MappingProxyType({kind.name: kind for kind in _ALL})
