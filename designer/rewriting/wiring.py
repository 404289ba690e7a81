"""The wires of a design as a text has them now. What already leads where the text says stays as it was drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from designer.analysis.passing import passed
from designer.graph.design import Graph, Wire
from designer.rewriting.units import by_port

Carried = tuple[Wire, Wire]
"""A wire with what is bypassed passed by, and the wire that was drawn into the same port."""


def wanted_wires(read: Graph, became: Mapping[str, str]) -> dict[str, list[Wire]]:
    """For each card, what the text wires to it, in the order in which code names it."""
    into: dict[str, list[Wire]] = {}
    for wire in read.wires:
        into.setdefault(wire.target, []).append(wire)
    wanted: dict[str, list[Wire]] = {became[id]: [] for id in read.nodes}
    for target, wires in into.items():
        for wire in by_port(read, target, wires):
            source, end = became[wire.source], became[target]
            if source != end:  # not from a layer to the activation at its own end
                wanted[end].append(replace(wire, source=source, target=end))
    return wanted


def rewired(graph: Graph, wanted: Mapping[str, Sequence[Wire]], fresh: Collection[str]) -> Graph:
    """The graph with the wires that are wanted between the cards of the text."""
    carried = _carried(graph, wanted)
    new: dict[str, list[Wire]] = {}
    through: dict[tuple[str, str], Wire] = {}
    for target, wires in wanted.items():
        there = carried.get(target, [])
        if [wire.source for wire in wires] != [wire.source for wire, _ in there]:
            new[target], left = _reused(wires, there)
            through.update({(wire.source, target): drawn for wire, drawn in left if wire != drawn})
    if not new:
        return graph
    if through:
        _past_bypassed(new, through, fresh)
    return Graph(graph.nodes, _put(graph.wires, new, carried))


def led_through(graph: Graph, bends: Mapping[str, str], told: Collection[str]) -> Graph:
    """The graph with new activations, given by the layers they are written into, before what the text does not tell of.

    What else follows such a layer the text itself wires to the activation.
    """
    open_ends = [wire for wire in graph.wires if wire.source in bends and wire.target not in told]
    if not open_ends:
        return graph
    after: dict[str, list[str]] = {}
    for wire in graph.wires:
        after.setdefault(wire.source, []).append(wire.target)
    moved = {
        wire: replace(wire, source=bends[wire.source])
        for wire in open_ends
        if bends[wire.source] not in _first_told(wire.target, after, told)
    }
    return Graph(graph.nodes, tuple(moved.get(wire, wire) for wire in graph.wires))


def _first_told(id: str, after: Mapping[str, Sequence[str]], told: Collection[str]) -> set[str]:
    """The cards of the text that come next after one that is not in it."""
    found: set[str] = set()
    waiting, seen = [id], {id}
    while waiting:
        for target in after.get(waiting.pop(), ()):
            if target in told:
                found.add(target)
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return found


def _carried(graph: Graph, wanted: Mapping[str, Sequence[Wire]]) -> dict[str, list[Carried]]:
    """For each card of the text the wires that reach it from others of the text."""
    found = passed(graph)
    into: dict[str, list[Wire]] = {}
    for wire in found.graph.wires:
        if wire.source in wanted and wire.target in wanted:
            into.setdefault(wire.target, []).append(wire)
    return {
        target: [(wire, found.drawn.get(wire, wire)) for wire in by_port(graph, target, wires)]
        for target, wires in into.items()
    }


def _reused(wires: Sequence[Wire], there: Sequence[Carried]) -> tuple[list[Wire], list[Carried]]:
    """The wires that are wanted, as they were drawn where they were; and those that were and are not wanted."""
    left, found = list(there), []
    for wire in wires:
        likely = [pair for pair in left if pair[0].source == wire.source]
        pair = next((one for one in likely if one[0].target_port == wire.target_port), next(iter(likely), None))
        if pair is None:
            found.append(wire)
        else:
            left.remove(pair)
            drawn = pair[1]
            found.append(drawn if len(there) == 1 == len(wires) else replace(drawn, target_port=wire.target_port))
    return found, left


def _past_bypassed(new: dict[str, list[Wire]], through: Mapping[tuple[str, str], Wire], fresh: Collection[str]) -> None:
    """What goes in after something bypassed is wired to that, so that it stands where its line does."""
    after: dict[str, list[str]] = {}
    for target, wires in new.items():
        for wire in wires:
            after.setdefault(wire.source, []).append(target)
    for id in fresh:
        for at, wire in enumerate(new.get(id, ())):
            drawn = next((through[wire.source, end] for end in _reached(id, after, fresh) if (wire.source, end) in through), None)  # fmt: skip
            if drawn is not None:
                new[id][at] = replace(wire, source=drawn.source, source_port=drawn.source_port)


def _reached(id: str, after: Mapping[str, Sequence[str]], fresh: Collection[str]) -> Sequence[str]:
    """The cards that were there before and come next after a new one."""
    found: dict[str, None] = {}
    waiting, seen = [id], {id}
    while waiting:
        for target in after.get(waiting.pop(), ()):
            if target not in fresh:
                found[target] = None
            elif target not in seen:
                seen.add(target)
                waiting.append(target)
    return list(found)


def _put(
    wires: Sequence[Wire], new: Mapping[str, Sequence[Wire]], carried: Mapping[str, Sequence[Carried]]
) -> tuple[Wire, ...]:
    """All wires, the new ones of each card in the place of its first old one."""
    old = {drawn: target for target in new for _, drawn in carried.get(target, ())}
    found: dict[Wire, None] = {}
    put: set[str] = set()
    for wire in wires:
        target = old.get(wire)
        if target is None:
            found[wire] = None
        else:
            _put_into(target, new, carried, put, found)
    for target in new:
        _put_into(target, new, carried, put, found)
    return tuple(found)


def _put_into(
    target: str,
    new: Mapping[str, Sequence[Wire]],
    carried: Mapping[str, Sequence[Carried]],
    put: set[str],
    found: dict[Wire, None],
) -> None:
    """The new wires of a card, after those of what is new before it: so a chain stands where the wire stood it is in."""
    chain = [target]
    while chain:
        id = chain[-1]
        before = [wire.source for wire in new[id] if wire.source in new and not carried.get(wire.source)]
        ahead = next((source for source in before if source not in put and source not in chain), None)
        if id in put or ahead is None:
            if id not in put:
                put.add(id)
                found.update(dict.fromkeys(new[id]))
            chain.pop()
        else:
            chain.append(ahead)
