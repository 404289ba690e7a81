"""Checks of settings: each node's own, and those of training that are not about the data."""

from __future__ import annotations

from collections.abc import Iterator

from designer.analysis import losses
from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Fault, Layer
from designer.analysis.remedies import drop, relabelled
from designer.catalogue import objects
from designer.catalogue.schema import Setting
from designer.graph.edits import Edit, clear_setting, set_setting, set_training
from designer.graph.specs import TrainingSettings
from designer.values import Value, value_text


def node_settings(context: Context) -> Iterator[Problem]:
    for layer in context.layers.values():
        if layer.faults:
            for fault in layer.faults:
                yield _problem(layer, fault)


def _problem(layer: Layer, fault: Fault) -> Problem:
    if fault.unknown:
        code, what = (
            "unknown-setting",
            f"{layer.name} has a setting {fault.setting!r} that {layer.node.kind} does not know.",
        )
        why = "The file may come from a newer Layerloom, or was changed by hand."
    elif fault.missing:
        code, what = "missing-setting", f"{layer.name} needs a value for {fault.setting}."
        why = fault.sentence
    else:
        code, what = "bad-setting", f"{fault.setting} of {layer.name} does not fit."
        why = fault.sentence
    return Problem(
        code=code,
        severity=Severity.ERROR,
        nodes=(layer.id,),
        what=what,
        why=why,
        fixes=(_mended(layer, fault),),
        setting=fault.setting,
    )


def _mended(layer: Layer, fault: Fault) -> Edit:
    """The default back; where there is none, what a new layer starts with; where nothing helps, no layer."""
    setting = None if layer.kind is None else layer.kind.by_name.get(fault.setting)
    if setting is None:
        return relabelled(clear_setting(layer.node, fault.setting), f"Remove {fault.setting}")
    if not setting.required:
        return relabelled(clear_setting(layer.node, fault.setting), f"Reset {fault.setting}")
    value = _start(setting)
    if value is None:
        return drop([layer.node])
    return relabelled(set_setting(layer.node, fault.setting, value), f"Set {fault.setting} to {value_text(value)}")


def _start(setting: Setting) -> Value:
    good = setting.start is not None and setting.type.check(setting.start) is None
    return setting.start if good else None


def training_settings(context: Context) -> Iterator[Problem]:
    """Loss and optimizer must be ones Keras has."""
    training, task = context.design.training, context.data.task if context.data is not None else None
    loss = losses.fitting_loss(task or "regression", None)
    if refusal := objects.check("loss", training.loss):
        yield _training_problem(
            "loss", training.loss.kind, refusal.sentence, set_training("Use " + losses.loss_text(loss), loss=loss)
        )
    if refusal := objects.check("optimizer", training.optimizer):
        yield _training_problem(
            "optimizer",
            training.optimizer.kind,
            refusal.sentence,
            set_training("Use Adam", optimizer=TrainingSettings().optimizer),
        )


def _training_problem(setting: str, found: str, why: str, fix: Edit) -> Problem:
    return Problem(
        code=f"bad-{setting}",
        severity=Severity.ERROR,
        nodes=(),
        what=f"Training cannot use {found} as its {setting}.",
        why=why,
        fixes=(fix,),
        setting=setting,
    )


CHECKS = (node_settings, training_settings)
