"""Sizes of weights and gradients: those of Keras, of a network that is not changed by being measured."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from designer.data import load_examples
from designer.graph.specs import Bundled, Generated
from designer.plan import Call, ModelPlan, TrainingPlan
from designer.training.messages import (
    Epochs,
    Finished,
    Measure,
    Measured,
    Prepare,
    Prepared,
    Rewind,
    Rewound,
    Stop,
    Train,
)
from designer.values import ObjectValue
from designer.worker.building import built

Plans = Callable[..., TrainingPlan]
SPIRAL = Generated("spiral", size=60)


def measure(worker: Any, plan: TrainingPlan) -> Measured:
    worker.send(Measure(901, plan))
    return worker.until(Measured)  # type: ignore[no-any-return]


def prepared(worker: Any, plan: TrainingPlan) -> Measured:
    worker.send(Prepare(1, plan))
    worker.until(Prepared)
    return measure(worker, plan)


def gradients(plan: TrainingPlan, rows: int) -> tuple[keras.Model, list[np.ndarray]]:
    """Those of Keras over all rows as one batch, whose order does not matter."""
    examples = load_examples(plan.data)
    model = built(plan, examples)
    with tf.GradientTape() as tape:
        loss = model.compute_loss(examples.x_train, examples.y_train, model(examples.x_train, training=True))
    assert len(examples.x_train) == rows
    return model, [np.asarray(one) for one in tape.gradient(loss, [one.value for one in model.trainable_weights])]


def test_weights_and_gradients_are_those_of_keras(worker: Any, plan: Plans) -> None:
    layers = [("Dense", {"units": 5, "activation": "tanh"}), ("Dense", {"units": 1, "use_bias": False})]
    wanted = plan(layers, SPIRAL, batch_size=1000, seed=7)
    found = prepared(worker, wanted)
    model, slopes = gradients(wanted, found.rows)
    assert not found.trained and found.epoch == 0 and found.batch == found.rows
    assert list(found.layers) == ["n1", "n2"]
    first, last = found.layers["n1"], found.layers["n2"]
    kernel = model.layers[0].kernel.numpy()
    assert first.weights is not None and first.gradients is not None and last.gradients is not None
    assert first.weights.size == 15 and sum(first.weights.counts) == 15
    assert first.weights.norm == pytest.approx(np.linalg.norm(kernel), rel=1e-5)
    assert (first.weights.low, first.weights.high) == pytest.approx((kernel.min(), kernel.max()), abs=1e-6)
    slope = np.concatenate([one.ravel() for one in slopes[:2]])
    assert first.gradients.norm == pytest.approx(np.linalg.norm(slope), rel=1e-4)
    assert first.gradients.mean == pytest.approx(slope.mean(), rel=1e-3, abs=1e-6)
    assert first.gradients.deviation == pytest.approx(slope.std(), rel=1e-3)
    assert last.gradients.norm == pytest.approx(np.linalg.norm(slopes[2]), rel=1e-4)
    assert first.units == 0, "tanh is never dead"


def test_units_that_are_nought_for_every_row_are_counted(worker: Any, plan: Plans) -> None:
    dying = ObjectValue("Constant", {"value": -100.0})
    layers = [
        ("Dense", {"units": 6, "activation": "relu", "bias_initializer": dying}),
        ("Dense", {"units": 3}),
        ("ReLU", {}),
        ("Dense", {"units": 4}),
        ("ReLU", {"negative_slope": 0.1}),
        ("Dense", {"units": 2}),
        ("Activation", {"activation": "relu"}),
        ("Dense", {"units": 1}),
    ]
    found = prepared(worker, plan(layers, SPIRAL)).layers
    assert (found["n1"].units, found["n1"].dead_count, found["n1"].dead) == (6, 6, (0, 1, 2, 3, 4, 5))
    assert found["n1"].gradients is not None and found["n1"].gradients.norm == 0, "nothing comes back through them"
    assert found["n3"].units == 3 and found["n3"].weights is None and found["n7"].units == 2
    assert "n5" not in found and found["n4"].units == 0


def test_a_folded_activation_counts_for_the_layer_it_was_written_into(worker: Any, plan: Plans) -> None:
    wanted = plan([("Dense", {"units": 3, "activation": "relu"}), ("Dense", {"units": 1})])
    first, last = wanted.model.calls[1:]
    joined = Call(first.id, first.kind, first.variable, ("n1", "x1"), first.arguments, first.inputs)
    wanted = TrainingPlan(
        ModelPlan("sequential", (wanted.model.calls[0], joined, last), ("n2",)), wanted.data, wanted.training
    )
    assert prepared(worker, wanted).layers["n1"].units == 3


def test_images_count_a_unit_a_channel_and_a_frozen_layer_has_no_gradients(worker: Any, plan: Plans) -> None:
    layers = [
        ("Conv2D", {"filters": 5, "kernel_size": (3, 3), "activation": "relu"}),
        ("BatchNormalization", {}),
        ("Flatten", {}),
        ("Dropout", {"rate": 0.5}),
        ("Dense", {"units": 10, "activation": "softmax", "trainable": False}),
    ]
    wanted = plan(layers, Bundled("digits"), shape=(8, 8, 1), loss="SparseCategoricalCrossentropy", metrics=())
    worker.send(Prepare(1, wanted))
    worker.until(Prepared, timeout=120)
    found = measure(worker, wanted).layers
    assert found["n1"].units == 5
    assert found["n2"].weights is not None and found["n2"].weights.size == 10, (
        "what it keeps of the data is not learned"
    )
    assert found["n5"].weights is not None and found["n5"].gradients is None


def test_measuring_changes_nothing_of_a_run(worker: Any, plan: Plans) -> None:
    layers = [("Dense", {"units": 6, "activation": "relu"}), ("BatchNormalization", {}), ("Dropout", {"rate": 0.3}), ("Dense", {"units": 1})]  # fmt: skip
    wanted = plan(layers, epochs=3000)
    prepared(worker, wanted)  # so that during the run it is measured at once
    losses, measured_at = [], []
    for watched in (False, True):
        worker.said.clear()
        worker.send(Train(3, wanted))
        worker.until(Epochs)
        while watched and not worker.heard(Finished) and len(measured_at) < 5:
            found = measure(worker, wanted)
            assert found.trained and found.layers
            measured_at.append(found.epoch)
        worker.until(Finished) if not worker.heard(Finished) else None
        losses.append([value for epochs in worker.heard(Epochs) for value in epochs.logs["loss"]])
    assert any(0 < epoch < wanted.training.epochs for epoch in measured_at)
    assert losses[0] == losses[1]


def test_a_network_that_went_wrong_says_how_many_are_no_numbers(worker: Any, plan: Plans) -> None:
    wanted = plan(optimizer=ObjectValue("SGD", {"learning_rate": 1e12}))
    worker.send(Train(4, wanted))
    assert worker.until(Finished).outcome == "diverged"
    found = measure(worker, wanted).layers["n1"]
    assert found.gradients is not None and found.gradients.unsound == found.gradients.size
    assert found.gradients.counts == ()


def test_an_unprepared_network_is_not_measured(worker: Any, plan: Plans) -> None:
    assert measure(worker, plan([("Dense", {"units": 78}), ("Dense", {"units": 1})])).layers == {}


def test_what_is_measured_is_the_moment_the_run_was_taken_to(worker: Any, plan: Plans) -> None:
    wanted = plan(epochs=1_000_000)
    worker.send(Train(5, wanted))
    worker.until(Epochs)
    worker.send(Stop())
    worker.until(Finished)
    last = measure(worker, wanted)
    worker.send(Rewind(6, 0))
    worker.until(Rewound)
    first = measure(worker, wanted)
    assert last.epoch > 0 and first.epoch == 0 and first.trained
    assert first.layers != last.layers
