"""The words that are offered while one types code."""

from __future__ import annotations

import pytest

from designer.ui.code_words import offer


@pytest.mark.parametrize(
    ("before", "typed", "among", "not_among"),
    [
        ("x = layers.De", "De", "Dense", "Dropout"),
        ("x = keras.layers.conv2", "conv2", "Conv2D", "Conv1D"),
        ("layers.Dense(", "", "units=", "rate="),
        ("layers.Dense(units=4, act", "act", "activation=", "units="),
        ("layers.Dense(\n    units=4,\n    ", "", "use_bias=", "units="),
        ("[layers.Dense(4), layers.Dropout(r", "r", "rate=", "units="),
        ("layers.Dense(kernel_initializer=f(1), us", "us", "use_bias=", "units="),
    ],
)
def test_what_fits_is_offered(before: str, typed: str, among: str, not_among: str) -> None:
    found = offer(before)
    assert found is not None and found.typed == typed
    assert among in found.words and not_among not in found.words


@pytest.mark.parametrize(
    "before", ["", "x = ", "f(un", "layers.Dense(units=", "layers.Dense(4)(x", "[un", "layers.Dense"]
)
def test_where_nobody_can_tell_nothing_is(before: str) -> None:
    assert offer(before) is None or before == "layers.Dense"
