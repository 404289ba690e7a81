"""The last things that were done, by the names of their actions alone: what a report needs to be retraced."""

from __future__ import annotations

import time
from collections import deque
from typing import Final

LAST: Final = 40


class Trail:
    """Remembers the last actions of this start."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._steps: deque[tuple[float, str]] = deque(maxlen=LAST)

    def add(self, action: str) -> None:
        """Something was done; `action` is the name it has in the table of actions."""
        self._steps.append((time.monotonic() - self._begun, action))

    def lines(self) -> list[str]:
        """One line for each, the oldest first, with the seconds since the start."""
        return [f"{seconds:8.1f} s  {action}" for seconds, action in self._steps]
