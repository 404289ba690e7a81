"""The points along all wires in one array, and what can be asked of lines: how near, crossed where, how far along."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF

from designer.ui.canvas.near import around, ragged


class Tracks:
    """Points along many lines, each with a number of its own that stays."""

    def __init__(self, counts: np.ndarray) -> None:
        self.counts = counts
        self.first = np.cumsum(counts) - counts
        self.points = np.zeros((int(counts.sum()), 2))
        self.boxes = np.zeros((len(counts), 4))

    def put(self, rows: np.ndarray, points: np.ndarray) -> None:
        """Take over the points of some lines with equally many: shape (rows, points, 2)."""
        self.points[self.first[rows, None] + np.arange(points.shape[1])] = points
        self.boxes[rows] = around(points)

    def shift(self, rows: np.ndarray, ways: np.ndarray) -> None:
        """Move some lines as a whole; `ways` are x and y at both ends of each, which are alike."""
        owner, step = ragged(self.counts[rows])
        self.points[self.first[rows][owner] + step] += ways[owner, :2]
        self.boxes[rows] += ways

    def resize(self, row: int, count: int) -> None:
        """Give one line another number of points, which are yet to be put."""
        start, end = self.first[row], self.first[row] + self.counts[row]
        self.points = np.concatenate([self.points[:start], np.zeros((count, 2)), self.points[end:]])
        self.counts[row] = count
        self.first = np.cumsum(self.counts) - self.counts

    def of(self, row: int) -> np.ndarray:
        """The points of one line."""
        start = self.first[row]
        return self.points[start : start + self.counts[row]]

    def alike(self, rows: np.ndarray, count: int) -> np.ndarray:
        """The points of some lines that have this many each: shape (rows, points, 2)."""
        result: np.ndarray = self.points[self.first[rows, None] + np.arange(count)]
        return result

    def segments(self, rows: np.ndarray, every: int = 1) -> tuple[np.ndarray, np.ndarray]:
        """The short lines of some lines: whose each is (its number in `rows`), and from where to where.

        They join only the first of `every` few points, and the last one.
        """
        owner, step = ragged(-(-(self.counts[rows] - 1) // every))
        first, last = self.first[rows][owner], (self.first + self.counts - 1)[rows][owner]
        start, end = first + step * every, np.minimum(first + (step + 1) * every, last)
        return owner, np.concatenate([self.points[start], self.points[end]], axis=1)

    def distances(self, rows: np.ndarray, point: QPointF) -> np.ndarray:
        """From a point to each of some lines."""
        owner, lines = self.segments(rows)
        away = np.linalg.norm(_nearest(lines, point) - (point.x(), point.y()), axis=1)
        result: np.ndarray = np.minimum.reduceat(away, np.searchsorted(owner, np.arange(len(rows))))
        return result

    def nearest(self, row: int, point: QPointF) -> tuple[int, np.ndarray]:
        """The place on a line that is nearest to a point, and the number of the short line it is on."""
        places = _nearest(self.segments(np.array([row]))[1], point)
        at = int(np.linalg.norm(places - (point.x(), point.y()), axis=1).argmin())
        return at, places[at]

    def crossed(self, rows: np.ndarray, start: QPointF, end: QPointF) -> np.ndarray:
        """Which of some lines a straight cut crosses."""
        cut, origin = np.array([end.x() - start.x(), end.y() - start.y()]), np.array([start.x(), start.y()])
        owner, lines = self.segments(rows)
        one, other = lines[:, :2] - origin, lines[:, 2:] - origin
        sides = _cross(cut, one), _cross(cut, other)
        way = other - one
        ends = _cross(way, -one), _cross(way, cut - one)
        hit = (np.sign(sides[0]) != np.sign(sides[1])) & (np.sign(ends[0]) != np.sign(ends[1]))
        found = np.zeros(len(rows), dtype=bool)
        found[owner[hit]] = True
        return found

    def along(self, rows: np.ndarray, shares: np.ndarray) -> np.ndarray:
        """The points at these shares of each line's length: shape (rows, shares, 2)."""
        owner, lines = self.segments(rows)
        lengths = np.linalg.norm(lines[:, 2:] - lines[:, :2], axis=1)
        reached = np.cumsum(lengths)
        first = np.searchsorted(owner, np.arange(len(rows)))
        before = np.concatenate([[0.0], reached])[first]
        last = np.concatenate([first[1:], [len(lines)]]) - 1
        wanted = before[:, None] + shares * (reached[last] - before)[:, None]
        at = np.clip(np.searchsorted(reached, wanted), first[:, None], last[:, None])
        share = (wanted - (reached[at] - lengths[at])) / np.maximum(lengths[at], 1e-9)
        return lines[at, :2] + np.clip(share, 0.0, 1.0)[..., None] * (lines[at, 2:] - lines[at, :2])


def _nearest(lines: np.ndarray, point: QPointF) -> np.ndarray:
    """The place on each of some short lines that is nearest to a point."""
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    along = (((point.x(), point.y()) - start) * way).sum(axis=1)
    share = np.clip(along / np.maximum((way**2).sum(axis=1), 1e-9), 0.0, 1.0)
    result: np.ndarray = start + share[:, None] * way
    return result


def _cross(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    result: np.ndarray = one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]
    return result
