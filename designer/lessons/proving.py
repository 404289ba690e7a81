"""Holding a lesson against its own attempts: each solution passes every check, each wrong one fails the check it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from designer.analysis import Analysis, analyse
from designer.data import describe
from designer.errors import LayerloomError
from designer.graph.design import Design
from designer.lessons.checks import Check, Evidence
from designer.lessons.checks.training import OfRuns
from designer.lessons.checks.words import kinds_meant
from designer.lessons.declared import Fault
from designer.lessons.evidence import Trained, Verdict
from designer.lessons.lesson import Lesson, Start, Step, Tried
from designer.lessons.locks import refusal
from designer.lessons.opening import Opened
from designer.lessons.seeds import seed_of, seeded
from designer.lessons.starts import FileOf, begun

Train = Callable[[Analysis, int, int], Trained]
"""Trains a checked design with a seed, for so many epochs. Raises `LayerloomError`."""

SOME = ("Ada", "Ben")
"""Learners as whom a lesson is tried where each has seeds of their own."""


@dataclass(frozen=True)
class Judged:
    """An attempt at a step that was judged: the verdict on each check, by the checks' names."""

    step: Step
    tried: Tried
    verdicts: Mapping[str, Verdict]

    @property
    def fault(self) -> Fault | None:
        """What is wrong with the lesson, if the attempt does not do what it should."""
        if self.tried.check:
            verdict = self.verdicts.get(self.tried.check)
            if verdict is not None and verdict.waits:
                return Fault(
                    self.tried.line,
                    f"This attempt should fail {self.tried.check}, and does not come to it. {verdict.found}",
                )
            if verdict is None or not verdict.passed:
                return None
            return Fault(
                self.tried.line, f"This attempt should fail {self.tried.check}, and passes it. {verdict.found}"
            )
        for name, verdict in self.verdicts.items():
            if not verdict.passed:
                return Fault(self.tried.line, f"The solution fails {name}. {verdict.expected} {verdict.found}")
        return None


def faults_of(opened: Opened, train: Train | None = None) -> list[Fault]:
    """Everything that is wrong with a lesson, by lines; attempts are tried once its text is sound."""
    faults = list(opened.faults)
    if opened.read.lesson is not None and not faults:
        faults += prove(opened.read.lesson, opened.file, train)
    return sorted(faults)


def led_to(lesson: Lesson, at: int, file_of: FileOf) -> Design:
    """What the canvas holds when a step begins, if each before it was solved as its first solution does.

    Raises `LayerloomError`.
    """
    there = Design()
    for step in lesson.steps[:at]:
        there = begun(step.start or Start(), there, file_of)
        if step.solutions:
            there = begun(step.solutions[0].attempt.start, there, file_of)
    return there


def prove(lesson: Lesson, file_of: FileOf, train: Train | None = None) -> Iterator[Fault]:
    """Everything that does not hold; checks of runs are left out where nothing trains.

    Where learners have seeds of their own, it has to hold for several of them.
    """
    seeds = [seed_of(name, lesson.front.name) for name in SOME] if lesson.front.own_seeds else [None]
    told = set[Fault]()
    for seed in seeds:
        for fault in _proved(lesson, file_of, train, seed):
            if fault not in told:
                told.add(fault)
                yield fault


def _proved(lesson: Lesson, file_of: FileOf, train: Train | None, seed: int | None) -> Iterator[Fault]:
    """The same with one seed, or with those that the designs have."""
    there = Design()
    for step in lesson.steps:
        yield from _unproven(step)
        try:
            there = _begun(step.start or Start(), there, file_of, seed)
        except LayerloomError as error:
            yield Fault(step.line, str(error))
            continue
        ends = there
        for tried in (*step.solutions, *step.wrong):
            try:
                design = _begun(tried.attempt.start, there, file_of, seed)
                judged = judged_attempt(step, tried, design, train, seed or 0)
            except LayerloomError as error:
                yield Fault(tried.line, str(error))
                continue
            if step.solutions and tried is step.solutions[0]:
                ends = design
            if judged.fault is not None:
                yield judged.fault
            if not tried.check:
                yield from _barred(step, tried, there, design)
        there = ends


def judged_attempt(step: Step, tried: Tried, design: Design, train: Train | None, first: int = 0) -> Judged:
    """Judge one attempt; a wrong one by the check it is about alone. Raises `LayerloomError`."""
    checks = [check for check in step.checks if not tried.check or check.name == tried.check]
    analysis = analyse(design, describe(design.data))
    runs = [train(analysis, *asked) for asked in runs_asked(checks, design, first)] if train is not None else []
    given = tried.attempt.answers
    evidence = Evidence(analysis, given, given, tuple(runs))
    judged = (check for check in checks if train is not None or not isinstance(check, OfRuns))
    return Judged(step, tried, {str(check.name): check.judge(evidence) for check in judged})


def runs_asked(checks: Iterable[Check], design: Design, first: int = 0) -> Iterator[tuple[int, int]]:
    """The runs that checks ask for: each seed from the first on once, with as many epochs as the longest of those that
    ask for it.
    """
    asked = [(check.seeds, check.epochs or design.training.epochs) for check in checks if isinstance(check, OfRuns)]
    for number in range(max((seeds for seeds, _ in asked), default=0)):
        yield first + number, max(epochs for seeds, epochs in asked if seeds > number)


def _begun(start: Start, there: Design, file_of: FileOf, seed: int | None) -> Design:
    design = begun(start, there, file_of)
    return design if seed is None else seeded(design, seed)


def _barred(step: Step, solution: Tried, first: Design, design: Design) -> Iterator[Fault]:
    """What a learner could not do of a solution: the step itself locks it, or does not offer it."""
    refused = refusal(step.view.lock, first, design)
    if refused:
        yield Fault(solution.line, f"Nobody could do this solution. {refused}")
    offered = set(kinds_meant(step.view.palette))
    added = _kinds(design) - _kinds(first)
    strange = ", ".join(sorted(kind for kind in added if kind not in offered))
    if offered and strange:
        yield Fault(solution.line, f"The solution adds {strange}, which the step's palette does not offer.")


def _kinds(design: Design) -> Counter[str]:
    return Counter(node.kind for node in design.graph.nodes.values())


def _unproven(step: Step) -> Iterator[Fault]:
    """Checks that no attempt shows to pass, or to fail."""
    if step.checks and not step.solutions:
        yield Fault(step.line, "Expected a solution, which passes every check of the step, found none.")
    failed = {tried.check for tried in step.wrong}
    for check in step.checks:
        if check.name not in failed and not check.always:
            yield Fault(step.line, f"Expected a wrong attempt that fails {check.name}, found none.")
