"""Settings that many kinds share, and the rules that come with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from designer.catalogue.objects import CONSTRAINTS, INITIALIZERS, REGULARIZERS
from designer.catalogue.schema import Mismatch, Setting, Settings, ShapeRule, Weight, WeightRule, no_weights
from designer.catalogue.units import Boolean, Choice, Integer, Number, Object
from designer.values import ObjectValue, Shape, Value, shape_text

ACTIVATIONS = (
    "relu", "sigmoid", "tanh", "softmax", "linear", "elu", "selu", "gelu", "silu", "leaky_relu", "relu6", "softplus",
    "softsign", "exponential", "mish", "celu", "hard_sigmoid", "hard_silu", "hard_tanh", "hard_shrink", "soft_shrink",
    "tanh_shrink", "log_sigmoid", "log_softmax", "sparsemax", "sparse_plus", "sparse_sigmoid", "squareplus",
)  # fmt: skip
"""Every Keras activation a layer can be given by name, the usual ones first."""

NOT_BY_NAME = {
    "swish": "another name of silu",
    "hard_swish": "another name of hard_silu",
    "threshold": "it needs two numbers, which a name cannot carry",
    "glu": "it halves the last axis without telling Keras, so that the layers after it are built too wide",
}
"""Public Keras activations that are not offered, and why."""

DTYPES = ("float32", "float64", "float16", "bfloat16", "mixed_float16", "mixed_bfloat16")

ACTIVATION_HELP = "Bends each output, so that layers on top of each other can draw more than straight lines."

SEED = Setting(
    "seed",
    Integer(low=0, high=2**32 - 1, optional=True),
    None,
    "A number that makes the random draws come out the same each time.",
    advanced=True,
)
DATA_FORMAT = Setting(
    "data_format",
    Choice(("channels_last", "channels_first"), optional=True),
    None,
    "Whether the channels, such as the colours of an image, are the last axis (usual, and what nothing means here) or the first.",
    advanced=True,
)
LAYER = (
    Setting(
        "activity_regularizer",
        Object("regularizer", REGULARIZERS),
        None,
        "A cost on what this layer puts out, added to the loss.",
        advanced=True,
    ),
    Setting("trainable", Boolean(), True, "Whether training changes this layer's weights.", advanced=True),
    Setting(
        "dtype",
        Choice(DTYPES, optional=True),
        None,
        "The number format this layer computes in. Nothing means that of all layers: float32, if the Training tab says no other.",
        advanced=True,
    ),
)
"""What every layer takes, whatever its kind."""


def initializer(name: str, default: str, what: str) -> Setting:
    """The setting for the numbers `what` starts with."""
    help = f"The numbers {what} have before training."
    return Setting(f"{name}_initializer", Object("initializer", INITIALIZERS, optional=False), ObjectValue(default), help, advanced=True)  # fmt: skip


def regularizer(name: str, what: str) -> Setting:
    """The setting for a cost on `what`."""
    help = f"A cost on {what}, added to the loss, that keeps them small."
    return Setting(f"{name}_regularizer", Object("regularizer", REGULARIZERS), None, help, advanced=True)


def constraint(name: str, what: str) -> Setting:
    """The setting for a limit on `what`."""
    help = f"A limit that {what} are brought back to after each step."
    return Setting(f"{name}_constraint", Object("constraint", CONSTRAINTS), None, help, advanced=True)


def activation(default: Value = None, name: str = "activation", help: str = ACTIVATION_HELP) -> Setting:
    """The setting for the activation a layer ends with; without one it is linear."""
    return Setting(name, Choice(ACTIVATIONS, optional=True), default, help)


def lora() -> tuple[Setting, ...]:
    """The two settings that freeze the weights and train a small correction to them."""
    return (
        Setting("lora_rank", Integer(low=1, optional=True), None, "Freezes the weights and trains a small correction of this rank instead (LoRA).", advanced=True),
        Setting("lora_alpha", Number(low=0, optional=True), None, "How strongly that correction counts; nothing means as much as its rank.", advanced=True),
    )  # fmt: skip


def fitted(shape: ShapeRule, weights: WeightRule = no_weights) -> ShapeRule:
    """`shape`, and whether the initializers, regularizers and constraints given suit output and weights."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        output = shape(settings, inputs)
        if isinstance(output, Mismatch):
            return output
        if not any(isinstance(value, ObjectValue) and _choosy(value) for value in settings.values()):
            return output
        clashes = (clash for weight in weights(settings, inputs) for clash in _clashes(settings, weight))
        return _activity_clash(settings, output) or next(clashes, output)

    return rule


def frozen_if_told(weights: WeightRule) -> WeightRule:
    """`weights`, none of them trainable where the setting `trainable` is off."""

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
        found = weights(settings, inputs)
        return found if settings["trainable"] else tuple(replace(weight, trainable=False) for weight in found)

    return rule


def _choosy(value: ObjectValue) -> bool:
    """Whether an object may not suit every array of weights."""
    return bool(value.settings) or value.kind in _SUITS or value.kind in _MEASURED


