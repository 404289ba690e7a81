"""Where things go when a block is folded or unfolded. Nothing that lay apart lies on each other afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from math import ceil

from PySide6.QtCore import QRectF

from designer.graph.blocks import home_of, members
from designer.graph.design import Design, Position
from designer.ui.canvas.metrics import GRID, HEIGHT, WIDTH

ACROSS, DOWN = 30.0, 20.0
"""What stays free between what comes out of a block and its neighbours."""


def rect_of(design: Design, id: str, heights: Mapping[str, float]) -> QRectF:
    """Where a node, block, frame or comment lies on its level; `heights` are those of cards."""
    layout = design.layout
    x, y = layout.positions.get(id, (0.0, 0.0))
    area = layout.frames.get(id) or layout.comments.get(id)
    if area is not None:
        return QRectF(x, y, area.width, area.height)
    return QRectF(x, y, WIDTH, heights.get(id, HEIGHT))


def middle_of(design: Design, ids: Collection[str]) -> Position:
    """Where a block lies that is put in the place of some things: in their middle, on the grid."""
    places = [design.layout.positions.get(id, (0.0, 0.0)) for id in ids]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return _grid((min(xs) + max(xs)) / 2), _grid((min(ys) + max(ys)) / 2)


def spread(design: Design, block: str, heights: Mapping[str, float]) -> dict[str, Position]:
    """New positions for what comes out of a block, around it, and for the neighbours, which move aside.

    Whoever lies wholly to one side of the block moves that way only, all of
    them equally far, so that they keep their order.
    """
    layout = design.layout
    own = members(layout, block)
    dx, dy = _way(design, block, own)
    places = {id: (layout.positions[id][0] + dx, layout.positions[id][1] + dy) for id in own if id in layout.positions}
    room = QRectF()
    for id in places:
        room = room.united(rect_of(design, id, heights).translated(dx, dy))
    home = home_of(layout, block)
    others = {
        id: rect_of(design, id, heights)
        for id in layout.positions
        if id != block and id not in layout.frames and home_of(layout, id) == home
    }
    places.update(_aside(others, rect_of(design, block, heights), room.adjusted(-ACROSS, -DOWN, ACROSS, DOWN)))
    return places


def _aside(others: Mapping[str, QRectF], block: QRectF, room: QRectF) -> dict[str, Position]:
    """Where the neighbours of a block go so that `room` is free, which lies around it."""
    left = right = up = down = 0.0
    for rect in others.values():
        if not rect.intersects(room):
            continue
        if rect.left() >= block.right():
            right = max(right, room.right() - rect.left())
        elif rect.right() <= block.left():
            left = max(left, rect.right() - room.left())
        elif rect.top() >= block.bottom():
            down = max(down, room.bottom() - rect.top())
        elif rect.bottom() <= block.top():
            up = max(up, rect.bottom() - room.top())
    left, right, up, down = (GRID * ceil(way / GRID) for way in (left, right, up, down))
    moved: dict[str, Position] = {}
    for id, rect in others.items():
        dx = right if rect.left() >= block.right() else -left if rect.right() <= block.left() else 0.0
        dy = down if rect.top() >= block.bottom() else -up if rect.bottom() <= block.top() else 0.0
        if dx or dy:
            moved[id] = (rect.x() + dx, rect.y() + dy)
    return moved


def _way(design: Design, block: str, own: Collection[str]) -> Position:
    """From where the things in a block lie to around where the block lies, along the grid."""
    places = [design.layout.positions[id] for id in own if id in design.layout.positions]
    if not places:
        return 0.0, 0.0
    x, y = design.layout.positions.get(block, (0.0, 0.0))
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return _grid(x - (min(xs) + max(xs)) / 2), _grid(y - (min(ys) + max(ys)) / 2)


def _grid(way: float) -> float:
    return round(way / GRID) * GRID
