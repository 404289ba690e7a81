"""Mere guessing has the value that scikit-learn's dummies have."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from designer.analysis.guessing import guessed
from designer.data import load_examples
from designer.graph.specs import Bundled, DataFacts, DataSpec
from designer.values import ObjectValue

SPARSE = ObjectValue("SparseCategoricalCrossentropy")


def test_of_classes_it_is_the_commonest_ones_share_and_the_entropy() -> None:
    examples = load_examples(DataSpec(Bundled("wine")))
    y = np.concatenate([examples.y_train, examples.y_validation])[:, 0]
    counts = np.bincount(y)
    assert guessed("accuracy", SPARSE, examples.facts) == pytest.approx(counts.max() / len(y))
    shares = np.tile(counts / len(y), (len(y), 1))
    best = float(keras.losses.SparseCategoricalCrossentropy()(y, shares))
    assert guessed("loss", SPARSE, examples.facts) == pytest.approx(best, rel=1e-5)
    assert guessed("loss", ObjectValue("Hinge"), examples.facts) is None


def test_of_a_number_it_is_the_mean_and_so_the_variance() -> None:
    examples = load_examples(DataSpec(Bundled("diabetes")))
    y = np.concatenate([examples.y_train, examples.y_validation]).astype(float)
    squared = ObjectValue("MeanSquaredError")
    assert guessed("loss", squared, examples.facts) == pytest.approx(y.var(), rel=0.01)
    assert guessed("root_mean_squared_error", squared, examples.facts) == pytest.approx(y.std(), rel=0.01)
    assert guessed("mean_absolute_error", squared, examples.facts) is None


def test_where_nothing_is_known_there_is_no_value() -> None:
    assert guessed("loss", ObjectValue("MeanSquaredError"), DataFacts("regression", 9, 8, 1, (2,), targets=3)) is None
