"""Checks of what weighs rows and classes: Keras takes one of the two, and classes only where there are some."""

from __future__ import annotations

from collections.abc import Iterator

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.graph.edits import set_training
from designer.graph.specs import row_weights, target_names

REMOVE = set_training("Weigh all classes alike", class_weights=())
BALANCE = set_training("Balance the classes", class_weights="balanced")


def weights(context: Context) -> Iterator[Problem]:
    """Class weights must suit the data."""
    given, data, source = context.design.training.class_weights, context.data, context.design.data.source
    if not given:
        return
    if target_names(source):
        yield _problem("Class weights do not go with several targets.", "Keras takes them for networks with one output. Let each loss count as much as you like instead.")  # fmt: skip
    elif row_weights(source):
        yield _problem(f"Rows are weighed by {row_weights(source)!r} already.", "Keras takes weights of rows or weights of classes, not both.")  # fmt: skip
    elif data is not None and not data.classes:
        yield _problem("There are no classes to weigh.", "Your targets are numbers. Class weights are for telling classes apart.")  # fmt: skip
    elif data is not None and not isinstance(given, str) and len(given) != len(data.classes):
        what = f"There are {len(given)} class weights for {len(data.classes)} classes."
        yield _problem(what, "Give one number for each class, in the order in which the Data tab lists them.", True)


def _problem(what: str, why: str, balance: bool = False) -> Problem:
    fixes = (BALANCE, REMOVE) if balance else (REMOVE,)
    return Problem("class-weights", Severity.ERROR, (), what, why, fixes, setting="class_weights")


CHECKS = (weights,)
