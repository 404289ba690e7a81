"""A lesson as it is played: which step is on, what was answered in it, and which of its checks pass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from designer.errors import FileError, LayerloomError
from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.lessons import Lesson, Opened, Step, Verdict, open_lesson
from designer.lessons.checks import Check, Evidence
from designer.lessons.evidence import Given
from designer.lessons.locks import refusal
from designer.lessons.progress import Done, Learner, Learners
from designer.lessons.seeds import with_own
from designer.lessons.starts import begun
from designer.ui.lessons.record import Record
from designer.ui.lessons.watched_runs import GUESS_FIRST, WatchedRuns
from designer.ui.session import Session
from designer.ui.training.controller import RunController

LOOK_MS = 120
"""After a change the checks are looked at once nothing else has changed for so long."""
TOO_LATE = "It was trained already; a guess counts only before. Reset the step to guess again."


class Player(QObject):
    """Plays one lesson at a time. Whoever shows it asks, and hears `changed`."""

    opened = Signal()
    """Another lesson is on, or none."""
    stepped = Signal()
    """Another step is on."""
    changed = Signal()
    """Answers, hints or what the checks say changed."""
    said = Signal(str)
    """A sentence for the status line."""
    refused = Signal(str)
    """Something could not be done; a sentence to show until it is read."""
    begins = Signal(object, str)
    """A lesson begins with a design of its own: the design, and the lesson's title. What is open is to be set aside."""

    def __init__(self, session: Session, run: RunController, learners: Learners, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._record = Record(learners, self)
        self.runs = WatchedRuns(run, self)
        self._opened: Opened | None = None
        self._at = 0
        self._first = Design()
        self.verdicts: dict[str, Verdict] = {}
        self.asked = False
        """Whether it was asked if the step is right: what fails then says why."""
        self.hints = 0
        """How many hints of the step are open."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_MS)
        self._soon.timeout.connect(self._look)
        session.snapshot_changed.connect(self._design_changed)
        self.runs.came.connect(self._look)
        self._record.failed.connect(self.said)

    # --- questions ---

    @property
    def lesson(self) -> Lesson | None:
        return self._opened.lesson if self._opened is not None else None

    @property
    def source(self) -> Opened | None:
        """Where the lesson that is on comes from."""
        return self._opened

    @property
    def learner(self) -> Learner:
        return self._record.learner

    @property
    def done(self) -> Done:
        """How far the learner is in this lesson."""
        return self._record.done

    def given(self, check: Check) -> Given | None:
        """What was answered to a check."""
        return self._record.given(check)

    @property
    def at(self) -> int:
        """The number of the step that is on, from 0."""
        return self._at

    @property
    def step(self) -> Step:
        assert self.lesson is not None
        return self.lesson.steps[self._at]

    @property
    def passed(self) -> bool:
        """Whether every check of this step passes, or did before."""
        return self._at in self.done.passed or self._passes

    @property
    def last(self) -> bool:
        return self.lesson is not None and self._at == len(self.lesson.steps) - 1

    # --- what the learner does ---

    def open(self, path: Path, language: str = "") -> bool:
        """Begin a lesson, or go on with it where it was left. Says whether it could."""
        try:
            opened = open_lesson(path, language)
            front, steps = opened.lesson.front, opened.lesson.steps
        except FileError as error:
            self.refused.emit(str(error))
            return False
        self.play(opened)
        self.said.emit(
            f"“{front.title}”, step {self._at + 1} of {len(steps)}. Your own work is kept under File, Open recent."
        )
        return True

    def play(self, opened: Opened, there: Design | None = None, step: int | None = None) -> None:
        """Begin a lesson that was opened, with a design on the canvas and in a step if it is told them."""
        self.leave()
        self._opened = opened
        self._record.begin(opened)
        self.runs.begin()
        self._at = min(self.done.step if step is None else step, len(opened.lesson.steps) - 1)
        first = self._start(self._before(self._at) or there or Design())
        self.begins.emit(self._record.work(self._at) or first, opened.lesson.front.title)
        self._session.refuses = self._refusal
        self.opened.emit()
        self._enter(self._at, first)

    def leave(self) -> None:
        """End the lesson; the design stays as it is."""
        if self._opened is None:
            return
        self._put_by()
        self._soon.stop()
        self._opened = None
        self._record.end()
        self._session.refuses = None
        self.runs.hold_back("")
        self.opened.emit()

    def take(self, learner: str) -> None:
        """Somebody else learns now. A lesson that is on begins where they left it."""
        opened = self._opened
        if learner == self.learner.name:
            self._record.look_again()
            return
        self.leave()
        self._record.take(learner)
        if opened is not None:
            self.play(opened)

    def go(self, step: int) -> None:
        """Go to any step."""
        if self.lesson is not None and 0 <= step < len(self.lesson.steps) and step != self._at:
            self._put_by()
            self._enter(step)

    def next(self) -> None:
        """Go on, or leave a lesson that is over."""
        if self.last:
            self.said.emit("The lesson is done.")
            self.leave()
        else:
            self.go(self._at + 1)

    def back(self) -> None:
        self.go(self._at - 1)

    def reset(self) -> None:
        """Put the step's beginning back onto the canvas, as a step that can be undone."""
        self._put(self._first, f"Reset “{self.step.title}”")
        self.runs.step()
        self._look()

    def hint(self) -> None:
        """Open one more hint."""
        if self.hints < len(self.step.hints):
            self.hints += 1
            self._record.tell(hints=self.done.hints + 1)
            self.changed.emit()

    def answer(self, name: str, given: Given) -> None:
        """Take the answer to a question of the step that is on, or take it back; a guess only before training."""
        checks = self.step.checks if self.lesson is not None else ()
        check = next((check for check in checks if check.name == name), None)
        if check is None:
            return  # of a step that was left while somebody typed
        before = self.given(check)
        if before == given:
            return
        if check.before_training and self.runs.trained and before is not None:
            self.said.emit(TOO_LATE)
        else:
            self._record.take_answer(check, given)
            self._hold_back()
        self._look()

    def make(self, kind: type[Check], made: Given) -> None:
        """Take what was made as the answer to the checks of a kind; once they pass, what does not pass is not kept."""
        checks = self.step.checks if self.lesson is not None else ()
        for check in checks:
            if isinstance(check, kind) and self.given(check) != made:
                before = self.verdicts.get(str(check.name))
                evidence = replace(self._evidence(), answers={**self.done.answers, str(check.name): made})
                if before is None or not before.passed or check.judge(evidence).passed:
                    self._record.take_answer(check, made)
        self._look()

    def check(self) -> None:
        """Ask whether the step is right; what fails says what was expected, what there is and what to try."""
        if self.lesson is None:
            return
        self.asked = True
        self._record.tell(checked=self.done.checked + 1)
        self._look()
        failing = sum(not verdict.passed for verdict in self.verdicts.values())
        self.said.emit(
            "Right." if not failing else f"{failing} of {len(self.verdicts)} not yet; the Lesson panel says why."
        )

    def hand_in(self, path: Path) -> None:
        """Write the work on this lesson as a file to hand in."""
        self._put_by()
        try:
            self._record.hand_in(path)
        except FileError as error:
            self.refused.emit(str(error))
        else:
            self.said.emit(f"Wrote {path.name}. Give it to your teacher.")

    # --- within ---

    @property
    def _passes(self) -> bool:
        return all(verdict.passed for verdict in self.verdicts.values())

    def _before(self, step: int) -> Design | None:
        return self._record.work(step - 1) if step else None

    def _enter(self, step: int, first: Design | None = None) -> None:
        """Begin a step, or go on with what was done in it; `first` is how it begins where that is known."""
        self._at = step
        self.hints, self.asked, self.verdicts = 0, False, {}
        self.runs.step()
        self._first = first or self._start(self._before(step) or self._session.design)
        self._put(self._record.work(step) or self._first, f"Begin “{self.step.title}”")
        self._hold_back()
        self._record.tell(step=step)
        self.stepped.emit()
        self._look()

    def _start(self, there: Design) -> Design:
        """What the step begins with, where the canvas holds something, as this learner has it."""
        assert self._opened is not None
        if self.step.start is not None:
            try:
                there = begun(self.step.start, there, self._opened.file)
            except LayerloomError as error:
                self.refused.emit(f"This step cannot begin as the lesson wants: {error}")
        return with_own(there, self._opened, self.learner.name)

    def _put(self, design: Design, label: str) -> None:
        """Put a design onto the canvas, whatever is locked."""
        self._session.refuses = None
        self._session.end_gesture()
        self._session.edit(Edit(label, lambda before: design))
        self._session.end_gesture()
        self._session.refuses = self._refusal

    def _refusal(self, before: Design, after: Design) -> str:
        return refusal(self.step.view.lock, before, after)

    def _hold_back(self) -> None:
        """Train waits for the guesses that the step asks for."""
        missing = any(check.before_training and self.given(check) is None for check in self.step.checks)
        self.runs.hold_back(GUESS_FIRST if missing else "")

    def _design_changed(self, snapshot: object) -> None:
        if self._opened is not None:
            self._soon.start()

    def _look(self) -> None:
        """Hold the step against what there is now."""
        self._soon.stop()
        if self._opened is None:
            return
        evidence = self._evidence()
        self.verdicts = {str(check.name): check.judge(evidence) for check in self.step.checks}
        if self._passes and self._at not in self.done.passed:
            self._record.tell(passed=(*self.done.passed, self._at))
            self._record.put_by(self._at, self._session.design)
        self.changed.emit()

    def _evidence(self) -> Evidence:
        """What there is now."""
        return Evidence(
            analysis=self._session.snapshot.analysis,
            answers=self.done.answers,
            guesses=self.done.guesses,
            runs=self.runs.runs,
            seen=self.runs.seen,
            came=self.runs.last,
        )

    def _put_by(self) -> None:
        """Keep what the canvas holds as the work on this step, unless that passed and this does not."""
        if self._soon.isActive():
            self._look()
        if self._passes or self._at not in self.done.passed or self._at not in self.done.work:
            self._record.put_by(self._at, self._session.design)
