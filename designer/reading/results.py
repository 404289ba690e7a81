"""What reading gives: a design, and a note for everything in the source that is not in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from designer.graph.design import Design
from designer.graph.specs import Aim
from designer.reading.things import one_line

MOST = 500
"""How many notes are kept; the last one then says how many more there were."""
LONGEST = 300

Say = Callable[[str], None]
"""Takes one sentence about the place that is being read."""


class Note(msgspec.Struct, frozen=True):
    """Something that could not be read: where it stands (a line, or a path in the JSON), and one plain sentence."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class Told(msgspec.Struct, frozen=True):
    """What a source says of one card: the first and last of its lines, and the name it has for it, if any.

    `bend` marks the card of an activation that is written into the layer before it; `refused` names the settings that
    were given and could not be read.
    """

    lines: tuple[int, int] = (0, 0)
    name: str = ""
    bend: bool = False
    refused: frozenset[str] = frozenset()


class Reading(msgspec.Struct, frozen=True):
    """A network written elsewhere as a design, and what of it the design does not have.

    `told` says of each card where it stands in the source, for Keras source only. `outputs` are the cards of the
    outputs in the network's order where the source says how they are trained, and `aims` what each of several aims at.
    """

    design: Design
    notes: tuple[Note, ...] = ()
    told: dict[str, Told] = {}
    outputs: tuple[str, ...] = ()
    aims: tuple[Aim, ...] = ()

    def started_from(self, path: Path) -> Reading:
        """The same, to start from the weights in a file."""
        training = replace(self.design.training, start=str(path.absolute()))
        return replace(self, design=replace(self.design, training=training))


class Notes:
    """Gathers notes; the same one is kept once."""

    def __init__(self) -> None:
        self._kept: dict[Note, None] = {}
        self._more = 0

    def add(self, where: str, what: str) -> None:
        """Note something about a place."""
        if len(self._kept) >= MOST:
            self._more += 1
            return
        what = what if len(what) <= LONGEST else f"{what[:LONGEST]}…"
        note = Note(one_line(where, LONGEST), one_line(what, LONGEST + 1))
        self._kept[note] = None

    def at(self, where: str) -> Say:
        """What notes sentences about one place."""

        def say(what: str) -> None:
            self.add(where, what)

        return say

    def all(self) -> tuple[Note, ...]:
        """Everything that was noted, in that order."""
        more = (Note("", f"{self._more:,} more things could not be read."),) if self._more else ()
        return (*self._kept, *more)
