"""A lesson as it is played: which step is on, what was answered and trained in it, and which of its checks pass."""

from __future__ import annotations

import time
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal

from designer.errors import FileError, LayerloomError
from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.graph.files import decode, encode
from designer.lessons import Lesson, Opened, Step, Verdict, open_lesson
from designer.lessons.checks import Evidence
from designer.lessons.checks.answering import Prediction
from designer.lessons.evidence import Given, Trained, essence
from designer.lessons.handin import write_hand_in
from designer.lessons.locks import refusal
from designer.lessons.progress import Done, Learner, Learners
from designer.lessons.starts import begun
from designer.ui.session import Session
from designer.ui.training.run import WELL, Phase, RunController

LOOK_MS = 120
"""After a change the checks are looked at once nothing else has changed for so long."""
GUESS_FIRST = "Guess first: the lesson asks what will happen. Your guess is in the Lesson panel."


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
        self._session, self._run, self._learners = session, run, learners
        self.learner = Learner()
        self._opened: Opened | None = None
        self._at = 0
        self._runs: list[Trained] = []
        self._trained = False  # in this step
        self._first = Design()
        self.verdicts: dict[str, Verdict] = {}
        self.asked = False
        """Whether it was asked if the step is right: what fails then says why."""
        self.hints = 0
        """How many hints of the step are open."""
        self._since = time.monotonic()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_MS)
        self._soon.timeout.connect(self._look)
        session.snapshot_changed.connect(self._design_changed)
        run.changed.connect(self._run_changed)
        run.began.connect(self._run_began)

    # --- questions ---

    @property
    def lesson(self) -> Lesson | None:
        return self._opened.lesson if self._opened is not None else None

    @property
    def source(self) -> Opened | None:
        """Where the lesson that is on comes from."""
        return self._opened

    @property
    def at(self) -> int:
        """The number of the step that is on, from 0."""
        return self._at

    @property
    def step(self) -> Step:
        assert self.lesson is not None
        return self.lesson.steps[self._at]

    @property
    def done(self) -> Done:
        """How far the learner is in this lesson."""
        return self.learner.at(self._name)

    @property
    def passed(self) -> bool:
        """Whether every check of this step passes, or did before."""
        return self.step.title in self.done.passed or all(verdict.passed for verdict in self.verdicts.values())

    @property
    def last(self) -> bool:
        return self.lesson is not None and self._at == len(self.lesson.steps) - 1

    # --- what the learner does ---

    def open(self, path: Path, language: str = "") -> bool:
        """Begin a lesson, or go on with it where it was left. Says whether it could."""
        try:
            opened = open_lesson(path, language)
            title = opened.lesson.front.title
        except FileError as error:
            self.refused.emit(str(error))
            return False
        self.play(opened)
        self.said.emit(
            f"“{title}”, step {self._at + 1} of {len(opened.lesson.steps)}. Your own work is kept under File, Open recent."
        )
        return True

    def play(self, opened: Opened, there: Design | None = None) -> None:
        """Begin a lesson that was opened, with a design on the canvas if it is told one."""
        self.leave()
        self._opened, self._runs = opened, []
        self._since = time.monotonic()
        self._begin(there or Design())

    def leave(self) -> None:
        """End the lesson; the design stays as it is."""
        if self._opened is None:
            return
        self._put_by()
        self._opened = None
        self._session.refuses = None
        self._run.waits_for = ""
        self._soon.stop()
        self.opened.emit()

    def take(self, learner: str) -> None:
        """Somebody else learns now. A lesson that is on begins where they left it."""
        if learner == self.learner.name:
            return
        if self._opened is not None:
            self._put_by()
        self.learner = self._learners.load(learner)
        self._runs = []
        if self._opened is not None:
            self._begin(Design())

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
        self._trained = False

    def hint(self) -> None:
        """Open one more hint."""
        if self.hints < len(self.step.hints):
            self.hints += 1
            self._tell(hints=self.done.hints + 1)
            self.changed.emit()

    def answer(self, name: str, given: Given) -> None:
        """Take the answer to a question; to a prediction only before something was trained."""
        check = next(check for check in self.step.checks if check.name == name)
        if isinstance(check, Prediction):
            if self._trained:
                self.said.emit("It was trained already; a guess counts only before. Reset the step to guess again.")
                return
            self._tell(guesses={**self.done.guesses, name: given})
        else:
            self._tell(answers={**self.done.answers, name: given})
        self._hold_back()
        self._look()

    def hand_in(self, path: Path) -> None:
        """Write the work on this lesson as a file to hand in."""
        lesson = self.lesson
        if lesson is None:
            return
        self._put_by()
        try:
            write_hand_in(path, self.learner.name, self._name, lesson.front.title, self.done, time.time())
        except FileError as error:
            self.refused.emit(str(error))
        else:
            self.said.emit(f"Wrote {path.name}. Give it to your teacher.")

    def check(self) -> None:
        """Ask whether the step is right; what fails says what was expected, what there is and what to try."""
        if self.lesson is None:
            return
        self.asked = True
        self._tell(checked=self.done.checked + 1)
        self._look()
        failing = sum(not verdict.passed for verdict in self.verdicts.values())
        self.said.emit(
            "Right." if not failing else f"{failing} of {len(self.verdicts)} not yet; the Lesson panel says why."
        )

    # --- within ---

    @property
    def _name(self) -> str:
        assert self._opened is not None
        return self._opened.lesson.front.name or self._opened.folder.name

    def _begin(self, there: Design) -> None:
        """Show the lesson where it was left, with what the canvas held then."""
        assert self._opened is not None
        lesson = self._opened.lesson
        self._at = min(self.done.step, len(lesson.steps) - 1)
        self._session.refuses = None
        self.begins.emit(self._worked(self._at) or there, lesson.front.title)
        self.opened.emit()
        self._enter(self._at)

    def _enter(self, step: int) -> None:
        """Begin a step, or go on with what was done in it."""
        self._at = step
        self.hints, self.asked, self._trained, self.verdicts = 0, False, False, {}
        self._first = self._start()
        design = self._worked(step) or self._first
        if design != self._session.design:
            self._put(design, f"Begin “{self.step.title}”")
        self._session.refuses = self._refusal if self.step.view.lock else None
        self._hold_back()
        self._tell(step=step)
        self.stepped.emit()
        self._look()

    def _start(self) -> Design:
        """What the step begins with."""
        assert self._opened is not None
        there = (self._worked(self._at - 1) if self._at else None) or self._session.design
        if self.step.start is None:
            return there
        try:
            return begun(self.step.start, there, self._opened.file)
        except LayerloomError as error:
            self.refused.emit(f"This step cannot begin as the lesson wants: {error}")
            return there

    def _worked(self, step: int) -> Design | None:
        """What the canvas held when a step was left; nothing where it never was."""
        assert self._opened is not None
        return _decoded(self.done.work.get(self._opened.lesson.steps[step].title, ""))

    def _put(self, design: Design, label: str) -> None:
        self._session.refuses = None
        self._session.end_gesture()
        self._session.edit(Edit(label, lambda before: design))
        self._session.end_gesture()
        self._session.refuses = self._refusal if self.step.view.lock else None

    def _refusal(self, before: Design, after: Design) -> str:
        return refusal(self.step.view.lock, before, after)

    def _hold_back(self) -> None:
        """Train waits for the guesses that the step asks for."""
        wanted = [check.name for check in self.step.checks if isinstance(check, Prediction)]
        self._run.waits_for = GUESS_FIRST if any(name not in self.done.guesses for name in wanted) else ""

    def _design_changed(self, snapshot: object) -> None:
        if self._opened is not None:
            self._soon.start()

    def _run_began(self) -> None:
        self._trained = True

    def _run_changed(self) -> None:
        run = self._run.run
        if self._opened is None or run is None or self._run.phase is not Phase.FINISHED or run.outcome not in WELL:
            return
        trained = Trained(
            essence(run.design), run.plan.training.seed, {name: tuple(log) for name, log in run.logs.items()}
        )
        if not self._runs or self._runs[-1] != trained:
            self._runs.append(trained)
            self._look()

    def _look(self) -> None:
        """Hold the step against what there is now."""
        if self._opened is None:
            return
        evidence = Evidence(
            analysis=self._session.snapshot.analysis,
            answers=self.done.answers,
            guesses=self.done.guesses,
            runs=tuple(self._runs),
            seen=self._trained and not self._run.active,
        )
        self.verdicts = {str(check.name): check.judge(evidence) for check in self.step.checks}
        if self.passed and self.step.title not in self.done.passed:
            self._tell(passed=(*self.done.passed, self.step.title))
            self._put_by()
        self.changed.emit()

    def _put_by(self) -> None:
        """Keep what the canvas holds as the work on this step, unless that passed and this does not."""
        passes = all(verdict.passed for verdict in self.verdicts.values())
        if passes or self.step.title not in self.done.passed or self.step.title not in self.done.work:
            work = {**self.done.work, self.step.title: encode(self._session.design).decode()}
            self._tell(work=work)

    def _tell(self, **what: object) -> None:
        """Change what is kept of this lesson, and keep it."""
        self.learner = self.learner.told(self._name, replace(self.done, **what))
        self._keep()

    def _keep(self) -> None:
        if self._opened is None:
            return
        now = time.monotonic()
        seconds, self._since = now - self._since, now
        done = replace(self.done, seconds=self.done.seconds + min(seconds, 600.0))
        self.learner = self.learner.told(self._name, done)
        try:
            self._learners.save(self.learner)
        except FileError as error:
            self.said.emit(str(error))


def _decoded(text: str) -> Design | None:
    """A design as it was kept; none where there is none, or it cannot be read."""
    try:
        return decode(text.encode()) if text else None
    except FileError:
        return None
