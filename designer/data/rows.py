"""Rows of examples: one array, or several that belong together, in a list or by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

Rows: TypeAlias = np.ndarray | list[np.ndarray] | dict[str, np.ndarray]


def each(rows: Rows, change: Callable[[np.ndarray], np.ndarray]) -> Rows:
    """The same arrangement with every array changed."""
    if isinstance(rows, dict):
        return {name: change(part) for name, part in rows.items()}
    return [change(part) for part in rows] if isinstance(rows, list) else change(rows)


def arrays(rows: Rows) -> list[np.ndarray]:
    """Every array, in order."""
    return list(rows.values()) if isinstance(rows, dict) else rows if isinstance(rows, list) else [rows]


def count(rows: Rows) -> int:
    """How many rows there are."""
    return len(arrays(rows)[0])


def is_text(rows: Rows) -> bool:
    """Whether rows are texts, not numbers."""
    return any(part.dtype.kind in "UO" for part in arrays(rows))


def together(one: Rows, other: Rows) -> Rows:
    """The rows of one and then those of the other, which is arranged in the same way."""
    pairs = [np.concatenate(both) for both in zip(arrays(one), arrays(other), strict=True)]
    return dict(zip(one, pairs, strict=True)) if isinstance(one, dict) else pairs if isinstance(one, list) else pairs[0]
