"""The network alone, as the lines of Keras that make it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Literal, TypeAlias

from designer.catalogue import kind_named
from designer.codegen.code import Code, Page, imports
from designer.codegen.expressions import INDENT, Brackets, Expression, call, keywords, laid_out, listed, prefixed
from designer.graph.specs import USUAL_POLICY
from designer.literals import literal
from designer.plan import Call, ModelPlan, called_again, declared

Part: TypeAlias = Literal["input", "preparation", "hidden", "output"]

PREPARING = ("shape", "normalization")
"""Roles of layers that bring the input into form where they come before any other."""


def model_code(plan: ModelPlan) -> Code:
    """The network as a Python module that defines `model`."""
    page = Page()
    page.add(*imports(model_imports(plan)))
    page.gap()
    write_model(page, plan)
    return page.code()


def model_imports(plan: ModelPlan) -> tuple[str, ...]:
    """What the lines of the model need."""
    some_layer = any(call.role != "input" for call in plan.calls)
    return ("import keras", "from keras import layers") if some_layer else ("import keras",)


def write_model(page: Page, plan: ModelPlan) -> None:
    """The statements that define `model`, after the one that says in which number format its layers compute."""
    if plan.dtype_policy != USUAL_POLICY:
        page.add(*_policy(plan.dtype_policy))
        page.gap()
    if plan.form == "sequential":
        _write_sequential(page, plan)
    else:
        _write_functional(page, plan)


def _policy(name: str) -> Iterator[str]:
    yield f"# layers that name no dtype compute in {name.removeprefix('mixed_')}, and keep their weights in float32"
    yield f"keras.config.set_dtype_policy({literal(name)})"


# --- a chain ------------------------------------------------------------------------------------


def _write_sequential(page: Page, plan: ModelPlan) -> None:
    for one in plan.calls:
        if one.id in plan.adapt:
            _write_layer(page, one, plan)
    if plan.adapt:
        page.gap()
    page.add("model = keras.Sequential(", f"{INDENT}[")
    for part, calls in _parts(plan):
        page.add(*_heading(part, calls, plan, INDENT * 2))
        for one in calls:
            if one.id in plan.adapt:
                page.add(f"{INDENT * 2}{one.variable},")
            else:
                page.add(*laid_out(_made(one), INDENT * 2, ","), nodes=one.nodes)
    page.add(f"{INDENT}]", ")")


def _write_layer(page: Page, one: Call, plan: ModelPlan) -> None:
    """A layer under a name of its own, since more is done with it than to call it once."""
    if one.id in plan.adapt:
        what = "mean and variance" if declared(one.kind).role == "normalization" else "its list"
        page.add(f"# learns {what} from the training rows, by adapt()")
    if one.id in called_again(plan.calls):
        page.add("# used more than once, with the same weights")
    page.add(*laid_out(prefixed(f"{one.variable} = ", _made(one))), nodes=one.nodes)


def _made(one: Call) -> Brackets:
    """The expression that makes a layer."""
    made = "keras.Input" if one.role == "input" else f"layers.{one.kind}"
    return call(made, keywords(one.arguments, declared(one.kind).by_name))


# --- any other network --------------------------------------------------------------------------


def _write_functional(page: Page, plan: ModelPlan) -> None:
    names = _flow_names(plan)
    for part, calls in _parts(plan):
        page.add(*_heading(part, calls, plan, ""))
        for one in calls:
            _write_step(page, one, plan, names)
    page.gap()
    inputs = [names[one.id] for one in plan.calls if one.role == "input"]
    ends = {"inputs": inputs, "outputs": [names[id] for id in plan.outputs]}
    arguments = (prefixed(f"{key}=", value[0] if len(value) == 1 else listed(value)) for key, value in ends.items())
    page.add(*laid_out(call("model = keras.Model", arguments)))


def _write_step(page: Page, one: Call, plan: ModelPlan, names: dict[str, str]) -> None:
    target = f"{names[one.id]} = "
    if one.role == "input":
        page.add(*laid_out(prefixed(target, _made(one))), nodes=one.nodes)
        return
    feeds = [names[id] for id in one.inputs]
    joined = Brackets("(", _handed_over(one, feeds), ")")
    if one.layer:
        called = next(other for other in plan.calls if other.id == one.layer)
        page.add(*laid_out(Brackets(f"{target}{called.variable}(", joined.items, ")")), nodes=one.nodes)
        return
    if one.id in _named_layers(plan):
        _write_layer(page, one, plan)
        page.add(*laid_out(Brackets(f"{target}{one.variable}(", joined.items, ")")))
        return
    made = _made(one)
    page.add(*laid_out(Brackets(target + made.open, made.items, made.close, joined)), nodes=one.nodes)


def _handed_over(one: Call, feeds: list[str]) -> tuple[Expression, ...]:
    """What a layer is called on: one thing, a list, or one after the other, as its kind says."""
    kind = kind_named(one.kind)
    if len(feeds) == 1 or (kind is not None and kind.call == "arguments"):
        return tuple(feeds)
    return (listed(feeds),)


def _flow_names(plan: ModelPlan) -> dict[str, str]:
    """What each call's output is called: `x` where the next line alone takes it up."""
    consumers: dict[str, list[str]] = {one.id: [] for one in plan.calls}
    for one in plan.calls:
        for source in one.inputs:
            consumers[source].append(one.id)
    following = [one.id for one in plan.calls[1:]] + [""]
    names = {
        one.id: "x" if consumers[one.id] == [after] and one.role != "input" else _own_name(one, plan)
        for one, after in zip(plan.calls, following, strict=True)
    }
    inputs = [one.id for one in plan.calls if one.role == "input"]
    if len(plan.outputs) == 1:
        names[plan.outputs[0]] = "outputs"
    if len(inputs) == 1:
        names[inputs[0]] = "inputs"
    return names


def _named_layers(plan: ModelPlan) -> frozenset[str]:
    """The calls whose layer itself has a name: to be adapted, or called again."""
    return frozenset(plan.adapt) | frozenset(one.layer for one in plan.calls if one.layer)


def _own_name(one: Call, plan: ModelPlan) -> str:
    """The call's variable; where that is the layer itself, one for its output."""
    if one.id not in _named_layers(plan):
        return one.variable
    taken = {other.variable for other in plan.calls}
    name = f"{one.variable}_output"
    while name in taken:
        name += "_"
    return name


# --- what is what -------------------------------------------------------------------------------


def _parts(plan: ModelPlan) -> Iterator[tuple[Part, list[Call]]]:
    """The calls in their order, in runs of one part of the network."""
    for part, run in groupby(_told(plan.calls), key=lambda pair: pair[0]):
        yield part, [one for _, one in run]


def _told(calls: Iterable[Call]) -> Iterator[tuple[Part, Call]]:
    preparing = True
    for one in calls:
        kind = kind_named(one.kind)
        preparing = preparing and (one.role == "input" or (kind is not None and kind.role in PREPARING))
        yield ("preparation" if preparing and one.role == "hidden" else one.role), one


def _heading(part: Part, calls: list[Call], plan: ModelPlan, indent: str) -> tuple[str, ...]:
    if part == "input":
        return ()
    if part == "preparation":
        return (f"{indent}# prepares the input",)
    count = sum(one.id in plan.outputs for one in calls) if part == "output" else len(calls)
    return (f"{indent}# {part} layer{'s' if count > 1 else ''}",)
