"""Merging: layers that make one array of several."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from designer.catalogue.common import LAYER, axes_of, fitted, no_such_axis
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Port, Setting, Settings, ShapeRule
from designer.catalogue.units import Boolean, Integer, Integers
from designer.values import Shape, shape_text

SEVERAL = (Port("input", "Any number of wires", many=True),)


def merged(kind: str, exactly: int = 0) -> ShapeRule:
    """The shape rule of a kind that works number by number: the inputs' shape, an axis of 1 stretched to fit.

    Shapes are aligned at their last axes, as `keras.src.layers.merging.base_merge` does.
    """

    def rule(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
        if exactly and len(inputs) != exactly:
            return Mismatch("inputs", f"{kind} takes exactly {exactly} wires; it has {len(inputs)}.")
        rank = max(map(len, inputs))
        output = tuple(_stretched([shape[at] for shape in inputs if len(shape) >= -at]) for at in range(-rank, 0))
        return _clash(kind, inputs) or output

    return rule


def concatenated(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    """The inputs' shape with the sizes along `axis` added up."""
    rank, axis = len(inputs[0]), cast(int, settings["axis"])
    other = next((shape for shape in inputs if len(shape) != rank), None)
    if other is not None:
        shapes = f"{shape_text(inputs[0])} and {shape_text(other)}"
        what = f"Concatenate takes inputs with equally many axes; it gets {shapes}."
        return Mismatch("rank", what, "Flatten or reshape one of them first.", ranks=(rank,))
    if len(inputs) == 1 and axis > rank:
        return inputs[0]  # of one alone nothing is joined, and Keras never looks where
    at = axis - 1 if axis > 0 else axis + rank
    if axis == 0 or not 0 <= at < rank:
        named = f"1 to {rank}" if rank else "none: each is one number per example"
        what = f"Concatenate is told to join along axis {axis}, but its inputs' axes are numbered {named}."
        return Mismatch("setting", what, "Axis 0 is the batch; -1 is the last axis.", setting="axis")
    for place in range(rank):
        clash = _unlike(inputs, place) if place != at else None
        if clash is not None:
            shapes = " and ".join(shape_text(shape) for shape in clash)
            return Mismatch(
                "size", f"Concatenate joins along axis {at + 1}, so all other sizes must agree. It gets {shapes}."
            )
    sizes = [shape[at] for shape in inputs]
    total = None if None in sizes else sum(cast("list[int]", sizes))
    return (*inputs[0][:at], total, *inputs[0][at + 1 :])


def _unlike(inputs: tuple[Shape, ...], place: int, stretching: tuple[int, ...] = ()) -> tuple[Shape, Shape] | None:
    """Two shapes whose sizes at a place are known and differ; those in `stretching` go with any."""
    known = [shape for shape in inputs if -len(shape) <= place < len(shape) and shape[place] not in (None, *stretching)]
    other = next((shape for shape in known if shape[place] != known[0][place]), None)
    return None if other is None else (known[0], other)


def _stretched(sizes: list[int | None]) -> int | None:
    """The size that all stretch to: unknown as soon as one is."""
    known = [size for size in sizes if size is not None]
    return None if len(known) < len(sizes) else max(known)


def _clash(kind: str, inputs: tuple[Shape, ...]) -> Mismatch | None:
    for at in range(-max(map(len, inputs)), 0):
        clash = _unlike(inputs, at, stretching=(1,))
        if clash is not None:
            one, other = clash
            shapes = f"{shape_text(one)} and {shape_text(other)}: {one[at]} is not {other[at]}"
            what = f"{kind} takes inputs of one shape; it gets {shapes}."
            return Mismatch("size", what, "It works number by number, so each number needs a partner.")
    return None


