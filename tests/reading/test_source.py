"""Source as people write it is read as the network it makes, without being run."""

import pytest

from designer.errors import FileError
from designer.graph.files import load
from designer.graph.specs import Aim
from designer.paths import resources
from designer.reading import read_text
from designer.values import ObjectValue
from tests.reading.conftest import kinds, rows

LISTING = """
from tensorflow import keras
from tensorflow.keras import layers

model = keras.Sequential([
    layers.Dense(units=4, activation='relu', input_shape=[2]),
    layers.Dense(units=3, activation='relu'),
    layers.Dense(units=1),
])
"""
CHAIN = [
    ("Input", {"shape": (8,)}, ()),
    ("Dense", {"units": 4}, ("input",)),
    ("ReLU", {}, ("dense",)),
    ("Dense", {"units": 1}, ("re_lu",)),
]
"""What each of the sources below says, in its own words."""
STYLES = {
    "list": "import keras\nfrom keras import layers\nm = keras.Sequential([keras.Input((8,)), layers.Dense(4, 'relu'), layers.Dense(1)])",
    "add": "from keras.models import Sequential\nfrom keras.layers import Dense\nm = Sequential()\nm.add(Dense(4, input_dim=8, activation='relu'))\nm.add(Dense(1))",
    "alias": "from tensorflow.keras.layers import Dense as D, Input\nimport tensorflow.keras.models as M\nm = M.Sequential([Input(shape=(8,)), D(4, activation='relu'), D(1)])",
    "module alias": "import keras.layers as L, keras\nm = keras.Sequential([L.InputLayer(shape=(8,)), L.Dense(4, activation='relu'), L.Dense(1)])",
    "functional": "import tensorflow as tf\ni = tf.keras.Input(shape=(8,))\nx = tf.keras.layers.Dense(4, activation=tf.nn.relu)(i)\no = tf.keras.layers.Dense(1)(x)\nm = tf.keras.Model(i, o)",
    "activation function": "import keras\nm = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4, activation=keras.activations.relu), keras.layers.Dense(1)])",
    "constants": "UNITS = 2 ** 2\nSHAPE = (UNITS * 2,)\nm = Sequential([Input(SHAPE), Dense(UNITS, 'relu'), Dense(UNITS - 3)])",
    "loop": "m = Sequential()\nm.add(Input((8,)))\nfor n in [4]:\n    m.add(Dense(n, activation='relu'))\nm.add(Dense(1))",
    "comprehension": "m = Sequential([Input((8,)), *[Dense(4, 'relu') for _ in range(1)], Dense(1)])",
    "helper": "def block(x, n=4, *, activation='relu'):\n    '''doc'''\n    return Dense(n, activation=activation)(x)\ni = Input((8,))\nm = Model(inputs=i, outputs=block(block(i), 1, activation=None))",
    "factory": "def build(n=4, **more):\n    m = Sequential([Input((8,)), Dense(n, **more), Dense(1)])\n    return m\nmodel = build(activation='relu')",
    "factory nobody calls": "def build():\n    return Sequential([Input((8,)), Dense(4, 'relu'), Dense(1)])",
    "main": "def main():\n    m = Sequential([Input((8,)), Dense(4, 'relu'), Dense(1)])\nif __name__ == '__main__':\n    main()",
    "scope": "with strategy.scope():\n    m = Sequential([Input((8,)), Dense(4, 'relu'), Dense(1)])",
    "dictionary": "c = {'units': 4, 'activation': 'relu'}\nm = Sequential([Input((8,)), Dense(**c), Dense(1)])",
    "condition": "deep = True\nm = Sequential([Input((8,))])\nif deep:\n    m.add(Dense(4, 'relu' if deep else 'tanh'))\nm.add(Dense(1))",
    "build": "m = Sequential([Dense(4, 'relu'), Dense(1)])\nm.build((None, 8))",
    "old batch shape": "m = Sequential([Dense(4, 'relu', batch_input_shape=(None, 8)), Dense(1)])",
    "shape of a tensor": "i = Input((8,))\nm = Model(i, Dense(1)(Dense(i.shape[-1] // 2, 'relu')(i)))",
    "notebook": "!pip install keras\n%matplotlib inline\nm = Sequential([Input((8,)), Dense(4, 'relu'), Dense(1)])\nm.summary()",
    "chat": "Sure! Here it is:\n```python\nm = Sequential([Input((8,)), Dense(4, 'relu'), Dense(1)])\n```\nHave fun!",
}  # fmt: skip


