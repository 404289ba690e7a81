"""Loads a heavy library in a thread once the window is shown, so that nobody waits for it later."""

from __future__ import annotations

import importlib
import threading

from PySide6.QtCore import QObject, Signal


class Warming(QObject):
    """Imports modules one after the other, beside the event loop; `done` comes in the thread this was made in.

    Only for modules that make no Qt objects when imported.
    """

    done = Signal()

    def __init__(self, modules: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = modules
        self._thread = threading.Thread(target=self._load, name="warming", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wait(self) -> None:
        """Let what was begun come to its end."""
        if self._thread.is_alive():
            self._thread.join()

    def _load(self) -> None:
        for name in self._modules:
            importlib.import_module(name)
        self.done.emit()
