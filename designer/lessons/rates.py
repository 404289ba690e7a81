"""The learning rate that a network is trained with, also where nobody set one."""

from __future__ import annotations

from designer.catalogue.objects import OPTIMIZERS
from designer.values import ObjectValue


def rate_of(optimizer: ObjectValue) -> float | None:
    """The number, which is Keras's default of this optimizer where none was set; nothing for a schedule."""
    kind = OPTIMIZERS.get(optimizer.kind)
    settings = kind.filled(optimizer.settings) if kind is not None else optimizer.settings
    rate = settings.get("learning_rate")
    return float(rate) if isinstance(rate, int | float) and not isinstance(rate, bool) else None
