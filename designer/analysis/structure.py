"""Checks of how a network begins and ends: inputs, outputs and branches."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.fit import output_for
from designer.analysis.layers import Layer
from designer.analysis.remedies import add_before, append, cut, delete, relabelled, wire_into
from designer.graph.design import Design, Wire
from designer.graph.edits import Edit, connect, sequence
from designer.graph.specs import part_names, target_names
from designer.values import Shape, Value


def no_input(context: Context) -> Iterator[Problem]:
    if context.wiring.inputs:
        return
    nodes = context.design.graph.nodes
    if not nodes:
        yield Problem(
            code="no-input",
            severity=Severity.ERROR,
            nodes=(),
            what="There is no layer yet.",
            why="A network begins with an Input, which says what one example looks like, and ends with a layer that answers.",
            fixes=(_small_network(context),),
        )
        return
    first = _first_unfed(context)
    yield Problem(
        code="no-input",
        severity=Severity.ERROR,
        nodes=(first.id,) if first else (),
        what="This network has no Input.",
        why="The Input says how many numbers one example has; without it no shape can be worked out.",
        fixes=(add_before(first.node if first else None, "Input", _example_input(context), "Add Input"),),
    )


def nothing_connected(context: Context) -> Iterator[Problem]:
    if not context.wiring.inputs or context.outputs or _loops_reached(context):
        return
    start = context.layers[context.wiring.inputs[0]]
    first = _first_unfed(context) or _first_other(context)
    if first is not None:
        fix = relabelled(connect(wire_into(start.id, first.node)), f"Connect {start.name} to {first.name}")
    else:
        fix = Edit("Add Dense", lambda design: _with_output(design, start.id, context))
    yield Problem(
        code="nothing-connected",
        severity=Severity.ERROR,
        nodes=(start.id,),
        what=f"Nothing is connected to {start.name} yet.",
        why="Examples come in there and must reach a layer that gives an answer. Drag a wire from its right side to a layer.",
        fixes=(fix,),
    )


def dead_end(context: Context) -> Iterator[Problem]:
    """Every output but the main one, unless it belongs to a second input's own network."""
    main = context.main_output
    if len(context.outputs) < 2 or main is None:
        return
    kept = context.wiring.before([main])
    beside = context.wiring.beyond(kept)
    branches: dict[str | None, list[str]] = {}
    ends = context.wiring.ends()
    for id in context.order:
        branches.setdefault(ends[id], []).append(id)
    for id in context.outputs:
        if id == main or id not in beside or id in context.answers:
            continue
        end, branch = context.layers[id], branches[id]
        yield Problem(
            code="dead-end",
            severity=Severity.ERROR,
            nodes=(id, *(other for other in branch if other != id)),
            what=f"{end.name} leads nowhere: the network ends in {context.layers[main].name} already.",
            why=_why_dead_end(context),
            fixes=tuple(_dead_end_fixes(context, branch, kept)),
        )


def several_inputs(context: Context) -> Iterator[Problem]:
    """Every connected Input but the one that leads to the main output."""
    if len(context.wiring.inputs) < 2:
        return
    main, end = context.input, context.main_output
    if main is None or end is None:
        return
    kept = context.wiring.before([end])
    for id in context.wiring.inputs:
        if id in context.feeds or id not in context.wiring.out_of or _only_crowds(context, id):
            continue
        if id == main.id:
            continue
        extra = context.layers[id]
        fix = _feed_from(context, main, extra) if id in kept else delete(map(context.node, context.wiring.beyond([id])))
        yield Problem(
            code="several-inputs",
            severity=Severity.ERROR,
            nodes=(id,),
            what=f"{extra.name} is {'one input too many' if context.feeds else 'a second input'}.",
            why=_why_one_input(context, main),
            fixes=(fix,),
        )


def _why_dead_end(context: Context) -> str:
    count = len(target_names(context.design.data.source))
    if count > 1:
        return f"Your data has {count} things to predict, and each has its output already. Lead this branch on, or take it off."
    return "A network here has one output, which is compared with the targets. Lead this branch on, or take it off."


def _why_one_input(context: Context, main: Layer) -> str:
    count = len(part_names(context.design.data.source))
    if count > 1:
        return f"Your data has {count} parts, and each is fed into an Input already."
    return f"All examples come in through one Input, and that is {main.name} already."


def _dead_end_fixes(context: Context, branch: list[str], kept: set[str]) -> Iterator[Edit]:
    """Lead the branch back into the network where it leaves it, or take it off."""
    within = set(branch)
    entering = [wire for id in branch for wire in context.wiring.into.get(id, ()) if wire.source not in within]
    left = entering[0].source if len(entering) == 1 else ""
    passed = [wire for wire in context.wiring.out_of.get(left, ()) if wire.target in kept]
    if len(passed) == 1:
        onward = replace(passed[0], source=branch[-1], source_port="output")
        target = context.layers[onward.target].name
        name = context.layers[branch[-1]].name
        yield relabelled(connect(onward), f"Connect {name} to {target}")
    yield delete(context.node(id) for id in branch)


def _only_crowds(context: Context, id: str) -> bool:
    """Whether everything this node feeds is fed by an earlier wire already, which `too_many_wires` says."""
    return all(
        not _takes_many(context, wire)
        and any(other.target_port == wire.target_port and other != wire for other in context.wiring.into[wire.target])
        for wire in context.wiring.out_of[id]
    )


def _takes_many(context: Context, wire: Wire) -> bool:
    kind = context.layers[wire.target].kind
    return kind is not None and any(port.many for port in kind.inputs if port.name == wire.target_port)


def _feed_from(context: Context, main: Layer, extra: Layer) -> Edit:
    rewired = [
        step
        for wire in context.wiring.out_of[extra.id]
        for step in (cut([wire], ""), connect(replace(wire, source=main.id)))
    ]
    return sequence(f"Use {main.name} for both", [*rewired, delete([extra.node])])


def _loops_reached(context: Context) -> bool:
    return any(found.nodes[0] in context.wiring.reached for found in context.wiring.loops)


def _first_unfed(context: Context) -> Layer | None:
    unfed = (layer for id, layer in context.layers.items() if id not in context.wiring.into)
    return next((layer for layer in unfed if layer.role != "input"), None)


def _first_other(context: Context) -> Layer | None:
    return next((layer for layer in context.layers.values() if layer.role != "input"), None)


def _example_input(context: Context) -> dict[str, Value]:
    """The settings of an Input that takes the data's examples."""
    text: dict[str, Value] = {"dtype": "string"} if context.data is not None and context.data.text else {}
    return {"shape": _example_shape(context), **text}


def _example_shape(context: Context) -> Shape:
    return context.data.input_shape if context.data is not None else (2,)


def _with_output(design: Design, after: str, context: Context) -> Design:
    shape = context.layers[after].output if after in context.layers else _example_shape(context)
    if shape is not None and len(shape) > 1:
        design = append(design, after, "Flatten")
        after = next(reversed(design.graph.nodes))
    return append(design, after, "Dense", output_for(context))


def _small_network(context: Context) -> Edit:
    def change(design: Design) -> Design:
        started = add_before(None, "Input", _example_input(context), "")(design)
        return _with_output(started, next(reversed(started.graph.nodes)), context)

    return Edit("Add Input and Dense", change)


CHECKS = (
    no_input,
    nothing_connected,
    several_inputs,
    dead_end,
)
