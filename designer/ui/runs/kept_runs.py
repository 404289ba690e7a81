"""The window's way to the kept runs: two threads with a store each, one that writes and one that reads.

Nothing here waits. What is asked for comes as a signal; what is written is read back and shown as it then stands, so
that this window and others show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from designer.errors import LayerloomError
from designer.runs.desk import Desk
from designer.runs.record import RunRow
from designer.runs.store import Store
from designer.runs.upkeep import tidy
from designer.runs.weights import cap, set_cap, weights_file

SOON_MS = 60
"""So soon after something was written it is read back."""
LOOK_MS = 2000
"""So often it is looked whether another window wrote something, while runs are on the screen."""
AT_ONCE = 400
"""So many runs are shown at a time, with the event loop's turn in between."""


class KeptRuns(QObject):
    """All kept runs of this user."""

    changed = Signal(object)
    """Runs that are new or not as they were, a list of `RunRow`; deleted ones are marked."""
    said = Signal(str)
    """A sentence for the status line."""
    answered = Signal(object, object)
    """The answer to a question, and the function that was to get it."""
    room_changed = Signal(object, object)
    """How many bytes the kept networks take, and how many they may."""
    _wrote = Signal()
    _told = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._told.connect(self._tell)
        self._writer = Desk(folder, self._told.emit, tidy)
        self._reader = Desk(folder, self._told.emit)
        self._aside = Desk(folder, self._told.emit)
        self._heard: set[str] = set()
        self._seen = 0
        self._waiting: list[RunRow] = []
        self.rows: dict[str, RunRow] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.refresh)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._announce)
        self._wrote.connect(self._soon.start)
        self.answered.connect(self._answer)

    # --- what others use ---

    @property
    def writer(self) -> Desk:
        """Who keeps what a run says of itself; call `wrote` after giving it work."""
        return self._writer

    def begin(self) -> None:
        """Tidy up after windows that are gone, and read what is kept."""
        self.write(_nothing)

    def watch(self, on: bool) -> None:
        """Whether runs are on the screen, so that what other windows do to them is looked for."""
        if on:
            self._look.start()
            self.refresh()
        else:
            self._look.stop()

    def write(self, work: Callable[[Store], None]) -> None:
        """Have something written, and then shown."""
        self._writer.give(work)
        self.wrote()

    def wrote(self) -> None:
        """What the writer was given so far is to be shown once it is done."""
        self._writer.give(self._tell_written)

    def change(self, ids: Iterable[str], **values: Any) -> None:
        """Set columns of runs (see `Store.change`)."""
        self.write(partial(_change, tuple(ids), values))

    def ask(self, question: Callable[[Store], Any], answer: Callable[[Any], None]) -> None:
        """Have a question answered in the reader's thread, and `answer`, a method, called here with what it is."""
        self._reader.give(partial(self._put, question, answer))

    def aside(self, question: Callable[[Store], Any], answer: Callable[[Any], None]) -> None:
        """The same for what may take long, in a third thread."""
        self._aside.give(partial(self._put, question, answer))

    def weights_path(self, id: str) -> Path | None:
        """The kept network of a run, a `.keras` file, or nothing where none is kept."""
        row = self.rows.get(id)
        return weights_file(self.folder, id) if row is not None and row.weights else None

    def set_cap(self, size: int) -> None:
        """Let the kept networks take so many bytes."""
        self.write(partial(set_cap, size))

    def refresh(self) -> None:
        """Ask what changed since the last time."""
        self.ask(partial(_changed, self._seen), self._take)

    def close(self) -> None:
        """Write what was given, then no more."""
        for timer in (self._soon, self._look, self._turn):
            timer.stop()
        self._writer.close()
        self._reader.close(1.0)
        self._aside.close()

    # --- within ---

    def _put(self, question: Callable[[Store], Any], answer: Callable[[Any], None], store: Store) -> None:
        try:
            found = question(store)
        except LayerloomError as error:
            self.said.emit(str(error))
            return
        self.answered.emit(found, answer)

    def _answer(self, found: Any, answer: Callable[[Any], None]) -> None:
        answer(found)

    def _tell(self, sentence: str) -> None:
        """What several threads find is said once."""
        if sentence not in self._heard:
            self._heard.add(sentence)
            self.said.emit(sentence)

    def _tell_written(self, store: Store) -> None:
        self._wrote.emit()

    def _take(self, found: tuple[list[RunRow], int, int]) -> None:
        rows, taken, allowed = found
        rows = [row for row in rows if row.revision > self._seen]
        if rows:
            self._seen = max(row.revision for row in rows)
            self._waiting += rows
        self.room_changed.emit(taken, allowed)
        self._announce()

    def _announce(self) -> None:
        rows, self._waiting = self._waiting[:AT_ONCE], self._waiting[AT_ONCE:]
        for row in rows:
            if row.deleted:
                self.rows.pop(row.id, None)
            else:
                self.rows[row.id] = row
        if rows:
            self.changed.emit(rows)
        if self._waiting:
            self._turn.start(0)


def _changed(since: int, store: Store) -> tuple[list[RunRow], int, int]:
    """What changed, how much the kept networks take, and how much they may."""
    return store.rows(since), sum(row.weights for row in store.with_weights()), cap(store)


def _change(ids: tuple[str, ...], values: dict[str, Any], store: Store) -> None:
    store.change(ids, **values)


def _nothing(store: Store) -> None:
    """Opening the store is all it takes."""
