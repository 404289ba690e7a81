"""Layers that are used more than once: one card owns the layer, its twins call it again.

A twin names the owner in `shares`. It has the very kind and settings of the owner, so that whoever reads a node need
not know of sharing; `settled` sees to that after every edit, and a file has them once.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from designer.graph.design import Node

Nodes = Mapping[str, Node]


def has_layer(node: Node) -> bool:
    """Whether there is a layer to call again: at an Input examples come in."""
    return node.kind != "Input"


def owner_of(node: Node) -> str:
    """The id of the card that owns the layer of this one: its own, unless it is a twin."""
    return node.shares or node.id


def users_of(nodes: Nodes, node: Node) -> list[Node]:
    """Every card that calls the same layer, this one among them, the owner first."""
    owner = owner_of(node)
    owners = [nodes[owner]] if owner in nodes else []
    return owners + [other for other in nodes.values() if other.shares == owner]


def shared_ids(nodes: Nodes) -> set[str]:
    """The cards whose layer another card calls too."""
    twins = [node for node in nodes.values() if node.shares]
    return {node.id for node in twins} | {node.shares for node in twins}


def settled(nodes: dict[str, Node]) -> dict[str, Node]:
    """The same nodes with every twin like its owner; where an owner is gone, its first twin takes its place.

    Whatever the nodes say of each other, what comes out is sound. Where nothing is amiss it is the same object.
    """
    twins = [node for node in nodes.values() if node.shares]
    if not twins:
        return nodes
    heirs: dict[str, Node] = {}
    changed: dict[str, Node] = {}
    for twin in twins:
        owner = nodes.get(twin.shares)
        if owner is None or owner.shares or owner is twin:
            owner = heirs.setdefault(twin.shares, replace(twin, shares=""))
        if owner.id == twin.id:
            changed[twin.id] = owner
        elif not has_layer(owner):
            changed[twin.id] = replace(twin, shares="", kind=owner.kind, settings=owner.settings)
        elif twin.shares != owner.id or twin.kind != owner.kind or twin.settings is not owner.settings:
            changed[twin.id] = replace(twin, shares=owner.id, kind=owner.kind, settings=owner.settings)
    return {**nodes, **changed} if changed else nodes
