"""What Keras refuses although it looks like any other setting: cases that chance seldom finds."""

from __future__ import annotations

from types import ModuleType

import pytest

from designer.catalogue import KINDS
from designer.catalogue.schema import Mismatch
from designer.values import ObjectValue, Shape, Value
from tests.catalogue.contract import built, disagreement

MARKS_ALONE: list[tuple[str, dict[str, Value]]] = [
    ("IntegerLookup", {"vocabulary": (3,), "oov_token": 3}),
    ("IntegerLookup", {"vocabulary": (9, 3), "oov_token": 3, "mask_token": 9}),
    ("IntegerLookup", {"vocabulary": (3, 3), "oov_token": 3, "num_oov_indices": 2}),
    ("StringLookup", {"vocabulary": ("[UNK]",)}),
    ("TextVectorization", {"vocabulary": ("", "[UNK]")}),
]


def outcome(name: str, given: dict[str, Value], shape: Shape) -> Shape | Mismatch:
    return KINDS[name].shape(KINDS[name].filled(given), (shape,))


@pytest.mark.parametrize(("name", "given"), MARKS_ALONE)
def test_a_list_of_nothing_but_marks_is_refused_here_and_there(
    keras: ModuleType, name: str, given: dict[str, Value]
) -> None:
    assert not disagreement(keras, KINDS[name], given, ((1,),))
    refused = outcome(name, given, (1,))
    assert isinstance(refused, Mismatch) and refused.setting == "vocabulary"


@pytest.mark.parametrize("given", [{"vocabulary": (3, 4), "oov_token": 3}, {"vocabulary": (3,), "oov_token": 3, "mask_token": 9}])  # fmt: skip
def test_marks_with_an_entry_are_a_list(keras: ModuleType, given: dict[str, Value]) -> None:
    assert outcome("IntegerLookup", given, (1,)) == (1,)
    assert not disagreement(keras, KINDS["IntegerLookup"], given, ((1,),))


@pytest.mark.parametrize(
    "more", [{}, {"output_sequence_length": 3}, {"output_mode": "count", "vocabulary": ("a", "b")}]
)
@pytest.mark.parametrize("shape", [(8,), (1,), (), (2, 3)])
def test_words_that_are_cut_already_come_in_a_row(keras: ModuleType, shape: Shape, more: dict[str, Value]) -> None:
    given: dict[str, Value] = {"split": None, **more}
    assert isinstance(outcome("TextVectorization", given, shape), Mismatch) == (len(shape) != 1)
    if len(shape) == 1 or not more:
        assert not disagreement(keras, KINDS["TextVectorization"], given, (shape,))


@pytest.mark.parametrize(("most", "agrees"), [(3, True), (4, True), (2, False)])
def test_a_list_has_more_places_than_are_kept_for_unknown_ones(keras: ModuleType, most: int, agrees: bool) -> None:
    """With fewer, Keras learns a list that is longer than it may be, so that is refused here alone."""
    given: dict[str, Value] = {"num_oov_indices": 3, "max_tokens": most}
    refused = outcome("IntegerLookup", given, (1,))
    assert isinstance(refused, Mismatch) == (most <= 3)
    assert (not disagreement(keras, KINDS["IntegerLookup"], given, ((1,),))) == agrees


@pytest.mark.parametrize("factor", ["saturation_factor", "hue_factor"])
def test_colours_jitter_only_where_they_come_last(keras: ModuleType, factor: str) -> None:
    first: dict[str, Value] = {factor: 0.5, "data_format": "channels_first"}
    refused = outcome("RandomColorJitter", first, (3, 4, 5))
    assert isinstance(refused, Mismatch) and refused.setting == "data_format"
    assert not disagreement(keras, KINDS["RandomColorJitter"], first, ((3, 4, 5),))
    assert not isinstance(built(keras, KINDS["RandomColorJitter"], first, ((6, 4, 3),)), Exception)
    for channels in (3, 6):
        assert not disagreement(keras, KINDS["RandomColorJitter"], {factor: 0.5}, ((4, 5, channels),))


def test_light_jitters_whichever_way_colours_lie(keras: ModuleType) -> None:
    given: dict[str, Value] = {"brightness_factor": 0.5, "contrast_factor": 0.5, "data_format": "channels_first"}
    assert outcome("RandomColorJitter", given, (6, 4, 5)) == (6, 4, 5)
    assert not disagreement(keras, KINDS["RandomColorJitter"], given, ((6, 4, 5),))


