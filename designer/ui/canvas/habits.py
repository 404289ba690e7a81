"""What someone wires after what, and how it changes the order in which search shows layers.

The unit is one use. The first of the usual order is worth `FIRST` uses, the ones after it evenly less, down to
nothing for a kind that is not in it. To that come the user's own uses, of which each later one takes a little:
so three in a row of any kind are worth more than the usual order, and what was done long ago counts for little.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

import msgspec

FIRST = 2.5
"""What being the first in the usual order is worth, in uses. Less than three in a row (2.91), more than two."""
FADE = 0.97
"""What is left of earlier uses after each further one behind the same kind: half after 23, never more than 33."""
FORGOTTEN = 0.05
"""A count that has faded below this is dropped."""
KINDS, FOLLOWERS = 300, 30
"""Of so many kinds is kept what follows, and of each so many that do."""

Uses = Mapping[str, float]
"""How often each kind was used, faded."""


class Habits(msgspec.Struct, frozen=True):
    """For each kind what was wired after it, and how often."""

    after: dict[str, dict[str, Annotated[float, msgspec.Meta(ge=0.0, le=1000.0)]]] = {}

    def uses_after(self, kind: str) -> Uses:
        return self.after.get(kind, {})

    def uses_before(self, kind: str) -> Uses:
        """How often `kind` was wired after each other."""
        return {before: own[kind] for before, own in self.after.items() if kind in own}


NO_HABITS = Habits()


def used(habits: Habits, before: str, after: str) -> Habits:
    """The habits once `after` was wired behind `before` another time."""
    own = {kind: count * FADE for kind, count in habits.uses_after(before).items()}
    own[after] = own.get(after, 0.0) + 1.0
    others = {kind: rest for kind, rest in habits.after.items() if kind != before}
    return capped(Habits({**others, before: own}))


def capped(habits: Habits) -> Habits:
    """Without what has faded away, and without the rarest where there is too much: the kinds used last stay."""
    kept = {}
    for kind in list(habits.after)[-KINDS:]:
        counts = {other: count for other, count in habits.after[kind].items() if count >= FORGOTTEN}
        most = sorted(counts, key=counts.__getitem__, reverse=True)[:FOLLOWERS]
        if most:
            kept[kind] = {other: counts[other] for other in most}
    return Habits(kept)


def blended(usual: Iterable[str], uses: Uses) -> list[str]:
    """The usual order and the user's own uses as one order; what is worth the same keeps the usual one."""
    order = list(dict.fromkeys(usual))
    worth = {kind: FIRST * (1.0 - at / len(order)) for at, kind in enumerate(order)}
    for kind, count in uses.items():
        worth[kind] = worth.get(kind, 0.0) + count
    return sorted(worth, key=worth.__getitem__, reverse=True)
