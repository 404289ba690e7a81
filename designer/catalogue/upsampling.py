"""Layers that make a sequence, an image or a volume larger without learning anything."""

from __future__ import annotations

from designer.catalogue.common import DATA_FORMAT, LAYER, fitted
from designer.catalogue.schema import Kind, Mismatch, Setting, Settings, ShapeRule
from designer.catalogue.units import Choice
from designer.catalogue.windows import IMAGE, SPACES, Space, each, joined, misplaced, parted
from designer.values import Shape

INTERPOLATIONS = ("nearest", "bilinear", "bicubic", "lanczos3", "lanczos5")


def upsampled(kind: str, space: Space) -> ShapeRule:
    """The shape rule of the kind called `kind`: each side so many times as long."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != space.axes + 1:
            return misplaced(kind, space, inputs[0])
        told = {"data_format": None, **settings}
        sides, channels = parted(told, inputs[0])
        times = each(settings["size"], space.axes)
        return joined(
            told, tuple(None if one is None else one * by for one, by in zip(sides, times, strict=True)), channels
        )

    return rule


def _kind(space: Space) -> Kind:
    name = f"UpSampling{space.axes}D"
    between = Setting("interpolation", Choice(INTERPOLATIONS), "nearest", "How pixels between are made: “nearest” repeats them, “bilinear” blends them.")  # fmt: skip
    return Kind(
        name=name,
        family="Reshaping",
        role="shape",
        summary=space.told("Makes the {thing} larger by repeating its {places}. Nothing is learned and nothing is added."),
        when="Before a convolution, where a network is to put out something larger than what came in.",
        formula="output = each place of the input, size times over",
        settings=(
            Setting("size", space.sizes(), space.each(2), "How many times larger: 2 doubles each side."),
            *((between,) if space is IMAGE else ()),
            *((DATA_FORMAT,) if space.axes > 1 else ()),
            *LAYER,
        ),
        shape=fitted(upsampled(name, space)),
        headline=("size",),
        takes=(space.form,),
        between=False,
        keywords=(space.thing, "enlarge", "repeat", "decoder", "resize"),
    )  # fmt: skip


KINDS = tuple(_kind(space) for space in (SPACES[1], SPACES[0], SPACES[2]))
