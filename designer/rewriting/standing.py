"""Which cards a text tells of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from designer.codegen import Code
from designer.graph.design import Design
from designer.graph.specs import part_names, target_names
from designer.naming import keras_names

_NAME = re.compile(r'\bname="(\w+)"')


@dataclass(frozen=True)
class Standing:
    """The cards a text tells of by id, in its order, and what it calls those for which it has a name.

    Cards that are not named here do not stand in the text: no edit of it touches them. With `fold` an activation that is
    written into a layer may be a card behind it; without, cards have lines of their own, and it is the layer's setting.
    """

    ids: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    fold: bool = True


def standing_of(design: Design, code: Code, *, fold: bool = True) -> Standing:
    """What code tells of that was written for this design, with activations in their layers or apart."""
    nodes = [design.graph.nodes[id] for id in code.lines if id in design.graph.nodes]
    names = {**keras_names(nodes), **_written(design, code)}
    seen: set[tuple[int, int]] = set()
    called: dict[str, str] = {}
    for node in nodes:
        # An activation that is written into the layer before it has that one's lines, and no name.
        if code.lines[node.id] not in seen and node.id in names:
            called[node.id] = names[node.id]
        seen.add(code.lines[node.id])
    return Standing(tuple(node.id for node in nodes), called, fold)


def _written(design: Design, code: Code) -> dict[str, str]:
    """The names in the code of Inputs and outputs that are called after what they are fed or held against."""
    source = design.data.source
    if len(part_names(source)) < 2 and len(target_names(source)) < 2:
        return {}
    text = code.text.splitlines()
    lines = {id: " ".join(text[first - 1 : last]) for id, (first, last) in code.lines.items()}
    return {id: found[-1] for id, line in lines.items() if (found := _NAME.findall(line))}
