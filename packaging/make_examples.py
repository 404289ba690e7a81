"""Makes everything in resources/examples/ again: `uv run python packaging/make_examples.py`.

Each example is a design built by edits, as a person would, and saved where it belongs. `flats.csv` is invented:
rents from a formula with seeded noise, so that nobody's data is in it.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from designer.analysis import analyse
from designer.catalogue import kind_named
from designer.graph.design import COLUMN, Design, Graph, Layout, Node, Wire
from designer.graph.edits import add_node, connect, move, new_node, set_data, set_training
from designer.graph.files import save
from designer.graph.specs import Aim, Bundled, DataSpec, Generated, Shapes, Source, Table, TrainingSettings
from designer.ui.canvas.content import flow_of
from designer.ui.canvas.tidy import tidied
from designer.values import ObjectValue, Value

FOLDER: Final = Path(__file__).resolve().parent.parent / "resources" / "examples"

Layer = tuple[str, dict[str, Value]]

DISTRICTS: Final = {"centre": 4.0, "harbour": 2.5, "north": 0.0, "south": 1.0, "west": -0.5}
"""What a district adds to the rent of a square metre, in euros."""


def dense(units: int) -> Layer:
    return "Dense", {"units": units}


def activation(name: str) -> Layer:
    return "Activation", {"activation": name}


def input_of(*shape: int) -> Layer:
    return "Input", {"shape": shape}


def chain(
    source: Source,
    layers: list[Layer],
    *,
    past: tuple[tuple[int, int], ...] = (),
    split_seed: int = 0,
    **training: object,
) -> Design:
    """A design with these layers in a row, on this data, trained as told; `past` are wires that go past some layers."""
    design = set_data(DataSpec(source, split_seed=split_seed))(Design())
    ids: list[str] = []
    for at, (kind, settings) in enumerate(layers):
        node = new_node(design, kind, {**kind_named(kind).started(), **settings})
        design = add_node(node, (at * COLUMN, 0.0))(design)
        ids.append(node.id)
    for source_at, target_at in (*pairwise(range(len(ids))), *past):
        port = kind_named(layers[target_at][0]).inputs[0]
        wire = Wire(ids[source_at], ids[target_at], target_port=port.name)
        design = connect(wire, replacing=not port.many)(design)
    return set_training("Train as the example needs it", **training)(tidy(design))


def tidy(design: Design) -> Design:
    """The design with its cards in order."""
    flows = {id: flow_of(facts) for id, facts in analyse(design).layers.items()}
    return move(tidied(design, flows), "Tidy")(design)


def starter() -> Design:
    """The network of the first minute: small, and slow enough in learning that its curve tells something."""
    layers = [
        input_of(2),
        dense(4),
        ("ReLU", {}),
        dense(3),
        ("ReLU", {}),
        dense(1),
    ]
    return chain(
        Generated(pattern="plane"),
        layers,
        epochs=300,
        batch_size=32,
        optimizer=ObjectValue("Adam"),
        loss=ObjectValue("MeanSquaredError"),
        metrics=("mean_absolute_error",),
    )


def linear() -> Design:
    """A plane through noisy points: the one problem that a single unit solves."""
    return chain(
        Generated(pattern="plane", noise=0.1),
        [input_of(2), dense(1)],
        epochs=100,
        batch_size=32,
        optimizer=ObjectValue("SGD", {"learning_rate": 0.05}),
        loss=ObjectValue("MeanSquaredError"),
        metrics=("mean_absolute_error",),
    )


def spiral() -> Design:
    """Two arms told apart by two hidden layers of eight."""
    layers = [
        input_of(2),
        dense(8),
        activation("tanh"),
        dense(8),
        activation("tanh"),
        dense(1),
        activation("sigmoid"),
    ]
    return chain(
        Generated(pattern="spiral"),
        layers,
        epochs=300,
        batch_size=16,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.02}),
        loss=ObjectValue("BinaryCrossentropy"),
        metrics=("accuracy",),
    )


def iris() -> Design:
    """Three species by four measurements, scaled inside the network.

    Of 30 flowers held back, each weighs 3 %: the split is one on which a logistic regression has 97 % right,
    its average over splits.
    """
    layers = [
        input_of(4),
        ("Normalization", {}),
        dense(16),
        ("ReLU", {}),
        dense(3),
        ("Softmax", {}),
    ]
    return chain(
        Bundled(name="iris"),
        layers,
        split_seed=1,
        epochs=60,
        batch_size=16,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.01}),
        loss=ObjectValue("SparseCategoricalCrossentropy"),
        metrics=("accuracy",),
    )


def tumours() -> Design:
    """More weights than rows, and what keeps them from learning these by heart."""
    layers = [
        input_of(30),
        ("Normalization", {}),
        dense(64),
        ("ReLU", {}),
        ("Dropout", {"rate": 0.4}),
        dense(32),
        ("ReLU", {}),
        ("Dropout", {"rate": 0.4}),
        dense(1),
        activation("sigmoid"),
    ]
    return chain(
        Bundled(name="breast_cancer"),
        layers,
        epochs=60,
        batch_size=32,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.002}),
        loss=ObjectValue("BinaryCrossentropy"),
        metrics=("accuracy",),
    )


def digits() -> Design:
    """Handwritten digits, read by a small convolutional network."""
    layers = [
        input_of(8, 8, 1),
        ("Rescaling", {"scale": 1 / 16}),
        ("Conv2D", {"filters": 16, "kernel_size": (3, 3), "padding": "same"}),
        ("ReLU", {}),
        ("MaxPooling2D", {"pool_size": (2, 2)}),
        ("Flatten", {}),
        dense(32),
        ("ReLU", {}),
        dense(10),
        ("Softmax", {}),
    ]
    return chain(
        Bundled(name="digits"),
        layers,
        epochs=30,
        batch_size=32,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.003}),
        loss=ObjectValue("SparseCategoricalCrossentropy"),
        metrics=("accuracy",),
    )


def lenet5() -> Design:
    """LeNet-5 (LeCun, Bottou, Bengio, Haffner, 1998) with the usual fully wired C3, average pooling and Softmax."""
    layers = [
        input_of(8, 8, 1),
        ("Rescaling", {"scale": 1 / 16}),
        ("UpSampling2D", {"size": (4, 4)}),
        ("Conv2D", {"filters": 6, "kernel_size": (5, 5)}),
        activation("tanh"),
        ("AveragePooling2D", {"pool_size": (2, 2)}),
        ("Conv2D", {"filters": 16, "kernel_size": (5, 5)}),
        activation("tanh"),
        ("AveragePooling2D", {"pool_size": (2, 2)}),
        ("Flatten", {}),
        dense(120),
        activation("tanh"),
        dense(84),
        activation("tanh"),
        dense(10),
        ("Softmax", {}),
    ]
    return chain(
        Bundled(name="digits"),
        layers,
        epochs=15,
        batch_size=32,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.002}),
        loss=ObjectValue("SparseCategoricalCrossentropy"),
        metrics=("accuracy",),
    )


def residual() -> Design:
    """One residual block as in ResNet (He, Zhang, Ren, Sun, 2015), with what comes before and after it."""
    conv: Layer = ("Conv2D", {"filters": 16, "kernel_size": (3, 3), "padding": "same"})
    layers = [
        input_of(8, 8, 1),
        ("Rescaling", {"scale": 1 / 16}),
        conv,
        ("ReLU", {}),
        conv,
        ("BatchNormalization", {}),
        ("ReLU", {}),
        conv,
        ("BatchNormalization", {}),
        ("Add", {}),
        ("ReLU", {}),
        ("GlobalAveragePooling2D", {}),
        dense(10),
        ("Softmax", {}),
    ]
    return chain(
        Bundled(name="digits"),
        layers,
        past=((3, 9),),
        epochs=20,
        batch_size=32,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.005}),
        loss=ObjectValue("SparseCategoricalCrossentropy"),
        metrics=("accuracy",),
    )


def autoencoder() -> Design:
    """Through eight numbers: what is left of a digit when it is drawn again from these."""
    layers = [
        input_of(8, 8, 1),
        ("Rescaling", {"scale": 1 / 16}),
        ("Flatten", {}),
        dense(32),
        ("ReLU", {}),
        dense(8),
        ("ReLU", {}),
        dense(32),
        ("ReLU", {}),
        dense(64),
        activation("sigmoid"),
    ]
    return chain(
        Bundled(name="digits_again"),
        layers,
        epochs=60,
        batch_size=32,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.003}),
        loss=ObjectValue("MeanSquaredError"),
        metrics=("mean_absolute_error",),
    )


def temperatures() -> Design:
    """Twenty-eight days, and the day after them."""
    layers = [input_of(28, 1), ("Normalization", {}), ("LSTM", {"units": 16}), dense(1)]
    return chain(
        Bundled(name="temperatures"),
        layers,
        epochs=120,
        batch_size=32,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.01}),
        loss=ObjectValue("MeanSquaredError"),
        metrics=("mean_absolute_error",),
    )


def table() -> Design:
    """Rents of flats from a file: numbers, a category and some empty cells."""
    layers = [
        input_of(4 + len(DISTRICTS)),
        ("Normalization", {}),
        dense(16),
        ("ReLU", {}),
        dense(1),
    ]
    return chain(
        Table("flats.csv", target="rent"),
        layers,
        epochs=200,
        batch_size=16,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.05}),
        loss=ObjectValue("MeanSquaredError"),
        metrics=("mean_absolute_error",),
    )


def reviews() -> Design:
    """Praise told from complaint: words become numbers, and each a row that is learned."""
    layers = [
        ("Input", {"shape": (1,), "dtype": "string"}),
        ("TextVectorization", {"max_tokens": 200, "output_sequence_length": 24}),
        ("Embedding", {"input_dim": 200, "output_dim": 8}),
        ("GlobalAveragePooling1D", {}),
        dense(1),
        activation("sigmoid"),
    ]
    return chain(
        Bundled(name="film_reviews"),
        layers,
        epochs=30,
        batch_size=32,
        optimizer=ObjectValue("Adam", {"learning_rate": 0.01}),
        loss=ObjectValue("BinaryCrossentropy"),
        metrics=("accuracy",),
    )


def shapes() -> Design:
    """Pictures and the numbers beside them in; a size and a shape out, each with a loss of its own."""
    nodes = [
        Node("n1", "Input", "picture", {"shape": (12, 12, 1)}),
        Node("n2", "Conv2D", "conv2d", {"filters": 8, "kernel_size": (3, 3)}),
        Node("n3", "ReLU", "re_lu", {}),
        Node("n4", "Flatten", "flatten", {}),
        Node("n5", "Input", "beside", {"shape": (2,)}),
        Node("n6", "Concatenate", "concatenate", {}),
        Node("n7", "Dense", "dense", {"units": 24}),
        Node("n8", "ReLU", "re_lu_1", {}),
        Node("n9", "Dense", "size", {"units": 1}),
        Node("n10", "Dense", "shape", {"units": 3}),
        Node("n11", "Softmax", "softmax", {}),
    ]
    ends = ((1, 2), (2, 3), (3, 4), (4, 6), (5, 6), (6, 7), (7, 8), (8, 9), (8, 10), (10, 11))
    aims = {
        "size": Aim(ObjectValue("MeanSquaredError"), 10.0, ("mean_absolute_error",)),
        "shape": Aim(ObjectValue("SparseCategoricalCrossentropy"), 1.0, ("accuracy",)),
    }
    design = Design(
        Graph({node.id: node for node in nodes}, tuple(Wire(f"n{one}", f"n{other}") for one, other in ends)),
        DataSpec(Shapes()),
        TrainingSettings(epochs=40, batch_size=32, optimizer=ObjectValue("Adam", {"learning_rate": 0.002}), aims=aims),
        Layout({node.id: (0.0, 0.0) for node in nodes}),
    )
    return tidy(design)


def flats(rows: int = 320, seed: int = 7) -> str:
    """Invented flats as CSV, the rent in euros a month.

    rent = area x (9 + district - 0.35 x kilometres to the centre + 0.15 x floor) + 120, with a deviation of
    40 euros; one cell in sixty of area, floor and distance is empty.
    """
    rng = np.random.default_rng(seed)
    names = sorted(DISTRICTS)
    lines = ["area,rooms,floor,distance,district,rent"]
    for _ in range(rows):
        rooms = int(rng.integers(1, 6))
        area = round(float(rng.uniform(14, 24) * rooms + rng.uniform(8, 20)))
        floor, distance = int(rng.integers(0, 7)), round(float(rng.gamma(2.5, 1.6)), 1)
        district = names[int(rng.integers(len(names)))]
        rent = area * (9 + DISTRICTS[district] - 0.35 * distance + 0.15 * floor) + 120 + rng.normal(0, 40)
        cells = [str(area), str(rooms), str(floor), str(distance), district, str(max(180, round(rent)))]
        for at in (0, 2, 3):
            if rng.uniform() < 1 / 60:
                cells[at] = ""
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "flats.csv").write_text(flats(), encoding="utf-8", newline="\n")
    for make in (
        starter,
        linear,
        spiral,
        iris,
        tumours,
        digits,
        lenet5,
        residual,
        reviews,
        autoencoder,
        temperatures,
        table,
        shapes,
    ):
        path = FOLDER / f"{make.__name__}.loom"
        save(path, make())
        path.with_name(path.name + ".bak").unlink(missing_ok=True)
        print(path.relative_to(FOLDER.parent.parent))


if __name__ == "__main__":
    main()
