"""Examples in memory, whatever they come from, with the facts that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from msgspec.structs import replace

from designer.data.patterns import GENERATORS, split
from designer.graph.specs import Bundled, Column, DataFacts, DataSpec, Generated, Task

Role: TypeAlias = Literal["feature", "target", "unused"]

PREVIEW_ROWS = 50
SIGN_NAMES = ("orange", "blue")
"""The classes of the generated patterns, after the colours they are drawn in."""


@dataclass(frozen=True)
class Examples:
    """Examples split into training and validation rows, and the facts about all of them.

    Shapes and types are those `load_examples` promises.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_validation: np.ndarray
    y_validation: np.ndarray
    facts: DataFacts


@dataclass(frozen=True)
class Loaded:
    """What a source gives before the split. `classes` is empty for a regression."""

    x: np.ndarray
    y: np.ndarray
    columns: tuple[Column, ...]
    preview: tuple[tuple[str, ...], ...]
    classes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def load(spec: DataSpec) -> Examples:
    """Read or make the examples of `spec` and split them. Raises `DataError`."""
    loaded = _load_source(spec)
    parts = split(loaded.x, loaded.y, spec.validation, spec.split_seed)
    return Examples(*parts, replace(_facts(loaded, training=len(parts[0])), still=_still(parts[0], parts[2])))


def _still(training: np.ndarray, validation: np.ndarray) -> int:
    """How many features of a row never change in the training rows but do in the others, as a rare category may."""
    if training.ndim != 2 or not len(training) or is_text(training):
        return 0
    first = training[0]
    return int(((training == first).all(axis=0) & (validation != first).any(axis=0)).sum())


def is_text(rows: np.ndarray) -> bool:
    """Whether rows are texts, not numbers."""
    return rows.dtype.kind in "UO"


def _load_source(spec: DataSpec) -> Loaded:
    source = spec.source
    if isinstance(source, Generated):
        return load_generated(source)
    # Imported here because each needs a library the other sources can do without.
    if isinstance(source, Bundled):
        from designer.data.bundled import load_bundled

        return load_bundled(source)
    from designer.data.tables import load_table

    return load_table(source)


def load_generated(source: Generated) -> Loaded:
    """The points of a pattern."""
    x, y = GENERATORS[source.pattern](source.size, source.noise, source.seed)
    classes = () if source.pattern == "plane" else SIGN_NAMES
    answer = target_column("value", y, classes) if not classes else target_column("class", y, classes)
    columns = (number_column("x", x[:, 0]), number_column("y", x[:, 1]), answer)
    return Loaded(x, y, columns, preview(x, y, classes), classes)


def number_column(name: str, values: np.ndarray, role: Role = "feature", missing: int = 0) -> Column:
    """A column of numbers with its range; `missing` cells are not among `values`."""
    if not values.size:
        return Column(name, "number", role, missing)
    wide = values.astype("float64")
    low, high, mean, deviation = (float(number) for number in (wide.min(), wide.max(), wide.mean(), wide.std()))
    return Column(name, "number", role, missing, low, high, mean, deviation)


def target_column(name: str, y: np.ndarray, classes: tuple[str, ...]) -> Column:
    """The column to predict: numbers, or one of the classes."""
    return Column(name, "category", "target", categories=classes) if classes else number_column(name, y, "target")


def preview(x: np.ndarray, y: np.ndarray, classes: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The first rows as text: every feature, then the answer."""
    return tuple(
        (*(f"{value:.4g}" for value in row), classes[answer[0]] if classes else f"{answer[0]:.4g}")
        for row, answer in zip(x[:PREVIEW_ROWS], y[:PREVIEW_ROWS], strict=True)
    )


def _facts(loaded: Loaded, training: int) -> DataFacts:
    facts = _told(loaded, training)
    if facts.text:
        return facts
    x = loaded.x
    widest = float(x.std(axis=0, dtype="float64").max())
    return replace(facts, low=float(x.min()), high=float(x.max()), widest=widest)


def _told(loaded: Loaded, training: int) -> DataFacts:
    x, y, classes = loaded.x, loaded.y, loaded.classes
    task: Task = "regression" if not classes else "binary" if len(classes) == 2 else "multiclass"
    return DataFacts(
        task=task,
        rows=len(x),
        training_rows=training,
        validation_rows=len(x) - training,
        input_shape=tuple(x.shape[1:]),
        targets=y.shape[1],
        classes=classes,
        class_counts=tuple(np.bincount(y[:, 0], minlength=len(classes)).tolist()) if classes else (),
        text=is_text(x),
        columns=loaded.columns,
        preview=loaded.preview,
        notes=loaded.notes,
    )
