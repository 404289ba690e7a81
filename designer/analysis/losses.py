"""What losses and metrics are for: which answers they take and what they are held against."""

from __future__ import annotations

from designer.catalogue.objects import LOSSES
from designer.graph.specs import Task
from designer.values import ObjectValue

BINARY = ("BinaryCrossentropy", "BinaryFocalCrossentropy")
"""One probability per example, held against class 0 or 1."""

SPARSE = ("SparseCategoricalCrossentropy", "CategoricalGeneralizedCrossEntropy")
"""One probability per class, held against the class's number."""

ONE_HOT = ("CategoricalCrossentropy", "CategoricalFocalCrossentropy")
"""One probability per class, held against a row of zeros with a single one."""

MARGIN = ("Hinge", "SquaredHinge")
"""One score per example, held against class 0 or 1."""

REGRESSION = (
    "MeanSquaredError",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanSquaredLogarithmicError",
    "Huber",
    "LogCosh",
    "Poisson",
    "CosineSimilarity",
)
"""A number, held against a number."""

CLASSIFICATION = (*BINARY, *SPARSE, *ONE_HOT, *MARGIN)

OF_NUMBERS = (
    "mean_absolute_error", "mean_squared_error", "root_mean_squared_error", "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error", "r2_score", "log_cosh_error", "cosine_similarity", "poisson",
    "pearson_correlation", "concordance_correlation",
)  # fmt: skip
"""Metrics that measure how far a number is off."""

OF_ONE_PROBABILITY = (
    "accuracy", "binary_accuracy", "binary_crossentropy", "precision", "recall", "auc", "hinge", "squared_hinge",
    "true_positives", "true_negatives", "false_positives", "false_negatives", "f1_score", "fbeta_score",
    "precision_at_recall", "recall_at_precision", "sensitivity_at_specificity", "specificity_at_sensitivity",
    "binary_io_u",
)  # fmt: skip
"""Metrics for two classes told by one output."""

OF_CLASS_NUMBERS = (
    "accuracy", "sparse_categorical_accuracy", "sparse_top_k_categorical_accuracy", "sparse_categorical_crossentropy",
    "mean_io_u", "io_u",
)  # fmt: skip
"""Metrics for an output per class and targets that are class numbers."""


def suits(log: str, task: Task, width: int | None) -> bool:
    """Whether a metric with this log means something for this task and so many outputs."""
    if task == "regression":
        return log in OF_NUMBERS
    if task == "multiclass" or width == 2:
        return log in OF_CLASS_NUMBERS
    return log in OF_ONE_PROBABILITY


def takes_logits(loss: ObjectValue) -> bool:
    return loss.settings.get("from_logits") is True


def can_take_logits(loss: ObjectValue) -> bool:
    kind = LOSSES.get(loss.kind)
    return kind is not None and any(setting.name == "from_logits" for setting in kind.settings)


def with_logits(loss: ObjectValue, logits: bool) -> ObjectValue:
    """The same loss, told what its network gives: any numbers (`logits`) or probabilities."""
    others = {name: value for name, value in loss.settings.items() if name != "from_logits"}
    return ObjectValue(loss.kind, {**others, "from_logits": True} if logits else others)


def fitting_loss(task: Task, units: int | None) -> ObjectValue:
    """The loss to recommend for a task and a last layer of so many units."""
    if task == "regression":
        return ObjectValue("MeanSquaredError")
    return ObjectValue(SPARSE[0] if task == "multiclass" or (units or 1) > 1 else BINARY[0])


def fitting_metrics(task: Task) -> tuple[str, ...]:
    return ("mean_absolute_error",) if task == "regression" else ("accuracy",)


WORDS = {
    "MeanSquaredError": "mean squared error",
    "BinaryCrossentropy": "binary cross-entropy",
    "SparseCategoricalCrossentropy": "sparse categorical cross-entropy",
    "CategoricalCrossentropy": "categorical cross-entropy",
    "MeanAbsoluteError": "mean absolute error",
}


def loss_text(loss: ObjectValue) -> str:
    """A loss as a sentence names it."""
    return WORDS.get(loss.kind, loss.kind)
