"""Keras's metrics: what a run measures beside its loss.

A metric with settings is an `ObjectValue`; one without is told by the name `compile` takes, as `accuracy`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from designer.catalogue.schema import REQUIRED, ObjectKind, Setting, Settings
from designer.catalogue.units import Boolean, Choice, Integer, Integers, Number, Numbers, Refusal, Text
from designer.values import Metric, ObjectValue

MODULE = "keras.metrics"
Clash = Callable[[Settings], Refusal | None]


@dataclass(frozen=True)
class MetricKind(ObjectKind):
    """One of Keras's metrics. `log` is what its values are called in a history where it has no name of its own.

    `rises` says whether more is better; Keras can tell which way is better where it is `sure`, else callbacks have to
    be told.
    """

    log: str = ""
    rises: bool = False
    sure: bool = True

    @property
    def needs(self) -> bool:
        """Whether something has to be set before it measures anything."""
        return any(setting.required for setting in self.settings)


NAME = Setting(
    "name",
    Text(optional=True),
    None,
    "What its values are called in the history and for callbacks. Without one Keras's own name is taken.",
    advanced=True,
)
THRESHOLD_HELP = "From which answer on it counts as “yes”. Less finds more of them and is wrong more often."
THRESHOLDS = Setting("thresholds", Number(0, 1, optional=True), None, THRESHOLD_HELP)
CLASS = Setting(
    "class_id",
    Integer(low=0, optional=True),
    None,
    "The only class that is looked at, by its number. Nothing means all.",
    advanced=True,
)
TOP = Setting(
    "top_k",
    Integer(low=1, optional=True),
    None,
    "Count this many of the likeliest classes of each row as “yes”, in the place of a threshold.",
    advanced=True,
)
LOGITS = Setting(
    "from_logits",
    Boolean(),
    False,
    "Turn this on where the last layer has no sigmoid or softmax, as for the loss.",
)
SMOOTHING = Setting(
    "label_smoothing",
    Number(0, 1),
    0,
    "How far the right answer is moved from certain towards “could be any”, as for the loss.",
    advanced=True,
)
AXIS = Setting("axis", Integer(), -1, "The axis that holds one number per class.", advanced=True)
TOGETHER = Setting(
    "axis",
    Integer(),
    -1,
    "The axis along which numbers are compared: -1 those of one row with each other, 0 the rows of a batch.",
)
BEST = Setting("k", Integer(low=1), 5, "Among how many of the likeliest classes the right one may be.")
AVERAGE = Setting(
    "average",
    Choice(("micro", "macro", "weighted")),
    REQUIRED,
    "How the scores of the classes become one number: macro is their mean, weighted counts common classes more, micro "
    "counts all answers together.",
    start="macro",
)
CERTAIN = Setting(
    "threshold",
    Number(0, 1, open_low=True, optional=True, decimal=True),
    None,
    "From which answer on it counts as “yes”. Nothing takes the likeliest class; an output of one number needs 0.5.",
)
CLASSES = Setting("num_classes", Integer(low=1), REQUIRED, "How many classes there are.", start=2)
LOOKED_AT = Setting(
    "target_class_ids",
    Integers(low=0, shortest=1),
    REQUIRED,
    "The classes whose overlap is averaged, by their numbers.",
    start=(0, 1),
)
IGNORED = Setting(
    "ignore_class",
    Integer(optional=True),
    None,
    "A class number whose rows are left out. Nothing leaves out none.",
    advanced=True,
)
SPARSE_TARGETS = Setting(
    "sparse_y_true",
    Boolean(),
    True,
    "On for targets that are class numbers; off for rows of zeros with a single one.",
    advanced=True,
)


def _sparse_answers(default: bool) -> Setting:
    help = "Off where the network gives a number for each class: the largest is its answer. On for class numbers."
    return Setting("sparse_y_pred", Boolean(), default, help)


def _points(low: int) -> Setting:
    return Setting(
        "num_thresholds",
        Integer(low=low),
        200,
        "How many borders between “no” and “yes” are tried. More is more exact and slower.",
        advanced=True,
    )


def _share(name: str, help: str) -> Setting:
    return Setting(name, Number(0, 1), REQUIRED, help, start=0.9)


def _metric(
    name: str,
    log: str,
    help: str,
    *own: Setting,
    rises: bool = False,
    sure: bool = True,
    named: str | None = None,
    label: bool = True,
    clash: Clash | None = None,
) -> MetricKind:
    """`named` is how Keras names an object that is given no name, if it always names it so."""
    alias = "" if any(setting.required for setting in own) else log
    settings = (*own, replace(NAME, default=named)) if label else own
    return MetricKind(name, MODULE, alias, help, settings, clash, log, rises, sure)


def _error(name: str, log: str, help: str, *own: Setting, rises: bool = False, named: str = "") -> MetricKind:
    """A metric that is a mean over rows, which Keras always names alike."""
    return _metric(name, log, help, *own, rises=rises, named=named or log)


def _in_range(settings: Settings) -> Refusal | None:
    """Classes are numbered from 0."""
    classes, asked = settings.get("num_classes", 2), settings["target_class_ids"]
    if isinstance(classes, int) and isinstance(asked, tuple) and max(map(_whole, asked)) >= classes:
        told = (
            f"The {classes} classes are numbered 0 to {classes - 1}; target_class_ids names {max(map(_whole, asked))}."
        )
        return Refusal(told, "target_class_ids")
    return None


def _labels(settings: Settings) -> Refusal | None:
    if settings["num_labels"] and not settings["multi_label"]:
        return Refusal("num_labels is only for multi_label. Turn that on, or leave num_labels empty.", "num_labels")
    return None


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


_ALL = (
    _metric("Accuracy", "accuracy", "The share of right answers.", rises=True, label=False),
    _error("MeanAbsoluteError", "mean_absolute_error", "How far predictions are off on average, in the target's own unit."),
    _error("MeanSquaredError", "mean_squared_error", "The mean of the squared errors."),
    _error("RootMeanSquaredError", "root_mean_squared_error", "The root of the mean squared error: a typical error, in the target's own unit."),
    _error("MeanAbsolutePercentageError", "mean_absolute_percentage_error", "How far predictions are off on average, in per cent of the target."),
    _error("MeanSquaredLogarithmicError", "mean_squared_logarithmic_error", "How many times too large or small predictions are, squared."),
    _error(
        "R2Score", "r2_score", "How much of the ups and downs in the targets is predicted: 1 is all, 0 is no better than their mean.",
        Setting(
            "class_aggregation", Choice(("uniform_average", "variance_weighted_average")), "uniform_average",
            "How the scores of several targets become one number: their mean, or a mean that counts those more that vary more.",
        ),
        rises=True,
    ),
    _error("LogCoshError", "log_cosh_error", "Like the squared error for small errors and like the absolute error for large ones.", named="logcosh"),
    _error("CosineSimilarity", "cosine_similarity", "How well predictions point in the same direction as targets: 1 is the same.", TOGETHER, rises=True),
    _error("PearsonCorrelation", "pearson_correlation", "How well predictions and targets go up and down together: 1 is always, 0 not at all. Being off by a constant does not count.", TOGETHER, rises=True),
    _error("ConcordanceCorrelation", "concordance_correlation", "How close predictions and targets are to being equal: 1 is the same. Being off by a constant counts.", TOGETHER, rises=True),
    _error(
        "BinaryAccuracy", "binary_accuracy", "The share of right answers where there are two, with a border between them.",
        Setting("threshold", Number(0, 1), 0.5, THRESHOLD_HELP), rises=True,
    ),
    _error("SparseCategoricalAccuracy", "sparse_categorical_accuracy", "The share of right answers where classes are numbers.", rises=True),
    _error("CategoricalAccuracy", "categorical_accuracy", "The share of right answers where classes are rows of zeros with a single one.", rises=True),
    _error("SparseTopKCategoricalAccuracy", "sparse_top_k_categorical_accuracy", "How often the right class is among the k likeliest.", BEST, rises=True),
    _error("BinaryCrossentropy", "binary_crossentropy", "How surprised the network is by the true one of two answers.", LOGITS, SMOOTHING),
    _error(
        "SparseCategoricalCrossentropy", "sparse_categorical_crossentropy", "How surprised the network is by the true class.",
        LOGITS, IGNORED, AXIS,
    ),
    _error(
        "CategoricalCrossentropy", "categorical_crossentropy",
        "How surprised the network is by the true class, where classes are rows of zeros with a single one.", LOGITS, SMOOTHING, AXIS,
    ),
    _error(
        "TopKCategoricalAccuracy", "top_k_categorical_accuracy",
        "How often the right class is among the k likeliest, where classes are rows of zeros with a single one.", BEST, rises=True,
    ),
    _metric("Precision", "precision", "Of those answered “yes”, the share that really is.", THRESHOLDS, TOP, CLASS, rises=True),
    _metric("Recall", "recall", "Of those that really are “yes”, the share that was found.", THRESHOLDS, TOP, CLASS, rises=True),
    _metric(
        "F1Score", "f1_score", "Precision and recall in one number, which is high only where both are.",
        AVERAGE, CERTAIN, rises=True, named="f1_score",
    ),
    _metric(
        "FBetaScore", "fbeta_score", "Precision and recall in one number, of which one may count more than the other.",
        AVERAGE,
        Setting("beta", Number(0, open_low=True, decimal=True), 1.0, "How many times recall counts what precision does: 2.0 where misses cost more, 0.5 where false alarms do."),
        CERTAIN, rises=True, named="fbeta_score",
    ),
    _metric(
        "AUC", "auc", "How often a “yes” gets a higher number than a “no”: 1 is always, 0.5 is guessing.",
        Setting("curve", Choice(("ROC", "PR", "PRGAIN")), "ROC", "Under which curve: ROC, or PR (precision over recall) where one answer is rare."),
        _points(2),
        Setting(
            "summation_method", Choice(("interpolation", "minoring", "majoring")), "interpolation",
            "How the area between two points of the curve is counted: as drawn, or too small, or too large.", advanced=True,
        ),
        Setting("thresholds", Numbers(0, 1, single=False), None, "The borders to try, in the place of evenly spaced ones.", advanced=True),
        Setting("multi_label", Boolean(), False, "Whether each of several outputs is a question of its own; the areas are then averaged.", advanced=True),
        Setting("num_labels", Integer(low=0, optional=True), None, "How many such questions there are, if that is to be said.", advanced=True),
        Setting("label_weights", Numbers(0, single=False), None, "What each of these questions counts in the mean.", advanced=True),
        LOGITS, rises=True, clash=_labels,
    ),
    _metric(
        "PrecisionAtRecall", "precision_at_recall", "How precise “yes” is, with the border set so that this share of all is found.",
        _share("recall", "The share of those that are “yes” that has to be found."), _points(1), CLASS, rises=True,
    ),
    _metric(
        "RecallAtPrecision", "recall_at_precision", "Which share is found, with the border set so that “yes” is right this often.",
        _share("precision", "How often “yes” has to be right."), _points(1), CLASS, rises=True,
    ),
    _metric(
        "SensitivityAtSpecificity", "sensitivity_at_specificity", "Which share of “yes” is found, with the border set so that this share of “no” is left alone.",
        _share("specificity", "The share of those that are “no” that has to be answered so."), _points(1), CLASS, rises=True,
    ),
    _metric(
        "SpecificityAtSensitivity", "specificity_at_sensitivity", "Which share of “no” is left alone, with the border set so that this share of “yes” is found.",
        _share("sensitivity", "The share of those that are “yes” that has to be found."), _points(1), CLASS, rises=True,
    ),
    _metric("TruePositives", "true_positives", "How many rows are rightly answered “yes”.", THRESHOLDS, rises=True, sure=False),
    _metric("TrueNegatives", "true_negatives", "How many rows are rightly answered “no”.", THRESHOLDS, rises=True, sure=False),
    _metric("FalsePositives", "false_positives", "How many rows are answered “yes” and are none.", THRESHOLDS, sure=False),
    _metric("FalseNegatives", "false_negatives", "How many rows that are “yes” were missed.", THRESHOLDS, sure=False),
    _metric(
        "BinaryIoU", "binary_io_u", "How far “yes” and what really is overlap: rows that are both, of those that are either.",
        Setting("target_class_ids", Integers(low=0, shortest=1), (0, 1), "Whose overlap is averaged: 0 for “no”, 1 for “yes”."),
        Setting("threshold", Number(), 0.5, THRESHOLD_HELP), rises=True, clash=_in_range,
    ),
    _metric(
        "MeanIoU", "mean_io_u", "How far each class and what is taken for it overlap, as a mean over all classes.",
        CLASSES, _sparse_answers(True), SPARSE_TARGETS, IGNORED, AXIS, rises=True,
    ),
    _metric(
        "IoU", "io_u", "How far some of the classes and what is taken for them overlap, as their mean.",
        CLASSES, LOOKED_AT, _sparse_answers(True), SPARSE_TARGETS, IGNORED, AXIS, rises=True, clash=_in_range,
    ),
    _metric(
        "OneHotMeanIoU", "one_hot_mean_io_u", "How far each class and what is taken for it overlap, where classes are rows of zeros with a single one.",
        CLASSES, _sparse_answers(False), IGNORED, AXIS, rises=True,
    ),
    _metric(
        "OneHotIoU", "one_hot_io_u", "The overlap of some classes, where classes are rows of zeros with a single one.",
        CLASSES, LOOKED_AT, _sparse_answers(False), IGNORED, AXIS, rises=True, clash=_in_range,
    ),
    _error("Hinge", "hinge", "How far answers are from a safe distance, for targets -1 and 1."),
    _error("SquaredHinge", "squared_hinge", "The same distance squared, which far slips weigh in more."),
    _error("CategoricalHinge", "categorical_hinge", "How far the right class is from a safe lead over the others, where classes are rows of zeros with a single one."),
    _error("Poisson", "poisson", "How badly predicted counts fit."),
    _error("KLDivergence", "kl_divergence", "How far predicted shares are from the true ones."),
)  # fmt: skip

METRICS: Mapping[str, MetricKind] = MappingProxyType({kind.name: kind for kind in _ALL})

BY_NAME: Mapping[str, MetricKind] = MappingProxyType({kind.alias: kind for kind in _ALL if kind.alias})
"""Those that `compile` takes by a name alone."""

RISING = frozenset(kind.log for kind in _ALL if kind.rises)
"""Logs of which more is better."""

TAKEN = frozenset({"loss", "learning_rate"})
"""Logs that every run has."""

_NUMBERED = re.compile(r"_\d+$")


def kind_of(metric: Metric) -> MetricKind | None:
    """The declaration of a metric, if there is one."""
    return METRICS.get(metric.kind) if isinstance(metric, ObjectValue) else BY_NAME.get(metric)


def refused(metric: Metric) -> Refusal | None:
    """Why a metric is none that Keras would take, or `None` if it is one."""
    kind = kind_of(metric)
    if kind is None:
        named = next((one for one in _ALL if one.log == metric), None)
        return (named.faults({}) or (None,))[0] if named else Refusal("Keras has no metric of that name.")
    found = kind.faults(metric.settings) if isinstance(metric, ObjectValue) else ()
    return found[0] if found else None


def own_name(metric: Metric) -> str:
    """The name a metric was given, or nothing."""
    return str(metric.settings.get("name") or "") if isinstance(metric, ObjectValue) else ""


def log_names(metrics: Iterable[Metric]) -> tuple[str, ...]:
    """What the values of each of these are called: its own name, else Keras's, and a number where that is taken.

    `accuracy`, `auc`, `auc_1`. What is told by its name alone is always called by that.
    """
    given = tuple(metrics)
    fixed = [own_name(one) or ("" if isinstance(one, ObjectValue) and one.settings else _plain(one)) for one in given]
    taken, names = set(fixed), []
    for metric, name in zip(given, fixed, strict=True):
        names.append(name or _free(_plain(metric), taken))
        taken.add(names[-1])
    return tuple(names)


def _plain(metric: Metric) -> str:
    kind = kind_of(metric)
    return kind.log if kind else metric.kind if isinstance(metric, ObjectValue) else metric


def _free(name: str, taken: set[str]) -> str:
    numbered = (f"{name}_{number}" for number in range(1, len(taken) + 1))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def brief(metrics: Iterable[Metric]) -> tuple[Metric, ...]:
    """The same in fewer words: by name alone where nothing is set, without a name that it would have anyway."""
    given = tuple(map(_by_name, metrics))
    bare = tuple(map(_unnamed, given))
    wanted, usual = log_names(given), log_names(bare)
    shorter = tuple(
        one if name == own else long for one, long, name, own in zip(bare, given, usual, wanted, strict=True)
    )
    return shorter if log_names(shorter) == wanted else given


def _unnamed(metric: Metric) -> Metric:
    if isinstance(metric, str):
        return metric
    return _by_name(ObjectValue(metric.kind, {key: one for key, one in metric.settings.items() if key != "name"}))


def _by_name(metric: Metric) -> Metric:
    kind = kind_of(metric)
    return kind.alias if kind and kind.alias and isinstance(metric, ObjectValue) and not metric.settings else metric


def name_faults(metrics: Iterable[Metric]) -> dict[int, str]:
    """For each metric whose name cannot be its own, by its place: why, in a sentence."""
    given = tuple(metrics)
    names = log_names(given)
    found = {}
    for at, (metric, name) in enumerate(zip(given, names, strict=True)):
        taken = (
            name in TAKEN
            or name.startswith("val_")
            or name in (*names[:at], *(one for one in given[at:] if isinstance(one, str)))
        )
        if taken and isinstance(metric, ObjectValue):
            found[at] = (
                f"The name “{name}” is taken by something else that a run measures. Give this metric another one."
            )
    return found


def unnumbered(log: str) -> str:
    """The name of a log without the number that tells it from others of its kind."""
    return _NUMBERED.sub("", log)


def words(metrics: Iterable[Metric]) -> tuple[str, ...]:
    """Metrics as they are read: `precision at recall`, `auc 1`."""
    return tuple(name.replace("_", " ").replace("io u", "IoU") for name in log_names(metrics))


def title(metric: Metric) -> str:
    """One metric as it is read."""
    return words([metric])[0]


def started(kind: MetricKind) -> Metric:
    """A metric as it begins: by its name, or with what Keras insists on."""
    return kind.alias or kind.default()


def once_more(metrics: tuple[Metric, ...], at: int) -> tuple[Metric, ...]:
    """The same with one more like the one at a place, called otherwise."""
    kind, metric = kind_of(metrics[at]), metrics[at]
    if kind is None:
        return metrics
    given = metric.settings if isinstance(metric, ObjectValue) else {}
    name = _free(kind.log, set(log_names(metrics)))
    return brief((*metrics, ObjectValue(kind.name, {**given, "name": name})))


def has_form(metric: Metric) -> bool:
    """Whether there is something to set, or something set: a mere name is rarely wanted."""
    kind = kind_of(metric)
    return isinstance(metric, ObjectValue) or (kind is not None and any(one.name != "name" for one in kind.settings))
