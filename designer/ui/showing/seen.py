"""A problem with what surrounds it: the names, shapes and figures that a demonstration tells of."""

from __future__ import annotations

from math import prod

from designer.analysis import Analysis, Problem
from designer.graph.design import Wire
from designer.ui.showing.scene import Flow
from designer.values import Shape, Value, shape_text

MOST = 4
"""How many layers or wires are lit at once."""


class Seen:
    """Answers what a scene asks about the network of an analysis."""

    def __init__(self, problem: Problem, analysis: Analysis) -> None:
        self.problem, self.analysis = problem, analysis
        self.data = analysis.data
        nodes = analysis.design.graph.nodes
        self.cards = tuple(id for id in problem.nodes if id in nodes)[:MOST]

    @property
    def first(self) -> str:
        """The layer it is about, or nothing."""
        return self.cards[0] if self.cards else ""

    def name(self, id: str) -> str:
        return self.analysis.design.graph.nodes[id].name

    def setting(self, id: str, name: str) -> Value:
        return self.analysis.design.graph.nodes[id].settings.get(name)

    def output(self, id: str) -> Shape | None:
        facts = self.analysis.layers.get(id)
        return facts.output if facts is not None else None

    def into(self, id: str) -> tuple[Wire, ...]:
        """The wires that feed a layer."""
        return tuple(wire for wire in self.analysis.design.graph.wires if wire.target == id and self._whole(wire))[
            :MOST
        ]

    def out_of(self, id: str) -> tuple[Wire, ...]:
        """The wires that lead on."""
        return tuple(wire for wire in self.analysis.design.graph.wires if wire.source == id and self._whole(wire))[
            :MOST
        ]

    def marked(self) -> tuple[Wire, ...]:
        """The wires the problem is about, or else those into its layer."""
        wires = tuple(wire for wire in self.problem.wires if self._whole(wire))[:MOST]
        return wires or (self.into(self.first) if self.first else ())

    def flow(self, wire: Wire, stops: bool = False) -> Flow:
        """What travels there: the shape of one example."""
        return Flow(wire, flow_text(self.output(wire.source)), stops)

    def _whole(self, wire: Wire) -> bool:
        nodes = self.analysis.design.graph.nodes
        return wire.source in nodes and wire.target in nodes


def flow_text(shape: Shape | None) -> str:
    """`28 x 28 x 8`, or that nobody knows."""
    if shape is None:
        return "?"
    return shape_text(shape) if shape else "1"


def count_text(shape: Shape | None) -> str:
    """How many numbers an example is in such a shape."""
    if shape is None:
        return "a shape that is not known yet"
    if None in shape:
        return f"{shape_text(shape)} numbers"
    count = prod(size or 1 for size in shape)
    if len(shape) < 2:
        return "one number" if count == 1 else f"a row of {count:,} numbers"
    return f"{shape_text(shape)}, which is {count:,} numbers"
