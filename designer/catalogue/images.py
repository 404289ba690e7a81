"""Layers that bring images to one size or to an even range of light, the same way each time."""

from __future__ import annotations

from designer.catalogue.pictures import DATA_FORMAT, VALUE_RANGE, filled_with, picture, picture_shape
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings
from designer.catalogue.units import Boolean, Choice, Integer
from designer.catalogue.upsampling import INTERPOLATIONS
from designer.values import Shape

FAMILY = "Preprocessing"
RIGHT_AFTER = "Right after the input."


def _size(side: str) -> Setting:
    return Setting(side, Integer(low=1), REQUIRED, f"The {side} that comes out, in pixels.", start=32)


def resized(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if settings["crop_to_aspect_ratio"] and settings["pad_to_aspect_ratio"]:
        what = "Resizing cannot both crop and pad to keep proportions. Turn one of them off."
        return Mismatch("setting", what, setting="pad_to_aspect_ratio")
    return picture_shape("Resizing", ())(settings, inputs)


KINDS: tuple[Kind, ...] = (
    picture(
        "Resizing",
        FAMILY,
        "Makes every image the size you set, larger or smaller. Layers behind it so always see one size.",
        "Right after the input, where images come in other sizes than the network takes.",
        "output = input, drawn at the new size",
        (
            _size("height"),
            _size("width"),
            Setting("interpolation", Choice(("bilinear", *(one for one in INTERPOLATIONS if one != "bilinear"))), "bilinear", "How pixels between are made: “bilinear” blends them, “nearest” takes the closest."),
            Setting("crop_to_aspect_ratio", Boolean(), False, "Whether edges are cut off so that nothing is squeezed.", advanced=True),
            Setting("pad_to_aspect_ratio", Boolean(), False, "Whether edges are added so that nothing is squeezed.", advanced=True),
            Setting("fill_mode", Choice(("constant",)), "constant", "What is put at added edges: one number.", advanced=True),
            filled_with(),
            Setting("antialias", Boolean(), False, "Whether fine lines are smoothed when an image gets smaller.", advanced=True),
            DATA_FORMAT,
        ),
        ("height", "width"),
        ("size", "scale", "resample"),
        role="shape",
        shape=resized,
    ),
    picture(
        "CenterCrop",
        FAMILY,
        "Cuts the middle out of every image, in the size you set. An image that is too small is enlarged first.",
        "Right after the input, where what matters is in the middle.",
        "output = the middle of the input",
        (_size("height"), _size("width"), DATA_FORMAT),
        ("height", "width"),
        ("cut", "middle", "size"),
        role="shape",
    ),
    picture(
        "AutoContrast",
        FAMILY,
        "Stretches the light of every image so that its darkest pixel becomes black and its brightest white. Pale images so become clear.",
        RIGHT_AFTER,
        "output = (input - darkest) / (brightest - darkest) · range",
        (VALUE_RANGE,),
        (),
        ("light", "stretch", "levels"),
    ),
)  # fmt: skip
