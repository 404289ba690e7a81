"""How much of each card shows, by how close it is: the one place where that is decided."""

from __future__ import annotations

from enum import IntEnum
from math import log

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
    """There is room on a card for what is inside it: units as circles, weights as lines."""
    MAPS = 4
    """There is room in a unit for a map of what it answers."""


STARTS = {Tier.LARGE: NAME, Tier.WORDS: FULL, Tier.OPEN: 1.8, Tier.MAPS: 5.0}
"""Screen pixels per unit from which on a tier holds."""
ARRIVED = {Tier.OPEN: 2.5, Tier.MAPS: 6.4}
"""Screen pixels per unit from which on nothing is left of the tier before."""


def tier_of(scale: float) -> Tier:
    """The tier that holds under a scale, in screen pixels per unit."""
    return max((tier for tier, start in STARTS.items() if scale >= start), default=Tier.BOXES)


def arrived(tier: Tier, scale: float) -> float:
    """How far the picture has changed over to a tier, from 0 to 1: slowly at both ends."""
    start, end = STARTS[tier], ARRIVED[tier]
    share = min(1.0, max(0.0, log(scale / start) / log(end / start))) if scale > 0 else 0.0
    return share * share * (3.0 - 2.0 * share)
