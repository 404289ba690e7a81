"""Every Keras initializer: the numbers a layer's weights have before training."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue.schema import ObjectKind, Setting
from designer.catalogue.units import Boolean, Choice, Integer, Integers, Number

MODULE = "keras.initializers"

SEED = Setting(
    "seed",
    Integer(low=0, high=2**32 - 1, optional=True),
    None,
    "A number that makes the draw come out the same each time.",
)
STDDEV = Setting("stddev", Number(low=0), 0.05, "How far the numbers spread: their standard deviation.")
MEAN = Setting("mean", Number(), 0.0, "The number they scatter around.")
FANS = (
    Setting(
        "input_axes",
        Integers(shortest=1, optional=True),
        None,
        "Which axes of the weights count as inputs. Nothing lets Keras tell.",
        advanced=True,
    ),
    Setting(
        "output_axes",
        Integers(shortest=1, optional=True),
        None,
        "Which axes of the weights count as outputs. Nothing lets Keras tell.",
        advanced=True,
    ),
)


def _scaled(name: str, alias: str, help: str) -> ObjectKind:
    return ObjectKind(name, MODULE, alias, help, (SEED, *FANS))


_ALL = (
    _scaled("GlorotUniform", "glorot_uniform", "Small random numbers, evenly spread, scaled to inputs and outputs. Keras's usual choice."),
    _scaled("GlorotNormal", "glorot_normal", "Small random numbers, bell-shaped, scaled to inputs and outputs. Suits tanh and sigmoid."),
    _scaled("HeNormal", "he_normal", "Bell-shaped random numbers scaled to the inputs. Suits ReLU and its relatives."),
    _scaled("HeUniform", "he_uniform", "Evenly spread random numbers scaled to the inputs. Suits ReLU and its relatives."),
    _scaled("LecunNormal", "lecun_normal", "Bell-shaped random numbers scaled to the inputs. Suits SELU."),
    _scaled("LecunUniform", "lecun_uniform", "Evenly spread random numbers scaled to the inputs. Suits SELU."),
    ObjectKind("Zeros", MODULE, "zeros", "All zeros. Right for biases; in weights, every unit would learn the same."),
    ObjectKind("Ones", MODULE, "ones", "All ones."),
    ObjectKind("Constant", MODULE, "", "The same number everywhere.", (Setting("value", Number(), 0.0, "That number."),)),
    ObjectKind("RandomNormal", MODULE, "random_normal", "Bell-shaped random numbers of a spread you choose.", (MEAN, STDDEV, SEED)),
    ObjectKind(
        "RandomUniform",
        MODULE,
        "random_uniform",
        "Random numbers between two bounds, each equally likely.",
        (
            Setting("minval", Number(), -0.05, "The smallest number that can be drawn."),
            Setting("maxval", Number(), 0.05, "The largest number that can be drawn."),
            SEED,
        ),
    ),
    ObjectKind(
        "TruncatedNormal",
        MODULE,
        "truncated_normal",
        "Bell-shaped random numbers; those further out than two spreads are drawn again.",
        (MEAN, STDDEV, SEED),
    ),
    ObjectKind(
        "VarianceScaling",
        MODULE,
        "variance_scaling",
        "Random numbers scaled to the size of the layer: the general form of Glorot, He and LeCun.",
        (
            Setting("scale", Number(low=0, open_low=True), 1.0, "A factor on the spread: 2 suits ReLU, 1 suits tanh."),
            Setting("mode", Choice(("fan_in", "fan_out", "fan_avg")), "fan_in", "Whether inputs, outputs or their mean set the spread."),
            Setting(
                "distribution",
                Choice(("truncated_normal", "untruncated_normal", "uniform")),
                "truncated_normal",
                "How the numbers are distributed.",
            ),
            SEED,
            *FANS,
        ),
    ),
    ObjectKind(
        "Orthogonal",
        MODULE,
        "orthogonal",
        "Weights that turn and mirror but do not stretch. Usual inside LSTM and GRU. Needs weights with two axes or more.",
        (Setting("gain", Number(), 1.0, "A factor on every weight."), SEED),
    ),
    ObjectKind(
        "Identity",
        MODULE,
        "identity",
        "Ones on the diagonal, zeros elsewhere, so that the layer first passes its input on. Needs weights with two axes.",
        (Setting("gain", Number(), 1.0, "The number on the diagonal."),),
    ),
    ObjectKind(
        "STFT",
        MODULE,
        "stft",
        "Waves of rising frequency, for layers that take sound apart. Needs weights with three axes.",
        (
            Setting("side", Choice(("real", "imag")), "real", "The cosine (real) or the sine (imag) half."),
            Setting("window", Choice(("hann", "hamming", "blackman", "bartlett", "boxcar"), optional=True), "hann", "How each piece of sound is faded in and out."),
            Setting("scaling", Choice(("density", "spectrum"), optional=True), "density", "What the result measures."),
            Setting("periodic", Boolean(), False, "Whether the window repeats without a seam."),
        ),
    ),
)  # fmt: skip

INITIALIZERS: Mapping[str, ObjectKind] = MappingProxyType({kind.name: kind for kind in _ALL})
