"""Which port takes which wire, why not, and what could stand between: asked of the kinds' own rules."""

from __future__ import annotations

from collections.abc import Iterable

from designer.analysis import Analysis
from designer.analysis.passing import is_bypassed
from designer.catalogue import KINDS, kind_named
from designer.catalogue.lessons import Bridge, axes_taken, bridges, lesson
from designer.catalogue.schema import Kind, Settings
from designer.graph.design import INPUT_PORT, OUTPUT_PORT, Design, Wire
from designer.values import Shape


class Fitting:
    """Answers for one design, with the wires into each node looked up once."""

    def __init__(self, design: Design, analysis: Analysis) -> None:
        self.design = design
        self._layers = analysis.layers
        self._into: dict[str, list[Wire]] = {}
        self._known: dict[tuple[object, ...], str] = {}
        for wire in design.graph.wires:
            self._into.setdefault(wire.target, []).append(wire)

    def why_not(self, wire: Wire) -> str:
        """Why the target of `wire` cannot take what it would bring, in one sentence; nothing if it can.

        Where a shape is not known there is nothing to say against a wire.
        """
        if wire.source == wire.target:
            return "A layer cannot feed itself."
        node = self.design.graph.nodes[wire.target]
        kind = kind_named(node.kind)
        if kind is None:
            return ""
        if not kind.inputs:
            return f"{kind.name} is where examples come in; it takes no wire."
        if is_bypassed(node):
            return ""
        shapes = self._inputs_with(kind, wire)
        # Large networks repeat a few layers many times over.
        key = (kind.name, repr(node.settings), shapes)
        if key not in self._known:
            self._known[key] = refusal(kind, kind.filled(node.settings), shapes)
        return self._known[key]

    def bridges(self, wire: Wire) -> list[Bridge]:
        """What could be inserted into `wire` so that its target can take what comes, the likeliest first."""
        node, shape = self.design.graph.nodes[wire.target], self.output(wire.source)
        kind = kind_named(node.kind)
        if kind is None or shape is None or not self.why_not(wire):
            return []
        settings = kind.filled(node.settings)

        def fits(output: Shape) -> bool:
            shapes = self._inputs_with(kind, wire, output)
            return shapes is not None and not refusal(kind, settings, shapes)

        return bridges(shape, axes_taken(kind)[:1], fits)

    def into(self, node: str, port: str) -> list[Wire]:
        """The wires at an input port."""
        return [wire for wire in self._into.get(node, ()) if wire.target_port == port]

    def output(self, node: str) -> Shape | None:
        """The shape that leaves a node, where it is known."""
        return self._layers[node].output if node in self._layers else None

    def _inputs_with(self, kind: Kind, wire: Wire, brought: Shape | None = None) -> tuple[Shape, ...] | None:
        """The shapes at a kind's input ports with `wire` in place; `None` if one is not known.

        `brought` is what the wire brings, if not what its source gives.
        """
        shapes: list[Shape] = []
        for port in kind.inputs:
            sources = [other.source for other in self.into(wire.target, port.name)]
            if port.name == wire.target_port:
                sources = [*(sources if port.many else ()), wire.source]
            outputs = [self.output(source) for source in dict.fromkeys(sources)]
            if brought is not None and port.name == wire.target_port:
                outputs[-1] = brought
            if port.optional and not outputs:
                continue
            known = [output for output in outputs if output is not None]
            if not known or len(known) < len(outputs):
                return None
            shapes += known
        return tuple(shapes)


def refusal(kind: Kind, filled: Settings, shapes: tuple[Shape, ...] | None) -> str:
    """What a kind has against these shapes."""
    if shapes is None or (len(shapes) == 1 and kind.inputs[0].many):
        return ""
    return lesson(kind, filled, shapes)


def why_not_new(kind: Kind, shape: Shape | None) -> str:
    """Why a freshly added node of a kind does not take a shape; empty if it does."""
    if not kind.inputs:
        return f"{kind.name} is where examples come in; it takes no wire."
    if shape is None:
        return ""
    count = 2 if kind.inputs[0].many else kind.fewest
    return refusal(kind, kind.filled(kind.started()), (shape,) * count)


def takes(kind: Kind, shape: Shape | None) -> bool:
    """Whether a freshly added node of a kind takes a shape."""
    return not why_not_new(kind, shape)


def kinds_after(shape: Shape | None) -> list[Kind]:
    """The kinds that take a shape, in the palette's order."""
    return [kind for kind in KINDS.values() if takes(kind, shape)]


def kinds_before() -> list[Kind]:
    """The kinds that give anything, in the palette's order."""
    return [kind for kind in KINDS.values() if kind.outputs]


def takes_many(design: Design, node: str, port: str) -> bool:
    """Whether an input port takes any number of wires."""
    kind = kind_named(design.graph.nodes[node].kind)
    return kind is not None and any(own.name == port and own.many for own in kind.inputs)


def first_input(kind_name: str) -> str | None:
    """The name of a kind's first input port, if it has one."""
    kind = kind_named(kind_name)
    if kind is None:
        return INPUT_PORT
    return kind.inputs[0].name if kind.inputs else None


def first_output(kind_name: str) -> str | None:
    """The name of a kind's first output port, if it has one."""
    kind = kind_named(kind_name)
    if kind is None:
        return OUTPUT_PORT
    return kind.outputs[0].name if kind.outputs else None


def circle(design: Design, wire: Wire) -> str:
    """What to say where a wire's target feeds its source already."""
    names = design.graph.nodes
    source, target = names[wire.source].name, names[wire.target].name
    return f"This would make a circle: {target} already feeds {source}."


def upstream(wires: Iterable[Wire], end: str) -> set[str]:
    """A node and all that feed it, directly or not."""
    return _reached(((wire.target, wire.source) for wire in wires), end)


def downstream(wires: Iterable[Wire], start: str) -> set[str]:
    """A node and all that it feeds, directly or not."""
    return _reached(((wire.source, wire.target) for wire in wires), start)


def _reached(steps: Iterable[tuple[str, str]], start: str) -> set[str]:
    """All that the steps, each from a node to the next, lead to from `start`."""
    after: dict[str, list[str]] = {}
    for one, other in steps:
        after.setdefault(one, []).append(other)
    waiting, seen = [start], {start}
    while waiting:
        fresh = [node for node in after.get(waiting.pop(), ()) if node not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return seen
