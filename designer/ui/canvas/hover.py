"""What happens as the pointer passes: the wire and the port below it light up, and tell about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from designer.graph.design import Wire
from designer.ui.canvas.areas.places import Grip
from designer.ui.canvas.areas.resize import resize_cursor
from designer.ui.canvas.gestures.base import Pointer
from designer.ui.canvas.inside.words import text_at
from designer.ui.canvas.metrics import WIRE_REACH
from designer.ui.canvas.places import Port

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

HALF = 0.5
"""How far a card must have opened for what is inside it to be pointed at."""


class Hover:
    """Follows the pointer while no gesture goes on."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._port: Port | None = None
        self._grip: Grip | None = None

    def move(self, at: Pointer) -> None:
        canvas = self._view.canvas
        port = canvas.pressed_port(at.scene, at.port_reach)
        free = port is None and canvas.card_at(at.scene) is None
        canvas.hover_wire(canvas.wire_at(at.scene, WIRE_REACH / at.scale) if free else None)
        grip = canvas.areas.at(at.scene, at.scale) if free else None
        grip = grip if grip is not None and grip.resizes else None
        if grip != self._grip and port is None and self._port is None:
            self._point(None if grip is None else resize_cursor(grip))
        self._grip = grip
        if port != self._port:
            self._port = port
            canvas.overlay.mark(ports=() if port is None else (canvas.places.port_point(port),))
            self._point(None if port is None else Qt.CursorShape.CrossCursor)

    def _point(self, cursor: Qt.CursorShape | None) -> None:
        if cursor is None:
            self._view.viewport().unsetCursor()
        else:
            self._view.viewport().setCursor(cursor)

    def clear(self) -> None:
        """The pointer is elsewhere."""
        self._view.canvas.hover_wire(None)
        if self._grip is not None:
            self._grip = None
            self._view.viewport().unsetCursor()
        if self._port is not None:
            self._port = None
            self._view.canvas.overlay.mark(ports=())
            self._view.viewport().unsetCursor()

    def tell(self, event: QHelpEvent) -> bool:
        """Show a tooltip for what is below."""
        text = self.text_at(event.pos())
        if text and self._view.gesture is None:
            QToolTip.showText(event.globalPos(), text, self._view.viewport())
        else:
            QToolTip.hideText()
        return True

    def text_at(self, pos: QPoint) -> str:
        """What a tooltip at a point of the viewport says."""
        at, canvas = self._view.pointer_at(pos.toPointF()), self._view.canvas
        port = canvas.pressed_port(at.scene, at.port_reach)
        words = None if port is None else canvas.cards[port.node].ports.get((port.side, port.name))
        if port is not None and words is not None:
            flows = f", {words.flows}" if words.flows else ""
            return f"{'into' if port.side == 'in' else 'out of'} {words.layer}{flows}"
        card = canvas.card_at(at.scene)
        if card is not None:
            return self._inside(card, at) or canvas.cards[card].tooltip
        wire = canvas.wire_at(at.scene, WIRE_REACH / at.scale)
        return "" if wire is None else self._about(wire)

    def _inside(self, id: str, at: Pointer) -> str:
        """What is pointed at in a card that is open."""
        insides, rect = self._view.canvas.card_layer.insides, self._view.canvas.places.rect(id)
        if insides.opening(id, at.scale) < HALF:
            return ""
        return text_at(insides.opened[id], rect.height(), at.scene - rect.topLeft(), at.scale)

    def _about(self, wire: Wire) -> str:
        """The full shape that flows, and how many numbers that is."""
        canvas = self._view.canvas
        source, target = canvas.layers[wire.source], canvas.layers[wire.target]
        way = f"{source.node.name} to {target.node.name}"
        shape = source.facts.output
        if shape is None:
            return f"{way}\nThe shape is not known yet."
        count = 1
        for size in shape:
            if size is None:
                return f"{way}\n{source.flows} per example"
            count *= size
        return (
            f"{way}\n{source.flows} per example: {count:,} numbers" if count > 1 else f"{way}\none number per example"
        )
