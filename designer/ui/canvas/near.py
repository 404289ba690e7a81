"""Which of many rectangles meet which of many others, without asking each about each.

NumPy takes many times as long to reduce along a short axis as to join its columns, so columns are joined here.
"""

from __future__ import annotations

import numpy as np

CELL = 240.0
"""The side of the squares the plane is divided into: a little more than a card."""
FEW = 200_000
"""So many pairs are compared outright."""
SPRAWLING = 600
"""A rectangle over more squares than this is compared with everything."""

Pairs = tuple[np.ndarray, np.ndarray]


def meeting(boxes: np.ndarray, others: np.ndarray) -> Pairs:
    """The pairs (row of `boxes`, row of `others`) that share a point; each is left, top, right, bottom."""
    if len(boxes) * len(others) <= FEW:
        return _compared(boxes, others)
    # Where a few of many are asked about, most of the others lie elsewhere.
    left, top, right, bottom = boxes.T
    whole = np.array([left.min(), top.min(), right.max(), bottom.max()])
    beside = np.flatnonzero(meet(whole, others))
    if len(beside) < len(others):
        one, other = meeting(boxes, others[beside])
        return one, beside[other]
    across, down = _squares(boxes)[2].T
    sprawling = across * down > SPRAWLING
    wide = np.flatnonzero(sprawling)
    found = [_by_cell(boxes, np.flatnonzero(~sprawling), others)]
    step = max(1, FEW // len(others))
    for start in range(0, len(wide), step):
        some = wide[start : start + step]
        one, other = _compared(boxes[some], others)
        found.append((some[one], other))
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def meet(boxes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Which rectangles share a point with the one beside them; shapes are broadcast, all but the last axis."""
    meets = (boxes[..., 0] <= others[..., 2]) & (boxes[..., 2] >= others[..., 0])
    result: np.ndarray = meets & (boxes[..., 1] <= others[..., 3]) & (boxes[..., 3] >= others[..., 1])
    return result


def around(points: np.ndarray) -> np.ndarray:
    """The rectangle around the points of each path, of shape (paths, points, 2)."""
    x, y = points[..., 0], points[..., 1]
    return np.stack([x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)], axis=1)


def _compared(boxes: np.ndarray, others: np.ndarray) -> Pairs:
    one, other = np.nonzero(meet(boxes[:, None], others))
    return one, other


def _squares(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first and last square of each rectangle, across and down, and how many that are."""
    low, high = np.floor(boxes[:, :2] / CELL).astype(np.int64), np.floor(boxes[:, 2:] / CELL).astype(np.int64)
    return low, high, high - low + 1


def _spread(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each square of each rectangle: the rectangle's row, and the square."""
    low, _, count = _squares(boxes)
    owner, at = ragged(count[:, 0] * count[:, 1])
    across = count[owner, 0]
    return owner, _key(low[owner, 0] + at % across, low[owner, 1] + at // across)


def _key(column: np.ndarray, row: np.ndarray) -> np.ndarray:
    result: np.ndarray = column * (1 << 31) + row
    return result


def _by_cell(boxes: np.ndarray, rows: np.ndarray, others: np.ndarray) -> Pairs:
    owner, square = _spread(boxes[rows])
    theirs, taken = _spread(others)
    order = np.argsort(taken, kind="stable")
    theirs, taken = theirs[order], taken[order]
    first = np.searchsorted(taken, square, "left")
    at, step = ragged(np.searchsorted(taken, square, "right") - first)
    one, other, here = rows[owner[at]], theirs[first[at] + step], square[at]
    a, b = boxes[one], others[other]
    meets = meet(a, b)
    # Two that share several squares are found in each of them; only the upper left one counts.
    corner = np.floor(np.maximum(a[:, :2], b[:, :2]) / CELL).astype(np.int64)
    meets &= here == _key(corner[:, 0], corner[:, 1])
    return one[meets], other[meets]


def ragged(counts: np.ndarray) -> Pairs:
    """For so many things each: whose each of them is, and its number there, from 0."""
    owner = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - starts[owner]
