"""The sources Layerloom knows, with what a person needs to choose among them. No library is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

from msgspec.structs import replace

from designer.graph.specs import Bundled, BundledName, DataSpec, Generated, OwnFile, Pattern, Shapes, Source, Task


@dataclass(frozen=True)
class SourceKind:
    """One entry of the data tab: what it is called, what it holds, and the source it starts with."""

    name: str
    label: str
    task: Task
    help: str
    start: Generated | Bundled | Shapes


def _pattern(name: Pattern, label: str, task: Task, help: str) -> SourceKind:
    return SourceKind(name, label, task, help, Generated(pattern=name))


def _bundled(name: BundledName, label: str, task: Task, help: str) -> SourceKind:
    return SourceKind(name, label, task, help, Bundled(name=name))


PATTERNS: Final[Mapping[str, SourceKind]] = {
    kind.name: kind
    for kind in (
        _pattern(
            "plane", "Plane", "regression", "Predict a number that rises evenly with x and y; one Dense layer can."
        ),
        _pattern("spiral", "Spiral", "binary", "Tell two arms of a spiral apart; needs hidden layers and patience."),
        _pattern("xor", "XOR", "binary", "Four corners, the opposite ones alike; no straight line parts them."),
        _pattern("circles", "Circles", "binary", "A disc inside a ring; one small hidden layer can part them."),
        _pattern("moons", "Moons", "binary", "Two half moons that reach into each other; a bent line parts them."),
        _pattern("blobs", "Blobs", "binary", "Two round clouds; a straight line parts them."),
    )
}

BUNDLED: Final[Mapping[str, SourceKind]] = {
    kind.name: kind
    for kind in (
        _bundled("iris", "Iris", "multiclass", "150 flowers: tell 3 species apart by 4 lengths and widths in cm."),
        _bundled("wine", "Wine", "multiclass", "178 wines: tell 3 growers apart by 13 chemical measurements."),
        _bundled(
            "breast_cancer", "Breast cancer", "binary", "569 tumours: benign or malignant, by 30 cell measurements."
        ),
        _bundled(
            "diabetes", "Diabetes", "regression", "442 patients: how far the disease goes in a year, by 10 values."
        ),
        _bundled("digits", "Digits", "multiclass", "1,797 handwritten digits as images of 8 x 8 grey values, 0 to 16."),
        _bundled(
            "digits_again",
            "Digits, to be drawn again",
            "regression",
            "The same images, and as the answer each image itself, as 64 values from 0 to 1: for autoencoders.",
        ),
        _bundled(
            "film_reviews",
            "Film reviews",
            "binary",
            "600 short texts about films: tell praise from complaint by the words.",
        ),
        _bundled(
            "temperatures",
            "Temperatures",
            "regression",
            "500 times 28 days of an invented place, one temperature a day: foretell the day after.",
        ),
    )
}

SHAPES: Final = SourceKind(
    "shapes",
    "Shapes",
    "regression",
    "Pictures of a disc, square or cross, with how far away it was and how bright the light: tell its real size, "
    "which takes both, and which shape it is. For networks with two inputs and two outputs.",
    Shapes(),
)

LARGEST_FILE: Final = 1_000_000_000
"""The largest file that is read, in bytes."""

FEWEST_ROWS: Final = 10
"""Fewer examples than this cannot be learned from."""


def _all_declared() -> bool:
    return tuple(PATTERNS) == get_args(Pattern) and tuple(BUNDLED) == get_args(BundledName)


assert _all_declared(), "every pattern and bundled set of graph.specs needs an entry here"


def source_label(source: Source) -> str:
    """What a source is called: `Spiral`, `Iris`, or the file's name."""
    if isinstance(source, Generated):
        return PATTERNS[source.pattern].label
    if isinstance(source, Shapes):
        return SHAPES.label
    return BUNDLED[source.name].label if isinstance(source, Bundled) else Path(source.path).name


def resolved(spec: DataSpec, folder: Path) -> DataSpec:
    """`spec` with a relative path made absolute from `folder`."""
    source = spec.source
    if not isinstance(source, OwnFile) or not source.path or Path(source.path).is_absolute():
        return spec
    return replace(spec, source=replace(source, path=str((folder / source.path).absolute())))


def file_of(source: Source) -> str:
    """The path of a source that is a file or folder of the user's own, else nothing."""
    return source.path if isinstance(source, OwnFile) else ""
