"""Which numbers of an example can be varied in the picture of what a network answers, and where they lie in it."""

from __future__ import annotations

from dataclasses import dataclass

from designer.graph.specs import Column, DataFacts

MOST = 60
"""So many can be chosen from: in a longer list nobody finds anything."""


@dataclass(frozen=True)
class Input:
    """One number of an example: what it is called, and its place among all of them."""

    name: str
    place: int


def inputs_of(facts: DataFacts | None) -> tuple[Input, ...]:
    """The columns of numbers that change, if examples are rows of these and of categories; else none.

    In a row the numbers come first, in the order of their columns, and after them a number for each category.
    """
    if facts is None or facts.parts or len(facts.input_shape) != 1 or facts.text:
        return ()
    count = facts.input_shape[0]
    if count is None:
        return ()
    features = [one for one in facts.columns if one.role == "feature"]
    numbers = [one for one in features if one.type == "number"]
    categories = sum(len(one.categories) for one in features if one.type == "category")
    if numbers and len(numbers) <= count <= len(numbers) + categories:  # rows left out may have had one of their own
        return tuple(Input(one.name, at) for at, one in enumerate(numbers) if _changes(one))[:MOST]
    return (
        tuple(Input(name, at) for at, name in enumerate(("x", "y")[:count])) if not facts.columns and count <= 2 else ()
    )


def _changes(column: Column) -> bool:
    return column.low is None or column.high is None or column.low < column.high
