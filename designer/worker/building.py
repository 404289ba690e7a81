"""A plan becomes a compiled Keras model, call by call. Nothing is executed that the catalogue does not name.

The order of events is the exported script's, since every one of them may draw random numbers: seed, layers in
the plan's order, weights trained before, `adapt`, compile.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import keras
import tensorflow as tf

from designer.catalogue import KINDS
from designer.catalogue.metrics import BY_NAME
from designer.catalogue.schema import ObjectKind, Setting
from designer.catalogue.units import Object, SettingType
from designer.data.examples import Examples
from designer.data.rows import AnyRows, arrays, in_memory, taken
from designer.data.stored import StoredRows
from designer.plan import LOSS, METRIC, OPTIMIZER, Call, ModelPlan, TrainingPlan
from designer.values import Metric, ObjectValue, Value
from designer.worker.faults import Fault
from designer.worker.feeding import fed
from designer.worker.starting import Begun, begun
from designer.worker.streaming import adapt, adapt_behind


def built(plan: TrainingPlan, examples: Examples) -> keras.Model:
    """The model with fresh weights, adapted, compiled and its optimizer built. Raises `Fault` (design).

    Draws from the process's random state: callers hold a lock around it.
    """
    return assembled(plan, examples).model


@dataclass(frozen=True)
class Assembled:
    """What `built` gives, the model's layers by the ids of their calls, and a sentence about weights trained before."""

    model: keras.Model
    layers: dict[str, keras.Layer]
    start: str = ""


def assembled(plan: TrainingPlan, examples: Examples) -> Assembled:
    """The model and what is to be known of it. Raises what `built` raises, and `FileError`."""
    keras.utils.set_random_seed(plan.training.seed)
    model, layers = joined(plan.model)
    start = begun(plan.training.start, model.layers)
    _adapt(plan.model, model, layers, examples.x_train, start)
    try:
        model.compile(**_compiling(plan))
    except (ValueError, TypeError) as error:
        raise _refused("the optimizer, loss or metrics with these settings", error) from error
    model.optimizer.build(model.trainable_variables)
    _build_losses_and_metrics(model, examples)
    return Assembled(model, layers, start.told)


def _compiling(plan: TrainingPlan) -> dict[str, Any]:
    """What `compile` is given."""
    optimizer = made(plan.training.optimizer, OPTIMIZER)
    losses = [made(head.loss, LOSS) for head in plan.aims]
    metrics = [[_metric(one) for one in head.metrics] for head in plan.aims]
    if len(losses) == 1:
        return {"optimizer": optimizer, "loss": losses[0], "metrics": metrics[0]}
    weights = [float(head.weight) for head in plan.aims]
    return {"optimizer": optimizer, "loss": losses, "loss_weights": weights, "metrics": metrics}


def stepping(model: keras.Model) -> keras.optimizers.Optimizer:
    """The optimizer as it was chosen; Keras puts one around it that scales the loss where layers compute in float16."""
    return getattr(model.optimizer, "inner_optimizer", model.optimizer)


def state_of(model: keras.Model) -> list[Any]:
    """Every variable that training changes: weights, random states, the optimizer's; metrics start anew anyway."""
    metrics = {id(variable) for variable in model.metrics_variables}
    return [
        variable for variable in [*model.variables, *model.optimizer.variables] if id(variable) not in metrics
    ]  # fmt: skip


def joined(plan: ModelPlan) -> tuple[keras.Model, dict[str, keras.Layer]]:
    """The model, and its layers by id."""
    with computing_in(plan.dtype_policy):
        return _joined(plan)


