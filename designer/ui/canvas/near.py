"""Which of many rectangles meet which of many others, without asking each about each."""

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
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    beside = np.flatnonzero((others[:, :2] <= high).all(axis=1) & (others[:, 2:] >= low).all(axis=1))
    if len(beside) < len(others):
        one, other = meeting(boxes, others[beside])
        return one, beside[other]
    sprawling = _squares(boxes)[2].prod(axis=1) > SPRAWLING
    wide = np.flatnonzero(sprawling)
    found = [_by_cell(boxes, np.flatnonzero(~sprawling), others)]
    step = max(1, FEW // len(others))
    for start in range(0, len(wide), step):
        some = wide[start : start + step]
        one, other = _compared(boxes[some], others)
        found.append((some[one], other))
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def _compared(boxes: np.ndarray, others: np.ndarray) -> Pairs:
    meets = (boxes[:, None, 0] <= others[:, 2]) & (boxes[:, None, 2] >= others[:, 0])
    meets &= (boxes[:, None, 1] <= others[:, 3]) & (boxes[:, None, 3] >= others[:, 1])
    one, other = np.nonzero(meets)
    return one, other


def _squares(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first and last square of each rectangle, across and down, and how many that are."""
    low, high = np.floor(boxes[:, :2] / CELL).astype(np.int64), np.floor(boxes[:, 2:] / CELL).astype(np.int64)
    return low, high, high - low + 1


def _spread(boxes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each square of each rectangle: the rectangle's row, and the square."""
    low, _, count = _squares(boxes)
    total = count.prod(axis=1)
    owner, at = ragged(total)
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
    meets = (a[:, :2] <= b[:, 2:]).all(axis=1) & (a[:, 2:] >= b[:, :2]).all(axis=1)
    # Two that share several squares are found in each of them; only the upper left one counts.
    corner = np.floor(np.maximum(a[:, :2], b[:, :2]) / CELL).astype(np.int64)
    meets &= here == _key(corner[:, 0], corner[:, 1])
    return one[meets], other[meets]


def ragged(counts: np.ndarray) -> Pairs:
    """For so many things each: whose each of them is, and its number there, from 0."""
    owner = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    return owner, np.arange(len(owner)) - starts[owner]
