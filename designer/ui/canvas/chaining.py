"""What can go into a wire as one: a layer, a block, or several that are wired one to the next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from designer.graph.blocks import contents
from designer.graph.chains import End
from designer.graph.design import Design
from designer.ui.canvas.content import Card


@dataclass(frozen=True)
class Chain:
    """The one free input that its first layer has, and the one free output of its last."""

    into: End
    out: End


def nodes_of(design: Design, ids: Collection[str]) -> frozenset[str]:
    """The layers among some things, with those in blocks."""
    blocks = [id for id in ids if id in design.layout.blocks]
    inner = set(ids).union(*(contents(design.layout, id) for id in blocks))
    return frozenset(id for id in inner if id in design.graph.nodes)


def chain_of(design: Design, nodes: Collection[str], cards: Mapping[str, Card]) -> Chain | None:
    """How these layers could go into a wire; `None` if they are wired to others, or not one to the next.

    `cards` has the ports of every layer.
    """
    own = [wire for wire in design.graph.wires if wire.source in nodes or wire.target in nodes]
    if any(wire.source not in nodes or wire.target not in nodes for wire in own):
        return None
    fed, giving = {(wire.target, wire.target_port) for wire in own}, {wire.source for wire in own}
    first = {id: port for id in nodes for port in reversed(cards[id].inputs) if (id, port) not in fed}
    last = {id: cards[id].outputs[0] for id in nodes if id not in giving and cards[id].outputs}
    if len(first) != 1 or len(last) != 1:
        return None
    return Chain(next(iter(first.items())), next(iter(last.items())))
