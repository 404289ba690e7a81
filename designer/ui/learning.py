"""Learns what the user wires after what, and keeps it in a small file of theirs. Nothing of it leaves the machine."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from designer.atomic import write_atomically
from designer.catalogue import kind_named
from designer.errors import FileError
from designer.ui.canvas.habits import NO_HABITS, Habits, capped, used

LATER_MS = 30_000
"""From a first use until it is written, with all that came meanwhile."""
LARGEST = 1_000_000
"""Bytes. A larger file is none of ours."""
FORGOTTEN = "Forgotten. Search shows layers in the order it came with."

Pair = tuple[str, str]
"""A kind, and the kind that was wired after it."""


class Learning(QObject):
    """Reads the file when it is first asked what was learned. Where it cannot be read or written, all goes on without."""

    said = Signal(str)

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._known: Habits | None = None
        self._new: list[Pair] = []
        """What the file does not have yet."""
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._write)

    def habits(self) -> Habits:
        """What was learned so far."""
        if self._known is None:
            self._pool.waitForDone()
            self._known = learned(read(self._file), self._new)
        return self._known

    def note(self, pairs: Sequence[Pair]) -> None:
        """These were wired by hand."""
        self._new += pairs
        if self._known is not None:
            self._known = learned(self._known, pairs)
        if not self._later.isActive():
            self._later.start()

    def forget(self) -> None:
        """Start anew, as if nothing had been wired ever."""
        self._later.stop()
        self._pool.waitForDone()
        self._new, self._known = [], NO_HABITS
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        self.said.emit(FORGOTTEN)

    def close(self) -> None:
        """Write what is new now."""
        self._later.stop()
        self._write()
        self._pool.waitForDone()

    def _write(self) -> None:
        """Aside: a slow disk must not hold the window up."""
        new, self._new = self._new, []
        if new:
            self._pool.start(partial(add, self._file, new))


def learned(habits: Habits, pairs: Iterable[Pair]) -> Habits:
    """The habits after some more uses; of kinds there are."""
    for before, after in pairs:
        if kind_named(before) is not None and kind_named(after) is not None:
            habits = used(habits, before, after)
    return habits


def read(file: Path) -> Habits:
    """What a file holds; nothing if it is missing or damaged."""
    try:
        if file.stat().st_size > LARGEST:
            return NO_HABITS
        return capped(msgspec.json.decode(file.read_bytes(), type=Habits))
    except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return NO_HABITS


def add(file: Path, pairs: Iterable[Pair]) -> None:
    """Put uses to those a file has by now: another window may have written it meanwhile."""
    with contextlib.suppress(OSError, FileError):
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, msgspec.json.encode(learned(read(file), pairs)))
