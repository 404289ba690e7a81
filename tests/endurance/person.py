"""Somebody who works without a rest: five edits a second, a save now and then, a network that trains.

    python tests/endurance/person.py work HOME FILE JOURNAL SEED     until somebody kills it
    python tests/endurance/person.py look HOME FILE                  open once more, say what is there, close

It is the real window, off the screen, with the real worker. Each line of the journal stands there before or after what
it tells, whatever happens next. The n-th edit calls a layer `edit_n`, so that a design tells how far it is.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from PySide6.QtCore import QTimer

from designer.graph.design import Design
from designer.graph.edits import rename, set_training
from designer.graph.files import encode
from designer.ui import app
from designer.ui.collecting import Collector
from designer.ui.window import Window

EDIT_MS = 200
SAVES = 0.12
"""How likely an edit is followed by a save."""
NAME = "edit_"


def edits_in(design: Design) -> int:
    """How many edits of the person are in a design."""
    names = (node.name for node in design.graph.nodes.values())
    return max((int(name.removeprefix(NAME)) for name in names if name.startswith(NAME)), default=0)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Journal:
    """Lines that are with the system, and so survive this process, once they are written."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, what: str, **more: object) -> None:
        os.write(self._file, json.dumps({"what": what, "at": time.time(), **more}).encode() + b"\n")


class Person:
    """Edits, saves and trains in one window."""

    def __init__(self, window: Window, journal: Journal, seed: int) -> None:
        self._window, self._journal = window, journal
        self._chance = random.Random(seed)
        self._edits = edits_in(window.session.design)
        self._timer = QTimer(window)
        self._timer.timeout.connect(self._step)
        self._timer.start(EDIT_MS)
        window.link.state_changed.connect(self._engine)
        window.run.advanced.connect(self._trained)

    def _step(self) -> None:
        session = self._window.session
        self._edits += 1
        node = next(node for node in session.design.graph.nodes.values() if node.kind == "Dense")
        assert session.edit(rename(node, f"{NAME}{self._edits}"))
        self._journal.write("edited", number=self._edits)
        if self._chance.random() < SAVES:
            self._save()

    def _save(self) -> None:
        told = digest(encode(self._window.session.design))
        self._journal.write("saves", digest=told)
        assert self._window.files.save()
        self._journal.write("saved", digest=told)

    def _engine(self, state: str) -> None:
        ready = self._window.link.ready
        if ready is not None:
            self._journal.write("ready", pid=ready.pid)
            self._window.run.train_or_pause()

    def _trained(self) -> None:
        run = self._window.run.run
        if run is not None and run.epochs:
            self._journal.write("trained", epochs=run.epochs)


def work(home: Path, file: Path, journal: Path, seed: int) -> int:
    application = app.application()
    window = app.new_window(home, file)
    window.show()
    Collector(window)  # as the application has one
    window.session.edit(set_training("", epochs=1_000_000))
    person = Person(window, Journal(journal), seed)
    code = application.exec()
    assert person is not None
    return code


def look(home: Path, file: Path) -> int:
    """Open the window as a person would after a crash, and print what it shows as soon as it is painted."""
    application = app.application()
    window = app.new_window(home, file)
    window.painted.connect(_told(window))
    window.show()
    return application.exec()


def _told(window: Window) -> Callable[[], None]:
    def tell() -> None:
        told = {"edits": edits_in(window.session.design), "dirty": window.session.dirty}
        print(json.dumps(told), flush=True)
        QTimer.singleShot(0, window.close)

    return tell


if __name__ == "__main__":
    what, *given = sys.argv[1:]
    if what == "look":
        sys.exit(look(*map(Path, given)))
    sys.exit(work(*map(Path, given[:3]), int(given[3])))