def _activity_clash(settings: Settings, output: Shape) -> Mismatch | None:
    value, name = settings.get("activity_regularizer"), "activity_regularizer"
    if not isinstance(value, ObjectValue) or value.kind != "OrthogonalRegularizer":
        return None
    if len(output) != 1:
        found = f"this layer puts out {shape_text(output)}"
        return Mismatch(
            "setting", f"OrthogonalRegularizer needs one row of numbers per example, and {found}.", setting=name
        )
    return None if settings["dtype"] in (None, "float32") else _float32_only(settings, name)


def _float32_only(settings: Settings, name: str) -> Mismatch:
    told = f"and this layer's dtype is {settings['dtype']}"
    return Mismatch("setting", f"OrthogonalRegularizer can only compute in float32, {told}.", setting=name)


def _clashes(settings: Settings, weight: Weight) -> Iterator[Mismatch]:
    rank = len(weight.shape)
    for ending in ("initializer", "regularizer", "constraint") if weight.trainable else ("initializer",):
        name = f"{weight.settings or weight.name.removesuffix('_kernel')}_{ending}"
        value = settings.get(name)
        if not isinstance(value, ObjectValue):
            continue
        suits = _SUITS.get(value.kind)
        if suits is not None and not suits(weight.shape):
            found = f"{_axes(rank)}, {shape_text(weight.shape)}" if rank > 1 else _axes(rank)
            yield Mismatch(
                "setting",
                f"{value.kind} does not suit this layer's {weight.what}: {_NEEDS[value.kind]}, and they have {found}.",
                setting=name,
            )
        if value.kind == "Orthogonal" and settings["dtype"] == "bfloat16":
            yield Mismatch(
                "setting",
                f"Orthogonal cannot make the {weight.what} in bfloat16. Set dtype to mixed_bfloat16, or choose another initializer.",
                setting="dtype",
            )
        if value.kind == "OrthogonalRegularizer" and settings["dtype"] in ("float16", "float64", "bfloat16"):
            yield _float32_only(settings, name)
        yield from _axis_clashes(value, weight, name)


def _axis_clashes(value: ObjectValue, weight: Weight, name: str) -> Iterator[Mismatch]:
    rank = len(weight.shape)
    for axis in _axes_named(value):
        if not -rank <= axis < rank:
            found = f"axis {axis} of this layer's {weight.what}, which have {_axes(rank)}"
            yield Mismatch("setting", f"{value.kind} is told to look at {found}.", setting=name)
            return
    measured = value.settings.get("axis")
    if isinstance(measured, tuple) and len({cast(int, axis) % rank for axis in measured}) < len(measured):
        yield Mismatch("setting", f"{value.kind} is told the same axis twice. Name each once.", setting=name)


_SUITS: Mapping[str, Callable[[tuple[int, ...]], bool]] = {
    "Identity": lambda shape: len(shape) == 2,
    "OrthogonalRegularizer": lambda shape: len(shape) == 2,
    "Orthogonal": lambda shape: len(shape) >= 2,
    "STFT": lambda shape: len(shape) == 3 and shape[1] == 1,
}
_NEEDS = {
    "Identity": "it needs a table, two axes",
    "OrthogonalRegularizer": "it needs a table, two axes",
    "Orthogonal": "it needs at least two axes",
    "STFT": "it needs three axes, the second of size 1",
}


def _axes_named(value: ObjectValue) -> Iterator[int]:
    """The axes of a weight that an object's settings name."""
    fans = value.settings.get("input_axes"), value.settings.get("output_axes")
    named = (value.settings.get("axis", 0 if value.kind in _MEASURED else None), *(fans if None not in fans else ()))
    for axes in named:
        yield from (axis for axis in (axes if isinstance(axes, tuple) else (axes,)) if isinstance(axis, int))


_MEASURED = ("MaxNorm", "UnitNorm", "MinMaxNorm")


def _axes(rank: int) -> str:
    return {0: "none", 1: "one axis"}.get(rank, f"{rank} axes")


def axes_of(value: Value, rank: int) -> tuple[int, ...] | None:
    """Axes as Keras counts them (0 is the batch, negative from the end) as non-negative ones of `rank` + 1 axes.

    `None` if one of them does not exist.
    """
    axes = value if isinstance(value, tuple) else (value,)
    counted = tuple(axis + rank + 1 if axis < 0 else axis for axis in axes if isinstance(axis, int))
    return counted if all(0 <= axis <= rank for axis in counted) else None


def no_such_axis(kind: str, value: Value, rank: int) -> Mismatch:
    """What to say where an axis named in the setting `axis` does not exist."""
    named = ", ".join(str(axis) for axis in value) if isinstance(value, tuple) else value
    return Mismatch(
        "setting",
        f"{kind} is told to work along axis {named}, but its input's axes are numbered 1 to {rank}."
        if rank
        else f"{kind} is told to work along axis {named}, but its input is one number per example.",
        "Axis 0 is the batch, 1 the first axis of an example; -1 is the last one.",
        setting="axis",
    )
