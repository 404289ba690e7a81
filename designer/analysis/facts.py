"""What analysis finds: the facts of each layer, and problems as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from designer.catalogue.schema import Weight
from designer.errors import one_line
from designer.graph.design import Design, Graph, Wire
from designer.graph.edits import Edit
from designer.graph.specs import DataFacts
from designer.values import Shape


class Severity(IntEnum):
    """How bad a problem is. Only an error keeps a network from being built."""

    HINT = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True)
class Problem:
    """Something wrong with a design: what, why it matters, and edits that mend it.

    `code` is stable and names the check (`"no-input"`); `nodes` are the ids it is about, the first the one
    to show; `what` is one sentence, `why` one or two more. The first of `fixes` is the one to recommend.
    `setting` names the setting of that node it is about, if it is about one. Both texts stay on one line, whatever a
    file calls its things.
    """

    code: str
    severity: Severity
    nodes: tuple[str, ...]
    what: str
    why: str
    fixes: tuple[Edit, ...] = ()
    wires: tuple[Wire, ...] = ()
    setting: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "what", one_line(self.what))
        object.__setattr__(self, "why", one_line(self.why))


@dataclass(frozen=True)
class LayerFacts:
    """What is known of one node. `output` is `None` where its shape cannot be told.

    `formula` writes the parameter count out: `2 x 4 weights + 4 biases = 12`.
    """

    inputs: tuple[Shape, ...] = ()
    output: Shape | None = None
    weights: tuple[Weight, ...] = ()
    parameters: int = 0
    trainable: int = 0
    formula: str = ""


@dataclass(frozen=True)
class Analysis:
    """What follows from a design and its data.

    `graph` is the network itself: the design's without what is bypassed. `layers` has every node. `order` holds the ids that lie between an input and an output, each after
    whatever feeds it; `outputs` the ids whose output nothing takes up. `memory` is the estimated peak of
    training in bytes. Where data has several parts or targets, `feeds` says which part goes into each Input and
    `answers` which target each output is held against.
    """

    design: Design
    graph: Graph
    data: DataFacts | None
    layers: Mapping[str, LayerFacts]
    order: tuple[str, ...]
    outputs: tuple[str, ...]
    problems: tuple[Problem, ...]
    parameters: int = 0
    trainable: int = 0
    memory: int = 0
    feeds: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    workings: object = field(default=None, repr=False, compare=False)
    """What the next analysis takes over; of no use outside this room."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    def problems_of(self, node: str) -> tuple[Problem, ...]:
        """The problems about one node, the worst first."""
        return tuple(problem for problem in self.problems if node in problem.nodes)
