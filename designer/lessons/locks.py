"""What a step keeps as it is, and why a change of it is refused.

A lock is one of the words in `WHOLES`, a kind of layer (`Dense`), of which none is added, removed or changed, or one
setting of a kind (`Dense.units`). With `panels` locked, those that the step does not show cannot be brought back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from designer.catalogue import kind_named
from designer.graph.design import Design, Node

WHOLES: Mapping[str, str] = {
    "layers": "the layers and wires",
    "settings": "the settings of the layers",
    "data": "the data",
    "training": "the training settings",
    "code": "the code",
    "panels": "the panels",
}
"""What can be locked as a whole, by the word for it."""


def refusal(locked: Iterable[str], before: Design, after: Design) -> str:
    """Why a step does not take a change of the design, in one sentence; nothing if it does."""
    for lock in locked:
        if _changes(lock, before, after):
            return kept(lock)
    return ""


def kept(lock: str) -> str:
    """What is said where somebody wants to change what is locked, in one sentence."""
    return f"This step keeps {_said(lock)}. Leave the lesson to change anything."


def lock_fault(lock: str) -> str:
    """Why there is no such lock, in one sentence; nothing if there is one."""
    if lock in WHOLES:
        return ""
    name, dot, setting = lock.partition(".")
    kind = kind_named(name)
    if kind is None:
        return f"Nothing called {name!r} can be locked. Expected {', '.join(WHOLES)}, or a kind of layer as Keras calls it."
    if dot and setting not in kind.by_name:
        return f"{name} has no setting called {setting!r} to lock. It has {', '.join(kind.by_name)}."
    return ""


def _changes(lock: str, before: Design, after: Design) -> bool:
    whole = _CHANGED.get(lock)
    if whole is not None:
        return whole(before, after)
    name, dot, setting = lock.partition(".")
    return _setting(name, setting, before, after) if dot else _kind(name, before, after)


def _said(lock: str) -> str:
    if lock in WHOLES:
        return f"{WHOLES[lock]} as {'it is' if lock == 'code' else 'they are'}"
    name, _, setting = lock.partition(".")
    return f"{setting} of the {name} layers as it is" if setting else f"the {name} layers as they are"


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


def _elsewhere(before: Design, after: Design) -> bool:
    """No part of a design: code is locked where it is typed, panels where they are brought up."""
    return False


def _kind(name: str, before: Design, after: Design) -> bool:
    """Whether layers of a kind came, went or were changed; what they are called and wired to is none of it."""
    layers = [
        {node.id: (node.settings, node.bypassed, node.shares) for node in _of(name, design)}
        for design in (before, after)
    ]
    return layers[0] != layers[1]


def _setting(name: str, setting: str, before: Design, after: Design) -> bool:
    """Whether a setting of layers that stay is another: one that is left out is what it is by itself."""
    kind, there = kind_named(name), {node.id: node for node in _of(name, after)}
    return kind is not None and any(
        kind.filled(node.settings).get(setting) != kind.filled(there[node.id].settings).get(setting)
        for node in _of(name, before)
        if node.id in there
    )


def _of(name: str, design: Design) -> Iterable[Node]:
    return (node for node in design.graph.nodes.values() if node.kind == name)


_CHANGED: Mapping[str, Callable[[Design, Design], bool]] = {
    "layers": _layers,
    "settings": _settings,
    "data": _data,
    "training": _training,
    "code": _elsewhere,
    "panels": _elsewhere,
}
