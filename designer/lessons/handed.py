"""What a learner made beside the drawing, as text: weights that were set by hand, and a network that was exported.

It is kept as the answer to a check, so it is written, handed in and judged as answers are. Weights are one line for each
layer, a row of numbers for each input and one for the biases: `unit: 2.1; 3.9`. Of what was exported it is the form in the
first line, and code of the network below.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from designer.analysis import analyse
from designer.errors import EditError
from designer.graph.design import Design
from designer.lessons.by_hand import BENDS, HandLayer, Row, shapes_of

LONGEST = 100_000
"""The most letters that are read of either."""

Rows = tuple[Row, ...]


def write_weights(layers: Mapping[str, Sequence[Sequence[float]]]) -> str:
    """Weights by the names of their layers, as text."""
    return "\n".join(f"{name}: {'; '.join(map(_written, rows))}" for name, rows in sorted(layers.items()))


def read_weights(given: object) -> dict[str, Rows]:
    """The same as numbers; what is none is left out."""
    found: dict[str, Rows] = {}
    for line in (given if isinstance(given, str) else "")[:LONGEST].splitlines():
        name, _, numbers = line.rpartition(":")
        try:
            rows = tuple(tuple(map(float, row.split())) for row in numbers.split(";"))
        except ValueError:
            continue
        if all(math.isfinite(number) for row in rows for number in row):
            found[name.strip()] = rows
    return found


def handed(design: Design, weights: Mapping[str, Rows]) -> tuple[HandLayer, ...]:
    """The network of a design with these weights. Raises `EditError` with what is in the way."""
    analysis = analyse(design)  # whatever its data is
    bends = iter(shapes_of(analysis))
    layers, width = [], analysis.layers[analysis.order[0]].output
    for id in analysis.order:
        node = analysis.graph.nodes[id]
        if node.kind != "Dense":
            continue
        units, bend = next(bends)
        rows = weights.get(node.name, ())
        inputs = width[0] if width is not None else None
        if len(rows) != (inputs or 0) + 1 or any(len(row) != units for row in rows):
            raise EditError(f"The weights of “{node.name}” were not set by hand. Click on it, and set them in Inside.")
        layers.append(HandLayer(rows[:-1], rows[-1], bend))
        width = (units,)
    return tuple(layers)


def answer(layers: Sequence[HandLayer], inputs: Row) -> Row:
    """What a network answers, reckoned layer by layer."""
    for layer in layers:
        sums = (
            math.fsum([bias, *(x * row[unit] for x, row in zip(inputs, layer.weights, strict=True))])
            for unit, bias in enumerate(layer.biases)
        )
        inputs = tuple(map(BENDS[layer.activation].value, sums))
    return inputs


def write_export(form: str, code: str) -> str:
    """What was exported, as text."""
    return f"{form}\n{code}"


def read_export(given: object) -> tuple[str, str]:
    """Its form, and code of its network."""
    form, _, code = (given if isinstance(given, str) else "")[:LONGEST].partition("\n")
    return form.strip(), code


def _written(row: Sequence[float]) -> str:
    return " ".join(f"{number:.6g}" for number in row)
