"""What is told of examples beyond how they are read: which columns go together, and what may mislead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from designer.data.examples import Loaded, LoadedParts
from designer.data.hints import Feature, copies_of, hints_of
from designer.data.layout import Layout
from designer.data.rows import AnyRows, arrays, count, is_text, sampled
from designer.data.stored import StoredRows
from designer.data.summary import correlations, looked_at
from designer.graph.specs import DataSpec, OwnFile


def looked_over(
    loaded: Loaded | LoadedParts,
    spec: DataSpec,
    layouts: Mapping[str, Layout],
    training: np.ndarray,
    held_back: np.ndarray,
) -> dict[str, Any]:
    """Fields of `DataFacts`."""
    rows = count(loaded.x)
    correlated, correlation = correlations(loaded.amounts or dict(_amounts(loaded)))
    found: dict[str, Any] = {
        "looked_at": looked_at(rows),
        "correlated": correlated,
        "correlation": correlation,
        "sheets": loaded.sheets,
    }
    if isinstance(spec.source, OwnFile):
        classes = loaded.classes if isinstance(loaded.classes, dict) else {"": loaded.classes}
        places = _places(loaded.x)
        features = list(_features(loaded, layouts, places))
        found["hints"] = hints_of(features, loaded.x, loaded.y, classes, training, held_back, loaded.columns, places)
    elif spec.spoiled == "rows":
        found["hints"] = tuple(copies_of(loaded.x, loaded.y, training, held_back))
    return found


def _places(x: AnyRows) -> np.ndarray | None:
    """Which rows every part has a sample of, where some lie on the disk."""
    stored = [part.sampled_places for part in arrays(x) if isinstance(part, StoredRows)]
    return min(stored, key=len) if stored else None


def _amounts(loaded: Loaded | LoadedParts) -> Iterator[tuple[str, np.ndarray]]:
    """The columns of numbers of data that lies in no table, the answer last."""
    if isinstance(loaded, LoadedParts) or loaded.x.ndim != 2 or is_text(loaded.x):
        return
    names = [column.name for column in loaded.columns if column.role == "feature"]
    if len(names) == loaded.x.shape[1]:
        x, y = sampled(loaded.x), loaded.y
        yield from ((name, x[:, at]) for at, name in enumerate(names))
        if not loaded.classes:
            yield (
                loaded.columns[-1].name,
                y[loaded.x.sampled_places, -1] if isinstance(loaded.x, StoredRows) else y[:, -1],
            )


def _features(
    loaded: Loaded | LoadedParts, layouts: Mapping[str, Layout], places: np.ndarray | None
) -> Iterator[Feature]:
    """Each column as a network gets it; of rows on the disk a sample."""
    for name, layout in layouts.items():
        if not layout.columns:
            continue
        part = loaded.x[name] if isinstance(loaded.x, dict) else loaded.x
        x = sampled(part) if places is None else part[places]
        for column, span in layout.spans() if x.ndim == 2 and not is_text(x) else ():
            categories = span.stop - span.start > 1
            yield Feature(column, x[:, span].argmax(axis=1) if categories else x[:, span.start], categories)
