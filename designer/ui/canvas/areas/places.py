"""Where frames and comments lie, as arrays, and which part of one is under a point."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF

from designer.graph.blocks import home_of
from designer.graph.design import Comment, Design, Frame
from designer.ui.canvas.metrics import text_scale

Area = Frame | Comment

BAR = 28.0
"""How high the title bar of a frame is, in scene units."""
LEAST_BAR = 24.0
"""How high it is on screen at least: a target that can be hit, and a title that can be read."""
NARROW = 60.0
"""A frame that is narrower on screen shows no title."""
BORDER = 5.0
"""How far from a frame's border it can be taken hold of, in pixels."""
HANDLE = 12.0
"""How far from its middle a handle can be hit, in pixels."""
SMALL_AREA = 72.0
"""What is narrower or lower on screen has no handles: they would leave nothing to move it by."""


@dataclass(frozen=True)
class Grip:
    """What of a frame or comment is taken hold of: the whole, or the sides named by -1 and 1."""

    id: str
    across: int = 0
    down: int = 0

    @property
    def resizes(self) -> bool:
        return bool(self.across or self.down)


class AreaPlaces:
    """The rectangles of the frames and comments of one level: frames first, the largest of them at the bottom."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.index: dict[str, int] = {}
        self.things: list[Area] = []
        self.xy = np.zeros((0, 2))
        self.sizes = np.zeros((0, 2))
        self.frame_count = 0

    def reset(self, design: Design, level: str) -> None:
        """Take over the frames and comments that lie in a block."""
        layout = design.layout
        frames = [frame for frame in layout.frames.values() if home_of(layout, frame.id) == level]
        comments = [comment for comment in layout.comments.values() if home_of(layout, comment.id) == level]
        frames.sort(key=_extent, reverse=True)
        self.things = [*frames, *comments]
        self.frame_count = len(frames)
        self.ids = [thing.id for thing in self.things]
        self.index = {id: at for at, id in enumerate(self.ids)}
        places = [layout.positions.get(id, (0.0, 0.0)) for id in self.ids]
        self.xy = np.array(places, dtype=float).reshape(-1, 2)
        self.sizes = np.array([(thing.width, thing.height) for thing in self.things], dtype=float).reshape(-1, 2)

    @property
    def frames(self) -> list[str]:
        return self.ids[: self.frame_count]

    @property
    def comments(self) -> list[str]:
        return self.ids[self.frame_count :]

    def frame(self, id: str) -> Frame | None:
        """The frame that has this id, if it is one and shows."""
        thing = self.things[self.index[id]] if id in self.index else None
        return thing if isinstance(thing, Frame) else None

    def rows(self, ids: Iterable[str]) -> list[int]:
        return [self.index[id] for id in ids if id in self.index]

    def rect(self, id: str) -> QRectF:
        row = self.index[id]
        return QRectF(*self.xy[row], *self.sizes[row])

    def bounds(self, rows: Sequence[int] | None = None) -> QRectF:
        """The rectangle around some of them, or all."""
        xy = self.xy if rows is None else self.xy[rows]
        if not len(xy):
            return QRectF()
        far = xy + (self.sizes if rows is None else self.sizes[rows])
        (left, top), (right, bottom) = xy.min(axis=0), far.max(axis=0)
        return QRectF(left, top, right - left, bottom - top)

    def within(self, area: QRectF, margin: float = 0.0) -> np.ndarray:
        """The rows of those that meet an area."""
        low, far = self.xy - margin, self.xy + self.sizes + margin
        meets = (low[:, 0] <= area.right()) & (far[:, 0] >= area.left())
        return np.flatnonzero(meets & (low[:, 1] <= area.bottom()) & (far[:, 1] >= area.top()))

    def boxed(self, box: QRectF) -> frozenset[str]:
        """What a rubber band takes: comments it meets, and frames it has wholly in it."""
        rows = [int(row) for row in self.within(box)]
        return frozenset(
            self.ids[row] for row in rows if row >= self.frame_count or box.contains(self.rect(self.ids[row]))
        )

    def comment_at(self, point: QPointF, scale: float, chosen: Collection[str] = ()) -> Grip | None:
        """What of a comment is under a point: the one drawn last, unless a chosen one has a handle there."""
        return self._first(range(self.frame_count, len(self.ids)), point, scale, chosen)

    def frame_at(self, point: QPointF, scale: float, chosen: Collection[str] = ()) -> Grip | None:
        """What of a frame is under a point: title bar, border or handle; nothing in its empty inside."""
        return self._first(range(self.frame_count), point, scale, chosen)

    def _first(self, rows: range, point: QPointF, scale: float, chosen: Collection[str]) -> Grip | None:
        margin = BAR + max(HANDLE, least_bar()) / scale
        near = [self.ids[row] for row in self.within(QRectF(point, point), margin).tolist() if row in rows]
        near.reverse()
        for id in (*(id for id in near if id in chosen), *(id for id in near if id not in chosen)):
            grip = self._grip(id, point, scale)
            if grip is not None:
                return grip
        return None

    def _grip(self, id: str, point: QPointF, scale: float) -> Grip | None:
        rect, frame = self.rect(id), self.frame(id)
        near = max(HANDLE, BORDER) / scale
        bar = title_bar(rect, scale) if frame is not None else rect
        if not rect.united(bar).adjusted(-near, -near, near, near).contains(point):
            return None
        for across, down in handles(rect, scale, frame is not None):
            middle = handle_point(rect, across, down)
            if max(abs(middle.x() - point.x()), abs(middle.y() - point.y())) <= HANDLE / scale:
                return Grip(id, across, down)
        if bar.contains(point):
            return Grip(id)
        on_border = frame is not None and _near_border(rect, point, BORDER / scale)
        return Grip(id) if on_border else None


def least_bar() -> float:
    """How high a title bar is on screen, at least."""
    return LEAST_BAR * max(1.0, text_scale())


def title_bar(rect: QRectF, scale: float) -> QRectF:
    """The title bar of a frame. From afar it grows upwards, out of the frame, where it covers none of its cards."""
    height = max(BAR, least_bar() / scale) if rect.width() * scale >= NARROW * text_scale() else BAR
    return QRectF(rect.left(), rect.top() + BAR - height, rect.width(), height)


def handles(rect: QRectF, scale: float, is_frame: bool) -> list[tuple[int, int]]:
    """The handles: all corners and sides, but for the side with the title; none on what is small on screen."""
    if min(rect.width(), rect.height()) * scale < SMALL_AREA:
        return []
    found = [(across, down) for across in (-1, 0, 1) for down in (-1, 0, 1) if across or down]
    return [side for side in found if not (is_frame and side == (0, -1))]


def handle_point(rect: QRectF, across: int, down: int) -> QPointF:
    middle = rect.center()
    return QPointF(middle.x() + across * rect.width() / 2, middle.y() + down * rect.height() / 2)


def _near_border(rect: QRectF, point: QPointF, reach: float) -> bool:
    outer, inner = rect.adjusted(-reach, -reach, reach, reach), rect.adjusted(reach, reach, -reach, -reach)
    return outer.contains(point) and not inner.contains(point)


def _extent(frame: Frame) -> float:
    return frame.width * frame.height
