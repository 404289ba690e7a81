"""What differs in two networks: layers that changed, came or went, and wires that lead elsewhere.

A layer of one is that of the other if both have the same name and kind; of the rest, if they are the same card.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from designer.catalogue.headlines import headline
from designer.catalogue.kinds import kind_named
from designer.graph.design import Graph, Node
from designer.runs.differing.values import settings_changes


@dataclass(frozen=True)
class Pairs:
    """Which layer before is which one after, by ids."""

    after: Mapping[str, str]

    @property
    def before(self) -> dict[str, str]:
        return {new: old for old, new in self.after.items()}


def network_changes(before: Graph, after: Graph) -> Iterator[str]:
    """A line for each change."""
    pairs = _paired(before, after)
    for old, new in pairs.after.items():
        yield from _node_changes(before, after, before.nodes[old], after.nodes[new])
    for id, node in after.nodes.items():
        if id not in pairs.before:
            yield f"added: {_described(node)}{_place(after, id)}"
    for id, node in before.nodes.items():
        if id not in pairs.after:
            yield f"removed: {_described(node)}{_place(before, id)}"
    yield from _wire_changes(before, after, pairs)


def _paired(before: Graph, after: Graph) -> Pairs:
    found: dict[str, str] = {}
    named = {(node.name, node.kind): id for id, node in after.nodes.items()}
    for id, node in before.nodes.items():
        same = named.get((node.name, node.kind))
        if same is not None:
            found[id] = same
    taken = set(found.values())
    for id, node in before.nodes.items():
        other = after.nodes.get(id)
        if id not in found and other is not None and id not in taken and other.kind == node.kind:
            found[id] = id
            taken.add(id)
    return Pairs(found)


def _node_changes(before: Graph, after: Graph, old: Node, new: Node) -> Iterator[str]:
    if old.name != new.name:
        yield f"{old.name} is called {new.name}"
    if not new.shares:  # a twin has what its owner has
        for line in settings_changes("", new.kind, old.settings, new.settings):
            yield f"{new.name}: {line}"
    if old.bypassed != new.bypassed:
        yield f"{new.name}: {'bypassed' if new.bypassed else 'no longer bypassed'}"
    owners = [graph.nodes[node.shares].name if node.shares else "" for graph, node in ((before, old), (after, new))]
    if owners[0] != owners[1]:
        yield f"{new.name}: {f'shares the weights of {owners[1]}' if owners[1] else 'has weights of its own'}"


def _described(node: Node) -> str:
    """A layer by its name and the settings that matter: `Dropout 1 (0.2)`."""
    kind = kind_named(node.kind)
    words = headline(kind, node.settings) if kind is not None else ""
    return f"{node.name} ({words})" if words else node.name


def _place(graph: Graph, id: str) -> str:
    """Where a layer stands: after what feeds it, or else before what it feeds."""
    fed = [graph.nodes[wire.source].name for wire in graph.wires_into(id)]
    if fed:
        return f" after {' and '.join(dict.fromkeys(fed))}"
    feeds = [graph.nodes[wire.target].name for wire in graph.wires_from(id)]
    return f" before {' and '.join(dict.fromkeys(feeds))}" if feeds else ""


End = tuple[str, str]
"""A layer and one of its ports."""
Lead = tuple[End, End]
"""From which port of a layer to which port of another it leads, past what the other network has not."""


def _wire_changes(before: Graph, after: Graph, pairs: Pairs) -> Iterator[str]:
    """Wires between layers that both have, so that what leads through a new layer is not told twice."""
    was = {(_renamed(one, pairs), _renamed(other, pairs)) for one, other in _leads(before, set(pairs.after))}
    is_ = _leads(after, set(pairs.before))
    for word, changed in (("wired", is_ - was), ("no longer wired", was - is_)):
        for (source, _), (target, port) in sorted(changed):
            where = f", into {port}" if port != "input" else ""
            yield f"{word}: {after.nodes[source].name} to {after.nodes[target].name}{where}"


def _renamed(end: End, pairs: Pairs) -> End:
    return pairs.after[end[0]], end[1]


def _leads(graph: Graph, known: set[str]) -> set[Lead]:
    """Where each port of a known layer leads: to known layers, straight or through unknown ones."""
    out: dict[str, list[tuple[str, End]]] = {}
    for wire in graph.wires:
        out.setdefault(wire.source, []).append((wire.source_port, (wire.target, wire.target_port)))
    found: set[Lead] = set()
    for id in known:
        walk = [((id, port), end) for port, end in out.get(id, [])]
        seen: set[Lead] = set()
        while walk:
            lead = walk.pop()
            start, end = lead
            if lead in seen:
                continue
            seen.add(lead)
            if end[0] in known:
                found.add(lead)
            else:
                walk.extend((start, further) for _, further in out.get(end[0], []))
    return found
