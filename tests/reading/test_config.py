"""Keras's JSON, in the form of Keras 3 and of Keras 2, is read through the catalogue."""

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from designer.errors import FileError
from designer.graph.files import decode, encode
from designer.reading import read_file, read_text
from designer.values import ObjectValue
from tests.reading.conftest import kinds, rows


def layer(kind: str, name: str, feeds: list[Any] | None = None, **config: Any) -> dict[str, Any]:
    """A layer as Keras 2 writes it."""
    row = {"class_name": kind, "name": name, "config": {"name": name, "trainable": True, **config}}
    return row if feeds is None else {**row, "inbound_nodes": feeds}


def functional(*layers: dict[str, Any], into: str = "input_1", out: str = "dense") -> str:
    config = {"name": "net", "layers": layers, "input_layers": [[into, 0, 0]], "output_layers": [[out, 0, 0]]}
    return json.dumps({"class_name": "Functional", "config": config, "keras_version": "2.9.0", "backend": "tensorflow"})


INPUT = layer("InputLayer", "input_1", [], batch_input_shape=[None, 8], dtype="float32", sparse=False, ragged=False)


def test_a_chain_of_keras_2_is_read() -> None:
    glorot = {"class_name": "GlorotUniform", "config": {"seed": None}}
    layers = [
        layer("Dense", "a", units=4, activation="relu", batch_input_shape=[None, 8], kernel_initializer=glorot),
        layer("BatchNormalization", "b", axis=[1], momentum=0.99, epsilon=0.001),
        layer("LeakyReLU", "c", alpha=0.1),
        layer(
            "Dense", "d", units=1, activation="linear", kernel_regularizer={"class_name": "L2", "config": {"l2": 0.5}}
        ),
    ]
    text = json.dumps({"class_name": "Sequential", "config": {"name": "net", "layers": layers}})
    reading = read_text(text)
    assert reading.notes == ()
    assert rows(reading.design) == [
        ("Input", {"shape": (8,)}, ()),
        ("Dense", {"units": 4}, ("input",)),
        ("ReLU", {}, ("a",)),
        ("BatchNormalization", {"axis": 1}, ("re_lu",)),
        ("LeakyReLU", {"negative_slope": 0.1}, ("b",)),
        ("Dense", {"units": 1, "kernel_regularizer": ObjectValue("L2", {"l2": 0.5})}, ("c",)),
    ]


def test_layers_within_layers_come_back_from_keras_json_and_a_keras_file(keras: ModuleType, tmp_path: Path) -> None:
    layers = keras.layers
    plain = layers.Bidirectional(layers.LSTM(3, return_sequences=True, dropout=0.2))
    twins = layers.Bidirectional(layers.GRU(2), backward_layer=layers.GRU(2, go_backwards=True, activation="relu"))
    model = keras.Sequential([keras.Input((6, 5, 4)), layers.TimeDistributed(plain), layers.TimeDistributed(twins)])
    model.save(tmp_path / "net.keras")
    for reading in (read_text(model.to_json()), read_file(tmp_path / "net.keras")):
        assert reading.notes == ()
        lstm = ObjectValue("LSTM", {"units": 3, "return_sequences": True, "dropout": 0.2})
        other = ObjectValue("GRU", {"units": 2, "activation": "relu", "go_backwards": True})
        assert [settings["layer"] for _, settings, _ in rows(reading.design)[1:]] == [
            ObjectValue("Bidirectional", {"layer": lstm}),
            ObjectValue("Bidirectional", {"layer": ObjectValue("GRU", {"units": 2}), "backward_layer": other}),
        ]


