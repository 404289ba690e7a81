"""What a design says about its data and its training, and what is known of the data once read.

These are declarations only: `designer.data` reads examples, `designer.worker` trains on them.
"""

from pathlib import Path
from typing import Annotated, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from designer.values import Metric, ObjectValue, Shape

Pattern: TypeAlias = Literal["plane", "spiral", "xor", "circles", "moons", "blobs"]
BundledName: TypeAlias = Literal[
    "iris", "wine", "breast_cancer", "diabetes", "digits", "digits_again", "film_reviews", "temperatures"
]
Task: TypeAlias = Literal["regression", "binary", "multiclass"]
Seed: TypeAlias = Annotated[int, Meta(ge=0, le=2**31 - 1)]
Policy: TypeAlias = Literal["float32", "mixed_float16", "mixed_bfloat16"]
"""In which number format layers compute that say none themselves, by Keras's name; weights are float32 in all."""

POLICIES: tuple[Policy, ...] = get_args(Policy)
USUAL_POLICY: Policy = "float32"


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
    """A teaching data set that comes with scikit-learn, or one that comes with Layerloom.

    Digits are images of 8 x 8 x 1, values 0-16; `digits_again` asks for these images themselves, as 64 values 0-1.
    Film reviews are one text each, temperatures 28 days with one value each.
    """

    name: BundledName = "iris"


class Shapes(msgspec.Struct, frozen=True, tag="shapes", tag_field="from", forbid_unknown_fields=True):
    """Small pictures of a shape with two numbers beside each, and two things to tell of it: data of several parts.

    `noise` is the standard deviation of the grey values, which are about 0..1, and of the size to tell.
    """

    size: Annotated[int, Meta(ge=10, le=100_000)] = 600
    noise: Annotated[float, Meta(ge=0, le=10)] = 0.05
    seed: Seed = 0


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Columns of a table that one Input is fed, under a name."""

    name: str
    columns: tuple[str, ...]


ColumnType: TypeAlias = Literal["number", "category", "date", "text", "identifier"]
"""What a column holds: amounts, kinds of things, days, sentences, or a name for each row."""


class Table(msgspec.Struct, frozen=True, tag="table", tag_field="from", forbid_unknown_fields=True):
    """A file of the user's own with rows and columns: CSV, an Excel workbook, Parquet or JSON lines, as its name ends.

    `target` is the column to predict (the last one if empty); `features` the columns to learn
    from (every other one if empty). A column without a header is named "column 1", "column 2", ….
    `missing` says what becomes of rows with an empty cell. `more_targets` are columns to predict beside `target`, each
    by an output of its own; `parts` parts the features among several Inputs (one that is in none is not used).
    `weights` is a column of numbers that say how much each row counts; it is no feature.
    `types` has the columns whose type is not what it looks like. `sheet` is one of a workbook, the first if empty;
    `separator` is for CSV. With `once`, of rows that are alike in all used columns only the first is taken.
    """

    path: str
    target: str = ""
    features: tuple[str, ...] = ()
    header: bool = True
    separator: Annotated[str, Meta(min_length=1, max_length=1)] = ","
    task: Literal["auto", "regression", "classification"] = "auto"
    missing: Literal["drop", "fill"] = "drop"
    more_targets: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    weights: str = ""
    types: dict[str, ColumnType] = {}
    sheet: str = ""
    once: bool = False


class Arrays(msgspec.Struct, frozen=True, tag="arrays", tag_field="from", forbid_unknown_fields=True):
    """NumPy arrays in an .npz or .npy file of the user's own, a row for each example.

    `x` and `y` are names in an .npz: if empty those called so, else the first two. A single array of an .npy file has
    the answer in its last column.
    """

    path: str
    x: str = ""
    y: str = ""
    task: Literal["auto", "regression", "classification"] = "auto"


class Images(msgspec.Struct, frozen=True, tag="images", tag_field="from", forbid_unknown_fields=True):
    """A folder of pictures: each folder in it is a class. All are resized to one size, values 0-255."""

    path: str
    height: Annotated[int, Meta(ge=1, le=2048)] = 64
    width: Annotated[int, Meta(ge=1, le=2048)] = 64
    channels: Literal[1, 3] = 3


Source: TypeAlias = Generated | Bundled | Table | Shapes | Arrays | Images
OwnFile: TypeAlias = Table | Arrays | Images
"""The sources that lie in a file or folder of the user's own, at their `path`."""


