"""Putting a layer into one that is wired in its place, and taking it out again."""

from __future__ import annotations

from collections.abc import Collection

from designer.analysis.remedies import turn_into
from designer.catalogue import KINDS, kind_named
from designer.graph.design import Node
from designer.graph.edits import Edit, sequence
from designer.values import ObjectValue

HELD = "layer"
"""The setting of a wrapper that holds the layer."""
WRAPPERS = tuple(kind.name for kind in KINDS.values() if HELD in kind.by_name)


def can_hold(wrapper: str, node: Node) -> bool:
    """Whether the wrapper takes this layer as it is set now."""
    return KINDS[wrapper].by_name[HELD].type.check(_inner(node)) is None


def held_in(node: Node) -> ObjectValue | None:
    """The layer that a wrapper holds, if the node is one and it could stand by itself."""
    value = node.settings.get(HELD) if node.kind in WRAPPERS else None
    return value if isinstance(value, ObjectValue) and kind_named(value.kind) is not None else None


def wrap(wrapper: str, nodes: Collection[Node]) -> Edit:
    """Put each of the layers into a wrapper of its own; wires, places and chosen names stay."""
    label = f"Wrap {_named(nodes)} in {wrapper}"
    return sequence(label, [turn_into(node, wrapper, {HELD: _inner(node)}, label) for node in nodes])


def unwrap(nodes: Collection[Node]) -> Edit:
    """Let the layers within these wrappers stand by themselves."""
    label = f"Unwrap {_named(nodes)}"
    held = ((node, held_in(node)) for node in nodes)
    return sequence(label, [turn_into(node, value.kind, value.settings, label) for node, value in held if value])


def _inner(node: Node) -> ObjectValue:
    return ObjectValue(node.kind, dict(node.settings))


def _named(nodes: Collection[Node]) -> str:
    return next(iter(nodes)).name if len(nodes) == 1 else f"{len(nodes)} layers"
