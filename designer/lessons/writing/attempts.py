"""Attempts that follow from a step's own checks: one that passes them all, and one that fails each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designer.lessons.checks import Asking, Sketch, asks
from designer.lessons.checks.meaning import Code
from designer.lessons.curve_shapes import Way
from designer.lessons.evidence import Given
from designer.lessons.lesson import Step
from designer.lessons.writing.yamlwriting import yaml_of

NO_ANSWER = "something else"


DRAWN: Mapping[Way, str] = {
    "fall": "90 40 20 10 - - - - 5",
    "rise": "10 60 80 90 - - - - 95",
    "flat": "50 - - - - - - - 50",
    "fall-rise": "90 - - - 10 - - - 90",
    "rise-fall": "10 - - - 90 - - - 10",
    "up-and-down": "10 90 10 90 10 90 10 90 10",
}
"""A sketch that goes each way."""


def solution(step: Step, file: str = "") -> str:
    """The right answers to a step's questions, and the design in a file, as an attempt."""
    answers = {str(check.name): _right(check) for check in step.checks if asks(check)}
    return yaml_of(_attempt(file, answers))


def wrong_attempts(step: Step) -> list[tuple[str, str]]:
    """For each check that no attempt fails yet its name and an attempt that should: another answer, or the step's beginning."""
    failed = {tried.check for tried in step.wrong}
    missing = [check for check in step.checks if not check.always and check.name not in failed]
    return [
        (str(check.name), yaml_of(_attempt("", {str(check.name): _wrong(check)} if asks(check) else {})))
        for check in missing
    ]


def _attempt(file: str, answers: dict[str, Given]) -> dict[str, Any]:
    return {**({"file": file} if file else {}), **({"answers": answers} if answers else {})}


def _right(check: Asking) -> Given:
    if isinstance(check, Code):
        return check.same_as
    if isinstance(check, Sketch):
        return DRAWN[check.must or "fall"]
    if check.options:
        return next(at for at, option in enumerate(check.options, start=1) if option.right)
    return check.number if check.number is not None else check.words[0]


def _wrong(check: Asking) -> Given:
    if isinstance(check, Code):
        return NO_ANSWER
    if isinstance(check, Sketch):
        return next(drawn for way, drawn in DRAWN.items() if way != check.must)
    if check.options:
        return next((at for at, option in enumerate(check.options, start=1) if not option.right), NO_ANSWER)
    if check.number is None:
        return NO_ANSWER
    return check.number + (2 * check.tolerance + 1 if check.tolerance else 1)