def test_the_listing_of_the_course_is_the_starter_example() -> None:
    reading, starter = read_text(LISTING), load(resources() / "examples" / "starter.loom")
    assert reading.notes == ()
    assert reading.design.graph == starter.graph
    assert reading.design.layout == starter.layout


@pytest.mark.parametrize("style", STYLES)
def test_every_style_makes_the_same_network(style: str) -> None:
    reading = read_text(STYLES[style])
    assert rows(reading.design) == CHAIN
    assert reading.notes == ()


def test_an_activation_can_be_kept_as_it_is_written() -> None:
    assert rows(read_text(LISTING, apart=False).design)[1][1] == {"units": 4, "activation": "relu"}


def test_branches_merge_by_layers_functions_and_operators() -> None:
    source = """
from keras import layers
a = layers.Input((4,), name="left")
b = layers.Input((4,), name="right")
x = layers.Add()([a, b])
y = layers.multiply([x, b])
z = layers.Concatenate(axis=1)([y, x + a])
z = z * 0.5 - 1
z -= layers.Dense(8)(a)
model = keras.Model([a, b], [z, y])
"""
    reading = read_text(source)
    assert reading.notes == ()
    assert rows(reading.design) == [
        ("Input", {"shape": (4,)}, ()),
        ("Input", {"shape": (4,)}, ()),
        ("Add", {}, ("left", "right")),
        ("Multiply", {}, ("add", "right")),
        ("Add", {}, ("add", "left")),
        ("Concatenate", {"axis": 1}, ("multiply", "add_1")),
        ("Rescaling", {"scale": 0.5}, ("concatenate",)),
        ("Rescaling", {"scale": 1.0, "offset": -1.0}, ("rescaling",)),
        ("Dense", {"units": 8}, ("left",)),
        ("Subtract", {}, ("rescaling_1", "dense")),
    ]


def test_small_objects_are_read_as_names_calls_and_classes() -> None:
    source = """
from keras import initializers, regularizers, constraints
x = Sequential([Input((3,)), Dense(2, kernel_initializer="he_normal", bias_initializer=initializers.Constant(0.1),
    kernel_regularizer=regularizers.l2(1e-4), bias_regularizer=regularizers.L1L2(l1=0.5, l2=0.25),
    kernel_constraint=constraints.NonNeg, activity_regularizer=None)])
"""
    reading = read_text(source)
    assert reading.notes == ()
    assert rows(reading.design)[1][1] == {
        "units": 2,
        "kernel_initializer": ObjectValue("HeNormal"),
        "bias_initializer": ObjectValue("Constant", {"value": 0.1}),
        "kernel_regularizer": ObjectValue("L2", {"l2": 0.0001}),
        "bias_regularizer": ObjectValue("L1L2", {"l1": 0.5, "l2": 0.25}),
        "kernel_constraint": ObjectValue("NonNeg"),
    }


def test_layers_within_layers_are_read_whichever_way_they_are_made() -> None:
    source = """
from keras import layers
cell = layers.CuDNNLSTM(6, return_sequences=True)
x = Sequential([Input((7, 5, 3)), layers.TimeDistributed(layers.Bidirectional(layer=cell, merge_mode="sum")),
    layers.TimeDistributed(layers.Flatten()), layers.SpectralNormalization(Dense(2, "relu"), power_iterations=2)])
"""
    reading = read_text(source)
    assert reading.notes == ()
    assert [settings for _, settings, _ in rows(reading.design)[1:]] == [
        {
            "layer": ObjectValue(
                "Bidirectional",
                {"layer": ObjectValue("LSTM", {"units": 6, "return_sequences": True}), "merge_mode": "sum"},
            )
        },
        {"layer": ObjectValue("Flatten")},
        {"layer": ObjectValue("Dense", {"units": 2, "activation": "relu"}), "power_iterations": 2},
    ]


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        ("Bidirectional(mine.LSTM(3))", "mine.LSTM"),
        ("Bidirectional(LSTM(), merge_mode='sum')", "units of LSTM"),
        ("Bidirectional(Dense(3))", "found “Dense”"),
        ("Bidirectional(LSTM(3), merge_mode=None)", "merge_mode of Bidirectional"),
        ("TimeDistributed(Sequential([Dense(3)]))", "layer of TimeDistributed"),
        ("TimeDistributed(" * 20 + "Dense(3)" + ")" * 20, "8 deep"),
    ],
)
def test_a_layer_within_that_cannot_be_read_is_named(layer: str, said: str) -> None:
    reading = read_text(f"import mine\nmodel = Sequential([Input((5, 4)), {layer}])")
    assert any(said in note.what for note in reading.notes), reading.notes
    assert len(rows(reading.design)) == 2


