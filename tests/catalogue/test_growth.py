"""The schema can carry what is still to come: several inputs, wrappers around a layer, values with settings of their own."""

from __future__ import annotations

from types import ModuleType
from typing import cast

import pytest

from designer.catalogue import KINDS
from designer.catalogue.common import LAYER
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Port, Setting, Settings, Weight
from designer.catalogue.units import Choice, Integer, Object
from designer.values import ObjectValue, Shape

RECURRENT = {name: KINDS[name] for name in ("LSTM", "GRU")}


def added(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    same = all(shape == inputs[0] for shape in inputs)
    return inputs[0] if same else Mismatch("size", "Add takes inputs of one shape.")


def wrapped(settings: Settings) -> tuple[Kind, dict[str, object]]:
    inner = cast(ObjectValue, settings["layer"])
    return KINDS[inner.kind], KINDS[inner.kind].filled(inner.settings)  # type: ignore[return-value]


def both_ways(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    kind, filled = wrapped(settings)
    shape = kind.shape(filled, inputs)  # type: ignore[arg-type]
    if isinstance(shape, Mismatch) or settings["merge_mode"] != "concat":
        return shape
    return (*shape[:-1], 2 * cast(int, shape[-1]))


def twice(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    kind, filled = wrapped(settings)
    return kind.weights(filled, inputs) * 2  # type: ignore[arg-type]


def attended(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    query, value = inputs[0], inputs[1]
    return query if len(query) == len(value) == 2 else Mismatch("rank", "Attention takes sequences.", ranks=(2,))


def attention_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    heads, size = cast(int, settings["num_heads"]), cast(int, settings["key_dim"])
    query, value, key = (cast(int, shape[-1]) for shape in (*inputs, inputs[1])[:3])
    into = (Weight("kernel", (width, heads, size)) for width in (query, key, value))
    biases = (Weight("bias", (heads, size), what="biases") for _ in range(3))
    pairs = tuple(one for pair in zip(into, biases, strict=True) for one in pair)
    return (*pairs, Weight("kernel", (heads, size, query)), Weight("bias", (query,), what="biases"))


ADD = Kind("Add", "Merging", "", "", "", LAYER, added, inputs=(Port("input", many=True),))
BIDIRECTIONAL = Kind(
    "Bidirectional",
    "Recurrent",
    "",
    "",
    "",
    (
        Setting("layer", Object("layer", RECURRENT, optional=False), REQUIRED, ""),
        Setting("merge_mode", Choice(("concat", "sum", "mul", "ave")), "concat", ""),
    ),
    both_ways,
    twice,
)
ATTENTION = Kind(
    "MultiHeadAttention",
    "Attention",
    "",
    "",
    "",
    (Setting("num_heads", Integer(low=1), REQUIRED, ""), Setting("key_dim", Integer(low=1), REQUIRED, "")),
    attended,
    attention_weights,
    inputs=(Port("query"), Port("value"), Port("key")),
)


def test_a_port_for_many_takes_any_number_of_inputs(keras: ModuleType) -> None:
    shapes: tuple[Shape, ...] = ((4, None), (4, None), (4, None))
    output = keras.layers.Add()([keras.Input(shape) for shape in shapes])
    assert ADD.shape(ADD.filled({}), shapes) == tuple(output.shape)[1:]
    assert isinstance(ADD.shape(ADD.filled({}), ((4,), (3,))), Mismatch)
    with pytest.raises(ValueError):
        keras.layers.Add()([keras.Input((4,)), keras.Input((3,))])


@pytest.mark.parametrize("merge", ["concat", "sum"])
@pytest.mark.parametrize(
    "inner", [ObjectValue("LSTM", {"units": 3}), ObjectValue("GRU", {"units": 2, "return_sequences": True})]
)
def test_a_wrapper_holds_another_layer_as_a_value(keras: ModuleType, inner: ObjectValue, merge: str) -> None:
    settings = BIDIRECTIONAL.filled({"layer": inner, "merge_mode": merge})
    layer = keras.layers.Bidirectional(getattr(keras.layers, inner.kind)(**inner.settings), merge_mode=merge)
    output = layer(keras.Input((5, 4)))
    assert BIDIRECTIONAL.shape(settings, ((5, 4),)) == tuple(output.shape)[1:]
    assert [one.shape for one in BIDIRECTIONAL.weights(settings, ((5, 4),))] == [
        tuple(one.shape) for one in layer.weights
    ]


def test_a_wrapped_layer_is_written_read_and_checked_like_any_value() -> None:
    layer = BIDIRECTIONAL.by_name["layer"].type
    value = ObjectValue("LSTM", {"units": 3, "kernel_regularizer": ObjectValue("L2", {"l2": 0.1})})
    assert layer.parse(layer.format(value)) == value
    faults = BIDIRECTIONAL.faults({"layer": ObjectValue("LSTM", {"units": 0})})
    assert [(one.setting, one.sentence) for one in faults] == [
        ("layer", "layer of Bidirectional: units of LSTM: Expected a whole number of at least 1, found 0.")
    ]
    assert BIDIRECTIONAL.faults({"layer": ObjectValue("Dense", {"units": 1})})
    assert BIDIRECTIONAL.faults({})[0].setting == "layer"


def test_ports_of_their_own_keep_inputs_apart(keras: ModuleType) -> None:
    shapes: tuple[Shape, ...] = ((7, 4), (5, 3), (5, 6))
    query, value, key = (keras.Input(shape) for shape in shapes)
    layer = keras.layers.MultiHeadAttention(num_heads=2, key_dim=3)
    output = layer(query, value, key)
    settings = ATTENTION.filled({"num_heads": 2, "key_dim": 3})
    assert ATTENTION.shape(settings, shapes) == tuple(output.shape)[1:]
    assert [one.shape for one in ATTENTION.weights(settings, shapes)] == [tuple(one.shape) for one in layer.weights]
