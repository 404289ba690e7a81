"""A curve is drawn a little behind its numbers, so that it is seen to move even when a run took a tenth of a second."""

from __future__ import annotations

import math

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QStyle

BEHIND = 0.25
"""In seconds: after so long two thirds of what is new are drawn, after four times that all of it. A run that goes on
is never drawn further behind than this."""
NEAR = 0.005
"""What share of a curve may be missing before nobody sees it."""


class Reveal:
    """How many epochs are drawn. It catches up with those recorded, fast at first; `lively` off, at once."""

    def __init__(self, lively: bool) -> None:
        self.lively = lively
        self.shown = 0.0
        self._epochs = 0
        self._last = 0.0

    @property
    def complete(self) -> bool:
        """Whether all is drawn that was recorded."""
        return self.shown >= self._epochs

    def finish(self, epochs: int) -> None:
        """Draw all of these."""
        self._epochs = epochs
        self.shown = float(epochs)

    def wake(self, now: float) -> None:
        """The clock runs from now on: nothing was drawn for a while."""
        self._last = now

    def move(self, epochs: int, now: float) -> None:
        """So many are recorded; draw as many more as the time since the last move asks for."""
        passed, self._last, self._epochs = now - self._last, now, epochs
        missing = epochs - self.shown
        if self.lively:
            missing *= math.exp(-passed / BEHIND)
        if not self.lively or missing <= max(0.5, NEAR * epochs):
            missing = 0.0
        self.shown = epochs - missing


def motion_wanted() -> bool:
    """Whether things should move at all: not where the system asks for less motion, nor unseen."""
    moves = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
    return moves and QGuiApplication.platformName() != "offscreen"
