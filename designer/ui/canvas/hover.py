"""What happens as the pointer passes: the wire and the port below it light up, and tell about themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from designer.graph.design import Wire
from designer.ui.canvas.areas.places import Grip
from designer.ui.canvas.areas.resize import resize_cursor
from designer.ui.canvas.dot_paint import Dot
from designer.ui.canvas.gestures.base import Pointer
from designer.ui.canvas.inside.words import text_at
from designer.ui.canvas.metrics import WIRE_REACH
from designer.ui.canvas.places import Port
from designer.ui.language import tr

if TYPE_CHECKING:
    from designer.ui.canvas.view import CanvasView

HALF = 0.5
"""How far a card must have opened for what is inside it to be pointed at."""


class Hover:
    """Follows the pointer while no gesture goes on."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._port: Port | None = None
        self._cursor: Qt.CursorShape | None = None

    def move(self, at: Pointer) -> None:
        canvas = self._view.canvas
        dot = canvas.dots.at(at.scene, at.scale)
        port = canvas.pressed_port(at.scene, at.port_reach) if dot is None else None
        free = port is None and canvas.card_at(at.scene) is None
        wire = canvas.wires.at(at.scene, WIRE_REACH / at.scale) if free else None
        canvas.marked.hover(wire if dot is None else dot[0])
        canvas.dots.hover(dot)
        grip = canvas.areas.at(at.scene, at.scale) if free and dot is None else None
        self._mark_port(port)
        self._point(self._cursor_on(dot, port, grip))

    def _cursor_on(self, dot: Dot | None, port: Port | None, grip: Grip | None) -> Qt.CursorShape | None:
        if dot is not None:
            return Qt.CursorShape.SizeAllCursor
        if port is not None:
            return Qt.CursorShape.CrossCursor
        return resize_cursor(grip) if grip is not None and grip.resizes else None

    def _mark_port(self, port: Port | None) -> None:
        if port != self._port:
            self._port = port
            places = self._view.canvas.places
            self._view.canvas.overlay.mark(ports=() if port is None else (places.port_point(port),))

    def _point(self, cursor: Qt.CursorShape | None) -> None:
        """Change the pointer's shape if it changes: Space may have given it another meanwhile."""
        if cursor == self._cursor:
            return
        self._cursor = cursor
        if cursor is None:
            self._view.viewport().unsetCursor()
        else:
            self._view.viewport().setCursor(cursor)

    def clear(self) -> None:
        """The pointer is elsewhere."""
        self._view.canvas.marked.hover(None)
        self._view.canvas.dots.hover(None)
        self._mark_port(None)
        self._point(None)

    def tell(self, event: QHelpEvent) -> bool:
        """Show a tooltip for what is below."""
        text = self.text_at(event.pos())
        if text and self._view.gesture is None:
            QToolTip.showText(event.globalPos(), tr(text), self._view.viewport())
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
        wire = canvas.wires.at(at.scene, WIRE_REACH / at.scale)
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
