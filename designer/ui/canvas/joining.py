"""Wires between ports as they show, where one of a block can stand for several: all of them come and go together."""

from __future__ import annotations

from msgspec.structs import replace

from designer.graph import edits
from designer.graph.design import Wire
from designer.graph.edits import Edit
from designer.ui.canvas.arranging import new_wire
from designer.ui.canvas.places import Port
from designer.ui.canvas.scene import CanvasScene


def twins(scene: CanvasScene, wire: Wire) -> tuple[Wire, ...]:
    """The wires that lie on each other because they show between the same ports, `wire` first."""
    return scene.projection.twins(wire)


def wires_between(scene: CanvasScene, out: Port, into: Port) -> list[Wire]:
    """The wires that joining two ports makes: one to each port that the input stands for."""
    source = scene.true_port(out)
    ends = scene.projection.true_ports(into)
    return [Wire(source.node, end.node, source.name, end.name) for end in ends if end.node != source.node]


def join(scene: CanvasScene, out: Port, into: Port) -> Edit:
    """Wire two ports as they show."""
    made = [new_wire(scene.session.design, wire) for wire in wires_between(scene, out, into)]
    return made[0] if len(made) == 1 else edits.sequence("Connect", made)


def move(scene: CanvasScene, moving: Wire, out: Port, into: Port) -> Edit:
    """Give one end of a wire, and of all that lie on it, another port: it leads from `out` to `into` then."""
    together = twins(scene, moving)
    _, before = scene.projection.ends_of(moving)
    if into == before:
        source = scene.true_port(out)
        steps = [edits.move_wire(w, replace(w, source=source.node, source_port=source.name)) for w in together]
    else:
        first, *more = wires_between(scene, out, into)
        steps = [edits.move_wire(moving, first), edits.disconnect(together[1:])]
        steps += [new_wire(scene.session.design, wire) for wire in more]
    return steps[0] if len(together) == 1 and len(steps) < 3 else edits.sequence("Move wire", steps)
