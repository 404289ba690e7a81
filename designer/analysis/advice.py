"""Checks of how layers follow each other in networks that can be built but will not learn as meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from designer.analysis.context import PASSING, Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer
from designer.analysis.remedies import drop, insert_after, relabelled, turn_into
from designer.graph.design import Wire
from designer.graph.edits import Edit, clear_setting, sequence, set_setting
from designer.values import shape_text

SOFTMAXES = ("softmax", "log_softmax", "sparsemax")
SAME_TWICE = ("relu", "relu6", "threshold", "hard_sigmoid", "hard_tanh", "hard_shrink")
"""Activations that change nothing the second time, or next to nothing."""


def collapse(context: Context) -> Iterator[Problem]:
    """Linear layers with nothing between them that bends, one problem for each run of them."""
    within: set[str] = set()
    for layer in context.by_role.get("linear", ()):
        if layer.bend != "linear" or layer.id in within:
            continue
        run = _linear_run(context, layer)
        within.update(other.id for other in run)
        if len(run) > 1:
            yield _collapsed(context, run)


def _linear_run(context: Context, first: Layer) -> list[Layer]:
    """`first` and the linear layers behind it that no activation keeps apart."""
    run = [first]
    layer = context.step_on(first)
    while layer is not None:
        if layer.role == "linear":
            run.append(layer)
            if layer.bend != "linear":
                break
        elif layer.role not in PASSING and not (layer.role == "activation" and layer.bend == "linear"):
            break
        layer = context.step_on(layer)
    return run


def _collapsed(context: Context, run: list[Layer]) -> Problem:
    kind = run[0].node.kind
    if all(layer.node.kind == kind for layer in run):
        who = f"These {'two' if len(run) == 2 else len(run)} {kind} layers"
    else:
        who = f"{', '.join(layer.name for layer in run[:-1])} and {run[-1].name}"
    what = f"{who} have no activation between them."
    label = "Insert ReLU" if len(run) == 2 else f"Insert {len(run) - 1} ReLUs"
    return Problem(
        code="collapse",
        severity=Severity.WARNING,
        nodes=tuple(layer.id for layer in run),
        what=what,
        why=f"Together they can only draw straight lines, like one layer.{_collapse_numbers(run)}",
        fixes=(sequence(label, [insert_after(layer.node, "ReLU") for layer in run[:-1]]),),
        wires=tuple(wire for wire in (_wire_after(context, layer) for layer in run[:-1]) if wire is not None),
    )


def _collapse_numbers(run: list[Layer]) -> str:
    """`2 x 4 then 4 x 3 weights do the work of one 2 x 3 matrix: 27 parameters where 9 give the same lines.`"""
    kernels = [layer.facts.weights[0].shape for layer in run if layer.facts.weights]
    if len(kernels) != len(run) or any(len(kernel) != 2 for kernel in kernels):
        return ""
    if any(one[1] != other[0] for one, other in pairwise(kernels)):
        return ""
    first, last = kernels[0][0], kernels[-1][1]
    count, enough = sum(layer.facts.parameters for layer in run), first * last + last
    if enough >= count:
        return ""
    chain = (
        " then ".join(shape_text(kernel) for kernel in kernels) if len(kernels) < 4 else f"{len(kernels)} matrices of"
    )
    return f" {chain} weights do the work of one {shape_text((first, last))} matrix: {count:,} parameters where {enough:,} give the same lines."


def _wire_after(context: Context, layer: Layer) -> Wire | None:
    wires = context.wiring.out_of.get(layer.id, ())
    return wires[0] if wires else None


def activation_twice(context: Context) -> Iterator[Problem]:
    """Activations on what an activation has just bent, one problem for each run of them."""
    within: set[str] = set()
    for layer in context.by_role.get("activation", ()):
        if layer.bend == "linear" or layer.id in within:
            continue
        before = _bent_before(context, layer)
        if before is not None:
            run = [before, *_bent_run(context, layer)]
            within.update(other.id for other in run)
            yield _bent_again(run)


def _bent_before(context: Context, layer: Layer) -> Layer | None:
    """The layer whose bent output reaches this one, and only this one, unchanged."""
    before = context.step_back(layer)
    while before is not None and (before.role in PASSING or (before.role == "activation" and before.bend == "linear")):
        before = context.step_back(before)
    if before is None or before.bend == "linear" or before.role not in ("activation", "linear"):
        return None
    return before if context.step_on(before) is not None else None


def _bent_run(context: Context, first: Layer) -> Iterator[Layer]:
    """`first` and the activations that follow it before anything else does."""
    yield first
    for layer in context.on_from(first):
        if layer.role == "activation":
            if layer.bend != "linear":
                yield layer
        elif layer.role not in PASSING:
            return


def _bent_again(run: list[Layer]) -> Problem:
    before, layer = run[0], run[-1]
    first, second = before.bend, layer.bend
    same = all(other.bend == first for other in run)
    idle = same and first in SAME_TWICE
    what = f"{layer.name} applies {second}{' again,' if same else ''} right after {before.name} applied {'it' if same else first}."
    if len(run) > 2:
        what = f"{len(run)} activations follow each other, from {before.name} to {layer.name}."
    keep_last = [_straight(before), drop(other.node for other in run[1:-1])]
    fixes = (
        drop([other.node for other in run[1:]]),
        _straight(before) if len(run) == 2 else sequence(f"Keep only {layer.name}", keep_last),
    )
    return Problem(
        code="activation-twice",
        severity=Severity.WARNING if idle or second in (*SOFTMAXES, "sigmoid") else Severity.HINT,
        nodes=(layer.id, *(other.id for other in run[:-1])),
        what=what,
        why=_why_twice(first, second, idle),
        fixes=fixes if same else fixes[::-1],
    )


def _why_twice(first: str, second: str, idle: bool) -> str:
    if idle:
        return "The second one changes nothing any more."
    if second in (*SOFTMAXES, "sigmoid") and first in ("relu", "relu6"):
        return f"{first} cuts off everything below 0 first, so {second} cannot make any class unlikely."
    return "One activation between two layers is enough; a second one mostly slows training down."


def _straight(layer: Layer) -> Edit:
    """Take the activation off this layer."""
    if layer.role == "activation":
        return drop([layer.node])
    kind = layer.kind
    free = kind is not None and kind.by_name["activation"].default in (None, "linear")
    label = f"Remove {layer.bend} from {layer.name}"
    edit = clear_setting(layer.node, "activation") if free else set_setting(layer.node, "activation", "linear")
    return relabelled(edit, label)


def softmax_in_middle(context: Context) -> Iterator[Problem]:
    for layer in (*context.by_role.get("activation", ()), *context.by_role.get("linear", ())):
        bend = layer.bend
        if bend not in SOFTMAXES or not any(after.role == "linear" for after in context.on_from(layer)):
            continue
        yield Problem(
            code="softmax-in-middle",
            severity=Severity.WARNING,
            nodes=(layer.id,),
            what=f"{layer.name} applies {bend} in the middle of the network.",
            why=f"{_big(bend)} turns its numbers into shares that add up to 1. That suits the last layer; in between, little gets through.",
            fixes=(_relu(layer),),
        )


def _relu(layer: Layer) -> Edit:
    if layer.kind is not None and "activation" in layer.kind.by_name:
        return relabelled(set_setting(layer.node, "activation", "relu"), "Use relu")
    return turn_into(layer.node, "ReLU", {}, "Use ReLU")


def bottleneck(context: Context) -> Iterator[Problem]:
    """A hidden layer too narrow for as many classes as there are; the first of them alone."""
    data, head = context.data, context.head
    if data is None or data.task != "multiclass" or head is None:
        return
    classes = len(data.classes)
    for layer in context.by_role.get("linear", ()):
        units, shape, output = layer.settings.get("units"), layer.input, layer.output
        if not isinstance(units, int) or shape is None or output is None or len(output) != 1 or layer is head.units:
            continue
        narrow = (units == 1 and classes > 2) or (classes >= 6 and 4 * units <= classes)
        if narrow and (shape[0] or 0) > units and (head.units.settings.get("units") or 0) > units:  # type: ignore[operator]
            yield _bottleneck(layer, units, classes)
            return


def _bottleneck(layer: Layer, units: int, classes: int) -> Problem:
    left = "1 number" if units == 1 else f"{units} numbers"
    return Problem(
        code="bottleneck",
        severity=Severity.HINT,
        nodes=(layer.id,),
        what=f"Later layers see nothing of an example but the {left} that {layer.name} gives.",
        why=f"They must tell {classes} classes apart by that. With more units here more of each example gets through.",
        fixes=(relabelled(set_setting(layer.node, "units", 2 * classes), f"Set units to {2 * classes}"),),
        setting="units",
    )


def after_output(context: Context) -> Iterator[Problem]:
    """Dropout, noise or normalization on the answer itself."""
    if len(context.outputs) != 1:
        return
    found: list[Layer] = []
    bent = False
    for layer in context.back_from(context.layers[context.outputs[0]]):
        if layer.role in ("linear", "recurrent"):
            yield from (_after_output(other) for other in found)
            return
        if layer.role == "regularization" or (layer.role == "normalization" and layer.facts.weights and not bent):
            found.append(layer)
        elif layer.role not in ("activation", "shape", "normalization"):
            return
        bent = bent or layer.role == "activation"


def _after_output(layer: Layer) -> Problem:
    random = layer.role == "regularization"
    return Problem(
        code="after-output",
        severity=Severity.WARNING,
        nodes=(layer.id,),
        what=f"{layer.name} comes after the output layer.",
        why="While training it would change the answers at random. Put it between hidden layers."
        if random
        else "It would move and stretch the answers. Put it between hidden layers.",
        fixes=(drop([layer.node]),),
    )


def _big(text: str) -> str:
    return text[:1].upper() + text[1:]


CHECKS = (
    collapse,
    activation_twice,
    softmax_in_middle,
    bottleneck,
    after_output,
)
