"""A thread with a store of its own: it is given work, and nobody waits for the disk.

What goes wrong is told in one sentence, once; the next piece of work is tried all the same, as a disk may have room by
then, and before it what is owed. A database that is damaged or too new is set aside, and a new one begun.
"""

from __future__ import annotations

import queue
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from designer.errors import FileError
from designer.runs.database import NAME, Damaged, cause, file_at, is_damage, is_read_only, set_aside
from designer.runs.schema import Newer
from designer.runs.store import Store

Work = Callable[[Store], None]
Failed = Callable[[], None]
T = TypeVar("T")

_opening = threading.Lock()
"""Of two desks of one process only one sets a database aside."""


def _nothing() -> None:
    """What follows where nobody waits."""


class Desk:
    """Does what it is given, one thing after the other."""

    def __init__(self, folder: Path, told: Callable[[str], None], first: Work | None = None) -> None:
        """`told` gets sentences, in the desk's thread; `first` is done whenever a database was opened and found whole."""
        self._folder, self._told, self._first = folder, told, first
        self._work: queue.SimpleQueue[tuple[Work, Failed] | None] = queue.SimpleQueue()
        self._owed: dict[Work, None] = {}  # in its order; only the desk's thread touches it
        self._store: Store | None = None
        self._complained = False
        self._thread = threading.Thread(target=self._run, name="runs", daemon=True)
        self._begun = self._closed = False

    def give(self, work: Work, failed: Failed = _nothing) -> None:
        """Have this done soon. Where it cannot be, `failed` is called in the desk's thread."""
        if self._closed:
            return
        if not self._begun:
            self._begun = True
            self._thread.start()
        self._work.put((work, failed))

    def owe(self, work: Work) -> None:
        """Have this done soon. Where it cannot be, it is tried again before whatever comes next and when the desk closes."""
        self.give(work, partial(self._owe, work))

    def ask(self, question: Callable[[Store], T], seconds: float = 10.0) -> T | None:
        """Wait for an answer: for programs without an event loop. `None` if there is none."""
        answers: queue.SimpleQueue[T | None] = queue.SimpleQueue()
        self.give(lambda store: answers.put(question(store)), lambda: answers.put(None))
        try:
            return answers.get(timeout=seconds)
        except queue.Empty:
            return None

    def close(self, seconds: float = 5.0) -> None:
        """Do what was given, then no more; waits for it, but not for ever."""
        self._closed = True
        if self._begun:
            self._work.put(None)
            self._thread.join(seconds)

    def _run(self) -> None:
        while (given := self._work.get()) is not None:
            self._catch_up()
            self._do(*given)
        self._catch_up()
        if self._store is not None:
            self._store.close()

    def _owe(self, work: Work) -> None:
        self._owed[work] = None

    def _catch_up(self) -> None:
        owed, self._owed = self._owed, {}
        for work in owed:
            self._do(work, partial(self._owe, work))

    def _do(self, work: Work, failed: Failed) -> None:
        try:
            try:
                work(self._opened())
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if not is_damage(error):
                    raise
                self._leave()
                work(self._opened())
        except (FileError, sqlite3.Error, OSError, UnicodeError) as error:
            self._complain(error)
            if is_read_only(error):
                self._leave()  # it stays so until it is opened again, whatever may be written by then
            failed()
        except Exception as error:  # the edge of a thread: what is given next has to be done all the same
            threading.excepthook(threading.ExceptHookArgs((type(error), error, error.__traceback__, self._thread)))
            failed()

    def _opened(self) -> Store:
        if self._store is not None and not self._store.stands:
            self._leave()
            if file_at(self._folder / NAME) is None:  # else whoever put another one there has said so
                self._told(f"The list of runs in {self._folder} was taken away while it was open. A new one is begun.")
        if self._store is None:
            with _opening:
                self._store = self._open()
            if self._first is not None:
                self._first(self._store)
        return self._store

    def _open(self) -> Store:
        path = self._folder / NAME
        try:
            return Store(self._folder, checked=self._first is not None)
        except Newer as error:
            away = set_aside(path, "newer")
            self._told(f"{error} It is kept as {away.name}, and a new list is begun.")
        except Damaged as error:
            away = set_aside(path, "damaged")
            self._told(f"{error} It is kept as {away.name}, and a new list is begun.")
        return Store(self._folder)

    def _leave(self) -> None:
        if self._store is not None:
            self._store.close()
        self._store = None

    def _complain(self, error: Exception) -> None:
        if self._complained:
            return
        self._complained = True
        why = str(error) if isinstance(error, FileError) else f"Runs cannot be kept in {self._folder}: {cause(error)}."
        self._told(f"{why} Training goes on all the same.")
