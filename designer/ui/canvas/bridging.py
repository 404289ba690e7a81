"""A wire dropped where it does not fit: what could be inserted so that it does, and the edit that does it."""

from __future__ import annotations

from dataclasses import dataclass

from designer.catalogue.lessons import Bridge
from designer.graph import edits
from designer.graph.design import Position, Wire
from designer.graph.edits import Edit
from designer.ui.canvas.arranging import free_spot, make_room, new_wire, snapped
from designer.ui.canvas.metrics import HEIGHT, WIDTH, pitch
from designer.ui.canvas.scene import CanvasScene
from designer.values import shape_text


@dataclass(frozen=True)
class Refused:
    """A wire that was dropped where it does not fit, and why. `moving` is the wire it was, if it was one."""

    wire: Wire
    moving: Wire | None
    why: str
    bridges: tuple[Bridge, ...]


def drawn(scene: CanvasScene, wire: Wire, moving: Wire | None) -> Edit:
    """Draw a wire, or give one that is there another end."""
    return new_wire(scene.session.design, wire) if moving is None else edits.move_wire(moving, wire)


def bridged(scene: CanvasScene, refused: Refused, bridge: Bridge) -> Edit:
    """Put a new layer between the two ends of a wire that does not fit, wired to both."""
    design, wire = scene.session.design, refused.wire
    node = edits.new_node(design, bridge.kind.name, bridge.settings)
    place, room = _between(scene, wire, node.id, shape_text(bridge.output))
    steps = [edits.disconnect([refused.moving])] if refused.moving is not None else []
    steps += [
        edits.add_node(node, place),
        edits.connect(Wire(wire.source, node.id, wire.source_port, bridge.kind.inputs[0].name)),
        new_wire(design, Wire(node.id, wire.target, bridge.kind.outputs[0].name, wire.target_port)),
        edits.move(room),
    ]
    return edits.sequence(f"Insert {bridge.text} and connect", steps)


def _between(scene: CanvasScene, wire: Wire, id: str, flows: str) -> tuple[Position, dict[str, Position]]:
    """Where a new card goes between two that show, and what moves aside for it."""
    level, design = scene.projection, scene.session.design
    source, target = level.stand_in(wire.source), level.stand_in(wire.target)
    rects = [scene.places.rect(end) for end in (source, target) if end in scene.places.index and end is not None]
    x = sum(rect.center().x() for rect in rects) / max(1, len(rects)) - WIDTH / 2
    y = sum(rect.center().y() for rect in rects) / max(1, len(rects)) - HEIGHT / 2
    if (source, target) != (wire.source, wire.target):
        return free_spot(design, *snapped(x, y)), {}
    place, room = make_room(design, wire, id, (x, y), max(scene.pitch_after(source), pitch(flows)))
    return (place, room) if room else (free_spot(design, *snapped(*place)), {})