SplitBy: TypeAlias = Literal["", "class", "column", "time", "group"]


Spoiled: TypeAlias = Literal["", "labels", "rows"]
"""What was done to data for an exercise: its answers are shuffled, or half of its rows are there twice."""


class DataSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where examples come from and which rows are held back for validation.

    They are drawn at random, a share of all. `split_by` draws the same share of every class, takes the rows that a
    column names, the last ones in the order of a column, or whole groups of rows that are alike in a column.

    Where data has several parts or targets, `feeds` says which part goes to which Input and `answers` which target an
    output is held against, both by ids of nodes. Of those it does not name `pairing` decides.

    `spoiled` is set where a fault was planted in the data, to be found; nobody sets it by hand.
    """

    source: Source = Generated()
    validation: Annotated[float, Meta(gt=0, lt=1)] = 0.2
    split_seed: Seed = 0
    split_by: SplitBy = ""
    split_column: str = ""
    feeds: dict[str, str] = {}
    answers: dict[str, str] = {}
    spoiled: Spoiled = ""

    @property
    def bare(self) -> "DataSpec":
        """What the examples depend on: all but where they go."""
        return replace(self, feeds={}, answers={}) if self.feeds or self.answers else self


class Aim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What training aims at for one of several targets. `weight` is what its loss counts in the sum of them."""

    loss: ObjectValue = ObjectValue("MeanSquaredError")
    weight: Annotated[float, Meta(ge=0, le=1e6)] = 1.0
    metrics: tuple[Metric, ...] = ()


class TrainingSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `compile` and `fit` are told. Kinds are Keras class names; a metric is Keras's string name, or an object
    where it has settings.

    `aims` are for data with several targets, by their names; one without an aim has `loss` and `metrics`.
    `start` is a .keras file with weights trained before: each layer starts from those of its name there, if their shapes
    are its own. Empty: from fresh weights.
    `callbacks` are at most one of each kind. `class_weights` has a number for each class, none, or asks for those
    that make all classes count alike. `dtype_policy` holds for all layers without a `dtype` of their own.
    """

    epochs: Annotated[int, Meta(ge=1, le=1_000_000)] = 200
    batch_size: Annotated[int, Meta(ge=1, le=1_000_000)] = 32
    optimizer: ObjectValue = ObjectValue("Adam", {"learning_rate": 0.01})
    loss: ObjectValue = ObjectValue("MeanSquaredError")
    metrics: tuple[Metric, ...] = ("mean_absolute_error",)
    shuffle: bool = True
    seed: Seed = 0
    aims: dict[str, Aim] = {}
    start: str = ""
    callbacks: tuple[ObjectValue, ...] = ()
    class_weights: tuple[Annotated[float, Meta(ge=0, le=1e6)], ...] | Literal["balanced"] = ()
    dtype_policy: Policy = USUAL_POLICY

    def started_from(self, folder: Path) -> "TrainingSettings":
        """The same with a relative `start` made absolute from `folder`."""
        there = str((folder / self.start).absolute()) if self.start else ""
        return self if there == self.start else replace(self, start=there)

    def aim(self, target: str) -> Aim:
        """What training aims at for a target."""
        return self.aims.get(target) or Aim(self.loss, 1.0, self.metrics)

    @property
    def all_metrics(self) -> tuple[Metric, ...]:
        """Those of every target."""
        return (*self.metrics, *(metric for aim in self.aims.values() for metric in aim.metrics))


class Column(msgspec.Struct, frozen=True):
    """One column as it was read. `low`, `high`, `mean` and `deviation` are for numbers only.

    `holds` is the type it was taken for, more closely than `type`; `cells` counts its cells, `missing` of them empty.
    `bins` counts the values of a sample in spans from the lowest to the highest, `common` has the commonest ones.
    `slips` counts the texts in a column that is meant to hold numbers; `written` is how its dates are written, if it
    holds some.
    """

    name: str
    type: Literal["number", "category", "text"]
    role: Literal["feature", "target", "weight", "unused"]
    missing: int = 0
    low: float | None = None
    high: float | None = None
    mean: float | None = None
    deviation: float | None = None
    categories: tuple[str, ...] = ()
    holds: ColumnType | None = None
    cells: int = 0
    bins: tuple[int, ...] = ()
    common: tuple[tuple[str, int], ...] = ()
    slips: int = 0
    written: str = ""


class Hint(msgspec.Struct, frozen=True):
    """Something in the data that may mislead. `name` is a column, or a class.

    `amount` and `of` are figures: copies of rows held back, how well a column tells the target (0-1), how many cells
    are empty, how many rows a class has, or has to train on and held back.
    """

    kind: Literal["copies", "gives away", "names rows", "constant", "many missing", "rare class", "class missing"]
    name: str = ""
    amount: float = 0
    of: int = 0


class PartFacts(msgspec.Struct, frozen=True):
    """One part of data that has several: what one Input can be fed. The figures are those of `DataFacts`."""

    name: str
    shape: Shape
    low: float = 0.0
    high: float = 1.0
    widest: float = 1.0
    still: int = 0
    columns: tuple[str, ...] = ()


class TargetFacts(msgspec.Struct, frozen=True):
    """One of several targets: what one output can be held against."""

    name: str
    task: Task
    targets: int = 1
    classes: tuple[str, ...] = ()
    class_counts: tuple[int, ...] = ()


class DataFacts(msgspec.Struct, frozen=True):
    """What is known of the examples once they were read; what analysis holds a network against.

    `input_shape` is one example's shape as the network gets it (categories one-hot encoded).
    `targets` is the number of target columns of a regression; `classes` the class names of a
    classification, whose targets are the class numbers 0, 1, … in one column.
    `low`, `high` bound all feature values; `widest` is the largest standard deviation of one feature.
    `preview` holds the first rows as text, one cell per entry of `columns`.
    `text` is on where each example is one text, which has no `low`, `high` and `widest`.
    `still` counts the features of a row that never change in the training rows but do in the others.
    `training_counts` are the `class_counts` of the training rows alone.
    `looked_at` is how many rows the figures of columns are made of, 0 if of all; `correlation` has a row for each of
    `correlated`. `hints` are for data of the user's own; `sheets` are those of a workbook,
    or the names of the arrays in an .npz.
    Data with several parts or targets has them all in `parts` and `answers`; the other fields are the first ones'.
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
    parts: tuple[PartFacts, ...] = ()
    answers: tuple[TargetFacts, ...] = ()
    training_counts: tuple[int, ...] = ()
    looked_at: int = 0
    correlated: tuple[str, ...] = ()
    correlation: tuple[tuple[float, ...], ...] = ()
    hints: tuple[Hint, ...] = ()
    sheets: tuple[str, ...] = ()

    def seen(self, part: str, answer: str) -> "DataFacts":
        """The facts as they are for an Input that is fed one part and an output that is held against one target."""
        given = next((one for one in self.parts if one.name == part), None)
        asked = next((one for one in self.answers if one.name == answer), None)
        found = self
        if given is not None:
            found = replace(
                found, input_shape=given.shape, low=given.low, high=given.high, widest=given.widest, still=given.still
            )
        if asked is not None:
            columns = tuple(one for one in self.columns if one.role != "target" or one.name == asked.name)
            told = {name: getattr(asked, name) for name in ("task", "targets", "classes", "class_counts")}
            found = replace(found, columns=columns, **told)
        return found


WHOLE = "columns"
"""What the columns of a table are called that is not parted."""

LAST = "last column"
"""What the target of a table is called that does not name it."""

SHAPES_PARTS = ("picture", "beside")
SHAPES_TARGETS = ("size", "shape")


def row_weights(source: Source) -> str:
    """The column that weighs the rows, if there is one."""
    return source.weights if isinstance(source, Table) else ""


def part_names(source: Source) -> tuple[str, ...]:
    """What Inputs can be fed, where data has several parts or targets; nothing where it is one `x` and one `y`."""
    if isinstance(source, Shapes):
        return SHAPES_PARTS
    if isinstance(source, Table) and (source.parts or source.more_targets):
        return tuple(part.name for part in source.parts) or (WHOLE,)
    return ()


def target_names(source: Source) -> tuple[str, ...]:
    """What outputs can be held against, where data has several parts or targets; nothing where it is one `x` and one `y`."""
    if isinstance(source, Shapes):
        return SHAPES_TARGETS
    if isinstance(source, Table) and (source.parts or source.more_targets):
        return (source.target or LAST, *(name for name in source.more_targets if name != source.target))
    return ()
