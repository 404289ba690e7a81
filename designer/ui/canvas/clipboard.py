"""Copied layers as text: JSON with a version, fit for another window, a chat or an editor."""

from __future__ import annotations

import math

import msgspec

from designer.errors import LayerloomError
from designer.graph.design import Node, Position, Wire
from designer.graph.fragments import Fragment

VERSION = 1
LARGEST = 8 * 1024 * 1024
FARTHEST = 1e6
"""The largest coordinate that is taken over, in pixels."""


class Copied(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the clipboard's text holds."""

    layerloom_copy: int
    nodes: tuple[Node, ...]
    wires: tuple[Wire, ...] = ()
    positions: dict[str, Position] = {}


class NotCopied(LayerloomError):
    """A text that is pasted holds no layers; the sentence says what was found."""


def to_text(fragment: Fragment) -> str:
    """The text that copying puts on the clipboard."""
    copied = Copied(VERSION, fragment.nodes, fragment.wires, fragment.positions)
    return msgspec.json.format(msgspec.json.encode(copied), indent=1).decode()


def from_text(text: str) -> Fragment:
    """The layers in a text, whoever wrote it. Raises `NotCopied`."""
    if not text.strip():
        raise NotCopied("There is nothing to paste: the clipboard holds no text. Copy some layers first.")
    if len(text) > LARGEST:
        raise NotCopied(f"The clipboard's text is longer than {LARGEST:,} characters, so it is not taken.")
    try:
        copied = msgspec.json.decode(text, type=Copied)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise NotCopied("The clipboard holds no layers, but some other text. Copy some layers first.") from None
    if copied.layerloom_copy != VERSION:
        raise NotCopied("These layers were copied by another version of Layerloom. Update both to the same one.")
    return _checked(copied)


def _checked(copied: Copied) -> Fragment:
    ids = {node.id for node in copied.nodes}
    if not ids or len(ids) < len(copied.nodes):
        raise NotCopied("The clipboard's text has no layers, or two with the same id. Copy them again.")
    if any(not node.name.strip() or len(node.name) > 200 for node in copied.nodes):
        raise NotCopied("The clipboard's text has a layer whose name is empty or too long. Copy the layers again.")
    if any(wire.target not in ids for wire in copied.wires):
        raise NotCopied("The clipboard's text has a wire that leads to no layer of it. Copy the layers again.")
    places = {id: (_near(x), _near(y)) for id, (x, y) in copied.positions.items() if id in ids}
    missing = (id for id in ids if id not in places)
    places.update({id: (0.0, 100.0 * at) for at, id in enumerate(sorted(missing))})
    return Fragment(copied.nodes, copied.wires, places)


def _near(coordinate: float) -> float:
    return max(-FARTHEST, min(FARTHEST, coordinate)) if math.isfinite(coordinate) else 0.0
