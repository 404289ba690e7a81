"""What is said of cards whose layer other cards use too."""

from __future__ import annotations

from collections.abc import Mapping

from designer.analysis import LayerFacts
from designer.graph.design import Node


def sharing_words(nodes: Mapping[str, Node], layers: Mapping[str, LayerFacts]) -> dict[str, str]:
    """For each card whose layer another one calls too: "shares its weights with “dense”"."""
    groups: dict[str, list[Node]] = {}
    for node in nodes.values():
        if node.shares:
            groups.setdefault(node.shares, [nodes[node.shares]]).append(node)
    said: dict[str, str] = {}
    for owner, *twins in groups.values():
        weighty = any(id in layers and layers[id].weights for id in (owner.id, *(twin.id for twin in twins)))
        shares = f"shares its {'weights' if weighty else 'layer'} with"
        said.update({twin.id: f"{shares} “{owner.name}”" for twin in twins})
        said[owner.id] = f"{shares} “{twins[0].name}”" if len(twins) == 1 else f"{shares} {len(twins)} other cards"
    return said
