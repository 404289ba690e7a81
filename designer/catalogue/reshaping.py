"""Layers that arrange the same numbers differently."""

from __future__ import annotations

from math import gcd, isqrt, prod
from typing import cast

from designer.catalogue.common import DATA_FORMAT, LAYER, fitted
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings
from designer.catalogue.units import Integer, Integers
from designer.values import Shape, counted, shape_text


def flatten_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    return (None,) if None in inputs[0] else (prod(cast("tuple[int, ...]", inputs[0])),)


def reshape_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    target = cast("tuple[int, ...]", settings["target_shape"])
    if target.count(-1) > 1:
        return Mismatch("setting", "Reshape can work out one size only. Write -1 once.", setting="target_shape")
    if None in inputs[0]:
        return tuple(None if size == -1 else size for size in target)
    have, fixed = prod(cast("tuple[int, ...]", inputs[0])), prod(size for size in target if size != -1)
    if -1 not in target:
        return target if have == fixed else _not_divided(inputs[0], target, fixed)
    if fixed == 0 or have % fixed:
        return _not_divided(inputs[0], target, fixed)
    return tuple(have // fixed if size == -1 else size for size in target)


def _not_divided(shape: Shape, target: tuple[int, ...], fixed: int) -> Mismatch:
    written = shape_text(tuple(None if size == -1 else size for size in target))
    wanted = f"{written}, a multiple of {fixed:,}" if -1 in target else counted(target)
    coming = "One number comes in" if shape in ((), (1,)) else f"{counted(shape)} numbers come in"
    return Mismatch(
        "size",
        f"{coming}; Reshape is set to {wanted}.",
        "Reshaping arranges the same numbers in another way; it adds and drops none.",
        setting="target_shape",
    )


def reshaped(shape: Shape, rank: int) -> Shape | None:
    """The same numbers with `rank` axes, the likeliest way: a row as a square image, an image as rows."""
    sizes = tuple(size for size in shape if size is not None)
    if len(sizes) < len(shape) or not sizes:
        return None
    count = prod(sizes)
    if rank == 1:
        return (count,)
    if rank == 2:
        return (count, 1) if len(shape) == 1 else (sizes[0], count // sizes[0])
    if rank == 3 and len(shape) == 2:
        return (*shape, 1)
    if rank == 3 and len(shape) == 1:
        side = _closest_divisor(count)
        return (side, count // side, 1)
    return None


def _closest_divisor(count: int) -> int:
    """The largest divisor up to the root: the side of an image nearest to a square."""
    if count > 10**9:
        return gcd(count, 2**15)
    return next(side for side in range(isqrt(count), 0, -1) if count % side == 0)


def _aimed(shape: Shape, rank: int) -> Settings | None:
    target = reshaped(shape, rank)
    return None if target is None else {"target_shape": cast("tuple[int, ...]", target)}


def permuted(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    dims, shape = cast("tuple[int, ...]", settings["dims"]), inputs[0]
    if sorted(dims) != list(range(1, len(dims) + 1)):
        named = ", ".join(map(str, dims)) or "none"
        what = f"Permute must name each axis from 1 on exactly once; it names {named}."
        return Mismatch("setting", what, "Axis 1 is the first axis of an example.", setting="dims")
    if len(dims) != len(shape):
        what = f"Permute names {len(dims)} axes in dims; what comes in has {len(shape)}: {shape_text(shape)}."
        return Mismatch("rank", what, ranks=(len(dims),), setting="dims")
    return tuple(shape[at - 1] for at in dims)


def repeated(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if len(inputs[0]) != 1:
        return Mismatch("rank", f"RepeatVector takes one row; this is {shape_text(inputs[0])}.", ranks=(1,))
    return (cast(int, settings["n"]), *inputs[0])


FLATTEN = Kind(
    name="Flatten",
    family="Reshaping",
    role="shape",
    summary="Lays all numbers of an example out in one long row. No number changes.",
    when="Between images or sequences and the first Dense layer.",
    formula="output = all numbers of the input in a row",
    settings=(DATA_FORMAT, *LAYER),
    shape=fitted(flatten_shape),
    keywords=("vector", "row", "unroll"),
)

RESHAPE = Kind(
    name="Reshape",
    family="Reshaping",
    role="shape",
    summary="Arranges the numbers of an example in another shape. There must be as many places as numbers.",
    when="To turn a row of numbers into an image, or the other way round.",
    formula="output = the same numbers, arranged as target_shape",
    settings=(
        Setting(
            "target_shape",
            Integers(low=-1),
            REQUIRED,
            "The shape that comes out: 8 x 8 x 1 for an image. Write -1 once for a size that follows from the others.",
            start=(-1, 1),
        ),
        *LAYER,
    ),
    shape=fitted(reshape_shape),
    headline=("target_shape",),
    aim=_aimed,
    keywords=("arrange", "image", "view"),
)

PERMUTE = Kind(
    name="Permute",
    family="Reshaping",
    role="shape",
    summary="Puts the axes of an example in another order, as when a table is turned so that rows become columns. No number changes.",
    when="Where a layer looks for steps or channels on another axis than yours.",
    formula="output = the input with its axes in the order of dims",
    settings=(
        Setting("dims", Integers(low=1), REQUIRED, "The new order of the axes: 2, 1 swaps the first two. Name each axis once.", start=(2, 1)),
        *LAYER,
    ),
    shape=fitted(permuted),
    headline=("dims",),
    keywords=("transpose", "swap", "axes", "order"),
)  # fmt: skip

REPEAT_VECTOR = Kind(
    name="RepeatVector",
    family="Reshaping",
    role="shape",
    summary="Repeats a row of numbers so many times, one below the other. A row so becomes a sequence of equal steps.",
    when="Between the half of a network that reads a sequence and the half that writes one.",
    formula="output = the input, n times",
    settings=(
        Setting("n", Integer(low=1), REQUIRED, "How many times: the number of steps that come out.", start=8),
        *LAYER,
    ),
    shape=fitted(repeated),
    headline=("n",),
    takes=("row",),
    keywords=("copy", "sequence", "decoder", "steps"),
)

KINDS = (FLATTEN, RESHAPE, PERMUTE, REPEAT_VECTOR)
