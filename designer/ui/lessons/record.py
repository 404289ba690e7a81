"""What is kept of one learner and the lesson that is on: how far they are, their answers, and their work on each step."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from designer.errors import FileError
from designer.graph.design import Design
from designer.graph.files import decode, encode
from designer.lessons import Opened
from designer.lessons.checks import Check
from designer.lessons.evidence import Given
from designer.lessons.handin import write_hand_in
from designer.lessons.progress import Done, Learner, Learners

WRITE_MS = 500
"""What changed is written, beside the window, once nothing else has changed for so long."""
LONGEST_BREAK = 600.0
"""Longer without anything being done counts as a break, in seconds."""


class Record(QObject):
    """Holds it in memory, and writes it soon after it changes. Lessons that are made for the moment are not kept."""

    failed = Signal(str)
    """It cannot be kept: a sentence."""

    def __init__(self, learners: Learners, parent: QObject) -> None:
        super().__init__(parent)
        self._learners = learners
        self._learner: Learner | None = None  # whose file is read once somebody asks
        self._opened: Opened | None = None
        self._made = Done()  # of a lesson that is made for the moment
        self._since = 0.0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WRITE_MS)
        self._soon.timeout.connect(self._write)

    @property
    def learner(self) -> Learner:
        """Who learns, with what was kept of them."""
        if self._learner is None:
            self._learner = self._learners.load(self._learners.last())
        return self._learner

    @property
    def done(self) -> Done:
        """How far the learner is in the lesson that is on."""
        assert self._opened is not None
        return self._made if self._opened.made else self.learner.at(self._opened.name)

    def take(self, name: str) -> None:
        """Somebody else learns now."""
        self.flush()
        self._learner = self._learners.load(name)
        self._learners.begin(name)

    def look_again(self) -> None:
        """Read the learner's file once more if nothing is held of them: it may have been brought meanwhile."""
        if not self.learner.lessons:
            self._learner = self._learners.load(self.learner.name)

    def begin(self, opened: Opened) -> None:
        """A lesson is on."""
        self._opened, self._made, self._since = opened, Done(), time.monotonic()

    def end(self) -> None:
        """No lesson is on any more."""
        self.flush()
        self._opened = None

    def tell(self, **what: object) -> None:
        """Change what is kept of the lesson."""
        assert self._opened is not None
        now = time.monotonic()
        seconds, self._since = now - self._since, now
        done = replace(self.done, seconds=self.done.seconds + min(seconds, LONGEST_BREAK), **what)
        if self._opened.made:
            self._made = done
        else:
            self._learner = self.learner.told(self._opened.name, done)
            self._soon.start()

    def given(self, check: Check) -> Given | None:
        """What was answered to a check, or guessed where it asks for that."""
        return (self.done.guesses if check.before_training else self.done.answers).get(str(check.name))

    def take_answer(self, check: Check, given: Given) -> None:
        """Keep what was answered to a check; nothing any more where it is empty."""
        kind, name = "guesses" if check.before_training else "answers", str(check.name)
        others = {other: one for other, one in getattr(self.done, kind).items() if other != name}
        self.tell(**{kind: others if given == "" else {**others, name: given}})

    def work(self, step: int) -> Design | None:
        """What the canvas held when a step was left; nothing where it never was, or what is kept cannot be read."""
        text = self.done.work.get(step, "")
        try:
            return decode(text.encode()) if text else None
        except FileError:
            return None

    def put_by(self, step: int, design: Design) -> None:
        """Keep what the canvas holds as the work on a step."""
        content = encode(design).decode()
        if self.done.work.get(step) != content:
            self.tell(work={**self.done.work, step: content})

    def hand_in(self, path: Path) -> None:
        """Write the work on the lesson as a file to hand in. Raises `FileError`."""
        assert self._opened is not None
        front = self._opened.lesson.front
        write_hand_in(path, self.learner.name, self._opened.name, front.title, self.done, time.time(), front.language)

    def flush(self) -> None:
        """Write at once what is not written yet."""
        if self._soon.isActive():
            self._soon.stop()
            self._write()
        self._pool.waitForDone()

    def _write(self) -> None:
        self._pool.start(partial(self._save, self.learner))

    def _save(self, learner: Learner) -> None:
        try:
            self._learners.save(learner)
        except FileError as error:
            self.failed.emit(str(error))
