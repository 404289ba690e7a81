"""Networks a sane teacher would draw get no errors and no warnings."""

from collections.abc import Callable

import pytest

from designer.analysis import Problem, Severity, analyse
from designer.graph.design import Design
from designer.graph.specs import DataFacts
from designer.values import ObjectValue

CLASSES = "SparseCategoricalCrossentropy"
BINARY = "BinaryCrossentropy"
ACCURACY = ("accuracy",)


def dense(units: int, activation: str | None = None) -> tuple[str, dict[str, object]]:
    return ("Dense", {"units": units, **({"activation": activation} if activation else {})})


def inputs(*shape: int) -> tuple[str, dict[str, object]]:
    return ("Input", {"shape": shape})


def conv(filters: int, **more: object) -> tuple[str, dict[str, object]]:
    return ("Conv2D", {"filters": filters, "kernel_size": (3, 3), **more})


GOOD = {
    "starter": ("plane", [inputs(2), dense(4), "ReLU", dense(3), "ReLU", dense(1)], {}),
    "a straight line": ("plane", [inputs(2), dense(1)], {}),
    "spiral, one probability": (
        "spiral",
        [inputs(2), dense(8, "tanh"), dense(8, "tanh"), dense(1, "sigmoid")],
        {"loss": BINARY, "metrics": ACCURACY},
    ),
    "spiral, sigmoid apart": (
        "spiral",
        [inputs(2), dense(8), "ELU", dense(8), "LeakyReLU", dense(1), ("Activation", {"activation": "sigmoid"})],
        {"loss": BINARY, "metrics": ("accuracy", "auc")},
    ),
    "spiral, logits": (
        "spiral",
        [inputs(2), dense(8, "relu"), dense(1)],
        {"loss": ObjectValue(BINARY, {"from_logits": True}), "metrics": ACCURACY},
    ),
    "spiral, two classes": (
        "spiral",
        [inputs(2), dense(16, "relu"), dense(2, "softmax")],
        {"loss": CLASSES, "metrics": ACCURACY},
    ),
    "spiral, hinge": ("spiral", [inputs(2), dense(16, "relu"), dense(1, "tanh")], {"loss": "Hinge", "metrics": ()}),
    "iris": ("iris", [inputs(4), dense(16, "relu"), dense(3, "softmax")], {"loss": CLASSES, "metrics": ACCURACY}),
    "iris, dropout and softmax apart": (
        "iris",
        [inputs(4), "Normalization", dense(16), "ReLU", "Dropout", dense(8), "ReLU", dense(3), "Softmax"],
        {"loss": CLASSES, "metrics": ACCURACY},
    ),
    "iris, logits": (
        "iris",
        [inputs(4), dense(16, "relu"), dense(3)],
        {"loss": ObjectValue(CLASSES, {"from_logits": True}), "metrics": ACCURACY},
    ),
    "wine, normalized": (
        "wine",
        [inputs(13), "Normalization", dense(32, "relu"), "Dropout", dense(3, "softmax")],
        {"loss": CLASSES, "metrics": ACCURACY},
    ),
    "cancer, batch normalized": (
        "cancer",
        [inputs(30), "BatchNormalization", dense(16), "BatchNormalization", "ReLU", dense(1, "sigmoid")],
        {"loss": BINARY, "metrics": ("accuracy", "precision", "recall")},
    ),
    "digits, flat": (
        "digits",
        [inputs(8, 8, 1), ("Rescaling", {"scale": 1 / 16}), "Flatten", dense(64, "relu"), dense(10, "softmax")],
        {"loss": CLASSES, "metrics": ACCURACY},
    ),
    "digits, convolutions": (
        "digits",
        [
            inputs(8, 8, 1), ("Rescaling", {"scale": 1 / 16}),
            conv(16), "ReLU", conv(32, padding="same", activation="relu"), "MaxPooling2D",
            "Dropout", "Flatten", dense(32, "relu"), dense(10, "softmax"),
        ],
        {"loss": CLASSES, "metrics": ACCURACY},
    ),
    "digits, all convolutions": (
        "digits",
        [
            inputs(8, 8, 1), ("Rescaling", {"scale": 1 / 16}), "GaussianNoise",
            conv(16, use_bias=False), "BatchNormalization", "ReLU", conv(10), "GlobalAveragePooling2D", "Softmax",
        ],
        {"loss": CLASSES, "metrics": ACCURACY},
    ),
    "words": (
        "words",
        [inputs(40), ("Embedding", {"input_dim": 1000, "output_dim": 8}), "LSTM", dense(1, "sigmoid")],
        {"loss": BINARY, "metrics": ACCURACY},
    ),
    "words, averaged by hand": (
        "words",
        [inputs(40), ("Embedding", {"input_dim": 1000, "output_dim": 8}), "Flatten", dense(16, "relu"), dense(1, "sigmoid")],
        {"loss": BINARY, "metrics": ACCURACY},
    ),
    "series": (
        "series",
        [inputs(24, 3), ("GRU", {"units": 16, "return_sequences": True}), "LayerNormalization", "LSTM", dense(1)],
        {"loss": "Huber", "metrics": ("mean_absolute_error", "r2_score")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_good_networks_are_left_alone(name: str, line: Callable[..., Design], facts: dict[str, DataFacts]) -> None:
    data, layers, training = GOOD[name]
    assert loud(analyse(line(*layers, **training), facts[data]).problems) == []


@pytest.mark.parametrize("name", GOOD)
def test_good_networks_are_left_alone_while_their_data_is_unknown(name: str, line: Callable[..., Design]) -> None:
    _, layers, training = GOOD[name]
    assert loud(analyse(line(*layers, **training)).problems) == []


def test_the_starter_has_no_problem_at_all(line: Callable[..., Design], facts: dict[str, DataFacts]) -> None:
    _, layers, training = GOOD["starter"]
    assert analyse(line(*layers, **training), facts["plane"]).problems == ()


def loud(problems: tuple[Problem, ...]) -> list[str]:
    """Errors and warnings, as they read."""
    return [f"{p.code}: {p.what} {p.why}" for p in problems if p.severity > Severity.HINT]
