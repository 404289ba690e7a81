"""Pooling: layers that make a sequence, an image or a volume smaller by joining neighbouring places."""

from __future__ import annotations

from typing import Literal

from designer.catalogue.common import DATA_FORMAT, LAYER, fitted
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, ShapeRule
from designer.catalogue.units import Boolean, Choice
from designer.catalogue.windows import SPACES, Space, each, joined, misplaced, parted, slid, too_large
from designer.values import Shape, shape_text

PADDING = Setting(
    "padding",
    Choice(("valid", "same")),
    "valid",
    "“same” also counts windows that stick out over the edge; “valid” leaves them out.",
)


def pooled(kind: str, space: Space) -> ShapeRule:
    """The shape rule of the pooling kind called `kind`."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != space.axes + 1:
            return misplaced(kind, space, inputs[0])
        sides, channels = parted(settings, inputs[0])
        window = each(settings["pool_size"], space.axes)
        strides = window if settings["strides"] is None else each(settings["strides"], space.axes)
        output = slid(sides, window, strides, settings["padding"])
        if output is None:
            return too_large(kind, space, window, sides, "pool_size")
        return joined(settings, output, channels)

    return rule


def global_shape(kind: str, space: Space) -> ShapeRule:
    """The shape rule of the kind called `kind`, which makes one number of each channel."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != space.axes + 1:
            return misplaced(kind, space, inputs[0])
        _, channels = parted(settings, inputs[0])
        return joined(settings, (1,) * space.axes, channels) if settings["keepdims"] else (channels,)

    return rule


def adaptive_shape(kind: str, space: Space, largest: bool) -> ShapeRule:
    """The shape rule of the kind called `kind`, which puts out the size it is told.

    Of the `largest` numbers, Keras 3.15 asks TensorFlow for a window wider than the input where the last side is or
    becomes 1; that ends the whole process (a division by zero in its max pooling), so it is refused here.
    """

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != space.axes + 1:
            return misplaced(kind, space, inputs[0])
        sides, channels = parted(settings, inputs[0])
        wanted = each(settings["output_size"], space.axes)
        if largest and 1 in (sides[-1], wanted[-1]):
            return _single(kind, space, sides)
        return joined(settings, wanted, channels)

    return rule


def _single(kind: str, space: Space, sides: Shape) -> Mismatch:
    """What to say where the last side would be a single place, before or after."""
    side = space.sides.split(" x ")[-1]
    comes = f"gets {shape_text(sides)} {space.places}" if sides[-1] == 1 else f"is told to put out 1 for the {side}"
    why = f"Use GlobalMaxPooling{space.axes}D for one number per channel, or make output_size larger."
    if sides[-1] == 1:
        why = f"Leave it out here, or let more {space.places} come in."
    what = f"{kind} {comes}; this version of Keras breaks off where the last side is a single one."
    return Mismatch("setting", what, why, setting="output_size")


def _kind(
    space: Space,
    name: str,
    settings: tuple[Setting, ...],
    shape: ShapeRule,
    texts: tuple[str, str, str],
    keywords: tuple[str, ...],
    headline: tuple[str, ...] = (),
) -> Kind:
    summary, when, formula = texts
    return Kind(
        name=name,
        family="Pooling",
        role="pooling",
        summary=space.told(summary),
        when=space.told(when),
        formula=formula,
        settings=(*settings, *LAYER),
        shape=fitted(shape),
        headline=headline,
        takes=(space.form,),
        keywords=(space.thing, *keywords),
    )


def _sliding(mode: Literal["Max", "Average"], space: Space) -> Kind:
    help = f"{space.measures} of the window whose numbers become one."
    strides = Setting("strides", space.sizes(optional=True), None, "How far the window moves each time; nothing means by its own size.")  # fmt: skip
    if mode == "Max":
        size = Setting("pool_size", space.sizes(), space.each(2), help)
    else:
        size = Setting("pool_size", space.sizes(), REQUIRED, help, start=space.each(2))
    name = f"{mode}Pooling{space.axes}D"
    return _kind(
        space, name, (size, strides, PADDING, DATA_FORMAT), pooled(name, space), _SLIDING[mode],
        ("shrink", "downsample", "subsample" if mode == "Max" else "mean"), ("pool_size",),
    )  # fmt: skip


def _global(mode: Literal["Max", "Average"], space: Space) -> Kind:
    ones = " x ".join("1" for _ in range(space.axes))
    keep = Setting("keepdims", Boolean(), False, f"Whether {space.measures.lower()} stay, as {ones}.", advanced=True)
    if space.axes == 1:
        keep = Setting("keepdims", Boolean(), False, "Whether the axis of the steps stays, as 1.", advanced=True)
    name = f"Global{mode}Pooling{space.axes}D"
    return _kind(
        space, name, (DATA_FORMAT, keep), global_shape(name, space), _GLOBAL[mode],
        ("largest" if mode == "Max" else "mean", "flatten"),
    )  # fmt: skip


def _adaptive(mode: Literal["Max", "Average"], space: Space) -> Kind:
    size = Setting("output_size", space.sizes(), REQUIRED, f"{space.measures} of what comes out.", start=space.each(2))
    name = f"Adaptive{mode}Pooling{space.axes}D"
    return _kind(
        space, name, (size, DATA_FORMAT), adaptive_shape(name, space, mode == "Max"), _ADAPTIVE[mode],
        ("fixed size", "shrink", "largest" if mode == "Max" else "mean"), ("output_size",),
    )  # fmt: skip


_SLIDING = {
    "Max": (
        "Keeps only the largest number under a window that moves over the {thing}, in each channel. The {thing} gets {smaller} and what was found in it stays.",
        "After one or two convolutions.",
        "output = max of the window, at every place",
    ),
    "Average": (
        "Puts out the mean of the numbers under a window that moves over the {thing}, in each channel. The {thing} gets {smaller} and smoother.",
        "After convolutions, where a smooth summary matters more than the strongest find.",
        "output = mean of the window, at every place",
    ),
}
_GLOBAL = {
    "Max": (
        "Keeps the largest number of each channel over the whole {thing}: one number per channel. It says how strongly something was found, wherever that was.",
        "Between the last convolution and the last Dense layer, where it matters whether something is there at all.",
        "output = max of each channel",
    ),
    "Average": (
        "Puts out the mean of each channel over the whole {thing}: one number per channel. Whatever the size of the {thing}, the Dense layers that follow then fit.",
        "Between the last convolution and the last Dense layer, instead of Flatten: it needs far fewer weights.",
        "output = mean of each channel",
    ),
}
_ADAPTIVE = {
    "Max": (
        "Cuts the {thing} into as many parts as you ask for and keeps the largest number of each, in each channel. What comes out has the size you set, whatever comes in.",
        "Before Dense layers, where the same network is used for {one} of another size.",
        "output = max of each part",
    ),
    "Average": (
        "Cuts the {thing} into as many parts as you ask for and puts out the mean of each, in each channel. What comes out has the size you set, whatever comes in.",
        "Before Dense layers, where the same network is used for {one} of another size.",
        "output = mean of each part",
    ),
}

_ORDER = (SPACES[1], SPACES[0], SPACES[2])

KINDS = tuple(
    make(mode, space)
    for make in (_sliding, _global, _adaptive)
    for space in _ORDER
    for mode in (("Average", "Max") if make is _global else ("Max", "Average"))
)
