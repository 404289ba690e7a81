"""What each card says: derived from the snapshot, and the very same object while nothing about it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from designer.analysis import LayerFacts, Problem, Severity
from designer.analysis.passing import is_bypassed
from designer.catalogue import kind_named
from designer.catalogue.headlines import headline
from designer.graph.design import INPUT_PORT, OUTPUT_PORT, Graph, Node, Wire
from designer.ui.canvas.metrics import GATE_HEIGHT, card_height
from designer.ui.canvas.sharing_words import sharing_words
from designer.ui.language import tr
from designer.ui.session import Snapshot
from designer.values import shape_text

NO_FACTS = LayerFacts()

Role = Literal["layer", "block", "gate"]


class PortWords(NamedTuple):
    """What is said at a port that stands for a layer's: the layer's name, and the shape that flows there."""

    layer: str
    flows: str


@dataclass(frozen=True, eq=False)
class Card:
    """One card. `unknown` is a kind the catalogue does not have; `severity` that of its worst problem.

    The card of a block or a gate has a node of its own making, `layers` are the cards of the layers in a block.
    """

    node: Node
    facts: LayerFacts
    problems: tuple[Problem, ...]
    family: str
    unknown: bool
    headline: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    role: Role = "layer"
    layers: tuple[Card, ...] = ()
    ports: Mapping[tuple[str, str], PortWords] = field(default_factory=dict)
    """What is known of each port of a block or a gate, by side and name."""
    words: str = ""
    """What hovering a block or a gate says."""
    shared: str = ""
    """Which other cards use the layer too: "shares its weights with “dense”"."""

    @cached_property
    def height(self) -> float:
        return GATE_HEIGHT if self.role == "gate" else card_height(max(len(self.inputs), len(self.outputs)))

    @property
    def severity(self) -> Severity | None:
        return self.problems[0].severity if self.problems else None

    @property
    def bypassed(self) -> bool:
        """Whether what comes in goes past what the layer does; of a block, whether it does so past all in it."""
        return all(card.bypassed for card in self.layers) if self.role == "block" else is_bypassed(self.node)

    @property
    def flows(self) -> str:
        """The shape that leaves the card, as written on its wires."""
        return flow_of(self.facts)

    def flows_at(self, output: str) -> str:
        """The shape that leaves the card at one of its outputs."""
        words = self.ports.get(("out", output))
        return self.flows if words is None else words.flows

    @property
    def tooltip(self) -> str:
        """What hovering the card says: its problems in words, or what goes in and comes out."""
        if self.words:
            return self.words
        title = f"{self.node.name} ({self.node.kind}{', bypassed' if self.bypassed else ''})"
        title += f"\n{self.shared}" if self.shared else ""
        if self.problems:
            return "\n\n".join([title, *(problem.what for problem in self.problems)])
        coming = ", ".join(shape_text(shape) for shape in self.facts.inputs) or "nothing"
        lines = [title, f"in: {coming}", f"out: {self.flows or 'not known yet'}"]
        if self.facts.parameters:
            lines.append(f"parameters: {self.facts.formula or format(self.facts.parameters, ',')}")
        return "\n".join(lines)


def flow_of(facts: LayerFacts) -> str:
    """The shape that leaves a layer, as written on its wires; empty where it is not known."""
    return "" if facts.output is None else shape_text(facts.output)


def cards(snapshot: Snapshot, before: Mapping[str, Card], shown: Snapshot | None = None) -> dict[str, Card]:
    """A card for each node, taken over from `before` where node, facts and problems are what they were.

    `shown` is the snapshot that `before` was made for: a card for which both have the very same is not looked at.
    """
    nodes, layers = snapshot.design.graph.nodes, snapshot.analysis.layers
    loose, sharing = _ports_of_unknown(snapshot.design.graph), sharing_words(nodes, layers)
    if shown is not None and not loose and not sharing:
        few = _in_question(snapshot, before, shown)
        if few is not None:
            return {**before, **{id: _card(before[id], nodes[id], layers.get(id, NO_FACTS)) for id in few}}
    troubled = problems_by_node(snapshot.analysis.problems)
    return {
        id: _card(
            before.get(id), node, layers.get(id, NO_FACTS), troubled.get(id, ()), loose.get(id), sharing.get(id, "")
        )
        for id, node in nodes.items()
    }


def _in_question(snapshot: Snapshot, before: Mapping[str, Card], shown: Snapshot) -> list[str] | None:
    """The nodes about which anything may be another, if nothing is but some nodes and facts; else `None`."""
    nodes, layers = snapshot.design.graph.nodes, snapshot.analysis.layers
    problems, known = snapshot.analysis.problems, shown.analysis.problems
    told = len(problems) == len(known) and all(map(_says_the_same_of, problems, known))
    if not told or list(before) != list(nodes) or any(card.shared for card in before.values()):
        return None
    changed = {id for card, (id, node) in zip(before.values(), nodes.items(), strict=True) if card.node is not node}
    return list(changed | {id for id in nodes if before[id].facts is not layers.get(id, NO_FACTS)})


def _card(
    old: Card | None,
    node: Node,
    facts: LayerFacts,
    problems: tuple[Problem, ...] | None = None,
    loose: tuple[tuple[str, ...], tuple[str, ...]] | None = None,
    shared: str = "",
) -> Card:
    """The card of one node: the old one, if nothing about it is another. Without `problems` it has those it had."""
    if problems is None:
        problems = () if old is None else old.problems
    if old is not None and old.shared == shared and _still(old, node, facts, problems, loose):
        return old
    return make_card(node, facts, problems, loose or ((), ()), shared)


def _says_the_same_of(one: Problem, other: Problem) -> bool:
    return _says_the_same(one, other) and one.nodes == other.nodes


def make_card(
    node: Node,
    facts: LayerFacts = NO_FACTS,
    problems: tuple[Problem, ...] = (),
    loose: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    shared: str = "",
) -> Card:
    """The card of one node. `loose` are ports that wires name and the catalogue may not know."""
    kind = kind_named(node.kind)
    if kind is None:
        inputs, outputs = loose[0] or (INPUT_PORT,), loose[1] or (OUTPUT_PORT,)
        return Card(node, facts, problems, "", True, tr("unknown layer"), inputs, outputs, shared=shared)
    ports = tuple(port.name for port in kind.inputs), tuple(port.name for port in kind.outputs)
    return Card(node, facts, problems, kind.family, False, headline(kind, node.settings), *ports, shared=shared)


def problems_by_node(problems: tuple[Problem, ...]) -> dict[str, tuple[Problem, ...]]:
    """The problems about each node, the worst first."""
    found: dict[str, tuple[Problem, ...]] = {}
    several = set()
    for problem in problems:
        for id in dict.fromkeys(problem.nodes) if len(problem.nodes) > 1 else problem.nodes:
            if id in found:
                several.add(id)
                found[id] += (problem,)
            else:
                found[id] = (problem,)
    return found | {id: tuple(sorted(found[id], key=_badness)) for id in several}


def refused_wires(snapshot: Snapshot) -> frozenset[Wire]:
    """The wires whose target cannot take what they bring, and those that close a loop or lead to no port."""
    errors = (problem for problem in snapshot.analysis.problems if problem.severity is Severity.ERROR)
    return frozenset(wire for problem in errors for wire in problem.wires)


def _badness(problem: Problem) -> int:
    return -problem.severity


def _still(
    old: Card,
    node: Node,
    facts: LayerFacts,
    problems: tuple[Problem, ...],
    loose: tuple[tuple[str, ...], tuple[str, ...]] | None,
) -> bool:
    if old.node is not node or (old.facts is not facts and old.facts != facts):
        return False
    if old.unknown and loose is not None and (old.inputs, old.outputs) != loose:
        return False
    if len(old.problems) != len(problems):
        return False
    if len(problems) == 1:  # of thousands of layers nearly all have one or none
        return _says_the_same(old.problems[0], problems[0])
    return all(map(_says_the_same, old.problems, problems))


def _says_the_same(one: Problem, other: Problem) -> bool:
    return one is other or (one.severity is other.severity and one.what == other.what)


def _ports_of_unknown(graph: Graph) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    kinds = {kind for kind in {node.kind for node in graph.nodes.values()} if kind_named(kind) is None}
    if not kinds:
        return {}
    unknown = [id for id, node in graph.nodes.items() if node.kind in kinds]
    into: dict[str, dict[str, None]] = {id: {} for id in unknown}
    out: dict[str, dict[str, None]] = {id: {} for id in unknown}
    for wire in graph.wires:
        if wire.target in unknown:
            into[wire.target][wire.target_port] = None
        if wire.source in unknown:
            out[wire.source][wire.source_port] = None
    return {id: (tuple(into[id]) or (INPUT_PORT,), tuple(out[id]) or (OUTPUT_PORT,)) for id in unknown}


def ports_changed(before: Mapping[str, Card], after: Mapping[str, Card]) -> bool:
    """Whether a card that is in both has other ports now."""
    return any(
        before[id] is not card and (before[id].inputs, before[id].outputs) != (card.inputs, card.outputs)
        for id, card in after.items()
    )
