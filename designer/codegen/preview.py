"""The code that is shown while the design is being drawn, whatever state it is in."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from designer.analysis.facts import Analysis
from designer.catalogue import kind_named
from designer.codegen.code import Code, Page, imports, inert
from designer.codegen.model import model_imports, write_model
from designer.plan import ModelPlan, plan_of

MOST_PROBLEMS = 20


def preview_code(analysis: Analysis, *, fold_activations: bool = True) -> Code:
    """The part of the network that could be built, under a comment for each error. Raises nothing."""
    page = Page()
    page.add(*_comments(analysis))
    code = sound_code(analysis, fold_activations=fold_activations)
    if code.text:
        page.gap()
        page.take(code)
    elif not analysis.errors:
        page.add("# Nothing to show yet: wire an Input to a layer.")
    return page.code()


def sound_code(analysis: Analysis, *, fold_activations: bool = True) -> Code:
    """The part of the network that could be built, and nothing where there is none. Raises nothing."""
    sound = _sound(analysis)
    if not sound:
        return Code("", {})
    page = Page()
    plan = _plan(analysis, sound, fold_activations)
    page.add(*imports(model_imports(plan)))
    page.gap()
    write_model(page, plan)
    return page.code()


def _plan(analysis: Analysis, sound: Collection[str], fold_activations: bool) -> ModelPlan:
    """The calls of the sound part, which has an output layer only if it reaches the design's."""
    plan = plan_of(analysis, sound, fold_activations=fold_activations)
    if any(id in sound for id in analysis.outputs):
        return plan
    calls = (replace(call, role="hidden") if call.role == "output" else call for call in plan.calls)
    return replace(plan, calls=tuple(calls))


def _comments(analysis: Analysis) -> list[str]:
    errors = analysis.errors
    more = len(errors) - MOST_PROBLEMS
    comments = [f"# Problem: {inert(problem.what)}" for problem in errors[:MOST_PROBLEMS]]
    return [*comments, f"# … and {more:,} more"] if more > 0 else comments


def _sound(analysis: Analysis) -> dict[str, None]:
    """The nodes that could be built: known kinds of known shape whose inputs are all sound, in order."""
    nodes = analysis.graph.nodes
    fed: dict[str, list[str]] = {}
    for wire in analysis.graph.wires:
        fed.setdefault(wire.target, []).append(wire.source)
    sound: dict[str, None] = {}
    for id in analysis.order:
        kind, facts = kind_named(nodes[id].kind), analysis.layers.get(id)
        if kind is None or facts is None or facts.output is None:
            continue
        sources = fed.get(id, [])
        wanted = not sources if kind.role == "input" else bool(sources)
        alone = len(sources) < 2 or len(kind.inputs) > 1 or any(port.many for port in kind.inputs)
        if wanted and alone and all(source in sound for source in sources):
            sound[id] = None
    return sound
