"""What convolution and pooling share: a window that slides over a sequence, an image or a volume."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from designer.catalogue.schema import Form, Mismatch, Settings
from designer.catalogue.units import Integer, Integers, SettingType
from designer.values import Shape, Value, shape_text


@dataclass(frozen=True)
class Space:
    """What a window slides over: so many axes besides the channels, and the words for it.

    `thing` is the whole, `places` are its parts, `sides` its axes, `smaller` what it gets.
    """

    axes: int
    thing: str
    sides: str
    places: str
    smaller: str
    form: Form
    hint: str

    @property
    def one(self) -> str:
        """The whole with its article: `an image`."""
        return f"{'an' if self.thing[0] in 'aeiou' else 'a'} {self.thing}"

    @property
    def layout(self) -> str:
        """Its axes in order: `height x width x channels`."""
        return f"{self.sides} x channels"

    @property
    def measures(self) -> str:
        """Its sides in a sentence: `Height and width`."""
        *most, last = self.sides.split(" x ")
        return f"{', '.join(most)} and {last}".capitalize() if most else "Length"

    def sizes(self, low: int = 1, optional: bool = False) -> SettingType:
        """The type of a setting that has a number for each side, or one for all."""
        if self.axes == 1:
            return Integer(low=low, optional=optional)
        return Integers(self.axes, low=low, spread=True, optional=optional)

    def each(self, size: int) -> Value:
        """The same size along each side, as Keras writes its defaults."""
        return size if self.axes == 1 else (size,) * self.axes

    def told(self, text: str) -> str:
        """A text with this space's words in place of `{thing}`, `{one}`, `{places}` and `{smaller}`."""
        return text.format(thing=self.thing, one=self.one, places=self.places, smaller=self.smaller)


SEQUENCE = Space(
    1, "sequence", "steps", "steps", "shorter", "sequence", "A sequence of single numbers has one channel."
)
IMAGE = Space(2, "image", "height x width", "pixels", "smaller", "image", "A grey image has one channel, a colour image three.")  # fmt: skip
VOLUME = Space(3, "volume", "depth x height x width", "places", "smaller", "volume", "A volume of single numbers, such as a scan, has one channel.")  # fmt: skip
SPACES = (SEQUENCE, IMAGE, VOLUME)


def each(value: Value, axes: int) -> tuple[int, ...]:
    """A size for each side; one number stands for all."""
    return cast("tuple[int, ...]", value if isinstance(value, tuple) else (value,) * axes)


def parted(settings: Settings, shape: Shape) -> tuple[Shape, int | None]:
    """The sides, and the number of channels."""
    return (shape[1:], shape[0]) if settings["data_format"] == "channels_first" else (shape[:-1], shape[-1])


def joined(settings: Settings, space: Shape, channels: int | None) -> Shape:
    """The shape of something with these sides and so many channels."""
    return (channels, *space) if settings["data_format"] == "channels_first" else (*space, channels)


def slid(space: Shape, window: tuple[int, ...], strides: tuple[int, ...], padding: Value) -> Shape | None:
    """How many places a window has along each side, or `None` where it does not fit once."""
    inside = padding == "valid"
    reach = window if inside else (1,) * len(window)
    places = tuple(
        None if size is None else (size - length) // step + 1
        for size, length, step in zip(space, reach, strides, strict=True)
    )
    return places if not inside or all(count is None or count > 0 for count in places) else None


def misplaced(kind: str, space: Space, shape: Shape) -> Mismatch:
    """What to say where something with other axes comes in."""
    what = f"{kind} takes {space.one}: {space.layout}. This is {shape_text(shape)}."
    return Mismatch("rank", what, space.hint, ranks=(space.axes + 1,))


def too_large(kind: str, space: Space, window: tuple[int, ...], sides: Shape, setting: str) -> Mismatch:
    """What to say where a window is larger than what it slides over."""
    return Mismatch(
        "size",
        f"The window of {kind} covers {shape_text(window)} {space.places}, and the {space.thing} that comes in has only {shape_text(sides)}.",
        f"Make {setting} smaller, or set padding to “same”.",
        setting=setting,
    )
