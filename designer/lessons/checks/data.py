"""Checks of the data a network learns from: where it comes from, what is predicted from what, how many rows there are."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from designer.graph.specs import Bundled, DataFacts, Generated, Shapes, Source
from designer.lessons.checks.base import OneOf, Plain, told
from designer.lessons.evidence import Evidence, Verdict

Told = Literal["source", "target", "features", "unused", "rows", "validation", "task"]

_WORDS = {
    "source": "data",
    "target": "the column to predict",
    "features": "columns to learn from",
    "unused": "a column that is not used",
    "rows": "rows",
    "validation": "the share held back",
    "task": "the task",
}
_ROLES = {"target": "target", "features": "feature", "unused": "unused"}
"""What the settings that name columns are about."""


class Data(OneOf, frozen=True, kw_only=True, tag="data"):
    """One thing about the data, as the Data tab has it: a number to lie within bounds, or one of several words.

    `source` is the name of a file, without its folder, or of a pattern or set that comes along. Of columns those asked
    for must be among those there are; within bounds, it is how many there are.
    """

    setting: Told

    def judge(self, evidence: Evidence) -> Verdict:
        there = _told(evidence, self.setting)
        counted = (len(there),) if self.setting in _ROLES and not self.one_of else there
        return self._verdict(
            self._is_among(counted),
            f"Expected {self._asked()} as {_WORDS[self.setting]}.",
            f"There is {', '.join(map(told, there)) or 'none'}.",
            "Open the Data tab and change it there.",
        )


def _told(evidence: Evidence, name: Told) -> tuple[Plain, ...]:
    if name == "source":
        return (_name(evidence.design.data.source),)
    if name == "validation":
        return (evidence.design.data.validation,)
    facts = evidence.analysis.data
    return _of_facts(facts, name) if facts is not None else ()


def _of_facts(facts: DataFacts, name: Told) -> tuple[Plain, ...]:
    if name == "rows":
        return (facts.rows,)
    if name == "task":
        return (facts.task,)
    return tuple(column.name for column in facts.columns if column.role == _ROLES[name])


def _name(source: Source) -> str:
    match source:
        case Generated():
            return source.pattern
        case Bundled():
            return source.name
        case Shapes():
            return "shapes"
        case _:
            return Path(source.path).name
