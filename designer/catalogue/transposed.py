"""Convolutions the other way round: they make a sequence, an image or a volume larger."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import DATA_FORMAT, activation, fitted, frozen_if_told
from designer.catalogue.convolution import (
    BIAS,
    biases,
    channels_unknown,
    dilation,
    filters,
    kernel_size,
    padding,
    strides_clash,
    weighed,
    window,
)
from designer.catalogue.schema import Kind, Mismatch, Setting, Settings, ShapeRule, Weight, WeightRule
from designer.catalogue.windows import SPACES, Space, each, joined, misplaced, parted
from designer.values import Shape, Value


def transposed_shape(kind: str, space: Space) -> ShapeRule:
    """The shape rule of the transposed convolution called `kind`."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != space.axes + 1:
            return misplaced(kind, space, inputs[0])
        clash = (
            strides_clash(kind, settings, space.axes)
            or _rest_clash(settings, space.axes)
            or channels_unknown(kind, settings, inputs[0])
        )
        return clash or joined(settings, _grown(settings, inputs[0], space.axes), cast(int, settings["filters"]))

    return rule


def _grown(settings: Settings, shape: Shape, axes: int) -> Shape:
    """How large each side gets, as `keras.src.backend.common.backend_utils` counts it."""
    sides, _ = parted(settings, shape)
    sizes = zip(sides, window(settings, axes), each(settings["strides"], axes), _rest(settings, axes), strict=True)
    same = settings["padding"] == "same"
    return tuple(None if size is None else _side(size, reach, step, rest, same) for size, reach, step, rest in sizes)


def _side(size: int, reach: int, step: int, rest: int | None, same: bool) -> int:
    if same:
        return size * step if rest is None else (size - 1) * step + reach % 2 + rest
    return (size - 1) * step + (max(reach, step) if rest is None else reach + rest)


def _rest(settings: Settings, axes: int) -> tuple[int | None, ...]:
    rest: Value = settings["output_padding"]
    return (None,) * axes if rest is None else each(rest, axes)


def _rest_clash(settings: Settings, axes: int) -> Mismatch | None:
    for rest, step in zip(_rest(settings, axes), each(settings["strides"], axes), strict=True):
        if rest is not None and rest >= step:
            return Mismatch(
                "setting",
                f"output_padding must be less than strides; it is {rest}, and the window moves by {step}.",
                "It only says which of the sizes that shrink to the same one is meant.",
                setting="output_padding",
            )
    return None


def transposed_weights(axes: int) -> WeightRule:
    @frozen_if_told
    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
        channels, filters = cast(int, parted(settings, inputs[0])[1]), cast(int, settings["filters"])
        kernel = Weight("kernel", (*each(settings["kernel_size"], axes), filters, channels))
        return (kernel, *biases(settings, filters))

    return rule


def _kind(space: Space) -> Kind:
    name, weights = f"Conv{space.axes}DTranspose", transposed_weights(space.axes)
    return Kind(
        name=name,
        family="Convolution",
        role="linear",
        summary=space.told("Spreads each number of a small {thing} over a window of a larger one, with weights that it learns. It goes the way back that a convolution with strides came."),
        when=space.told("To make {one} larger: in autoencoders, and where a network puts out {one}."),
        formula="output = activation(sum of input · kernel, spread over the window at every place, + bias)",
        settings=(
            filters(),
            kernel_size(space),
            Setting("strides", space.sizes(), space.each(1), f"How many times larger the {space.thing} gets: 2 doubles it."),
            padding(space),
            activation(),
            BIAS,
            Setting("output_padding", space.sizes(low=0, optional=True), None, "How much is added at the end, where several sizes would do; nothing lets Keras choose.", advanced=True),
            DATA_FORMAT,
            dilation(space),
            *weighed(("kernel", "the weights"), ("bias", "the biases")),
        ),
        shape=fitted(transposed_shape(name, space), weights),
        weights=weights,
        headline=("filters", "kernel_size", "activation"),
        takes=(space.form,),
        between=False,
        keywords=(space.thing, "deconvolution", "upsample", "enlarge", "decoder", "generator"),
    )  # fmt: skip


KINDS = tuple(_kind(space) for space in (SPACES[1], SPACES[0], SPACES[2]))
