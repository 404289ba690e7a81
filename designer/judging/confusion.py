"""Which class was taken for which."""

from __future__ import annotations

import numpy as np

Counts = tuple[tuple[int, ...], ...]


def confusion(truth: np.ndarray, taken: np.ndarray, classes: int) -> Counts:
    """A row for each class that rows are of, a column for each they are taken for; numbers beyond are left out."""
    table = np.zeros((classes, classes), dtype=int)
    within = (truth < classes) & (taken < classes)
    np.add.at(table, (truth[within], taken[within]), 1)
    return tuple(map(tuple, table.tolist()))
