"""Marking beside the window: a folder of what was handed in, file by file."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from designer.errors import LayerloomError
from designer.lessons import Opened, open_lesson
from designer.lessons.handin import SUFFIX
from designer.lessons.lying import lessons_in
from designer.lessons.marking import Marker
from designer.lessons.trials import Trials


class Marking(QObject):
    """Marks what lies in a folder, in a thread of its own, which the worker that trains for it lives as long as.

    Known are `lessons`, those that a teacher `added`, which take the place of others of their name, and those that lie in
    the folder themselves.
    """

    lying = Signal(object)
    """The lessons that lie in the folder, as `Lying`."""
    found = Signal(int)
    """How many files there are."""
    marked = Signal(object)
    """The `Mark` of one file."""
    ended = Signal(str)
    """All are marked, or a sentence why no more are."""

    def __init__(self, lessons: Sequence[Path], added: Sequence[Opened], folder: Path) -> None:
        super().__init__()
        self._lessons, self._added, self._folder = lessons, tuple(added), folder
        self._trials = Trials()
        self._stopped = False
        self._thread = threading.Thread(target=self._work, name="marking", daemon=True)

    @property
    def going(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Mark no more. A run that is on for it ends at once, and nobody waits."""
        self._stopped = True
        self._trials.stop()

    def _work(self) -> None:
        sentence = ""
        try:
            self._mark_all()
        except (LayerloomError, OSError) as error:
            sentence = str(error)
        except Exception as error:  # the edge of a thread: who waits for it is to hear that it ended
            sentence = f"Marking stopped by a fault of ours ({type(error).__name__}). Mark the folder once more."
            threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread)))
        if not self._stopped:
            self.ended.emit(sentence)

    def _mark_all(self) -> None:
        known = [*map(open_lesson, self._lessons), *self._added]
        lying = lessons_in(self._folder, known)
        self.lying.emit(lying)
        files = sorted(self._folder.rglob(f"*{SUFFIX}"))
        self.found.emit(len(files))
        with self._trials:
            for mark in Marker([*known, *lying.lessons], self._trials).marks(files):
                if self._stopped:
                    return
                self.marked.emit(mark)
