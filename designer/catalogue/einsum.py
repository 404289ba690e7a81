"""EinsumDense: a Dense layer along any axes, told by an equation of letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from designer.catalogue.common import (
    LAYER,
    activation,
    constraint,
    fitted,
    frozen_if_told,
    initializer,
    lora,
    regularizer,
)
from designer.catalogue.schema import REQUIRED, Kind, Mismatch, Setting, Settings, Weight
from designer.catalogue.units import Integers, Text
from designer.values import Shape, shape_text

_FORMS = (
    re.compile("([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)"),
    re.compile(r"\.\.\.([a-zA-Z]+),([a-zA-Z]+)->\.\.\.([a-zA-Z]+)"),
    re.compile(r"([a-zA-Z]{2,})\.\.\.,([a-zA-Z]+)->([a-zA-Z]+)\.\.\."),
)

_PRODUCTS = (
    ("a", "b", "ab"),
    ("ab", "bc", "ac"),
    ("ab", "cb", "ac"),
    ("abc", "cd", "abd"),
    ("abc", "dc", "abd"),
)
"""Equations that TensorFlow carries out as a matrix product."""


@dataclass(frozen=True)
class Read:
    """An equation for one input shape: the letters of each part, and the size that each letter stands for.

    Axes left out by `...` are in `output` and in no letter. Worked out as
    `keras.src.layers.core.einsum_dense._analyze_split_string` does, the batch counted as an axis.
    """

    weight: str
    out: str
    output: Shape
    sizes: dict[str, int | None]
    behind: int
    """How many axes are left out at the end."""


def read(settings: Settings, shape: Shape) -> Read | Mismatch:
    """The equation as it applies to a shape, or why it does not."""
    equation = cast(str, settings["equation"])
    at, match = next(((at, match) for at, form in enumerate(_FORMS) if (match := form.fullmatch(equation))), (0, None))
    if match is None or any(len(set(part)) < len(part) for part in match.groups()):
        what = "EinsumDense needs an equation such as ab,bc->ac: letters for input, weights and output."
        return _told(what, "Each letter stands for an axis, the first one for the batch; “...” for any axes between.")
    coming, weight, out = match.groups()
    batch: Shape = (_BATCH, *shape)
    elided = len(batch) - len(coming)
    if elided < 0 or (elided > 0 and at == 0 and not _multiplies(settings, batch, match.groups())):
        named = f"{len(coming) - 1} {'axis' if len(coming) == 2 else 'axes'} besides the batch"
        return Mismatch("rank", f"The equation {equation} names {named}; what comes in is {shape_text(shape)}.", ranks=(len(coming) - 1,))  # fmt: skip
    stray = next((letter for letter in weight if letter not in coming + out), "") or next((letter for letter in out if letter not in coming + weight), "")  # fmt: skip
    if stray:
        return _told(f"The letter {stray} in {equation} stands on one side only.", "Every axis must come from somewhere and lead somewhere.")  # fmt: skip
    return _sized(settings, batch, elided, at == 1, (coming, weight, out))


def _multiplies(settings: Settings, batch: Shape, parts: tuple[str, ...]) -> bool:
    """Whether Keras takes more axes than a part names: a matrix product does these few, and minds only the sizes."""
    coming, _, out = parts
    letters = {letter: "abcd"[at] for at, letter in enumerate(dict.fromkeys("".join(parts))) if at < 4}
    if tuple("".join(letters.get(letter, "?") for letter in part) for part in parts) not in _PRODUCTS:
        return False
    partial = _partial(settings)
    if len(out) > len(coming):
        return len({*batch[1:], *partial} - {None}) <= 1
    said, comes = (*batch[:1], *partial, *batch[len(coming) :]), (*batch[:-1], partial[-1])
    return _alike(said, comes) and _alike(batch[-1:], batch[len(coming) - 1 : len(coming)])


def _alike(one: Shape, other: Shape) -> bool:
    """Whether two shapes may be the same once all sizes are known."""
    return len(one) == len(other) and all(a == b or None in (a, b) for a, b in zip(one, other, strict=True))


def _partial(settings: Settings) -> Shape:
    told = settings["output_shape"]
    return cast(Shape, told if isinstance(told, tuple) else (told,))


def _sized(settings: Settings, batch: Shape, elided: int, left: bool, parts: tuple[str, str, str]) -> Read | Mismatch:
    coming, weight, out = parts
    partial = _partial(settings)
    between = batch[1:elided] if left else ()
    output: Shape = (_BATCH, *between, *partial, *(batch[len(batch) - elided :] if not left else ()))
    offset = elided if left else 0
    if len(output) != len(out) + elided:
        needed = len(out) + elided - 1 - (len(output) - 1 - len(partial))
        what = f"The equation {settings['equation']} needs {needed} in output_shape, which names {len(partial)}."
        return Mismatch("setting", what, "The batch and what “...” stands for are left out.", setting="output_shape")
    given = {letter: batch[place + offset] for place, letter in enumerate(coming)}
    put = {letter: output[place + offset] for place, letter in enumerate(out)}
    for letter, size in given.items():
        if letter in put and put[letter] is not None and put[letter] != size:
            what = f"The axis {letter} comes in with {_text(size)} and is to leave with {_text(put[letter])}."
            return Mismatch("setting", what, setting="output_shape")
    return Read(weight, out, output[1:], {**given, **put}, 0 if left else elided)


def _told(what: str, why: str) -> Mismatch:
    return Mismatch("setting", what, why, setting="equation")


def _text(size: int | None) -> str:
    return {None: "?", _BATCH: "the batch"}.get(size, str(size))


_BATCH = -1
"""Stands for the size of the batch."""


def einsum_shape(settings: Settings, inputs: tuple[Shape, ...]) -> Shape | Mismatch:
    found = read(settings, inputs[0])
    if isinstance(found, Mismatch):
        return found
    biased = cast("str | None", settings["bias_axes"])
    stray = next((letter for letter in biased or "" if letter not in found.out), "")
    if stray or biased == "":
        what = f"The biases are to go along {stray or 'no axis'}, and the output's axes are {found.out}."
        return Mismatch("setting", what, setting="bias_axes")
    for letter in (*found.weight, *(biased or "")):
        if found.sizes[letter] in (None, _BATCH):
            return Mismatch(
                "unknown", f"EinsumDense must know the size of the axis {letter}, and it is not known here."
            )
    if settings["lora_rank"] and settings["kernel_constraint"] is not None:
        what = "EinsumDense cannot have lora_rank and kernel_constraint at once. Clear one."
        return Mismatch("setting", what, setting="lora_rank")
    return found.output


@frozen_if_told
def einsum_weights(settings: Settings, inputs: tuple[Shape, ...]) -> tuple[Weight, ...]:
    found = cast(Read, read(settings, inputs[0]))
    sizes = cast("dict[str, int]", found.sizes)
    kernel = tuple(sizes[letter] for letter in found.weight)
    rank = cast("int | None", settings["lora_rank"])
    weights = [Weight("kernel", kernel, trainable=not rank)]
    biased = cast("str | None", settings["bias_axes"])
    if biased:
        spread = found.out[min(found.out.index(letter) for letter in biased) :]
        shape = (*(sizes[letter] if letter in biased else 1 for letter in spread), *(1,) * found.behind)
        weights.append(Weight("bias", shape, what="biases"))
    if rank:
        weights.append(Weight("lora_kernel_a", (*kernel[:-1], rank), what="correction weights"))
        weights.append(Weight("lora_kernel_b", (rank, kernel[-1]), what="correction weights"))
    return tuple(weights)


EINSUM_DENSE = Kind(
    name="EinsumDense",
    family="Core",
    role="linear",
    summary="A Dense layer along any axes: an equation of letters says which axes are added up and which come out. Every other layer of weights on fixed axes can be written with it.",
    when="Inside attention and other networks where Dense would need reshaping before and behind it.",
    formula="output = activation(einsum(equation, input, kernel) + bias)",
    settings=(
        Setting("equation", Text(), REQUIRED, "Letters for the axes of input, weights and output, as in ab,bc->ac. The first letter is the batch; ... stands for any axes.", start="...a,ab->...b"),
        Setting("output_shape", Integers(low=1, shortest=1, spread=True, unknown=True), REQUIRED, "The sizes of the axes that come out, without the batch and what ... stands for. ? takes an axis over.", start=16),
        activation(),
        Setting("bias_axes", Text(optional=True), None, "The letters of the output's axes that get biases; nothing means no biases."),
        initializer("kernel", "GlorotUniform", "the weights"),
        initializer("bias", "Zeros", "the biases"),
        regularizer("kernel", "the weights"),
        regularizer("bias", "the biases"),
        constraint("kernel", "the weights"),
        constraint("bias", "the biases"),
        *lora(),
        *LAYER,
    ),
    shape=fitted(einsum_shape, einsum_weights),
    weights=einsum_weights,
    headline=("equation", "output_shape"),
    keywords=("tensor", "contraction", "matrix", "transformer"),
)  # fmt: skip
