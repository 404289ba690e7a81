"""The metrics a run can report, by the names `compile` takes, each with one line of help."""

from collections.abc import Mapping
from types import MappingProxyType

RISING = frozenset(
    {
        "accuracy", "binary_accuracy", "sparse_categorical_accuracy", "categorical_accuracy",
        "sparse_top_k_categorical_accuracy", "top_k_categorical_accuracy", "precision", "recall", "auc", "r2_score",
        "cosine_similarity", "true_positives", "true_negatives",
    }
)  # fmt: skip
"""Metrics of which more is better."""

COUNTS = frozenset({"true_positives", "true_negatives", "false_positives", "false_negatives"})
"""Metrics of which Keras cannot tell by itself whether more is better: callbacks have to be told."""

METRICS: Mapping[str, str] = MappingProxyType(
    {
        "accuracy": "The share of right answers.",
        "mean_absolute_error": "How far predictions are off on average, in the target's own unit.",
        "mean_squared_error": "The mean of the squared errors.",
        "root_mean_squared_error": "The root of the mean squared error: a typical error, in the target's own unit.",
        "mean_absolute_percentage_error": "How far predictions are off on average, in per cent of the target.",
        "mean_squared_logarithmic_error": "How many times too large or small predictions are, squared.",
        "r2_score": "How much of the ups and downs in the targets is predicted: 1 is all, 0 is no better than their mean.",
        "log_cosh_error": "Like the squared error for small errors and like the absolute error for large ones.",
        "cosine_similarity": "How well predictions point in the same direction as targets: 1 is the same.",
        "binary_accuracy": "The share of right answers where there are two, taking 0.5 as the border.",
        "sparse_categorical_accuracy": "The share of right answers where classes are numbers.",
        "categorical_accuracy": "The share of right answers where classes are rows of zeros with a single one.",
        "sparse_top_k_categorical_accuracy": "How often the right class is among the five likeliest.",
        "binary_crossentropy": "How surprised the network is by the true one of two answers.",
        "sparse_categorical_crossentropy": "How surprised the network is by the true class.",
        "categorical_crossentropy": "How surprised the network is by the true class, where classes are rows of zeros with a single one.",
        "top_k_categorical_accuracy": "How often the right class is among the five likeliest, where classes are rows of zeros with a single one.",
        "precision": "Of those answered “yes”, the share that really is.",
        "recall": "Of those that really are “yes”, the share that was found.",
        "auc": "How often a “yes” gets a higher number than a “no”: 1 is always, 0.5 is guessing.",
        "true_positives": "How many rows are rightly answered “yes”.",
        "true_negatives": "How many rows are rightly answered “no”.",
        "false_positives": "How many rows are answered “yes” and are none.",
        "false_negatives": "How many rows that are “yes” were missed.",
        "hinge": "How far answers are from a safe distance, for targets -1 and 1.",
        "squared_hinge": "The same distance squared, which far slips weigh in more.",
        "categorical_hinge": "How far the right class is from a safe lead over the others, where classes are rows of zeros with a single one.",
        "poisson": "How badly predicted counts fit.",
        "kl_divergence": "How far predicted shares are from the true ones.",
    }
)
