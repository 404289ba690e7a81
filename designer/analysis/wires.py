"""Checks of single wires and nodes: loops, ports with too many wires or none, kinds nobody knows."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer
from designer.analysis.remedies import cut, drop
from designer.graph.design import Wire
from designer.graph.edits import Edit, connect


def loop(context: Context) -> Iterator[Problem]:
    for found in context.wiring.loops:
        source, target = context.layers[found.wire.source], context.layers[found.wire.target]
        round_trip = " → ".join(context.layers[id].name for id in (*found.nodes[:4], found.nodes[0]))
        shown = round_trip if len(found.nodes) <= 4 else f"{len(found.nodes)} layers"
        yield Problem(
            code="loop",
            severity=Severity.ERROR,
            nodes=(target.id, *found.nodes[1:]),
            what=f"These layers feed each other in a circle: {shown}.",
            why="Each would have to wait for the other. Cut one wire, so that examples flow one way.",
            fixes=(cut([found.wire], f"Cut the wire from {source.name} to {target.name}"),),
            wires=(found.wire,),
        )


def unknown_kind(context: Context) -> Iterator[Problem]:
    for layer in context.layers.values():
        if layer.kind is None:
            yield Problem(
                code="unknown-kind",
                severity=Severity.ERROR,
                nodes=(layer.id,),
                what=f"{layer.name} is a {layer.node.kind}, which this Layerloom does not know.",
                why="The file may come from a newer Layerloom. Without knowing the layer, nothing behind it can be worked out.",
                fixes=(drop([layer.node]),),
            )


def stray_wire(context: Context) -> Iterator[Problem]:
    for wire in context.wiring.stray:
        ends = tuple(id for id in (wire.target, wire.source) if id in context.layers)
        names = " and ".join(context.layers[id].name for id in ends) or "no layer"
        yield Problem(
            code="stray-wire",
            severity=Severity.ERROR,
            nodes=ends,
            what=f"A wire at {names} leads to a place that does not exist.",
            why="The layer or the port it was drawn to is gone.",
            fixes=(cut([wire], "Cut the wire"),),
            wires=(wire,),
        )


def too_many_wires(context: Context) -> Iterator[Problem]:
    for id, wires in context.wiring.into.items():
        if len(wires) < 2:
            continue
        layer = context.layers[id]
        ports = {port.name for port in layer.kind.inputs if not port.many} if layer.kind else set()
        for port in sorted(ports):
            at_port = [wire for wire in wires if wire.target_port == port]
            if len(at_port) > 1:
                yield _crowded(context, layer, at_port)


def missing_wire(context: Context) -> Iterator[Problem]:
    """A layer that takes several inputs and lacks one of them."""
    for id in context.order:
        layer = context.layers[id]
        if layer.kind is None or len(layer.kind.inputs) < 2:
            continue
        wires = context.wiring.into.get(id, ())
        wired = {wire.target_port for wire in wires}
        for port in layer.kind.inputs:
            if port.name not in wired and not port.optional:
                yield Problem(
                    code="missing-wire",
                    severity=Severity.ERROR,
                    nodes=(id,),
                    what=f"{layer.name} has nothing at its port “{port.name}”.",
                    why=f"{port.help}." if port.help else "It needs every one of its inputs.",
                    fixes=(*(_shared(context, wire, port.name) for wire in wires[:1]), drop([layer.node])),
                )


def _shared(context: Context, wire: Wire, port: str) -> Edit:
    """What feeds one port to another port too."""
    edit = connect(replace(wire, target_port=port))
    return Edit(f"Wire {context.layers[wire.source].name} to {port} too", edit.change)


def _crowded(context: Context, layer: Layer, wires: list[Wire]) -> Problem:
    def keeping(kept: Wire) -> Edit:
        others = [wire for wire in wires if wire is not kept]
        return cut(others, f"Keep the wire from {context.layers[kept.source].name}")

    return Problem(
        code="too-many-wires",
        severity=Severity.ERROR,
        nodes=(layer.id,),
        what=f"{layer.name} is fed by {len(wires)} layers, but takes only one.",
        why="It cannot know whose output to use.",
        fixes=tuple(keeping(wire) for wire in wires[:3]),
        wires=tuple(wires[1:]),
    )


CHECKS = (loop, unknown_kind, stray_wire, too_many_wires, missing_wire)
