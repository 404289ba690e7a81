"""A layer within a layer: which kinds may be held, what is refused and how it is named. Shapes and weights are the contract's."""

import pytest

from designer.catalogue import KINDS
from designer.catalogue.headlines import headline
from designer.catalogue.schema import Mismatch
from designer.catalogue.units import Object, Refusal
from designer.values import DEEPEST, ObjectValue, Shape, Value, change_within

BIDIRECTIONAL, TIME_DISTRIBUTED = KINDS["Bidirectional"], KINDS["TimeDistributed"]


def lstm(**settings: Value) -> ObjectValue:
    return ObjectValue("LSTM", {"units": 3, **settings})


def refused(name: str, shape: Shape, **given: Value) -> Mismatch:
    outcome = KINDS[name].shape(KINDS[name].filled(given), (shape,))
    assert isinstance(outcome, Mismatch)
    return outcome


def test_a_layer_within_is_written_and_read_like_any_value() -> None:
    type = TIME_DISTRIBUTED.by_name["layer"].type
    value = ObjectValue(
        "Bidirectional", {"layer": lstm(kernel_regularizer=ObjectValue("L2", {"l2": 0.1})), "merge_mode": "sum"}
    )
    assert type.parse(type.format(value)) == value


@pytest.mark.parametrize("kind", ["Input", "Add", "MultiHeadAttention", "Layer"])
def test_what_has_not_one_input_and_one_output_cannot_be_held(kind: str) -> None:
    type = TIME_DISTRIBUTED.by_name["layer"].type
    assert isinstance(type.parse(f"{kind}()"), Refusal)


@pytest.mark.parametrize(
    ("kind", "held"),
    [("Bidirectional", "Dense"), ("SpectralNormalization", "LSTM"), ("SpectralNormalization", "Bidirectional")],
)
def test_each_wrapper_holds_the_kinds_it_can_work_with(kind: str, held: str) -> None:
    assert KINDS[kind].by_name["layer"].type.check(KINDS[held].default()) is not None


def test_a_fault_within_names_every_step_of_the_way() -> None:
    value = ObjectValue("Bidirectional", {"layer": lstm(units=0)})
    (fault,) = TIME_DISTRIBUTED.faults({"layer": value})
    assert fault.setting == "layer"
    assert "layer of Bidirectional: units of LSTM: Expected a whole number of at least 1, found 0." in fault.sentence


def test_layers_cannot_lie_in_each_other_without_end() -> None:
    type = TIME_DISTRIBUTED.by_name["layer"].type
    assert isinstance(type, Object)
    value = ObjectValue("Dense", {"units": 1})
    for _ in range(DEEPEST - 1):
        value = ObjectValue("TimeDistributed", {"layer": value})
    assert type.check(value) is None
    for _ in range(10_000):
        value = ObjectValue("TimeDistributed", {"layer": value})
    refusal = type.check(value)
    assert refusal is not None and f"at most {DEEPEST}" in refusal.sentence


def test_what_does_not_fit_within_is_named_with_the_way_there() -> None:
    assert refused("Bidirectional", (5, 4), layer=lstm(go_backwards=True)).setting == "layer.go_backwards"
    assert refused("TimeDistributed", (9, 5, 4), layer=lstm(stateful=True)).setting == "layer.stateful"


def test_what_both_readers_of_a_sequence_must_have_in_common() -> None:
    backward = lstm(go_backwards=True, return_sequences=True)
    assert (
        refused("Bidirectional", (5, 4), layer=lstm(), backward_layer=backward).setting
        == "backward_layer.return_sequences"
    )
    wider = lstm(units=4, go_backwards=True)
    assert "3 and 4" in refused("Bidirectional", (5, 4), layer=lstm(), backward_layer=wider).what


def test_the_axes_a_step_lacks_are_counted_with_that_of_the_steps() -> None:
    image = ObjectValue("Conv2D", {"filters": 2, "kernel_size": 3})
    assert refused("TimeDistributed", (5, 4), layer=image).ranks == (4,)


def test_the_twin_that_keras_writes_out_is_left_out() -> None:
    assert BIDIRECTIONAL.brief is not None
    given: dict[str, Value] = {"layer": lstm(), "backward_layer": lstm(go_backwards=True)}
    assert BIDIRECTIONAL.brief(given) == {"layer": lstm()}
    other = {**given, "backward_layer": lstm(go_backwards=True, activation="relu")}
    assert BIDIRECTIONAL.brief(other) == other


def test_a_card_says_what_matters_of_the_layer_within() -> None:
    assert (
        headline(TIME_DISTRIBUTED, {"layer": ObjectValue("Bidirectional", {"layer": lstm()})})
        == "Bidirectional · LSTM · 3"
    )


def test_one_change_within_is_found_however_deep_it_lies() -> None:
    one, other = (ObjectValue("Bidirectional", {"layer": lstm(units=units)}) for units in (3, 8))
    assert change_within(one, other) == ("LSTM", "units", 8)
    assert change_within(one, ObjectValue("Bidirectional", {"layer": KINDS["GRU"].default()})) == (
        "Bidirectional",
        "layer",
        KINDS["GRU"].default(),
    )
    assert change_within(lstm(), ObjectValue("LSTM", {"units": 4, "dropout": 0.5})) is None
