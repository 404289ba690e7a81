"""What checks are judged against, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from designer.analysis import Analysis
from designer.graph.design import Design, Graph, Node
from designer.graph.specs import DataSpec, TrainingSettings

Given = str | int | float | bool
"""What somebody answers: a word, a number, or one of several options by its number, the first being 1."""


class Essence(msgspec.Struct, frozen=True):
    """What a run's figures depend on, but for its seed and how long it went."""

    graph: Graph
    data: DataSpec
    training: TrainingSettings


def essence(design: Design) -> Essence:
    """The same for designs that differ in names, in what lies where, in epochs and in seed."""
    nodes = {
        id: Node(id, node.kind, "", node.settings, node.bypassed, node.shares)
        for id, node in design.graph.nodes.items()
    }
    graph = Graph(dict(sorted(nodes.items())), tuple(sorted(design.graph.wires)))
    return Essence(graph, design.data, replace(design.training, epochs=1, seed=0))


@dataclass(frozen=True)
class Trained:
    """A run: of what, with which seed, and its logs epoch by epoch as Keras names them. `wanted` is how many epochs the
    design asks for, which may be fewer than were trained where another check needs more; none if all count.
    """

    of: Essence
    seed: int
    logs: Mapping[str, tuple[float, ...]]
    wanted: int | None = None

    def within(self, epochs: int | None) -> int | None:
        """How many epochs count for a check that names so many."""
        return epochs if epochs is not None else self.wanted


@dataclass(frozen=True)
class Evidence:
    """What there is when a step is checked.

    `answers` are by the names of checks; `guesses` are those given before anything was trained, and `seen` whether it
    has been since, so that there is no harm in saying how it came; `came` is the run that showed it.
    """

    analysis: Analysis
    answers: Mapping[str, Given] = field(default_factory=dict)
    guesses: Mapping[str, Given] = field(default_factory=dict)
    runs: tuple[Trained, ...] = ()
    seen: bool = False
    came: Trained | None = None

    @property
    def design(self) -> Design:
        return self.analysis.design


@dataclass(frozen=True)
class Verdict:
    """Whether a check is passed: what was asked for, what there is, and one thing to try, each a sentence.

    `waits` is on where nothing is wrong yet: an answer or a run is missing.
    """

    passed: bool
    expected: str
    found: str
    advice: str = ""
    waits: bool = False
