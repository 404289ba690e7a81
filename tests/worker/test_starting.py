"""A network starts from weights trained before, whoever wrote their file, and only from what fits."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from msgspec.structs import replace

from designer.analysis import analyse
from designer.codegen import script_code
from designer.errors import FileError
from designer.plan import TrainingPlan, plan_training
from designer.reading import read_file
from designer.training.messages import Failed, Finished, Prove, Proved, Save, Saved, Started, Train
from designer.worker.building import joined
from designer.worker.faults import Fault
from designer.worker.starting import begun

Plans = Callable[..., TrainingPlan]


def starting(plan: TrainingPlan, path: Path) -> TrainingPlan:
    return replace(plan, training=replace(plan.training, start=str(path)))


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    """A network with a network within it, as those who fine-tune save it."""
    body = keras.Sequential(
        [
            keras.Input([8, 2]),
            keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True), name="both"),
            keras.layers.LayerNormalization(name="even"),
        ],
        name="body",
    )
    inputs = keras.Input([8, 2])
    x = keras.layers.Conv1D(2, 3, padding="same", name="first")(inputs)
    x = keras.layers.BatchNormalization(name="steady")(body(x))
    x = keras.layers.MultiHeadAttention(2, 4, name="look")(x, x)
    x = keras.layers.GRU(4, name="last")(x)
    model = keras.Model(inputs, keras.layers.Dense(5, name="head")(keras.layers.Dropout(0.5)(x)))
    for weight in model.weights:
        weight.assign(np.random.default_rng(1).normal(size=weight.shape) ** 2)
    path = tmp_path / "trained.keras"
    model.save(path)
    return path


def test_an_opened_network_has_its_weights_in_every_layer_also_of_networks_within_it(trained: Path) -> None:
    design = read_file(trained).design
    assert design.training.start == str(trained)
    model, _ = joined(plan_training(analyse(design)).model)
    assert begun(str(trained), model.layers).told == "Starts from the weights in trained.keras."
    rows = np.random.default_rng(2).normal(size=(7, 8, 2)).astype("float32")
    theirs = keras.saving.load_model(trained)(rows, training=False)
    assert np.abs(np.asarray(model(rows, training=False)) - np.asarray(theirs)).max() < 1e-5


def test_layers_of_other_names_or_shapes_stay_fresh_and_are_named(trained: Path) -> None:
    layers = [
        keras.layers.Dense(7, name="head"),
        keras.layers.Dense(2, name="new"),
        keras.layers.Conv1D(2, 3, name="first"),
    ]
    for layer in layers[:2]:
        layer.build((None, 4))
    layers[2].build((None, 8, 2))
    before = layers[0].get_weights()
    told = begun(str(trained), layers).told
    assert told == "Starts from the weights in trained.keras in 1 of 3 layers; fresh: “head”, “new”."
    assert all(map(np.array_equal, layers[0].get_weights(), before))
    assert np.array_equal(
        layers[2].get_weights()[1], keras.saving.load_model(trained).get_layer("first").get_weights()[1]
    )


def test_a_file_no_layer_fits_is_refused_in_a_sentence(trained: Path) -> None:
    layer = keras.layers.Dense(2, name="other")
    layer.build((None, 4))
    with pytest.raises(Fault, match=r"No layer fits the weights in trained\.keras"):
        begun(str(trained), [layer])
    with pytest.raises(FileError, match=r"Cannot read the weights in .*gone\.keras"):
        begun(str(trained.with_name("gone.keras")), [layer])


@pytest.fixture
def head(trained: Path) -> keras.layers.Dense:
    layer = keras.layers.Dense(5, name="head")
    layer.build((None, 4))
    return layer


def rewritten(trained: Path, change: Callable[[h5py.File], None]) -> Path:
    """The file with its weights changed by somebody who means harm."""
    folder = trained.parent / "apart"
    with zipfile.ZipFile(trained) as archive:
        archive.extractall(folder)
    with h5py.File(folder / "model.weights.h5", "a") as file:
        change(file)
    path = trained.with_name("changed.keras")
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("config.json", "metadata.json", "model.weights.h5"):
            archive.write(folder / name, name)
    shutil.rmtree(folder)
    return path


PLACE = "layers/dense/vars/0"


def hostile() -> Iterator[Any]:
    def elsewhere(file: h5py.File) -> None:
        del file[PLACE]
        file[PLACE] = h5py.ExternalLink("/etc/hostname", "/")

    def soft(file: h5py.File) -> None:
        file["aside"] = np.ones((4, 5), "float32")
        del file[PLACE]
        file[PLACE] = h5py.SoftLink("/aside")

    def outside(file: h5py.File) -> None:
        del file[PLACE]
        file.create_dataset(PLACE, (4, 5), "float32", external=[("/etc/hostname", 0, 80)])

    def virtual(file: h5py.File) -> None:
        del file[PLACE]
        layout = h5py.VirtualLayout((4, 5), "float32")
        layout[:] = h5py.VirtualSource("/etc/hostname", "x", (4, 5))
        file.create_virtual_dataset(PLACE, layout)

    def huge(file: h5py.File) -> None:
        del file[PLACE]
        file.create_dataset(PLACE, (10**6, 10**6), "float32", chunks=(1000, 1000), compression="gzip")

    def made_up(file: h5py.File) -> None:
        del file[PLACE]
        file.create_dataset(PLACE, (4, 5), "float32", chunks=(4, 5), compression="gzip")

    def in_itself(file: h5py.File) -> None:
        file["layers/dense/vars/again"] = file["layers/dense"]

    def texts(file: h5py.File) -> None:
        del file[PLACE]
        file[PLACE] = np.full((4, 5), b"text")

    for change in (elsewhere, soft, outside, virtual, huge, made_up, in_itself, texts):
        yield pytest.param(change, id=change.__name__)


@pytest.mark.parametrize("change", [pytest.param(None, id="as it is"), *hostile()])
def test_weights_that_lie_elsewhere_or_are_made_up_are_never_read(
    trained: Path, head: keras.layers.Dense, change: Callable[[h5py.File], None] | None
) -> None:
    if change is None:
        assert begun(str(rewritten(trained, list)), [head]).told == "Starts from the weights in changed.keras."
        return
    before = head.get_weights()
    with pytest.raises(Fault, match="No layer fits"):
        begun(str(rewritten(trained, change)), [head])
    assert all(map(np.array_equal, head.get_weights(), before))


def test_damaged_weights_are_refused_in_a_sentence(trained: Path, head: keras.layers.Dense) -> None:
    path = trained.with_name("damaged.keras")
    with zipfile.ZipFile(trained) as archive, zipfile.ZipFile(path, "w") as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name) if name.endswith("json") else b"\x89HDF\r\n\x1a\n" + bytes(500))
    with pytest.raises(Fault, match=r"The weights in damaged\.keras are damaged"):
        begun(str(path), [head])


def test_training_goes_on_from_a_saved_network_and_its_script_is_proved(
    worker: Any, plan: Plans, tmp_path: Path
) -> None:
    layers = [("Normalization", {}), ("Dense", {"units": 8, "activation": "tanh"}), ("Dense", {"units": 1})]
    first = plan(layers, adapt=("n1",), epochs=30)
    worker.send(Train(1, first))
    ended = worker.until(Finished).evaluation
    path = tmp_path / "run.keras"
    worker.send(Save(2, str(path)))
    worker.until(Saved)
    again = starting(plan(layers, adapt=("n1",), epochs=2, seed=5), path)
    worker.send(Train(3, again))
    told = worker.until(Started).start
    assert told.startswith("Starts from the weights in run.keras")
    assert worker.until(Finished).evaluation.metrics["loss"] < ended.metrics["loss"] * 1.2
    worker.send(Prove(4, again, script_code(again).text))
    assert worker.until((Proved, Failed), 300).proof.fault == ""


def test_without_its_file_a_run_fails_in_a_sentence_and_the_worker_lives(
    worker: Any, plan: Plans, tmp_path: Path
) -> None:
    worker.send(Train(1, starting(plan(), tmp_path / "gone.keras")))
    failed = worker.until((Finished, Failed))
    assert (failed.cause, "gone.keras" in failed.sentence) == ("file", True)
    worker.send(Train(2, plan(epochs=1)))
    assert worker.until(Finished).outcome == "done"
