"""What a step keeps as it is, and why a change of it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from designer.graph.design import Design
from designer.lessons.lesson import Locked


def refusal(locked: Iterable[Locked], before: Design, after: Design) -> str:
    """Why a step does not take a change of the design, in one sentence; nothing if it does."""
    for lock in locked:
        if _CHANGED[lock](before, after):
            return f"This step keeps {_NAMES[lock]} as {'it is' if lock in ('data', 'code') else 'they are'}. Leave the lesson to change anything."
    return ""


def _layers(before: Design, after: Design) -> bool:
    nodes = [
        {id: (node.kind, node.bypassed, node.shares) for id, node in design.graph.nodes.items()}
        for design in (before, after)
    ]
    return nodes[0] != nodes[1] or set(before.graph.wires) != set(after.graph.wires)


def _settings(before: Design, after: Design) -> bool:
    nodes = after.graph.nodes
    return any(node.settings != nodes[id].settings for id, node in before.graph.nodes.items() if id in nodes)


def _data(before: Design, after: Design) -> bool:
    return before.data.bare != after.data.bare


def _training(before: Design, after: Design) -> bool:
    return before.training != after.training


def _code(before: Design, after: Design) -> bool:
    """Code is locked where it is typed."""
    return False


_CHANGED: Mapping[Locked, Callable[[Design, Design], bool]] = {
    "layers": _layers,
    "settings": _settings,
    "data": _data,
    "training": _training,
    "code": _code,
}
_NAMES: Mapping[Locked, str] = {
    "layers": "the layers and wires",
    "settings": "the settings of the layers",
    "data": "the data",
    "training": "the training settings",
    "code": "the code",
}
