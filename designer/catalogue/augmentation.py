"""Augmentation: layers that change images at random while training, so that a network sees more than you have."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import SEED
from designer.catalogue.pictures import (
    DATA_FORMAT,
    FACTOR_START,
    VALUE_RANGE,
    factor,
    filled_with,
    picture,
    picture_shape,
)
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, ShapeRule
from designer.catalogue.units import Boolean, Choice, Integer, Number, Numbers
from designer.catalogue.windows import parted
from designer.values import Shape, shape_text

BETWEEN = Setting("interpolation", Choice(("bilinear", "nearest")), "bilinear", "How pixels between are made: “bilinear” blends them, “nearest” takes the closest.", advanced=True)  # fmt: skip
FILL_MODE = Setting("fill_mode", Choice(("reflect", "wrap", "constant", "nearest")), "reflect", "What is put where the image has moved away: its mirror image, its other side, one number, or its edge.", advanced=True)  # fmt: skip
FORMED = (VALUE_RANGE, SEED, DATA_FORMAT)
MOVED = (FILL_MODE, BETWEEN, SEED, filled_with(), DATA_FORMAT)
ALWAYS = "How often and how strongly, from 0 to 1; two numbers give a range."


def seen_from_aside(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    """Its four corners must be four places."""
    shape = picture_shape("RandomPerspective", ())(settings, inputs)
    if isinstance(shape, Mismatch) or 1 not in parted(settings, shape)[0]:
        return shape
    return Mismatch(
        "size", f"RandomPerspective takes images at least 2 pixels high and wide; this is {shape_text(shape)}."
    )


def blurred(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if cast(int, settings["kernel_size"]) % 2 == 0:
        what = f"RandomGaussianBlur needs a window with a middle: kernel_size must be odd, and is {settings['kernel_size']}."
        return Mismatch("setting", what, setting="kernel_size")
    return picture_shape("RandomGaussianBlur", ())(settings, inputs)


def cut_and_pasted(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if settings["dtype"] in ("bfloat16", "mixed_bfloat16"):
        what = f"Keras's CutMix cannot compute in {settings['dtype']}. Choose another dtype."
        return Mismatch("setting", what, setting="dtype")
    return picture_shape("CutMix", ())(settings, inputs)


def jittered(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    """Saturation and hue need three colours, which Keras looks for along the last axis whatever data_format says."""
    coloured = settings["saturation_factor"] is not None or settings["hue_factor"] is not None
    if coloured and settings["data_format"] == "channels_first":
        what = "Keras's RandomColorJitter changes saturation and hue only where colours come last. Choose another data_format, or clear both factors."
        return Mismatch("setting", what, setting="data_format")
    return picture_shape("RandomColorJitter", (3,) if coloured else ())(settings, inputs)


def _random(name: str, summary: str, formula: str, *settings: Setting, words: tuple[str, ...] = (), headline: tuple[str, ...] = ("factor",), channels: tuple[int, ...] = (), shape: ShapeRule | None = None) -> Kind:  # fmt: skip
    return picture(
        name,
        "Augmentation",
        f"{summary} When the network is used, images pass as they are.",
        "Right after the input, when you have few images and what is in them stays the same.",
        f"{formula}, while training",
        settings,
        headline=headline,
        keywords=("augment", "overfitting", "random", *words),
        channels=channels,
        role="regularization",
        shape=shape,
    )


KINDS: tuple[Kind, ...] = (
    _random(
        "RandomFlip",
        "Mirrors images at random while training: left and right, up and down, or both.",
        "output = input, or its mirror image",
        Setting("mode", Choice(("horizontal_and_vertical", "horizontal", "vertical")), "horizontal_and_vertical", "Which ways images are mirrored. Photos stay upright with “horizontal”."),
        SEED, DATA_FORMAT, words=("mirror", "reflect"), headline=("mode",),
    ),
    _random(
        "RandomRotation",
        "Turns images by a random angle while training.",
        "output = input, turned",
        factor("By how much at most, in parts of a full turn: 0.1 is 36 degrees either way.", -1, 1, start=0.1),
        *MOVED, words=("turn", "angle"),
    ),
    _random(
        "RandomTranslation",
        "Moves images up, down and sideways at random while training.",
        "output = input, moved",
        factor("How far up or down at most, in parts of the height.", -1, 1, "height_factor", start=0.1),
        factor("How far left or right at most, in parts of the width.", -1, 1, "width_factor", start=0.1),
        *MOVED, words=("shift", "move"), headline=("height_factor", "width_factor"),
    ),
    _random(
        "RandomZoom",
        "Makes images larger or smaller at random while training.",
        "output = input, enlarged or shrunk",
        Setting("height_factor", Numbers(-1, 1, open_low=True, length=2, optional=False), REQUIRED, "By how much at most, in parts of the height: below 0 enlarges, above shrinks.", start=0.1),
        Setting("width_factor", Numbers(-1, 1, open_low=True, length=2), None, "The same for the width; nothing keeps the proportions."),
        *MOVED, words=("scale", "size"), headline=("height_factor",),
    ),
    _random(
        "RandomCrop",
        "Cuts a piece of a fixed size out of each image, at a random place while training.",
        "output = a piece of the input at a random place",
        Setting("height", Integer(low=1), REQUIRED, "The height of the piece, in pixels.", start=24),
        Setting("width", Integer(low=1), REQUIRED, "The width of the piece, in pixels.", start=24),
        SEED, DATA_FORMAT, words=("cut", "piece"), headline=("height", "width"),
    ),
    _random(
        "RandomShear",
        "Slants images at random while training, as letters in italics are.",
        "output = input, slanted",
        factor("How far sideways at most, in parts of the width.", 0, 1, "x_factor", 0.0),
        factor("How far up or down at most, in parts of the height.", 0, 1, "y_factor", 0.0),
        BETWEEN, FILL_MODE, filled_with(), DATA_FORMAT, SEED, words=("slant",), headline=("x_factor", "y_factor"),
    ),
    _random(
        "RandomPerspective",
        "Shows images as if seen from aside, at random while training.",
        "output = input, seen from another place",
        factor(ALWAYS, 0, 1, default=1.0),
        Setting("scale", Number(0, 1), 1.0, "How far the corners move at most."),
        BETWEEN, filled_with(), SEED, DATA_FORMAT, words=("tilt", "view"), shape=seen_from_aside,
    ),
    _random(
        "RandomElasticTransform",
        "Pulls images about like rubber, at random while training.",
        "output = input, each pixel moved a little",
        factor(ALWAYS, 0, 1, default=1.0),
        factor("How far pixels move at most, in parts of the image; two numbers give a range.", 0, 1, "scale", 1.0),
        BETWEEN,
        FILL_MODE,
        filled_with(), *FORMED, words=("warp", "handwriting"),
    ),
    _random(
        "RandomErasing",
        "Covers a rectangle of each image at random while training, so that no single part decides.",
        "output = input, with a rectangle covered",
        factor(ALWAYS, 0, 1, default=1.0),
        Setting("scale", Numbers(0, 1, length=2, optional=False), (0.02, 0.33), "How large the rectangle is, in parts of the image."),
        Setting("fill_value", Number(optional=True), None, "The number it is covered with; nothing means noise.", advanced=True),
        *FORMED, words=("cutout", "cover", "hide"),
    ),
    _random(
        "RandomBrightness",
        "Makes images brighter or darker at random while training.",
        "output = input + a random number",
        factor("By how much at most: 1 makes black white.", -1, 1, start=FACTOR_START),
        VALUE_RANGE, SEED, words=("light", "dark"),
    ),
    _random(
        "RandomContrast",
        "Makes differences of brightness larger or smaller at random while training.",
        "output = (input - mean) · a random factor + mean",
        factor("By how much at most: 0.2 gives factors from 0.8 to 1.2.", 0, 1, start=FACTOR_START),
        VALUE_RANGE, SEED, words=("light", "dark"),
    ),
    _random(
        "RandomSaturation",
        "Makes colours stronger or paler at random while training.",
        "output = input with its saturation changed",
        factor("How strong colours get: 0.5 leaves them, 0 makes grey, 1 the strongest.", 0, 1, start=0.4),
        VALUE_RANGE, DATA_FORMAT, SEED, words=("colour", "color"), channels=(3,),
    ),
    _random(
        "RandomHue",
        "Shifts all colours along the rainbow at random while training.",
        "output = input with its hue shifted",
        factor("How far at most, in parts of half the rainbow.", 0, 1, start=0.1),
        VALUE_RANGE, DATA_FORMAT, SEED, words=("colour", "color"), channels=(3,),
    ),
    _random(
        "RandomColorJitter",
        "Changes brightness, contrast, saturation and hue at random while training, each as far as you set it.",
        "output = input with its light and colours changed",
        VALUE_RANGE,
        Setting("brightness_factor", Numbers(-1, 1, length=2), None, "How much brighter or darker at most; nothing leaves it."),
        Setting("contrast_factor", Numbers(0, 1, length=2), None, "How much the contrast changes at most; nothing leaves it."),
        Setting("saturation_factor", Numbers(0, 1, length=2), None, "How strong colours get: 0.5 leaves them; nothing leaves them too."),
        Setting("hue_factor", Numbers(0, 1, length=2), None, "How far colours are shifted at most; nothing leaves them."),
        SEED, DATA_FORMAT, words=("colour", "color", "light"), headline=(), shape=jittered,
    ),
    _random(
        "RandomColorDegeneration",
        "Takes colour out of images at random while training.",
        "output = input mixed with its grey image",
        factor("How grey at most: 1 leaves no colour.", 0, 1, start=0.5),
        VALUE_RANGE, DATA_FORMAT, SEED, words=("colour", "color", "grey"), channels=(3,),
    ),
    _random(
        "RandomGrayscale",
        "Turns some of the images grey while training; they keep their three channels.",
        "output = input, or its grey image",
        Setting("factor", Number(0, 1), 0.5, "The share of images that turn grey."),
        DATA_FORMAT, SEED, words=("colour", "color", "grey"), channels=(1, 3),
    ),
    _random(
        "RandomSharpness",
        "Makes images sharper or softer at random while training.",
        "output = input mixed with its blurred image",
        factor("How sharp: 0.5 leaves images, 0 makes them soft, 1 sharp.", 0, 1, start=0.5),
        VALUE_RANGE, DATA_FORMAT, SEED, words=("blur", "soft"),
    ),
    _random(
        "RandomGaussianBlur",
        "Blurs images at random while training, as a camera out of focus does.",
        "output = input, each pixel mixed with its neighbours",
        factor(ALWAYS, 0, 1, default=1.0),
        Setting("kernel_size", Integer(low=1), 3, "How many pixels wide the window is that is mixed."),
        factor("How strong the blur is; two numbers give a range.", 0, 1, "sigma", 1.0),
        VALUE_RANGE, DATA_FORMAT, SEED, words=("soft", "focus"), shape=blurred,
    ),
    _random(
        "RandomInvert",
        "Turns some images into their negatives while training: dark becomes light.",
        "output = input, or highest value - input",
        factor(ALWAYS, 0, 1, default=1.0),
        *FORMED, words=("negative",),
    ),
    _random(
        "RandomPosterization",
        "Leaves only few shades of each colour, at random while training.",
        "output = input with fewer bits for each colour",
        Setting("factor", Integer(low=1, high=8), REQUIRED, "How many bits of each colour are kept at most, from 1 to 8.", start=4),
        VALUE_RANGE, DATA_FORMAT, SEED, words=("shades", "bits"),
    ),
    _random(
        "Solarization",
        "Turns the brightest pixels into their negatives, at random while training.",
        "output = highest value - (input + addition) where that is above the threshold",
        factor("How much is added before, at most, in parts of the range.", 0, 1, "addition_factor", 0.0),
        factor("Above which part of the range pixels are turned.", 0, 1, "threshold_factor", 0.0),
        VALUE_RANGE, SEED, words=("negative",), headline=("threshold_factor",),
    ),
    _random(
        "RandAugment",
        "Does a few changes chosen at random from many to each image while training: turning, moving, colours, light.",
        "output = input after num_ops random changes",
        VALUE_RANGE,
        Setting("num_ops", Integer(low=1), 2, "How many changes are made to each image."),
        factor("How strong they are, from 0 to 1; two numbers give a range.", 0, 1, default=0.5),
        BETWEEN, SEED, DATA_FORMAT, words=("auto", "policy"), headline=("num_ops", "factor"), channels=(1, 3),
    ),
    _random(
        "AugMix",
        "Changes each image in several ways at once and mixes the results with the image, at random while training.",
        "output = input mixed with several changed inputs",
        VALUE_RANGE,
        Setting("num_chains", Integer(low=1), 3, "How many changed images are mixed."),
        Setting("chain_depth", Integer(low=1), 3, "How many changes are made to each at most."),
        factor("How strong the changes are, from 0 to 1; two numbers give a range.", 0, 1, default=0.3),
        Setting("alpha", Number(low=0, open_low=True), 1.0, "How evenly they are mixed: large numbers give even shares.", advanced=True),
        Setting("all_ops", Boolean(), True, "Whether changes of light and colour are among them.", advanced=True),
        BETWEEN, SEED, DATA_FORMAT, words=("policy",), channels=(1, 3),
    ),
    _random(
        "MixUp",
        "Mixes each image with another of the batch, at random while training. Keras then leaves what is to be learned as it is, so use it with care.",
        "output = share · input + (1 - share) · another input",
        Setting("alpha", Number(low=0, open_low=True), 0.2, "How evenly they are mixed: small numbers leave most images nearly alone."),
        DATA_FORMAT, SEED, words=("blend",), headline=("alpha",),
    ),
    _random(
        "CutMix",
        "Puts a piece of another image of the batch into each image, at random while training. Keras then leaves what is to be learned as it is, so use it with care.",
        "output = input with a rectangle of another input",
        factor("How evenly the sizes of the pieces are spread, from 0 to 1; two numbers give a range.", 0, 1, default=1.0),
        SEED, DATA_FORMAT, words=("blend", "patch"), shape=cut_and_pasted,
    ),
)  # fmt: skip
