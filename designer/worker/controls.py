"""What the user wants of a run, handed from the thread that listens to the one that trains."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

Errand = Callable[[], None]


class Controls:
    """The wishes for one run. The listening thread calls the verbs, the training thread the rest."""

    def __init__(self, pause_after: int = 0) -> None:
        self._changed = threading.Condition()
        self._stopped = False
        self._paused = False
        self._over = False
        self._left = pause_after or None
        self._errands: deque[Errand] = deque()

    # --- for the listening thread

    def pause(self) -> None:
        with self._changed:
            self._paused = True

    def resume(self, epochs: int = 0) -> None:
        with self._changed:
            self._paused, self._left = False, epochs or None
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def ask(self, errand: Errand) -> bool:
        """Have the training thread run an errand between two epochs; `False` if the run is over."""
        with self._changed:
            if self._over:
                return False
            self._errands.append(errand)
            self._changed.notify_all()
            return True

    # --- for the training thread

    @property
    def stopped(self) -> bool:
        return self._stopped

    @property
    def paused(self) -> bool:
        """Whether to wait now: the user said so, or the epochs allowed are used up."""
        with self._changed:
            return not self._stopped and (self._paused or self._left == 0)

    def allowed(self) -> int | None:
        """How many epochs may be run before the next pause; `None`: any number."""
        with self._changed:
            return self._left

    def spent(self, epochs: int) -> None:
        with self._changed:
            if self._left is not None:
                self._left = max(0, self._left - epochs)

    def wait(self, seconds: float) -> None:
        """Wait for a wish, but not for long; then do the errands."""
        with self._changed:
            if not self._errands:
                self._changed.wait(seconds)
        self.do_errands()

    def do_errands(self) -> None:
        while self._errands:
            self._errands.popleft()()

    def close(self) -> None:
        """The run is over: do what was asked for, and take no more."""
        with self._changed:
            self._over = True
        self.do_errands()
