"""Drawing between other things: a few milliseconds of it at a time, so that the window never waits."""

from __future__ import annotations

import time
from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Signal

from designer.errors import LayerloomError

TURN = 0.012
"""How long one turn goes on, in seconds, if a step is not longer by itself."""


class Work(QObject):
    """Takes the steps of a generator; ends with what it returns, or with the sentence of what went wrong."""

    done = Signal(object)
    failed = Signal(str)

    def __init__(self, steps: Generator[None, None, object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps = steps
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        self._timer.start(0)

    def stop(self) -> None:
        """Leave it where it is; nothing more is said."""
        self._timer.stop()
        self._steps.close()

    def _turn(self) -> None:
        end = time.perf_counter() + TURN
        try:
            while time.perf_counter() < end:
                next(self._steps)
        except StopIteration as finished:
            self._timer.stop()
            self.done.emit(finished.value)
        except LayerloomError as error:
            self._timer.stop()
            self.failed.emit(str(error))
