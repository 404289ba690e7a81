"""Checks of networks that can be built but will not learn as meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise

from designer.analysis.context import PASSING, Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer
from designer.analysis.remedies import drop, insert_after, relabelled, together, turn_into
from designer.graph.design import Wire
from designer.graph.edits import Edit, clear_setting, set_setting
from designer.graph.specs import DataFacts
from designer.values import shape_text

SOFTMAXES = ("softmax", "log_softmax", "sparsemax")
SAME_TWICE = ("relu", "relu6", "threshold", "hard_sigmoid", "hard_tanh", "hard_shrink")
"""Activations that change nothing the second time, or next to nothing."""

LARGE = 10.0
"""Beyond this, in either direction or as a spread, features are called unscaled."""


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
    what = f"{who} have nothing between them that bends."
    label = "Insert ReLU" if len(run) == 2 else f"Insert {len(run) - 1} ReLUs"
    return Problem(
        code="collapse",
        severity=Severity.WARNING,
        nodes=tuple(layer.id for layer in run),
        what=what,
        why=f"Together they can only draw straight lines, like one layer.{_collapse_numbers(run)}",
        fixes=(together(label, [insert_after(layer.node, "ReLU") for layer in run[:-1]]),),
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
    what = f"{layer.name} applies {second} to what {first} has just bent{' the same way' if same else ''}."
    if len(run) > 2:
        what = f"{len(run)} activations follow each other, from {before.name} to {layer.name}."
    keep_last = [_straight(before), drop(other.node for other in run[1:-1])]
    fixes = (
        drop([other.node for other in run[1:]]),
        _straight(before) if len(run) == 2 else together(f"Keep only {layer.name}", keep_last),
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
        return "The second time has no effect."
    if second in (*SOFTMAXES, "sigmoid") and first in ("relu", "relu6"):
        return f"{first} cuts off everything below 0 first, so {second} cannot make any class unlikely."
    return "One activation between two layers is enough; a second one mostly makes training slower."


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
            why=f"{_big(bend)} makes its numbers share out one whole, which suits a last layer; in between it lets little through.",
            fixes=(_relu(layer),),
        )


def _relu(layer: Layer) -> Edit:
    if layer.kind is not None and "activation" in layer.kind.by_name:
        return relabelled(set_setting(layer.node, "activation", "relu"), "Use relu")
    return turn_into(layer.node, "ReLU", {}, "Use ReLU")


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
        why="It would change the answers themselves at random while training. It belongs between hidden layers."
        if random
        else "It would move and stretch the answers themselves. It belongs between hidden layers.",
        fixes=(drop([layer.node]),),
    )


def unscaled(context: Context) -> Iterator[Problem]:
    """Features far larger than weights at the start can cope with."""
    data, first = context.data, context.input
    if data is None or first is None or first.output is None:
        return
    reach = max(abs(data.low), abs(data.high), data.widest)
    if not reach > LARGE or _scaled_first(context, first):
        return
    yield Problem(
        code="unscaled",
        severity=Severity.WARNING,
        nodes=(first.id,),
        what=f"Your features go from {data.low:,.6g} to {data.high:,.6g}, and go in as they are.",
        why="Numbers this large make the first steps of training too big or too small. Bring them to about -1 to 1 first.",
        fixes=tuple(_scaling(data, first)),
    )


def _scaled_first(context: Context, first: Layer) -> bool:
    """Whether what weighs the features is fed scaled ones, or looks them up by number."""
    for layer in context.on_from(first):
        if layer.role == "shape":
            continue
        return layer.node.kind in _SCALING or layer.role == "normalization" or layer.node.kind == "Embedding"
    return len(context.wiring.out_of.get(first.id, ())) != 1


_SCALING = ("Normalization", "Rescaling", "BatchNormalization", "LayerNormalization")


def _scaling(data: DataFacts, first: Layer) -> Iterator[Edit]:
    image = first.output is not None and len(first.output) > 1
    if image and data.low >= 0:
        top = 16 if data.high <= 16 else 255 if data.high <= 255 else data.high
        yield insert_after(first.node, "Rescaling", {"scale": 1 / top}, f"Insert Rescaling 1/{top:g}")
    yield insert_after(first.node, "Normalization")


def normalization_late(context: Context) -> Iterator[Problem]:
    """Normalization learns from the data before training, so it must see the data itself."""
    for layer in context.by_role.get("normalization", ()):
        given = layer.settings.get("mean") is not None and layer.settings.get("variance") is not None
        if layer.node.kind != "Normalization" or given or not _behind_weights(context, layer):
            continue
        moved = together("Move it to the input", [drop([layer.node]), _to_the_front(context, layer)])
        instead = turn_into(layer.node, "BatchNormalization", {}, "Use BatchNormalization instead")
        yield Problem(
            code="normalization-late",
            severity=Severity.WARNING,
            nodes=(layer.id,),
            what=f"{layer.name} comes after layers with weights.",
            why="It measures the data once before training, and these layers' outputs change all the time. Its place is right after the Input.",
            fixes=(instead, moved),
        )


def _behind_weights(context: Context, layer: Layer) -> bool:
    before = islice(context.back_from(layer), 1, None)
    return any(other.facts.weights and other.node.kind != "Normalization" for other in before)


def _to_the_front(context: Context, layer: Layer) -> Edit:
    first = context.input
    return insert_after(first.node, layer.node.kind) if first is not None else drop([])


def embedding_input(context: Context) -> Iterator[Problem]:
    """An Embedding looks rows up by whole numbers from 0 on."""
    for layer in context.by_role.get("other", ()):
        rows = layer.settings.get("input_dim")
        if layer.node.kind != "Embedding" or not isinstance(rows, int):
            continue
        before = islice(context.back_from(layer), 1, None)
        computed = next((other for other in before if other.role not in ("input", "shape")), None)
        said = _computed(computed) if computed is not None else _numbers_that_miss(context, rows)
        if said is not None:
            what, why, fixes = said
            yield Problem(
                code="embedding-input",
                severity=Severity.ERROR,
                nodes=(layer.id,),
                what=f"{layer.name} {what}",
                why=why,
                fixes=(
                    *(relabelled(set_setting(layer.node, "input_dim", n), f"Set input_dim to {n:,}") for n in fixes),
                    drop([layer.node]),
                ),
            )


def _computed(layer: Layer) -> tuple[str, str, tuple[int, ...]]:
    why = "It takes whole numbers, like the number of a word, and looks up a row of weights for each."
    return f"is fed by {layer.name}, whose numbers are no whole ones.", why, ()


def _numbers_that_miss(context: Context, rows: int) -> tuple[str, str, tuple[int, ...]] | None:
    data = context.data
    if data is None:
        return None
    why = "It takes whole numbers from 0 on, and looks up a row of weights for each."
    if data.low < 0 or not _whole(data):
        return "needs whole numbers from 0 on, and your features are others.", why, ()
    if data.high >= rows:
        return f"has {rows:,} rows, and your features go up to {data.high:,.0f}.", why, (int(data.high) + 1,)
    return None


def _whole(data: DataFacts) -> bool:
    """Whether the features seen so far are whole numbers."""
    features = [at for at, column in enumerate(data.columns) if column.role == "feature"]
    return all(_is_whole(row[at]) for row in data.preview for at in features if at < len(row))


def _is_whole(text: str) -> bool:
    try:
        return float(text).is_integer()
    except ValueError:
        return True


def _big(text: str) -> str:
    return text[:1].upper() + text[1:]


CHECKS = (
    collapse,
    activation_twice,
    softmax_in_middle,
    after_output,
    unscaled,
    normalization_late,
    embedding_input,
)
