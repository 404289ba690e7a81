"""Loads heavy libraries in a thread once the window is shown, so that nobody waits for them later."""

from __future__ import annotations

import importlib
import threading

from PySide6.QtCore import QObject, Signal


class Warming(QObject):
    """Imports modules one after the other, beside the event loop.

    Only for modules that make no Qt objects when imported.
    """

    loaded = Signal(str)
    """A module is there. It comes in the thread the object was made in."""

    def __init__(self, modules: tuple[str, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = modules
        self._stopped = False
        self._thread = threading.Thread(target=self._load, name="warming", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the module that is being loaded, and no more."""
        self._stopped = True
        if self._thread.is_alive():
            self._thread.join()

    def _load(self) -> None:
        for name in self._modules:
            if self._stopped:
                return
            importlib.import_module(name)
            self.loaded.emit(name)
