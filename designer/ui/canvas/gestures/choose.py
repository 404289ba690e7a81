"""Which gesture a press of a button starts."""

from __future__ import annotations

from PySide6.QtCore import Qt

from designer.ui.canvas.areas.places import Grip
from designer.ui.canvas.areas.resize import Resize
from designer.ui.canvas.fitting import takes_many
from designer.ui.canvas.gestures.band import Band
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.gestures.dot import MoveDot
from designer.ui.canvas.gestures.knife import Knife
from designer.ui.canvas.gestures.move import DragCopies, MoveCards
from designer.ui.canvas.gestures.press_gate import PressGate
from designer.ui.canvas.gestures.press_wire import PressWire
from designer.ui.canvas.gestures.wire import DrawWire
from designer.ui.canvas.metrics import WIRE_REACH
from designer.ui.canvas.places import Port
from designer.ui.canvas.scene import CanvasScene


def gesture_for(scene: CanvasScene, at: Pointer, button: Qt.MouseButton) -> Gesture | None:
    """The gesture for a button pressed at a point."""
    if button is Qt.MouseButton.RightButton and at.holds(Qt.KeyboardModifier.ControlModifier):
        return Knife(scene)
    if button is not Qt.MouseButton.LeftButton:
        return None
    dot = scene.dots.at(at.scene, at.scale)
    if dot is not None:
        return MoveDot(scene, dot)
    port = scene.pressed_port(at.scene, at.port_reach)
    if port is not None:
        return _from_port(scene, port)
    card = scene.card_at(at.scene)
    if card is not None and scene.cards[card].role == "gate":
        return PressGate(scene, card)
    if card is not None:
        return DragCopies(scene, card) if at.holds(Qt.KeyboardModifier.AltModifier) else MoveCards(scene, card)
    grip = scene.areas.at(at.scene, at.scale)
    if grip is not None:
        return _from_grip(scene, grip, at)
    wire = scene.wires.at(at.scene, WIRE_REACH / at.scale)
    return Band(scene) if wire is None else PressWire(scene, wire)


def _from_grip(scene: CanvasScene, grip: Grip, at: Pointer) -> Gesture:
    """Handles resize; title bars, borders and comments are moved like cards."""
    if grip.resizes:
        return Resize(scene, grip)
    return DragCopies(scene, grip.id) if at.holds(Qt.KeyboardModifier.AltModifier) else MoveCards(scene, grip.id)


def _from_port(scene: CanvasScene, port: Port) -> Gesture:
    """From an input that is taken, its wire comes along; from any other port, a new one."""
    into = scene.true_port(port)
    if port.side == "out" or takes_many(scene.session.design, into.node, into.name):
        return DrawWire(scene, port)
    there = [wire for wire, (_, end) in zip(scene.wires.wires, scene.wires.shown, strict=True) if end == port]
    if not there:
        return DrawWire(scene, port)
    out, _ = scene.projection.ends_of(there[-1])
    return DrawWire(scene, out, moving=there[-1])
