"""What the outputs of a network say to some rows, as scores or numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from designer.data.rows import Rows, arrays
from designer.graph.specs import DataFacts
from designer.judging.scores import Scores, scores_of
from designer.plan import Head, TrainingPlan
from designer.training.messages import OutputSaid

MOST_VALUES = 4_096
"""More numbers than these of one row nobody looks at."""


def said_to(answers: Rows, plan: TrainingPlan, facts: DataFacts, place: int = 0) -> tuple[OutputSaid, ...]:
    """What each output says to one of the rows that were answered."""
    return tuple(_said(one[place : place + 1], head, classes) for one, head, classes in outputs(answers, plan, facts))


def columns_of(answers: Rows, plan: TrainingPlan, facts: DataFacts) -> dict[str, Sequence[object]]:
    """The answers to many rows as columns of a table, by name: the class and the scores, or the numbers."""
    columns: dict[str, Sequence[object]] = {}
    for one, head, classes in outputs(answers, plan, facts):
        what = head.target or _target(facts)
        scores = scores_of(one, head.loss, len(classes)) if classes else ""
        if isinstance(scores, Scores):
            columns[f"predicted {what}"] = [classes[at] for at in scores.taken]
            word = "probability" if scores.sure else "score"
            columns |= {f"{word} of {name}": list(map(float, scores.values[:, at])) for at, name in enumerate(classes)}
            continue
        wide = one.reshape(len(one), -1)
        names = [f"predicted {what}"] if wide.shape[1] == 1 else [f"predicted {what} {at + 1}" for at in range(wide.shape[1])]  # fmt: skip
        columns |= {name: list(map(float, wide[:, at])) for at, name in enumerate(names)}
    return columns


def _target(facts: DataFacts) -> str:
    return next((column.name for column in facts.columns if column.role == "target"), "value")


def outputs(answers: Rows, plan: TrainingPlan, facts: DataFacts) -> Iterator[tuple[np.ndarray, Head, tuple[str, ...]]]:
    """The answers of each output with what it aims at, and the classes it tells apart, if any."""
    for one, head in zip(arrays(answers), plan.aims, strict=True):
        yield one, head, facts.seen("", head.target).classes


def _said(answer: np.ndarray, head: Head, classes: tuple[str, ...]) -> OutputSaid:
    values = tuple(float(value) for value in answer.ravel()[:MOST_VALUES])
    if not classes:
        return OutputSaid(head.target, values)
    scores = scores_of(answer, head.loss, len(classes))
    if isinstance(scores, str):
        return OutputSaid(head.target, values, fault=scores)
    told = tuple(float(value) for value in scores.values[0])
    return OutputSaid(head.target, told, classes, int(scores.taken[0]), scores.sure)
