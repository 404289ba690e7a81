"""Examples in memory, whatever they come from, and what sources give before the split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np

from designer.data.layout import Layout
from designer.data.patterns import GENERATORS
from designer.data.rows import AnyRows, Part, Rows, sampled
from designer.data.stored import StoredRows
from designer.data.summary import MOST_COMMON, bins_of
from designer.graph.specs import Column, DataFacts, Generated

Role: TypeAlias = Literal["feature", "target", "weight", "unused"]

PREVIEW_ROWS = 50
SIGN_NAMES = ("orange", "blue")
"""The classes of the generated patterns, after the colours they are drawn in."""


@dataclass(frozen=True)
class Examples:
    """Examples split into training and validation rows, and the facts about all of them.

    Shapes and types are those `load_examples` promises. `numbers` says which rows of the data the validation rows are,
    counted from 0 before any was left out; `layouts` which columns lie where, for each part (`""` where there is one).
    `w_…` say how much each row counts, if not all alike. Parts of `x_…` lie on the disk where memory is too small for them.
    """

    x_train: AnyRows
    y_train: Rows
    x_validation: AnyRows
    y_validation: Rows
    facts: DataFacts
    numbers: np.ndarray = field(default_factory=lambda: np.zeros(0, int))
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    w_train: np.ndarray | None = None
    w_validation: np.ndarray | None = None


@dataclass(frozen=True)
class Loaded:
    """What a source gives before the split. `classes` is empty for a regression.

    `numbers` says which rows these are where some were left out; `parting` is the column the split goes by,
    `amounts` are the columns of numbers of a table as they are in its file.
    """

    x: Part
    y: np.ndarray
    columns: tuple[Column, ...]
    preview: tuple[tuple[str, ...], ...]
    classes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    layout: Layout | None = None
    numbers: np.ndarray | None = None
    weights: np.ndarray | None = None
    parting: np.ndarray | None = None
    amounts: Mapping[str, np.ndarray] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class LoadedParts:
    """What a source of several parts or targets gives before the split. `classes` has those of each classification."""

    x: dict[str, Part]
    y: dict[str, np.ndarray]
    columns: tuple[Column, ...]
    preview: tuple[tuple[str, ...], ...]
    classes: dict[str, tuple[str, ...]]
    sources: dict[str, tuple[str, ...]]
    """The columns each part is made of."""
    notes: tuple[str, ...] = ()
    layouts: Mapping[str, Layout] = field(default_factory=dict)
    numbers: np.ndarray | None = None
    weights: np.ndarray | None = None
    parting: np.ndarray | None = None
    amounts: Mapping[str, np.ndarray] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()


def load_generated(source: Generated) -> Loaded:
    """The points of a pattern."""
    x, y = GENERATORS[source.pattern](source.size, source.noise, source.seed)
    classes = () if source.pattern == "plane" else SIGN_NAMES
    answer = target_column("value", y, classes) if not classes else target_column("class", y, classes)
    columns = (number_column("x", x[:, 0]), number_column("y", x[:, 1]), answer)
    return Loaded(x, y, columns, preview(x, y, classes), classes)


def number_column(name: str, values: Part, role: Role = "feature", missing: int = 0) -> Column:
    """A column of numbers with its range; `missing` cells are not among `values`."""
    if not values.size:
        return Column(name, "number", role, missing)
    cells, bins = missing + len(values), bins_of(sampled(values))
    low, high, mean, deviation = _figures(values)
    return Column(name, "number", role, missing, low, high, mean, deviation, holds="number", cells=cells, bins=bins)


def _figures(values: Part) -> tuple[float, float, float, float]:
    if isinstance(values, StoredRows):
        return values.measures.together
    wide = values.astype("float64")
    return float(wide.min()), float(wide.max()), float(wide.mean()), float(wide.std())


def number_columns(names: Iterable[str], x: Part) -> Iterator[Column]:
    """A column of numbers for each number of a row."""
    if not isinstance(x, StoredRows):
        yield from (number_column(name, x[:, at]) for at, name in enumerate(names))
        return
    figures, sample = x.measures, x.sample()
    for at, name in enumerate(names):
        low, high, mean, deviation = (float(part[at]) for part in figures.each)
        bins = bins_of(sample[:, at])
        yield Column(name, "number", "feature", 0, low, high, mean, deviation, holds="number", cells=len(x), bins=bins)


def target_column(name: str, y: np.ndarray, classes: tuple[str, ...]) -> Column:
    """The column to predict: numbers, or one of the classes."""
    if not classes:
        return number_column(name, y, "target")
    counts = np.bincount(y[:, 0], minlength=len(classes))
    order = np.argsort(-counts, kind="stable")[:MOST_COMMON]
    common = tuple((classes[at][:60], int(counts[at])) for at in order)
    return Column(name, "category", "target", categories=classes, holds="category", cells=len(y), common=common)


def preview(x: Part, y: np.ndarray, classes: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The first rows as text: every feature, then the answer."""
    return tuple(
        (*(f"{value:.4g}" for value in row), classes[answer[0]] if classes else f"{answer[0]:.4g}")
        for row, answer in zip(x[:PREVIEW_ROWS], y[:PREVIEW_ROWS], strict=True)
    )
