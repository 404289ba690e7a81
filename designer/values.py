"""The vocabulary every room shares: what a setting can hold, and what a shape is."""

from math import prod
from typing import TypeAlias

import msgspec

Scalar: TypeAlias = bool | int | float | str | None

Row: TypeAlias = tuple[Scalar | tuple[Scalar, ...], ...]
"""Scalars in a row, or rows of scalars: `(3, 3)`, `((1, 1), (0, 2))`."""

Shape: TypeAlias = tuple[int | None, ...]
"""A shape without its batch axis: `(28, 28, 1)`; `None` where a size is not known."""


class ObjectValue(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value that is itself a small Keras object: an initializer, a regularizer, an optimizer, a loss.

    `kind` is the Keras class name (`"HeNormal"`), `settings` what differs from its defaults.
    The dict is never changed after construction.
    """

    kind: str
    settings: dict[str, "bool | int | float | str | Row | ObjectValue | None"] = {}


Value: TypeAlias = bool | int | float | str | Row | ObjectValue | None
"""What a setting can hold: a scalar, a row, or a small object with settings of its own."""

Metric: TypeAlias = str | ObjectValue
"""What a run measures: the name Keras has for it, or an object where it has settings."""


DEEPEST = 8
"""How many objects may lie in each other: a regularizer in a layer in a wrapper in a wrapper."""


def too_deep(value: object, most: int = DEEPEST) -> bool:
    """Whether more than `most` objects lie in each other in a value."""
    level = [value] if isinstance(value, ObjectValue) else []
    for _ in range(most + 1):
        level = [one for holder in level for one in holder.settings.values() if isinstance(one, ObjectValue)]
    return bool(level)


def shape_text(shape: Shape, unknown: str = "?") -> str:
    """How a shape is written on wires and in sentences: `28 x 28 x 1`."""
    return " x ".join(unknown if size is None else f"{size:,}" for size in shape) or "one number"


def counted(shape: Shape) -> str:
    """A shape with how many numbers that is: `28 x 28 x 8 = 6,272`."""
    sizes = [size for size in shape if size is not None]
    known = len(sizes) == len(shape) > 1
    return f"{shape_text(shape)} = {prod(sizes):,}" if known else shape_text(shape)


def value_text(value: Value) -> str:
    """A value as labels and cards show it: `16`, `relu`, `3 x 3`, `HeNormal`, `none`."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        if any(isinstance(part, tuple) for part in value):
            return "; ".join(", ".join(map(str, part)) if isinstance(part, tuple) else str(part) for part in value)
        return " x ".join(value_text(part) for part in value) or "nothing"
    if isinstance(value, ObjectValue):
        return value.kind
    return str(value)


def change_within(old: Value, new: Value) -> tuple[str, str, Value] | None:
    """The one setting in which two objects of a kind differ, as deep as it lies: what it belongs to, its name, its value.

    `None` where more than one differs, or one has what the other has not.
    """
    if not isinstance(old, ObjectValue) or not isinstance(new, ObjectValue) or old.kind != new.kind:
        return None
    names = [name for name, value in new.settings.items() if not alike(old.settings.get(name), value)]
    if len(names) != 1 or old.settings.keys() - new.settings.keys():
        return None
    changed = new.settings[names[0]]
    return change_within(old.settings.get(names[0]), changed) or (new.kind, names[0], changed)


def alike(one: object, other: object) -> bool:
    """Equal, of one type and in one order, all the way down: 1 where True stood is a change."""
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, msgspec.Struct):
        return all(alike(getattr(one, name), getattr(other, name)) for name in one.__struct_fields__)
    if isinstance(one, dict) and isinstance(other, dict):
        same_keys = len(one) == len(other) and all(a == b for a, b in zip(one, other, strict=True))
        return same_keys and all(a is b or alike(a, b) for a, b in zip(one.values(), other.values(), strict=True))
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(a is b or alike(a, b) for a, b in zip(one, other, strict=True))
    return one == other
