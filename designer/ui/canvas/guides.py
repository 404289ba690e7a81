"""What something that is moved falls in with: edges and middles of what is near, equal gaps, and level wires.

Pure arithmetic over arrays, so that a question about thousands of boxes is a few NumPy calls. A box is left, top,
right, bottom; axis 0 is across, axis 1 down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

Line = tuple[float, float, float, float]
Parts = tuple[int, ...]
"""Which of a box's lines along an axis count: 0 the low edge, 1 the middle, 2 the high edge."""

ALL: Parts = (0, 1, 2)
WHOLE = (ALL, ALL)
"""What counts of a box that moves as a whole."""
SAME = 1e-6
"""Nearer than this two lines are one."""
BESIDE = 12.0
"""How far from the edge of what it stands between a bar stands, so that it hides no wire."""


@dataclass(frozen=True)
class Guides:
    """What to show: lines through edges and middles, wires that are level, and bars in equal gaps."""

    lines: tuple[Line, ...] = ()
    levels: tuple[Line, ...] = ()
    gaps: tuple[Line, ...] = ()


NO_GUIDES = Guides()


def _no_rows() -> np.ndarray:
    return np.zeros((0, 4))


@dataclass(frozen=True, eq=False)
class Nearby:
    """What is in view beside what is moved.

    `boxes` have lines to fall in with, `solid` those between which there are gaps. `levels` are the wires of what
    is moved: x and y of its own port where it began, x and y of the other's.
    """

    boxes: np.ndarray = field(default_factory=_no_rows)
    solid: np.ndarray = field(default_factory=_no_rows)
    levels: np.ndarray = field(default_factory=_no_rows)

    @cached_property
    def _all_lines(self) -> tuple[np.ndarray, np.ndarray]:
        """The lines of all boxes, across and down: a drag asks for them in each frame."""
        return _lines_of(self.boxes, 0), _lines_of(self.boxes, 1)

    @cached_property
    def _in_order(self) -> tuple[np.ndarray, np.ndarray]:
        """What is solid from left to right, and from above."""
        across, down = (self.solid[np.argsort(self.solid[:, axis], kind="stable")] for axis in (0, 1))
        return across, down

    def shift(
        self, box: np.ndarray, down: float, reach: float, parts: tuple[Parts, Parts] = WHOLE
    ) -> tuple[float | None, float | None]:
        """How much further a box should go, across and down; `None` where nothing is within reach.

        `down` is how far it went down already. Level wires come first, then the nearest line or gap.
        """
        dy = _least(self.levels[:, 3] - self.levels[:, 1] - down, reach)
        if dy is None:
            dy = self._along(box, 1, reach, parts[1])
        if dy is not None:
            box = box + np.array([0.0, dy, 0.0, dy])
        return self._along(box, 0, reach, parts[0]), dy

    def marks(self, box: np.ndarray, way: tuple[float, float], parts: tuple[Parts, Parts] = WHOLE) -> Guides:
        """What a box falls in with where it lies now, `way` from where it began."""
        levels = tuple(_level(row, way) for row in self.levels if abs(row[3] - row[1] - way[1]) < SAME)
        # Where a wire is level a line in the row says nothing more.
        lines = [line for axis in ((0,) if levels else (0, 1)) for line in self._lines(box, axis, parts[axis])]
        gaps = [gap for axis in (0, 1) if parts[axis] == ALL for gap in self._equal_gaps(box, axis)]
        return Guides(tuple(lines), levels, tuple(dict.fromkeys(gaps)))

    def _along(self, box: np.ndarray, axis: int, reach: float, parts: Parts) -> float | None:
        if not parts:
            return None
        lines = (self._all_lines[axis] - _lines_of(box[None], axis))[:, parts]
        nearest = _least(lines, reach)
        # A gap only goes before a line that is farther away.
        gap = _least(self._gap_shifts(box, axis), reach) if parts == ALL else None
        return gap if nearest is None or (gap is not None and abs(gap) < abs(nearest) - SAME) else nearest

    def _lines(self, box: np.ndarray, axis: int, parts: Parts) -> list[Line]:
        """A line for each edge or middle that is shared, as far as the nearest on both sides that shares it."""
        own, others = _lines_of(box[None], axis)[0], self._all_lines[axis]
        shared = np.abs(others - own) < SAME
        found = {}
        for part in parts:
            rows = self.boxes[shared[:, part]]
            if len(rows):
                found[part] = _across(own[part], axis, _reaching(box, rows, 1 - axis))
        # Boxes of one size share all three; a line along the low edge says it, and crosses no words.
        return [found[0]] if len(found) == 3 and len(set(_spans(found, axis))) == 1 else list(found.values())

    # --- gaps ---

    def _row(self, box: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
        """What lies before a box and after it in its row, or column, each in order."""
        low, high, solid = 1 - axis, 3 - axis, self._in_order[axis]
        row = solid[(solid[:, low] < box[high]) & (solid[:, high] > box[low])]
        before = row[:, axis] + row[:, axis + 2] < box[axis] + box[axis + 2]
        return row[before], row[~before]

    def _gap_shifts(self, box: np.ndarray, axis: int) -> np.ndarray:
        before, after = self._row(box, axis)
        gaps = np.concatenate([_gaps(before, axis), _gaps(after, axis)])
        gaps = gaps[gaps > SAME]
        found = []
        if len(before):
            found.append(before[-1, axis + 2] + gaps - box[axis])
        if len(after):
            found.append(after[0, axis] - gaps - box[axis + 2])
        if len(before) and len(after) and after[0, axis] - before[-1, axis + 2] > box[axis + 2] - box[axis]:
            found.append(np.array([(before[-1, axis + 2] + after[0, axis] - box[axis] - box[axis + 2]) / 2]))
        return np.concatenate(found) if found else gaps[:0]

    def _equal_gaps(self, box: np.ndarray, axis: int) -> list[Line]:
        """The gaps beside a box that are as wide as another one, with that one."""
        before, after = self._row(box, axis)
        row = np.concatenate([before, box[None], after])
        gaps, at = _gaps(row, axis), len(before)
        own = [place for place in (at - 1, at) if 0 <= place < len(gaps) and gaps[place] > SAME]
        found: set[int] = set()
        for place in own:
            same = np.flatnonzero(np.abs(gaps - gaps[place]) < SAME)
            same = same[same != place]
            if len(same):
                found |= {place, int(same[np.argmin(np.abs(same - place))])}
        return [_bar(row[place], row[place + 1], axis) for place in sorted(found)]


def boxes_of(xy: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Left, top, right, bottom of things with these corners and sizes."""
    return np.concatenate([xy, xy + sizes], axis=1)


def _lines_of(boxes: np.ndarray, axis: int) -> np.ndarray:
    """Low edge, middle and high edge of each."""
    low, high = boxes[:, axis], boxes[:, axis + 2]
    return np.stack([low, (low + high) / 2, high], axis=1)


def _least(shifts: np.ndarray, reach: float) -> float | None:
    """The smallest shift, if it is within reach."""
    if not shifts.size:
        return None
    flat = shifts.ravel()
    best = float(flat[np.argmin(np.abs(flat))])
    return best if abs(best) <= reach else None


def _reaching(box: np.ndarray, rows: np.ndarray, axis: int) -> tuple[float, float]:
    """From the nearest of these before a box to the nearest after it, along an axis."""
    middle, middles = box[axis] + box[axis + 2], rows[:, axis] + rows[:, axis + 2]
    low, high = float(box[axis]), float(box[axis + 2])
    before, after = rows[middles < middle], rows[middles >= middle]
    if len(before):
        low = min(low, float(before[np.argmax(before[:, axis] + before[:, axis + 2]), axis]))
    if len(after):
        high = max(high, float(after[np.argmin(after[:, axis] + after[:, axis + 2]), axis + 2]))
    return low, high


def _across(at: float, axis: int, span: tuple[float, float]) -> Line:
    low, high = span
    return (float(at), low, float(at), high) if axis == 0 else (low, float(at), high, float(at))


def _spans(lines: dict[int, Line], axis: int) -> list[tuple[float, float]]:
    return [(line[1 - axis], line[3 - axis]) for line in lines.values()]


def _gaps(row: np.ndarray, axis: int) -> np.ndarray:
    return row[1:, axis] - row[:-1, axis + 2]


def _bar(one: np.ndarray, other: np.ndarray, axis: int) -> Line:
    """A bar from one box to the next, near the low edge of what they share: wires run in the middle."""
    low = max(one[1 - axis], other[1 - axis])
    high = min(one[3 - axis], other[3 - axis])
    at = float(min(low + BESIDE, (low + high) / 2))
    start, end = float(one[axis + 2]), float(other[axis])
    return (start, at, end, at) if axis == 0 else (at, start, at, end)


def _level(row: np.ndarray, way: tuple[float, float]) -> Line:
    return float(row[0] + way[0]), float(row[3]), float(row[2]), float(row[3])
