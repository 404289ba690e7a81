"""How much the examples of each class count, as numbers that `fit` takes."""

from __future__ import annotations

from collections.abc import Sequence

from designer.errors import PlanError
from designer.graph.specs import DataFacts, TrainingSettings

BALANCED = "balanced"


def balanced(counts: Sequence[int]) -> tuple[float, ...]:
    """Weights under which all classes count alike: rows / (classes x rows of the class), as scikit-learn has it.

    A class without rows weighs 1, and is none of the classes.
    """
    present = sum(count > 0 for count in counts)
    return tuple(round(sum(counts) / (present * count), 6) if count else 1.0 for count in counts)


def looks_balanced(weights: Sequence[float]) -> bool:
    """Whether these may be balanced weights: then the sum of 1 / weight is the number of classes."""
    if not weights or any(weight <= 0 for weight in weights):
        return False
    return abs(sum(1 / weight for weight in weights) / len(weights) - 1) < 1e-4


def class_weights(training: TrainingSettings, data: DataFacts | None) -> tuple[float, ...]:
    """The weights of a run. Raises `PlanError` if they are to be balanced and the data is not known."""
    given = training.class_weights
    if not isinstance(given, str):
        return given
    if data is None or not data.training_counts:
        raise PlanError(
            "Balanced class weights need data with classes, read beforehand. Choose such data, or no weights."
        )
    return balanced(data.training_counts)
