"""A demonstration as a value: scenes, each with a caption, what is lit, what flows, and what is written beside it."""

from __future__ import annotations

from dataclasses import dataclass

from designer.graph.design import Position, Wire


@dataclass(frozen=True)
class Flow:
    """What travels along a wire. Where it `stops`, the layer at its end does not take it."""

    wire: Wire
    words: str
    stops: bool = False


@dataclass(frozen=True)
class Note:
    """Figures beside a card, a line each."""

    card: str
    lines: tuple[str, ...]
    wrong: bool = False


@dataclass(frozen=True)
class Added:
    """A layer that a fix would put in: between which ones, or else where."""

    kind: str
    words: str
    before: str
    after: str
    place: Position


@dataclass(frozen=True)
class Change:
    """What a fix would do to the drawing: a ghost of it."""

    added: tuple[Added, ...] = ()
    removed: tuple[str, ...] = ()
    cut: tuple[Wire, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()
    """Cards that are there, and would be wired to each other."""


NO_CHANGE = Change()


@dataclass(frozen=True)
class Scene:
    """One step. `cards` are lit; with none of them and nothing that flows, all of the network is."""

    caption: str
    cards: tuple[str, ...] = ()
    flows: tuple[Flow, ...] = ()
    notes: tuple[Note, ...] = ()
    change: Change = NO_CHANGE
