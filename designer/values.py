"""The vocabulary every room shares: what a setting can hold, and what a shape is."""

from typing import TypeAlias

import msgspec

Scalar: TypeAlias = bool | int | float | str | None

Shape: TypeAlias = tuple[int | None, ...]
"""A shape without its batch axis: `(28, 28, 1)`; `None` where a size is not known."""


class ObjectValue(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value that is itself a small Keras object: an initializer, a regularizer, an optimizer, a loss.

    `kind` is the Keras class name (`"HeNormal"`), `settings` what differs from its defaults.
    The dict is never changed after construction.
    """

    kind: str
    settings: dict[str, "bool | int | float | str | tuple[Scalar, ...] | ObjectValue | None"] = {}


Value: TypeAlias = bool | int | float | str | tuple[Scalar, ...] | ObjectValue | None
"""What a setting can hold: a scalar, a flat tuple, or a small object with settings of its own."""


def shape_text(shape: Shape, unknown: str = "?") -> str:
    """How a shape is written on wires and in sentences: `28 x 28 x 1`."""
    return " x ".join(unknown if size is None else f"{size:,}" for size in shape) or "one number"
