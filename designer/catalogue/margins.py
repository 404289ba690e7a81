"""Layers that cut the edges off a sequence, an image or a volume, or add to them."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import DATA_FORMAT, LAYER, fitted
from designer.catalogue.schema import Kind, Mismatch, Setting, Settings, ShapeRule
from designer.catalogue.units import Integers, Margins, SettingType
from designer.catalogue.windows import SPACES, Space, joined, misplaced, parted
from designer.values import Shape, Value, shape_text

Ends = tuple[tuple[int, int], ...]
"""How much at the start and the end of each side."""


def ends(value: Value, axes: int) -> Ends:
    """Both ends of each side; one number stands for all, one for each side for its two ends."""
    if not isinstance(value, tuple):
        return ((cast(int, value),) * 2,) * axes
    if axes == 1:
        return (cast("tuple[int, int]", value),)
    return tuple(cast("tuple[int, int]", part if isinstance(part, tuple) else (part, part)) for part in value)


def margin_shape(kind: str, space: Space, setting: str, sign: int) -> ShapeRule:
    """The shape rule of the kind called `kind`, which adds to each side or takes from it."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != space.axes + 1:
            return misplaced(kind, space, inputs[0])
        told = {"data_format": None, **settings}
        sides, channels = parted(told, inputs[0])
        sums = [sign * sum(both) for both in ends(settings[setting], space.axes)]
        left = tuple(None if size is None else size + more for size, more in zip(sides, sums, strict=True))
        if any(size is not None and size <= 0 for size in left):
            return _nothing_left(kind, space, sides, ends(settings[setting], space.axes), left)
        return joined(told, left, channels)

    return rule


def _nothing_left(kind: str, space: Space, sides: Shape, cut: Ends, left: Shape) -> Mismatch:
    at = next(at for at, size in enumerate(left) if size is not None and size <= 0)
    start, end = cut[at]
    return Mismatch(
        "size",
        f"{kind} cuts off {start} + {end} = {start + end}, and the {space.thing} that comes in has only {shape_text(sides)}.",
        "At least one row must be left.",
        setting="cropping",
    )


def _margins(space: Space) -> SettingType:
    return Integers(2, low=0, spread=True) if space.axes == 1 else Margins(space.axes)


def _cropping(space: Space) -> Kind:
    name = f"Cropping{space.axes}D"
    default: Value = {1: (1, 1), 2: ((0, 0), (0, 0)), 3: ((1, 1), (1, 1), (1, 1))}[space.axes]  # type: ignore[assignment]
    return Kind(
        name=name,
        family="Reshaping",
        role="shape",
        summary=space.told("Cuts {places} off the edges of the {thing}. What is left is not changed."),
        when="Where the edges hold nothing of use, or two branches must get the same size.",
        formula="output = the input without its edges",
        settings=(
            Setting("cropping", _margins(space), default, _help(space, "is cut off")),
            *_format(space),
            *LAYER,
        ),
        shape=fitted(margin_shape(name, space, "cropping", -1)),
        headline=("cropping",),
        takes=(space.form,),
        between=False,
        keywords=(space.thing, "cut", "crop", "trim", "edge"),
    )


def _padding(space: Space) -> Kind:
    name = f"ZeroPadding{space.axes}D"
    default: Value = {1: 1, 2: (1, 1), 3: ((1, 1), (1, 1), (1, 1))}[space.axes]  # type: ignore[assignment]
    return Kind(
        name=name,
        family="Reshaping",
        role="shape",
        summary=space.told("Adds a rim of zeros around the {thing}. So a window that slides over it also gets to its edges."),
        when="Before a convolution, where you want another rim than its own padding adds.",
        formula="output = the input with zeros around it",
        settings=(
            Setting("padding", _margins(space), default, _help(space, "is added")),
            *_format(space, first_in_1d=True),
            *LAYER,
        ),
        shape=fitted(margin_shape(name, space, "padding", 1)),
        headline=("padding",),
        takes=(space.form,),
        between=False,
        keywords=(space.thing, "rim", "border", "edge", "enlarge"),
    )  # fmt: skip


def _help(space: Space, what: str) -> str:
    if space.axes == 1:
        return f"How much {what} at the start and at the end; one number stands for both."
    return f"How much {what}: one number, one for each side, or both ends of each as in {'; '.join(['1, 0'] * space.axes)}."


def _format(space: Space, first_in_1d: bool = False) -> tuple[Setting, ...]:
    """Keras lets no sequence be cropped with its channels first."""
    return (DATA_FORMAT,) if space.axes > 1 or first_in_1d else ()


_ORDER = (SPACES[1], SPACES[0], SPACES[2])
KINDS = tuple(make(space) for make in (_padding, _cropping) for space in _ORDER)