def test_branches_of_keras_2_are_read_in_any_order() -> None:
    text = functional(
        layer("Dense", "dense", [[["add", 0, 0, {}]]], units=1),
        layer("Add", "add", [[["x", 0, 0, {}], ["input_1", 0, 0, {}]]]),
        layer("Dense", "x", [[["input_1", 0, 0, {}]]], units=8),
        INPUT,
    )
    reading = read_text(text)
    assert reading.notes == ()
    assert [(kind, feeds) for kind, _, feeds in rows(reading.design)] == [
        ("Input", ()),
        ("Dense", ("input_1",)),
        ("Add", ("x", "input_1")),
        ("Dense", ("add",)),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (layer("Dense", "dense", [[["input_1", 0, 0, {}]]], units=0), "units of Dense"),
        (layer("Dense", "dense", [[["input_1", 0, 0, {}]]], units=3, flavour="sweet"), "no setting called flavour"),
        (layer("Dream", "dense", [[["input_1", 0, 0, {}]]], units=3), "Dream is no layer Layerloom knows"),
        (layer("Lambda", "dense", [[["input_1", 0, 0, {}]]], function=["4wEAAA==", None, None]), "Lambda holds code"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(row: dict[str, Any], said: str) -> None:
    reading = read_text(functional(INPUT, row))
    assert [note.where for note in reading.notes] == ["layers[1] (dense)"]
    assert said in reading.notes[0].what
    assert len(reading.design.graph.nodes) == 2


def test_nothing_of_a_lambda_is_kept() -> None:
    reading = read_text(functional(INPUT, layer("Lambda", "dense", [[["input_1", 0, 0, {}]]], function=["4wEAAA=="], arguments={"a": 1})))  # fmt: skip
    assert [node.settings for node in reading.design.graph.nodes.values() if node.kind == "Lambda"] == [{}]


def test_a_class_of_somebody_elses_is_not_taken_for_keras_own() -> None:
    row = {
        **layer("Dense", "dense", [[["input_1", 0, 0, {}]]], units=3),
        "module": "mine",
        "registered_name": "mine>Dense",
    }
    reading = read_text(functional(INPUT, row))
    assert "no layer Layerloom knows" in reading.notes[0].what


def test_a_network_in_a_network_is_a_block() -> None:
    inner = {"class_name": "Sequential", "name": "inner", "inbound_nodes": [[["input_1", 0, 0, {}]]]}
    inner["config"] = {"name": "inner", "layers": [layer("Dense", "dense", units=2), layer("ReLU", "r")]}
    reading = read_text(functional(INPUT, inner, layer("Dense", "dense", [[["inner", 0, 0, {}]]], units=1)))
    assert rows(reading.design)[-1] == ("Dense", {"units": 1}, ("r",))
    assert [block.name for block in reading.design.layout.blocks.values()] == ["inner"]
    assert reading.design.layout.inside.keys() == {"n2", "n3"}


def test_a_layer_that_is_called_twice_is_a_card_and_its_twin() -> None:
    text = functional(
        INPUT,
        layer("Dense", "x", [[["input_1", 0, 0, {}]], [["x", 0, 0, {}]]], units=8, activation="relu"),
        layer("Dense", "dense", [[["x", 1, 0, {}]]], units=1),
    )
    reading = read_text(text)
    assert reading.notes == ()
    assert rows(reading.design)[1:] == [
        ("Dense", {"units": 8, "activation": "relu"}, ("input_1",)),
        ("Dense", {"units": 8, "activation": "relu"}, ("x",)),
        ("Dense", {"units": 1}, ("x 2",)),
    ]
    assert [node.shares for node in reading.design.graph.nodes.values()] == ["", "", "n2", ""]


def test_a_network_that_is_called_twice_calls_its_layers_twice() -> None:
    calls = [[["input_1", 0, 0, {}]], [["inner", 0, 0, {}]]]
    inner = {"class_name": "Sequential", "name": "inner", "inbound_nodes": calls}
    inner["config"] = {"name": "inner", "layers": [layer("Dense", "deep", units=8)]}
    reading = read_text(functional(INPUT, inner, layer("Dense", "dense", [[["inner", 1, 0, {}]]], units=1)))
    nodes = reading.design.graph.nodes.values()
    assert [(node.name, node.shares) for node in nodes if node.kind == "Dense"] == [
        ("deep", ""), ("deep 2", "n2"), ("dense", ""),
    ]  # fmt: skip
    assert len(reading.design.layout.blocks) == 2


def test_a_layer_nothing_feeds_is_left_out_and_named() -> None:
    text = functional(INPUT, layer("Dense", "a", [[["b", 0, 0, {}]]], units=1), layer("Dense", "b", [[["a", 0, 0, {}]]], units=1), layer("Dense", "dense", [[["input_1", 0, 0, {}]]], units=1))  # fmt: skip
    reading = read_text(text)
    assert {note.where for note in reading.notes} == {"layers[1] (a)", "layers[2] (b)"}
    assert kinds(reading.design) == ["Input", "Dense"]


def test_operations_of_keras_2_become_layers_that_do_the_same() -> None:
    text = functional(
        INPUT,
        layer("TFOpLambda", "relu", [["input_1", 0, 0, {"name": None}]], function="nn.relu"),
        layer(
            "TFOpLambda", "sum", [["relu", 0, 0, {"y": ["input_1", 0, 0], "name": None}]], function="__operators__.add"
        ),
        layer("TFOpLambda", "half", [["sum", 0, 0, {"y": 0.5, "name": None}]], function="math.multiply"),
        layer("Dense", "dense", [[["half", 0, 0, {}]]], units=1),
    )
    reading = read_text(text)
    assert reading.notes == ()
    assert rows(reading.design)[1:4] == [
        ("Activation", {"activation": "relu"}, ("input_1",)),
        ("Add", {}, ("relu", "input_1")),
        ("Rescaling", {"scale": 0.5}, ("sum",)),
    ]


def test_odd_names_still_make_a_design_file() -> None:
    row = layer("Dre\u2028am", "a\x00\u2028b", [[["input_1", 0, 0, {}]]], units=3, text="\x07")
    row["name"] = "dense"
    design = read_text(functional(INPUT, row)).design
    assert decode(encode(design)).graph == design.graph


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{",
        '{"class_name": "Pickle"}',
        '{"class_name": "Sequential", "config": {"layers": []}}',
        '{"class_name": 1}',
    ],
)
def test_other_json_is_one_sentence(text: str) -> None:
    with pytest.raises(FileError) as refused:
        read_text(text, "net.json")
    assert len(str(refused.value).splitlines()) == 1


def test_a_custom_layer_within_is_named_with_its_sentence_and_all_the_rest_comes(
    keras: ModuleType, tmp_path: Path
) -> None:
    from keras.src.applications.convnext import LayerScale  # as those who save a ConvNeXt have it in their files

    class Mine(keras.layers.Layer):  # type: ignore[name-defined, misc]
        def call(self, x: Any) -> Any:
            return x * 2

    inputs = keras.Input((8,), name="eight")
    x = LayerScale(1e-6, 4, name="scale")(keras.layers.Dense(4, name="first")(inputs))
    model = keras.Model(inputs, keras.layers.Dense(2, name="last")(Mine(name="mine")(x)))
    model.save(tmp_path / "net.keras")
    reading = read_file(tmp_path / "net.keras")
    assert [(note.where, note.what) for note in reading.notes] == [
        ("layers[2] (scale)", "LayerScale is no layer Layerloom knows. Its card has only what could be read."),
        ("layers[3] (mine)", "Mine is no layer Layerloom knows. Its card has only what could be read."),
    ]
    assert [(kind, feeds) for kind, _, feeds in rows(reading.design)] == [
        ("Input", ()), ("Dense", ("eight",)), ("LayerScale", ("first",)), ("Mine", ("scale",)), ("Dense", ("mine",))
    ]  # fmt: skip


def test_a_subclassed_network_is_refused_with_its_name(keras: ModuleType, tmp_path: Path) -> None:
    class Net(keras.Model):  # type: ignore[name-defined, misc]
        def __init__(self) -> None:
            super().__init__()
            self.dense = keras.layers.Dense(2)

        def call(self, x: Any) -> Any:
            return self.dense(x)

    model = Net()
    model(keras.ops.zeros((1, 3)))
    model.save(tmp_path / "net.keras")
    with pytest.raises(FileError, match="found one of the class Net"):
        read_file(tmp_path / "net.keras")
