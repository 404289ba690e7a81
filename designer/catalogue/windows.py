"""What convolution and pooling share: a window that slides over an image."""

from __future__ import annotations

from typing import cast

from designer.catalogue.schema import Mismatch, Settings
from designer.values import Shape, Value, shape_text


def pair(value: Value) -> tuple[int, int]:
    """Height and width; one number stands for both."""
    return cast("tuple[int, int]", value if isinstance(value, tuple) else (value, value))


def parted(settings: Settings, shape: Shape) -> tuple[Shape, int | None]:
    """Height and width, and the number of channels, of an image."""
    return (shape[1:], shape[0]) if settings["data_format"] == "channels_first" else (shape[:-1], shape[-1])


def joined(settings: Settings, space: Shape, channels: int | None) -> Shape:
    """The shape of an image of this height and width and so many channels."""
    return (channels, *space) if settings["data_format"] == "channels_first" else (*space, channels)


def slid(space: Shape, window: tuple[int, ...], strides: tuple[int, int], padding: Value) -> Shape | None:
    """How many places a window has along each axis, or `None` where it does not fit once."""
    reach = (1, 1) if padding == "same" else window
    places = tuple(
        None if size is None else (size - length) // step + 1
        for size, length, step in zip(space, reach, strides, strict=True)
    )
    fits = padding == "same" or all(count is None or count > 0 for count in places)
    return places if fits else None


def not_an_image(kind: str, shape: Shape) -> Mismatch:
    """What to say where something else than height x width x channels comes in."""
    return Mismatch(
        "rank",
        f"{kind} takes an image: height x width x channels. This is {shape_text(shape)}.",
        "A grey image has one channel, a colour image three.",
        ranks=(3,),
    )


def too_large(kind: str, what: str, window: tuple[int, ...], space: Shape, setting: str) -> Mismatch:
    """What to say where a window is larger than the image it slides over."""
    return Mismatch(
        "size",
        f"The {what} of {kind} covers {shape_text(window)} pixels, and the image that comes in has only {shape_text(space)}.",
        f"Make {setting} smaller, or set padding to “same”.",
        setting=setting,
    )
