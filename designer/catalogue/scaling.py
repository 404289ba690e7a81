"""Layers that bring raw columns to a common scale before the network sees them."""

from __future__ import annotations

from math import prod
from typing import cast

from designer.catalogue.common import LAYER, axes_of, fitted, no_such_axis
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, Weight
from designer.catalogue.units import Boolean, Integers, Numbers
from designer.values import Shape, Value


def normalization_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    shape, mean, variance = inputs[0], settings["mean"], settings["variance"]
    clash = _given_clash(settings["axis"], mean, variance)
    if clash:
        return clash
    axes = _kept(settings, shape)
    if axes is None or 0 in axes:
        return no_such_axis("Normalization", settings["axis"], len(shape))
    sizes = _sizes(axes, shape)
    if None in sizes:
        return Mismatch(
            "unknown",
            "Normalization must know the size of the axis it works along, and it is not known here.",
            "It keeps one mean and one variance for each number along that axis.",
        )
    if mean is None and _numbers(sizes) != _numbers(_sizes(tuple(set(axes)), shape)):
        return Mismatch("setting", "Normalization is told the same axis twice. Name each once.", setting="axis")
    if isinstance(mean, tuple) and len(mean) not in (1, sizes[-1]):
        return Mismatch(
            "setting",
            f"Normalization was given {len(mean)} means, and its input has {sizes[-1]} numbers along that axis.",
            "Give one for each, or a single one for all.",
            setting="mean",
        )
    return shape


def _given_clash(axis: Value, mean: Value, variance: Value) -> Mismatch | None:
    if (mean is None) != (variance is None):
        missing = "mean" if mean is None else "variance"
        return Mismatch("setting", "Give Normalization both mean and variance, or neither.", setting=missing)
    if _count(mean) != _count(variance):
        return Mismatch(
            "setting",
            "Normalization needs as many variances as means.",
            "Each column is shifted by its mean and divided by the root of its variance.",
            setting="variance",
        )
    if axis in (None, ()) and isinstance(mean, tuple):
        return Mismatch("setting", "Without an axis, Normalization takes one mean for everything.", setting="mean")
    return None


def _count(value: Value) -> int | None:
    return len(value) if isinstance(value, tuple) else None


def normalization_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    if settings["mean"] is not None:
        return ()
    sizes = cast("tuple[int, ...]", _sizes(_kept(settings, inputs[0]) or (), inputs[0]))
    return (
        Weight("mean", sizes, trainable=False, what="means"),
        Weight("variance", sizes, trainable=False, what="variances"),
        Weight("count", (), trainable=False, what="counters"),
    )


def _kept(settings: Settings, shape: Shape) -> tuple[int, ...] | None:
    axis = settings["axis"]
    counted = axes_of(() if axis is None else axis, len(shape))
    return None if counted is None else tuple(sorted(counted))


def _sizes(axes: tuple[int, ...], shape: Shape) -> Shape:
    return tuple((None, *shape)[axis] for axis in axes)


def _numbers(sizes: Shape) -> int:
    return prod(cast("tuple[int, ...]", sizes))


def rescaling_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    last = inputs[0][-1] if inputs[0] else 1
    lengths = {len(value) for value in (settings["scale"], settings["offset"]) if isinstance(value, tuple)} - {1}
    if len(lengths) > 1:
        return Mismatch("setting", "Rescaling needs as many offsets as scales, or a single one.", setting="offset")
    for name in ("scale", "offset"):
        value = settings[name]
        if isinstance(value, tuple) and len(value) != 1 and last is not None and len(value) != last:
            return Mismatch(
                "setting",
                f"Rescaling was given {len(value)} numbers as {name}, and its input has {last} along its last axis.",
                "Give one for each, or a single one for all.",
                setting=name,
            )
    return inputs[0]


def measures_rows(settings: Settings) -> bool:
    """Without a mean and a variance of its own, it takes those of the training rows."""
    return settings.get("mean") is None and settings.get("variance") is None


NORMALIZATION = Kind(
    name="Normalization",
    family="Normalization",
    role="normalization",
    summary="Shifts and stretches each column of your data so that its mean is 0 and its spread is 1. It learns mean and variance from the training rows before training starts.",
    when="Right after the input, whenever columns have different units or large numbers.",
    formula="output = (input - mean) / sqrt(variance)",
    settings=(
        Setting("axis", Integers(spread=True, optional=True), -1, "The axis that gets a mean and a variance for each of its entries: -1 is the last one, your columns.", advanced=True),
        Setting("mean", Numbers(), None, "The mean of each column, if you know it; nothing has it learned from your data.", advanced=True),
        Setting("variance", Numbers(low=0), None, "The variance of each column, if you know it; nothing has it learned from your data.", advanced=True),
        Setting("invert", Boolean(), False, "Whether to undo a normalization instead.", advanced=True),
        *LAYER,
    ),
    shape=fitted(normalization_shape),
    weights=normalization_weights,
    adapts=measures_rows,
    keywords=("standardize", "scale", "z-score", "preprocessing"),
)  # fmt: skip

RESCALING = Kind(
    name="Rescaling",
    family="Normalization",
    role="normalization",
    summary="Multiplies every number by a factor and adds an offset, both fixed by you. Nothing is learned.",
    when="Right after the input, for images: a scale of 1/255 (0.00392) brings 0 to 255 down to 0 to 1.",
    formula="output = input · scale + offset",
    settings=(
        Setting("scale", Numbers(optional=False), REQUIRED, "What every number is multiplied by.", start=1 / 255),
        Setting("offset", Numbers(optional=False), 0.0, "What is then added."),
        *LAYER,
    ),
    shape=fitted(rescaling_shape),
    headline=("scale",),
    keywords=("scale", "images", "preprocessing"),
)
