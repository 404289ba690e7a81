"""What one example is made of, as something a person can fill in: a number, a category, a text, an image, a series.

The window makes a form of it, so nothing heavy is loaded here; `given` turns what was filled in into rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import msgspec

from designer.graph.specs import Column, DataFacts, PartFacts
from designer.values import Shape

FieldKind: TypeAlias = Literal["number", "date", "category", "text", "image", "series"]


class Packed(msgspec.Struct, frozen=True):
    """The float32 numbers of an image or a series."""

    floats: bytes


Given: TypeAlias = float | str | Packed
"""What a field is filled with: a number, a category or text, or the numbers of an image or a series."""


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `start` is where a number begins; an image or series has its `shape` and its range.

    A date is a number too: days since 1970.
    """

    name: str
    kind: FieldKind
    part: str = ""
    low: float = 0.0
    high: float = 1.0
    start: float = 0.0
    categories: tuple[str, ...] = ()
    shape: Shape = ()


def fields_of(facts: DataFacts) -> tuple[Field, ...]:
    """What one example of this data is made of; a column that two parts share comes once for each."""
    columns = {column.name: column for column in facts.columns}
    features = tuple(column.name for column in facts.columns if column.role == "feature")
    if facts.text:
        return (Field(features[0] if features else "text", "text"),)
    parts = facts.parts or (PartFacts("", facts.input_shape, facts.low, facts.high, columns=features),)
    return tuple(field for part in parts for field in _fields_of(part, columns))


def _fields_of(part: PartFacts, columns: dict[str, Column]) -> Iterator[Field]:
    numbers = part.shape[0] if len(part.shape) == 1 else None
    unnamed = all(columns[name].type == "number" for name in part.columns) and len(part.columns) != numbers
    if len(part.shape) > 1 or unnamed:
        name = part.columns[0] if part.columns else part.name or "numbers"
        yield Field(name, _whole(part.shape), part.name, part.low, part.high, shape=part.shape)
        return
    for name in part.columns:
        column = columns[name]
        if column.type == "category":
            yield Field(name, "category", part.name, categories=column.categories)
        else:
            low, high = column.low or 0.0, column.high if column.high is not None else 1.0
            start = column.mean if column.mean is not None else low
            yield Field(name, "date" if column.holds == "date" else "number", part.name, low, high, start)


def _whole(shape: Shape) -> FieldKind:
    """An image has height, width and one or three values a pixel; anything else is a series of numbers."""
    return "image" if len(shape) == 3 and shape[2] in (1, 3) else "series"
