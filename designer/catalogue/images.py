"""Layers that bring images to one size or to an even range of light, the same way each time."""

from __future__ import annotations

from typing import cast

from designer.catalogue.pictures import DATA_FORMAT, VALUE_RANGE, filled_with, picture, picture_shape
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings
from designer.catalogue.units import Boolean, Choice, Integer, Integers, Number
from designer.catalogue.upsampling import INTERPOLATIONS
from designer.catalogue.windows import parted
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


def equalized(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    """Where an image cannot be cut evenly its edge is mirrored, and no more than what there is can be."""
    name = "ContrastLimitedAdaptiveHistogramEqualization"
    found = picture_shape(name, ())(settings, inputs)
    if isinstance(found, Mismatch):
        return found
    sides, _ = parted(settings, found)
    for side, tiles in zip(sides, cast("tuple[int, ...]", settings["tile_grid_size"]), strict=True):
        if side is not None and -side % tiles > side:
            what = f"{name} cannot cut {side} pixels into {tiles} tiles: the image is too small."
            return Mismatch("setting", what, "Set fewer tiles.", setting="tile_grid_size")
    return found


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
    picture(
        "ContrastLimitedAdaptiveHistogramEqualization",
        FAMILY,
        "Cuts every image into tiles and spreads the light of each over the whole range, but not more than a limit allows. So details show in dark and in bright corners alike.",
        RIGHT_AFTER,
        "output = the share of darker pixels in the tile · range",
        (
            VALUE_RANGE,
            Setting("clip_limit", Number(), 4.0, "How strongly a tile may be spread: more shows more, noise too. 0 and less set no limit."),
            Setting("tile_grid_size", Integers(2, low=1), (8, 8), "Into how many tiles each image is cut, down and across."),
            DATA_FORMAT,
        ),
        ("tile_grid_size", "clip_limit"),
        ("light", "clahe", "histogram", "local contrast"),
        shape=equalized,
    ),
)  # fmt: skip
