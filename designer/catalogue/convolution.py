"""Convolutions: layers that slide a small window of weights over an image."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import (
    DATA_FORMAT,
    LAYER,
    activation,
    constraint,
    fitted,
    frozen_if_told,
    initializer,
    regularizer,
)
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, Weight
from designer.catalogue.units import Boolean, Choice, Integer, Integers
from designer.catalogue.windows import joined, not_an_image, pair, parted, slid, too_large
from designer.values import Shape

PADDING = Setting(
    "padding",
    Choice(("valid", "same")),
    "valid",
    "“same” adds a rim of zeros so that the edge is kept; “valid” adds none and the image gets smaller.",
)


def conv2d_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if len(inputs[0]) != 3:
        return not_an_image("Conv2D", inputs[0])
    clash = _setting_clash(settings) or _channel_clash(settings, inputs[0])
    if clash:
        return clash
    space, _ = parted(settings, inputs[0])
    kernel, dilation = pair(settings["kernel_size"]), pair(settings["dilation_rate"])
    window = tuple((size - 1) * step + 1 for size, step in zip(kernel, dilation, strict=True))
    output = slid(space, window, pair(settings["strides"]), settings["padding"])
    if output is None:
        return too_large("Conv2D", "window", window, space, "kernel_size")
    return joined(settings, output, cast(int, settings["filters"]))


def _setting_clash(settings: Settings) -> Mismatch | None:
    filters, groups = cast(int, settings["filters"]), cast(int, settings["groups"])
    if filters % groups:
        return Mismatch(
            "setting", f"{filters} filters cannot be divided evenly among {groups} groups.", setting="groups"
        )
    if max(pair(settings["strides"])) > 1 and max(pair(settings["dilation_rate"])) > 1:
        return Mismatch(
            "setting",
            "Conv2D cannot have strides and dilation_rate above 1 at once. Set one of them to 1.",
            setting="dilation_rate",
        )
    return None


def _channel_clash(settings: Settings, shape: Shape) -> Mismatch | None:
    _, channels = parted(settings, shape)
    groups = cast(int, settings["groups"])
    if channels is None:
        return Mismatch(
            "unknown",
            "Conv2D must know how many channels its input has, and the number is not known here.",
            "Each filter has a weight for every channel under its window.",
        )
    if channels % groups:
        return Mismatch(
            "setting",
            f"The input has {channels} channels, which cannot be divided evenly among {groups} groups.",
            setting="groups",
        )
    return None


@frozen_if_told
def conv2d_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    _, channels = parted(settings, inputs[0])
    filters, groups = cast(int, settings["filters"]), cast(int, settings["groups"])
    kernel = Weight("kernel", (*pair(settings["kernel_size"]), cast(int, channels) // groups, filters))
    return (kernel, Weight("bias", (filters,), what="biases")) if settings["use_bias"] else (kernel,)


CONV2D = Kind(
    name="Conv2D",
    family="Convolution",
    role="linear",
    summary="Slides small windows of weights, the filters, over an image and puts out how well each one fits at every place. So the same edge or spot is found wherever it is.",
    when="First choice for images, usually a few in a row with pooling between them.",
    formula="output = activation(sum over the window of input · kernel + bias), at every place",
    settings=(
        Setting("filters", Integer(low=1), REQUIRED, "How many different patterns are looked for: one channel comes out for each.", start=8),
        Setting("kernel_size", Integers(2, low=1, spread=True), REQUIRED, "Height and width of the window, in pixels.", start=(3, 3)),
        Setting("strides", Integers(2, low=1, spread=True), (1, 1), "How far the window moves each time: 2 halves the image."),
        PADDING,
        activation(),
        Setting("use_bias", Boolean(), True, "Whether each filter adds a number of its own, its bias."),
        DATA_FORMAT,
        Setting("dilation_rate", Integers(2, low=1, spread=True), (1, 1), "How far apart the pixels under the window are: 2 leaves one out between them.", advanced=True),
        Setting("groups", Integer(low=1), 1, "Into how many groups channels and filters are split; each filter sees its own group only.", advanced=True),
        initializer("kernel", "GlorotUniform", "the weights"),
        initializer("bias", "Zeros", "the biases"),
        regularizer("kernel", "the weights"),
        regularizer("bias", "the biases"),
        LAYER[0],
        constraint("kernel", "the weights"),
        constraint("bias", "the biases"),
        *LAYER[1:],
    ),
    shape=fitted(conv2d_shape, conv2d_weights),
    weights=conv2d_weights,
    headline=("filters", "kernel_size", "activation"),
    takes=("image",),
    keywords=("image", "picture", "filter", "cnn"),
)  # fmt: skip

KINDS = (CONV2D,)
