"""When what changes is to be kept: not at each key, and never so late that a crash costs much."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer, Signal

QUIET_MS = 400
"""A change is written once nothing changed for so long …"""
LATEST_S = 1.0
"""… and at the latest so many seconds after the first change that is not written yet: a crash costs less than two."""


class Soon(QObject):
    """Says when it is time, once changes have settled or the first of them has waited for long enough."""

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._since: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.due)

    @property
    def waiting(self) -> bool:
        """Whether something changed that nobody was told of yet."""
        return self._since is not None

    def touch(self) -> None:
        """Something changed."""
        now = time.monotonic()
        if self._since is None:
            self._since = now
        self._timer.start(max(0, min(QUIET_MS, int((LATEST_S - (now - self._since)) * 1000))))

    def stop(self) -> None:
        """What changed so far is seen to."""
        self._timer.stop()
        self._since = None
