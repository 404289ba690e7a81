"""Whether rows are to be held in memory, or taken from the disk batch by batch."""

from __future__ import annotations

from typing import Final

MOST_NUMBERS = 500_000_000
"""More numbers than these are never held in memory; as float32 they take 2 GB."""

SHARE: Final = 0.2
"""Which share of the memory that is free now the rows may take. Beside them lie the file they are read from, a copy in
the order in which they are trained on, and for a moment another: together up to five times as much."""


def adapted_at_once(numbers: int) -> int:
    """How many rows of so many numbers, that lie on the disk, a layer that adapts to them is shown together."""
    return max(32, min(4_096, 1_000_000 // max(1, numbers)))


def fit_in_memory(numbers: int) -> bool:
    """Whether so many numbers can be held as float32 with all that training adds."""
    if numbers > MOST_NUMBERS:
        return False
    import psutil  # loading it takes a while, and small data is most data

    return bool(4 * numbers <= SHARE * psutil.virtual_memory().available)
