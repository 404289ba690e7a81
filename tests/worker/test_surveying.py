"""What a network answers over its inputs is what Keras answers there, and costs a run little."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from designer.data import load_examples
from designer.graph.specs import Bundled, Generated, Table
from designer.plan import TrainingPlan
from designer.training.messages import Finished, Prepare, Prepared, Save, Saved, Survey, Surveyed, Train

Plans = Callable[..., TrainingPlan]


def values(found: Surveyed) -> np.ndarray:
    return np.frombuffer(found.values, np.float32).reshape(found.shape)


def trained_and_saved(worker: Any, wanted: Any, path: Path) -> None:
    """Have a network trained, and beside it in a file that Keras can open."""
    worker.send(Train(1, wanted))
    worker.until(Finished)
    worker.send(Save(2, str(path)))
    worker.until(Saved)


def test_the_surface_of_a_trained_network_is_what_keras_answers_on_the_plane(
    worker: Any, plan: Plans, tmp_path: Path
) -> None:
    wanted = plan(source=Generated("spiral", size=100), loss="Hinge", metrics=())
    trained_and_saved(worker, wanted, tmp_path / "net.keras")
    worker.send(Survey(3, wanted, (0, 1), grid=9))
    found = worker.until(Surveyed)
    assert found.trained and found.shape == (9, 9, 1)
    x = load_examples(wanted.data).x_train
    (left, right), (bottom, top) = found.spans
    assert (left, right) == (x[:, 0].min(), x[:, 0].max())
    corners = np.array([[left, top], [right, top], [left, bottom], [right, bottom]], "float32")
    theirs = np.asarray(keras.saving.load_model(tmp_path / "net.keras")(corners))[:, 0]
    assert values(found)[[0, 0, -1, -1], [0, -1, 0, -1], 0] == pytest.approx(theirs, abs=1e-5)
    assert found.points.count == 100 and found.points.training == 80
    places = np.frombuffer(found.points.places, np.float32).reshape(-1, 2)
    assert np.array_equal(places[:80], x)


def test_the_other_inputs_stay_at_their_middle_value(worker: Any, plan: Plans, tmp_path: Path) -> None:
    layers = [("Dense", {"units": 3, "activation": "softmax"})]
    wanted = plan(
        layers, Bundled("iris"), shape=(4,), loss="SparseCategoricalCrossentropy", metrics=("accuracy",), epochs=3
    )
    trained_and_saved(worker, wanted, tmp_path / "net.keras")
    worker.send(Survey(3, wanted, (2, 0), grid=5))
    found = worker.until(Surveyed)
    row = np.median(load_examples(wanted.data).x_train, axis=0)
    row[2], row[0] = found.spans[0][1], found.spans[1][1]
    theirs = np.asarray(keras.saving.load_model(tmp_path / "net.keras")(row[None]))[0]
    assert values(found)[0, -1] == pytest.approx(theirs, abs=1e-5)


def test_columns_of_categories_stay_at_their_commonest(worker: Any, plan: Plans, tmp_path: Path) -> None:
    skies = ["dry", "fog", "rain", "sun"] * 6 + ["fog"] * 6  # none has half of the rows, so no median is a category
    lines = [f"{at},{sky},{-at},{at % 3}" for at, sky in enumerate(skies)]
    (tmp_path / "walks.csv").write_text("a,sky,b,y\n" + "\n".join(lines))
    wanted = plan([("Dense", {"units": 1})], Table(str(tmp_path / "walks.csv"), target="y"), shape=(6,), metrics=())
    trained_and_saved(worker, wanted, tmp_path / "net.keras")
    worker.send(Survey(3, wanted, (0, 1), grid=5))
    found = worker.until(Surveyed)
    corner = np.array([[found.spans[0][0], found.spans[1][1], 0, 1, 0, 0]], "float32")
    theirs = np.asarray(keras.saving.load_model(tmp_path / "net.keras")(corner))[0]
    assert values(found)[0, 0] == pytest.approx(theirs, abs=1e-5)


def test_along_one_input_it_is_a_curve_with_a_bend_for_each_relu(worker: Any, plan: Plans, tmp_path: Path) -> None:
    x = np.linspace(-1, 1, 50)
    (tmp_path / "line.csv").write_text("x,y\n" + "\n".join(f"{at},{abs(at)}" for at in x))
    layers = [("Dense", {"units": 6, "activation": "relu"}), ("Dense", {"units": 1})]
    wanted = plan(layers, Table(str(tmp_path / "line.csv")), shape=(1,), epochs=20)
    trained_and_saved(worker, wanted, tmp_path / "net.keras")
    worker.send(Survey(3, wanted, (0,), grid=40))
    found = worker.until(Surveyed)
    assert found.shape == (1, 200, 1)
    kernel, bias = keras.saving.load_model(tmp_path / "net.keras").layers[0].get_weights()
    (low, high), step = found.spans[0], np.diff(found.spans[0])[0] / 199
    hinges = [at for at in -bias / kernel[0] if low < at < high]
    assert hinges and all(min(abs(at - bend) for bend in found.bends) <= step for at in hinges)


def test_before_training_it_is_that_of_the_fresh_weights_and_images_have_none(worker: Any, plan: Plans) -> None:
    wanted = plan([("Dense", {"units": 7}), ("Dense", {"units": 1})])  # no other test has this one ready
    worker.send(Survey(1, wanted, (0, 1)))
    assert worker.until(Surveyed).spans == ()
    worker.send(Prepare(2, wanted))
    worker.until(Prepared)
    worker.send(Survey(3, wanted, (0, 1)))
    found = worker.until(Surveyed)
    assert found.spans and not found.trained
    for features in ((0, 0), (0, 7), (-1, 0), ()):
        worker.send(Survey(4, wanted, features))
        assert worker.until(Surveyed).spans == ()
    layers = [("Flatten", {}), ("Dense", {"units": 10, "activation": "softmax"})]
    digits = plan(layers, Bundled("digits"), shape=(8, 8, 1), loss="SparseCategoricalCrossentropy", metrics=())
    worker.send(Prepare(5, digits))
    worker.until(Prepared)
    worker.send(Survey(6, digits, (0, 1)))
    assert worker.until(Surveyed).spans == ()
