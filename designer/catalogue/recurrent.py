"""Recurrent layers: they read a sequence step by step and carry a memory along."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import (
    LAYER,
    SEED,
    activation,
    constraint,
    fitted,
    frozen_if_told,
    initializer,
    regularizer,
)
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, ShapeRule, Weight
from designer.catalogue.units import AutoBoolean, Boolean, Integer, Number
from designer.values import Shape, shape_text

UNITS = Setting("units", Integer(low=1), REQUIRED, "How many numbers the memory has, and how many come out.", start=16)
STEP_ACTIVATION = activation("tanh", help="Bends what is written into the memory. tanh is usual, and fastest.")
GATES = activation(
    "sigmoid", "recurrent_activation", "Bends the gates that let numbers in and out. sigmoid is usual, and fastest."
)
BIAS = Setting("use_bias", Boolean(), True, "Whether each gate adds numbers of its own, its biases.", advanced=True)
SEQUENCES = Setting(
    "return_sequences", Boolean(), False, "Whether an output for every step comes out (on) or only the last one (off). Turn it on before another LSTM or GRU."
)  # fmt: skip
START = (
    initializer("kernel", "GlorotUniform", "the weights on the input"),
    initializer("recurrent", "Orthogonal", "the weights on the memory"),
    initializer("bias", "Zeros", "the biases"),
)
LIMITS = (
    regularizer("kernel", "the weights on the input"),
    regularizer("recurrent", "the weights on the memory"),
    regularizer("bias", "the biases"),
    LAYER[0],
    constraint("kernel", "the weights on the input"),
    constraint("recurrent", "the weights on the memory"),
    constraint("bias", "the biases"),
)
DROPOUT = (
    Setting("dropout", Number(0, 1), 0.0, "The share of inputs set to zero at random while training."),
    Setting("recurrent_dropout", Number(0, 1), 0.0, "The share of the memory set to zero at random while training. Makes it slower.", advanced=True),
    SEED,
)  # fmt: skip
RUNNING = (
    Setting("go_backwards", Boolean(), False, "Whether the sequence is read from its end.", advanced=True),
    Setting("stateful", Boolean(), False, "Whether the memory is kept from one batch to the next. Needs a fixed batch size.", advanced=True),
    Setting("unroll", Boolean(), False, "Whether the steps are written out one by one: faster for short sequences, needs more memory.", advanced=True),
)  # fmt: skip
FORGET = Setting(
    "unit_forget_bias",
    Boolean(),
    True,
    "Whether the biases of the forget gate start at 1, so that at first nothing is forgotten.",
    advanced=True,
)
CUDNN = Setting(
    "use_cudnn", AutoBoolean(), "auto", "Whether to use NVIDIA's fast code on a graphics card.", advanced=True
)


def recurrent_shape(kind: str) -> ShapeRule:
    """The shape rule of the recurrent kind called `kind`."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if len(inputs[0]) != 2:
            return Mismatch(
                "rank",
                f"{kind} takes a sequence: steps x numbers per step. This is {shape_text(inputs[0])}.",
                "It reads one step after the other.",
                ranks=(2,),
            )
        if inputs[0][1] is None:
            return Mismatch("unknown", f"{kind} must know how many numbers each step has, and it is not known here.")
        units = cast(int, settings["units"])
        output = (inputs[0][0], units) if settings["return_sequences"] else (units,)
        return stateless(kind, settings) or output

    return rule


def stateless(kind: str, settings: Settings) -> Mismatch | None:
    if not settings["stateful"]:
        return None
    what = f"A stateful {kind} needs a fixed batch size, which this network has not. Turn stateful off."
    return Mismatch("setting", what, setting="stateful")


@frozen_if_told
def lstm_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    width, units = cast(int, inputs[0][1]), cast(int, settings["units"])
    return _cell(width, units, 4, (4 * units,), settings)


@frozen_if_told
def gru_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    width, units = cast(int, inputs[0][1]), cast(int, settings["units"])
    return _cell(width, units, 3, (2, 3 * units) if settings["reset_after"] else (3 * units,), settings)


@frozen_if_told
def simple_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    width, units = cast(int, inputs[0][1]), cast(int, settings["units"])
    return _cell(width, units, 1, (units,), settings)


def _cell(width: int, units: int, gates: int, bias: tuple[int, ...], settings: Settings) -> tuple[Weight, ...]:
    weights = (
        Weight("kernel", (width, gates * units), what="input weights"),
        Weight("recurrent_kernel", (units, gates * units), what="memory weights"),
    )
    return (*weights, Weight("bias", bias, what="biases")) if settings["use_bias"] else weights


LSTM = Kind(
    name="LSTM",
    family="Recurrent",
    role="recurrent",
    summary="Reads a sequence step by step and keeps a memory, with gates that decide what to write, what to forget and what to put out. So it can connect things that are far apart.",
    when="For sequences where order matters: text, measurements over time, sound.",
    formula="memory = forget · memory + write · activation(new), output = show · activation(memory), at each step",
    settings=(
        UNITS,
        STEP_ACTIVATION,
        GATES,
        SEQUENCES,
        DROPOUT[0],
        BIAS,
        *START,
        FORGET,
        *LIMITS,
        *DROPOUT[1:],
        *RUNNING,
        CUDNN,
        *LAYER[1:],
    ),
    shape=fitted(recurrent_shape("LSTM"), lstm_weights),
    weights=lstm_weights,
    headline=("units",),
    takes=("sequence",),
    keywords=("sequence", "time series", "text", "rnn", "memory"),
)  # fmt: skip

GRU = Kind(
    name="GRU",
    family="Recurrent",
    role="recurrent",
    summary="Reads a sequence step by step and keeps a memory, with two gates that decide what to keep and what to replace. It is a simpler, faster relative of LSTM.",
    when="For sequences, when LSTM is slow or you have few examples.",
    formula="output = keep · memory + (1 - keep) · activation(new), at each step",
    settings=(
        UNITS,
        STEP_ACTIVATION,
        GATES,
        SEQUENCES,
        DROPOUT[0],
        BIAS,
        *START,
        *LIMITS,
        *DROPOUT[1:],
        *RUNNING,
        Setting("reset_after", Boolean(), True, "Whether the reset gate acts after the weights on the memory (as on graphics cards) or before.", advanced=True),
        CUDNN,
        *LAYER[1:],
    ),
    shape=fitted(recurrent_shape("GRU"), gru_weights),
    weights=gru_weights,
    headline=("units",),
    takes=("sequence",),
    keywords=("sequence", "time series", "text", "rnn", "memory"),
)  # fmt: skip

SIMPLE_RNN = Kind(
    name="SimpleRNN",
    family="Recurrent",
    role="recurrent",
    summary="Reads a sequence step by step and carries its last output along to the next step. It is the simplest memory there is, and soon forgets.",
    when="To learn how memory works, or for short sequences; LSTM and GRU remember longer.",
    formula="output = activation(input · kernel + last output · recurrent kernel + bias), at each step",
    settings=(
        UNITS,
        STEP_ACTIVATION,
        SEQUENCES,
        DROPOUT[0],
        BIAS,
        *START,
        *(setting for setting in LIMITS if setting is not LAYER[0]),
        *DROPOUT[1:],
        *RUNNING,
        *LAYER[1:],
    ),
    shape=fitted(recurrent_shape("SimpleRNN"), simple_weights),
    weights=simple_weights,
    headline=("units",),
    takes=("sequence",),
    keywords=("sequence", "time series", "text", "elman", "memory"),
)

KINDS = (LSTM, GRU, SIMPLE_RNN)
