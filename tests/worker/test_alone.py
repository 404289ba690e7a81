"""A network leaves with its weights also where there is no data that fits it, and the verdict says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

from designer.plan import NetworkPlan, analysed_alone, plan_network
from designer.reading import read_file
from designer.training.forms import FORMS
from designer.training.messages import Failed, Save, Saved
from designer.training.verdicts import saved_text
from designer.worker import alone
from designer.worker.faults import Fault
from designer.worker.making_up import made_up
from designer.worker.saving import save


def opened(model: keras.Model, path: Path) -> NetworkPlan:
    """The network of a file, as it is opened."""
    model.save(path)
    return plan_network(analysed_alone(read_file(path).design))


@pytest.fixture
def network(tmp_path: Path) -> NetworkPlan:
    """One of two inputs, none of which any data here has."""
    picture, words = keras.Input([None, None, 3], name="picture"), keras.Input([5], dtype="int32", name="words")
    x = keras.layers.Rescaling(0.5)(picture)
    x = keras.layers.Conv2D(4, 3, strides=2)(x)
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3, strides=2)(x))
    y = keras.layers.GlobalAveragePooling1D()(keras.layers.Embedding(7, 4)(words))
    y = keras.layers.Normalization(mean=[1.0] * 4, variance=[2.0] * 4)(y)
    return opened(
        keras.Model([picture, words], keras.layers.Dense(3)(keras.layers.Concatenate()([x, y]))), tmp_path / "net.keras"
    )


def test_rows_are_made_up_that_fit_each_input_and_the_same_each_time(network: NetworkPlan) -> None:
    model = alone.built(network).model
    first, again = (made_up(model, network.model, 3) for _ in range(2))
    assert isinstance(first, list)
    assert all(map(np.array_equal, first, again))
    assert [part.shape for part in first] == [(8, 64, 64, 3), (8, 5)]
    assert first[1].dtype == np.int32 and first[1].max() < 7


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_network_that_was_opened_leaves_in_every_form_with_its_weights(
    form: Any, worker: Any, network: NetworkPlan, tmp_path: Path
) -> None:
    worker.send(Save(2, str(tmp_path / f"out{FORMS[form].suffix}"), form=form, check=True, network=network))
    saved = worker.until((Saved, Failed), 300)
    assert saved_text(saved).startswith("Starts from the weights in net.keras. Checked: 8 rows, largest difference ")
    assert saved_text(saved).endswith("The rows are made up, as there is no data that fits this network.")
    if form == "keras":
        theirs, ours = (keras.saving.load_model(tmp_path / name) for name in ("net.keras", "out.keras"))
        assert all(map(np.array_equal, theirs.get_weights(), ours.get_weights()))


def test_what_learns_from_data_and_never_did_is_refused_and_what_did_is_not(tmp_path: Path) -> None:
    layer = keras.layers.Normalization(name="even")
    layer.adapt(np.arange(12.0).reshape(6, 2))
    network = opened(keras.Sequential([keras.Input([2]), layer, keras.layers.Dense(1)]), tmp_path / "net.keras")
    found = alone.built(network).model.get_layer("even")
    assert np.array_equal(found.mean, layer.mean)
    with pytest.raises(Fault, match="“even” learns from data"):
        alone.built(NetworkPlan(network.model, network.seed))


def test_int8_without_rows_is_refused_in_a_sentence(worker: Any, network: NetworkPlan, tmp_path: Path) -> None:
    worker.send(Save(2, str(tmp_path / "out.tflite"), form="litert", int8=True, network=network))
    assert worker.until((Saved, Failed)).sentence == alone.NO_ROWS


@pytest.fixture
def recurrent(tmp_path: Path) -> NetworkPlan:
    """All that goes from step to step, on words by their places in a list."""
    layers = [
        keras.Input([12], dtype="int32"),
        keras.layers.Embedding(9, 4, mask_zero=True),
        keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences=True)),
        keras.layers.SimpleRNN(3, return_sequences=True),
        keras.layers.GRU(4),
        keras.layers.Dense(2),
    ]
    return opened(keras.Sequential(layers), tmp_path / "net.keras")


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_recurrent_networks_leave_in_every_form(form: Any, worker: Any, recurrent: NetworkPlan, tmp_path: Path) -> None:
    worker.send(Save(2, str(tmp_path / f"out{FORMS[form].suffix}"), form=form, check=True, network=recurrent))
    found = worker.until((Saved, Failed), 300).check
    assert (found.rows, found.fault) == (8, "")


@pytest.mark.parametrize("form", ["onnx", "litert"])
def test_a_form_that_holds_no_texts_says_which_layer_it_is_and_which_forms_do(form: Any, tmp_path: Path) -> None:
    words = keras.layers.TextVectorization(vocabulary=["good", "bad"], output_sequence_length=4, name="words")
    model = keras.Sequential([keras.Input([1], dtype="string"), words, keras.layers.Embedding(4, 2)])
    with pytest.raises(Fault, match=r"cannot hold “words” \(TextVectorization\).* Write a Keras file or a SavedModel"):
        save(model, tmp_path / f"net{FORMS[form].suffix}", form)
    assert not list(tmp_path.iterdir())
