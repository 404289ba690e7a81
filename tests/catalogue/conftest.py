"""Values drawn from a setting's type, settings drawn from a declaration, and the real Keras to hold them against."""

import importlib
import os
from collections.abc import Callable, Iterable
from functools import singledispatch
from types import ModuleType
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from designer.catalogue.schema import Setting
from designer.catalogue.units import (
    AutoBoolean,
    Boolean,
    Choice,
    Integer,
    Integers,
    Margins,
    Number,
    NumberOr,
    Numbers,
    Object,
    SettingType,
    Text,
    Words,
)
from designer.values import ObjectValue, Value

FEW = 6
"""How many values a size takes in tests: small, so that no layer is large."""


@singledispatch
def values(type: SettingType) -> SearchStrategy[Value]:
    """Values that `type` takes, small ones."""
    raise NotImplementedError(type)


@values.register
def _(type: Integer) -> SearchStrategy[Value]:
    low = -FEW // 2 if type.low is None else type.low
    small = st.integers(low, low + FEW if type.high is None else min(type.high, low + FEW))
    return _maybe(small if type.high is None else small | st.just(type.high), type.optional)


@values.register
def _(type: Number) -> SearchStrategy[Value]:
    low = -4.0 if type.low is None else float(type.low)
    high = max(low, 0.0) + 4.0 if type.high is None else float(type.high)
    low = min(low, high - 4.0) if type.low is None else low
    numbers = st.floats(low, high, exclude_min=type.open_low, exclude_max=type.open_high)
    return _maybe(numbers, type.optional)


@values.register
def _(type: Boolean) -> SearchStrategy[Value]:
    return st.booleans()


@values.register
def _(type: Choice) -> SearchStrategy[Value]:
    return _maybe(st.sampled_from(type.options), type.optional)


@values.register
def _(type: AutoBoolean) -> SearchStrategy[Value]:
    return st.sampled_from(["auto", True, False])


@values.register
def _(type: Text) -> SearchStrategy[Value]:
    line = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1 if type.optional else 0)
    return _maybe(line, type.optional)


@values.register
def _(type: Integers) -> SearchStrategy[Value]:
    low = -FEW // 2 if type.low is None else type.low
    one: SearchStrategy[Value] = st.integers(low, low + FEW)
    entry = one | st.none() if type.unknown else one
    least = type.shortest if type.length is None else type.length
    row = st.lists(entry, min_size=least, max_size=4 if type.length is None else type.length).map(tuple)
    return _maybe(one | row if type.spread else row, type.optional)


@values.register
def _(type: Margins) -> SearchStrategy[Value]:
    one = st.integers(0, 3)
    return one | st.tuples(*[one] * type.sides) | st.tuples(*[st.tuples(one, one)] * type.sides)


@values.register
def _(type: Numbers) -> SearchStrategy[Value]:
    one = values(type.one)
    row = st.lists(one, min_size=type.length or 1, max_size=type.length or 4).map(tuple)
    return _maybe(one | row if type.single else row, type.optional)


@values.register
def _(type: Words) -> SearchStrategy[Value]:
    word = st.sampled_from(["a", "b", "good", "b, c", 'so "so"', "[UNK]", "none", " x"])
    return _maybe(st.lists(word, min_size=1, max_size=5).map(tuple), type.optional)


@values.register
def _(type: Object) -> SearchStrategy[Value]:
    def of(name: str) -> SearchStrategy[ObjectValue]:
        return st.builds(ObjectValue, st.just(name), settings(type.kinds[name].settings))

    drawn = st.sampled_from(list(type.kinds)).flatmap(of)
    return _maybe(drawn.filter(lambda value: type.check(value) is None), type.optional)


@values.register
def _(type: NumberOr) -> SearchStrategy[Value]:
    return values(type.number) | values(Object(type.family, type.kinds, optional=False))


def likely(setting: Setting) -> SearchStrategy[Value]:
    """Values that a setting takes; where hardly any of its type would do, some that do."""
    return LIKELY[setting.name] if setting.name in LIKELY else values(setting.type)


LIKELY: dict[str, SearchStrategy[Value]] = {
    "equation": st.sampled_from(
        ["ab,bc->ac", "abc,cd->abd", "abc,bde->ade", "...a,ab->...b", "...ab,abc->...c", "ab...,bc->ac...", "abc...,cd->abd...",
         "abc,cd->adb", "abc,bc->ac", "ab,b->ab", "ab,bc->abc", "aab,bc->ac", "ab,cd->ad", "ab,bc->ad", "abc,cd", "...a,ab->b"]
    ),
    "bin_boundaries": st.lists(st.floats(-4, 4, width=32), min_size=1, max_size=4).flatmap(lambda row: st.sampled_from([tuple(row), tuple(sorted(row))])),
    "fft_length": st.sampled_from([2, 4, 8, 16]),
    "value_range": st.sampled_from([(0, 255), (0.0, 1.0), (-1, 1)]),
    "boundaries": st.sampled_from([(3,), (3, 5), (1, 2, 3)]),
    "values": st.sampled_from([(0.1, 0.01), (0.1, 0.01, 0.001)]),
    "idf_weights": st.none() | st.lists(st.floats(0, 4), min_size=1, max_size=3).map(tuple),
    "bias_axes": st.sampled_from([None, "b", "c", "d", "bd", "db", "", "ab"]),
}  # fmt: skip


def settings(declared: Iterable[Setting], most: int = 4) -> SearchStrategy[dict[str, Value]]:
    """What Keras insists on, and up to `most` other settings."""
    required = {one.name: likely(one) for one in declared if one.required}
    optional = {one.name: likely(one) for one in declared if not one.required}

    def chosen(names: list[str]) -> SearchStrategy[dict[str, Value]]:
        return st.fixed_dictionaries(required | {name: optional[name] for name in names})

    return st.lists(st.sampled_from(sorted(optional) or [""]), unique=True, max_size=min(most, len(optional))).flatmap(
        chosen
    )


def _maybe(strategy: SearchStrategy[Any], optional: bool) -> SearchStrategy[Any]:
    return st.none() | strategy if optional else strategy


@pytest.fixture(scope="session")
def values_of() -> Callable[[SettingType], SearchStrategy[Value]]:
    return values


@pytest.fixture(scope="session")
def settings_of() -> Callable[..., SearchStrategy[dict[str, Value]]]:
    return settings


@pytest.fixture(scope="session")
def keras() -> ModuleType:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    return importlib.import_module("keras")
