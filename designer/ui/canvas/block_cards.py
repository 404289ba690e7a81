"""The cards that show on a level beside those of layers: folded blocks, and gates to what lies outside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from designer.analysis import LayerFacts, Problem
from designer.graph.design import Design, Node
from designer.ui.canvas.content import Card, PortWords
from designer.ui.canvas.level import Level
from designer.ui.canvas.places import Port
from designer.ui.language import tr
from designer.values import Shape


def shown_cards(
    design: Design, level: Level, layers: Mapping[str, Card], before: Mapping[str, Card]
) -> dict[str, Card]:
    """The cards of a level by what shows: layers, folded blocks, gates. Taken over where nothing has changed."""
    if level.stand_ins is None:
        return dict(layers)
    result = {id: layers[id] for id, stand_in in level.stand_ins.items() if id == stand_in}
    for id in level.folded:
        result[id] = _block(design, level, id, layers, before.get(id))
    for id, outer in level.gates.items():
        result[id] = _gate(id, outer, layers[outer.node], before.get(id))
    return result


def _block(design: Design, level: Level, id: str, layers: Mapping[str, Card], old: Card | None) -> Card:
    name, own = design.layout.blocks[id].name, tuple(layers[node] for node in level.folded[id])
    inputs, outputs = level.ports[id]
    ports = _port_words(level, id, inputs, outputs, layers)
    if old is not None and old.node.name == name and old.layers == own and old.ports == ports:
        return old
    card = Card(
        Node(id, "Block", name),
        _facts(level, id, own, inputs, outputs, layers),
        _worst_first(own),
        _family(own),
        False,
        tr(counted(len(own))),
        inputs,
        outputs,
        "block",
        own,
        ports,
    )
    return replace(card, words=_words(card))


def _gate(id: str, outer: Port, card: Card, old: Card | None) -> Card:
    if old is not None and old.layers[0] is card:
        return old
    into = outer.side == "in"
    name, way = card.node.name, "to" if into else "from"
    flows = "" if into else card.flows
    return Card(
        Node(id, "Gate", name),
        LayerFacts(output=None if into else card.facts.output),
        (),
        card.family,
        False,
        f"{way} {name}",
        (outer.name,) if into else (),
        () if into else (outer.name,),
        "gate",
        (card,),
        {(outer.side, outer.name): PortWords(name, flows)},
        f"{way} {name}\nIt lies outside this block. Click to go there.",
    )


def counted(layers: int) -> str:
    """How many layers: "1 layer", "5 layers"."""
    return f"{layers} layer{'' if layers == 1 else 's'}"


def _port_words(
    level: Level, id: str, inputs: Iterable[str], outputs: Iterable[str], layers: Mapping[str, Card]
) -> dict[tuple[str, str], PortWords]:
    words: dict[tuple[str, str], PortWords] = {}
    for port in (*(Port(id, "in", name) for name in inputs), *(Port(id, "out", name) for name in outputs)):
        own = [layers[inner.node] for inner in level.true_ports(port)]
        names = " and ".join(dict.fromkeys(card.node.name for card in own))
        words[port.side, port.name] = PortWords(names, own[0].flows if port.side == "out" else "")
    return words


def _facts(
    level: Level,
    id: str,
    own: tuple[Card, ...],
    inputs: Iterable[str],
    outputs: tuple[str, ...],
    layers: Mapping[str, Card],
) -> LayerFacts:
    """What comes in and goes out, and the sums of what is in the block."""
    coming: list[Shape] = []
    for name in inputs:
        inner = level.true_ports(Port(id, "in", name))[0]
        card = layers[inner.node]
        if inner.name in card.inputs and len(card.facts.inputs) == len(card.inputs):
            coming.append(card.facts.inputs[card.inputs.index(inner.name)])
        elif card.facts.inputs:
            coming.append(card.facts.inputs[0])
    first = level.true_ports(Port(id, "out", outputs[0]))[0].node if len(outputs) == 1 else None
    return LayerFacts(
        inputs=tuple(coming),
        output=None if first is None else layers[first].facts.output,
        parameters=sum(card.facts.parameters for card in own),
        trainable=sum(card.facts.trainable for card in own),
    )


def _worst_first(own: Iterable[Card]) -> tuple[Problem, ...]:
    """The problems of all that is in a block, each once."""
    found = {(problem.severity, problem.what): problem for card in own for problem in card.problems}
    return tuple(sorted(found.values(), key=_badness))


def _badness(problem: Problem) -> int:
    return -problem.severity


def _family(own: Iterable[Card]) -> str:
    """The family most of the weights are in, or most of the layers if there are none."""
    weights: dict[str, tuple[int, int]] = {}
    for card in own:
        parameters, count = weights.get(card.family, (0, 0))
        weights[card.family] = (parameters + card.facts.parameters, count + 1)
    return max(weights, key=weights.__getitem__, default="")


def _words(card: Card) -> str:
    """What hovering a block says."""
    lines = [f"{card.node.name} (block of {card.headline})"]
    if card.problems:
        count = len(card.problems)
        lines.append(f"{count} problem{'' if count == 1 else 's'} in it:")
        lines += [problem.what for problem in card.problems[:3]]
    lines += [f"out: {words.flows or 'not known yet'}, from {words.layer}" for words in _said(card, "out")]
    if card.facts.parameters:
        lines.append(f"parameters: {card.facts.parameters:,}")
    lines.append("Enter or double-click to go in")
    return "\n".join(lines)


def _said(card: Card, side: str) -> list[PortWords]:
    return [words for (at, _), words in card.ports.items() if at == side][:4]
