"""Pooling: layers that make an image smaller by joining neighbouring places."""

from __future__ import annotations

from designer.catalogue.common import DATA_FORMAT, LAYER, fitted
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, ShapeRule
from designer.catalogue.units import Boolean, Choice, Integers
from designer.catalogue.windows import joined, not_an_image, pair, parted, slid, too_large
from designer.values import Shape

SIZE = Integers(2, low=1, spread=True)
SIZE_HELP = "Height and width of the window whose numbers become one."
STRIDES = Setting(
    "strides", Integers(2, low=1, spread=True, optional=True), None, "How far the window moves each time; nothing means by its own size."
)  # fmt: skip


PADDING = Setting(
    "padding",
    Choice(("valid", "same")),
    "valid",
    "“same” also counts windows that stick out over the edge; “valid” leaves them out.",
)


def pooled(kind: str) -> ShapeRule:
    """The shape rule of the pooling kind called `kind`."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != 3:
            return not_an_image(kind, inputs[0])
        space, channels = parted(settings, inputs[0])
        window = pair(settings["pool_size"])
        strides = window if settings["strides"] is None else pair(settings["strides"])
        output = slid(space, window, strides, settings["padding"])
        if output is None:
            return too_large(kind, "window", window, space, "pool_size")
        return joined(settings, output, channels)

    return rule


def global_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if len(inputs[0]) != 3:
        return not_an_image("GlobalAveragePooling2D", inputs[0])
    _, channels = parted(settings, inputs[0])
    return joined(settings, (1, 1), channels) if settings["keepdims"] else (channels,)


MAX_POOLING_2D = Kind(
    name="MaxPooling2D",
    family="Pooling",
    role="pooling",
    summary="Keeps only the largest number under a window that moves over the image, in each channel. The image gets smaller and what was found in it stays.",
    when="After one or two convolutions.",
    formula="output = max of the window, at every place",
    settings=(Setting("pool_size", SIZE, (2, 2), SIZE_HELP), STRIDES, PADDING, DATA_FORMAT, *LAYER),
    shape=fitted(pooled("MaxPooling2D")),
    headline=("pool_size",),
    takes=("image",),
    keywords=("image", "shrink", "downsample", "subsample"),
)

AVERAGE_POOLING_2D = Kind(
    name="AveragePooling2D",
    family="Pooling",
    role="pooling",
    summary="Puts out the mean of the numbers under a window that moves over the image, in each channel. The image gets smaller and smoother.",
    when="After convolutions, where a smooth summary matters more than the strongest find.",
    formula="output = mean of the window, at every place",
    settings=(Setting("pool_size", SIZE, REQUIRED, SIZE_HELP, start=(2, 2)), STRIDES, PADDING, DATA_FORMAT, *LAYER),
    shape=fitted(pooled("AveragePooling2D")),
    headline=("pool_size",),
    takes=("image",),
    keywords=("image", "shrink", "downsample", "mean"),
)

GLOBAL_AVERAGE_POOLING_2D = Kind(
    name="GlobalAveragePooling2D",
    family="Pooling",
    role="pooling",
    summary="Puts out the mean of each channel over the whole image: one number per channel. Images of any size then fit the Dense layers that follow.",
    when="Between the last convolution and the last Dense layer, instead of Flatten: it needs far fewer weights.",
    formula="output = mean of each channel",
    settings=(
        DATA_FORMAT,
        Setting("keepdims", Boolean(), False, "Whether height and width stay, as 1 x 1.", advanced=True),
        *LAYER,
    ),
    shape=fitted(global_shape),
    takes=("image",),
    keywords=("image", "mean", "flatten"),
)

KINDS = (MAX_POOLING_2D, AVERAGE_POOLING_2D, GLOBAL_AVERAGE_POOLING_2D)
