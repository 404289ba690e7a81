"""Initializers, regularizers, constraints, optimizers, losses and metrics are those of the installed Keras."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from designer.catalogue.objects import FAMILIES, LOSSES, OPTIMIZERS, SCHEDULES, check
from designer.catalogue.schema import REQUIRED, ObjectKind
from designer.values import ObjectValue, Value

LEFT_OUT = {
    "Initializer": "is the base of all others",
    "Regularizer": "is the base of all others",
    "Constraint": "is the base of all others",
    "Optimizer": "is the base of all others",
    "Loss": "is the base of all others",
    "LearningRateSchedule": "is the base of all others",
    "Callback": "is the base of all others",
    "CallbackList": "holds the others",
    "History": "is there anyway",
    "ProgbarLogger": "writes to a terminal, as verbose says",
    "CSVLogger": "writes a file beside the run",
    "BackupAndRestore": "writes files beside the run",
    "ModelCheckpoint": "writes files beside the run",
    "OrbaxCheckpoint": "writes files beside the run",
    "TensorBoard": "writes files beside the run",
    "RemoteMonitor": "sends the run away",
    "LambdaCallback": "holds code",
    "LearningRateScheduler": "holds code; a schedule says the same",
    "SwapEMAWeights": "is of use only beside code of one's own",
    "TerminateOnNaN": "is what every run does here",
    "verbose": "says what is written to a terminal",
    "LossScaleOptimizer": "wraps another optimizer",
    "MultiOptimizer": "wraps several optimizers",
    "OptimizerMap": "assigns optimizers to layers",
    "CTC": "compares sequences of different lengths, which no data source gives",
    "Circle": "compares pairs of examples, not answers with targets",
    "Metric": "is the base of all others",
    "Mean": "measures no answers",
    "Sum": "measures no answers",
    "MeanMetricWrapper": "holds code",
    "Optimizer.name": "is a label",
    "Loss.name": "is a label",
    "Schedule.name": "is a label",
    "Loss.dtype": "is the network's own",
    "Metric.dtype": "is how precisely it is counted, which no figure here shows",
    "R2Score.num_regressors": "fails in Keras itself within the program of fit",
    "Accuracy.name": "would make of what fits the loss one that compares exactly",
    "SparseTopKCategoricalAccuracy.from_sorted_ids": "is for answers that are class numbers in order, which no layer gives",
    "Muon.exclude_layers": "names layers by patterns",
}
"""Public classes and arguments that are not declared, and why."""
CHOSEN = ("F1Score.average", "FBetaScore.average")
"""Arguments that have to be chosen, as Keras's default gives a number for each class, and a run has one for each epoch."""

every_object = pytest.mark.parametrize(
    ("family", "name"), [(family, name) for family, kinds in FAMILIES.items() for name in kinds]
)
few = profile(max_examples=10, suppress_health_check=list(HealthCheck))

Draw = Callable[..., SearchStrategy[dict[str, Value]]]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_public_class_is_declared_or_explained(keras: ModuleType, family: str) -> None:
    module = importlib.import_module(next(iter(FAMILIES[family].values())).module)
    public = {one.__name__ for _, one in inspect.getmembers(module, inspect.isclass)}
    assert {name for name in public if name not in LEFT_OUT} == set(FAMILIES[family])


@every_object
def test_every_argument_is_declared_with_its_default(keras: ModuleType, family: str, name: str) -> None:
    kind = FAMILIES[family][name]
    parameters = inspect.signature(keras_class(kind)).parameters.values()
    wanted = [one for one in parameters if not left_out(family, name, one)]
    expected = {
        one.name: REQUIRED if one.default is one.empty or f"{name}.{one.name}" in CHOSEN else one.default
        for one in wanted
    }
    declared = {setting.name: setting.default for setting in kind.settings}
    assert declared == expected
    assert {key: type(value) for key, value in declared.items()} == {
        key: type(value) for key, value in expected.items()
    }


