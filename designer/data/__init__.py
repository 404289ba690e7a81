"""Where examples come from: generated patterns, bundled teaching sets, tables of the user's own.

This module and `sources` import neither numpy nor pandas nor scikit-learn, so that the window may ask
them anything; what needs a heavy library loads it when called.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from designer.graph.design import Design
from designer.graph.specs import Column, DataFacts, DataSpec, OwnFile, Table

if TYPE_CHECKING:
    from designer.data.examples import Examples
    from designer.data.script import DataCode

__all__ = [
    "describe",
    "guess_source",
    "guess_table",
    "load_examples",
    "resolve",
    "resolve_design",
    "seen_columns",
    "source_code",
]


def load_examples(spec: DataSpec) -> Examples:
    """Read or make the examples and split them. Raises `DataError` with one sentence to act on.

    `x_…` are float32, one row per example: columns, or images of height x width x channels. Where examples are
    texts, they are one column of texts.
    `y_…` have two axes, always: (rows, targets) float32 for a regression, (rows, 1) int32 class numbers
    for a classification. One column of class numbers is what both `BinaryCrossentropy` over `Dense(1)`
    and `SparseCategoricalCrossentropy` over `Dense(classes)` take, with every metric that fits them.
    Data of several parts or targets has both by name, in dicts.
    """
    from designer.data.loading import load

    return load(spec)


def describe(spec: DataSpec) -> DataFacts:
    """What the examples are like: columns, ranges, classes and the first rows. Raises `DataError`."""
    return load_examples(spec).facts


def seen_columns(spec: DataSpec) -> tuple[Column, ...]:
    """The columns of a table whatever they are used for; none if the file itself cannot be read. Never raises `DataError`."""
    from designer.data.seen import columns_of

    return columns_of(spec.source)


def source_code(spec: DataSpec) -> DataCode:
    """The Python that makes the very arrays `load_examples` gives. Raises `DataError`.

    It needs neither pandas nor scikit-learn in this process; a table's file is read to see its columns.
    """
    from designer.data.code import code_for

    return code_for(spec)


def guess_table(path: str | Path) -> Table:
    """How a CSV file is probably to be read: its separator, whether it has a header, the last column as
    target. A file that cannot be read gives the defaults: reading it will say why."""
    from designer.data.sniff import sniff_table

    return sniff_table(Path(path))


def guess_source(path: str | Path) -> OwnFile:
    """How a file or folder of any format is probably to be read."""
    from designer.data.formats import guess_source as guessed

    return guessed(Path(path))


def resolve(spec: DataSpec, folder: Path) -> DataSpec:
    """The same data with a relative table path made absolute: it is meant from the design file's folder."""
    from designer.data.sources import resolved

    return resolved(spec, folder)


def resolve_design(design: Design, folder: Path) -> Design:
    """The same design with the paths of all its files made absolute; relative ones are meant from `folder`."""
    return replace(design, data=resolve(design.data, folder), training=design.training.started_from(folder))
