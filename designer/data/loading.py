"""From a specification to examples: read or made, split, and looked at."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from designer.data.examples import Examples, Loaded, LoadedParts, load_generated
from designer.data.large import is_large
from designer.data.layout import Layout, numbers_in_order
from designer.data.lookingover import looked_over
from designer.data.rows import Part, blocks, chosen, count, is_text, sampled
from designer.data.shapes import load_shapes
from designer.data.splitting import column_split_by, rows_of
from designer.data.spoiling import spoiled
from designer.data.stored import StoredRows
from designer.graph.specs import (
    Arrays,
    Bundled,
    Column,
    DataFacts,
    DataSpec,
    Generated,
    Images,
    PartFacts,
    Shapes,
    TargetFacts,
    Task,
)

ROWS_AT_ONCE = 4_096
"""So many rows of numbers on the disk are looked at together."""


def load(spec: DataSpec) -> Examples:
    """Read or make the examples of `spec` and split them. Raises `DataError`."""
    loaded = spoiled(_load_source(spec), spec)
    if isinstance(loaded, LoadedParts):
        return _several(loaded, spec)
    x, y = loaded.x, loaded.y
    training, held_back = rows_of(spec, len(x), _parting(loaded, spec))
    sides = (chosen(x, training), y[training], chosen(x, held_back), y[held_back])
    facts = replace(_facts(loaded, training=len(training)), still=_still(sides[0], sides[2]))
    if loaded.classes:
        counted = np.bincount(sides[1][:, 0], minlength=len(loaded.classes))
        facts = replace(facts, training_counts=tuple(counted.tolist()))
    layout = loaded.layout or _layout(x, loaded.columns)
    facts = replace(facts, **looked_over(loaded, spec, {"": layout}, training, held_back))
    weights = _weights(loaded.weights, training, held_back)
    return Examples(*sides, facts, _numbers(loaded, held_back), {"": layout}, *weights)


def _layout(x: Part, columns: tuple[Column, ...]) -> Layout:
    if x.ndim != 2 or is_text(x):
        return Layout()
    found = numbers_in_order(columns)
    return found if len(found.columns) == x.shape[1] else Layout()


def _numbers(loaded: Loaded | LoadedParts, held_back: np.ndarray) -> np.ndarray:
    """Which rows of the data those held back are."""
    return held_back if loaded.numbers is None else loaded.numbers[held_back]


def _parting(loaded: Loaded | LoadedParts, spec: DataSpec) -> np.ndarray | None:
    """The column the split goes by: that of the first class to predict, or the one it names."""
    if spec.split_by != "class":
        return loaded.parting
    if isinstance(loaded, Loaded):
        return loaded.y[:, 0] if loaded.classes else None
    return next((loaded.y[name][:, 0] for name, found in loaded.classes.items() if found), None)


def _weights(
    weights: np.ndarray | None, training: np.ndarray, held_back: np.ndarray
) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Weights parted as their rows are."""
    return (None, None) if weights is None else (weights[training], weights[held_back])


def _still(training: Part, validation: Part) -> int:
    """How many features of a row never change in the training rows but do in the others, as a rare category may."""
    if training.ndim != 2 or not len(training) or is_text(training):
        return 0
    first = training[0]
    if isinstance(training, StoredRows) or isinstance(validation, StoredRows):
        return _still_on_disk(training, validation, first)
    return int(((training == first).all(axis=0) & (validation != first).any(axis=0)).sum())


def _still_on_disk(training: Part, validation: Part, first: np.ndarray) -> int:
    """The same, going through all rows only if some features are still in a sample of them."""
    still = (sampled(training) == first).all(axis=0)
    for block in blocks(training, ROWS_AT_ONCE) if still.any() else ():
        still &= (block == first).all(axis=0)
    changing = np.zeros_like(still)
    for block in blocks(validation, ROWS_AT_ONCE) if still.any() else ():
        changing |= (block != first).any(axis=0)
    return int((still & changing).sum())


def _load_source(spec: DataSpec) -> Loaded | LoadedParts:
    source = spec.source
    if isinstance(source, Generated):
        return load_generated(source)
    if isinstance(source, Shapes):
        return load_shapes(source)
    # Imported here because each needs a library the other sources can do without.
    if isinstance(source, Bundled):
        from designer.data.bundled import load_bundled

        return load_bundled(source)
    if isinstance(source, Arrays):
        from designer.data.arrays import load_arrays

        return load_arrays(source)
    if isinstance(source, Images):
        from designer.data.images import load_images

        return load_images(source)
    if is_large(source):
        from designer.data.largetables import load_large

        return load_large(source, column_split_by(spec))
    from designer.data.tables import load_table

    return load_table(source, column_split_by(spec))


def _facts(loaded: Loaded, training: int) -> DataFacts:
    facts = _told(loaded, training)
    if facts.text:
        return facts
    low, high, widest = _range(loaded.x)
    return replace(facts, low=low, high=high, widest=widest)


def _range(x: Part) -> tuple[float, float, float]:
    """The lowest and the highest number, and how far the widest of a row's numbers spreads."""
    if isinstance(x, StoredRows):
        low, high, _, _ = x.measures.together
        return low, high, float(x.measures.deviation.max())
    return float(x.min()), float(x.max()), float(x.std(axis=0, dtype="float64").max())


def _told(loaded: Loaded, training: int) -> DataFacts:
    x, y, classes = loaded.x, loaded.y, loaded.classes
    return DataFacts(
        task=_task(classes),
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


def _task(classes: tuple[str, ...]) -> Task:
    return "regression" if not classes else "binary" if len(classes) == 2 else "multiclass"


def _several(loaded: LoadedParts, spec: DataSpec) -> Examples:
    training, held_back = rows_of(spec, count(loaded.x), _parting(loaded, spec))
    x, x_validation = ({name: chosen(part, rows) for name, part in loaded.x.items()} for rows in (training, held_back))
    y, y_validation = ({name: part[rows] for name, part in loaded.y.items()} for rows in (training, held_back))
    parts = tuple(
        PartFacts(
            name,
            tuple(part.shape[1:]),
            *_range(part),
            _still(x[name], x_validation[name]),
            loaded.sources.get(name, ()),
        )
        for name, part in loaded.x.items()
    )
    answers = tuple(_answer(name, answer, loaded.classes.get(name, ())) for name, answer in loaded.y.items())
    facts = _facts_of_several(loaded, parts, answers, training=count(x))
    facts = replace(facts, **looked_over(loaded, spec, loaded.layouts, training, held_back))
    weights = _weights(loaded.weights, training, held_back)
    return Examples(x, y, x_validation, y_validation, facts, _numbers(loaded, held_back), loaded.layouts, *weights)


def _answer(name: str, y: np.ndarray, classes: tuple[str, ...]) -> TargetFacts:
    counts = tuple(np.bincount(y[:, 0], minlength=len(classes)).tolist()) if classes else ()
    return TargetFacts(name, _task(classes), y.shape[1], classes, counts)


def _facts_of_several(
    loaded: LoadedParts, parts: tuple[PartFacts, ...], answers: tuple[TargetFacts, ...], *, training: int
) -> DataFacts:
    rows = count(loaded.x)
    facts = DataFacts(
        task=answers[0].task,
        rows=rows,
        training_rows=training,
        validation_rows=rows - training,
        input_shape=parts[0].shape,
        columns=loaded.columns,
        preview=loaded.preview,
        notes=loaded.notes,
        parts=parts,
        answers=answers,
    )
    seen = facts.seen(parts[0].name, answers[0].name)
    return replace(seen, columns=facts.columns)
