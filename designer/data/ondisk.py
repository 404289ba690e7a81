"""What a script says of rows that stay on the disk: a class whose source is printed into it, and lines around the split."""

from __future__ import annotations

import inspect

import numpy as np


class RowsOnDisk:
    """Rows that stay on the disk until some of them are asked for."""

    def __init__(self, array: np.ndarray, rows: np.ndarray) -> None:
        self.array, self.rows = array, rows

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, which: np.ndarray) -> np.ndarray:
        return np.asarray(self.array[self.rows[which]], "float32")


ROWS = inspect.getsource(RowsOnDisk)

WHY = "# more rows than memory holds: they are parted by their numbers, and stay on the disk"
NUMBERS = (WHY, "rows = np.arange(len(y))")
NUMBERS_OF_EACH = (WHY, "rows = dict.fromkeys(x, np.arange(len(table)))")
"""The same for rows of several parts."""
TAKEN = ("x_train, x_validation = RowsOnDisk(x, x_train), RowsOnDisk(x, x_validation)",)
TAKEN_OF_EACH = (
    "x_train = {name: RowsOnDisk(x[name], rows) for name, rows in x_train.items()}",
    "x_validation = {name: RowsOnDisk(x[name], rows) for name, rows in x_validation.items()}",
)
