"""Keras's losses: the number that training makes small."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from designer.catalogue.schema import ObjectKind, Setting
from designer.catalogue.units import Boolean, Choice, Integer, Integers, Number
from designer.values import Value

MODULE = "keras.losses"

REDUCTION = Setting(
    "reduction",
    Choice(("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"), optional=True),
    "sum_over_batch_size",
    "How the losses of a batch become one number: usually their mean.",
    advanced=True,
)
LOGITS = Setting(
    "from_logits",
    Boolean(),
    False,
    "Turn this on when the last layer has no sigmoid or softmax: the loss then applies it, with fewer rounding errors.",
)
SMOOTHING = Setting(
    "label_smoothing",
    Number(0, 1),
    0.0,
    "How far the right answer is moved from certain towards “could be any”. It keeps a network from being too sure.",
    advanced=True,
)
AXIS = Setting("axis", Integer(), -1, "The axis that holds one number per class.", advanced=True)
AXES = Setting(
    "axis",
    Integers(shortest=1, optional=True),
    None,
    "The axes the overlap is measured over; nothing means all.",
    advanced=True,
)
ALPHA = Setting("alpha", Number(0, 1), 0.25, "How much the rarer answer weighs.")
GAMMA = Setting("gamma", Number(low=0), 2.0, "How little examples count that are already answered well.")


def _loss(name: str, alias: str, help: str, *own: Setting) -> ObjectKind:
    return ObjectKind(name, MODULE, alias, help, (*own, REDUCTION))


def _share(name: str, default: Value, help: str) -> Setting:
    return Setting(name, Number(0, 1), default, help)


_ALL = (
    _loss("MeanSquaredError", "mean_squared_error", "The mean of the squared errors. The usual loss when a number is predicted; large errors count most."),
    _loss("MeanAbsoluteError", "mean_absolute_error", "The mean size of the errors. For predicting numbers when a few examples are far off."),
    _loss(
        "Huber", "huber", "Squares small errors and takes large ones as they are: between the two above.",
        Setting("delta", Number(low=0), 1.0, "Where small errors end and large ones begin."),
    ),
    _loss("LogCosh", "log_cosh", "Much like Huber, without a corner between small and large errors."),
    _loss("MeanAbsolutePercentageError", "mean_absolute_percentage_error", "The mean error in per cent of the target. Targets must not be near zero."),
    _loss("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", "Compares how many times too large or small predictions are. Targets must not be negative."),
    _loss("BinaryCrossentropy", "binary_crossentropy", "For questions with two answers. The last layer has one unit with sigmoid.", LOGITS, SMOOTHING, AXIS),
    _loss(
        "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy",
        "For one answer out of several, given as a class number. The last layer has one unit per class with softmax.",
        LOGITS, Setting("ignore_class", Integer(optional=True), None, "A class number whose examples are left out.", advanced=True), AXIS,
    ),
    _loss(
        "CategoricalCrossentropy", "categorical_crossentropy",
        "For one answer out of several, given as a row of zeros with a single one. The last layer has one unit per class with softmax.",
        LOGITS, SMOOTHING, AXIS,
    ),
    _loss(
        "BinaryFocalCrossentropy", "binary_focal_crossentropy",
        "For two answers of which one is rare: examples that are already right hardly count.",
        Setting("apply_class_balancing", Boolean(), False, "Whether the rarer answer weighs more."), ALPHA, GAMMA, LOGITS, SMOOTHING, AXIS,
    ),
    _loss(
        "CategoricalFocalCrossentropy", "categorical_focal_crossentropy",
        "For several answers of which some are rare, given as rows of zeros with a single one.",
        ALPHA, GAMMA, LOGITS, SMOOTHING, AXIS,
    ),
    _loss(
        "CategoricalGeneralizedCrossEntropy", "",
        "For class numbers of which some are wrong: it does not chase every one of them.",
        Setting("q", Number(0.01, 1, open_high=True), 0.5, "Near 0 like crossentropy, near 1 like mean absolute error."),
    ),
    _loss("Hinge", "hinge", "For two answers written -1 and 1: only asks for a safe distance. The last layer has one unit, with tanh or none."),
    _loss("SquaredHinge", "squared_hinge", "Hinge squared: answers on the wrong side count more."),
    _loss("CategoricalHinge", "categorical_hinge", "Hinge for several answers, given as rows of zeros with a single one."),
    _loss("Poisson", "poisson", "For counts: how many calls, cars, clicks. Predictions must be positive."),
    _loss("KLDivergence", "kl_divergence", "How far predicted shares are from the true ones. Both must add up to 1."),
    _loss(
        "CosineSimilarity", "cosine_similarity", "Compares only the direction of two rows of numbers, not their length.",
        Setting("axis", Integer(), -1, "The axis whose numbers make up a direction.", advanced=True),
    ),
    _loss("Dice", "dice", "How little two masks overlap. For pictures where every pixel gets an answer.", AXES),
    _loss(
        "Tversky", "tversky", "Dice where missing and wrongly found pixels weigh differently.",
        _share("alpha", 0.5, "How much wrongly found pixels weigh."), _share("beta", 0.5, "How much missed pixels weigh."), AXES,
    ),
)  # fmt: skip

LOSSES: Mapping[str, ObjectKind] = MappingProxyType({kind.name: kind for kind in _ALL})
