"""What a drawing of every unit shows, worked out from a design: columns of circles, slabs, and what joins them.

Nothing is measured here. Layers in which each unit sees each input are columns; activations are named under the
column they belong to; bypassed layers are left out; whatever else there is is a slab.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from designer.analysis import Analysis, LayerFacts
from designer.catalogue import KINDS, kind_named
from designer.catalogue.headlines import headline
from designer.graph.design import Design, Node
from designer.graph.naming import has_automatic_name
from designer.values import shape_text, value_text

MOST = 16
"""The most units of a column that are all drawn."""
ENDS = 6
"""How many units are drawn at each end of a longer column."""


@dataclass(frozen=True)
class Part:
    """One column, or one slab where `units` is `None`. `bias` is whether a unit that is always 1 feeds it too."""

    id: str
    title: str
    units: int | None = None
    input: bool = False
    headline: str = ""
    shape: str = ""
    family: str = ""
    activation: str = ""
    bias: bool = False
    rank: int = 0

    @property
    def shown(self) -> tuple[int, ...]:
        """The units that are drawn."""
        if self.units is None or self.units <= MOST:
            return tuple(range(self.units or 0))
        return (*range(ENDS), *range(self.units - ENDS, self.units))

    @property
    def cut(self) -> bool:
        """Whether some are left out."""
        return len(self.shown) < (self.units or 0)


@dataclass(frozen=True)
class Plan:
    """The parts, each after those that feed it, and the links between them by their ids."""

    parts: tuple[Part, ...]
    links: tuple[tuple[str, str], ...]


def neuron_plan(design: Design, analysis: Analysis) -> Plan:
    """The figure of a network. A broken one gives what there is of it."""
    taken = set(analysis.order) or set(design.graph.nodes)
    links = _links(design, {id for id in taken if not design.graph.nodes[id].bypassed})
    order = _in_order([id for id in design.graph.nodes if id in taken and not design.graph.nodes[id].bypassed], links)
    parts = {id: _part(design.graph.nodes[id], analysis.layers.get(id, LayerFacts())) for id in order}
    parts, links = _folded(design, parts, links)
    ranks = _ranks(list(parts), links)
    return Plan(tuple(replace(part, rank=ranks[id]) for id, part in parts.items()), tuple(links))


def _links(design: Design, kept: set[str]) -> list[tuple[str, str]]:
    """From layer to layer; what is bypassed hands on what comes in at its first input."""
    before = {}
    for wire in design.graph.wires:
        before.setdefault(wire.target, wire.source)

    def source(id: str) -> str:
        seen: set[str] = set()
        while design.graph.nodes[id].bypassed and id in before and id not in seen:
            seen.add(id)
            id = before[id]
        return id

    found = ((source(wire.source), wire.target) for wire in design.graph.wires)
    return [link for link in dict.fromkeys(found) if link[0] in kept and link[1] in kept]


def _sources(links: list[tuple[str, str]]) -> dict[str, list[str]]:
    """What feeds each, in the order the wires were drawn."""
    found: dict[str, list[str]] = {}
    for source, target in links:
        found.setdefault(target, []).append(source)
    return found


def _in_order(ids: list[str], links: list[tuple[str, str]]) -> list[str]:
    """Each after whatever feeds it; what is in a loop comes last."""
    before, waiting = _sources(links), dict.fromkeys(ids)
    order: list[str] = []
    while waiting:
        ready = [id for id in waiting if waiting.keys().isdisjoint(before.get(id, ()))] or [next(iter(waiting))]
        for id in ready:
            del waiting[id]
        order += ready
    return order


def _part(node: Node, facts: LayerFacts) -> Part:
    kind = kind_named(node.kind)
    title = node.kind if has_automatic_name(node) or not node.name.strip() else node.name
    if kind is None:
        return Part(node.id, title)
    filled = kind.filled(node.settings)
    given = filled.get("activation") if kind.role in ("linear", "activation") else None
    activation = "" if given in (None, "linear") else _named(value_text(given))
    flat = facts.output is not None and len(facts.output) == 1
    dense = kind.role == "linear" and flat and all(len(shape) == 1 for shape in facts.inputs)
    return Part(
        node.id,
        title,
        units=facts.output[0] if facts.output and flat and (dense or kind.role == "input") else None,
        input=kind.role == "input",
        headline=activation if kind.role == "activation" and activation else headline(kind, node.settings),
        shape="" if facts.output is None else shape_text(facts.output),
        family=kind.family,
        activation="" if kind.role == "activation" else activation,
        bias=dense and any(weight.what == "biases" for weight in facts.weights),
    )


def _named(function: str) -> str:
    """An activation as its layer is called, where there is one: `relu` is ReLU."""
    plain = function.replace("_", "").lower()
    return next((name for name in KINDS if name.lower() == plain), function)


def _folded(
    design: Design, parts: Mapping[str, Part], links: list[tuple[str, str]]
) -> tuple[dict[str, Part], list[tuple[str, str]]]:
    """Activations that follow a layer alone are written under it."""
    kept, before = dict(parts), _sources(links)
    fans, into = Counter(source for source, _ in links), dict[str, str]()
    for id, part in parts.items():
        kind, sources = kind_named(design.graph.nodes[id].kind), before.get(id, [])
        if kind is None or kind.role != "activation" or len(sources) != 1 or fans[sources[0]] > 1:
            continue
        host = into.get(sources[0], sources[0])
        if kept[host].activation or kept[host].input:
            continue
        generic = any(setting.name == "activation" for setting in kind.settings)
        kept[host] = replace(kept[host], activation=part.headline if generic and part.headline else part.title)
        into[id] = host
        del kept[id]
    joined = ((into.get(source, source), target) for source, target in links if target not in into)
    return kept, list(dict.fromkeys(joined))


def _ranks(ids: list[str], links: list[tuple[str, str]]) -> dict[str, int]:
    """How many parts lie before each, along the longest way."""
    before = _sources(links)
    ranks: dict[str, int] = {}
    for id in ids:
        ranks[id] = max((ranks[source] + 1 for source in before.get(id, ()) if source in ranks), default=0)
    return ranks
