"""Layers that disturb training a little, so that a network does not learn examples by heart."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import DATA_FORMAT, LAYER, SEED, fitted
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, same_shape
from designer.catalogue.units import Integers, Number
from designer.catalogue.windows import SPACES, Space, misplaced
from designer.values import Shape


def dropout_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    noise = cast("Shape | None", settings["noise_shape"])
    if noise is None or settings["rate"] in (0, 1) or _spreads(noise, inputs[0]):
        return inputs[0]
    return Mismatch(
        "setting",
        f"noise_shape needs one entry for the batch and one for each of the input's {len(inputs[0])} axes, each ?, 1 or that axis's size.",
        "Where it says 1, numbers along that axis are dropped together.",
        setting="noise_shape",
    )


def _spreads(noise: Shape, shape: Shape) -> bool:
    """Whether random numbers of shape `noise` can be spread over a batch, as TensorFlow aligns them: at the end."""
    sizes: Shape = (_BATCH, *shape)
    skipped = len(sizes) - len(noise)
    if skipped < 0:
        return False
    entries = (sizes[at] if entry is None else entry for at, entry in enumerate(noise))
    return all(_stretches(entry, size) for entry, size in zip(entries, sizes[skipped:], strict=True))


def _stretches(entry: int | None, size: int | None) -> bool:
    return entry in (1, size) or (_BATCH not in (entry, size) and None in (entry, size))


_BATCH = -1
"""Stands for the size of the batch, which no whole number in a setting can match."""


NOISE_SHAPE = Setting(
    "noise_shape",
    Integers(low=1, unknown=True, optional=True),
    None,
    "Which numbers are dropped together: the batch first, then one entry per axis; 1 drops a whole axis at once.",
    advanced=True,
)

DROPOUT = Kind(
    name="Dropout",
    family="Regularization",
    role="regularization",
    summary="During training it sets some of the numbers to zero, chosen at random each time. So no unit can depend on a single other one. When the network is used, nothing is dropped.",
    when="Between large layers, when validation gets worse while training gets better. Not after the last layer.",
    formula="output = input · (0, or 1 / (1 - rate), at random), while training",
    settings=(
        Setting("rate", Number(0, 1), REQUIRED, "The share of numbers set to zero: 0.5 drops half of them.", start=0.2),
        NOISE_SHAPE,
        SEED,
        *LAYER,
    ),
    shape=fitted(dropout_shape),
    headline=("rate",),
    keywords=("overfitting", "random", "noise"),
)  # fmt: skip

GAUSSIAN_NOISE = Kind(
    name="GaussianNoise",
    family="Regularization",
    role="regularization",
    summary="During training it adds a small random number to each input. So the network learns to answer the same for examples that hardly differ.",
    when="Right after the input, when you have few examples.",
    formula="output = input + random(0, stddev), while training",
    settings=(
        Setting("stddev", Number(0, 1), REQUIRED, "How strong the noise is: its standard deviation, from 0 to 1.", start=0.1),
        SEED,
        *LAYER,
    ),
    shape=fitted(same_shape),
    headline=("stddev",),
    keywords=("overfitting", "random", "jitter"),
)  # fmt: skip

GAUSSIAN_DROPOUT = Kind(
    name="GaussianDropout",
    family="Regularization",
    role="regularization",
    summary="During training it multiplies each number by a random one around 1. It works like Dropout, but makes numbers larger and smaller instead of zero.",
    when="Instead of Dropout, where losing whole numbers is too much.",
    formula="output = input · random(1, sqrt(rate / (1 - rate))), while training",
    settings=(
        Setting("rate", Number(0, 1, open_high=True), REQUIRED, "How strong it is: as strong as a Dropout of this rate.", start=0.2),
        SEED,
        *LAYER,
    ),
    shape=fitted(same_shape),
    headline=("rate",),
    keywords=("overfitting", "random", "noise"),
)  # fmt: skip

ALPHA_DROPOUT = Kind(
    name="AlphaDropout",
    family="Regularization",
    role="regularization",
    summary="A Dropout that keeps the mean and the spread of what comes in. Networks that even themselves out with selu so stay even.",
    when="Between layers with the activation selu, instead of Dropout.",
    formula="output = a · (input, or a fixed low number at random) + b, while training",
    settings=(
        Setting("rate", Number(0, 1, open_high=True), REQUIRED, "The share of numbers replaced: 0.1 is a good start.", start=0.1),
        NOISE_SHAPE,
        SEED,
        *LAYER,
    ),
    shape=fitted(dropout_shape),
    headline=("rate",),
    keywords=("overfitting", "random", "noise", "selu"),
)  # fmt: skip

ACTIVITY_REGULARIZATION = Kind(
    name="ActivityRegularization",
    family="Regularization",
    role="regularization",
    summary="Passes numbers on as they are and adds a cost on their size to the loss. So the layer before learns to put out small numbers, or few.",
    when="After a layer whose output should be mostly zeros, as in a sparse autoencoder.",
    formula="output = input; loss + l1 · sum of |output| + l2 · sum of output²",
    settings=(
        Setting("l1", Number(low=0), 0.0, "The cost on sizes: it pushes numbers to exactly zero."),
        Setting("l2", Number(low=0), 0.0, "The cost on squared sizes: it keeps numbers small."),
        *LAYER[1:],
    ),
    shape=same_shape,
    headline=("l1", "l2"),
    keywords=("overfitting", "sparse", "penalty", "cost"),
)


def _spatial(space: Space) -> Kind:
    name = f"SpatialDropout{space.axes}D"

    def shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        return inputs[0] if len(inputs[0]) == space.axes + 1 else misplaced(name, space, inputs[0])

    return Kind(
        name=name,
        family="Regularization",
        role="regularization",
        summary=space.told("During training it sets whole channels of the {thing} to zero, chosen at random. Neighbouring {places} are much alike, so that dropping single ones would hide nothing."),
        when="Between convolutions, instead of Dropout.",
        formula="output = input · (0, or 1 / (1 - rate), at random for each channel), while training",
        settings=(
            Setting("rate", Number(0, 1), REQUIRED, "The share of channels set to zero.", start=0.2),
            *((DATA_FORMAT,) if space.axes > 1 else ()),
            SEED,
            *(setting for setting in LAYER if setting.name == "dtype"),
        ),
        shape=shape,
        headline=("rate",),
        takes=(space.form,),
        keywords=(space.thing, "overfitting", "random", "channels"),
    )  # fmt: skip


KINDS = (
    DROPOUT,
    GAUSSIAN_NOISE,
    *map(_spatial, (SPACES[1], SPACES[0], SPACES[2])),
    GAUSSIAN_DROPOUT,
    ALPHA_DROPOUT,
    ACTIVITY_REGULARIZATION,
)
