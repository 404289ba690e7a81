"""What lies in which frame and which comment is about which card, by where they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from designer.graph.blocks import home_of
from designer.graph.design import Layout
from designer.ui.canvas.metrics import WIDTH

NOWHERE = ""
"""What lies in no frame lies in this."""


@dataclass
class Nest:
    """What shows on one level: `sizes` of everything by id, and the innermost frame that each thing lies in."""

    layout: Layout
    sizes: dict[str, tuple[float, float]]
    frames: list[str]
    comments: list[str]
    parent: dict[str, str] = field(default_factory=dict)
    about: dict[str, str] = field(default_factory=dict)
    """The card that each comment is about, if there is one in its frame."""

    def way_out(self, id: str) -> list[str]:
        """The frames that a thing lies in, from the innermost out; the last is no frame."""
        found = []
        while id != NOWHERE:
            id = self.parent[id]
            found.append(id)
        return found

    def contents(self, frame: str) -> list[str]:
        """What lies in a frame, also in the frames within it."""
        return [id for id in self.parent if frame in self.way_out(id)]

    def middle(self, id: str) -> tuple[float, float]:
        (x, y), (width, height) = self.layout.positions[id], self.sizes[id]
        return x + width / 2, y + height / 2


def nested(layout: Layout, level: str, heights: Mapping[str, float]) -> Nest:
    """The nest of the cards with these heights, and of the frames and comments that lie on a level."""
    frames = [id for id in layout.frames if home_of(layout, id) == level and id in layout.positions]
    comments = [id for id in layout.comments if home_of(layout, id) == level and id in layout.positions]
    sizes = {id: (WIDTH, height) for id, height in heights.items()}
    sizes.update({id: (layout.frames[id].width, layout.frames[id].height) for id in frames})
    sizes.update({id: (layout.comments[id].width, layout.comments[id].height) for id in comments})
    nest = Nest(layout, sizes, frames, comments)
    _fill_parents(nest)
    _fill_about(nest, [id for id in heights if id in sizes])
    return nest


def _fill_parents(nest: Nest) -> None:
    ids = list(nest.sizes)
    nest.parent = dict.fromkeys(ids, NOWHERE)
    if not nest.frames:
        return
    middles = np.array([nest.middle(id) for id in ids])
    largest_first = sorted(nest.frames, key=lambda id: -nest.sizes[id][0] * nest.sizes[id][1])
    outer: set[str] = set()
    for frame in largest_first:
        outer.add(frame)
        (x, y), (width, height) = nest.layout.positions[frame], nest.sizes[frame]
        inside = (middles >= (x, y)).all(axis=1) & (middles <= (x + width, y + height)).all(axis=1)
        for row in np.flatnonzero(inside):
            if ids[row] not in outer:
                nest.parent[ids[row]] = frame


def _fill_about(nest: Nest, cards: Sequence[str]) -> None:
    rooms: dict[str, list[str]] = {}
    for id in (*cards, *nest.comments) if nest.comments else ():
        rooms.setdefault(nest.parent[id], []).append(id)
    for ids in rooms.values():
        own = [id for id in ids if id not in nest.layout.comments]
        if own:
            _attach(nest, own, [id for id in ids if id in nest.layout.comments])


def _attach(nest: Nest, cards: list[str], comments: list[str]) -> None:
    """Each comment is about what the thing nearest to it is about: a card, or a comment that is nearer to one."""
    nearest: dict[str, tuple[float, str]] = {}
    for comment in comments:
        gaps = _gaps(nest, comment, cards)
        nearest[comment] = float(gaps.min()), cards[int(gaps.argmin())]
    while nearest:
        comment = min(nearest, key=nearest.__getitem__)
        nest.about[comment] = nearest.pop(comment)[1]
        if nearest:
            gaps = _gaps(nest, comment, nearest)
            for other, gap in zip(list(nearest), gaps.tolist(), strict=True):
                if gap < nearest[other][0]:
                    nearest[other] = gap, nest.about[comment]


def _gaps(nest: Nest, id: str, others: Collection[str]) -> np.ndarray:
    """How far each of these is from one thing, edge to edge."""
    x, y = nest.layout.positions[id]
    width, height = nest.sizes[id]
    xy = np.array([nest.layout.positions[other] for other in others])
    sizes = np.array([nest.sizes[other] for other in others])
    across = np.maximum(np.maximum(xy[:, 0] - x - width, x - xy[:, 0] - sizes[:, 0]), 0.0)
    down = np.maximum(np.maximum(xy[:, 1] - y - height, y - xy[:, 1] - sizes[:, 1]), 0.0)
    result: np.ndarray = np.hypot(across, down)
    return result
