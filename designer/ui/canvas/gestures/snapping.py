"""Where what is dragged comes to lie: level with what it is wired to, in line with what is near, or on the grid."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.design import Position
from designer.ui.canvas.guides import NO_GUIDES, WHOLE, Guides, Nearby, Parts, boxes_of
from designer.ui.canvas.metrics import GRID, WIDTH
from designer.ui.canvas.scene import CanvasScene

REACH = 6.0
"""How near a line must be for what is dragged to fall in with it, in pixels; never more than a step of the grid."""
FINE = 6
"""To how many places a length is kept, so that arithmetic leaves no dust in files."""


class Snapping:
    """Of one drag. What is in view is looked at when it begins, and again when the view has moved.

    `box` and `anchor` are the outline and the corner that goes along the grid, where the drag began. `but` is what
    moves along, `wired` the cards whose wires should be level, `parts` which sides of the box are moved.
    """

    def __init__(
        self,
        scene: CanvasScene,
        box: QRectF,
        anchor: Position,
        but: Collection[str] = (),
        wired: Collection[str] = (),
        parts: tuple[Parts, Parts] = WHOLE,
    ) -> None:
        self._scene = scene
        self._box = _array(box)
        self._anchor = anchor
        self._but, self._wired, self._parts = but, wired, parts
        self._seen = QRectF()
        self._nearby = Nearby()
        self._guided = False

    def way(self, by: QPointF, scale: float, free: bool) -> Position:
        """How far to go if the pointer went `by`; `free` leaves guides and grid."""
        x, y = self._anchor
        self._guided = self._scene.snaps and not free
        if free:
            return round(x + by.x()) - x, round(y + by.y()) - y
        grid = round((x + by.x()) / GRID) * GRID - x, round((y + by.y()) / GRID) * GRID - y
        if not self._guided:
            return grid
        self._look()
        box = self._box + np.array([by.x(), by.y(), by.x(), by.y()])
        dx, dy = self._nearby.shift(box, by.y(), min(REACH / scale, GRID), self._parts)
        return grid[0] if dx is None else round(by.x() + dx, FINE), grid[1] if dy is None else round(by.y() + dy, FINE)

    def show(self, box: QRectF, way: Position) -> None:
        """Draw what a box falls in with, `way` from where it began."""
        self._mark(self._nearby.marks(_array(box), way, self._parts) if self._guided else NO_GUIDES)

    def clear(self) -> None:
        """Take all guides away."""
        self._mark(NO_GUIDES)

    def _mark(self, guides: Guides) -> None:
        overlay = self._scene.overlay
        overlay.mark(moving=replace(overlay.marks.moving, guides=guides))

    def _look(self) -> None:
        seen = in_view(self._scene)
        if seen != self._seen:
            self._seen = seen
            self._nearby = self._found(seen)

    def _found(self, seen: QRectF) -> Nearby:
        scene, areas = self._scene, self._scene.areas.places
        moved = scene.places.rows(self._but)
        # A gate lies where the wires lead: it would go along.
        still = [*moved, *scene.places.rows(scene.projection.gates)]
        rows = np.setdiff1d(scene.places.within(seen), still)
        sizes = np.stack([np.full(len(rows), WIDTH), scene.places.heights[rows]], axis=1)
        cards = boxes_of(scene.places.xy[rows], sizes)
        others = np.setdiff1d(areas.within(seen), areas.rows(self._but))
        lying = boxes_of(areas.xy[others], areas.sizes[others])
        solid = np.concatenate([cards, lying[others >= areas.frame_count]])
        return Nearby(np.concatenate([cards, lying]), solid, self._levels(np.array(still, dtype=int), rows))

    def _levels(self, still: np.ndarray, seen: np.ndarray) -> np.ndarray:
        """The wires from what is dragged to cards that are in view, without dots: own port where it began, and other."""
        wires, places = self._scene.wires, self._scene.places
        own = places.rows(self._wired)
        rows = np.array([row for row in wires.of_cards(own) if row not in wires.dots], dtype=int)
        if not len(rows):
            return np.zeros((0, 4))
        ends, leaves = wires.ends[rows], np.isin(wires.sources[rows], own)
        other = np.where(leaves, wires.targets[rows], wires.sources[rows])
        ends = np.where(leaves[:, None], ends, ends[:, [2, 3, 0, 1]])
        design = self._scene.session.design.layout.positions
        mine = np.where(leaves, wires.sources[rows], wires.targets[rows])
        began = np.array([design.get(places.ids[row], (0.0, 0.0)) for row in mine.tolist()])
        ends = ends + np.concatenate([began - places.xy[mine], np.zeros((len(rows), 2))], axis=1)
        return ends[np.isin(other, seen) & ~np.isin(other, still)]


def in_view(scene: CanvasScene) -> QRectF:
    """The part of a scene that its window shows; nothing while there is none."""
    views = scene.views()
    return views[0].mapToScene(views[0].viewport().rect()).boundingRect() if views else QRectF()


def _array(box: QRectF) -> np.ndarray:
    return np.array([box.left(), box.top(), box.right(), box.bottom()])
