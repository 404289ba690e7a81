"""Whether a network becomes a `Sequential` model or uses the functional API, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from designer.analysis.facts import Analysis
from designer.catalogue import kind_named
from designer.graph.design import Graph
from designer.graph.sharing import owner_of

FormName: TypeAlias = Literal["sequential", "functional"]


class Step(NamedTuple):
    """One call as far as the form depends on it: what feeds it, which layer it calls, whether examples come in there."""

    id: str
    inputs: tuple[str, ...]
    layer: str
    begins: bool


@dataclass(frozen=True)
class Form:
    """How Keras is told of a network, and the reason in a few words."""

    name: FormName
    why: str


def form_name(steps: Sequence[Step], outputs: Collection[str]) -> FormName:
    """A chain from one input to one output, of layers that are used once and take one thing each, is sequential."""
    before: tuple[str, ...] = ()
    for step in steps:
        if step.inputs != before or (not before and not step.begins) or step.layer != step.id:
            return "functional"
        before = (step.id,)
    return "sequential" if len(outputs) == 1 else "functional"


def form_of(analysis: Analysis) -> Form | None:
    """The form of what lies between inputs and outputs, whatever state the design is in; nothing if there is nothing."""
    graph, order, outputs = analysis.graph, analysis.order, analysis.outputs
    if not outputs:
        return None
    steps = _steps(graph, order)
    if form_name(steps, outputs) == "sequential":
        return Form("sequential", "one layer after the other")
    return Form("functional", _why(graph, steps, outputs))


def _steps(graph: Graph, order: Sequence[str]) -> list[Step]:
    sources: dict[str, list[str]] = {id: [] for id in order}
    for wire in graph.wires:
        if wire.source in sources and wire.target in sources:
            sources[wire.target].append(wire.source)
    makers: dict[str, str] = {}
    calls = ((id, makers.setdefault(owner_of(graph.nodes[id]), id)) for id in order)
    return [Step(id, tuple(sources[id]), maker, _begins(graph, id)) for id, maker in calls]


def _begins(graph: Graph, id: str) -> bool:
    kind = kind_named(graph.nodes[id].kind)
    return kind is not None and kind.role == "input"


def _why(graph: Graph, steps: Sequence[Step], outputs: Collection[str]) -> str:
    """The reason that says most: a layer used again, several ends, or else a layer that joins."""
    layer, uses = Counter(step.layer for step in steps).most_common(1)[0]
    if uses > 1:
        return f"“{graph.nodes[layer].name}” is used {_times(uses)}"
    begun = sum(step.begins for step in steps)
    ends = [f"{_number(count)} {what}" for count, what in ((begun, "inputs"), (len(outputs), "outputs")) if count > 1]
    if ends:
        return " and ".join(ends)
    joining = next((step for step in steps if len(step.inputs) > 1), steps[-1])
    return f"“{graph.nodes[joining.id].name}” takes {_number(len(joining.inputs))} inputs"


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{_number(count)} times"


def _number(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six")
    return words[count] if count < len(words) else f"{count:,}"
