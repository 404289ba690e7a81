"""What is reached without any network: by always giving the commonest class, its share of each, or the mean."""

from __future__ import annotations

import math

from designer.graph.specs import DataFacts
from designer.values import ObjectValue

CROSS_ENTROPIES = ("BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy")
ACCURACIES = ("accuracy", "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy")


def guessed(log: str, loss: ObjectValue, facts: DataFacts) -> float | None:
    """The value of a log that mere guessing has over all rows; `None` where there is no such value, or it is not known.

    The best guess for a cross-entropy is each class's share, which gives the entropy of the classes (in nats); for a
    squared error it is the mean, which gives the variance.
    """
    counts = [count for count in facts.class_counts if count]
    if counts:
        shares = [count / sum(counts) for count in counts]
        if log in ACCURACIES:
            return max(shares)
        plain = loss.kind in CROSS_ENTROPIES and not loss.settings.get("label_smoothing")
        return -sum(share * math.log(share) for share in shares) if log == "loss" and plain else None
    deviation = _deviation(facts)
    if deviation is None:
        return None
    if log == "mean_squared_error" or (log == "loss" and loss.kind == "MeanSquaredError"):
        return deviation**2
    return deviation if log == "root_mean_squared_error" else None


def _deviation(facts: DataFacts) -> float | None:
    """The standard deviation of the only number to predict."""
    targets = [column.deviation for column in facts.columns if column.role == "target"]
    return targets[0] if len(targets) == facts.targets == 1 else None
