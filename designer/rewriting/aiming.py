"""What a text says that training aims at, for each target of the data."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from designer.analysis import analyse
from designer.graph.design import Design
from designer.graph.specs import Aim
from designer.plan import LOSS, normal_metrics, normal_object
from designer.reading import Reading
from designer.reading.training import shortened


def aimed(design: Design, reading: Reading, became: Mapping[str, str]) -> Design:
    """The design with what differs from what it aims at for the target of each output."""
    if not reading.outputs:
        return design
    answers, training = analyse(design).answers, design.training
    aims = dict(training.aims)
    for at, id in enumerate(reading.outputs):
        target = answers.get(became.get(id, ""))
        if target is None:
            continue
        before = training.aim(target)
        said = _said(before)
        now = reading.aims[at] if reading.aims else _only(reading, said)
        changed = {
            name: getattr(now, name) for name in Aim.__struct_fields__ if getattr(now, name) != getattr(said, name)
        }
        if changed:
            aims[target] = replace(before, **changed)
    return design if aims == training.aims else replace(design, training=replace(training, aims=aims))


def _said(aim: Aim) -> Aim:
    """The same as code tells it."""
    loss = shortened(normal_object(aim.loss, LOSS))
    return replace(aim, loss=loss, metrics=normal_metrics(aim.metrics))


def _only(reading: Reading, said: Aim) -> Aim:
    """Of a single output the code tells no weight."""
    told = reading.design.training
    return Aim(told.loss, said.weight, told.metrics)
