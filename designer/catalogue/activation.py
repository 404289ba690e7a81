"""Activations: layers that bend numbers one by one, so that a network can draw more than straight lines."""

from __future__ import annotations

from typing import cast

from designer.catalogue.common import (
    ACTIVATIONS,
    LAYER,
    axes_of,
    constraint,
    fitted,
    frozen_if_told,
    initializer,
    no_such_axis,
    regularizer,
)
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, Weight, same_shape
from designer.catalogue.units import Choice, Integers, Number
from designer.values import Shape

LAYERS = {"relu": "ReLU", "softmax": "Softmax", "elu": "ELU"}
"""Kinds that with default settings compute exactly what Keras's activation of this name does."""

_BOUND_TO_LINEAR = {"dtype", "activity_regularizer"}


def bends_at_its_end(kind: Kind, given: Settings) -> bool:
    """Whether the activation of a kind with these settings could as well be a layer behind it.

    Only that of affine ones can: in a recurrent one `activation` acts inside. A dtype would also hold for the
    activation, and an activity regularizer look at what it gives.
    """
    affine = kind.role == "linear" and "activation" in kind.by_name
    return affine and not given.keys() & _BOUND_TO_LINEAR


def prelu_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    shared, rank = _shared(settings), len(inputs[0])
    if any(axis > rank for axis in shared):
        return Mismatch(
            "setting",
            f"PReLU is told to share slopes along axis {max(shared)}, but its input's axes are numbered 1 to {rank}.",
            "Axis 1 is the first axis of an example.",
            setting="shared_axes",
        )
    if None in _slopes(settings, inputs[0]):
        return Mismatch(
            "unknown",
            "PReLU must know every size of its input, or share its slopes along the axes it does not know.",
            "It learns one slope for each number that comes in.",
        )
    return inputs[0]


@frozen_if_told
def prelu_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    return (Weight("alpha", cast(tuple[int, ...], _slopes(settings, inputs[0])), what="slopes"),)


def softmax_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    rank = len(inputs[0])
    axes = axes_of(settings["axis"], rank)
    if axes is None:
        return no_such_axis("Softmax", settings["axis"], rank)
    if len(set(axes)) < len(axes):
        return Mismatch("setting", "Softmax is told the same axis twice. Name each once.", setting="axis")
    return inputs[0]


def _shared(settings: Settings) -> tuple[int, ...]:
    return cast("tuple[int, ...] | None", settings["shared_axes"]) or ()


def _slopes(settings: Settings, shape: Shape) -> Shape:
    shared = _shared(settings)
    return tuple(1 if at in shared else size for at, size in enumerate(shape, 1))


ACTIVATION = Kind(
    name="Activation",
    family="Activation",
    role="activation",
    summary="Bends every number that comes in by a fixed curve, such as relu or tanh. Without such a bend, layers on top of each other could only draw straight lines.",
    when="After each Dense or convolution but the last. Start with relu.",
    formula="output = activation(input)",
    settings=(
        Setting("activation", Choice(ACTIVATIONS), REQUIRED, "Which curve bends the numbers.", start="relu"),
        *LAYER,
    ),
    shape=fitted(same_shape),
    headline=("activation",),
    keywords=("nonlinearity", *ACTIVATIONS),
)

RELU = Kind(
    name="ReLU",
    family="Activation",
    role="activation",
    summary="Keeps numbers above zero and turns all others into zero. It is the simplest bend there is, and usually the best one to start with.",
    when="After each Dense or convolution but the last.",
    formula="output = max(0, input)",
    settings=(
        Setting(
            "max_value", Number(low=0, optional=True), None, "The largest number let through; nothing means no limit."
        ),
        Setting("negative_slope", Number(low=0), 0.0, "How steep it is below the threshold: 0 cuts such numbers off."),
        Setting("threshold", Number(low=0), 0.0, "Where cutting off ends and letting through begins."),
        *LAYER,
    ),
    shape=fitted(same_shape),
    keywords=("rectified linear", "relu6", "nonlinearity"),
)

LEAKY_RELU = Kind(
    name="LeakyReLU",
    family="Activation",
    role="activation",
    summary="Keeps numbers above zero and makes those below zero smaller instead of cutting them off. So a unit goes on learning even when its input is below zero.",
    when="Instead of ReLU, when many units put out nothing but zeros.",
    formula="output = input if input > 0, else negative_slope · input",
    settings=(
        Setting("negative_slope", Number(low=0), 0.3, "What numbers below zero are multiplied by."),
        *LAYER,
    ),
    shape=fitted(same_shape),
    headline=("negative_slope",),
    keywords=("nonlinearity",),
)

PRELU = Kind(
    name="PReLU",
    family="Activation",
    role="activation",
    summary="A leaky ReLU that learns how much of the numbers below zero to keep. It has one slope of its own for each number that comes in.",
    when="Instead of ReLU, when you have plenty of examples.",
    formula="output = input if input > 0, else alpha · input",
    settings=(
        initializer("alpha", "Zeros", "the slopes"),
        regularizer("alpha", "the slopes"),
        constraint("alpha", "the slopes"),
        Setting(
            "shared_axes",
            Integers(low=1, optional=True),
            None,
            "Axes along which one slope is shared: 1, 2 gives one slope per colour of an image.",
        ),
        *LAYER,
    ),
    shape=fitted(prelu_shape, prelu_weights),
    weights=prelu_weights,
    keywords=("parametric", "nonlinearity"),
)

ELU = Kind(
    name="ELU",
    family="Activation",
    role="activation",
    summary="Keeps numbers above zero and lets those below run smoothly towards a floor. Outputs then lie around zero, which can speed up training.",
    when="Instead of ReLU, when you want a smooth curve.",
    formula="output = input if input > 0, else alpha · (exp(input) - 1)",
    settings=(
        Setting("alpha", Number(), 1.0, "How deep the floor is: numbers never get below minus this."),
        *LAYER,
    ),
    shape=fitted(same_shape),
    headline=("alpha",),
    keywords=("exponential linear", "nonlinearity"),
)

SOFTMAX = Kind(
    name="Softmax",
    family="Activation",
    role="activation",
    summary="Turns a row of numbers into shares between 0 and 1 that add up to 1. The largest number gets the largest share.",
    when="Last, when one of several classes is right: each share says how likely a class is.",
    formula="output = exp(input) / sum(exp(input))",
    settings=(
        Setting("axis", Integers(shortest=1, spread=True), -1, "The axis along which shares add up to 1: -1 is the last one.", advanced=True),
        *LAYER,
    ),
    shape=fitted(softmax_shape),
    keywords=("probabilities", "classes", "classification"),
)  # fmt: skip

KINDS = (ACTIVATION, RELU, LEAKY_RELU, PRELU, ELU, SOFTMAX)
