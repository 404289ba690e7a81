"""Sentences with the arithmetic, and what could stand between, both from what the kinds declare."""

import pytest

from designer.catalogue import KINDS
from designer.catalogue.lessons import axes_taken, bridges, lesson
from designer.catalogue.schema import Mismatch

MANY = [(), (64,), (None,), (20, 16), (None, 8), (28, 28, 8), (None, None, 3), (4, 8, 8, 3)]


def said(name, shape, **settings):
    kind = KINDS[name]
    return lesson(kind, kind.filled({**kind.started(), **settings}), (shape,) * kind.fewest)


def found(name, shape):
    kind = KINDS[name]
    return [(bridge.text, bridge.output) for bridge in bridges(shape, axes_taken(kind)[:1], lambda to: not said(name, to))]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "shape", "sentence"),
    [
        ("Dense", (28, 28, 8), "28 x 28 x 8 = 6,272 values; Dense takes one row."),
        ("Dense", (None, None, 3), "? x ? x 3; Dense takes one row."),
        ("Conv2D", (64,), "Conv2D takes height x width x channels; this is one row of 64."),
        ("MaxPooling2D", (20, 16), "20 x 16 = 320 values; MaxPooling2D takes height x width x channels."),
        ("LSTM", (64,), "LSTM takes steps x numbers per step; this is one row of 64."),
        ("LSTM", (28, 28, 8), "28 x 28 x 8 = 6,272 values; LSTM takes steps x numbers per step."),
        ("Embedding", (8, 8), "8 x 8 = 64 values; Embedding takes one row of whole numbers."),
        ("Dense", (), "Dense takes one row; this is a single number."),
    ],
)
def test_a_form_that_does_not_suit_is_said_with_the_arithmetic(kind, shape, sentence):
    assert said(kind, shape) == sentence


def test_a_reshape_that_does_not_come_out_says_both_products():
    sentence = said("Reshape", (10, 10), target_shape=(7, 7, 2))
    assert sentence == "10 x 10 = 100 numbers come in; Reshape is set to 7 x 7 x 2 = 98."


@pytest.mark.parametrize(("kind", "shape"), [("Dense", (4,)), ("Dense", (20, 16)), ("LSTM", (20, 16)), ("ReLU", (8, 8, 1)), ("Flatten", (8, 8, 1))])  # fmt: skip
def test_what_fits_is_no_lesson(kind, shape):
    assert said(kind, shape) == ""


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_sentence_is_short_and_every_refusal_has_one(kind):
    settings = kind.filled(kind.started())
    for shape in MANY if kind.inputs else ():
        shapes = (shape,) * kind.fewest
        sentence, outcome = lesson(kind, settings, shapes), kind.shape(settings, shapes)
        assert len(sentence) <= 130
        assert sentence or not isinstance(outcome, Mismatch) or outcome.code == "setting"


@pytest.mark.parametrize(
    ("kind", "shape", "expected"),
    [
        ("Dense", (28, 28, 8), [("Flatten", (6272,)), ("GlobalAveragePooling2D", (8,))]),
        ("Dense", (28, 28, 1), [("Flatten", (784,))]),
        ("Conv2D", (64,), [("Reshape to 8 x 8 x 1", (8, 8, 1))]),
        ("LSTM", (28, 28, 8), [("Reshape to 28 x 224", (28, 224))]),
        ("Embedding", (8, 8), [("Flatten", (64,)), ("GlobalAveragePooling1D", (8,)), ("LSTM", (16,))]),
    ],
)
def test_bridges_are_found_the_likeliest_first(kind, shape, expected):
    assert found(kind, shape) == expected


def test_a_row_becomes_a_sequence_by_reshaping_repeating_or_looking_up():
    assert [text for text, _ in found("LSTM", (64,))] == ["Reshape to 64 x 1", "RepeatVector", "Embedding"]


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.takes], ids=lambda kind: kind.name)
def test_every_bridge_leads_over(kind):
    for shape in MANY:
        for text, output in found(kind.name, shape):
            assert said(kind.name, output) == "", text