@contextmanager
def computing_in(policy: str) -> Iterator[None]:
    """Have layers that are made within compute by a dtype policy of Keras's, in this thread alone."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def _joined(plan: ModelPlan) -> tuple[keras.Model, dict[str, keras.Layer]]:
    plan = plan.named  # Keras's own numbers would go on counting from network to network, and weights go by name
    if plan.form == "sequential":
        return _in_a_row(plan)
    layers: dict[str, keras.Layer] = {}
    outputs: dict[str, Any] = {}
    for call in plan.calls:
        made = layers[call.layer] if call.layer else _made(call)
        if call.role == "input":
            outputs[call.id] = made
            continue
        layers[call.id] = made
        outputs[call.id] = _accepted(call, made, *_handed_over(call, [outputs[id] for id in call.inputs]))
    inputs = [outputs[call.id] for call in plan.calls if call.role == "input"]
    return keras.Model(_alone(inputs), _alone([outputs[id] for id in plan.outputs])), layers


def _in_a_row(plan: ModelPlan) -> tuple[keras.Model, dict[str, keras.Layer]]:
    layers = {call.id: _made(call) for call in plan.calls}
    try:
        # all at once: with each layer added, Keras joins the whole row anew
        return keras.Sequential(list(layers.values())), layers
    except (ValueError, TypeError):
        model = keras.Sequential()
        for call in plan.calls:
            _accepted(call, model.add, layers[call.id])
        raise


def _alone(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 else items


def _made(call: Call) -> Any:
    if call.kind not in KINDS:
        raise Fault("design", f"Expected a kind of layer from the catalogue, found “{call.kind}”.")
    try:
        arguments = _arguments(call.arguments, KINDS[call.kind].by_name)
        if call.role == "input":
            return keras.Input(**arguments)
        return getattr(keras.layers, call.kind)(**arguments)
    except (ValueError, TypeError) as error:
        raise _refused(f"the settings of “{call.variable}” ({call.kind})", error) from error


def _handed_over(call: Call, arriving: list[Any]) -> list[Any]:
    """What a layer is called on, as the exported script does it."""
    return arriving if KINDS[call.kind].call == "arguments" else [_alone(arriving)]


def _accepted(call: Call, takes: Callable[..., Any], *what: Any) -> Any:
    try:
        return takes(*what)
    except (ValueError, TypeError) as error:
        raise _refused(f"what flows into “{call.variable}” ({call.kind})", error) from error


def _refused(what: str, error: Exception) -> Fault:
    print(f"layerloom worker: Keras does not take {what}: {error}", file=sys.stderr)
    return Fault("design", f"Keras does not take {what}. Change it and try again.")


def _arguments(given: Mapping[str, Value], declared: Mapping[str, Setting]) -> dict[str, Any]:
    """Settings as Keras takes them; `name` is no setting."""
    return {name: _argument(value, declared[name].type) if name in declared else value for name, value in given.items()}


def _argument(value: Value, type: SettingType) -> Any:
    if not isinstance(value, ObjectValue):
        return value
    kind = type.kinds.get(value.kind) if isinstance(type, Object) else None
    if isinstance(kind, ObjectKind) and kind.alias and not value.settings:
        # as the exported script names it: an object would draw its random seed earlier than a name does
        return kind.alias
    return made(value, type)


def made(value: ObjectValue, type: SettingType) -> Any:
    """The object or layer of Keras's that a value stands for. Raises `Fault` if the type knows none such."""
    kind = type.kinds.get(value.kind) if isinstance(type, Object) else None
    if kind is None:
        raise Fault("design", f"Expected one of Keras's own as a setting, found “{value.kind}”.")
    arguments = _arguments(value.settings, kind.by_name)
    if isinstance(kind, ObjectKind):
        return getattr(importlib.import_module(kind.module), kind.name)(**arguments)
    return getattr(keras.layers, kind.name)(**arguments)


def _metric(metric: Metric) -> Any:
    if isinstance(metric, ObjectValue):
        return made(metric, METRIC)
    if metric not in BY_NAME:
        raise Fault("design", f"Expected a metric Keras knows by name, found “{metric}”.")
    return metric


def _adapt(plan: ModelPlan, model: keras.Model, layers: dict[str, keras.Layer], x: AnyRows, start: Begun) -> None:
    """Let each layer that asks for it learn from the rows as they reach it: mean and variance, or a list of words.

    What has learned before keeps it: the weights behind it were trained on what comes of that.
    """
    sources = {call.id: call.inputs for call in plan.calls}
    given = [call.id for call in plan.calls if call.role == "input"]
    for id in plan.adapt:
        layer = layers[id]
        if start.has_learned(layer):
            continue
        if set(sources[id]) <= set(given):
            part = arrays(x)[given.index(sources[id][0])]
            adapt(layer, part) if isinstance(part, StoredRows) else layer.adapt(fed(part))
            continue
        before = keras.Model(model.inputs, layer.input)
        if in_memory(x):
            layer.adapt(before.predict(fed(x), verbose=0))
        else:
            adapt_behind(layer, before, x)


def _build_losses_and_metrics(model: keras.Model, examples: Examples) -> None:
    """Make the variables of metrics now: inside a compiled loop it would be too late."""
    x, y = fed(taken(examples.x_train, slice(1))), taken(examples.y_train, slice(1))
    try:
        answer = model(x, training=False)
        model.compute_loss(x, y, answer, training=False)
        model.compute_metrics(x, y, answer)
    except (ValueError, TypeError, tf.errors.OpError) as error:
        raise _refused("this loss and these metrics for what the network gives and the data asks", error) from error
    _average_as_fit_does(model)
    model.reset_metrics()


def _average_as_fit_does(model: keras.Model) -> None:
    """Let a smaller last batch count like the others in the loss of each of several outputs, as it does in `fit`.

    Keras weighs it by the size of its tensor, which `fit` never knows beforehand, and faster loops do.
    """
    for metric in model._compile_loss.metrics:
        metric.update_state = partial(_unweighted, metric.update_state)


def _unweighted(update: Callable[[Any], None], value: Any, sample_weight: Any = None) -> None:
    update(value)
