"""The runs of training that count for a lesson: those that began while it was on."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from designer.lessons.evidence import Trained, essence
from designer.ui.training.controller import RunController
from designer.ui.training.run import WELL, Phase

GUESS_FIRST = "Guess first: the lesson asks what will happen. Your guess is in the Lesson panel."
SHOWN = (*WELL, "diverged")
"""The outcomes after which there are curves to look at; a network that diverged counts for no check."""


class WatchedRuns(QObject):
    """Follows the run of a window."""

    came = Signal()
    """One more run is over."""

    def __init__(self, run: RunController, parent: QObject) -> None:
        super().__init__(parent)
        self._run = run
        self._counted: int | None = None  # the run that is counted already, or began before
        self.runs: tuple[Trained, ...] = ()
        self.trained = False
        """Whether something was trained in this step."""
        self.last: Trained | None = None
        """The newest run of this step that is over, well or not."""
        run.began.connect(self._began)
        run.changed.connect(self._changed)

    @property
    def seen(self) -> bool:
        """Whether something was trained in this step, to its end."""
        return self.trained and not self._run.active

    def begin(self) -> None:
        """From now on runs count, for a lesson or a learner that has none yet."""
        self.runs = ()
        self._counted = self._run.run.id if self._run.run is not None else None

    def step(self) -> None:
        """Another step is on, or it begins again."""
        self.trained, self.last = False, None

    def hold_back(self, sentence: str) -> None:
        """Training waits for what a sentence says; for nothing if it is empty."""
        self._run.waits_for = sentence

    def _began(self) -> None:
        self.trained = True

    def _changed(self) -> None:
        run = self._run.run
        if run is None or self._run.phase is not Phase.FINISHED or run.outcome not in SHOWN or run.id == self._counted:
            return
        self._counted = run.id
        logs = {name: tuple(log) for name, log in run.logs.items()}
        trained = Trained(essence(run.design), run.plan.training.seed, logs)
        self.last = trained if self.trained else None
        if run.outcome in WELL:
            self.runs = (*self.runs, trained)
        self.came.emit()
