"""Networks with several inputs and outputs: checks looked at from each, and what concerns their number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.fit import output_for
from designer.analysis.remedies import append
from designer.graph.aims import hold_against
from designer.graph.design import Design
from designer.graph.edits import Edit
from designer.graph.sharing import owner_of
from designer.graph.sharing_edits import unshare
from designer.graph.specs import part_names, target_names

Check = Callable[[Context], Iterator[Problem]]


def for_each_output(check: Check) -> Check:
    """The check as each output sees it; its problems say which one that is."""

    def checked(context: Context) -> Iterator[Problem]:
        for seen in context.by_output:
            for problem in check(seen):
                yield _told(problem, seen)

    return checked


def for_each_input(check: Check) -> Check:
    """The check as each Input sees it."""

    def checked(context: Context) -> Iterator[Problem]:
        for seen in context.by_input:
            yield from check(seen)

    return checked


def unanswered(context: Context) -> Iterator[Problem]:
    """A target that no output is held against."""
    if not context.outputs:
        return
    for target in target_names(context.design.data.source):
        if target in context.answers.values():
            continue
        yield Problem(
            code="unanswered",
            severity=Severity.WARNING,
            nodes=(),
            what=f"No output predicts “{target}”.",
            why="Your data has several things to predict, and each takes an output of its own. Without one it is left out.",
            fixes=(_answering(context, target),),
        )


def same_layer(context: Context) -> Iterator[Problem]:
    """Two outputs that come out of one layer: Keras could not tell their losses apart."""
    owners: dict[str, str] = {}
    for id in context.outputs if part_names(context.design.data.source) else ():
        layer = context.layers[id]
        other = owners.setdefault(owner_of(layer.node), id)
        if other != id:
            yield Problem(
                code="same-output",
                severity=Severity.ERROR,
                nodes=(id, other),
                what=f"{layer.name} and {context.layers[other].name} are outputs of the same layer.",
                why="Each output needs a layer of its own, by whose name its loss is told.",
                fixes=(unshare([layer.node]),),
            )


def _told(problem: Problem, seen: Context) -> Problem:
    view = seen.view
    if view is None or len(target_names(seen.design.data.source)) < 2:
        return problem
    return replace(problem, what=f"For “{view.target}”: {problem.what}", nodes=problem.nodes or (view.output,))


def _answering(context: Context, target: str) -> Edit:
    """A Dense of its own beside the output there is, fed by the same layer."""
    beside = context.main_output or context.outputs[0]
    wires = context.wiring.into.get(beside, ())
    after = wires[0].source if wires else beside
    data = context.data.seen("", target) if context.data is not None else None
    settings = output_for(replace(context, data=data))

    def change(design: Design) -> Design:
        design = append(design, after, "Dense", settings)
        node = next(reversed(design.graph.nodes.values()))
        return hold_against(node, target)(design)

    return Edit(f"Add Dense for “{target}”", change)


CHECKS = (unanswered, same_layer)
