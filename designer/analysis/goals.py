"""Checks of what training aims at: loss and metrics against the data and the network's outputs."""

from __future__ import annotations

from collections.abc import Iterator

from designer.analysis import losses
from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.losses import loss_text
from designer.catalogue.metrics import kind_of, title
from designer.graph.specs import DataFacts
from designer.values import Metric, ObjectValue


def wrong_loss(context: Context) -> Iterator[Problem]:
    """The loss must be one for this task, and for this many outputs."""
    data, width = context.data, width_of(context)
    if data is None:
        return
    loss = context.design.training.loss
    said = _loss_fault(data, loss, width)
    if said is None:
        return
    better, metrics = losses.fitting_loss(data.task, meant_units(data, width)), losses.fitting_metrics(data.task)
    what, why, severity = said
    label = f"Use {loss_text(better)}"
    yield Problem(
        code="wrong-loss",
        severity=severity,
        nodes=(),
        what=what,
        why=why,
        fixes=(context.aim_at(label, loss=better, metrics=metrics),),
        setting="loss",
    )


def wrong_metrics(context: Context) -> Iterator[Problem]:
    """Metrics that mean nothing for this task; where the loss is wrong too, its fix sets them."""
    data, training, width = context.data, context.design.training, width_of(context)
    if data is None or _loss_fault(data, training.loss, width) is not None:
        return
    kinds = [(metric, kind_of(metric)) for metric in training.metrics]
    unfit = {
        at: kind.log for at, (_, kind) in enumerate(kinds) if kind and not losses.suits(kind.log, data.task, width)
    }
    if not unfit:
        return
    wrong = list(dict.fromkeys(unfit.values()))
    kept = tuple(metric for at, metric in enumerate(training.metrics) if at not in unfit)
    better: tuple[Metric, ...] = kept or losses.fitting_metrics(data.task)
    regression = data.task == "regression"
    works = data.task == "binary" and width == 1 and all(metric in losses.OF_NUMBERS for metric in wrong)
    yield Problem(
        code="wrong-metrics",
        severity=Severity.HINT if works else Severity.WARNING,
        nodes=(),
        what=f"{' and '.join(wrong)} {'do' if len(wrong) > 1 else 'does'} not suit your data.",
        why="Your targets are numbers, and predictions hardly ever hit one exactly. Measure how far off they are."
        if regression
        else "Your targets are classes, written as class numbers. Count how many are right.",
        fixes=(context.aim_at(f"Measure {_metric_words(better)}", metrics=better),),
        setting="metrics",
    )


def _loss_fault(data: DataFacts, loss: ObjectValue, width: int | None) -> tuple[str, str, Severity] | None:
    """What and why, if this loss does not do for this data and so many outputs."""
    name = loss_text(loss)
    if data.task == "regression":
        if loss.kind in losses.CLASSIFICATION or loss.kind == "CategoricalHinge":
            return f"{_big(name)} is for classes, and your targets are numbers.", _WHY_NUMBERS, Severity.ERROR
        return None
    if loss.kind in losses.REGRESSION:
        severity = Severity.WARNING if data.task == "binary" and width == 1 else Severity.ERROR
        return f"{_big(name)} is for predicting numbers, and your targets are classes.", _WHY_CLASSES, severity
    if loss.kind in losses.ONE_HOT:
        what = f"{_big(name)} needs targets written as rows of zeros and ones; yours are class numbers."
        return what, "The sparse form of this loss takes class numbers as they are.", Severity.ERROR
    one_number = loss.kind in (*losses.BINARY, *losses.MARGIN)
    if data.task == "multiclass":
        if loss.kind in losses.SPARSE:
            return None
        return f"{_big(name)} does not tell {len(data.classes)} classes apart.", _WHY_MANY, Severity.ERROR
    if one_number and width == 2:
        return f"{_big(name)} takes one number per example, and the network gives 2.", _WHY_TWO, Severity.ERROR
    if loss.kind in losses.SPARSE and width == 1:
        return (
            f"{_big(name)} takes a number for each class, and the network gives one in all.",
            _WHY_ONE,
            Severity.ERROR,
        )
    if not one_number and loss.kind not in losses.SPARSE:
        return f"{_big(name)} is not made for two classes.", _WHY_CLASSES, Severity.WARNING
    return None


_WHY_NUMBERS = "To learn numbers, the network must hear how far off each prediction is."
_WHY_CLASSES = (
    "A cross-entropy measures how sure the network is of the right class. Networks learn classes much faster with it."
)
_WHY_MANY = "With more than two classes the network gives a probability for each; a sparse loss looks up the right one by its number."
_WHY_TWO = "Your two outputs share the probability between the two classes; a sparse loss picks the right one by its class number."
_WHY_ONE = "One output is the probability of the second class; binary cross-entropy is made for that."


def width_of(context: Context) -> int | None:
    """How many numbers the one output gives per example."""
    if len(context.outputs) != 1:
        return None
    shape = context.layers[context.outputs[0]].output
    return shape[0] if shape is not None and len(shape) == 1 else None


def meant_units(data: DataFacts, width: int | None) -> int:
    """Two classes can be told by one number or by two; whichever the network has is meant."""
    if data.task == "regression":
        return data.targets
    if data.task == "multiclass":
        return len(data.classes)
    return 2 if width == 2 else 1


def _big(text: str) -> str:
    return text[:1].upper() + text[1:]


def _metric_words(metrics: tuple[Metric, ...]) -> str:
    return " and ".join(map(title, metrics))


CHECKS = (wrong_loss, wrong_metrics)
