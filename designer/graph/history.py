"""Undo and redo: a list of designs with the labels of the edits between them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.values import alike

LIMIT = 1000
"""How many steps can be undone. Designs share what did not change, so a step costs little."""


@dataclass(frozen=True)
class Step:
    """A design that was left, and the label of the edit that left it (or, ahead, that leads on)."""

    design: Design
    label: str


@dataclass(frozen=True)
class History:
    """The present design, what it was before (oldest first) and what was undone (nearest first)."""

    present: Design
    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()
    gesture: Hashable = None

    def apply(self, edit: Edit, merge: Hashable = None) -> History:
        """The history after `edit`; the same object if the edit changes nothing.

        Edits that follow each other with the same `merge` (one drag, one typing of a number) become
        one step, undone together and labelled by the last of them; if they come back to where they began,
        no step is left.
        """
        after = edit(self.present)
        if after is self.present:
            return self
        if merge is not None and merge == self.gesture and self.past:
            if alike(after, self.past[-1].design):
                return History(self.past[-1].design, self.past[:-1])
            past = (*self.past[:-1], replace(self.past[-1], label=edit.label))
        else:
            past = (*self.past, Step(self.present, edit.label))[-LIMIT:]
        return History(after, past, (), merge)

    def closed(self) -> History:
        """The same history with its last step finished: the next edit starts a step of its own."""
        return replace(self, gesture=None) if self.gesture is not None else self

    def undo(self) -> History:
        """One step back; the same object if there is none."""
        if not self.past:
            return self
        *rest, last = self.past
        return History(last.design, tuple(rest), (Step(self.present, last.label), *self.future))

    def redo(self) -> History:
        """One step forward again; the same object if there is none."""
        if not self.future:
            return self
        following, *rest = self.future
        return History(following.design, (*self.past, Step(self.present, following.label)), tuple(rest))

    @property
    def undo_label(self) -> str:
        """What undo would take back, or nothing."""
        return self.past[-1].label if self.past else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again, or nothing."""
        return self.future[0].label if self.future else ""
