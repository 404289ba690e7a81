"""Rows of examples: one array, or several of as many rows together, in a list or by name.

Each may also lie on the disk (`StoredRows`): then only some rows at a time become an array.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias, TypeGuard, overload

import numpy as np

from designer.data.stored import StoredRows, Which

Rows: TypeAlias = np.ndarray | list[np.ndarray] | dict[str, np.ndarray]
"""Rows that are all in memory."""
Part: TypeAlias = np.ndarray | StoredRows
AnyRows: TypeAlias = Rows | StoredRows | list[Part] | dict[str, Part]
"""Rows of which parts may lie on the disk."""


def each(rows: Rows, change: Callable[[np.ndarray], np.ndarray]) -> Rows:
    """The same arrangement with every array changed."""
    if isinstance(rows, dict):
        return {name: change(part) for name, part in rows.items()}
    return [change(part) for part in rows] if isinstance(rows, list) else change(rows)


@overload
def arrays(rows: Rows) -> list[np.ndarray]: ...
@overload
def arrays(rows: AnyRows) -> list[Part]: ...
def arrays(rows: AnyRows) -> list[np.ndarray] | list[Part]:
    """Every part, in order."""
    return list(rows.values()) if isinstance(rows, dict) else rows if isinstance(rows, list) else [rows]


def taken(rows: AnyRows, which: Which) -> Rows:
    """Some of the rows, in the same arrangement, as arrays."""
    if isinstance(rows, dict):
        return {name: part[which] for name, part in rows.items()}
    return [part[which] for part in rows] if isinstance(rows, list) else rows[which]


def in_memory(rows: AnyRows) -> TypeGuard[Rows]:
    """Whether no part lies on the disk."""
    return not any(isinstance(part, StoredRows) for part in arrays(rows))


def chosen(part: Part, which: np.ndarray) -> Part:
    """Only these rows of a part; what lies on the disk stays there."""
    return part.chosen(which) if isinstance(part, StoredRows) else part[which]


def sampled(part: Part) -> np.ndarray:
    """The part, or of one on the disk a sample of its rows, evenly spaced."""
    return part.sample() if isinstance(part, StoredRows) else part


def blocks(part: Part, rows: int) -> Iterator[np.ndarray]:
    """All rows of a part in order, so many at a time."""
    return (part[first : first + rows] for first in range(0, len(part), rows))


def count(rows: AnyRows) -> int:
    """How many rows there are."""
    return len(arrays(rows)[0])


def is_text(rows: AnyRows) -> bool:
    """Whether rows are texts, not numbers."""
    return any(part.dtype.kind in "UO" for part in arrays(rows))


def together(one: Rows, other: Rows) -> Rows:
    """The rows of one and then those of the other, which is arranged in the same way."""
    pairs = [np.concatenate(both) for both in zip(arrays(one), arrays(other), strict=True)]
    return dict(zip(one, pairs, strict=True)) if isinstance(one, dict) else pairs if isinstance(one, list) else pairs[0]