def test_names_are_taken_over_and_made_unique() -> None:
    source = (
        "m = Sequential([Input((3,)), *[Dense(2, name=f'hidden_{i % 2}') for i in range(3)], Dense(1, name='dense')])"
    )
    names = [node.name for node in read_text(source).design.graph.nodes.values()]
    assert names == ["input", "hidden_0", "hidden_1", "hidden_0 2", "dense"]


def test_metrics_come_with_their_settings_and_names() -> None:
    told = """model.compile("adam", "binary_crossentropy", metrics=[
        keras.metrics.BinaryAccuracy(name="accuracy"), keras.metrics.Precision(0.7, name="careful"), "auc",
        keras.metrics.AUC(curve="PR", name="auc_1"), metrics.F1Score(average="macro", threshold=0.5, dtype="float32"),
        keras.metrics.TruePositives, keras.metrics.F1Score(), "f1_score", keras.metrics.Recall(thresholds=[0.2, 0.4])])"""
    reading = read_text(LISTING.rstrip() + "\n" + told)
    assert reading.design.training.metrics == (
        ObjectValue("BinaryAccuracy", {"name": "accuracy"}),
        ObjectValue("Precision", {"thresholds": 0.7, "name": "careful"}),
        "auc",
        ObjectValue("AUC", {"curve": "PR"}),
        ObjectValue("F1Score", {"average": "macro", "threshold": 0.5}),
        "true_positives",
        "recall",
    )
    assert [str(note).partition(": ")[2][:40] for note in reading.notes] == [
        "The metric could not be read: average of",
        "thresholds of Recall: Expected a number ",
    ]


def test_how_it_is_trained_comes_along() -> None:
    source = (
        LISTING
        + """
keras.utils.set_random_seed(7)
EPOCHS = 30
model.compile(optimizer=keras.optimizers.SGD(lr=0.1, momentum=0.9), loss="mse", metrics=["acc", keras.metrics.AUC(), mine])
model.fit(x, y, epochs=EPOCHS, batch_size=16, validation_split=0.25, shuffle=False)
"""
    )
    reading = read_text(source)
    training = reading.design.training
    assert (training.epochs, training.batch_size, training.shuffle, training.seed) == (30, 16, False, 7)
    assert training.optimizer == ObjectValue("SGD", {"learning_rate": 0.1, "momentum": 0.9})
    assert training.loss == ObjectValue("MeanSquaredError")
    assert training.metrics == ("accuracy", "auc")
    assert reading.design.data.validation == 0.25
    assert [str(note) for note in reading.notes] == [
        "line 13: The metric mine is not one of Layerloom's, so it was left out."
    ]


