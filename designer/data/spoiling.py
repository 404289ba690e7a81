"""Data that is spoiled on purpose, for an exercise: answers that are shuffled, or rows that are there twice.

The printed functions stand on their own: they use numpy as `np` and nothing else of Layerloom.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from designer.data.examples import Loaded, LoadedParts, preview
from designer.data.rows import Part, count, in_memory
from designer.errors import DataError
from designer.graph.specs import DataSpec, Generated, Spoiled, part_names


def shuffled_answers(count: int) -> np.ndarray:
    """For each row the row whose answer it gets."""
    return np.random.default_rng(0).permutation(count)


def rows_twice(count: int) -> np.ndarray:
    """Half of the rows, each of them twice."""
    half = np.random.default_rng(0).permutation(count)[: (count + 1) // 2]
    return np.resize(half, count)


FUNCTIONS: Final[Mapping[Spoiled, Callable[[int], np.ndarray]]] = {"labels": shuffled_answers, "rows": rows_twice}

ON_DISK = (
    "Data that is larger than memory cannot be spoiled for an exercise. Choose the data once more to have it as it is."
)


def spoiled(loaded: Loaded | LoadedParts, spec: DataSpec) -> Loaded | LoadedParts:
    """What a source gives, spoiled as the data says. Raises `DataError` for rows on the disk."""
    if not spec.spoiled:
        return loaded
    given = loaded.x
    if not in_memory(given):
        raise DataError(ON_DISK)
    order = FUNCTIONS[spec.spoiled](count(given))
    twice = spec.spoiled == "rows"
    if isinstance(loaded, LoadedParts):
        parts = replace(loaded, y=_taken(loaded.y, order))
        return replace(parts, x={**_taken(loaded.x, order)}, numbers=_numbers(loaded, order)) if twice else parts
    x, y = loaded.x[order] if twice else loaded.x, loaded.y[order]
    told = preview(x, y, loaded.classes) if isinstance(spec.source, Generated) else _answered(loaded, y, twice)
    if twice:
        return replace(loaded, x=x, y=y, numbers=_numbers(loaded, order), preview=told)
    return replace(loaded, y=y, preview=told, amounts=_amounts(loaded, order))


def _answered(loaded: Loaded, y: np.ndarray, twice: bool) -> tuple[tuple[str, ...], ...]:
    """The first rows with the answers they have now, where none of these was left out."""
    first = loaded.numbers[: len(loaded.preview)] if loaded.numbers is not None else ()
    whole = loaded.numbers is None or np.array_equal(first, np.arange(len(loaded.preview)))
    target = next((at for at, column in enumerate(loaded.columns) if column.role == "target"), None)
    if twice or target is None or not whole or y.shape[1] > 1:
        return loaded.preview
    answers = [loaded.classes[one] if loaded.classes else f"{one:.4g}" for one in y[: len(loaded.preview), 0]]
    pairs = zip(loaded.preview, answers, strict=True)
    return tuple((*row[:target], answer, *row[target + 1 :]) for row, answer in pairs)


def _amounts(loaded: Loaded, order: np.ndarray) -> Mapping[str, np.ndarray]:
    """The columns of a table's numbers, with the answers where they are now."""
    targets = {column.name for column in loaded.columns if column.role == "target"}
    shuffled = {name for name in targets & set(loaded.amounts) if len(loaded.amounts[name]) == len(order)}
    return {name: part[order] if name in shuffled else part for name, part in loaded.amounts.items()}


def _taken(parts: Mapping[str, Part], order: np.ndarray) -> dict[str, np.ndarray]:
    return {name: part[order] for name, part in parts.items()}


def _numbers(loaded: Loaded | LoadedParts, order: np.ndarray) -> np.ndarray:
    """Which rows of the data these are."""
    return order if loaded.numbers is None else loaded.numbers[order]


def spoiling_code(spec: DataSpec) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The function a script needs for that, and the lines that call it; none for data that is sound."""
    if not spec.spoiled:
        return (), ()
    function = FUNCTIONS[spec.spoiled]
    several = part_names(spec.source)
    names = ("x", "y") if spec.spoiled == "rows" else ("y",)
    lines = [f"order = {function.__name__}(len({'next(iter(x.values()))' if several else 'x'}))"]
    for name in names:
        taken = f"{{name: part[order] for name, part in {name}.items()}}" if several else f"{name}[order]"
        lines.append(f"{name} = {taken}")
    return (inspect.getsource(function),), ("# spoiled on purpose, for an exercise", *lines)
