"""When Python looks for garbage: in the window's own thread alone, and never while Qt walks over widgets."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 300
"""How often is looked whether there may be garbage enough."""


class Collector(QObject):
    """Looks for garbage in the thread it was made in, as often as Python would.

    Python itself looks for it in whatever thread makes objects, such as one that reads a table, and ends the widgets it
    finds there. Qt asks widgets what they are without waiting for Python's turn, so it may ask one that ends just then.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Collect the oldest generation that is due, and all younger ones with it."""
        ages = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, limit) in enumerate(ages) if limit and count > limit]
        if due:
            gc.collect(due[-1])


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Let no widget go meanwhile: Qt walks a list of all there are, and Python may drop one whenever it runs."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
