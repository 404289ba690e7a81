"""What is found when a network is judged. These cross the pipe, so they are msgspec structs and hold nothing but data.

A figure that is not defined (the recall of a class that no row has) is no number: `nan`.
"""

from __future__ import annotations

import msgspec


class Line(msgspec.Struct, frozen=True):
    """A curve of one class against the rest, and the area under it; `rows` of it have the class."""

    name: str
    across: tuple[float, ...]
    up: tuple[float, ...]
    area: float
    rows: int


class ClassRow(msgspec.Struct, frozen=True):
    """How well one class is found, or an average of them. `support` is how many rows have it."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int
    area: float = float("nan")
    """Under its ROC curve."""


class Bin(msgspec.Struct, frozen=True):
    """The rows whose score lies between two bounds: the mean of what was said, and in which share it came true."""

    low: float
    high: float
    rows: int
    said: float
    true: float


class Calibration(msgspec.Struct, frozen=True):
    """Whether scores are as often right as they say. `of` names what the score is of. `error` is the expected one."""

    of: str
    bins: tuple[Bin, ...]
    error: float


class ClassFigures(msgspec.Struct, frozen=True):
    """How classes are told apart. `confusion[i][j]` counts rows of class i taken for class j; empty for very many."""

    names: tuple[str, ...]
    accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    table: tuple[ClassRow, ...]
    averages: tuple[ClassRow, ...]
    roc: tuple[Line, ...] = ()
    recalls: tuple[Line, ...] = ()
    """Precision over recall."""
    calibration: Calibration | None = None
    notes: tuple[str, ...] = ()
    """In a sentence each, why something of this is not there."""


class NumberFigures(msgspec.Struct, frozen=True):
    """How numbers are predicted. A residual is what it is less what the network says.

    Where each row has several `numbers` these are taken together, but for R², which is the mean of each one's.
    """

    numbers: int
    r2: float
    mae: float
    rmse: float
    bias: float
    """The mean residual."""
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    """A histogram of residuals."""


class Worst(msgspec.Struct, frozen=True):
    """A row that is far off: its place among the rows held back, its number in the data, and its loss or error."""

    place: int
    number: int
    loss: float


class Sample(msgspec.Struct, frozen=True):
    """Evenly drawn rows: places among the rows held back (int32), what they are and what the network says (float32).

    For classes `said` has the number of the class that was taken and `score` what it was given. Where rows have
    several numbers, `truth` and `said` have so many for each place.
    """

    places: bytes = b""
    truth: bytes = b""
    said: bytes = b""
    score: bytes = b""


class Judged(msgspec.Struct, frozen=True):
    """One output held against its target. `fault` says in a sentence why there are no figures."""

    target: str
    rows: int
    classes: ClassFigures | None = None
    numbers: NumberFigures | None = None
    worst: tuple[Worst, ...] = ()
    worst_by: str = ""
    """What `loss` of the worst is."""
    sample: Sample = Sample()
    fault: str = ""


class ColumnRank(msgspec.Struct, frozen=True):
    """How much worse the network does with one column mixed up: the mean over the repeats, and their spread."""

    name: str
    mean: float
    spread: float


class Ranking(msgspec.Struct, frozen=True):
    """The columns of one output, the most important first. `measure` says what it is by which they are ranked."""

    target: str
    measure: str
    base: float
    columns: tuple[ColumnRank, ...]
