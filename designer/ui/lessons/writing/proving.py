"""Holds a lesson against its own attempts beside the window; where it trains for that, in a worker of its own."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.errors import LayerloomError
from designer.lessons.opening import as_written
from designer.lessons.proving import faults_of
from designer.lessons.trials import Trials


class Proving(QObject):
    """One validation, in a thread of its own that holds it until it is over."""

    ended = Signal(object, str)
    """The faults that were found, and a sentence where not everything could be looked at."""

    def __init__(self, text: str, place: Path, *, train: bool) -> None:
        super().__init__()
        self._lesson = text, place
        self._trials = Trials() if train else None
        self._thread = threading.Thread(target=self._work, name="proving", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Nobody waits any more; a run that is on for it ends at once."""
        self.ended.disconnect()
        if self._trials is not None:
            self._trials.stop()

    def _work(self) -> None:
        try:
            with self._trials or nullcontext() as trials:
                text, place = self._lesson
                found, sentence = faults_of(as_written(place, text), trials), ""
        except LayerloomError as error:
            found, sentence = [], str(error)
        except Exception as error:  # the edge of a thread: who waits for it is to hear that it ended
            found, sentence = [], f"It stopped by a fault of ours ({type(error).__name__}). Try once more."
            threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread)))
        self.ended.emit(found, sentence)
