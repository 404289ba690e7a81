"""Examples along one or two of their numbers, with all others as they most often are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from designer.data.examples import Examples
from designer.data.layout import Layout
from designer.data.rows import arrays, sampled
from designer.worker.looking import points_over


def features_of(examples: Examples) -> np.ndarray:
    """The training rows, which are what is learned from: one row an example. Of rows on the disk a sample."""
    return np.asarray(sampled(arrays(examples.x_train)[0]), dtype=np.float32)


def middle_of(examples: Examples) -> np.ndarray:
    """The median of each number in the training rows, and of each column of categories the commonest."""
    rows = features_of(examples)
    middle: np.ndarray = np.median(rows, axis=0).astype(np.float32)
    layout = examples.layouts.get("", Layout())
    known = layout.categories
    for name, span in layout.spans():
        if name in known:
            middle[span] = 0
            middle[span.start + rows[:, span].sum(axis=0).argmax()] = 1
    return middle


def rows_through(middle: np.ndarray, features: tuple[int, ...], axes: Sequence[np.ndarray]) -> np.ndarray:
    """An example for each point over these features, all other numbers being those of the middle."""
    points = points_over(axes)
    rows = np.repeat(middle[None], len(points), axis=0)
    rows[:, list(features)] = points
    return rows
