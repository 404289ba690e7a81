"""Layers that bring numbers to a common scale."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import (
    LAYER,
    axes_of,
    constraint,
    fitted,
    frozen_if_told,
    initializer,
    no_such_axis,
    regularizer,
)
from designer.catalogue.scaling import NORMALIZATION, RESCALING
from designer.catalogue.schema import Kind, Mismatch, Setting, Settings, Weight
from designer.catalogue.units import Boolean, Integer, Integers, Number
from designer.values import Shape, Value

CENTER = Setting("center", Boolean(), True, "Whether each channel learns an offset that is added.", advanced=True)
SCALE = Setting("scale", Boolean(), True, "Whether each channel learns a factor.", advanced=True)
EPSILON = Setting(
    "epsilon", Number(low=0), 0.001, "A small number that keeps a division by zero from happening.", advanced=True
)
BETA_AND_GAMMA = (
    initializer("beta", "Zeros", "the offsets"),
    initializer("gamma", "Ones", "the scales"),
)
BETA_AND_GAMMA_LIMITS = (
    regularizer("beta", "the offsets"),
    regularizer("gamma", "the scales"),
    constraint("beta", "the offsets"),
    constraint("gamma", "the scales"),
)


def batch_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    return _known_along("BatchNormalization", settings, inputs[0])


def layer_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    return _known_along("LayerNormalization", settings, inputs[0], weighs=bool(settings["scale"] or settings["center"]))


def group_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    shape = _known_along("GroupNormalization", settings, inputs[0])
    if isinstance(shape, Mismatch):
        return shape
    (channels,), groups = _sizes(settings, shape), cast(int, settings["groups"])
    if groups == 0 or (groups > 0 and channels % groups):
        return Mismatch(
            "setting",
            f"{channels} channels cannot be divided evenly into {groups} groups.",
            "Every group must have as many channels as the others.",
            setting="groups",
        )
    return shape


def rms_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    """Keras multiplies by the scales without moving them to the axes they are for: they have to suit the last axes."""
    shape = _known_along("RMSNormalization", settings, inputs[0])
    if isinstance(shape, Mismatch):
        return shape
    for scales, size in zip(reversed(_sizes(settings, shape)), reversed(shape), strict=False):
        if size is not None and scales not in (1, size):
            what = f"RMSNormalization has {scales} scales for axis {_named(settings['axis'])}, and Keras multiplies them along the last axis, which has {size}."
            return Mismatch("setting", what, "Name the last axes.", setting="axis")
    return shape


def _named(axis: Value) -> str:
    return ", ".join(map(str, axis)) if isinstance(axis, tuple) else str(axis)


def unit_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    return _known_along("UnitNormalization", settings, inputs[0], weighs=False)


def _known_along(kind: str, settings: Settings, shape: Shape, weighs: bool = True) -> Shape | Mismatch:
    """The shape itself, if every axis named exists and, where there are weights, is not the batch and has a known size."""
    rank = len(shape)
    if rank == 0 and weighs:
        return Mismatch("rank", f"{kind} takes a row of numbers per example; this is a single number.", ranks=(1,))
    axes = axes_of(settings["axis"], rank)
    if axes is None or (weighs and 0 in axes):
        return no_such_axis(kind, settings["axis"], rank)
    if len(set(axes)) < len(axes):
        return Mismatch("setting", f"{kind} is told the same axis twice. Name each once.", setting="axis")
    if weighs and any(shape[axis - 1] is None for axis in axes):
        return Mismatch("unknown", f"{kind} must know the size of the axis it works along, and it is not known here.")
    return shape


@frozen_if_told
def batch_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    size = _sizes(settings, inputs[0])
    moving = ["moving_mean", "moving_variance"]
    if settings["renorm"]:
        moving += ["moving_stddev", "renorm_mean", "renorm_stddev"]
    statistics = (Weight(name, size, trainable=False, what="moving statistics") for name in moving)
    return (*_scales_and_offsets(settings, size), *statistics)


@frozen_if_told
def layer_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    return _scales_and_offsets(settings, _sizes(settings, inputs[0]))


@frozen_if_told
def rms_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    return (Weight("scale", _sizes(settings, inputs[0]), what="scales"),)


def _scales_and_offsets(settings: Settings, size: tuple[int, ...]) -> tuple[Weight, ...]:
    scale = (Weight("gamma", size, what="scales"),) if settings["scale"] else ()
    return (*scale, Weight("beta", size, what="offsets")) if settings["center"] else scale


def _sizes(settings: Settings, shape: Shape) -> tuple[int, ...]:
    """The sizes along the axes named, in Keras's order: the axes as they were given, sorted."""
    axis = settings["axis"]
    given = sorted(cast("tuple[int, ...]", axis)) if isinstance(axis, tuple) else [cast(int, axis)]
    return tuple(cast(int, (None, *shape)[at]) for at in given)


