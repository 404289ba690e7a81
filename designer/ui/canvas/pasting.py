"""Where copies go: to a point, on the grid, and never exactly onto what lies there."""

from __future__ import annotations

from collections.abc import Iterator

from designer.graph.blocks import home_of
from designer.graph.design import Design, Position
from designer.graph.fragments import Fragment
from designer.ui.canvas.arranging import snapped
from designer.ui.canvas.metrics import GRID, HEIGHT, WIDTH

BESIDE: Position = (30.0, 30.0)
"""Where a duplicate lies, seen from its original."""


def way_to(fragment: Fragment, centre: Position) -> Position:
    """How far to move copies so that their middle comes to a point, and their corner onto the grid."""
    rects = list(_rects(fragment))
    if not rects:
        return 0.0, 0.0
    left, top = min(x for x, *_ in rects), min(y for _, y, *_ in rects)
    right, bottom = max(x + width for x, _, width, _ in rects), max(y + height for _, y, _, height in rects)
    x, y = snapped(centre[0] - (right - left) / 2, centre[1] - (bottom - top) / 2)
    return x - left, y - top


def clear_way(fragment: Fragment, design: Design, level: str, way: Position) -> Position:
    """The same way, a little farther while a copy would lie exactly on something."""
    layout = design.layout
    taken = {_cell(*place) for id, place in layout.positions.items() if home_of(layout, id) == level}
    own = [fragment.positions[id] for id in fragment.outermost if id in fragment.positions]
    dx, dy = way
    while any(_cell(x + dx, y + dy) in taken for x, y in own):
        dx, dy = dx + BESIDE[0], dy + BESIDE[1]
    return dx, dy


def _rects(fragment: Fragment) -> Iterator[tuple[float, float, float, float]]:
    """What is seen of it: what lies in its blocks is not."""
    sizes = {note.id: (note.width, note.height) for note in (*fragment.frames, *fragment.comments)}
    for id in fragment.outermost:
        if id in fragment.positions:
            yield (*fragment.positions[id], *sizes.get(id, (WIDTH, HEIGHT)))


def _cell(x: float, y: float) -> tuple[int, int]:
    return round(x / GRID), round(y / GRID)
