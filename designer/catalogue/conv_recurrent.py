"""Recurrent layers whose steps are images, or the like: a convolution at each step."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import DATA_FORMAT, LAYER, fitted, frozen_if_told
from designer.catalogue.convolution import channels_unknown, convolved, filters, kernel_size, padding, strides_clash
from designer.catalogue.recurrent import (
    BIAS,
    DROPOUT,
    FORGET,
    GATES,
    LIMITS,
    RUNNING,
    SEQUENCES,
    START,
    STEP_ACTIVATION,
    stateless,
)
from designer.catalogue.schema import Form, Kind, Mismatch, Setting, Settings, ShapeRule, Weight, WeightRule
from designer.catalogue.windows import IMAGE, SEQUENCE, VOLUME, Space, each, parted
from designer.values import Shape, shape_text


def film_shape(kind: str, space: Space) -> ShapeRule:
    """The shape rule of the kind called `kind`, whose steps are each a `space`."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        shape = inputs[0]
        if len(shape) != space.axes + 2:
            what = f"{kind} takes steps of {space.one} each: steps x {space.layout}. This is {shape_text(shape)}."
            return Mismatch("rank", what, "It reads one step after the other.", ranks=(space.axes + 2,))
        step = shape[1:]
        clash = (
            strides_clash(kind, settings, space.axes)
            or channels_unknown(kind, settings, step)
            or _sides_unknown(kind, space, parted(settings, step)[0])
            or stateless(kind, settings)
        )
        output = clash or convolved(kind, space, settings, step, cast(int, settings["filters"]))
        if isinstance(output, Mismatch):
            return output
        return (shape[0], *output) if settings["return_sequences"] else output

    return rule


def _sides_unknown(kind: str, space: Space, sides: Shape) -> Mismatch | None:
    if None not in sides:
        return None
    what = f"{kind} must know the size of the {space.thing} at each step, and it is not known here."
    return Mismatch("unknown", what, "Its memory has that size.")


def film_weights(axes: int) -> WeightRule:
    @frozen_if_told
    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
        channels = cast(int, parted(settings, inputs[0][1:])[1])
        window, count = each(settings["kernel_size"], axes), cast(int, settings["filters"])
        weights = (
            Weight("kernel", (*window, channels, 4 * count), what="input weights"),
            Weight("recurrent_kernel", (*window, count, 4 * count), what="memory weights"),
        )
        return (*weights, Weight("bias", (4 * count,), what="biases")) if settings["use_bias"] else weights

    return rule


def _kind(space: Space, form: Form, wants: str) -> Kind:
    name, weights = f"ConvLSTM{space.axes}D", film_weights(space.axes)
    return Kind(
        name=name,
        family="Recurrent",
        role="recurrent",
        summary=f"An LSTM whose steps are each {space.one}: it looks at every step with the windows of a convolution and keeps a memory of the same form. So it sees what changes, and where.",
        when="For pictures that follow each other, such as films and weather maps." if space is not SEQUENCE else "For rows of measurements that are taken again and again.",
        formula="memory = forget · memory + write · activation(new), output = show · activation(memory), each by convolution",
        settings=(
            filters(),
            kernel_size(space),
            Setting("strides", space.sizes(), 1, f"How far the window moves each time: 2 halves the {space.thing}."),
            padding(space),
            SEQUENCES,
            STEP_ACTIVATION,
            GATES,
            DROPOUT[0],
            BIAS,
            DATA_FORMAT,
            Setting("dilation_rate", space.sizes(), 1, f"How far apart the {space.places} under the window are: 2 leaves one out between them.", advanced=True),
            *START,
            FORGET,
            *LIMITS,
            *DROPOUT[1:],
            *(setting for setting in RUNNING if setting.name != "unroll"),
            *LAYER[1:],
        ),
        shape=fitted(film_shape(name, space), weights),
        weights=weights,
        headline=("filters", "kernel_size"),
        takes=(form,),
        wants=wants,
        between=False,
        keywords=("video", "film", "sequence", "convolution", "memory"),
    )  # fmt: skip


KINDS = (
    _kind(IMAGE, "volume", "steps x height x width x channels"),
    _kind(SEQUENCE, "image", "steps x places x channels"),
    _kind(VOLUME, "film", "steps x depth x height x width x channels"),
)
