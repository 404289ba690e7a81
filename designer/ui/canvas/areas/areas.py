"""The frames and comments that the scene shows: where they are, how they look, and what moves with them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.ui.canvas.areas.layers import CommentLayer, FrameLayer
from designer.ui.canvas.areas.places import AreaPlaces, Grip
from designer.ui.canvas.look import Look
from designer.ui.canvas.metrics import WIDTH, WIRE_REACH

if TYPE_CHECKING:
    from designer.ui.canvas.scene import CanvasScene
    from designer.ui.session import Snapshot


class Areas:
    """Shows frames and comments, of the level that is entered."""

    def __init__(self, scene: CanvasScene, look: Look, bounds: QRectF) -> None:
        self._scene = scene
        self.places = AreaPlaces()
        self.frames = FrameLayer(self.places, look, bounds)
        self.comments = CommentLayer(self.places, look, bounds)
        self._shown: tuple[object, ...] = ()

    def show(self, snapshot: Snapshot, level: str) -> None:
        """Bring frames and comments to a snapshot."""
        layout = snapshot.design.layout
        shown = (layout.frames, layout.comments, layout.positions, layout.inside, level)
        if len(shown) != len(self._shown) or any(a is not b for a, b in zip(shown, self._shown, strict=True)):
            self._shown = shown
            self.places.reset(snapshot.design, level)
            self.update()

    def restyle(self, look: Look) -> None:
        """Theme or font changed."""
        self.frames.look = self.comments.look = look
        self.update()

    def select(self, ids: Collection[str]) -> None:
        """Draw these as selected."""
        if self.places.ids and ids != self.frames.selected:
            self.update()
        self.frames.selected = self.comments.selected = ids

    def put(self, ids: Sequence[str], xy: np.ndarray) -> tuple[Sequence[str], np.ndarray]:
        """Show those elsewhere that are frames and comments. Gives the others and where they go."""
        own = np.array([id in self.places.index for id in ids], dtype=bool)
        if not own.any():
            return ids, xy
        rows = [self.places.index[id] for id in ids if id in self.places.index]
        self.places.xy[rows] = xy[own]
        self.update()
        return [id for id in ids if id not in self.places.index], xy[~own]

    def stretch(self, id: str, rect: QRectF) -> None:
        """Show one with another size, without changing the design."""
        row = self.places.index[id]
        self.places.xy[row] = rect.x(), rect.y()
        self.places.sizes[row] = rect.width(), rect.height()
        self.update()

    def put_back(self) -> None:
        """Show all where the design has them, and as large."""
        if self.places.ids:
            self.places.reset(self._scene.session.design, self._scene.level)
            self.update()

    def update(self) -> None:
        self.frames.update()
        self.comments.update()

    def comment_at(self, point: QPointF, scale: float) -> Grip | None:
        return self.places.comment_at(point, scale, self._scene.session.selection)

    def frame_at(self, point: QPointF, scale: float) -> Grip | None:
        return self.places.frame_at(point, scale, self._scene.session.selection)

    def at(self, point: QPointF, scale: float) -> Grip | None:
        """What of a comment or frame is under a point, as a press takes it: a wire goes before a frame."""
        comment = self.comment_at(point, scale)
        if comment is not None or self._scene.wires.at(point, WIRE_REACH / scale) is not None:
            return comment
        return self.frame_at(point, scale)

    def held_by(self, frame: str) -> list[str]:
        """What has its middle in a frame: cards, comments and smaller frames."""
        rect, cards = self.places.rect(frame), self._scene.places
        if len(cards.ids):
            sizes = np.stack([np.full(len(cards.ids), WIDTH), cards.heights], axis=1)
            inside = [cards.ids[row] for row in _in_rect(cards.xy + sizes / 2, rect)]
        else:
            inside = []
        own = self.places.sizes[self.places.index[frame]].prod()
        for row in _in_rect(self.places.xy + self.places.sizes / 2, rect):
            smaller = row >= self.places.frame_count or self.places.sizes[row].prod() < own
            if self.places.ids[row] != frame and smaller:
                inside.append(self.places.ids[row])
        return inside


def carried(scene: CanvasScene, ids: Iterable[str]) -> list[str]:
    """Everything that moves when these things are moved, each once: a frame takes along what lies in it."""
    found = dict.fromkeys(ids)
    waiting = list(found)
    while waiting:
        id = waiting.pop()
        if scene.areas.places.frame(id) is not None:
            fresh = [other for other in scene.areas.held_by(id) if other not in found]
            found.update(dict.fromkeys(fresh))
            waiting += fresh
    design = scene.session.design
    return [id for id in found if scene.shows(id) and design.has(id)]


def _in_rect(middles: np.ndarray, rect: QRectF) -> list[int]:
    x, y = middles[:, 0], middles[:, 1]
    inside = (x >= rect.left()) & (x <= rect.right()) & (y >= rect.top()) & (y <= rect.bottom())
    rows: list[int] = np.flatnonzero(inside).tolist()
    return rows
