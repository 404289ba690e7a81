"""How much of each card shows, by how close it is: the one place where that is decided."""

from __future__ import annotations

from enum import IntEnum

from designer.ui.canvas.metrics import FULL, NAME


class Tier(IntEnum):
    """From afar to close by; whoever is closer shows at least what the one before shows."""

    BOXES = 0
    """Plain boxes and straight lines, a few calls for all of them."""
    LARGE = 1
    """Kind and headline, in large type."""
    WORDS = 2
    """All words, at reading size."""
    OPEN = 3
    """There is room on a card for what is inside it."""


STARTS = {Tier.LARGE: NAME, Tier.WORDS: FULL, Tier.OPEN: 1.8}
"""Screen pixels per unit from which on a tier holds."""


def tier_of(scale: float) -> Tier:
    """The tier that holds under a scale, in screen pixels per unit."""
    return max((tier for tier, start in STARTS.items() if scale >= start), default=Tier.BOXES)
