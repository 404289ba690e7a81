"""The number format of a whole network: which layers follow it, and which have a format of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from designer.catalogue.kinds import kind_named
from designer.catalogue.schema import Kind
from designer.values import ObjectValue, Value

OWN_FORMAT = ("Input", "Hashing", "HashedCrossing")
"""Kinds that take no notice of the policy."""


def follows(kind: Kind) -> bool:
    """Whether layers of this kind compute as the policy says, where they say nothing themselves."""
    return "dtype" in kind.by_name and kind.name not in OWN_FORMAT


def reformatted(kind: Kind, settings: Mapping[str, Value], became: Callable[[Value], Value]) -> dict[str, Value]:
    """The settings with another dtype, in the layers that this one holds too; `None` stands for none set."""
    changed: dict[str, Value] = {}
    for name, value in settings.items():
        inner = kind_named(value.kind) if isinstance(value, ObjectValue) and "layer" in name else None
        if inner is not None and isinstance(value, ObjectValue):
            value = ObjectValue(value.kind, reformatted(inner, value.settings, became))
        changed[name] = value
    if follows(kind):
        dtype = became(changed.pop("dtype", None))
        changed |= {} if dtype is None else {"dtype": dtype}
    return changed


def under(policy: str, kind: Kind, settings: Mapping[str, Value]) -> dict[str, Value]:
    """The settings as Keras takes them under a policy: with it, wherever nothing else is set."""
    return reformatted(kind, settings, lambda dtype: policy if dtype is None else dtype)
