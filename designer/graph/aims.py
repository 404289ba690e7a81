"""Edits of which Input is fed what, which output answers what, and what training aims at for each target."""

from __future__ import annotations

from msgspec.structs import replace

from designer.graph.design import Design, Node
from designer.graph.edits import Edit
from designer.graph.specs import Aim


def feed(node: Node, part: str) -> Edit:
    """Feed an Input this part of the data."""

    def change(design: Design) -> Design:
        data = design.data
        return replace(design, data=replace(data, feeds={**data.feeds, node.id: part}))

    return Edit(f"Feed “{part}” into {node.name}", change)


def hold_against(node: Node, target: str) -> Edit:
    """Hold what comes out of a layer against this target."""

    def change(design: Design) -> Design:
        data = design.data
        return replace(design, data=replace(data, answers={**data.answers, node.id: target}))

    return Edit(f"Let {node.name} predict “{target}”", change)


def set_aim(target: str, label: str, **fields: object) -> Edit:
    """Change what training aims at for one target: `set_aim("price", "Use Huber", loss=ObjectValue("Huber"))`."""

    def change(design: Design) -> Design:
        training = design.training
        aim: Aim = replace(training.aim(target), **fields)
        return replace(design, training=replace(training, aims={**training.aims, target: aim}))

    return Edit(label, change)
