"""Metrics are called in a history as the catalogue says, get better the way it says, and are numbers."""

from __future__ import annotations

import math
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from designer.catalogue.metrics import (
    BY_NAME,
    METRICS,
    RISING,
    brief,
    kind_of,
    log_names,
    name_faults,
    own_name,
    refused,
)
from designer.values import Metric, ObjectValue

ONE = (1, np.array([[0.0], [1], [0], [1], [1], [0]]))
CLASSES = (6, np.arange(6).reshape(-1, 1))
ROWS = (6, np.eye(6))
STARTED: dict[str, Metric] = {
    name: kind.alias or ObjectValue(name, kind.default().settings) for name, kind in METRICS.items()
}
"""Each as the form begins with it."""


def given(name: str) -> tuple[int, np.ndarray]:
    """How many numbers a network gives and what they are held against, where a metric means something."""
    if name in ("MeanIoU", "IoU") or name.startswith("Sparse"):
        return CLASSES
    return ROWS if name.startswith(("Categorical", "OneHot", "TopK", "F1", "FBeta", "KL", "Pearson")) else ONE


def measured(keras: ModuleType, name: str, metric: Metric) -> tuple[Any, dict[str, Any]]:
    """A compiled network and what it reports."""
    units, targets = given(name)
    loss = "sparse_categorical_crossentropy" if targets is CLASSES[1] else "mean_squared_error"
    last = keras.layers.Dense(units, activation="softmax" if units > 1 else "sigmoid")
    model = keras.Sequential([keras.Input((2,)), last])
    if isinstance(metric, ObjectValue):
        settings = {"num_classes": 6, "sparse_y_pred": False} if "num_classes" in metric.settings else {}
        metric = getattr(keras.metrics, metric.kind)(**{**metric.settings, **settings, "name": log_names([metric])[0]})
    model.compile(loss=loss, metrics=[metric])
    return model, model.evaluate(np.ones((6, 2), "float32"), targets, verbose=0, return_dict=True)


@pytest.mark.parametrize("name", METRICS)
def test_a_metric_is_one_number_by_its_name_and_gets_better_as_keras_says(keras: ModuleType, name: str) -> None:
    from keras.src.callbacks.monitor_callback import MonitorCallback

    kind = METRICS[name]
    model, result = measured(keras, name, STARTED[name])
    assert set(result) == {"loss", kind.log}
    assert math.isfinite(float(result[kind.log]))
    callback = MonitorCallback(f"val_{kind.log}")
    callback.set_model(model)
    if not kind.sure:
        with pytest.raises(ValueError, match="automatically determine"):
            callback._set_monitor_op()
        return
    callback._set_monitor_op()
    assert (callback.monitor_op == keras.ops.greater) is kind.rises is (kind.log in RISING)


def test_an_object_that_keras_names_always_alike_needs_no_name_of_ours(keras: ModuleType) -> None:
    for name, kind in METRICS.items():
        usual = kind.by_name["name"].default if "name" in kind.by_name else None
        if usual is not None and not kind.alias:
            assert usual == kind.log, name


@pytest.mark.parametrize(
    ("metrics", "names"),
    [
        (("auc", ObjectValue("AUC", {"curve": "PR"})), ("auc", "auc_1")),
        ((ObjectValue("AUC", {"curve": "PR"}), "auc"), ("auc_1", "auc")),
        ((ObjectValue("AUC", {"curve": "PR"}), ObjectValue("AUC", {"num_thresholds": 9})), ("auc", "auc_1")),
        ((ObjectValue("AUC", {"curve": "PR", "name": "prc"}), ObjectValue("AUC", {"num_thresholds": 9})), ("prc", "auc")),
        ((ObjectValue("Recall", {"name": "auc"}), ObjectValue("AUC", {"curve": "PR"})), ("auc", "auc_1")),
        ((ObjectValue("F1Score", {"average": "macro"}),), ("f1_score",)),
        ((ObjectValue("Nothing", {"a": 1}), "dream"), ("Nothing", "dream")),
    ],
)  # fmt: skip
def test_metrics_of_one_kind_are_told_apart(metrics: tuple[Metric, ...], names: tuple[str, ...]) -> None:
    assert log_names(metrics) == names
    assert not name_faults(metrics)


def test_a_name_is_left_out_where_it_says_nothing() -> None:
    pr, roc = ObjectValue("AUC", {"curve": "PR", "name": "auc"}), ObjectValue("AUC", {"name": "auc"})
    assert brief([pr]) == (ObjectValue("AUC", {"curve": "PR"}),)
    assert brief([roc]) == ("auc",)
    told = brief(
        ["auc", ObjectValue("AUC", {"curve": "PR", "name": "auc_1"}), ObjectValue("Recall", {"name": "found"})]
    )
    assert told == ("auc", ObjectValue("AUC", {"curve": "PR"}), ObjectValue("Recall", {"name": "found"}))


@pytest.mark.parametrize("name", ["loss", "learning_rate", "val_recall", "accuracy"])
def test_a_name_that_is_taken_is_refused(name: str) -> None:
    recall = ObjectValue("Recall", {"name": name})
    assert list(name_faults((recall, "accuracy"))) == [0]
    assert list(name_faults(("accuracy", recall))) == [1]


def test_what_cannot_be_a_metric_is_said_in_a_sentence() -> None:
    for name, said in (("dream", "no metric"), ("f1_score", "average of F1Score"), ("io_u", "num_classes of IoU")):
        refusal = refused(name)
        assert refusal is not None and said in refusal.sentence
    wrong = refused(ObjectValue("IoU", {"num_classes": 3, "target_class_ids": (0, 3)}))
    assert wrong is not None and wrong.sentence.startswith("The 3 classes are numbered 0 to 2")
    assert not any(map(refused, STARTED.values()))
    assert {kind_of(name) for name in BY_NAME} <= set(METRICS.values())
    assert own_name("auc") == ""
