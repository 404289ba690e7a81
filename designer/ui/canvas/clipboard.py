"""Copied layers as text: JSON with a version, fit for another window, a chat or an editor."""

from __future__ import annotations

import math

import msgspec

from designer.errors import LayerloomError
from designer.graph.design import Block, Comment, Frame, Node, Position, Wire
from designer.graph.fragments import Fragment

VERSION = 1
LARGEST = 8 * 1024 * 1024
FARTHEST = 1e6
"""The largest coordinate that is taken over, in pixels."""


class Copied(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What the clipboard's text holds."""

    layerloom_copy: int
    nodes: tuple[Node, ...] = ()
    wires: tuple[Wire, ...] = ()
    positions: dict[str, Position] = {}
    frames: tuple[Frame, ...] = ()
    comments: tuple[Comment, ...] = ()
    blocks: tuple[Block, ...] = ()
    inside: dict[str, str] = {}
    bends: tuple[tuple[Wire, tuple[Position, ...]], ...] = ()


class NotCopied(LayerloomError):
    """A text that is pasted holds no layers; the sentence says what was found."""


def to_text(fragment: Fragment) -> str:
    """The text that copying puts on the clipboard."""
    copied = Copied(VERSION, **{name: getattr(fragment, name) for name in Fragment.__struct_fields__})
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
    things = (*copied.nodes, *copied.frames, *copied.comments, *copied.blocks)
    ids = {thing.id for thing in things}
    if not ids or len(ids) < len(things):
        raise NotCopied("The clipboard's text has no layers, or two with the same id. Copy them again.")
    if any(not node.name.strip() or len(node.name) > 200 for node in copied.nodes):
        raise NotCopied("The clipboard's text has a layer whose name is empty or too long. Copy the layers again.")
    nodes = {node.id for node in copied.nodes}
    if any(wire.target not in nodes for wire in copied.wires):
        raise NotCopied("The clipboard's text has a wire that leads to no layer of it. Copy the layers again.")
    blocks = {block.id for block in copied.blocks}
    inside = {id: home for id, home in copied.inside.items() if id in ids and home in blocks}
    if any(_turns(inside, id) for id in blocks):
        raise NotCopied("The clipboard's text has a block that lies in itself. Copy the layers again.")
    places = {id: (_near(x), _near(y)) for id, (x, y) in copied.positions.items() if id in ids}
    missing = (id for id in ids if id not in places)
    places.update({id: (0.0, 100.0 * at) for at, id in enumerate(sorted(missing))})
    wires = set(copied.wires)
    bends = tuple((wire, tuple((_near(x), _near(y)) for x, y in at)) for wire, at in copied.bends if wire in wires)
    return Fragment(copied.nodes, copied.wires, places, copied.frames, copied.comments, copied.blocks, inside, bends)


def _turns(inside: dict[str, str], block: str) -> bool:
    """Whether going out of a block again and again never ends."""
    seen = {block}
    while (block := inside.get(block, "")) and block not in seen:
        seen.add(block)
    return bool(block)


def _near(coordinate: float) -> float:
    return max(-FARTHEST, min(FARTHEST, coordinate)) if math.isfinite(coordinate) else 0.0
