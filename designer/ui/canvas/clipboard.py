"""Copied layers as text: JSON with a version, fit for another window, a chat or an editor.

Whatever stands around it there, prose or a fence, is passed over. Nothing of a text is believed: it is read
strictly, and bounded in size, number and depth before anything is made of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from json import JSONDecoder

import msgspec

from designer.errors import LayerloomError
from designer.graph.design import Block, Comment, Frame, Node, Position, Wire
from designer.graph.fragments import Fragment
from designer.values import too_deep

VERSION = 2
READ = (1, 2)
"""The versions that are read: the first had layers and wires only."""
LARGEST = 8 * 1024 * 1024
MOST = 5_000
"""How many things can be pasted at once."""
DEEPEST = 50
"""How many blocks can lie in each other."""
LONGEST_NAME, LONGEST_TEXT = 200, 100_000
FARTHEST = 1e6
"""The largest coordinate that is taken over, in pixels."""
KEY = '"layerloom_copy"'
TRIES = 4
"""At how many places of a text an object is looked for."""

OTHER = "The clipboard holds no layers, but some other text. Copy some layers first."


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


class _Versioned(msgspec.Struct, frozen=True):
    layerloom_copy: int


class NotCopied(LayerloomError):
    """A text that is pasted holds no layers; the sentence says what was found."""


class OtherText(NotCopied):
    """The text is not Layerloom's at all; somebody else's network may be in it."""


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
    copied: Copied | None = None
    for part in _objects(text):
        copied = _read(part)
        if copied is not None:
            return _checked(copied)
    raise OtherText(OTHER)


def _objects(text: str) -> Iterator[str]:
    """What may be the copied object: the whole text, then what stands from a brace before the key on."""
    yield text
    at = text.find(KEY)
    tries = 0
    while at >= 0 and tries < TRIES:
        for start in {text.rfind("{", 0, at), text.find("{", 0, at)} - {-1}:
            tries += 1
            try:
                _, end = JSONDecoder().raw_decode(text, start)
            except (ValueError, RecursionError):
                continue
            yield text[start:end]
        at = text.find(KEY, at + len(KEY))


def _read(text: str) -> Copied | None:
    """The copied object if the text is one."""
    try:
        return msgspec.json.decode(text, type=Copied)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        pass
    try:
        found = msgspec.json.decode(text, type=_Versioned).layerloom_copy
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    _check_version(found)
    raise NotCopied("The clipboard's text has layers in it that are damaged. Copy them again.")


def _check_version(found: int) -> None:
    if found not in READ:
        raise NotCopied("These layers were copied by another version of Layerloom. Update both to the same one.")


def _checked(copied: Copied) -> Fragment:
    _check_version(copied.layerloom_copy)
    things = (*copied.nodes, *copied.frames, *copied.comments, *copied.blocks)
    ids = {thing.id for thing in things}
    if not ids or len(ids) < len(things):
        raise NotCopied("The clipboard's text has no layers, or two with the same id. Copy them again.")
    if len(things) > MOST or len(copied.wires) > 10 * MOST:
        raise NotCopied(f"The clipboard's text has more than {MOST:,} things in it. Copy fewer at once.")
    _check_names(copied)
    if any(too_deep(value) for node in copied.nodes for value in node.settings.values()):
        raise NotCopied("The clipboard's text has layers that lie in each other too deep. Copy other layers.")
    nodes = {node.id for node in copied.nodes}
    if any(wire.target not in nodes for wire in copied.wires):
        raise NotCopied("The clipboard's text has a wire that leads to no layer of it. Copy the layers again.")
    blocks = {block.id for block in copied.blocks}
    inside = {id: home for id, home in copied.inside.items() if id in ids and home in blocks}
    _check_depth(inside, blocks)
    places = {id: (_near(x), _near(y)) for id, (x, y) in copied.positions.items() if id in ids}
    missing = (id for id in ids if id not in places)
    places.update({id: (0.0, 100.0 * at) for at, id in enumerate(sorted(missing))})
    wires = set(copied.wires)
    bends = tuple((wire, tuple((_near(x), _near(y)) for x, y in at)) for wire, at in copied.bends if wire in wires)
    return Fragment(copied.nodes, copied.wires, places, copied.frames, copied.comments, copied.blocks, inside, bends)


def _check_names(copied: Copied) -> None:
    named = (*(node.name for node in copied.nodes), *(block.name for block in copied.blocks))
    if any(not name.strip() or len(name) > LONGEST_NAME for name in named):
        raise NotCopied("The clipboard's text has a layer whose name is empty or too long. Copy the layers again.")
    if len({node.name for node in copied.nodes}) < len(copied.nodes):
        raise NotCopied("The clipboard's text has two layers of the same name. Copy the layers again.")
    texts = (*(frame.title for frame in copied.frames), *(comment.text for comment in copied.comments))
    if any(len(text) > LONGEST_TEXT for text in texts) or any(len(node.kind) > LONGEST_NAME for node in copied.nodes):
        raise NotCopied("The clipboard's text has a title or a comment that is too long. Copy the layers again.")


def _check_depth(inside: dict[str, str], blocks: set[str]) -> None:
    """No block may lie in itself, nor deeper than anyone folds."""
    for block in blocks:
        depth, home = 0, inside.get(block, "")
        while home:
            depth, home = depth + 1, inside.get(home, "")
            if depth > DEEPEST:
                raise NotCopied("The clipboard's text has a block that lies in itself. Copy the layers again.")


def _near(coordinate: float) -> float:
    return max(-FARTHEST, min(FARTHEST, coordinate)) if math.isfinite(coordinate) else 0.0