@pytest.mark.parametrize(
    ("line", "where", "said"),
    [
        ("m.add(Dense(units=load('n')))", "line 3", "only known when the program runs"),
        ("m.add(Dense(2, flavour='sweet'))", "line 3", "no setting called flavour"),
        ("m.add(Dense(2, activation='sweet'))", "line 3", "does not take “sweet”"),
        ("m.add(Attention2D(2))", "line 3", "Attention2D is no layer Layerloom knows"),
        ("m.add(Lambda(lambda x: x))", "line 3", "Lambda holds code"),
        ("m.add(42)", "line 1", "left out"),
        ("for layer in other.layers: m.add(layer)", "line 3", "loop"),
        ("if ready(): m.add(Dense(2))", "line 3", "only known when the program runs"),
        ("print 'old'", "line 3", "no Python"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line_and_the_rest_comes(line: str, where: str, said: str) -> None:
    reading = read_text(f"m = Sequential([Input((4,))])\nm.add(Dense(3))\n{line}\nm.add(Dense(1))\n")
    assert any(note.where == where and said in note.what for note in reading.notes), reading.notes
    found = kinds(reading.design)
    assert (found[:2], found[-1]) == (["Input", "Dense"], "Dense")


def test_a_layer_used_twice_is_a_card_and_its_twin() -> None:
    reading = read_text("d = Dense(2)\na = Input((3,))\nb = Input((3,))\nm = Model([a, b], Add()([d(a), d(b)]))")
    assert kinds(reading.design) == ["Input", "Input", "Dense", "Dense", "Add"]
    assert reading.notes == ()
    assert [node.shares for node in reading.design.graph.nodes.values()] == ["", "", "", "n3", ""]


def test_a_network_in_a_network_is_a_block() -> None:
    source = """
i = Input((8,))
encoder = Model(i, Dense(2)(i), name="encoder")
decoder = Sequential([Input((2,)), Dense(8)], name="decoder")
j = Input((8,))
both = Model(j, decoder(encoder(j)))
"""
    design = read_text(source).design
    assert kinds(design) == ["Input", "Dense", "Dense"]
    assert [block.name for block in design.layout.blocks.values()] == ["encoder", "decoder"]
    assert design.layout.inside == {"n2": "b1", "n3": "b2"}
    assert design.layout.positions.keys() == {"n1", "n2", "n3", "b1", "b2"}


def test_the_network_that_is_trained_is_the_one_that_is_shown() -> None:
    reading = read_text("a = Sequential([Input((1,)), Dense(1)])\nb = Sequential([Input((1,)), Dense(1), Dense(1)])\na.compile('sgd', 'mse')")  # fmt: skip
    assert kinds(reading.design) == ["Input", "Dense"]
    assert [note.where for note in reading.notes] == ["line 2"]
    reading = read_text(LISTING + "model.compile()\npredicting = keras.Sequential([model, layers.Softmax()])")
    assert kinds(reading.design)[-1] == "Dense"


def test_an_input_nobody_measured_is_there_without_a_shape() -> None:
    reading = read_text("m = Sequential([Dense(3)])")
    assert rows(reading.design)[0] == ("Input", {}, ())
    assert "Nothing says which shape" in reading.notes[0].what


def test_some_layers_alone_come_as_they_stand() -> None:
    reading = read_text("Dense(3, activation='tanh'),\nDense(1)")
    assert kinds(reading.design) == ["Dense", "Activation", "Dense"]
    assert reading.notes == ()
    assert kinds(read_text("[Input((2,)), Dense(3)]").design) == ["Input", "Dense"]
    assert kinds(read_text("x = Dense(3)(x)\nx = Dense(4)(x)").design) == ["Dense", "Dense"]


@pytest.mark.parametrize(
    "source", ["", "hello there", "import os\nx = 3", "class Net(keras.Model):\n    pass\nm = Net()", "x ="]
)
def test_a_source_without_a_network_is_one_sentence(source: str) -> None:
    with pytest.raises(FileError) as refused:
        read_text(source)
    assert len(str(refused.value).splitlines()) == 1


def test_of_far_too_much_the_beginning_is_there() -> None:
    reading = read_text("m = Sequential([Input((2,))])\n" + "m.add(Dense(1))\n" * 6_000)
    assert len(reading.design.graph.nodes) == 5_000
    assert "more than 5,000 layers" in reading.notes[-1].what
    reading = read_text("m = Sequential([Input((2,)), Dense(3)])\nwhile True:\n    pass\nm.add(Dense(1))")
    assert kinds(reading.design) == ["Input", "Dense"]
    assert [note.where for note in reading.notes] == ["line 2"]


def test_branches_lie_in_columns_of_what_feeds_them() -> None:
    design = read_text(
        "i = Input((2,))\na = Dense(2)(i)\nb = Dense(2)(Dense(2)(i))\nm = Model(i, Add()([a, b]))"
    ).design
    assert list(design.layout.positions.values()) == [(0, 0), (170, 0), (170, 100), (340, 0), (510, 0)]


def test_losses_by_the_names_of_outputs_are_what_training_aims_at_for_each() -> None:
    source = """
i = Input((3,))
m = Model(i, [Dense(1, name="size")(i), Dense(2, activation="softmax", name="kind")(i)])
m.compile("adam", loss={"size": "mse", "kind": "sparse_categorical_crossentropy"}, loss_weights={"kind": 0.5},
          metrics={"kind": ["accuracy"]})
"""
    reading = read_text(source)
    assert reading.notes == ()
    assert reading.design.training.aims == {
        "size": Aim(ObjectValue("MeanSquaredError")),
        "kind": Aim(ObjectValue("SparseCategoricalCrossentropy"), 0.5, ("accuracy",)),
    }
