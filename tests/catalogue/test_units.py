"""Every type of setting: what it takes it writes and reads back, and what it does not take it refuses in a sentence."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from designer.catalogue import KINDS
from designer.catalogue.objects import FAMILIES, INITIALIZERS, OPTIMIZERS, REGULARIZERS
from designer.catalogue.units import (
    AutoBoolean,
    Boolean,
    Choice,
    Integer,
    Integers,
    Margins,
    Number,
    Numbers,
    Object,
    Refusal,
    SettingType,
    Text,
    read_object,
)
from designer.values import ObjectValue, Value

TYPES = (
    Integer(low=1),
    Integer(-3, 9, optional=True),
    Number(),
    Number(0, 1, open_low=True),
    Number(high=0, optional=True),
    Boolean(),
    AutoBoolean(),
    Choice(("valid", "same")),
    Choice(("relu", "tanh"), optional=True),
    Text(),
    Text(optional=True),
    Integers(),
    Integers(2, low=1, spread=True),
    Integers(shortest=1, spread=True, optional=True),
    Integers(low=1, unknown=True),
    Margins(2),
    Margins(3),
    Numbers(),
    Numbers(low=0, optional=False),
    Numbers(-1, 1, open_low=True, length=2),
    Numbers(length=2, single=False, optional=False),
    Object("initializer", INITIALIZERS, optional=False),
    Object("regularizer", REGULARIZERS),
    Object("optimizer", OPTIMIZERS, optional=False),
)
every_type = pytest.mark.parametrize("type", TYPES, ids=lambda type: type.__class__.__name__)

Draw = Callable[[SettingType], SearchStrategy[Value]]
anything = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.lists(st.none() | st.integers() | st.floats() | st.text(max_size=3), max_size=4).map(tuple)
    | st.lists(st.integers() | st.lists(st.integers(-1, 3) | st.none(), max_size=3).map(tuple), max_size=3).map(tuple)
    | st.builds(ObjectValue, st.sampled_from(["L2", "HeNormal", "nothing like it"]), st.just({"l2": -1.0}))
)


@every_type
@given(data=st.data())
def test_what_is_taken_is_written_and_read_back(type: SettingType, values_of: Draw, data: DataObject) -> None:
    value = data.draw(values_of(type))
    assert type.check(value) is None
    read = type.parse(type.format(value))
    assert read == value and read.__class__ in (value.__class__, float)


@every_type
@given(text=st.text(max_size=30) | st.from_regex(r"[0-9xX,.?()\-e ]{0,12}"))
def test_a_text_is_either_read_as_something_taken_or_refused_in_a_sentence(type: SettingType, text: str) -> None:
    read = type.parse(text)
    if isinstance(read, Refusal):
        assert_sentence(read)
    else:
        assert type.check(read) is None


@every_type
@given(value=anything)
def test_any_value_is_taken_or_refused_in_a_sentence(type: SettingType, value: Value) -> None:
    refusal = type.check(value)
    if refusal is not None:
        assert_sentence(refusal)
    else:
        assert type.parse(type.format(value)) == value


@pytest.mark.parametrize(
    ("type", "text", "value"),
    [
        (Integer(low=1), " 1,000 ", 1000),
        (Integer(low=1), "12_000", 12000),
        (Number(), ".5", 0.5),
        (Boolean(), "Yes", True),
        (Choice(("same",)), "SAME", "same"),
        (Integers(2, low=1, spread=True), "3x3", (3, 3)),
        (Integers(2, low=1, spread=True), "3", 3),
        (Integers(low=1, unknown=True), "? × 28 x 1", (None, 28, 1)),
        (Integers(low=1), "(28, 28, 1)", (28, 28, 1)),
        (Integers(low=1), "()", ()),
        (Integers(shortest=1, spread=True), "-1,", (-1,)),
        (Numbers(), "0.5; 2", (0.5, 2.0)),
        (Object("initializer", INITIALIZERS), "he_normal", ObjectValue("HeNormal")),
        (Object("regularizer", REGULARIZERS), "l2(l2=0.1)", ObjectValue("L2", {"l2": 0.1})),
        (Object("regularizer", REGULARIZERS), "none", None),
    ],
)
def test_what_people_type_is_understood(type: SettingType, text: str, value: Value) -> None:
    assert type.parse(text) == value


@pytest.mark.parametrize(
    ("type", "text", "sentence"),
    [
        (Integer(low=1), "abc", "Expected a whole number of at least 1, found “abc”."),
        (Integer(low=1), "", "Expected a whole number of at least 1, found nothing."),
        (Integer(low=1), "0", "Expected a whole number of at least 1, found 0."),
        (Integer(low=1), "3, 3", "Expected a whole number of at least 1, found “3, 3”."),
        (Integer(low=1), "99999999999", "Expected a whole number of at most 2,147,483,647, found 99,999,999,999."),
        (Number(0, 1), "2", "Expected a number from 0 to 1, found “2”."),
        (Number(0, 1), "nan", "Expected a number from 0 to 1, found “nan”."),
        (Number(), "1e999", "Expected a number, found “1e999”."),
        (Number(), "0,5", "Expected a number with a decimal point, found “0,5”. Write 0.5."),
        (Boolean(), "maybe", "Expected on or off, found “maybe”."),
        (Choice(("valid", "same")), "full", "Expected one of valid, same, found “full”."),
        (Integers(2, low=1), "3", "Expected 2 whole numbers of at least 1 with commas between, found “3”."),
        (Object("regularizer", REGULARIZERS), "L3", "Expected one of L2, L1, L1L2, OrthogonalRegularizer, or nothing, found L3."),
        (Object("regularizer", REGULARIZERS), "L2(l2=-1)", "l2 of L2: Expected a number of at least 0, found -1."),
        (Object("regularizer", REGULARIZERS), "L2(power=1)", "L2 has no setting called 'power'. Remove it."),
    ],
)  # fmt: skip
def test_bad_text_is_refused_in_a_sentence_that_says_what_to_type(type: SettingType, text: str, sentence: str) -> None:
    assert type.parse(text) == Refusal(sentence)


def test_whole_learning_rates_are_refused_as_keras_does() -> None:
    refusal = Number(low=0, decimal=True).check(1)
    assert refusal == Refusal("Expected a number with a decimal point, found 1. Write 1.0.")


@pytest.mark.parametrize(
    "text", ["__import__('os')", "L2(l2=open('x'))", "L2(**{})", "a.b()", "(" * 500, "L2(l2=[x for x in y])"]
)
def test_reading_an_object_runs_nothing(text: str) -> None:
    assert read_object(text) is None


def test_every_default_and_start_does() -> None:
    owners = [*KINDS.values(), *(kind for kinds in FAMILIES.values() for kind in kinds.values())]
    for owner in owners:
        for setting in owner.settings:
            value = setting.start if setting.required else setting.default
            assert setting.type.check(value) is None, (owner.name, setting.name)  # type: ignore[arg-type]


def assert_sentence(refusal: Refusal) -> None:
    assert (refusal.sentence.endswith(".") and "Expected" in refusal.sentence) or "no setting" in refusal.sentence
    assert len(refusal.sentence) < 1000
