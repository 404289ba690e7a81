"""How much a source may ask for. What takes more is given up with a sentence, whatever it was."""

from __future__ import annotations

from designer.reading.sketch import TooMuch

LARGEST = 300_000
"""The longest source that is read, in bytes."""
STEPS = 100_000
"""How many expressions and statements are followed in all."""
CALLS = 20
"""How deep functions may call each other."""
NESTED = 60
"""How deep an expression may go."""
LENGTH = 5_000
"""The longest text, list or range that is made."""
BITS = 64
"""The longest whole number that comes out of arithmetic, in bits."""


class Limits:
    """Counts what was done."""

    def __init__(self) -> None:
        self._steps = 0

    def step(self) -> None:
        """One more thing is done. Raises `TooMuch`."""
        self._steps += 1
        if self._steps > STEPS:
            raise TooMuch("The program does more than anyone would draw. What comes after this was left out.")
