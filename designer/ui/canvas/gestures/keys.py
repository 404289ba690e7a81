"""Connect by keyboard: walk the ports that fit with the arrows, Enter connects, Esc lets go."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt

from designer.graph.design import Wire
from designer.ui.canvas.arranging import new_wire
from designer.ui.canvas.fitting import Fitting, first_input, first_output, upstream
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.places import Port
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.wire_layer import curve

FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backtab)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConnectByKey(Gesture):
    """From the output of a card, nearest fitting port first."""

    def __init__(self, scene: CanvasScene, card: str) -> None:
        super().__init__(scene)
        self._card = card
        self._choices: list[Wire] = []
        self._at = 0

    def start(self, at: Pointer) -> None:
        self._choices = self._found()
        if not self._choices:
            name = self.scene.session.design.graph.nodes[self._card].name
            self.scene.session.said.emit(f"No other layer has a port that takes what {name} gives.")
            self.done = True
            return
        fits = {wire.target for wire in self._choices}
        self.scene.dim(id for id in self.scene.places.ids if id not in fits and id != self._card)
        self.scene.overlay.mark(ports=tuple(self._point(wire) for wire in self._choices))
        self._show()

    def move(self, at: Pointer) -> None:
        """The mouse has no part in this."""

    def finish(self, at: Pointer) -> bool:
        self.cancel()
        return True

    def cancel(self) -> None:
        self.done = True
        self.scene.dim(())
        self.scene.overlay.clear()
        self.scene.mark_wires()

    def key(self, key: int) -> bool:
        if key in FORWARD or key in BACK:
            self._at = (self._at + (1 if key in FORWARD else -1)) % len(self._choices)
            self._show()
        elif key in ENTER:
            wire, session = self._choices[self._at], self.scene.session
            self.cancel()
            self.scene.edit(new_wire(session.design, wire))
        else:
            return False
        return True

    @property
    def target(self) -> str | None:
        """The card the wire would go to."""
        return self._choices[self._at].target if self._choices else None

    def _found(self) -> list[Wire]:
        session = self.scene.session
        fitting = Fitting(session.design, session.snapshot.analysis)
        output = first_output(session.design.graph.nodes[self._card].kind)
        if output is None:
            return []
        there, closing = set(session.design.graph.wires), upstream(session.design.graph.wires, self._card)
        wires = [
            Wire(self._card, port.node, output, port.name)
            for id in self.scene.places.ids
            for port in self.scene.places.ports(id)
            if port.side == "in" and id not in closing and first_input(session.design.graph.nodes[id].kind)
        ]
        fits = [wire for wire in wires if wire not in there and not fitting.why_not(wire)]
        return sorted(fits, key=self._farness)

    def _farness(self, wire: Wire) -> tuple[bool, float]:
        """To the right and near comes first."""
        way = self._point(wire) - self._start()
        return way.x() < 0, way.manhattanLength()

    def _start(self) -> QPointF:
        output = self.scene.places.cards[self.scene.places.index[self._card]].outputs[0]
        return self.scene.places.port_point(Port(self._card, "out", output))

    def _point(self, wire: Wire) -> QPointF:
        return self.scene.places.port_point(Port(wire.target, "in", wire.target_port))

    def _show(self) -> None:
        wire = self._choices[self._at]
        start, end = self._start(), self._point(wire)
        name = self.scene.session.design.graph.nodes[wire.target].name
        self.scene.overlay.mark(
            loose=curve(start, end),
            loose_fits=True,
            target=end,
            words=f"Enter connects to {name} ({self._at + 1} of {len(self._choices)})",
            words_at=end,
            warns=False,
        )
