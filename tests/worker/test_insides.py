"""Looking into a network: what is told are its weights and what its layers give, also while it trains."""

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from designer.data import load_examples
from designer.graph.specs import Bundled, Generated, Table
from designer.plan import Call, ModelPlan, TrainingPlan
from designer.training.messages import (
    Epochs,
    Finished,
    Inside,
    LayerInside,
    LookInside,
    Prepare,
    Prepared,
    Save,
    Saved,
    Started,
    Stop,
    Train,
)
from designer.worker.building import built

Plans = Callable[..., TrainingPlan]
SPIRAL = Generated("spiral", size=60)
LAYERS = [
    ("Normalization", {}),
    ("Dense", {"units": 5, "activation": "tanh"}),
    ("Dense", {"units": 1, "use_bias": False}),
]


def floats(packed: bytes, *shape: int) -> np.ndarray:
    return np.frombuffer(packed, np.float32).reshape(shape)


def kernel(layer: LayerInside) -> np.ndarray:
    return floats(layer.kernel, len(layer.shown_inputs), len(layer.shown))


def maps(layer: LayerInside) -> np.ndarray:
    return floats(layer.maps, *layer.map_shape)


def look(worker: Any, plan: TrainingPlan, *nodes: str, **more: Any) -> Inside:
    worker.send(LookInside(900, plan, nodes, **more))
    return worker.until(Inside)  # type: ignore[no-any-return]


def grid(inside: Inside, side: int) -> np.ndarray:
    (left, right), (low, high) = inside.spans
    return np.array([(x, y) for y in np.linspace(high, low, side) for x in np.linspace(left, right, side)], np.float32)


def answers(model: keras.Model, at: int, rows: np.ndarray) -> np.ndarray:
    """What a layer of a chain gives, worked out layer by layer."""
    values: Any = rows
    for layer in model.layers[: at + 1]:
        values = layer(values)
    return np.asarray(values)


def test_fresh_weights_are_those_a_run_would_start_from(worker: Any, plan: Plans) -> None:
    wanted = plan(LAYERS, SPIRAL, adapt=("n1",), seed=7)
    worker.send(Prepare(1, wanted))
    worker.until(Prepared)
    inside = look(worker, wanted, "n2", "n3")
    theirs = built(wanted, load_examples(wanted.data))
    assert not inside.trained
    np.testing.assert_array_equal(kernel(inside.layers["n2"]), theirs.layers[1].kernel)
    np.testing.assert_array_equal(floats(inside.layers["n2"].bias, 5), theirs.layers[1].bias)
    assert inside.layers["n3"].bias == b"", "a layer without bias has none to show"
    assert inside.layers["n2"].largest == pytest.approx(np.abs(theirs.layers[1].kernel).max())
    rows = grid(inside, 28)
    for at, id in ((0, "n1"), (1, "n2"), (2, "n3")):
        found = maps(look(worker, wanted, id).layers[id]).reshape(-1, 28 * 28).T
        np.testing.assert_allclose(found, answers(theirs, at, rows), atol=1e-5)


def test_the_trained_network_is_the_one_that_is_saved(worker: Any, plan: Plans, tmp_path: Path) -> None:
    wanted = plan(LAYERS, SPIRAL, adapt=("n1",), epochs=30)
    worker.send(Train(2, wanted))
    worker.until(Finished)
    inside = look(worker, wanted, "n2", "n3", grid=9)
    worker.send(Save(3, str(tmp_path / "net.keras")))
    worker.until(Saved)
    model = keras.saving.load_model(tmp_path / "net.keras")
    assert inside.trained
    np.testing.assert_allclose(kernel(inside.layers["n2"]), model.layers[1].kernel, atol=1e-7)
    found = maps(inside.layers["n3"]).reshape(1, -1).T
    np.testing.assert_allclose(found, model.predict(grid(inside, 9), verbose=0), atol=1e-5)


def test_a_card_whose_activation_is_a_card_of_its_own_shows_what_goes_into_that(worker: Any, plan: Plans) -> None:
    wanted = plan([("Dense", {"units": 3, "activation": "relu"}), ("Dense", {"units": 1})])
    first, last = wanted.model.calls[1:]
    joined = Call(first.id, first.kind, first.variable, ("n1", "x1"), first.arguments, first.inputs)
    model = ModelPlan("sequential", (wanted.model.calls[0], joined, last), ("n2",))
    wanted = TrainingPlan(model, wanted.data, wanted.training)
    worker.send(Prepare(4, wanted))
    worker.until(Prepared)
    layers = look(worker, wanted, "n1", "x1").layers
    before, after = maps(layers["n1"]), maps(layers["x1"])
    assert before.min() < 0
    np.testing.assert_allclose(after, np.maximum(before, 0), atol=1e-6)
    assert not layers["x1"].kernel and layers["n1"].activation == ""


