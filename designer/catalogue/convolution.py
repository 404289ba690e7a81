"""Convolutions: layers that slide a small window of weights over a sequence, an image or a volume."""

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
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, ShapeRule, Weight, WeightRule
from designer.catalogue.units import Boolean, Choice, Integer
from designer.catalogue.windows import SPACES, Space, each, joined, misplaced, parted, slid, too_large
from designer.values import Shape


def padding(space: Space, causal: bool = False) -> Setting:
    """The setting for what happens at the edge; `causal` looks back only."""
    back = "“causal” looks back only, never at later steps." if causal else ""
    help = f"“same” adds a rim of zeros so that the edge is kept; “valid” adds none and the {space.thing} gets {space.smaller}. {back}"
    return Setting(
        "padding", Choice(("valid", "same", "causal") if causal else ("valid", "same")), "valid", help.strip()
    )


def filters() -> Setting:
    return Setting("filters", Integer(low=1), REQUIRED, "How many different patterns are looked for: one channel comes out for each.", start=8)  # fmt: skip


def kernel_size(space: Space) -> Setting:
    help = f"{space.measures} of the window, in {space.places}."
    return Setting("kernel_size", space.sizes(), REQUIRED, help, start=space.each(3))


def strides(space: Space) -> Setting:
    return Setting("strides", space.sizes(), space.each(1), f"How far the window moves each time: 2 halves the {space.thing}.")  # fmt: skip


def dilation(space: Space) -> Setting:
    help = f"How far apart the {space.places} under the window are: 2 leaves one out between them."
    return Setting("dilation_rate", space.sizes(), space.each(1), help, advanced=True)


BIAS = Setting("use_bias", Boolean(), True, "Whether each filter adds a number of its own, its bias.")


def weighed(*parts: tuple[str, str]) -> tuple[Setting, ...]:
    """The settings for where these weights start and what keeps them small, by name and in words."""
    return (
        *(initializer(name, "Zeros" if name == "bias" else "GlorotUniform", what) for name, what in parts),
        *(regularizer(name, what) for name, what in parts),
        LAYER[0],
        *(constraint(name, what) for name, what in parts),
        *LAYER[1:],
    )


def window(settings: Settings, axes: int) -> tuple[int, ...]:
    """How many places the window reaches over along each side, those left out between counted."""
    kernel, apart = each(settings["kernel_size"], axes), each(settings["dilation_rate"], axes)
    return tuple((size - 1) * step + 1 for size, step in zip(kernel, apart, strict=True))


def convolved(kind: str, space: Space, settings: Settings, shape: Shape, channels: int) -> Shape | Mismatch:
    """The shape that a sliding window of weights gives, with so many channels."""
    sides, _ = parted(settings, shape)
    reach = window(settings, space.axes)
    output = slid(sides, reach, each(settings["strides"], space.axes), settings["padding"])
    if output is None:
        return too_large(kind, space, reach, sides, "kernel_size")
    return joined(settings, output, channels)


def strides_clash(kind: str, settings: Settings, axes: int) -> Mismatch | None:
    if max(each(settings["strides"], axes)) > 1 and max(each(settings["dilation_rate"], axes)) > 1:
        return Mismatch(
            "setting",
            f"{kind} cannot have strides and dilation_rate above 1 at once. Set one of them to 1.",
            setting="dilation_rate",
        )
    return None


def channels_unknown(kind: str, settings: Settings, shape: Shape) -> Mismatch | None:
    if parted(settings, shape)[1] is not None:
        return None
    return Mismatch(
        "unknown",
        f"{kind} must know how many channels its input has, and the number is not known here.",
        "Each filter has a weight for every channel under its window.",
    )


def conv_shape(kind: str, space: Space) -> ShapeRule:
    """The shape rule of the convolution called `kind`."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != space.axes + 1:
            return misplaced(kind, space, inputs[0])
        clash = (
            _filters_clash(settings)
            or strides_clash(kind, settings, space.axes)
            or channels_unknown(kind, settings, inputs[0])
            or _channel_clash(settings, inputs[0])
        )
        return clash or convolved(kind, space, settings, inputs[0], cast(int, settings["filters"]))

    return rule


def _filters_clash(settings: Settings) -> Mismatch | None:
    filters, groups = cast(int, settings["filters"]), cast(int, settings["groups"])
    if filters % groups:
        return Mismatch(
            "setting", f"{filters} filters cannot be divided evenly among {groups} groups.", setting="groups"
        )
    return None


def _channel_clash(settings: Settings, shape: Shape) -> Mismatch | None:
    channels, groups = cast(int, parted(settings, shape)[1]), cast(int, settings["groups"])
    if channels % groups:
        return Mismatch(
            "setting",
            f"The input has {channels} channels, which cannot be divided evenly among {groups} groups.",
            setting="groups",
        )
    return None


def conv_weights(axes: int) -> WeightRule:
    @frozen_if_told
    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
        _, channels = parted(settings, inputs[0])
        filters, groups = cast(int, settings["filters"]), cast(int, settings["groups"])
        kernel = Weight("kernel", (*each(settings["kernel_size"], axes), cast(int, channels) // groups, filters))
        return (kernel, *biases(settings, filters))

    return rule


def biases(settings: Settings, count: int) -> tuple[Weight, ...]:
    """A bias for each channel that comes out, if there are any."""
    return (Weight("bias", (count,), what="biases"),) if settings["use_bias"] else ()


_PATTERN = {"sequence": "rise or rhythm", "image": "edge or spot", "volume": "surface or lump"}
_WHEN = {
    "sequence": "For measurements over time, sound and text: fast, and good at short patterns.",
    "image": "First choice for images, usually a few in a row with pooling between them.",
    "volume": "For scans of a body, or films seen as a stack of images. Needs much computing.",
}
_WORDS = {
    "sequence": ("time series", "signal", "text", "filter", "cnn", "causal"),
    "image": ("image", "picture", "filter", "cnn"),
    "volume": ("volume", "scan", "video", "filter", "cnn"),
}


def _kind(space: Space) -> Kind:
    name, weights = f"Conv{space.axes}D", conv_weights(space.axes)
    return Kind(
        name=name,
        family="Convolution",
        role="linear",
        summary=f"Slides small windows of weights, the filters, over {space.one} and puts out how well each one fits at every place. So the same {_PATTERN[space.thing]} is found wherever it is.",
        when=_WHEN[space.thing],
        formula="output = activation(sum over the window of input · kernel + bias), at every place",
        settings=(
            filters(),
            kernel_size(space),
            strides(space),
            padding(space, causal=space.axes == 1),
            activation(),
            BIAS,
            DATA_FORMAT,
            dilation(space),
            Setting("groups", Integer(low=1), 1, "Into how many groups channels and filters are split; each filter sees its own group only.", advanced=True),
            *weighed(("kernel", "the weights"), ("bias", "the biases")),
        ),
        shape=fitted(conv_shape(name, space), weights),
        weights=weights,
        headline=("filters", "kernel_size", "activation"),
        takes=(space.form,),
        keywords=_WORDS[space.thing],
    )  # fmt: skip


KINDS = tuple(_kind(space) for space in (SPACES[1], SPACES[0], SPACES[2]))
