"""What a design says about its data and its training, and what is known of the data once read.

These are declarations only: `designer.data` reads examples, `designer.worker` trains on them.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from designer.values import ObjectValue, Shape

Pattern: TypeAlias = Literal["plane", "spiral", "xor", "circles", "moons", "blobs"]
BundledName: TypeAlias = Literal["iris", "wine", "breast_cancer", "diabetes", "digits", "film_reviews"]
Task: TypeAlias = Literal["regression", "binary", "multiclass"]
Seed: TypeAlias = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Generated(msgspec.Struct, frozen=True, tag="generated", tag_field="from", forbid_unknown_fields=True):
    """Points in the plane made by a formula: two columns, x and y in about -1..1.

    `noise` is the standard deviation added, in the same unit. The plane is a regression
    (one target), every other pattern a classification with two classes.
    """

    pattern: Pattern = "plane"
    size: Annotated[int, Meta(ge=10, le=1_000_000)] = 500
    noise: Annotated[float, Meta(ge=0, le=10)] = 0.05
    seed: Seed = 0


class Bundled(msgspec.Struct, frozen=True, tag="bundled", tag_field="from", forbid_unknown_fields=True):
    """A teaching data set that comes with scikit-learn, or one of texts that comes with Layerloom.

    Digits are images of 8 x 8 x 1, values 0-16; film reviews one text each.
    """

    name: BundledName = "iris"


class Table(msgspec.Struct, frozen=True, tag="table", tag_field="from", forbid_unknown_fields=True):
    """A CSV file of the user's own.

    `target` is the column to predict (the last one if empty); `features` the columns to learn
    from (every other one if empty). A column without a header is named "column 1", "column 2", ….
    `missing` says what becomes of rows with an empty cell.
    """

    path: str
    target: str = ""
    features: tuple[str, ...] = ()
    header: bool = True
    separator: Annotated[str, Meta(min_length=1, max_length=1)] = ","
    task: Literal["auto", "regression", "classification"] = "auto"
    missing: Literal["drop", "fill"] = "drop"


Source: TypeAlias = Generated | Bundled | Table


class DataSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where examples come from and which share of the rows is held back for validation."""

    source: Source = Generated()
    validation: Annotated[float, Meta(gt=0, lt=1)] = 0.2
    split_seed: Seed = 0


class TrainingSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `compile` and `fit` are told. Kinds are Keras class names, metrics Keras's string names."""

    epochs: Annotated[int, Meta(ge=1, le=1_000_000)] = 200
    batch_size: Annotated[int, Meta(ge=1, le=1_000_000)] = 32
    optimizer: ObjectValue = ObjectValue("Adam", {"learning_rate": 0.01})
    loss: ObjectValue = ObjectValue("MeanSquaredError")
    metrics: tuple[str, ...] = ("mean_absolute_error",)
    shuffle: bool = True
    seed: Seed = 0


class Column(msgspec.Struct, frozen=True):
    """One column as it was read. `low`, `high`, `mean` and `deviation` are for numbers only."""

    name: str
    type: Literal["number", "category", "text"]
    role: Literal["feature", "target", "unused"]
    missing: int = 0
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    deviation: float | None = None
    categories: tuple[str, ...] = ()


class DataFacts(msgspec.Struct, frozen=True):
    """What is known of the examples once they were read; what analysis holds a network against.

    `input_shape` is one example's shape as the network gets it (categories one-hot encoded).
    `targets` is the number of target columns of a regression; `classes` the class names of a
    classification, whose targets are the class numbers 0, 1, … in one column.
    `low`, `high` bound all feature values; `widest` is the largest standard deviation of one feature.
    `preview` holds the first rows as text, one cell per entry of `columns`.
    `text` is on where each example is one text, which has no `low`, `high` and `widest`.
    `still` counts the features of a row that never change in the training rows but do in the others.
    """

    task: Task
    rows: int
    training_rows: int
    validation_rows: int
    input_shape: Shape
    targets: int = 1
    classes: tuple[str, ...] = ()
    class_counts: tuple[int, ...] = ()
    low: float = 0.0
    high: float = 1.0
    widest: float = 1.0
    columns: tuple[Column, ...] = ()
    preview: tuple[tuple[str, ...], ...] = ()
    notes: tuple[str, ...] = ()
    still: int = 0
    text: bool = False
