"""A file of the last crashes on this machine, for whoever wants to report one.

Python's own errors are written when they happen. A crash in a library ends the process at once; Python's
`faulthandler` leaves a dump beside the log then, which the next start takes in.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO, Final

import psutil

from designer.atomic import write_atomically
from designer.errors import FileError
from designer.health.private import dump_of, trace_of

KEPT: Final = 20
"""How many crashes are kept."""
LARGEST: Final = 200_000
APART: Final = "\n\n"
SAID: Final = (
    "Something went wrong inside Layerloom, and was noted. Your work is kept. "
    "Help > Copy report has what to hand on if it comes again."
)


class CrashLog:
    """The log of one folder, which several windows may share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "crashes.log"
        self._dump: IO[bytes] | None = None
        self._busy = threading.Lock()
        self.happened: Callable[[], None] = _nothing
        """Called after something was noted, in whatever thread it was."""

    def watch(self) -> None:
        """From now on note what nobody catches."""

        def note(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            if issubclass(kind, KeyboardInterrupt):
                sys.__excepthook__(kind, error, trace)
                return
            self.note(error, trace)
            print(SAID, file=sys.stderr)
            self.happened()

        def note_in_thread(given: threading.ExceptHookArgs) -> None:
            if given.exc_value is not None:
                note(given.exc_type, given.exc_value, given.exc_traceback)

        sys.excepthook = note
        threading.excepthook = note_in_thread
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._take_dumps()
            self._dump = (self._folder / f"dump-{os.getpid()}.txt").open("wb")
            faulthandler.enable(self._dump)

    def close(self) -> None:
        """The process ends as it should."""
        sys.excepthook, threading.excepthook = sys.__excepthook__, threading.__excepthook__
        if self._dump is not None:
            faulthandler.disable()
            self._dump.close()
            with contextlib.suppress(OSError):
                Path(self._dump.name).unlink(missing_ok=True)

    def note(self, error: BaseException, trace: TracebackType | None = None) -> None:
        """Write down what happened. That it cannot be written must not be the next error."""
        self._add(trace_of(error, trace))

    def text(self) -> str:
        """The crashes kept, the newest last."""
        try:
            return self._file.read_text("utf-8", errors="replace")[-LARGEST:].strip()
        except OSError:
            return ""

    def _add(self, what: str) -> None:
        with self._busy:
            before = [entry for entry in self.text().split(APART) if entry]
            now = time.strftime("%Y-%m-%d %H:%M")
            kept = [*before, f"{now}\n{what}"][-KEPT:]
            with contextlib.suppress(FileError):
                write_atomically(self._file, (APART.join(kept) + "\n").encode())

    def _take_dumps(self) -> None:
        """Take in what processes left that are gone."""
        for file in sorted(self._folder.glob("dump-*.txt")):
            owner = file.stem.removeprefix("dump-")
            if owner.isdecimal() and psutil.pid_exists(int(owner)) and int(owner) != os.getpid():
                continue
            told = dump_of(file.read_bytes()[:LARGEST].decode("utf-8", errors="replace"))
            if told:
                self._add(told)
            file.unlink(missing_ok=True)


def _nothing() -> None:
    """What follows from a crash before there is a window."""
