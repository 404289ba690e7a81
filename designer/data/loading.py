"""From a specification to examples: read or made, split, and looked at."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from designer.data.examples import Examples, Loaded, LoadedParts, load_generated
from designer.data.layout import Layout, numbers_in_order
from designer.data.patterns import split, split_parts
from designer.data.rows import count, is_text
from designer.data.shapes import load_shapes
from designer.graph.specs import Bundled, Column, DataFacts, DataSpec, Generated, PartFacts, Shapes, TargetFacts, Task


def load(spec: DataSpec) -> Examples:
    """Read or make the examples of `spec` and split them. Raises `DataError`."""
    loaded = _load_source(spec)
    if isinstance(loaded, LoadedParts):
        return _several(loaded, spec)
    parts = split(loaded.x, loaded.y, spec.validation, spec.split_seed)
    facts = replace(_facts(loaded, training=len(parts[0])), still=_still(parts[0], parts[2]))
    if loaded.classes:
        counted = np.bincount(parts[1][:, 0], minlength=len(loaded.classes))
        facts = replace(facts, training_counts=tuple(counted.tolist()))
    layout = loaded.layout or _layout(loaded.x, loaded.columns)
    return Examples(*parts, facts, _numbers_held_back(loaded, spec), {"": layout}, *_weights(loaded.weights, spec))


def _layout(x: np.ndarray, columns: tuple[Column, ...]) -> Layout:
    return numbers_in_order(columns) if x.ndim == 2 and not is_text(x) else Layout()


def _numbers_held_back(loaded: Loaded | LoadedParts, spec: DataSpec) -> np.ndarray:
    """Which rows of the data `split` holds back."""
    numbers = np.arange(count(loaded.x)) if loaded.numbers is None else loaded.numbers
    return split(numbers, numbers, spec.validation, spec.split_seed)[2]


def _weights(weights: np.ndarray | None, spec: DataSpec) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Weights parted as their rows are."""
    if weights is None:
        return None, None
    _, training, _, validation = split(weights, weights, spec.validation, spec.split_seed)
    return training, validation


def _still(training: np.ndarray, validation: np.ndarray) -> int:
    """How many features of a row never change in the training rows but do in the others, as a rare category may."""
    if training.ndim != 2 or not len(training) or is_text(training):
        return 0
    first = training[0]
    return int(((training == first).all(axis=0) & (validation != first).any(axis=0)).sum())


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
    from designer.data.tables import load_table

    return load_table(source)


def _facts(loaded: Loaded, training: int) -> DataFacts:
    facts = _told(loaded, training)
    if facts.text:
        return facts
    x = loaded.x
    widest = float(x.std(axis=0, dtype="float64").max())
    return replace(facts, low=float(x.min()), high=float(x.max()), widest=widest)


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
    x, y, x_validation, y_validation = split_parts(loaded.x, loaded.y, spec.validation, spec.split_seed)
    parts = tuple(
        PartFacts(
            name,
            tuple(part.shape[1:]),
            float(part.min()),
            float(part.max()),
            float(part.std(axis=0, dtype="float64").max()),
            _still(x[name], x_validation[name]),
            loaded.sources.get(name, ()),
        )
        for name, part in loaded.x.items()
    )
    answers = tuple(_answer(name, answer, loaded.classes.get(name, ())) for name, answer in loaded.y.items())
    facts = _facts_of_several(loaded, parts, answers, training=count(x))
    held = _numbers_held_back(loaded, spec)
    weights = _weights(loaded.weights, spec)
    return Examples(x, y, x_validation, y_validation, facts, held, loaded.layouts, *weights)


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
