"""What layers had learned before they were saved comes along with their network, whoever saved it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf
from msgspec.structs import replace

from designer.analysis import analyse
from designer.codegen import script_code, sound_code
from designer.plan import analysed_alone, plan_network, plan_training
from designer.reading import Reading, read_file, read_text
from designer.training.messages import Failed, Finished, Prove, Proved, Save, Saved, Train
from tests.worker.conftest import plan_of

TEXTS = np.array([["a red house"], ["the red, red car"], ["no car at all"], [""]])
TOWNS = np.array([["Rome"], ["Oslo"], ["Rome"], ["Bern"]])
ARTICLES = np.array([[907], [12], [12], [-5]])
AGES = np.arange(40.0, dtype="float32")[:, None]
layers = keras.layers


def on(rows: np.ndarray, layer: keras.Layer, *more: keras.Layer) -> tuple[keras.Model, np.ndarray]:
    """A network whose first layer has learned from rows."""
    layer.adapt(rows)
    kind = "string" if rows.dtype.kind == "U" else str(rows.dtype)
    return keras.Sequential([keras.Input(rows.shape[1:], dtype=kind), layer, *more]), rows


ADAPTED: dict[str, Callable[[], tuple[keras.Model, np.ndarray]]] = {
    "words": lambda: on(
        TEXTS,
        layers.TextVectorization(max_tokens=20, output_sequence_length=5),
        layers.Embedding(20, 3),
        layers.Flatten(),
        layers.Dense(2),
    ),
    "counted words": lambda: on(TEXTS[:, 0], layers.TextVectorization(output_mode="count"), layers.Dense(2)),
    "towns": lambda: on(TOWNS, layers.StringLookup(mask_token="nowhere", num_oov_indices=2), layers.Embedding(9, 3)),
    "towns as rows": lambda: on(TOWNS, layers.StringLookup(output_mode="one_hot"), layers.Dense(2)),
    "articles": lambda: on(ARTICLES, layers.IntegerLookup(output_mode="multi_hot"), layers.Dense(2)),
    "ranges": lambda: on(AGES, layers.Discretization(num_bins=4), layers.Embedding(4, 3)),
    "mean and variance": lambda: on(AGES, layers.Normalization(), layers.Dense(2)),
}


@pytest.mark.parametrize("what", ADAPTED)
def test_an_adapted_network_answers_in_the_worker_as_it_did(what: str, worker: Any, tmp_path: Path) -> None:
    model, rows = ADAPTED[what]()
    model.save(tmp_path / "theirs.keras")
    reading = read_file(tmp_path / "theirs.keras")
    assert reading.notes == ()
    network = plan_network(analysed_alone(reading.design))
    worker.send(Save(1, str(tmp_path / "ours.keras"), network=network))
    saved = worker.until((Saved, Failed))
    assert isinstance(saved, Saved), saved
    ours = keras.saving.load_model(tmp_path / "ours.keras")
    given = tf.constant(rows)
    np.testing.assert_allclose(np.asarray(ours(given)), np.asarray(model(given)), atol=1e-6)


def noted(reading: Reading) -> list[tuple[str, str]]:
    return [(note.where, note.what) for note in reading.notes]


def vocabulary(reading: Reading) -> Any:
    return list(reading.design.graph.nodes.values())[1].settings.get("vocabulary")


def saved(words: list[str], path: Path, **settings: Any) -> Reading:
    model, _ = on(np.array([[word] for word in words]), layers.StringLookup(name="towns", **settings))
    model.save(path)
    return read_file(path)


def test_a_list_comes_without_the_marks_that_stand_before_it(tmp_path: Path) -> None:
    reading = saved(["b", "a", "a", "é"], tmp_path / "net.keras", num_oov_indices=2)
    assert (noted(reading), vocabulary(reading)) == ([], ("a", "é", "b"))


@pytest.mark.parametrize(
    ("words", "settings", "why"),
    [
        ([f"w{at}" for at in range(2001)], {}, "is longer than the 2,000 entries, or 20 KB, that a design holds"),
        (["a", "b\u200b"], {}, "was left out, as not all of its entries are plain words"),
        (["a", "b"], {"output_mode": "tf_idf"}, "was left out, as how telling its entries are lies elsewhere"),
    ],
)
def test_a_list_that_cannot_come_is_said_in_a_sentence(
    words: list[str], settings: dict[str, Any], why: str, tmp_path: Path
) -> None:
    reading = saved(words, tmp_path / "net.keras", **settings)
    told = f"The list that StringLookup learned {why}. It learns a new one from the training rows."
    assert (noted(reading), vocabulary(reading)) == ([("layers[1] (towns)", told)], None)


def test_the_longest_list_is_read_back_from_the_code_that_has_it(tmp_path: Path) -> None:
    longest = [f"word{at:05}" for at in range(2000)]
    reading = saved(longest, tmp_path / "net.keras", output_mode="count")
    kept = vocabulary(reading)
    assert sorted(kept) == longest
    again = read_text(sound_code(analyse(reading.design)).text)
    assert (noted(again), vocabulary(again)) == ([], kept)


def test_only_a_list_in_the_folder_of_its_layer_is_taken(tmp_path: Path) -> None:
    saved(["a", "b"], tmp_path / "net.keras")
    with zipfile.ZipFile(tmp_path / "net.keras") as there, zipfile.ZipFile(tmp_path / "other.keras", "w") as here:
        for name in there.namelist():
            here.writestr(name.replace("/string_lookup/", "/dense/"), there.read(name))
    reading = read_file(tmp_path / "other.keras")
    assert vocabulary(reading) is None
    assert "is not in the file" in reading.notes[0].what


def test_what_a_network_in_a_network_learned_comes_too(tmp_path: Path) -> None:
    lookups = [layers.StringLookup(name=name) for name in ("first", "second")]
    for layer, words in zip(lookups, (["a", "b"], ["c", "d"]), strict=True):
        layer.adapt(np.array(words))
    inner = keras.Sequential([keras.Input([1], dtype="string"), lookups[1]], name="inner")
    inputs = keras.Input([1], dtype="string")
    joined = layers.Concatenate()([lookups[0](inputs), inner(inputs)])
    keras.Model(inputs, joined).save(tmp_path / "net.keras")
    nodes = read_file(tmp_path / "net.keras").design.graph.nodes.values()
    found = {node.name: set(node.settings["vocabulary"]) for node in nodes if "vocabulary" in node.settings}  # type: ignore[arg-type]
    assert found == {"first": {"a", "b"}, "second": {"c", "d"}}


def test_a_mean_learned_of_other_rows_stays_and_a_script_keeps_it_too(worker: Any, tmp_path: Path) -> None:
    model = keras.Sequential([keras.Input([2]), layers.Normalization(name="even"), layers.Dense(1, name="end")])
    model.layers[0].adapt(np.array([[100.0, 7.0], [300.0, 9.0]]))
    model.save(tmp_path / "net.keras")
    plain = plan_of(epochs=2)
    design = read_file(tmp_path / "net.keras").design
    training = replace(plain.training, start=str(tmp_path / "net.keras"))
    plan = plan_training(analyse(replace(design, data=plain.data, training=training)))
    worker.send(Train(1, plan))
    worker.until(Finished)
    worker.send(Save(2, str(tmp_path / "ended.keras")))
    worker.until(Saved)
    mean, *_ = keras.saving.load_model(tmp_path / "ended.keras").get_layer("even").get_weights()
    np.testing.assert_allclose(mean, [200.0, 8.0])
    worker.send(Prove(3, plan, script_code(plan).text))
    assert worker.until((Proved, Failed), 300).proof.fault == ""
