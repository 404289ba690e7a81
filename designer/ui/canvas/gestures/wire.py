"""Draw a wire from a port, or take one end of a wire elsewhere."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from PySide6.QtCore import QPointF

from designer.catalogue.lessons import Bridge
from designer.graph import edits
from designer.graph.design import Wire
from designer.ui.canvas.bridging import Refused
from designer.ui.canvas.fitting import Fitting, circle, downstream, upstream
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.joining import join, move, twins
from designer.ui.canvas.places import Port
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.wire_layer import loose_path


class DrawWire(Gesture):
    """From the port `start`, to be dropped on a port, a card, or in the empty; or clicked there.

    With `moving`, that wire is in hand: it goes to another port, and is cut if dropped in the empty.
    """

    scrolls = True

    def __init__(self, scene: CanvasScene, start: Port, moving: Wire | None = None) -> None:
        super().__init__(scene)
        self._port = start
        self._moving = moving
        self._dragged = False
        self._sticky = False
        self._reasons: dict[Port, str] = {}
        self._circles: set[str] = set()
        self._fitting: Fitting | None = None

    def start(self, at: Pointer) -> None:
        self._from = at
        self._judge()
        fits = {port.node for port, reason in self._reasons.items() if not reason}
        self.scene.marked.dim(id for id in self.scene.places.ids if id not in fits and id != self._port.node)
        if self._moving is not None:
            self.scene.wire_layer.hidden = frozenset(twins(self.scene, self._moving))
            self.scene.wire_layer.update()
        places = self.scene.places
        fitting = tuple(places.port_point(port) for port, reason in self._reasons.items() if not reason)
        self.scene.overlay.mark(ports=fitting)
        self.scene.marked.draw_wires()
        self.move(at)

    def move(self, at: Pointer) -> None:
        self._dragged = self._dragged or at.is_far_from(self._from)
        target = self._target(at)
        self._show(target, at.scene)

    def finish(self, at: Pointer) -> bool:
        if not self._dragged and not self._sticky:
            self._sticky = True
            return False
        target, refusal = self._target(at), self._refusal(at)
        self._put_down()
        if refusal:
            self.scene.session.said.emit(refusal)
        elif target is not None:
            self._connect(target, at)
        elif self._moving is not None:
            self.scene.edit(edits.disconnect(twins(self.scene, self._moving)))
        else:
            self.scene.search_wanted.emit(at.scene, self._port)
        return True

    def cancel(self) -> None:
        self._put_down()

    def _connect(self, target: Port, at: Pointer) -> None:
        wire, why = self._wire_to(target), self._reasons[target]
        if wire == self._moving:
            return
        ways = self._bridges(target)
        if ways:
            self.scene.wire_refused.emit(Refused(wire, self._moving, why, tuple(ways)), at.scene)
            return
        ends = (self._port, target) if self._port.side == "out" else (target, self._port)
        edit = join(self.scene, *ends) if self._moving is None else move(self.scene, self._moving, *ends)
        if self.scene.draw(edit):
            self.scene.wire_drawn.emit(wire, at.scene)

    def _judge(self) -> None:
        """Ask each port on the other side whether it takes the wire."""
        session = self.scene.session
        fitting = self._fitting = Fitting(session.design, session.snapshot.analysis)
        side = "in" if self._port.side == "out" else "out"
        self._circles = self._closing()
        for id in self.scene.places.ids:
            if id == self._port.node:
                continue
            for port in self.scene.places.ports(id):
                if port.side == side:
                    wire = self._wire_to(port)
                    closes = self.scene.true_port(port).node in self._circles
                    self._reasons[port] = circle(session.design, wire) if closes else fitting.why_not(wire)

    def _closing(self) -> set[str]:
        """The cards a wire from here must not go to: those already on the other end of what it would close."""
        wires = [wire for wire in self.scene.session.design.graph.wires if wire != self._moving]
        reach = upstream if self._port.side == "out" else downstream
        return reach(wires, self.scene.true_port(self._port).node)

    def _bridges(self, target: Port) -> list[Bridge]:
        """What could stand between here and a port that does not fit."""
        if self._fitting is None or not self._reasons[target]:
            return []
        return self._fitting.bridges(self._wire_to(target))

    def _refusal(self, at: Pointer) -> str:
        """Why nothing happens if the wire is dropped here; empty where something does."""
        target = self._target(at)
        if target is not None:
            return self._reasons[target] if self.scene.true_port(target).node in self._circles else ""
        if self.scene.card_at(at.scene) == self._port.node:
            return "A layer cannot feed itself."
        return self._hint(at.scene)

    def _wire_to(self, port: Port) -> Wire:
        wire = self.scene.wire_between(*((self._port, port) if self._port.side == "out" else (port, self._port)))
        if self._moving is None:
            return wire
        # A port of a block may stand for several: the end that stays is the wire's own.
        if self._port.side == "out":
            return replace(wire, source=self._moving.source, source_port=self._moving.source_port)
        return replace(wire, target=self._moving.target, target_port=self._moving.target_port)

    def _target(self, at: Pointer) -> Port | None:
        """The port the wire would go to here: the nearest, or the best of the card below."""
        port = self.scene.places.port_at(at.scene, at.port_reach)
        if port in self._reasons:
            return port
        card = self.scene.card_at(at.scene)
        if card is None:
            return None
        own = [port for port in self.scene.places.ports(card) if port in self._reasons]
        return min(own, key=self._preference, default=None)

    def _preference(self, port: Port) -> bool:
        return bool(self._reasons[port])

    def _show(self, target: Port | None, at: QPointF) -> None:
        places = self.scene.places
        fixed = places.port_point(self._port)
        end = at if target is None else places.port_point(target)
        out, into = (fixed, end) if self._port.side == "out" else (end, fixed)
        reason = "" if target is None else self._reasons[target]
        words = reason or self._hint(at)
        if target is not None and reason and (ways := self._bridges(target)):
            words = f"{reason}\nDrop here to insert {ways[0].text}."
        self.scene.overlay.mark(
            loose=loose_path(self.scene.wires.style, out, into, self._dots()),
            loose_fits=not reason,
            target=None if target is None else end,
            words=words,
            words_at=at,
            warns=bool(reason),
        )

    def _dots(self) -> np.ndarray | None:
        """The dots of the wire in hand, which it keeps."""
        wires = self.scene.wires
        return None if self._moving is None else wires.dots.get(wires.index[self._moving])

    def _hint(self, at: QPointF) -> str:
        """Over a card that has no port for this wire: say why."""
        card = self.scene.card_at(at)
        if card is None or card == self._port.node or any(port.node == card for port in self._reasons):
            return ""
        name = self.scene.cards[card].node.kind
        return f"{name} takes no wire." if self._port.side == "out" else f"{name} gives nothing to others."

    def _put_down(self) -> None:
        self.scene.wire_layer.hidden = frozenset()
        self.scene.wire_layer.update()
        self.scene.marked.dim(())
        self.scene.overlay.clear()
        self.scene.marked.draw_wires()