@pytest.mark.parametrize("length", [None, 3])
@pytest.mark.parametrize("listed", [None, ("a", "b c")])
@pytest.mark.parametrize("joined", [1, 6, (1, 3), (2,), (4, 3)])
@pytest.mark.parametrize("shape", [(1,), (2,), (8,)])
def test_words_that_are_cut_already_are_joined_where_there_are_enough(
    keras: ModuleType, shape: Shape, joined: Value, listed: Value, length: Value
) -> None:
    given: dict[str, Value] = {"split": None, "ngrams": joined, "vocabulary": listed, "output_sequence_length": length}
    assert not disagreement(keras, KINDS["TextVectorization"], given, (shape,))


EQUATIONS: list[tuple[str, Value, Shape, bool]] = [
    ("ab,bc->ac", 3, (3, 5, 3), True),
    ("ab,bc->ac", 3, (3, 5, 4), False),
    ("ab,cb->ac", 1, (1, None, 1), True),
    ("abc,cd->abd", (2, 3), (2, 3, 5, 3), True),
    ("abc,dc->abd", (2, 3), (2, 4, 3), False),
    ("a,b->ab", 3, (3, 3), True),
    ("a,b->ab", 3, (None, 2, None), False),
    ("ab,bc->ca", 3, (3, 3, 3), False),
]


@pytest.mark.parametrize(("equation", "put", "shape", "taken"), EQUATIONS)
def test_a_matrix_product_goes_over_axes_its_equation_does_not_name_where_sizes_happen_to_suit(
    keras: ModuleType, equation: str, put: Value, shape: Shape, taken: bool
) -> None:
    given: dict[str, Value] = {"equation": equation, "output_shape": put}
    assert isinstance(outcome("EinsumDense", given, shape), Mismatch) != taken
    assert not disagreement(keras, KINDS["EinsumDense"], given, (shape,))


@pytest.mark.parametrize("dtype", ["bfloat16", "mixed_bfloat16", "float16", "float64"])
def test_pitches_are_found_in_some_formats_only(keras: ModuleType, dtype: str) -> None:
    given: dict[str, Value] = {"dtype": dtype, "frame_length": 4}
    assert isinstance(outcome("STFTSpectrogram", given, (8, 2)), Mismatch) == ("bfloat16" in dtype)
    assert not disagreement(keras, KINDS["STFTSpectrogram"], given, ((8, 2),))


@pytest.mark.parametrize(("trainable", "agrees"), [(True, False), (False, True)])
@pytest.mark.parametrize("around", ["SpectralNormalization", "TimeDistributed"])
def test_what_is_not_trained_has_no_cost_that_could_not_suit_it(
    keras: ModuleType, around: str, trainable: bool, agrees: bool
) -> None:
    cost = {"kernel_regularizer": ObjectValue("OrthogonalRegularizer")}
    layer = ObjectValue("Conv1D", {"filters": 4, "kernel_size": 2, **cost})
    given: dict[str, Value] = {"layer": layer, "trainable": trainable}
    shape = (5, 6, 3) if around == "TimeDistributed" else (6, 3)
    assert isinstance(outcome(around, given, shape), Mismatch) != agrees
    assert not disagreement(keras, KINDS[around], given, (shape,))


@pytest.mark.parametrize(("axis", "agrees"), [(3, True), (1, True), (-1, True), (-4, False)])
def test_one_input_alone_is_joined_along_any_axis_behind_its_own(keras: ModuleType, axis: int, agrees: bool) -> None:
    assert isinstance(outcome("Concatenate", {"axis": axis}, (5,)), Mismatch) != agrees
    assert not disagreement(keras, KINDS["Concatenate"], {"axis": axis}, ((5,),))


@pytest.mark.parametrize(("shape", "taken"), [((1,), True), ((3, 1), True), ((1, 1), False), ((3, 1, 1), False)])
def test_one_axis_of_one_is_put_in_place_of_and_two_are_refused(keras: ModuleType, shape: Shape, taken: bool) -> None:
    """Keras takes both away and says that it took one."""
    assert isinstance(outcome("Hashing", {"num_bins": 5, "output_mode": "one_hot"}, shape), Mismatch) != taken
    assert not disagreement(keras, KINDS["Hashing"], {"num_bins": 5, "output_mode": "one_hot"}, (shape,))
