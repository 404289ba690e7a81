"""Input and Dense: where examples come in, and the layer everything starts with."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import (
    LAYER,
    activation,
    constraint,
    fitted,
    frozen_if_told,
    initializer,
    lora,
    regularizer,
)
from designer.catalogue.einsum import EINSUM_DENSE
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, Weight, same_shape
from designer.catalogue.units import Boolean, Choice, Integer, Integers, Number
from designer.values import Shape

INPUT_DTYPES = ("float32", "float64", "float16", "bfloat16", "int32", "int64", "uint8", "bool", "string")


def input_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    shape = settings["shape"]
    return (
        cast(Shape, shape) if isinstance(shape, tuple) else Mismatch("setting", "Input needs a shape.", setting="shape")
    )


def dense_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if not inputs[0]:
        return Mismatch("rank", "Dense takes a row of numbers per example; this is a single number.", ranks=(1,))
    if inputs[0][-1] is None:
        return Mismatch(
            "unknown",
            "Dense must know the size of its input's last axis, and it is not known here.",
            "Each unit has one weight for each number along that axis.",
        )
    if settings["lora_rank"] and settings["kernel_constraint"] is not None:
        return Mismatch(
            "setting", "Dense cannot have lora_rank and kernel_constraint at once. Clear one.", setting="lora_rank"
        )
    return (*inputs[0][:-1], cast(int, settings["units"]))


@frozen_if_told
def dense_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    width, units = cast(int, inputs[0][-1]), cast(int, settings["units"])
    rank = cast(int | None, settings["lora_rank"])
    weights = [Weight("kernel", (width, units), trainable=not rank)]
    if settings["use_bias"]:
        weights.append(Weight("bias", (units,), what="biases"))
    if rank:
        weights.append(Weight("lora_kernel_a", (width, rank), what="correction weights"))
        weights.append(Weight("lora_kernel_b", (rank, units), what="correction weights"))
    return tuple(weights)


INPUT = Kind(
    name="Input",
    family="Core",
    role="input",
    summary="This is where examples enter the network. It says how many numbers one example has and how they are arranged.",
    when="Every network starts with one. Its shape must be that of one example in your data.",
    formula="output = one example",
    settings=(
        Setting("shape", Integers(low=1, unknown=True), REQUIRED, "The shape of one example: 2 for two columns, 28 x 28 x 1 for a grey image. ? stands for any size.", start=(2,)),
        Setting("dtype", Choice(INPUT_DTYPES, optional=True), None, "The number format of the examples. Nothing means Keras's usual one, float32.", advanced=True),
    ),
    shape=input_shape,
    inputs=(),
    headline=("shape",),
    keywords=("start", "data", "features", "examples"),
)  # fmt: skip

DENSE = Kind(
    name="Dense",
    family="Core",
    role="linear",
    summary="Each unit adds up all its inputs, every one times a weight of its own, and adds a bias. Training finds the weights and biases.",
    when="The layer to start with: for rows of numbers, and as the last layer of almost every network.",
    formula="output = activation(input · kernel + bias)",
    settings=(
        Setting("units", Integer(low=1), REQUIRED, "How many numbers come out: one per unit.", start=4),
        activation(),
        Setting("use_bias", Boolean(), True, "Whether each unit adds a number of its own, its bias."),
        initializer("kernel", "GlorotUniform", "the weights"),
        initializer("bias", "Zeros", "the biases"),
        regularizer("kernel", "the weights"),
        regularizer("bias", "the biases"),
        LAYER[0],
        constraint("kernel", "the weights"),
        constraint("bias", "the biases"),
        *lora(),
        *LAYER[1:],
    ),
    shape=fitted(dense_shape, dense_weights),
    weights=dense_weights,
    headline=("units", "activation"),
    takes=("row", "sequence"),
    keywords=("fully connected", "linear", "perceptron", "neurons", "units"),
)  # fmt: skip

IDENTITY = Kind(
    name="Identity",
    family="Core",
    role="shape",
    summary="Passes on what comes in, unchanged. It holds a place where a layer may come later.",
    when="To give a place in the network a name, or to try a network without a layer.",
    formula="output = input",
    settings=LAYER,
    shape=fitted(same_shape),
    keywords=("nothing", "pass", "placeholder"),
)

MASKING = Kind(
    name="Masking",
    family="Core",
    role="shape",
    summary="Marks the steps of a sequence at which all numbers equal a value that stands for “nothing here”. Layers such as LSTM and GRU then pass these steps over.",
    when="Right after the input, where sequences of different lengths were filled up to one.",
    formula="output = input, with steps of nothing but mask_value marked and set to 0",
    settings=(
        Setting("mask_value", Number(), 0.0, "The number that stands for “nothing here”."),
        *LAYER,
    ),
    shape=fitted(same_shape),
    headline=("mask_value",),
    takes=("sequence",),
    keywords=("padding", "sequence", "skip", "missing"),
)

KINDS = (INPUT, DENSE, EINSUM_DENSE, MASKING, IDENTITY)
