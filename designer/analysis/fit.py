"""Checks of the network's end against its data and its loss: the number of units and the last activation.

Four things must agree: the task, the number of units, the last activation and the loss (`goals`). Each check
looks at one of them and takes the others as meant wherever it can, so that one cause makes one problem.
"""

from __future__ import annotations

from collections.abc import Iterator

from designer.analysis import losses
from designer.analysis.context import Context, Head
from designer.analysis.facts import Problem, Severity
from designer.analysis.goals import meant_units, width_of
from designer.analysis.layers import Layer
from designer.analysis.remedies import add_at_end, drop, relabelled, turn_into
from designer.graph.aims import hold_against
from designer.graph.edits import Edit, clear_setting, sequence, set_setting
from designer.graph.specs import DataFacts
from designer.values import ObjectValue, Value


def output_units(context: Context) -> Iterator[Problem]:
    """As many outputs as there are classes or targets."""
    data, head, width = context.data, context.head, width_of(context)
    if data is None or width is None:
        return
    wanted = _wanted_units(data, context.design.training.loss, width)
    if width == wanted:
        return
    end = context.layers[context.outputs[0]] if head is None else head.units
    harmless = data.task == "multiclass" and width > wanted
    yield Problem(
        code="output-units",
        severity=Severity.WARNING if harmless else Severity.ERROR,
        nodes=(end.id,),
        what=f"The network gives {_numbers(width)} per example, and your data needs {wanted}.",
        why=_why_units(data, wanted),
        fixes=tuple(_unit_fixes(context, end, wanted)),
        setting=_unit_setting(end) or "",
    )


def output_activation(context: Context) -> Iterator[Problem]:
    """What bends the last layer's numbers must suit the task, and what the loss expects of them."""
    data, head, width = context.data, context.head, width_of(context)
    if data is None or head is None or width is None:
        return
    if data.task == "regression":
        yield from _bent_regression(data, head, width)
    else:
        yield from _classification(context, data, head, width)


def output_for(context: Context) -> dict[str, Value]:
    """The settings of a Dense layer that ends a network for this data."""
    data = context.data
    if data is None or data.task == "regression":
        return {"units": data.targets if data else 1}
    if data.task == "binary":
        return {"units": 1, "activation": "sigmoid"}
    return {"units": max(2, len(data.classes)), "activation": "softmax"}


# --- units --------------------------------------------------------------------------------------


def _wanted_units(data: DataFacts, loss: ObjectValue, width: int) -> int:
    if data.task == "regression":
        return data.targets
    if data.task == "multiclass":
        return len(data.classes)
    return 2 if loss.kind in losses.SPARSE and width > 1 else meant_units(data, width)


def _unit_setting(layer: Layer) -> str | None:
    names = layer.kind.by_name if layer.kind is not None else {}
    return next((name for name in ("units", "filters") if name in names), None)


def _unit_fixes(context: Context, end: Layer, wanted: int) -> Iterator[Edit]:
    """Other units for the last layer, or a layer of its own for the answer where the last one looks like a hidden one."""
    setting, last = _unit_setting(end), context.layers[context.outputs[0]]
    yield from _other_targets(context, last)
    direct = end.output is not None and last.output is not None and end.output[-1] == last.output[-1]
    if setting is not None and direct:
        yield relabelled(set_setting(end.node, setting, wanted), f"Set {setting} to {wanted}")
        if context.head is not None and context.head.activation in _ANSWERING:
            return
    yield add_at_end(last.node, "Dense", {"units": wanted}, f"Add Dense with {_units(wanted)}")


def _other_targets(context: Context, last: Layer) -> Iterator[Edit]:
    """Another target that has as many numbers as come out here."""
    view, data = context.view, context.data
    if view is None or data is None or last.output is None:
        return
    for target in data.answers:
        fitting = {target.targets} if target.task == "regression" else {len(target.classes)}
        if target.name != view.target and last.output[0] in fitting:
            yield hold_against(last.node, target.name)


_ANSWERING = ("linear", "sigmoid", "softmax", "log_softmax")
"""Activations of last layers: another Dense behind one would only follow an answer already given."""


def _why_units(data: DataFacts, wanted: int) -> str:
    if data.task == "regression":
        if wanted == 1:
            return "There is one target to predict, so one unit is enough."
        return f"There are {wanted} targets to predict, and each needs a unit of its own."
    if data.task == "multiclass":
        return f"There are {wanted} classes. Each needs a unit of its own, which gives its probability."
    if wanted == 2:
        return "The loss takes one number for each class, and there are two."
    return "With two classes one number is enough: the probability of the second. The first has the rest."


# --- activation ---------------------------------------------------------------------------------


def _classification(context: Context, data: DataFacts, head: Head, width: int) -> Iterator[Problem]:
    loss = context.design.training.loss
    if loss.kind in losses.MARGIN and head.activation in ("linear", "tanh"):
        return
    wanted = "softmax" if data.task == "multiclass" or width > 1 else "sigmoid"
    if head.activation == wanted:
        if losses.takes_logits(loss):
            yield _double(context, head, loss, wanted)
    elif head.activation != "linear":
        yield _unlike(context, head, loss, wanted, width)
    elif not losses.takes_logits(loss):
        yield _bare(context, head, loss, wanted)


