"""What layers for pictures share: they take height x width x channels, and some only grey or only colours."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import DATA_FORMAT, LAYER, fitted
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Role, Setting, Settings, ShapeRule
from designer.catalogue.units import Number, Numbers
from designer.catalogue.windows import IMAGE, joined, misplaced, parted
from designer.values import Shape, Value

__all__ = ["DATA_FORMAT", "FACTOR_START", "VALUE_RANGE", "factor", "filled_with", "picture"]

FACTOR_START = 0.2
VALUE_RANGE = Setting(
    "value_range",
    Numbers(length=2, single=False, optional=False),
    (0, 255),
    "The lowest and the highest number a pixel can have: 0, 255 before scaling, 0, 1 after it.",
)


def factor(
    help: str, low: float, high: float, name: str = "factor", default: Value = None, start: Value = None
) -> Setting:
    """A setting for how strongly: one number, or the two between which it is drawn. Without a default Keras insists."""
    given = REQUIRED if start is not None else default
    return Setting(name, Numbers(low, high, length=2, optional=False), given, help, start=start)


def filled_with() -> Setting:
    return Setting("fill_value", Number(), 0.0, "The number put where nothing of the image is, with the fill mode “constant”.", advanced=True)  # fmt: skip


def picture_shape(kind: str, channels: tuple[int, ...]) -> ShapeRule:
    """The shape rule of the kind called `kind`: an image of `height` and `width`, or else of its input's size."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != 3:
            return misplaced(kind, IMAGE, inputs[0])
        told = {"data_format": None, **settings}
        sides, found = parted(told, inputs[0])
        if channels and found not in (None, *channels):
            grey = "grey or colour images: 1 or 3 channels" if 1 in channels else "colour images: 3 channels"
            return Mismatch(
                "size", f"{kind} takes {grey}. What comes in has {found}.", "The channels are red, green and blue."
            )
        if "height" in settings:
            sides = (cast(int, settings["height"]), cast(int, settings["width"]))
        return joined(told, sides, found)

    return rule


def picture(
    name: str,
    family: str,
    summary: str,
    when: str,
    formula: str,
    settings: tuple[Setting, ...],
    headline: tuple[str, ...],
    keywords: tuple[str, ...],
    channels: tuple[int, ...] = (),
    role: Role = "other",
    shape: ShapeRule | None = None,
) -> Kind:
    """A kind that takes images; `channels` are the numbers of channels it can deal with, if not any."""
    return Kind(
        name=name,
        family=family,
        role=role,
        summary=summary,
        when=when,
        formula=formula,
        settings=(*settings, *LAYER),
        shape=fitted(shape or picture_shape(name, channels)),
        headline=headline,
        takes=("image",),
        between=False,
        keywords=("image", "picture", "photo", *keywords),
    )