@every_object
def test_its_short_name_is_one_that_keras_knows(keras: ModuleType, family: str, name: str) -> None:
    kind = FAMILIES[family][name]
    if not hasattr(importlib.import_module(kind.module), "get"):
        assert not kind.alias
    elif kind.alias:
        found = importlib.import_module(kind.module).get(kind.alias)
        assert getattr(found, "__name__", type(found).__name__) in (name, kind.alias)
    else:
        with pytest.raises((ValueError, KeyError)):
            importlib.import_module(kind.module).get(name.lower())


@every_object
@few
@given(data=st.data())
def test_keras_takes_whatever_the_declaration_takes(
    keras: ModuleType, settings_of: Draw, family: str, name: str, data: DataObject
) -> None:
    kind = FAMILIES[family][name]
    given = data.draw(settings_of(kind.settings))
    refused = check(family, ObjectValue(name, given))
    try:
        made(kind, given)
    except (ValueError, TypeError):
        assert refused is not None
    else:
        assert refused is None


@pytest.mark.parametrize("name", OPTIMIZERS)
@few
@given(data=st.data())
def test_an_optimizer_takes_a_step(keras: ModuleType, settings_of: Draw, name: str, data: DataObject) -> None:
    kind = OPTIMIZERS[name]
    given = data.draw(settings_of(kind.settings).filter(lambda given: kind.faults(given) == ()))
    optimizer = made(kind, given)
    weight = keras.Variable(np.ones((3, 2), "float32"))
    optimizer.build([weight])
    optimizer.apply([keras.ops.ones((3, 2))])
    assert tuple(weight.shape) == (3, 2)


@pytest.mark.parametrize("name", LOSSES)
@few
@given(data=st.data())
def test_a_loss_compares_targets_with_answers(
    keras: ModuleType, settings_of: Draw, name: str, data: DataObject
) -> None:
    kind = LOSSES[name]
    unchanged = [setting for setting in kind.settings if setting.name != "axis"]
    loss = keras_class(kind)(**data.draw(settings_of(unchanged)))
    sparse = name in ("SparseCategoricalCrossentropy", "CategoricalGeneralizedCrossEntropy")
    targets = np.array([0, 1]) if sparse else np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]], "float32")
    answers = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1]], "float32")
    assert np.all(np.isfinite(np.asarray(loss(targets, answers))))


def test_a_wrong_object_is_refused_in_a_sentence_that_names_its_setting() -> None:
    both = check("optimizer", ObjectValue("Adam", {"clipnorm": 1.0, "clipvalue": 1.0}))
    assert both is not None and both.sentence.startswith("Only one of clipnorm, clipvalue and global_clipnorm")
    whole = check("optimizer", ObjectValue("SGD", {"learning_rate": 1}))
    assert whole is not None and whole.setting == "learning_rate"
    unknown = check("loss", ObjectValue("Nothing"))
    assert unknown is not None and unknown.sentence.endswith("found Nothing.")


def left_out(family: str, owner: str, parameter: inspect.Parameter) -> bool:
    if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
        return True
    names: Mapping[str, str] = LEFT_OUT
    return (
        parameter.name in names
        or f"{owner}.{parameter.name}" in names
        or f"{family.capitalize()}.{parameter.name}" in names
    )


def made(kind: ObjectKind, given: Mapping[str, Value]) -> Any:
    """The real object, and those within it."""
    inner = {
        name: made(SCHEDULES[value.kind], value.settings) if isinstance(value, ObjectValue) else value
        for name, value in given.items()
    }
    return keras_class(kind)(**inner)


@pytest.mark.parametrize("name", SCHEDULES)
@few
@given(data=st.data())
def test_a_schedule_gives_a_rate_for_each_step(
    keras: ModuleType, settings_of: Draw, name: str, data: DataObject
) -> None:
    given = data.draw(settings_of(SCHEDULES[name].settings).filter(lambda one: SCHEDULES[name].faults(one) == ()))
    schedule = made(SCHEDULES[name], given)
    rates = [float(schedule(keras.ops.convert_to_tensor(step))) for step in (0, 1, 10)]
    assert np.all(np.isfinite(rates))


def keras_class(kind: ObjectKind) -> Any:
    return getattr(importlib.import_module(kind.module), kind.name)