def dotted(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    """The shapes behind each other without the axes that are added up, as `keras.src.layers.merging.dot` does."""
    if len(inputs) != 2:
        return Mismatch("inputs", f"Dot takes exactly 2 wires; it has {len(inputs)}.")
    single = next((shape for shape in inputs if not shape), None)
    if single is not None:
        return Mismatch(
            "rank", "Dot takes at least a row of numbers per example; this is a single number.", ranks=(1, 2)
        )
    axes = settings["axes"] if isinstance(settings["axes"], tuple) else (settings["axes"],) * 2
    counted = tuple(axes_of(axis, len(shape)) for axis, shape in zip(axes, inputs, strict=True))
    for axis, found, shape in zip(axes, counted, inputs, strict=True):
        if found is None or found == (0,):
            return replace(no_such_axis("Dot", axis, len(shape)), setting="axes")
    (one,), (other,) = cast("tuple[tuple[int, ...], tuple[int, ...]]", counted)
    first, second = inputs
    if first[one - 1] != second[other - 1]:
        shapes = f"{shape_text(first)} and {shape_text(second)}"
        sizes = " is not ".join("?" if size is None else str(size) for size in (first[one - 1], second[other - 1]))
        return Mismatch("size", f"Dot multiplies along axes of one size; it gets {shapes}: {sizes}.", setting="axes")
    return (*first[: one - 1], *first[one:], *second[: other - 1], *second[other:]) or (1,)


def _kind(name: str, summary: str, when: str, formula: str, keywords: tuple[str, ...], exactly: int = 0) -> Kind:
    return Kind(
        name=name,
        family="Merging",
        summary=summary,
        when=when,
        formula=formula,
        settings=LAYER,
        shape=fitted(merged(name, exactly)),
        inputs=SEVERAL,
        keywords=("merge", "join", *keywords),
    )


ADD = _kind(
    "Add",
    "Adds its inputs, number by number. Where a wire goes round some layers and is added behind them, those layers only have to learn what to change.",
    "Behind a skip wire, as in residual networks.",
    "output = input 1 + input 2 + …",
    ("residual", "skip", "sum", "plus"),
)
SUBTRACT = _kind(
    "Subtract",
    "Takes its second input from its first, number by number. What comes out is how the two differ.",
    "To compare two things of the same shape, such as two embeddings.",
    "output = input 1 - input 2",
    ("difference", "minus"),
    exactly=2,
)
MULTIPLY = _kind(
    "Multiply",
    "Multiplies its inputs, number by number. One of them can so decide how much of the other passes.",
    "For gates, and to weigh channels (squeeze and excitation).",
    "output = input 1 · input 2 · …",
    ("gate", "product", "times"),
)
AVERAGE = _kind(
    "Average",
    "Puts out the mean of its inputs, number by number. Several branches so have one say.",
    "To let several small networks answer together.",
    "output = (input 1 + input 2 + …) / number of inputs",
    ("mean", "ensemble"),
)
MAXIMUM = _kind(
    "Maximum",
    "Keeps the largest of its inputs, number by number. What any branch found stays.",
    "To join branches that look for the same thing in different ways.",
    "output = max(input 1, input 2, …)",
    ("largest",),
)
MINIMUM = _kind(
    "Minimum",
    "Keeps the smallest of its inputs, number by number. Only what all branches found stays.",
    "Where every branch must agree.",
    "output = min(input 1, input 2, …)",
    ("smallest",),
)
CONCATENATE = Kind(
    name="Concatenate",
    family="Merging",
    summary="Puts its inputs side by side along one axis, the last one unless told otherwise. Nothing is lost: the next layer sees all of them.",
    when="To join branches, or several inputs such as a table and an image.",
    formula="output = input 1, input 2, … in a row; its size along the axis is the sum of theirs",
    settings=(
        Setting("axis", Integer(), -1, "Along which axis they are put together: 1 is the first of an example, -1 the last."),
        *LAYER,
    ),
    shape=fitted(concatenated),
    inputs=SEVERAL,
    keywords=("merge", "join", "stack", "branch", "inception"),
)  # fmt: skip

DOT = Kind(
    name="Dot",
    family="Merging",
    summary="Multiplies its two inputs number by number along one axis and adds up. What comes out says how alike they are: large where both are large at the same places.",
    when="To compare two things, such as a reader and a book, by their embeddings.",
    formula="output = sum of input 1 · input 2, along axes",
    settings=(
        Setting("axes", Integers(2, spread=True), REQUIRED, "The axis that is added up, the same in both inputs, or one for each: 1 is the first of an example, -1 the last.", start=1),
        Setting("normalize", Boolean(), False, "Whether only the direction counts, not the length (cosine similarity)."),
        *LAYER,
    ),
    shape=fitted(dotted),
    inputs=SEVERAL,
    headline=("axes",),
    keywords=("merge", "product", "cosine", "similarity", "compare"),
)  # fmt: skip

KINDS = (ADD, CONCATENATE, MULTIPLY, AVERAGE, SUBTRACT, MAXIMUM, MINIMUM, DOT)
