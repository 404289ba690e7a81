"""Weights in the files of Keras 2 are found in whichever of the ways it kept them."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest

from designer.plan import analysed_alone, plan_network
from designer.reading import read_file
from designer.worker import alone
from designer.worker.faults import Fault
from designer.worker.older import place_of
from designer.worker.plain import Strange
from designer.worker.starting import begun

DEPENDENCIES = "_layer_checkpoint_dependencies"


@pytest.fixture
def model() -> keras.Model:
    """A network with one within it, and two layers of a class in both."""
    body = keras.Sequential(
        [keras.Input([6, 4]), keras.layers.Dense(4, name="low"), keras.layers.Dense(5, name="high")], name="body"
    )
    inputs = keras.Input([6, 4])
    x = keras.layers.BatchNormalization(name="steady")(body(inputs))
    x = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True), name="both")(x)
    x = keras.layers.MultiHeadAttention(2, 4, name="look")(x, x)
    x = keras.layers.GRU(3, name="last")(keras.layers.Dropout(0.5)(x))
    model = keras.Model(inputs, keras.layers.Dense(2, name="end")(keras.layers.Dense(4, name="head")(x)))
    for weight in model.weights:
        weight.assign(np.random.default_rng(1).normal(size=weight.shape) ** 2)
    return model


def renumbered(name: str, twice: bool) -> str:
    """What 2.12 calls a layer that is the second of its class, as it counts those with weights twice."""
    kind, _, number = name.rpartition("_")
    return f"{kind}_{2 * int(number)}" if twice and number.isdecimal() else name


def older_groups(there: h5py.Group, here: h5py.Group, twice: bool) -> None:
    """Copy the groups of Keras 3 to where Keras 2 had them."""
    for name, found in there.items():
        if name != "layers" or not isinstance(found, h5py.Group):
            there.copy(name, here)
            continue
        layers = here.create_group(DEPENDENCIES)
        for layer, group in found.items():
            older_groups(group, layers.create_group(renumbered(layer, twice)), twice)


def archive(model: keras.Model, path: Path, *, twice: bool) -> None:
    model.save(path)
    with zipfile.ZipFile(path) as file:
        kept = {name: file.read(name) for name in file.namelist()}
    older = io.BytesIO()
    with h5py.File(io.BytesIO(kept["model.weights.h5"])) as there, h5py.File(older, "w") as here:
        older_groups(there, here, twice)
    told = json.dumps({"keras_version": "2.12.0" if twice else "2.14.0"}).encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, content in {**kept, "metadata.json": told, "model.weights.h5": older.getvalue()}.items():
            file.writestr(name, content)


def whole(model: keras.Model, path: Path, texts: Callable[[list[str]], Any], pieces: int = 1) -> None:
    """An HDF5 file as tf.keras writes it."""
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = model.to_json()
        root = file.create_group("model_weights")
        for layer in model.layers:
            group, names = root.create_group(layer.name), []
            for weight in layer.trainable_weights + layer.non_trainable_weights:
                names.append(f"{weight.path[max(0, weight.path.find(layer.name)) :]}:0")
                group[names[-1]] = weight.numpy()
            for at, some in enumerate(np.array_split(names, pieces)):
                group.attrs[f"weight_names{at if pieces > 1 else ''}"] = texts([str(name) for name in some])


def fixed(names: list[str]) -> Any:
    return np.array([name.encode() for name in names], "S")


def free(names: list[str]) -> Any:
    return np.array(names, h5py.string_dtype())


WRITERS = {
    "2.12": lambda model, path: archive(model, path.with_suffix(".keras"), twice=True),
    "2.14": lambda model, path: archive(model, path.with_suffix(".keras"), twice=False),
    "hdf5": lambda model, path: whole(model, path.with_suffix(".h5"), fixed),
    "hdf5 with free texts": lambda model, path: whole(model, path.with_suffix(".h5"), free),
    "hdf5 in pieces": lambda model, path: whole(model, path.with_suffix(".h5"), fixed, 2),
    "hdf5 of Keras 3": lambda model, path: model.save(path.with_suffix(".h5")),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_every_layer_has_its_weights_and_the_network_answers_as_it_did(
    writer: str, model: keras.Model, tmp_path: Path
) -> None:
    WRITERS[writer](model, tmp_path / "net")
    (path,) = tmp_path.iterdir()
    found = alone.built(plan_network(analysed_alone(read_file(path).design)))
    assert found.start == f"Starts from the weights in {path.name}."
    rows = np.random.default_rng(2).normal(size=(7, 6, 4)).astype("float32")
    theirs, ours = (np.asarray(one(rows, training=False)) for one in (model, found.model))
    assert np.abs(theirs - ours).max() < 1e-6


def hostile() -> dict[str, Callable[[h5py.Group], None]]:
    def elsewhere(group: h5py.Group) -> None:
        del group["head/kernel:0"]
        group["head/kernel:0"] = h5py.ExternalLink("/etc/hostname", "/")

    def made_up(group: h5py.Group) -> None:
        del group["head/kernel:0"]
        group.create_dataset("head/kernel:0", (4, 5), "float32", chunks=(4, 5), compression="gzip")

    def upwards(group: h5py.Group) -> None:
        group.attrs["weight_names"] = fixed(["../head/head/kernel:0", "head/bias:0"])

    def endless(group: h5py.Group) -> None:
        group.attrs["weight_names"] = fixed(["head/kernel:0"] * 4000)

    def numbers(group: h5py.Group) -> None:
        group.attrs["weight_names"] = np.arange(2)

    def texts(group: h5py.Group) -> None:
        del group["head/kernel:0"]
        group["head/kernel:0"] = np.full((4, 5), b"text")

    return {one.__name__: one for one in (elsewhere, made_up, upwards, endless, numbers, texts)}


@pytest.mark.parametrize("change", hostile())
def test_hdf5_weights_that_lie_elsewhere_or_are_made_up_are_never_read(change: str, tmp_path: Path) -> None:
    layer = keras.layers.Dense(5, name="head")
    model, path = keras.Sequential([keras.Input([4]), layer]), tmp_path / "net.h5"
    whole(model, path, fixed)
    assert begun(str(path), [layer]).told == "Starts from the weights in net.h5."
    with h5py.File(path, "a") as file:
        hostile()[change](file["model_weights/head"])
    before = layer.get_weights()
    with pytest.raises(Fault, match="No layer fits"):
        begun(str(path), [layer])
    assert all(map(np.array_equal, layer.get_weights(), before))


def test_a_damaged_hdf5_file_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "net.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(500))
    layer = keras.layers.Dense(5, name="head")
    layer.build((None, 4))
    with pytest.raises(Fault, match=r"The weights in net\.h5 are damaged"):
        begun(str(tmp_path / "net.h5"), [layer])


def test_the_network_of_tf_keras_within_another_is_fed_where_its_calls_are_counted_from_one(tmp_path: Path) -> None:
    body = {"class_name": "Sequential", "name": "body", "inbound_nodes": [[["first", 0, 0, {}]]]}
    body["config"] = {"name": "body", "layers": [row("InputLayer", "in", batch_input_shape=[None, 3]), row("Dense", "low", units=2)]}  # fmt: skip
    layers = [
        row("InputLayer", "first", [], batch_input_shape=[None, 3], sparse=False, ragged=False),
        body,
        row("Dense", "end", [[["body", 1, 0, {}]]], units=1),
    ]
    config = {"name": "net", "layers": layers, "input_layers": [["first", 0, 0]], "output_layers": [["end", 0, 0]]}
    path = tmp_path / "net.json"
    path.write_text(json.dumps({"class_name": "Functional", "config": config, "keras_version": "2.9.0"}))
    reading = read_file(path)
    assert reading.notes == ()
    nodes = reading.design.graph.nodes.values()
    assert [(node.name, dict(node.settings)) for node in nodes] == [
        ("first", {"shape": (3,)}), ("low", {"units": 2}), ("end", {"units": 1})
    ]  # fmt: skip


def row(kind: str, name: str, feeds: list[Any] | None = None, **config: Any) -> dict[str, Any]:
    """A layer as Keras 2 writes it."""
    found = {"class_name": kind, "name": name, "config": {"name": name, **config}}
    return found if feeds is None else {**found, "inbound_nodes": feeds}


@pytest.mark.parametrize("inside", ["_layer_checkpoint_dependencies", "_layer_checkpoint_dependencies/outer"])
def test_what_pretends_to_be_a_group_and_has_no_end_is_not_walked_through(inside: str, tmp_path: Path) -> None:
    with h5py.File(tmp_path / "w.h5", "w") as file:
        file.create_dataset(inside, shape=(10**12,), dtype="float32", chunks=(1024,))
        with pytest.raises(Strange):
            place_of(file, "layers/outer/layers/dense")