def test_weights_are_seen_to_change_while_the_run_goes_on(worker: Any, plan: Plans) -> None:
    wanted = plan(epochs=1_000_000)
    worker.send(Train(5, wanted))
    worker.until(Epochs)
    seen = []
    for _ in range(5):
        time.sleep(0.05)
        seen.append(kernel(look(worker, wanted, "n1").layers["n1"]))
    worker.send(Stop())
    worker.until(Finished)
    assert all(not np.array_equal(one, other) for one, other in pairwise(seen))
    assert worker.heard(Inside)[-1].trained


def test_nothing_is_told_that_was_not_asked_for(worker: Any, plan: Plans) -> None:
    wanted = plan(epochs=3000)
    worker.send(Train(6, wanted))
    worker.until(Started)
    look(worker, wanted, "n1")
    worker.said.clear()
    worker.until(Finished)
    assert not worker.heard(Inside)


def test_an_unprepared_network_has_nothing_to_show_and_no_layer_is_made_up(worker: Any, plan: Plans) -> None:
    assert look(worker, plan([("Dense", {"units": 77}), ("Dense", {"units": 1})]), "n1").layers == {}
    wanted = plan()
    worker.send(Prepare(7, wanted))
    worker.until(Prepared)
    assert set(look(worker, wanted, "n1", "n99").layers) == {"n1"}


def test_of_many_units_and_inputs_some_are_told_always_the_same(worker: Any, plan: Plans) -> None:
    image = [("Flatten", {}), ("Dense", {"units": 100}), ("Dense", {"units": 10, "activation": "softmax"})]
    wanted = plan(
        image, Bundled("digits"), shape=(8, 8, 1), loss="SparseCategoricalCrossentropy", metrics=()
    )  # fmt: skip
    worker.send(Prepare(8, wanted))
    worker.until(Prepared, timeout=120)
    first, again = look(worker, wanted, "n2", "n3"), look(worker, wanted, "n2", "n3")
    layer = first.layers["n2"]
    assert (layer.inputs, layer.units, len(layer.shown), len(layer.shown_inputs)) == (64, 100, 16, 16)
    assert layer.shown[0] == 0 and layer.shown[-1] == 99 and again.layers == first.layers
    theirs = built(wanted, load_examples(wanted.data)).layers[1].kernel.numpy()
    np.testing.assert_array_equal(kernel(layer), theirs[np.ix_(layer.shown_inputs, layer.shown)])
    assert layer.map_kind == "weights" and layer.map_shape == (16, 8, 8)
    np.testing.assert_array_equal(maps(layer)[3], theirs[:, layer.shown[3]].reshape(8, 8))
    assert first.layers["n3"].map_kind == "none"


def test_of_four_inputs_two_are_varied_and_the_others_stay_at_their_middle(worker: Any, plan: Plans) -> None:
    wanted = plan(
        [("Dense", {"units": 3, "activation": "softmax"})], Bundled("iris"), shape=(4,),
        loss="SparseCategoricalCrossentropy", metrics=(),
    )  # fmt: skip
    worker.send(Prepare(9, wanted))
    worker.until(Prepared)
    inside = look(worker, wanted, "n0", "n1", grid=5, features=(2, 0))
    examples = load_examples(wanted.data)
    rows = np.repeat(np.median(examples.x_train, axis=0)[None], 25, axis=0).astype(np.float32)
    rows[:, [2, 0]] = grid(inside, 5)
    theirs = np.asarray(built(wanted, examples)(rows))
    assert inside.layers["n1"].map_kind == "plane"
    np.testing.assert_allclose(maps(inside.layers["n1"]).reshape(3, -1), theirs.T, atol=1e-5)
    np.testing.assert_allclose(maps(inside.layers["n0"]).reshape(4, -1), rows.T, atol=1e-5)
    for features in ((0, 0), (0, 7), (-1, 0)):
        assert look(worker, wanted, "n1", features=features).layers["n1"].map_kind == "none"


def test_one_input_gives_curves_and_four_give_no_maps(worker: Any, plan: Plans, tmp_path: Path) -> None:
    file = tmp_path / "line.csv"
    file.write_text("x,y\n" + "".join(f"{at},{at * 2}\n" for at in range(-10, 30)))
    line = plan([("Dense", {"units": 3}), ("Dense", {"units": 1})], Table(str(file)), shape=(1,))
    iris = plan(
        [("Dense", {"units": 3, "activation": "softmax"})], Bundled("iris"), shape=(4,),
        loss="SparseCategoricalCrossentropy", metrics=(),
    )  # fmt: skip
    kinds = []
    for wanted in (line, iris):
        worker.send(Prepare(9, wanted))
        worker.until(Prepared)
        inside = look(worker, wanted, "n1")
        kinds.append(inside.layers["n1"].map_kind)
        assert inside.spans == (((-10.0, 29.0),) if wanted is line else ())
    assert kinds == ["curve", "none"]
