"""Reads networks beside the event loop, so that the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThreadPool, Signal

from designer.errors import FileError

STACK = 16 * 1024 * 1024
"""How much room a thread has for what is nested; Python's own parser needs some."""
Task = Callable[[], object]
"""Gives whatever is read, and no bare text."""


class Reader(QObject):
    """At most one thing is read at a time: what is asked for next takes its place."""

    read = Signal(object)
    """What was asked for last, once it is read."""
    refused = Signal(str)
    """Why nothing can be read, in one sentence."""
    _done = Signal(object, object)
    """A task, from the thread it was done in, and what it gave or the sentence why there is nothing."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setStackSize(STACK)
        self._task: Task | None = None
        self._done.connect(self._arrived)

    @property
    def running(self) -> bool:
        return self._task is not None

    def start(self, task: Task) -> None:
        """Begin to read; `read` or `refused` follows, unless it is cancelled."""
        self._task = task
        self._pool.start(partial(self._do, task))

    def cancel(self) -> bool:
        """Nothing is to come any more; says whether something was being read."""
        task, self._task = self._task, None
        return task is not None

    def close(self) -> None:
        """Read nothing any more, and wait until nothing is being read: this object has to be there that long."""
        self.cancel()
        self._pool.waitForDone()

    def _do(self, task: Task) -> None:
        try:
            found = task()
        except FileError as error:
            found = str(error)
        self._done.emit(task, found)

    def _arrived(self, task: Task, found: object) -> None:
        if task is not self._task:
            return
        self._task = None
        if isinstance(found, str):
            self.refused.emit(found)
        else:
            self.read.emit(found)
