"""Which cards call one layer, as a text has it: by the name it gives that layer."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from designer.graph.design import Graph, Node
from designer.graph.sharing import owner_of


def shared_as_told(nodes: dict[str, Node], read: Graph, became: Mapping[str, str]) -> dict[str, Node]:
    """The nodes with those of one layer sharing it that call one in the text; where that is so already, as they are.

    Cards the text does not tell of stay with whom they are.
    """
    told: dict[str, list[str]] = {}
    for id, node in read.nodes.items():
        if became[id] not in told.setdefault(owner_of(node), []):
            told[owner_of(node)].append(became[id])
    drawn: dict[str, list[str]] = {}
    for id in dict.fromkeys(became.values()):
        drawn.setdefault(owner_of(nodes[id]) if id in nodes else id, []).append(id)
    known = {frozenset(ids) for ids in drawn.values()}
    changed: dict[str, Node] = {}
    for ids in told.values():
        if frozenset(ids) not in known:
            first, *others = ids
            changed[first] = replace(nodes[first], shares="")
            changed.update({id: replace(nodes[id], shares=first) for id in others})
    return {**nodes, **changed} if changed else nodes
