"""Which columns lie where in the rows a network is fed, so that a single example can be made and read as the data has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from designer.graph.specs import Column


@dataclass(frozen=True)
class Layout:
    """The columns of one part in the order of its numbers: each has one number, or one for each of its categories.

    Without columns the part is a single thing: an image, a series, a text. `usual` has what an empty cell is filled
    with, where cells are filled.
    """

    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    usual: Mapping[str, float | str] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.columns)

    @property
    def categories(self) -> dict[str, tuple[str, ...]]:
        """The columns of categories, with these."""
        return {name: known for name, known in self.columns if known}

    @property
    def width(self) -> int:
        """How many numbers a row has."""
        return sum(max(1, len(known)) for _, known in self.columns)

    def spans(self) -> Iterator[tuple[str, slice]]:
        """Each column's place among the numbers of a row."""
        first = 0
        for name, known in self.columns:
            last = first + max(1, len(known))
            yield name, slice(first, last)
            first = last


def numbers_in_order(columns: tuple[Column, ...]) -> Layout:
    """The layout of data that has its columns of numbers as they are."""
    return Layout(tuple((column.name, ()) for column in columns if column.role == "feature"))
