"""Other ways to hold rows back than at random: functions whose source is printed into scripts, and which of them is meant.

Each printed function stands on its own: it uses numpy as `np` and nothing else of Layerloom.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from designer.data.patterns import split
from designer.errors import DataError
from designer.graph.specs import DataSpec, SplitBy


def same_share_of_each(classes: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Hold back the same share of the rows of every class, drawn at random."""
    rng = np.random.default_rng(seed)
    held_back = np.zeros(len(classes), bool)
    for number in np.unique(classes):
        rows = rng.permutation(np.flatnonzero(classes == number))
        count = min(max(1, round(len(rows) * share)), len(rows) - 1)
        held_back[rows[:count]] = True
    return held_back


def marked_rows(marks: np.ndarray) -> np.ndarray:
    """Hold back the rows that a column marks so."""
    words = np.char.lower(np.char.strip(marks.astype("str")))
    yes = ["validation", "valid", "val", "test", "yes", "true", "1", "1.0"]
    return np.isin(words, yes)


def last_rows(order: np.ndarray, share: float) -> np.ndarray:
    """Hold back the rows that come last in the order of a column."""
    count = min(max(1, round(len(order) * share)), len(order) - 1)
    held_back = np.zeros(len(order), bool)
    held_back[np.argsort(order, kind="stable")[-count:]] = True
    return held_back


def whole_groups(groups: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Hold back about a share of the rows, but all rows of a group or none, drawn at random."""
    names, which = np.unique(groups.astype("str"), return_inverse=True)
    order = np.random.default_rng(seed).permutation(len(names))
    rows = np.cumsum(np.bincount(which)[order])
    count = min(max(1, int(np.searchsorted(rows, share * len(groups))) + 1), len(names) - 1)
    return np.isin(which, order[:count])


def part_rows(x: np.ndarray, y: np.ndarray, held_back: np.ndarray) -> tuple[np.ndarray, ...]:
    """Rows to train on, and rows held back."""
    return x[~held_back], y[~held_back], x[held_back], y[held_back]


def part_rows_of_each(
    x: dict[str, np.ndarray], y: dict[str, np.ndarray], held_back: np.ndarray
) -> tuple[dict[str, np.ndarray], ...]:
    """Rows to train on, and rows held back: the same of every part."""
    sides = ((x, ~held_back), (y, ~held_back), (x, held_back), (y, held_back))
    return tuple({name: part[at] for name, part in side.items()} for side, at in sides)


FUNCTIONS: Final[Mapping[SplitBy, Callable[..., np.ndarray]]] = {
    "class": same_share_of_each,
    "column": marked_rows,
    "time": last_rows,
    "group": whole_groups,
}

NO: Final = frozenset({"train", "training", "no", "false", "0", "0.0"})
YES: Final = frozenset({"validation", "valid", "val", "test", "yes", "true", "1", "1.0"})


def column_split_by(spec: DataSpec) -> str:
    """The column of the table the split goes by, if it goes by one."""
    return spec.split_column if spec.split_by in ("column", "time", "group") else ""


def arguments_of(spec: DataSpec) -> dict[str, Any]:
    """What the function of a split is told beside the column."""
    told = {"share": spec.validation, "seed": spec.split_seed}
    names = {"class": ("share", "seed"), "column": (), "time": ("share",), "group": ("share", "seed")}
    return {name: told[name] for name in names.get(spec.split_by, ())}


def rows_of(spec: DataSpec, count: int, parting: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Which of `count` rows are trained on and which are held back.

    `parting` is the column the split goes by: class numbers, marks, an order or groups. Raises `DataError`.
    """
    if not spec.split_by:
        numbers = np.arange(count)
        training, _, validation, _ = split(numbers, numbers, spec.validation, spec.split_seed)
        return training, validation
    if parting is None:
        raise DataError(_NEEDS[spec.split_by])
    if spec.split_by == "column":
        _check_marks(parting, spec.split_column)
    if spec.split_by == "time" and parting.dtype.kind not in "biuf":
        raise DataError(
            f"Expected numbers or dates in {spec.split_column!r} to put rows in order, found texts. "
            "Choose another column to split by."
        )
    held_back = FUNCTIONS[spec.split_by](parting, **arguments_of(spec))
    if held_back.all() or not held_back.any():
        which = "every row" if held_back.all() else "no row"
        raise DataError(f"This way to split holds back {which}. Choose another way, or another column to split by.")
    return np.flatnonzero(~held_back), np.flatnonzero(held_back)


_NEEDS: Final[Mapping[SplitBy, str]] = {
    "class": "Holding back the same share of each class needs a class to predict. Split at random instead.",
    **dict.fromkeys(
        ("column", "time", "group"),
        "Splitting by a column needs a table and one of its columns. Choose the column, or split at random.",
    ),
}


def _check_marks(marks: np.ndarray, name: str) -> None:
    words = [str(word) for word in np.unique(np.char.lower(np.char.strip(marks.astype("str"))))]
    strange = [word for word in words if word not in YES | NO]
    if strange:
        raise DataError(
            f"Expected “train” or “validation”, or yes or no, in every row of {name!r}, found {strange[0][:40]!r}. "
            "Choose another column to split by."
        )
