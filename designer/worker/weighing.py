"""How much each row counts in the loss: as its table says, or its class."""

from __future__ import annotations

from typing import Any

import numpy as np

from designer.data.examples import Examples
from designer.data.rows import arrays
from designer.plan import TrainingPlan


def weights_of(plan: TrainingPlan, examples: Examples) -> np.ndarray | None:
    """The weight of each training row, if not all count alike. Keras makes the same of weights of classes."""
    by_class = plan.training.class_weights
    if not by_class or isinstance(by_class, str):
        return examples.w_train
    classes = arrays(examples.y_train)[0][:, 0].astype("int32")
    table = np.ones(max(len(by_class), int(classes.max()) + 1), "float32")
    table[: len(by_class)] = by_class
    return np.asarray(table[classes])


def told_to_fit(plan: TrainingPlan, examples: Examples) -> dict[str, Any]:
    """The same as `fit` is told of it."""
    by_class = plan.training.class_weights
    if by_class and not isinstance(by_class, str):
        return {"class_weight": dict(enumerate(by_class))}
    return {} if examples.w_train is None else {"sample_weight": examples.w_train}


def held_back(examples: Examples, x: Any) -> tuple[Any, ...]:
    """Validation rows as `fit` takes them: `x`, the answers, and what each row counts if not all count alike."""
    weights = () if examples.w_validation is None else (examples.w_validation,)
    return (x, examples.y_validation, *weights)
