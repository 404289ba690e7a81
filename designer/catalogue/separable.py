"""Lighter convolutions: filters that see one channel each."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import DATA_FORMAT, activation, fitted, frozen_if_told
from designer.catalogue.convolution import (
    BIAS,
    biases,
    channels_unknown,
    convolved,
    dilation,
    filters,
    kernel_size,
    padding,
    strides,
    weighed,
)
from designer.catalogue.schema import Kind, Mismatch, Setting, Settings, ShapeRule, Weight, WeightRule
from designer.catalogue.units import Integer
from designer.catalogue.windows import IMAGE, SEQUENCE, Space, each, misplaced, parted
from designer.values import Shape

MULTIPLIER = Setting(
    "depth_multiplier", Integer(low=1), 1, "How many filters each channel that comes in has to itself."
)
DEPTHWISE, POINTWISE, BIASES = ("depthwise", "the weights of the windows"), ("pointwise", "the weights that mix channels"), ("bias", "the biases")  # fmt: skip


def separable_shape(kind: str, space: Space) -> ShapeRule:
    """The shape rule of both sorts: as many channels as `filters`, or else those that come in times the multiplier."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != space.axes + 1:
            return misplaced(kind, space, inputs[0])
        clash = channels_unknown(kind, settings, inputs[0])
        return clash or convolved(kind, space, settings, inputs[0], _channels(settings, inputs[0]))

    return rule


def _channels(settings: Settings, shape: Shape) -> int:
    return cast(int, settings["filters"]) if "filters" in settings else _deep(settings, shape)


def _deep(settings: Settings, shape: Shape) -> int:
    return cast(int, parted(settings, shape)[1]) * cast(int, settings["depth_multiplier"])


def depthwise_weights(axes: int) -> WeightRule:
    @frozen_if_told
    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
        kernel = Weight("kernel", _windows(settings, inputs[0], axes), settings="depthwise")
        return (kernel, *biases(settings, _deep(settings, inputs[0])))

    return rule


def separable_weights(axes: int) -> WeightRule:
    @frozen_if_told
    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
        filters = cast(int, settings["filters"])
        return (
            Weight("depthwise_kernel", _windows(settings, inputs[0], axes), what="window weights"),
            Weight("pointwise_kernel", (*(1,) * axes, _deep(settings, inputs[0]), filters), what="mixing weights"),
            *biases(settings, filters),
        )

    return rule


def _windows(settings: Settings, shape: Shape, axes: int) -> tuple[int, ...]:
    channels = cast(int, parted(settings, shape)[1])
    return (*each(settings["kernel_size"], axes), channels, cast(int, settings["depth_multiplier"]))


def _separable(space: Space) -> Kind:
    name, weights = f"SeparableConv{space.axes}D", separable_weights(space.axes)
    return Kind(
        name=name,
        family="Convolution",
        role="linear",
        summary=space.told("Looks for patterns in each channel of the {thing} by itself, and then mixes the channels at each place. It needs far fewer weights than a plain convolution, and is often nearly as good."),
        when=f"Instead of Conv{space.axes}D, where the network must be small or fast.",
        formula="output = activation(mix of (window · depthwise kernel, channel by channel) + bias), at every place",
        settings=(
            filters(),
            kernel_size(space),
            strides(space),
            padding(space),
            activation(),
            BIAS,
            MULTIPLIER,
            DATA_FORMAT,
            dilation(space),
            *weighed(DEPTHWISE, POINTWISE, BIASES),
        ),
        shape=fitted(separable_shape(name, space), weights),
        weights=weights,
        headline=("filters", "kernel_size", "activation"),
        takes=(space.form,),
        keywords=(space.thing, "filter", "cnn", "mobile", "xception"),
    )  # fmt: skip


def _depthwise(space: Space) -> Kind:
    name, weights = f"DepthwiseConv{space.axes}D", depthwise_weights(space.axes)
    return Kind(
        name=name,
        family="Convolution",
        role="linear",
        summary=space.told("Slides windows of weights over each channel of the {thing} by itself. Channels are not mixed, so that it needs very few weights."),
        when="Followed by a convolution with a window of 1, which mixes the channels; together they are a light convolution.",
        formula="output = activation(sum over the window of one channel · kernel + bias), at every place",
        settings=(
            kernel_size(space),
            strides(space),
            padding(space),
            MULTIPLIER,
            activation(),
            BIAS,
            DATA_FORMAT,
            dilation(space),
            *weighed(DEPTHWISE, BIASES),
        ),
        shape=fitted(separable_shape(name, space), weights),
        weights=weights,
        headline=("kernel_size", "activation"),
        takes=(space.form,),
        keywords=(space.thing, "filter", "cnn", "mobile"),
    )  # fmt: skip


KINDS = tuple(make(space) for make in (_separable, _depthwise) for space in (IMAGE, SEQUENCE))
