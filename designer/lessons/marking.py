"""Marks what learners handed in: every check is judged anew, by what the file holds and never by what it claims.

Nothing of a file is run. Networks are trained again where a check asks for a run, each once, however many handed in the
same. Of data only that of the lesson is read, what comes along, and what is made by a formula: a path in a stranger's file
leads nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace

from designer.analysis import Analysis, analyse
from designer.data import describe
from designer.errors import LayerloomError
from designer.graph.design import Design
from designer.graph.files import decode
from designer.graph.specs import DataFacts, DataSpec, OwnFile
from designer.lessons.checks import Check, Evidence
from designer.lessons.evidence import Trained, Verdict
from designer.lessons.handin import HandIn, read_hand_in
from designer.lessons.lesson import Step
from designer.lessons.opening import Opened
from designer.lessons.progress import proper_name
from designer.lessons.proving import Train, runs_asked
from designer.lessons.seeds import seed_of, seeded

MOST_EPOCHS = 2_000
"""The longest run that is done again, in epochs."""
MOST_WORK = 10**12
"""The same in epochs times rows times weights."""
MOST_MEMORY = 2 * 1024**3
TOO_LARGE = "The network is too large to be trained again for marking."


@dataclass(frozen=True)
class StepMark:
    """One step of what was handed in: the verdict on each check, or why none could be given."""

    title: str
    verdicts: dict[str, Verdict]
    fault: str = ""

    @property
    def passed(self) -> bool:
        return not self.fault and all(verdict.passed for verdict in self.verdicts.values())


@dataclass(frozen=True)
class Mark:
    """A file that was marked. Where it could not be, `fault` says why and there are no steps."""

    path: Path
    learner: str = ""
    lesson: str = ""
    steps: tuple[StepMark, ...] = ()
    checked: int = 0
    hints: int = 0
    minutes: float = 0.0
    sealed: bool = True
    fault: str = ""

    @property
    def passed(self) -> int:
        """How many steps pass."""
        return sum(step.passed for step in self.steps)


class Marker:
    """Marks work on some lessons. Runs are shared among those that handed in the same network."""

    def __init__(self, lessons: Iterable[Opened], train: Train | None) -> None:
        self._lessons = {opened.name: opened for opened in lessons}
        self._train = train
        self._facts: dict[bytes, DataFacts] = {}

    def marks(self, paths: Iterable[Path]) -> Iterator[Mark]:
        """The marks of files, one by one."""
        for path in paths:
            try:
                yield self._mark(path, read_hand_in(path))
            except LayerloomError as error:
                yield Mark(path, fault=str(error))

    def _mark(self, path: Path, work: HandIn) -> Mark:
        opened, done, learner = self._lessons.get(work.lesson), work.done, proper_name(work.learner)
        if opened is None:
            other = f"This is work on {work.title!r}, which is none of the lessons that are known. Add that lesson."
            return Mark(path, learner, proper_name(work.lesson), sealed=work.sealed, fault=other)
        lesson = opened.in_language(work.language).lesson  # whose words a learner answered with
        return Mark(
            path=path,
            learner=learner,
            lesson=lesson.front.title,
            steps=tuple(self._step(at, step, work, opened) for at, step in enumerate(lesson.steps) if step.checks),
            checked=done.checked,
            hints=done.hints,
            minutes=done.seconds / 60,
            sealed=work.sealed,
        )

    def _step(self, at: int, step: Step, work: HandIn, opened: Opened) -> StepMark:
        content = work.done.work.get(at)
        if content is None:
            return StepMark(step.title, {}, "It was not begun.")
        try:
            design, seed = decode(content.encode(), "The work"), 0
            if opened.lesson.front.own_seeds:  # whatever numbers the file has, it is held against the learner's own
                seed = seed_of(work.learner, opened.name)
                design = seeded(design, seed)
            analysis = self._analysis(design, opened)
            runs = self._trained(step.checks, analysis, seed)
        except LayerloomError as error:
            return StepMark(step.title, {}, str(error))
        came = runs[0] if runs else None
        evidence = Evidence(analysis, work.done.answers, work.done.guesses, runs, seen=True, came=came)
        return StepMark(step.title, {str(check.name): check.judge(evidence) for check in step.checks})

    def _analysis(self, design: Design, opened: Opened) -> Analysis:
        spec = _own(design.data, opened)
        key = msgspec.json.encode(spec, order="deterministic")
        if key not in self._facts:
            self._facts[key] = describe(spec)
        training = replace(design.training, start="")  # no file of a stranger's is read
        return analyse(replace(design, data=spec, training=training), self._facts[key])

    def _trained(self, checks: Sequence[Check], analysis: Analysis, first: int) -> tuple[Trained, ...]:
        if self._train is None or analysis.errors:
            return ()
        asked = tuple(runs_asked(checks, analysis.design, first))
        if any(not _bearable(analysis, epochs) for _, epochs in asked):
            raise LayerloomError(TOO_LARGE)
        return tuple(self._train(analysis, *one) for one in asked)


def common_mistakes(marks: Iterable[Mark], most: int = 10) -> list[tuple[int, str, str]]:
    """What failed most often: how many it was, in which step, and what was there."""
    found = Counter(
        (step.title, verdict.found)
        for mark in marks
        for step in mark.steps
        for verdict in step.verdicts.values()
        if not verdict.passed
    )
    return [(count, step, what) for (step, what), count in found.most_common(most)]


def _own(data: DataSpec, opened: Opened) -> DataSpec:
    """The data with its file taken from the lesson. Raises `FileError` if the lesson has none of that name."""
    if not isinstance(data.source, OwnFile):
        return data
    return replace(data, source=replace(data.source, path=str(opened.file(_last(data.source.path)))))


def _bearable(analysis: Analysis, epochs: int) -> bool:
    """Whether a run can be done again in the time and memory that marking has."""
    assert analysis.data is not None
    work = epochs * analysis.data.training_rows * max(analysis.parameters, 1)
    return epochs <= MOST_EPOCHS and work <= MOST_WORK and analysis.memory <= MOST_MEMORY


def _last(path: str) -> str:
    """The file's own name, of a path of any system."""
    return path.replace("\\", "/").rpartition("/")[2]
