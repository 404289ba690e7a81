"""Checks of what numbers and texts become: texts must be looked up before anything computes with them."""

from __future__ import annotations

from collections.abc import Iterator

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer
from designer.analysis.remedies import drop, insert_before, relabelled
from designer.catalogue import KINDS
from designer.graph.edits import Edit, clear_setting, set_setting

TEXT = "string"


def input_format(context: Context) -> Iterator[Problem]:
    """An Input takes texts or numbers, as the examples are."""
    data, first = context.data, context.input
    if data is None or first is None or data.text is _is_text(first):
        return
    if data.text:
        what, fix = f"Your examples are texts, and {first.name} takes numbers.", _taking_text(first)
    else:
        what = f"{first.name} takes texts, and your examples are numbers."
        fix = relabelled(clear_setting(first.node, "dtype"), "Take numbers")
    yield Problem(
        code="input-format",
        severity=Severity.ERROR,
        nodes=(first.id,),
        what=what,
        why="The dtype of the Input must be that of the examples.",
        fixes=(fix,),
        setting="dtype",
    )


def reading(context: Context) -> Iterator[Problem]:
    """What is fed texts must read texts, and the other way round."""
    for layer in context.layers.values():
        wires = context.wiring.into.get(layer.id, ())
        if layer.kind is None or not wires:
            continue
        feeding = context.layers[wires[0].source]
        if _is_text(feeding) and layer.kind.reads != "text":
            yield _unreadable(context, layer, feeding)
        elif layer.kind.reads == "text" and not _is_text(feeding):
            yield _no_text(context, layer, feeding)
        elif layer.kind.reads == "whole" and not all(_is_whole(context.layers[wire.source]) for wire in wires):
            yield _not_whole(context, layer)


def _unreadable(context: Context, layer: Layer, feeding: Layer) -> Problem:
    return Problem(
        code="text-unread",
        severity=Severity.ERROR,
        nodes=(layer.id, feeding.id),
        what=f"{layer.name} computes with numbers, and {feeding.name} gives texts.",
        why="TextVectorization turns each word into a number first, and an Embedding each number into a row to learn.",
        fixes=(insert_before(layer.node, "TextVectorization", KINDS["TextVectorization"].started()),),
        wires=context.wiring.into.get(layer.id, ()),
    )


def _no_text(context: Context, layer: Layer, feeding: Layer) -> Problem:
    numbers = context.data is not None and not context.data.text
    fixes = (drop([layer.node]),) if numbers or feeding.role != "input" else (_taking_text(feeding),)
    return Problem(
        code="no-text",
        severity=Severity.ERROR,
        nodes=(layer.id, feeding.id),
        what=f"{layer.name} reads texts, and {feeding.name} gives numbers.",
        why="It can only stand right after an Input of texts, which has the dtype “string”.",
        fixes=fixes,
        wires=context.wiring.into.get(layer.id, ()),
    )


def _not_whole(context: Context, layer: Layer) -> Problem:
    feeding = [context.layers[wire.source] for wire in context.wiring.into[layer.id]]
    inputs = [one for one in feeding if one.role == "input" and not _is_whole(one)]
    fixes = (
        relabelled(set_setting(one.node, "dtype", "int64"), f"Have {one.name} take whole numbers") for one in inputs
    )
    return Problem(
        code="not-whole",
        severity=Severity.ERROR,
        nodes=(layer.id,),
        what=f"{layer.name} takes whole numbers only.",
        why="Each stands for a category. An Input gives whole numbers if its dtype is one for them, such as int64.",
        fixes=(*fixes, drop([layer.node])),
        wires=context.wiring.into.get(layer.id, ()),
    )


def _taking_text(first: Layer) -> Edit:
    return relabelled(set_setting(first.node, "dtype", TEXT), "Take texts")


def _is_text(layer: Layer) -> bool:
    return layer.role == "input" and layer.settings.get("dtype") == TEXT


def _is_whole(layer: Layer) -> bool:
    if layer.role == "input":
        return "int" in str(layer.settings.get("dtype"))
    return layer.kind is not None and layer.kind.places is not None and layer.kind.places(layer.settings) != 0


CHECKS = (input_format, reading)
