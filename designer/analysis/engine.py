"""`analyse`: everything that follows from a design, taking over whatever has not changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from designer.analysis import (
    advice,
    features,
    fit,
    goals,
    measures,
    monitors,
    precision,
    rows,
    settings,
    several,
    shapes,
    sharing,
    size,
    structure,
    texts,
    weighing,
    wires,
)
from designer.analysis.context import Context
from designer.analysis.facts import Analysis, LayerFacts, Problem
from designer.analysis.loose import with_loose_parts
from designer.analysis.passing import Passed, passed, without_bypassed
from designer.analysis.wiring import Wiring, wiring_of
from designer.graph.design import Design, Graph
from designer.graph.specs import DataFacts, DataSpec, part_names, row_weights, target_names

_GROUPS = (
    structure,
    several,
    wires,
    settings,
    monitors,
    weighing,
    shapes,
    precision,
    sharing,
    texts,
    fit,
    goals,
    measures,
    advice,
    features,
    size,
    rows,
)
_BY_INPUT = (shapes.input_shape, features.unscaled, features.still_features)
_BY_OUTPUT = (shapes.output_rank, *fit.CHECKS, *goals.CHECKS, *measures.CHECKS)


def _from_each(check: Callable[[Context], Iterator[Problem]]) -> Callable[[Context], Iterator[Problem]]:
    """The check, looked at from every input or output where it is about one."""
    if check in _BY_INPUT:
        return several.for_each_input(check)
    return several.for_each_output(check) if check in _BY_OUTPUT else check


CHECKS: tuple[Callable[[Context], Iterator[Problem]], ...] = tuple(
    _from_each(check) for group in _GROUPS for check in group.CHECKS
)
"""Every check in the order their problems are listed, among equally bad ones."""


def analyse(
    design: Design,
    data: DataFacts | None = None,
    previous: Analysis | None = None,
    *,
    machine_memory: int | None = None,
) -> Analysis:
    """What follows from any design at all; it never raises.

    `data` is what is known of the examples; without it the network is not held against them. `previous` is any
    earlier analysis. `machine_memory` is what this machine has, in bytes, if it is not to be asked.
    """
    memory = machine_memory if machine_memory is not None else _machine_memory()
    before = previous.workings if previous is not None and isinstance(previous.workings, Context) else None
    if before is not None and previous is not None and _same_but_layout(before, design, data, memory):
        return previous if previous.design is design else replace(previous, design=design)
    context = _context(design, data, memory, before)
    return _summed_up(context)


def problems_of(context: Context) -> Iterator[Problem]:
    """Every problem the checks find."""
    yield from with_loose_parts(context, [problem for check in CHECKS for problem in check(context)])


@cache
def _machine_memory() -> int:
    """The bytes of memory this machine has. Where the system tells, psutil need not be loaded for it."""
    if "SC_PHYS_PAGES" in getattr(os, "sysconf_names", {}):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    import psutil

    return int(psutil.virtual_memory().total)


def _same_but_layout(before: Context, design: Design, data: DataFacts | None, memory: int) -> bool:
    return (
        before.drawn.graph is design.graph
        and (before.design.training is design.training or before.design.training == design.training)
        and (before.data is data or before.data == data)
        and _pairs_alike(before.design.data, design.data)
        and before.machine_memory == memory
    )


def _pairs_alike(one: DataSpec, other: DataSpec) -> bool:
    """Whether two specifications say the same of inputs, outputs and weights."""
    first, second = one.source, other.source
    names = (part_names(first), target_names(first), row_weights(first), one.feeds, one.answers)
    return names == (part_names(second), target_names(second), row_weights(second), other.feeds, other.answers)


def _context(design: Design, data: DataFacts | None, memory: int, before: Context | None) -> Context:
    if before is not None and before.drawn.graph is design.graph:
        found, wiring, layers, first = before.passed, before.wiring, before.layers, before.first_uses
    else:
        found = passed(design.graph)
        wiring = _wiring(found.graph, before)
        first = sharing.first_uses(found.graph, wiring)
        layers = sharing.layers_once(found.graph, wiring, first, before)
    return Context(without_bypassed(design, found), data, wiring, layers, memory, design, found, first)


def _wiring(graph: Graph, before: Context | None) -> Wiring:
    """Wiring depends on wires, ids and kinds alone: a new setting leaves it as it was."""
    if before is None:
        return wiring_of(graph)
    old = before.design.graph
    same_wires = old.wires is graph.wires and old.nodes.keys() == graph.nodes.keys()
    if same_wires and all(node is old.nodes[id] or node.kind == old.nodes[id].kind for id, node in graph.nodes.items()):
        return before.wiring
    return wiring_of(graph)


def _summed_up(context: Context) -> Analysis:
    facts = {id: layer.facts for id, layer in context.layers.items()}
    facts.update(_facts_of_bypassed(context))
    problems = sorted((_as_drawn(problem, context.passed) for problem in problems_of(context)), key=_badness)
    return Analysis(
        design=context.drawn,
        graph=context.design.graph,
        data=context.data,
        layers=facts,
        order=context.order,
        outputs=context.outputs,
        problems=tuple(problems),
        parameters=context.totals.parameters,
        trainable=context.totals.trainable,
        memory=size.estimate(context),
        feeds=context.feeds,
        answers=context.answers,
        workings=context,
    )


def _facts_of_bypassed(context: Context) -> Iterator[tuple[str, LayerFacts]]:
    """What comes in goes on as it is, and nothing is learned on the way."""
    for id, feeder in context.passed.feeders.items():
        shape = context.layers[feeder].output if feeder is not None else None
        yield id, LayerFacts() if shape is None else LayerFacts((shape,), shape)


def _as_drawn(problem: Problem, found: Passed) -> Problem:
    """A problem about the wires that were drawn."""
    if not found.drawn or not problem.wires:
        return problem
    return replace(problem, wires=tuple(found.drawn.get(wire, wire) for wire in problem.wires))


def _badness(problem: Problem) -> int:
    return -problem.severity
