"""Which output aims at what, once the cards are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from designer.reading.designing import Drawing
from designer.reading.results import Reading, Say
from designer.reading.sketch import End
from designer.reading.training import aims_of


def aimed(
    reading: Reading,
    drawing: Drawing,
    outputs: Sequence[End],
    args: tuple[object, ...],
    given: Mapping[str, object],
    say: Say,
) -> Reading:
    """The reading with what `compile` was told of each output; in the design by the names of their layers."""
    cards = drawing.cards_of(outputs)
    if len(cards) != len(outputs):
        return reading
    names = [drawing.names_of(end) for end in outputs]
    aims = aims_of(args, given, names, say)
    named = {called[0]: aim for called, aim in zip(names, aims, strict=False)}
    training = replace(reading.design.training, aims=named) if aims else reading.design.training
    return replace(reading, design=replace(reading.design, training=training), outputs=cards, aims=aims)
