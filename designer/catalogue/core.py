"""Input and Dense: where examples come in, and the layer everything starts with."""

from designer.catalogue.common import ACTIVATIONS, DTYPE, TRAINABLE
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, Weight
from designer.catalogue.units import Boolean, Choice, Integer, Object
from designer.values import ObjectValue, Shape


def input_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    shape = settings["shape"]
    return shape if isinstance(shape, tuple) else Mismatch("setting", "Input needs a shape.", setting="shape")


def dense_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    if not inputs[0]:
        return Mismatch("rank", "Dense takes at least one number per example; this is a single value.", ranks=(1,))
    if inputs[0][-1] is None:
        return Mismatch("unknown", "Dense must know the size of its input's last axis, and it is unknown here.")
    return (*inputs[0][:-1], settings["units"])  # type: ignore[return-value]


def dense_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    width, units = inputs[0][-1], settings["units"]
    kernel = Weight("kernel", (width, units))  # type: ignore[arg-type]
    bias = Weight("bias", (units,), what="biases")  # type: ignore[arg-type]
    return (kernel, bias) if settings["use_bias"] else (kernel,)


DENSE = Kind(
    name="Dense",
    family="Core",
    role="linear",
    summary="Every unit adds up all inputs, each times a weight of its own, and adds a bias. Training finds the weights.",
    when="The layer to start with: for rows of numbers, and as the last layer of almost every network.",
    formula="output = activation(input · kernel + bias)",
    settings=(
        Setting("units", Integer(low=1), REQUIRED, "How many numbers come out: one per unit.", start=4),
        Setting("activation", Choice(ACTIVATIONS, optional=True), None, "Bends each output; without one the layer is linear."),
        Setting("use_bias", Boolean(), True, "Whether each unit adds a number of its own."),
        Setting("kernel_initializer", Object("initializer"), ObjectValue("GlorotUniform"), "The weights before training.", advanced=True),
        TRAINABLE,
        DTYPE,
    ),
    shape=dense_shape,
    weights=dense_weights,
    headline=("units", "activation"),
    keywords=("fully connected", "linear", "perceptron", "neurons"),
)  # fmt: skip

KINDS = (DENSE,)
