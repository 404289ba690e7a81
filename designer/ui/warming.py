"""Brings what is heavy once the window is shown, without holding it up, so that nobody waits for it later."""

from __future__ import annotations

import importlib
import threading
import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

REST_MS = 150
"""Between two modules: an import in a thread slows the event loop down, which has to deal with the last one first."""
TURN_MS = 20
"""Between two lots of steps, so that mouse and keys come in between."""
LOT_SECONDS = 0.006
"""How long small steps may go on one after the other."""


class Warming(QObject):
    """Imports modules beside the event loop, one after the other, with a rest between.

    Only for modules that have nothing to do with Qt: see `importing.py`.
    """

    loaded = Signal(str)
    """A module is there. It comes in the thread the object was made in."""

    def __init__(self, modules: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = iter(modules)
        self._thread: threading.Thread | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._next)
        self.loaded.connect(self._loaded)

    def start(self) -> None:
        """Begin."""
        self._next()

    def stop(self) -> None:
        """Finish the module that is being loaded, and no more."""
        self._modules = iter(())
        self._rest.stop()
        if self._thread is not None:
            self._thread.join()

    def _next(self) -> None:
        name = next(self._modules, None)
        if name is not None:
            self._thread = threading.Thread(target=self._load, args=(name,), name="warming", daemon=True)
            self._thread.start()

    def _load(self, name: str) -> None:
        importlib.import_module(name)
        self.loaded.emit(name)

    def _loaded(self, name: str) -> None:
        self._rest.start()


class Steps(QObject):
    """Does some work in steps, with the event loop's turn in between."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[None] = iter(())
        self._turn = QTimer(self)
        self._turn.timeout.connect(self._step)

    def begin(self, work: Iterator[None]) -> None:
        """Do this, and leave what is not done yet of what was begun before."""
        self._work = work
        self._turn.start(TURN_MS)

    def _step(self) -> None:
        end = time.monotonic() + LOT_SECONDS
        for _ in self._work:
            if time.monotonic() > end:
                return
        self._turn.stop()
