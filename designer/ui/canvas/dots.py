"""The dots of the wires that show: which is below a point, which is chosen, and where they are while hands move them.

Wires that lie on each other and are led the same way are led together.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.bends import NEAR
from designer.graph.design import Position, Wire
from designer.graph.edits import sequence
from designer.graph.layout_edits import bend
from designer.ui.canvas.dot_paint import Dot, place_of
from designer.ui.canvas.labels import REACH
from designer.ui.canvas.metrics import DOT, DOT_REACH, GRID, PORT_REACH
from designer.ui.canvas.wire_places import Bends

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene

AT_GATE = "This wire leads out of the block. Give it dots outside, where both its ends show."


class Dots:
    """Shows dots elsewhere while they are moved, and puts them into the design."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._wires = scene.wires
        self._layer = scene.wire_layer
        self._bends: Bends = {}
        self._home = np.zeros((0, 2))
        """Where the design has the cards."""
        self._home_dots: dict[int, np.ndarray] = {}

    # --- questions ---

    @property
    def chosen(self) -> Dot | None:
        """The dot that keys move and take off."""
        return self._layer.chosen_dot

    def of(self, wire: Wire) -> list[Position]:
        """Where the dots of a wire are now, from its source on."""
        return [(x, y) for x, y in self._wires.dots.get(self._wires.index[wire], np.zeros((0, 2))).tolist()]

    def place(self, dot: Dot) -> QPointF:
        """Where a dot is now."""
        return QPointF(*self.of(dot[0])[dot[1]])

    def path(self, wire: Wire) -> list[Position]:
        """The ends of a wire with its dots between."""
        x1, y1, x2, y2 = self._wires.ends[self._wires.index[wire]].tolist()
        return [(x1, y1), *self.of(wire), (x2, y2)]

    def at(self, point: QPointF, scale: float) -> Dot | None:
        """The dot that a press at a point takes: the nearest, if no port is nearer and nothing lies over it there."""
        reach = max(DOT, DOT_REACH / scale)
        rows = self._wires.within(QRectF(point, point), reach)
        spots = [(self._away(row, point), row) for row in rows.tolist() if row in self._wires.dots]
        (away, at), row = min(spots, default=((reach + 1.0, 0), 0))
        if away > reach or self._covered(point, away, scale):
            return None
        return self._wires.wires[row], at

    def why_none(self, wire: Wire) -> str:
        """Why a wire can have no dots here; empty if it can."""
        gates = self._scene.projection.gates
        return AT_GATE if any(port.node in gates for port in self._scene.projection.ends_of(wire)) else ""

    def _away(self, row: int, point: QPointF) -> tuple[float, int]:
        """From a point to the nearest dot of a wire, and which that is."""
        away = np.linalg.norm(self._wires.dots[row] - (point.x(), point.y()), axis=1)
        return float(away.min()), int(away.argmin())

    def _covered(self, point: QPointF, away: float, scale: float) -> bool:
        scene = self._scene
        port = scene.pressed_port(point, max(PORT_REACH, PORT_REACH / scale))
        if port is not None:
            to_port = scene.places.port_point(port) - point
            return float(np.hypot(to_port.x(), to_port.y())) < away
        return scene.card_at(point) is not None or scene.areas.comment_at(point, scale) is not None

    # --- marks ---

    def choose(self, dot: Dot | None) -> None:
        """Choose a dot and select its wire, or choose none."""
        if dot is not None:
            self._scene.marked.select(self._scene.projection.twins(dot[0]))
        if dot != self.chosen:
            before, self._layer.chosen_dot = self.chosen, dot
            self._repaint(before, dot)
            self._scene.marked.wires_selected.emit()

    def hover(self, dot: Dot | None) -> None:
        """Show the dot that is pointed at."""
        before = self._layer.hovered_dot
        if dot != before:
            self._layer.hovered_dot = dot
            self._repaint(before, dot)

    def settle(self) -> None:
        """Other wires show: what is gone is neither chosen nor pointed at."""
        for name in ("chosen_dot", "hovered_dot"):
            if place_of(self._wires, getattr(self._layer, name)) is None:
                setattr(self._layer, name, None)

    def _repaint(self, *dots: Dot | None) -> None:
        size = 4 * DOT_REACH * max(1.0, 1.0 / self._scene.overlay.scale_now)
        for dot in dots:
            place = place_of(self._wires, dot)
            if place is not None:
                self._layer.update(QRectF(place.x() - size / 2, place.y() - size / 2, size, size))

    # --- leading wires elsewhere ---

    def show(self, wire: Wire, points: Sequence[Position]) -> None:
        """Show a wire led through these points, without changing the design."""
        self._lead([self._wires.index[other] for other in self._bundle(wire)], points)

    def put_back(self, wire: Wire) -> None:
        """Show a wire as the design leads it."""
        if wire in self._wires.index:
            self.show(wire, self._scene.session.design.layout.bends.get(wire, ()))

    def lead(self, wire: Wire, points: Sequence[Position], label: str, merge: Hashable = None) -> bool:
        """Lead a wire through these points, as one step. Says whether that changed anything."""
        steps = [bend(other, points, label) for other in self._bundle(wire)]
        return self._scene.edit(steps[0] if len(steps) == 1 else sequence(label, steps), merge)

    def straighten(self, wires: Sequence[Wire]) -> bool:
        """Take all dots of some wires off."""
        label = "Straighten wire" if len(wires) == 1 else f"Straighten {len(wires)} wires"
        return self._scene.edit(sequence(label, [bend(wire, ()) for wire in wires]))

    def remove(self, dot: Dot) -> bool:
        """Take one dot off; its wire stays selected."""
        wire, at = dot
        points = self.of(wire)
        self._scene.marked.select(self._scene.projection.twins(wire))
        return self.lead(wire, points[:at] + points[at + 1 :], "Remove dot")

    def rebuilt(self, bends: Bends) -> None:
        """All wires were laid anew, where the design has them."""
        self._bends = bends
        self._home, self._home_dots = self._scene.places.xy.copy(), dict(self._wires.dots)

    def follow(self, bends: Bends) -> None:
        """The design leads some wires elsewhere, and nothing else is another."""
        before = self._bends
        for wire in before.keys() | bends.keys():
            if before.get(wire) != bends.get(wire) and wire in self._wires.index:
                self._lead([self._wires.index[wire]], bends.get(wire, ()))
        self._bends, self._home_dots = bends, dict(self._wires.dots)

    def carry(self, rows: Sequence[int]) -> None:
        """Cards are shown elsewhere: the dots of wires between two that went the same way are shown there too."""
        bent = [row for row in rows if row in self._home_dots]
        if not bent:
            return
        gone = self._scene.places.xy - self._home
        way, other = gone[self._wires.sources[bent]], gone[self._wires.targets[bent]]
        together = (np.abs(way - other) < NEAR).all(axis=1)
        for row, moved in zip(bent, np.where(together[:, None], way, 0.0), strict=True):
            self._wires.dots[row] = self._home_dots[row] + moved

    def _lead(self, rows: list[int], points: Sequence[Position]) -> None:
        before = self._wires.area(rows)
        for row in rows:
            self._wires.lead(row, np.array(points, dtype=float).reshape(-1, 2), self._scene.places)
        self._layer.moved(rows)
        area = before.united(self._wires.area(rows))
        self._layer.passed(np.setdiff1d(self._wires.within(area, REACH), rows))
        self._layer.update(area)
        self._scene.marked.draw_wires()

    def _bundle(self, wire: Wire) -> list[Wire]:
        """The wires that are led together with one: those on it that have the same dots."""
        bends = self._scene.session.design.layout.bends
        return [other for other in self._scene.projection.twins(wire) if bends.get(other) == bends.get(wire)]


def settled(point: QPointF, path: Sequence[Position], at: int, free: bool) -> Position:
    """Where point number `at` of a wire's path comes to lie: level with what is beside it if that is near, else on the grid.

    Beside another dot it can also come to lie straight above or below. `free` leaves all that.
    """
    if free:
        return float(round(point.x())), float(round(point.y()))
    spot = [round(point.x() / GRID) * GRID, round(point.y() / GRID) * GRID]
    for number in (at - 1, at + 1):
        is_dot = 0 < number < len(path) - 1
        for axis, now in ((0, point.x()), (1, point.y())):
            if (axis or is_dot) and abs(path[number][axis] - now) <= GRID / 2:
                spot[axis] = path[number][axis]
    return spot[0], spot[1]
