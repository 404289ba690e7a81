"""Reads what is being written beside the window, whenever the typing pauses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from designer.analysis import analyse
from designer.graph.design import Design
from designer.lessons import Fault, Opened, Step, Verdict
from designer.lessons.checks import Evidence
from designer.lessons.opening import as_written
from designer.ui.lessons.writing.manuscript import Manuscript
from designer.ui.reader import Reader

PAUSE_MS = 300
NOWHERE = Path(__file__).parent / "nowhere" / "lesson.md"
"""Where a lesson lies that has no place yet: no file is there."""


@dataclass(frozen=True)
class Looked:
    """A text that was read: the lesson, everything wrong with it, and how each step's checks begin."""

    text: str
    opened: Opened
    faults: tuple[Fault, ...]
    verdicts: tuple[dict[str, Verdict], ...]

    @property
    def steps(self) -> tuple[Step, ...]:
        return self.opened.read.lesson.steps if self.opened.read.lesson is not None else ()


def look(text: str, path: Path) -> Looked:
    """Read a text as the lesson at a place."""
    opened = as_written(path, text)
    steps = opened.read.lesson.steps if opened.read.lesson is not None else ()
    nothing = Evidence(analyse(Design()))
    verdicts = [{str(check.name): check.judge(nothing) for check in step.checks} for step in steps]
    return Looked(text, opened, opened.faults, tuple(verdicts))


class Reading(QObject):
    """Follows a manuscript; what was read last is `looked`."""

    read = Signal()

    def __init__(self, manuscript: Manuscript, parent: QObject) -> None:
        super().__init__(parent)
        self._manuscript = manuscript
        self.looked: Looked | None = None
        self._reader = Reader(self)
        self._reader.read.connect(self._arrived)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PAUSE_MS)
        self._soon.timeout.connect(self._begin)

    @property
    def place(self) -> Path:
        """Where the lesson is, or would be to those who look for its files."""
        manuscript = self._manuscript
        if manuscript.path is not None:
            return manuscript.path
        return manuscript.folder / "lesson.md" if manuscript.folder is not None else NOWHERE

    def touch(self) -> None:
        """The text changed."""
        self._soon.start()

    def close(self) -> None:
        self._soon.stop()
        self._reader.close()

    def _begin(self) -> None:
        self._reader.start(partial(look, self._manuscript.text, self.place))

    def _arrived(self, looked: Looked) -> None:
        self.looked = looked
        self.read.emit()
