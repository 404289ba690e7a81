"""The legs of wires that are led through dots."""

from __future__ import annotations

import numpy as np

from designer.ui.canvas.routes import STUB
from designer.ui.canvas.wire_shapes import Legs


def bent(through: np.ndarray) -> Legs:
    """The legs of wires with the same number of dots: `through` are ends and dots, shape (wires, dots + 2, 2).

    All legs of the first wire come first.
    """
    wires, count = through.shape[:2]
    ways = _ways(through)
    turns = _turns_back(through)
    start, end = through[:, :-1].reshape(-1, 2), through[:, 1:].reshape(-1, 2)
    first, last = _marks(wires, count - 1, 0), _marks(wires, count - 1, count - 2)
    upright = turns[:, :-1].reshape(-1), turns[:, 1:].reshape(-1)
    return Legs(
        np.concatenate([start, end], axis=1),
        _corners(start, end, upright, first, last),
        np.zeros(len(start), dtype=bool),
        ways[:, :-1].reshape(-1, 2),
        ways[:, 1:].reshape(-1, 2),
        np.stack([~first, ~last], axis=1),
    )


def _marks(wires: int, legs: int, at: int) -> np.ndarray:
    found = np.zeros((wires, legs), dtype=bool)
    found[:, at] = True
    return found.reshape(-1)


def _ways(through: np.ndarray) -> np.ndarray:
    """The way a curve takes at each point: level at the ports, past a dot as from the one before to the next.

    Where a dot is the highest of the three, or as high as another, it passes level, so that it never swings
    out beyond them; likewise across.
    """
    ways = np.zeros_like(through)
    ways[:, [0, -1], 0] = 1.0
    before, after = through[:, 1:-1] - through[:, :-2], through[:, 2:] - through[:, 1:-1]
    on = np.where(before * after > 0.0, before + after, 0.0)
    on = np.where((on == 0.0).all(axis=2, keepdims=True), before + after, on)
    ways[:, 1:-1] = on / np.maximum(np.linalg.norm(on, axis=2, keepdims=True), 1e-9)
    return ways


def _turns_back(through: np.ndarray) -> np.ndarray:
    """At which points an angled wire passes upright: where it goes back across."""
    before, after = through[:, 1:-1, 0] - through[:, :-2, 0], through[:, 2:, 0] - through[:, 1:-1, 0]
    found = np.zeros(through.shape[:2], dtype=bool)
    found[:, 1:-1] = before * after < 0.0
    return found


def _corners(
    start: np.ndarray, end: np.ndarray, upright: tuple[np.ndarray, np.ndarray], first: np.ndarray, last: np.ndarray
) -> np.ndarray:
    """Four corners for each leg, some of them the same."""
    (x1, y1), (x2, y2) = start.T, end.T
    middle, level = (x1 + x2) / 2, (y1 + y2) / 2
    # A dot lies where there is room: beside the port the wire turns to its height at once.
    far = x2 - x1 > 2 * STUB
    middle = np.where(far & first, x1 + STUB, np.where(far & last, x2 - STUB, middle))
    # From a port it leaves to the right and arrives from the left, whatever comes then.
    back_out, back_in = first & (x2 < x1 + STUB), last & (x2 < x1 + STUB)
    out = np.where(upright[0], x1, np.where(back_out, x1 + STUB, np.where(upright[1], x2, middle)))
    into = np.where(upright[1], x2, np.where(back_in, x2 - STUB, np.where(upright[0], x1, middle)))
    across = back_out | back_in
    out = np.where(across & ~upright[0] & ~back_out, x1 + STUB, out)
    into = np.where(across & ~upright[1] & ~back_in, x2 - STUB, into)
    same = np.where(upright[0] & ~upright[1], y2, np.where(upright[1] & ~upright[0], y1, level))
    level = np.where(across | (upright[0] & upright[1]), level, same)
    return np.stack([np.stack(pair, axis=1) for pair in ((out, y1), (out, level), (into, level), (into, y2))], axis=1)
