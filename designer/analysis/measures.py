"""Checks of the settings of metrics: what Keras takes, and what means something for the data and the network's output."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from designer.analysis import losses
from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.goals import width_of
from designer.catalogue import metrics as catalogue
from designer.catalogue.metrics import MetricKind
from designer.catalogue.schema import Settings
from designer.graph.edits import Edit
from designer.graph.specs import DataFacts
from designer.values import Metric, ObjectValue, Value, value_text

CORRELATIONS = ("PearsonCorrelation", "ConcordanceCorrelation")
"""Metrics that mean nothing of a single number."""


@dataclass(frozen=True)
class _Seen:
    """One metric before the data and the output it is for. `classes` is 0 where numbers are predicted."""

    kind: MetricKind
    name: str
    given: Settings
    data: DataFacts
    width: int
    logits: bool | None
    """Whether the loss is told that no probabilities come, if it can be told."""

    @property
    def classes(self) -> int:
        return len(self.data.classes)


@dataclass(frozen=True)
class _Fault:
    """What does not fit and why; `better` is the value of the setting that would."""

    what: str
    why: str
    better: Value
    severity: Severity = Severity.WARNING


def bad_metrics(context: Context) -> Iterator[Problem]:
    """Metrics must be ones Keras has, with settings it takes, and none may be called like another."""
    given = context.design.training.metrics
    names = catalogue.name_faults(given)
    for at, metric in enumerate(given):
        title, refusal = catalogue.title(metric), catalogue.refused(metric)
        kept = (*given[:at], *given[at + 1 :])
        if refusal is not None:
            fix = context.aim_at(f"Remove {title}", metrics=kept)
            yield _problem("bad-metrics", f"Training cannot use {title} as its metric.", refusal.sentence, fix)
        elif at in names and isinstance(metric, ObjectValue):
            unnamed = ObjectValue(metric.kind, {key: one for key, one in metric.settings.items() if key != "name"})
            free = catalogue.brief((*given[:at], unnamed, *given[at + 1 :]))
            fix = context.aim_at(f"Take the name of {title} away", metrics=free)
            yield _problem("metric-name", f"A metric cannot be called {title}.", names[at], fix)


def unfit_settings(context: Context) -> Iterator[Problem]:
    """What is set on a metric must suit the data and what the network gives."""
    data, width, training = context.data, width_of(context), context.design.training
    if data is None or width is None:
        return
    for at, metric in enumerate(training.metrics):
        kind = catalogue.kind_of(metric)
        if kind is None or catalogue.refused(metric) or not losses.suits(kind.log, data.task, width):
            continue
        given = kind.filled(metric.settings if isinstance(metric, ObjectValue) else {})
        logits = losses.takes_logits(training.loss) if losses.can_take_logits(training.loss) else None
        seen = _Seen(kind, catalogue.title(metric), given, data, width, logits)
        for name, rule in RULES.items():
            fault = rule(seen) if name in given else None
            if fault is not None:
                better = _with(kind, metric, name, fault.better)
                changed = catalogue.brief((*training.metrics[:at], better, *training.metrics[at + 1 :]))
                fix = context.aim_at(f"Set {name} of {seen.name} to {value_text(fault.better)}", metrics=changed)
                yield _problem("metric-settings", fault.what, fault.why, fix, fault.severity)
                break


def _with(kind: MetricKind, metric: Metric, name: str, value: Value) -> ObjectValue:
    given = {**(metric.settings if isinstance(metric, ObjectValue) else {}), name: value}
    return ObjectValue(kind.name, kind.without_defaults(given))


def _problem(code: str, what: str, why: str, fix: Edit, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(code=code, severity=severity, nodes=(), what=what, why=why, fixes=(fix,), setting="metrics")


# --- one rule for each setting --------------------------------------------------------------------


def _threshold(seen: _Seen) -> _Fault | None:
    if seen.width != 1 or seen.given["threshold"] is not None:
        return None
    why = "The likeliest of a single number is always that number. A threshold says from where on it counts as “yes”."
    return _Fault(f"{seen.name} takes every row as “yes”, as the network gives one number.", why, 0.5)


def _class_id(seen: _Seen) -> _Fault | None:
    asked = seen.given["class_id"]
    if not isinstance(asked, int) or asked < seen.width:
        return None
    what = f"{seen.name} looks at class {asked}, and the network gives {_numbers(seen.width)}."
    return _Fault(what, "Classes are counted from 0, one for each number that comes out.", None, Severity.ERROR)


def _top_k(seen: _Seen) -> _Fault | None:
    asked = seen.given["top_k"]
    if not isinstance(asked, int) or asked <= seen.width:
        return None
    what = f"{seen.name} looks at the {asked} likeliest classes, and the network gives {_numbers(seen.width)}."
    return _Fault(what, "There have to be that many to choose from.", None, Severity.ERROR)


def _k(seen: _Seen) -> _Fault | None:
    asked = seen.given["k"]
    if not isinstance(asked, int) or not seen.classes or asked < seen.classes:
        return None
    what = f"{seen.name} is always 1: it takes the {asked} likeliest of {seen.classes} classes."
    return _Fault(what, "The right class is then always among them. Take fewer.", max(1, min(3, seen.classes - 1)))


def _sparse_answers(seen: _Seen) -> _Fault | None:
    if not seen.given["sparse_y_pred"]:
        return None
    what = f"{seen.name} expects class numbers, and the network gives {_numbers(seen.width)} for each row."
    why = "With sparse_y_pred off the class with the largest number is taken as the answer."
    return _Fault(what, why, False, Severity.ERROR)


def _sparse_targets(seen: _Seen) -> _Fault | None:
    if seen.given["sparse_y_true"]:
        return None
    why = "With sparse_y_true off the largest of several numbers is looked for, and yours are class numbers."
    return _Fault(f"{seen.name} takes every target as class 0.", why, True)


def _num_classes(seen: _Seen) -> _Fault | None:
    asked = seen.given["num_classes"]
    if not isinstance(asked, int) or asked >= seen.classes:
        return None
    what = f"{seen.name} counts {asked} classes, and there are {seen.classes}."
    return _Fault(what, "Rows of the others would be left out.", seen.classes)


def _axis(seen: _Seen) -> _Fault | None:
    along_the_row = seen.width == 1 and seen.given["axis"] in (-1, 1)
    if not along_the_row or seen.kind.name not in CORRELATIONS:
        return None
    what = f"{seen.name} has nothing to compare: each row has one number."
    return _Fault(what, "Along axis 0 the rows of a batch are compared, whose mean over the batches is told.", 0)


def _from_logits(seen: _Seen) -> _Fault | None:
    if seen.logits is None or seen.given["from_logits"] is seen.logits:
        return None
    if seen.logits:
        what = f"{seen.name} expects probabilities, and the loss is told that the network gives none."
        return _Fault(what, "With from_logits on it makes probabilities of them first, as the loss does.", True)
    what = f"{seen.name} expects numbers of any size, and the loss is told that the network gives probabilities."
    return _Fault(what, "With from_logits off it takes them as they are, as the loss does.", False)


def _numbers(width: int) -> str:
    return "one number" if width == 1 else f"{width:,} numbers"


RULES: dict[str, Callable[[_Seen], _Fault | None]] = {
    "threshold": _threshold,
    "class_id": _class_id,
    "top_k": _top_k,
    "k": _k,
    "sparse_y_pred": _sparse_answers,
    "sparse_y_true": _sparse_targets,
    "num_classes": _num_classes,
    "axis": _axis,
    "from_logits": _from_logits,
}
"""By the setting that is looked at."""

CHECKS = (bad_metrics, unfit_settings)