def _double(context: Context, head: Head, loss: ObjectValue, wanted: str) -> Problem:
    return Problem(
        code="logits",
        severity=Severity.WARNING,
        nodes=_bend_nodes(head),
        what=f"The loss expects raw numbers (from_logits), but {wanted} already turns them into probabilities.",
        why=f"The {wanted} is then applied twice, and the network hardly learns. Keep it in one place.",
        fixes=(
            context.aim_at("Tell the loss it gets probabilities", loss=losses.with_logits(loss, False)),
            _unbent(head),
        ),
    )


def _unlike(context: Context, head: Head, loss: ObjectValue, wanted: str, width: int) -> Problem:
    if head.activation == "softmax":
        why = "A softmax over one number is always 1, whatever goes in, so the network would say the same of every example."
    elif head.activation == "sigmoid":
        why = "With sigmoid each class gets a probability of its own; softmax makes them add up to 1."
    else:
        why = f"The loss takes probabilities, and {head.activation} gives other numbers."
    constant = head.activation == "softmax" and width == 1
    steps = [_bent(head, wanted)]
    if losses.takes_logits(loss):
        steps.append(context.aim_at("", loss=losses.with_logits(loss, False)))
    return Problem(
        code="output-activation",
        severity=Severity.ERROR if constant else Severity.WARNING,
        nodes=_bend_nodes(head),
        what=f"The network ends with {head.activation}; for {'two classes' if wanted == 'sigmoid' else 'classes'} it needs {wanted}.",
        why=why,
        fixes=(sequence(f"Use {wanted}", steps),),
    )


def _bare(context: Context, head: Head, loss: ObjectValue, wanted: str) -> Problem:
    fixes = [relabelled(_bent(head, wanted), f"Add {wanted}")]
    if loss.kind in (*losses.BINARY, *losses.SPARSE) and losses.can_take_logits(loss):
        fixes.append(context.aim_at("Let the loss take logits", loss=losses.with_logits(loss, True)))
    return Problem(
        code="output-activation",
        severity=Severity.WARNING,
        nodes=(head.units.id,),
        what=f"{head.units.name} gives any number, and should give a probability from 0 to 1: it needs {wanted}.",
        why="Your targets are classes, and the network should tell how sure it is of each.",
        fixes=tuple(fixes),
    )


def _bent_regression(data: DataFacts, head: Head, width: int) -> Iterator[Problem]:
    limits = _LIMITS.get(head.activation)
    if limits is None or width != data.targets:
        return
    low, high, words = limits
    targets = [column for column in data.columns if column.role == "target"]
    known = [(column.low, column.high) for column in targets if column.low is not None and column.high is not None]
    alone = head.activation == "softmax"
    if not alone and known and all(low <= least and most <= high for least, most in known):
        return
    found = f" Your targets go from {min(k[0] for k in known):g} to {max(k[1] for k in known):g}." if known else ""
    yield Problem(
        code="output-activation",
        severity=Severity.WARNING,
        nodes=_bend_nodes(head),
        what=f"The network ends with {head.activation}, which can only give {words}.",
        why=f"To predict numbers, the last layer should be able to give any number.{found}",
        fixes=(_unbent(head),),
    )


_LIMITS = {
    "relu": (0.0, float("inf"), "0 and above"),
    "relu6": (0.0, 6.0, "0 to 6"),
    "sigmoid": (0.0, 1.0, "0 to 1"),
    "hard_sigmoid": (0.0, 1.0, "0 to 1"),
    "softmax": (0.0, 1.0, "shares that add up to 1"),
    "log_softmax": (float("-inf"), 0.0, "0 and below"),
    "tanh": (-1.0, 1.0, "-1 to 1"),
    "hard_tanh": (-1.0, 1.0, "-1 to 1"),
    "softsign": (-1.0, 1.0, "-1 to 1"),
}


def _bend_nodes(head: Head) -> tuple[str, ...]:
    first = head.units if head.bends is None else head.bends
    return tuple(dict.fromkeys((first.id, head.units.id)))


def _bent(head: Head, activation: str) -> Edit:
    """Give the end of the network this activation, wherever its present one stands."""
    layer = head.units if head.bends is None else head.bends
    label = f"Use {activation}"
    if layer.kind is not None and "activation" in layer.kind.by_name:
        return relabelled(set_setting(layer.node, "activation", activation), label)
    if layer.role == "activation":
        return turn_into(layer.node, "Activation", {"activation": activation}, label)
    return add_at_end(head.end.node, "Activation", {"activation": activation}, label)


def _unbent(head: Head) -> Edit:
    """Take the last activation away."""
    layer = head.units if head.bends is None else head.bends
    if layer.role == "activation":
        return drop([layer.node])
    kind = layer.kind
    default = None if kind is None or "activation" not in kind.by_name else kind.by_name["activation"].default
    if default is None:
        return relabelled(clear_setting(layer.node, "activation"), f"Remove {layer.bend}")
    return relabelled(set_setting(layer.node, "activation", "linear"), f"Remove {layer.bend}")


# --- words --------------------------------------------------------------------------------------


def _numbers(count: int) -> str:
    return "one number" if count == 1 else f"{count:,} numbers"


def _units(count: int) -> str:
    return "1 unit" if count == 1 else f"{count:,} units"


CHECKS = (output_units, output_activation)
