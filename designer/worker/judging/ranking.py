"""Which columns a network goes by, found beside a run that may change its weights meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from designer.data.fields import fields_of
from designer.data.rows import Rows, arrays, count, is_text
from designer.judging.figures import Ranking
from designer.judging.importance import NOT_MANY, Group, importance, ranked
from designer.judging.judge import evenly
from designer.judging.numbers import comparable
from designer.judging.scores import Scores, class_numbers, scores_of
from designer.plan import TrainingPlan
from designer.training.messages import Rank, Ranked
from designer.worker.faults import Fault
from designer.worker.judging.keeping import Kept
from designer.worker.judging.saying import outputs
from designer.worker.programs import Program

MOST_ROWS = 2_000
"""On so many rows, evenly drawn, columns are mixed up: more would take long and say the same."""
MOST_GROUPS = 300
MOST_REPEATS = 50


def why_not(program: Program, plan: TrainingPlan) -> str:
    """Why columns cannot be ranked, or nothing."""
    if is_text(program.examples.x_validation) or len(groups_of(program, plan)) < 2:
        return NOT_MANY
    return ""


def groups_of(program: Program, plan: TrainingPlan) -> list[Group]:
    """What is mixed up together: a column with all its numbers, or a part that is an image or a series as a whole."""
    source = program.source
    names = plan.inputs or tuple(source.layouts)
    groups: list[Group] = []
    for at, name in enumerate(names):
        spans = list(source.layouts[name].spans())
        whole = [field.name for field in fields_of(source.facts) if field.part == name]
        groups += [Group(column, at, span) for column, span in spans] or [Group(whole[0], at)]
    return groups


def rank(request: Rank, kept: Kept, cancelled: Callable[[], bool]) -> Ranked:
    """Mix up one column after the other. Raises `Fault` where there is nothing to rank."""
    refusal = why_not(kept.program, kept.plan)
    groups = groups_of(kept.program, kept.plan)
    if refusal or len(groups) > MOST_GROUPS:
        raise Fault("data", refusal or f"Expected at most {MOST_GROUPS} columns to rank, found {len(groups):,}.")
    examples = kept.program.examples
    places = evenly(count(examples.x_validation), MOST_ROWS)
    rows, truths = ([part[places] for part in arrays(of)] for of in (examples.x_validation, examples.y_validation))

    def measure(parts: list[np.ndarray]) -> np.ndarray:
        return np.array(list(_goodness(kept.answers(parts if len(parts) > 1 else parts[0]), truths, kept)))

    repeats = max(1, min(request.repeats, MOST_REPEATS))
    for found in importance(measure, rows, groups, repeats):
        if cancelled():
            break
        if found is not None:
            return Ranked(request.id, tuple(_rankings(kept, groups, *found)), len(places), repeats)
    return Ranked(request.id)


def _rankings(kept: Kept, groups: list[Group], base: np.ndarray, drops: np.ndarray) -> Iterator[Ranking]:
    for at, head in enumerate(kept.plan.aims):
        classes = kept.program.examples.facts.seen("", head.target).classes
        what = "accuracy" if classes else "mean error"
        yield Ranking(head.target, what, float(abs(base[at])), ranked(groups, drops, at))


def _goodness(answers: Rows, truths: list[np.ndarray], kept: Kept) -> Iterator[float]:
    """How good each output is: the share of rows that is right, or the mean error below zero."""
    facts = kept.program.examples.facts
    for (one, head, classes), truth in zip(outputs(answers, kept.plan, facts), truths, strict=True):
        if classes:
            scores = scores_of(one, head.loss, len(classes))
            right = scores.taken == class_numbers(truth) if isinstance(scores, Scores) else np.array([np.nan])
            yield float(right.mean())
        else:
            pair = comparable(truth, one)
            yield float("nan") if isinstance(pair, str) else -float(np.abs(pair[0] - pair[1]).mean())
