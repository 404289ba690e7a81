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
    whole = len(cards) == len(outputs)  # else some output could not be drawn, and which is told what is not known
    names = [drawing.names_of(end) for end in outputs] if whole else []
    aims = aims_of(args, given, names, say)
    if not whole:
        return reading
    named = {called[0]: aim for called, aim in zip(names, aims, strict=False)}
    training = replace(reading.design.training, aims=named) if aims else reading.design.training
    return replace(reading, design=replace(reading.design, training=training), outputs=cards, aims=aims)
