"""Shows, before anything is dropped on a wire, where it would go and who would move aside."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from PySide6.QtCore import QRectF

from designer.graph.design import Design, Position, Wire
from designer.ui.canvas.gestures.snapping import in_view
from designer.ui.canvas.making_room import Aside, Going, Order, Room
from designer.ui.canvas.scene import CanvasScene

MANY = 60
"""More places than this are not shown: those nearest to the wire say what happens."""


class RoomMarks:
    """Lights the wire and pales who moves aside. `room` is what would be made for what is held over it, which `but` names."""

    def __init__(self, scene: CanvasScene, but: Collection[str] = ()) -> None:
        self._scene = scene
        self._but = but
        self._order: Order | None = None
        self._wire: Wire | None = None
        self._aside: Aside | None = None
        self.room = Room()

    def show(self, wire: Wire, design: Design, going: Going, rects: Iterable[QRectF]) -> None:
        """What is held now covers `rects`; `design` has the wire as it will be."""
        scene = self._scene
        if self._order is None or self._order.design is not design:
            self._order, self._aside = Order(design, scene.projection, scene.pitch_after, self._but), None
        if self._aside is None or self._wire != wire:
            self._wire, self._aside = wire, Aside(self._order, wire)
        self.room = self._aside.room(going)
        scene.marked.light(wire)
        scene.marked.dim(self.room.ids[:MANY])
        ghosts = tuple(rect.translated(*self.room.way) for rect in rects)
        scene.overlay.mark(ghosts=ghosts, moving=replace(scene.overlay.marks.moving, asides=self._asides()))

    def clear(self) -> None:
        """Nothing is held over a wire."""
        self._aside = None
        self.room = Room()
        self._scene.marked.light(None)
        self._scene.marked.dim(())
        overlay = self._scene.overlay
        overlay.mark(ghosts=(), moving=replace(overlay.marks.moving, asides=()))

    def gliding(self, dropped: Iterable[tuple[str, Position]]) -> dict[str, Position]:
        """Where everything was that lies elsewhere afterwards."""
        places = self._scene.session.design.layout.positions
        before = {id: places[id] for id in self.room.ids if id in places}
        return {**before, **dict(dropped)} if any(self.room.way) else before

    def _asides(self) -> tuple[tuple[QRectF, float], ...]:
        scene, seen = self._scene, in_view(self._scene)
        moving = zip(self.room.ids[:MANY], self.room.by.tolist(), strict=False)
        places = [(scene.rect_of(id).translated(by, 0.0), by) for id, by in moving if scene.shows(id)]
        return tuple((place, by) for place, by in places if seen.isNull() or place.intersects(seen))
