"""What is reckoned by hand is what Keras and TensorFlow give, forward and backward, for any network small enough."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.errors import EditError
from designer.lessons.by_hand import RATE, HandLayer, HandNet, hand_net, parts_of
from designer.lessons.checks import Evidence
from designer.lessons.exercises import by_hand
from tests.lessons.lessons import looked_at, network

BENDS = st.sampled_from(["linear", "relu", "sigmoid", "tanh"])


def values_of(net: HandNet) -> dict[str, float]:
    return {one.name: one.value for part in parts_of(net) for one in part.sums}


def stepped(net: HandNet) -> tuple[float, list[Any], list[Any]]:
    """The loss, the weights after a step and the gradients, as TensorFlow has them of Keras layers."""
    import keras
    import numpy as np
    import tensorflow as tf

    model = keras.Sequential([keras.Input((len(net.inputs),))])
    for layer in net.layers:
        model.add(keras.layers.Dense(len(layer.biases), activation=layer.activation))
    model.set_weights([np.asarray(array) for layer in net.layers for array in (layer.weights, layer.biases)])
    with tf.GradientTape() as tape:
        loss = keras.losses.MeanSquaredError()(tf.constant([net.targets]), model(tf.constant([net.inputs])))
    slopes = tape.gradient(loss, [variable.value for variable in model.trainable_variables])
    keras.optimizers.SGD(RATE).apply(slopes, model.trainable_variables)
    return float(loss), model.get_weights(), [slope.numpy() for slope in slopes]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), BENDS), min_size=1, max_size=3), st.integers(1, 4), st.integers(0, 10**6))
def test_every_number_is_that_of_keras(layers: list[tuple[int, str]], width: int, seed: int) -> None:
    code = ", ".join(f"layers.Dense({units}, activation={bend!r})" for units, bend in layers)
    net = hand_net(network(code, f"({width},)"), seed)
    found = values_of(net)
    loss, weights, slopes = stepped(net)
    assert found["L"] == pytest.approx(loss, rel=1e-4, abs=1e-5)
    for number in range(1, len(layers) + 1):
        kernel, bias = weights[2 * number - 2], weights[2 * number - 1]
        for unit in range(kernel.shape[1]):
            assert found[f"new b{number}.{unit + 1}"] == pytest.approx(bias[unit], rel=1e-4, abs=1e-4)
            for row in range(kernel.shape[0]):
                name = f"w{number}.{row + 1}{unit + 1}"
                assert found[f"dL/d{name}"] == pytest.approx(slopes[2 * number - 2][row, unit], rel=1e-4, abs=1e-4)
                assert found[f"new {name}"] == pytest.approx(kernel[row, unit], rel=1e-4, abs=1e-4)


def test_each_seed_has_numbers_of_its_own_and_always_the_same() -> None:
    design = network("layers.Dense(2, 'relu'), layers.Dense(1)")
    assert hand_net(design, 1) == hand_net(design, 1)
    assert len({hand_net(design, seed) for seed in range(30)}) == 30


@pytest.mark.parametrize(
    ("code", "shape", "word"),
    [
        ("layers.Dense(5)", "(2,)", "too much"),
        ("layers.Dense(1)", "(9,)", "too much"),
        ("layers.Dense(1), layers.Dense(1), layers.Dense(1), layers.Dense(1)", "(2,)", "too much"),
        ("layers.Dense(2, 'gelu')", "(2,)", "gelu"),
        ("layers.Dropout(0.5), layers.Dense(1)", "(2,)", "Dropout"),
        ("layers.Dense(1)", "(2, 2)", "rows of numbers"),
        ("layers.Dense(1, use_bias=False)", "(2,)", "set otherwise"),
        ("layers.Dense(2), layers.ReLU(negative_slope=0.1), layers.Dense(1)", "(2,)", "set otherwise"),
    ],
)
def test_what_is_too_much_by_hand_says_so(code: str, shape: str, word: str) -> None:
    with pytest.raises(EditError, match=word):
        hand_net(network(code, shape), 0)


def test_a_lesson_asks_for_every_number_and_takes_rounded_ones() -> None:
    opened = by_hand(network("layers.Dense(2, 'tanh'), layers.Dense(1)"), 4)
    checks = [check for step in opened.lesson.steps for check in step.checks]
    net = hand_net(network("layers.Dense(2, 'tanh'), layers.Dense(1)"), 4)
    values = [one.value for part in parts_of(net) for one in part.sums]
    assert len(checks) == len(values)
    answers = {str(check.name): f"{value:.2f}" for check, value in zip(checks, values, strict=True)}
    evidence = Evidence(looked_at(network("layers.Dense(1)")), answers)
    assert all(check.judge(evidence).passed for check in checks)
    wrong = Evidence(evidence.analysis, {name: str(float(value) + 0.1) for name, value in answers.items()})
    assert not any(check.judge(wrong).passed for check in checks)


def test_nothing_is_written_as_less_than_nothing() -> None:
    layers = (HandLayer(((1.0,),), (-0.5,), "relu"), HandLayer(((1.0,),), (0.0,), "linear"))
    sums = [one for part in parts_of(HandNet(layers, (0.5,), (1.0,))) for one in part.sums]
    assert "-0.0" in {str(one.value) for one in sums}
    assert not any(re.search(r"−0(?![.\d])", one.text) for one in sums)
