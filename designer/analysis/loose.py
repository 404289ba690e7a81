"""Parts of a network no example reaches: how to wire them in, and which problems only follow from the cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer, layers_of
from designer.analysis.remedies import cut, delete, relabelled, wire_into
from designer.analysis.wiring import wiring_of
from designer.errors import EditError
from designer.graph.edits import Edit, connect, sequence
from designer.graph.specs import DataFacts

ABOUT_THE_END = (
    "output-rank", "output-units", "output-activation", "logits", "wrong-loss", "wrong-metrics", "after-output",
)  # fmt: skip
"""Problems that say nothing while the network's real end may be lying loose."""

WORTH = 10_000
"""How many layers are looked at again, at the most, to tell which ways to wire parts in work: each try looks at all."""

_ANSWERING = ("softmax", "log_softmax", "sigmoid")


@dataclass(frozen=True)
class Part:
    """Layers that hang together and get no example. `start` is the first that takes something and gets nothing;
    `feeds_in` tells whether the part leads into layers that examples do reach."""

    nodes: tuple[str, ...]
    start: Layer | None
    feeds_in: bool


def with_loose_parts(context: Context, found: list[Problem]) -> list[Problem]:
    """The problems found, with one in front for each part no example reaches and without what follows from a cut."""
    parts = list(_parts(context)) if context.outputs else []
    if not parts:
        return found
    about_end = [problem for problem in found if problem.code in ABOUT_THE_END]
    unfinished = bool(about_end) or (context.data is None and _looks_unfinished(context))
    told: list[Problem] = []
    held: list[Problem] = []
    tried = max(1, WORTH // len(context.layers))
    for at, part in enumerate(parts):
        grown = context.data is None and len(part.nodes) > 1
        cut_off = (unfinished or grown) and not part.feeds_in and _may_end(context, part)
        follows = about_end if cut_off else []
        held += follows
        problem = _unconnected(context, part, cut_off, tried=at < tried)
        # Without what is held back, nothing else would keep a network from training that cannot.
        told.append(replace(problem, severity=max([problem.severity, *(one.severity for one in follows)])))
    return [*told, *(problem for problem in found if problem not in held)]


def _unconnected(context: Context, part: Part, cut_off: bool, *, tried: bool) -> Problem:
    first, more = context.layers[part.nodes[0]], len(part.nodes) - 1
    who = f"{first.name} and {more} more are" if more else f"{first.name} is"
    why = "No example gets there, so the network is built without it. Wire it in, or delete it."
    if cut_off and context.main_output is not None:
        why = f"Your examples only get as far as {context.layers[context.main_output].name}. Draw a wire onward from there."
    return Problem(
        code="unconnected",
        severity=Severity.WARNING,
        nodes=part.nodes,
        what=f"{who} not connected to the input.",
        why=why,
        fixes=tuple(_fixes(context, part, cut_off, tried)),
    )


def _fixes(context: Context, part: Part, cut_off: bool, tried: bool) -> Iterator[Edit]:
    """Ways to wire the part in, those first that its shapes allow if they are `tried`; at last, to delete it."""
    ways = []
    source = None if part.feeds_in else context.main_output
    if part.start is not None and source is not None:
        name = context.layers[source].name
        ways.append(relabelled(connect(wire_into(source, part.start.node)), f"Connect {name} to {part.start.name}"))
    inserted = None if part.feeds_in or cut_off or _only_answers(context, part) else _inserted(context, part)
    if inserted is not None:
        ways.insert(0, inserted)
    works = {way.label: not tried or _works(context, way) for way in ways}
    yield from sorted(ways, key=lambda way: not works[way.label])
    yield delete(context.node(id) for id in part.nodes)


def _inserted(context: Context, part: Part) -> Edit | None:
    """Put the part before the layer that gives the answer."""
    head = context.head
    ends = [id for id in part.nodes if id not in context.wiring.out_of]
    wires = context.wiring.into.get(head.units.id, ()) if head is not None else ()
    if head is None or part.start is None or len(ends) != 1 or len(wires) != 1:
        return None
    (wire,) = wires
    steps = [
        cut([wire], ""),
        connect(wire_into(wire.source, part.start.node)),
        connect(wire_into(ends[0], head.units.node)),
    ]
    who = part.start.name if len(part.nodes) == 1 else f"{len(part.nodes)} layers"
    return sequence(f"Insert {who} before {head.units.name}", steps)


def _works(context: Context, edit: Edit) -> bool:
    """Whether all layers take what they are fed afterwards, and flow stays without loops."""
    try:
        graph = edit(context.design).graph
    except EditError:
        return False
    wiring = wiring_of(graph)
    refused = [layer for layer in layers_of(graph, wiring, context.layers).values() if layer.mismatch is not None]
    before = [layer for layer in context.layers.values() if layer.mismatch is not None]
    return len(refused) <= len(before) and len(wiring.loops) <= len(context.wiring.loops)


def _looks_unfinished(context: Context) -> bool:
    """Whether the end looks like the middle of a network; without data nothing else can tell."""
    head = context.head
    return head is None or head.activation not in ("linear", *_ANSWERING) or head.end.role == "regularization"


def _may_end(context: Context, part: Part) -> bool:
    """Whether the network's real end may lie in this part: several layers, or one that answers as the data asks."""
    if part.start is None:
        return False
    units = _with_units(context, part)
    if not units:
        return _only_answers(context, part)
    return len(part.nodes) > 1 or context.data is None or units[0].settings.get("units") in _answers(context.data)


def _with_units(context: Context, part: Part) -> list[Layer]:
    layers = (context.layers[id] for id in part.nodes)
    return [layer for layer in layers if layer.kind is not None and "units" in layer.kind.by_name]


def _only_answers(context: Context, part: Part) -> bool:
    """Whether the part turns numbers into probabilities and does nothing else of note: it has its place at the end."""
    bends = {context.layers[id].bend for id in part.nodes}
    return not _with_units(context, part) and not bends.isdisjoint(_ANSWERING)


def _answers(data: DataFacts) -> tuple[int, ...]:
    """How many numbers an answer to this data has."""
    if data.task == "binary":
        return (1, 2)
    return (data.targets if data.task == "regression" else len(data.classes),)


def _parts(context: Context) -> Iterator[Part]:
    """Groups of nodes no input reaches, and inputs nothing is connected to, the oldest first."""
    wiring = context.wiring
    place = {id: at for at, id in enumerate(wiring.sequence)}
    seen: set[str] = set()
    for id in context.design.graph.nodes:
        if id in seen or context.layers[id].kind is None or (id in wiring.reached and not _is_idle_input(context, id)):
            continue
        joined = _hanging_on(context, id)
        seen.update(joined)
        nodes = tuple(sorted(joined, key=place.__getitem__))
        starts = (context.layers[one] for one in nodes if one not in wiring.into)
        start = next((layer for layer in starts if layer.kind is not None and layer.kind.inputs), None)
        yield Part(nodes, start, not wiring.reached.isdisjoint(wiring.beyond(nodes) - joined))


def _hanging_on(context: Context, id: str) -> set[str]:
    """What is joined to `id` by wires in either direction, among the nodes no input reaches."""
    wiring, found, waiting = context.wiring, {id}, [id]
    while waiting:
        current = waiting.pop()
        ends = [wire.target for wire in wiring.out_of.get(current, ())]
        ends += [wire.source for wire in wiring.into.get(current, ())]
        for other in ends:
            if other not in found and other not in wiring.reached:
                found.add(other)
                waiting.append(other)
    return found


def _is_idle_input(context: Context, id: str) -> bool:
    return id in context.wiring.inputs and id not in context.wiring.out_of