BATCH_NORMALIZATION = Kind(
    name="BatchNormalization",
    family="Normalization",
    role="normalization",
    summary="Shifts and stretches each channel so that over a batch its mean is 0 and its spread is 1, then applies a scale and an offset that it learns. When the network is used, it takes averages it has kept from training.",
    when="Between layers of a deep network, to train faster. Needs batches of some size, and does not belong after the last layer.",
    formula="output = gamma · (input - mean) / sqrt(variance + epsilon) + beta",
    settings=(
        Setting("axis", Integer(), -1, "The axis of the channels: -1 is the last one.", advanced=True),
        Setting("momentum", Number(0, 1), 0.99, "How slowly the kept averages follow the batches."),
        EPSILON,
        CENTER,
        SCALE,
        *BETA_AND_GAMMA,
        initializer("moving_mean", "Zeros", "the kept means"),
        initializer("moving_variance", "Ones", "the kept variances"),
        *BETA_AND_GAMMA_LIMITS,
        Setting("renorm", Boolean(), False, "Whether to correct for small batches (batch renormalization).", advanced=True),
        Setting("renorm_momentum", Number(0, 1), 0.99, "How slowly the averages for that correction follow.", advanced=True),
        Setting("synchronized", Boolean(), False, "Whether several devices that train together share their averages.", advanced=True),
        *LAYER,
    ),
    shape=fitted(batch_shape, batch_weights),
    weights=batch_weights,
    keywords=("batch norm", "bn", "standardize"),
)  # fmt: skip

LAYER_NORMALIZATION = Kind(
    name="LayerNormalization",
    family="Normalization",
    role="normalization",
    summary="Shifts and stretches the numbers of each example so that their mean is 0 and their spread is 1, then applies a scale and an offset that it learns. Other examples in the batch do not matter.",
    when="In networks for text and sequences, and wherever batches are small.",
    formula="output = gamma · (input - mean) / sqrt(variance + epsilon) + beta",
    settings=(
        Setting("axis", Integers(shortest=1, spread=True), -1, "The axes that are evened out together: -1 is the last one.", advanced=True),
        EPSILON,
        CENTER,
        SCALE,
        *BETA_AND_GAMMA,
        *BETA_AND_GAMMA_LIMITS,
        *LAYER,
    ),
    shape=fitted(layer_shape, layer_weights),
    weights=layer_weights,
    keywords=("layer norm", "standardize", "transformer"),
)  # fmt: skip

GROUP_NORMALIZATION = Kind(
    name="GroupNormalization",
    family="Normalization",
    role="normalization",
    summary="Splits the channels of each example into groups and gives each group mean 0 and spread 1, then applies a scale and an offset that it learns. Other examples in the batch do not matter.",
    when="Instead of BatchNormalization, where batches are small.",
    formula="output = gamma · (input - mean of the group) / sqrt(variance of the group + epsilon) + beta",
    settings=(
        Setting("groups", Integer(low=-1), 32, "Into how many groups the channels are split; they must divide evenly. -1 gives each channel a group."),
        Setting("axis", Integer(), -1, "The axis of the channels: -1 is the last one.", advanced=True),
        EPSILON,
        CENTER,
        SCALE,
        *BETA_AND_GAMMA,
        *BETA_AND_GAMMA_LIMITS,
        *LAYER,
    ),
    shape=fitted(group_shape, layer_weights),
    weights=layer_weights,
    headline=("groups",),
    keywords=("group norm", "instance norm", "standardize"),
)  # fmt: skip

RMS_NORMALIZATION = Kind(
    name="RMSNormalization",
    family="Normalization",
    role="normalization",
    summary="Divides the numbers of each example by their typical size, and multiplies each by a scale that it learns. It is a simpler, faster relative of LayerNormalization: nothing is shifted.",
    when="In large networks for text, before attention and Dense layers.",
    formula="output = scale · input / sqrt(mean of input² + epsilon)",
    settings=(
        Setting("axis", Integers(shortest=1, spread=True), -1, "The axes that are evened out together: -1 is the last one.", advanced=True),
        Setting("epsilon", Number(low=0), 1e-06, "A small number that keeps a division by zero from happening.", advanced=True),
        *LAYER,
    ),
    shape=fitted(rms_shape, rms_weights),
    weights=rms_weights,
    keywords=("rms norm", "standardize", "transformer"),
)  # fmt: skip

UNIT_NORMALIZATION = Kind(
    name="UnitNormalization",
    family="Normalization",
    role="normalization",
    summary="Divides the numbers of each example by their length, so that it becomes 1. Only the direction is kept: how the numbers relate to each other.",
    when="Before examples are compared by their direction, as embeddings are.",
    formula="output = input / sqrt(sum of input²)",
    settings=(
        Setting("axis", Integers(shortest=1, spread=True), -1, "The axes whose numbers get a length of 1 together: -1 is the last one.", advanced=True),
        *LAYER,
    ),
    shape=fitted(unit_shape),
    keywords=("l2", "length", "norm", "cosine"),
)  # fmt: skip

KINDS = (
    BATCH_NORMALIZATION,
    LAYER_NORMALIZATION,
    NORMALIZATION,
    RESCALING,
    GROUP_NORMALIZATION,
    RMS_NORMALIZATION,
    UNIT_NORMALIZATION,
)
