"""What differs in two values of any kind, told down to where it does: `learning rate 0.01 → 0.001`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from designer.catalogue.kinds import kind_named
from designer.catalogue.objects import FAMILIES
from designer.catalogue.schema import Required
from designer.values import ObjectValue, Value, alike, value_text

NOTHING = "nothing"
"""What stands where one of two has no value at all."""


def changes(label: str, one: Any, other: Any, *, nested: bool = False) -> Iterator[str]:
    """A line for each place where two values differ; `label` says what they are values of.

    `nested`: of one of several, so that a setting alone would not say whose it is.
    """
    if alike(one, other):
        return
    if isinstance(one, ObjectValue) and isinstance(other, ObjectValue) and one.kind == other.kind:
        yield from settings_changes(label if nested else "", one.kind, one.settings, other.settings)
    elif isinstance(one, ObjectValue) or isinstance(other, ObjectValue) or type(one) is not type(other):
        yield f"{label} {told(one)} → {told(other)}"
    elif isinstance(one, msgspec.Struct):
        for name in one.__struct_fields__:
            yield from changes(_under(label, name), getattr(one, name), getattr(other, name), nested=nested)
    elif isinstance(one, dict):
        for name in dict.fromkeys([*one, *other]):
            yield from changes(_under(label, str(name)), one.get(name, NOTHING), other.get(name, NOTHING), nested=True)
    else:
        yield f"{label} {told(one)} → {told(other)}"


def settings_changes(label: str, kind: str, one: Mapping[str, Value], other: Mapping[str, Value]) -> Iterator[str]:
    """The same for settings of a layer, an optimizer, …; one that is not given has its default."""
    defaults = _defaults(kind)
    for name in dict.fromkeys([*one, *other]):
        default = defaults.get(name, NOTHING)
        yield from changes(_under(label, name), one.get(name, default), other.get(name, default))


def worded(name: str) -> str:
    """A name of Keras's as it is read: `learning rate`."""
    return name.replace("_", " ")


def told(value: Any) -> str:
    """A value as a line has it: an object with its settings, a list with commas."""
    if isinstance(value, ObjectValue):
        within = ", ".join(f"{worded(name)} {told(one)}" for name, one in value.settings.items())
        return f"{value.kind} ({within})" if within else value.kind
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return ", ".join(map(worded, value)) or "none"
    if isinstance(value, tuple) and any(isinstance(part, msgspec.Struct) for part in value):
        return "; ".join(worded(part) if isinstance(part, str) else told(part) for part in value)
    if isinstance(value, ObjectValue | msgspec.Struct):
        return ", ".join(f"{worded(name)} {told(getattr(value, name))}" for name in value.__struct_fields__)
    if value == "":
        return NOTHING
    return value_text(value) if isinstance(value, bool | int | float | str | tuple | None) else str(value)


def _under(label: str, name: str) -> str:
    return f"{label} {worded(name)}".strip()


def _defaults(kind: str) -> dict[str, Value]:
    """The defaults of a kind of layer, optimizer, loss, …, as far as the catalogue has it."""
    declared = kind_named(kind) or next((family[kind] for family in FAMILIES.values() if kind in family), None)
    settings = declared.settings if declared is not None else ()
    return {one.name: one.default for one in settings if not isinstance(one.default, Required)}
