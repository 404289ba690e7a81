"""Connect by keyboard: walk the ports that fit with the arrows, Enter connects, Esc lets go."""

from __future__ import annotations

from PySide6.QtCore import Qt

from designer.ui.canvas.fitting import Fitting, first_input, upstream
from designer.ui.canvas.gestures.base import Gesture, Pointer
from designer.ui.canvas.joining import join
from designer.ui.canvas.places import Port
from designer.ui.canvas.scene import CanvasScene
from designer.ui.canvas.wire_layer import loose_path

FORWARD = (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Tab)
BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Backtab)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConnectByKey(Gesture):
    """From the output of a card, nearest fitting port first."""

    def __init__(self, scene: CanvasScene, card: str) -> None:
        super().__init__(scene)
        self._card = card
        self._choices: list[Port] = []
        self._at = 0

    def start(self, at: Pointer) -> None:
        self._choices = self._found()
        if not self._choices:
            name = self.scene.cards[self._card].node.name
            self.scene.session.said.emit(f"No other layer has a port that takes what {name} gives.")
            self.done = True
            return
        fits = {port.node for port in self._choices}
        self.scene.marked.dim(id for id in self.scene.places.ids if id not in fits and id != self._card)
        self.scene.overlay.mark(ports=tuple(self.scene.places.port_point(port) for port in self._choices))
        self._show()

    def move(self, at: Pointer) -> None:
        """The mouse has no part in this."""

    def finish(self, at: Pointer) -> bool:
        self.cancel()
        return True

    def cancel(self) -> None:
        self.done = True
        self.scene.marked.dim(())
        self.scene.overlay.clear()
        self.scene.marked.draw_wires()

    def key(self, key: int) -> bool:
        if key in FORWARD or key in BACK:
            self._at = (self._at + (1 if key in FORWARD else -1)) % len(self._choices)
            self._show()
        elif key in ENTER:
            port = self._choices[self._at]
            self.cancel()
            self.scene.draw(join(self.scene, self._out(), port))
        else:
            return False
        return True

    @property
    def target(self) -> str | None:
        """The card the wire would go to."""
        return self._choices[self._at].node if self._choices else None

    def _found(self) -> list[Port]:
        session, scene = self.scene.session, self.scene
        fitting = Fitting(session.design, session.snapshot.analysis)
        if not scene.cards[self._card].outputs:
            return []
        source, nodes = scene.true_port(self._out()), session.design.graph.nodes
        there, closing = set(session.design.graph.wires), upstream(session.design.graph.wires, source.node)
        ports = [port for id in scene.places.ids for port in scene.places.ports(id) if port.side == "in"]
        wires = [(port, scene.wire_between(self._out(), port)) for port in ports]
        fits = [
            port
            for port, wire in wires
            if wire.target not in closing and first_input(nodes[wire.target].kind)
            if wire not in there and not fitting.why_not(wire)
        ]
        return sorted(fits, key=self._farness)

    def _farness(self, port: Port) -> tuple[bool, float]:
        """To the right and near comes first."""
        way = self.scene.places.port_point(port) - self.scene.places.port_point(self._out())
        return way.x() < 0, way.manhattanLength()

    def _out(self) -> Port:
        return Port(self._card, "out", self.scene.cards[self._card].outputs[0])

    def _show(self) -> None:
        port = self._choices[self._at]
        start, end = self.scene.places.port_point(self._out()), self.scene.places.port_point(port)
        name = self.scene.session.design.graph.nodes[self.scene.true_port(port).node].name
        self.scene.overlay.mark(
            loose=loose_path(self.scene.wires.style, start, end),
            loose_fits=True,
            target=end,
            words=f"Enter connects to {name} ({self._at + 1} of {len(self._choices)})",
            words_at=end,
            warns=False,
        )
