"""Checks of what the features meet first: scaling, and layers that must see them as they are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer
from designer.analysis.remedies import drop, insert_after, relabelled, turn_into
from designer.graph.edits import Edit, sequence, set_setting
from designer.graph.specs import DataFacts

LARGE = 10.0
"""Beyond this, in either direction or as a spread, features are called unscaled."""


def unscaled(context: Context) -> Iterator[Problem]:
    """Features far larger than weights at the start can cope with."""
    data, first = context.data, context.input
    if data is None or first is None or first.output is None:
        return
    reach = max(abs(data.low), abs(data.high), data.widest)
    if not reach > LARGE or _scaled_first(context, first):
        return
    yield Problem(
        code="unscaled",
        severity=Severity.WARNING,
        nodes=(first.id,),
        what=f"Your features go from {data.low:,.6g} to {data.high:,.6g}, and nothing scales them first.",
        why="Numbers this large make the first steps of training too big or too small. Bring them to about -1 to 1 first.",
        fixes=tuple(_scaling(data, first)),
    )


def _scaled_first(context: Context, first: Layer) -> bool:
    """Whether what weighs the features is fed scaled ones, or looks them up by number."""
    for layer in context.on_from(first):
        if layer.role == "shape":
            continue
        return layer.node.kind in _SCALING or layer.role == "normalization" or layer.node.kind == "Embedding"
    return len(context.wiring.out_of.get(first.id, ())) != 1


_SCALING = ("Normalization", "Rescaling", "BatchNormalization", "LayerNormalization")


def _scaling(data: DataFacts, first: Layer) -> Iterator[Edit]:
    image = first.output is not None and len(first.output) > 1
    if image and data.low >= 0:
        top = 16 if data.high <= 16 else 255 if data.high <= 255 else data.high
        yield insert_after(first.node, "Rescaling", {"scale": 1 / top}, f"Insert Rescaling 1/{top:g}")
    yield insert_after(first.node, "Normalization")


def normalization_late(context: Context) -> Iterator[Problem]:
    """Normalization learns from the data before training, so it must see the data itself."""
    for layer in context.by_role.get("normalization", ()):
        given = layer.settings.get("mean") is not None and layer.settings.get("variance") is not None
        if layer.node.kind != "Normalization" or given or not _behind_weights(context, layer):
            continue
        moved = sequence("Move it to the input", [drop([layer.node]), _to_the_front(context, layer)])
        instead = turn_into(layer.node, "BatchNormalization", {}, "Use BatchNormalization instead")
        yield Problem(
            code="normalization-late",
            severity=Severity.WARNING,
            nodes=(layer.id,),
            what=f"{layer.name} comes after layers with weights.",
            why="It measures your data once, before training; what these layers give changes with every step. Put it right after the Input.",
            fixes=(instead, moved),
        )


def still_features(context: Context) -> Iterator[Problem]:
    """Normalization divides a feature by its spread, which is next to nothing where no training row changes it."""
    data, first = context.data, context.input
    layer = None if first is None else context.step_on(first)
    if data is None or not data.still or layer is None or layer.node.kind != "Normalization":
        return
    if layer.settings.get("mean") is not None:
        return
    who = "One of your features never changes" if data.still == 1 else f"{data.still} of your features never change"
    yield Problem(
        code="still-feature",
        severity=Severity.WARNING,
        nodes=(layer.id,),
        what=f"{who} in the training examples, but {'does' if data.still == 1 else 'do'} in the validation examples.",
        why=f"{layer.name} divides each feature by how much it changes. Here that is almost 0, and validation gets huge numbers.",
        fixes=(turn_into(layer.node, "BatchNormalization", {}, "Use BatchNormalization instead"),),
    )


def _behind_weights(context: Context, layer: Layer) -> bool:
    before = islice(context.back_from(layer), 1, None)
    return any(other.facts.weights and other.node.kind != "Normalization" for other in before)


def _to_the_front(context: Context, layer: Layer) -> Edit:
    first = context.input
    return insert_after(first.node, layer.node.kind) if first is not None else drop([])


def embedding_input(context: Context) -> Iterator[Problem]:
    """An Embedding looks rows up by whole numbers from 0 on."""
    for layer in context.by_role.get("other", ()):
        rows = layer.settings.get("input_dim")
        if layer.node.kind != "Embedding" or not isinstance(rows, int):
            continue
        before = islice(context.back_from(layer), 1, None)
        computed = next((other for other in before if other.role not in ("input", "shape")), None)
        said = _numbers_that_miss(context, rows) if computed is None else _looked_up(computed, rows)
        if said is not None:
            what, why, fixes = said
            yield Problem(
                code="embedding-input",
                severity=Severity.ERROR,
                nodes=(layer.id,),
                what=f"{layer.name} {what}",
                why=why,
                fixes=(
                    *(relabelled(set_setting(layer.node, "input_dim", n), f"Set input_dim to {n:,}") for n in fixes),
                    drop([layer.node]),
                ),
            )


def _looked_up(layer: Layer, rows: int) -> tuple[str, str, tuple[int, ...]] | None:
    """What is wrong with numbers that a layer before makes, which may be places in a list."""
    places = layer.kind.places if layer.kind is not None else None
    count = 0 if places is None or layer.faults else places(layer.settings)
    if count == 0:
        return _computed(layer)
    why = "It has a row for each of the numbers 0, 1, 2, … and must have one for the largest, too."
    if count is None:
        return f"cannot know how many numbers {layer.name} gives. Set max_tokens there.", why, ()
    return (f"has {rows:,} rows, and {layer.name} gives {count:,} numbers.", why, (count,)) if count > rows else None


def _computed(layer: Layer) -> tuple[str, str, tuple[int, ...]]:
    why = "It takes whole numbers, like the number of a word, and looks up a row of weights for each."
    return f"is fed by {layer.name}, which does not give whole numbers.", why, ()


def _numbers_that_miss(context: Context, rows: int) -> tuple[str, str, tuple[int, ...]] | None:
    data = context.data
    if data is None or data.parts:
        return None
    why = "It takes whole numbers from 0 on, and looks up a row of weights for each."
    if data.low < 0 or not _whole(data):
        return "needs whole numbers from 0 on, and your features are not.", why, ()
    if data.high >= rows:
        return f"has {rows:,} rows, and your features go up to {data.high:,.0f}.", why, (int(data.high) + 1,)
    return None


def _whole(data: DataFacts) -> bool:
    """Whether the features seen so far are whole numbers."""
    features = [at for at, column in enumerate(data.columns) if column.role == "feature"]
    return all(_is_whole(row[at]) for row in data.preview for at in features if at < len(row))


def _is_whole(text: str) -> bool:
    try:
        return float(text).is_integer()
    except ValueError:
        return True


CHECKS = (unscaled, normalization_late, still_features, embedding_input)
