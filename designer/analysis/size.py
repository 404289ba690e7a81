"""Checks of size: memory, weights against examples, batches, and data too small to be split."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from msgspec.structs import replace as with_fields

from designer.analysis.context import Context
from designer.analysis.facts import Problem, Severity
from designer.analysis.layers import Layer
from designer.analysis.passing import passed, without_bypassed
from designer.analysis.sharing import first_uses, layers_once
from designer.analysis.wiring import wiring_of
from designer.graph.design import Design
from designer.graph.edits import Edit, set_data, set_setting, set_training

BYTES = 4
"""A float32, Keras's default number."""

SLOTS = {"SGD": 1, "RMSprop": 2, "Adagrad": 1, "Adadelta": 2, "Adafactor": 1, "Lion": 1, "Muon": 1, "Ftrl": 2}
"""Numbers an optimizer keeps per weight; Adam and its kin keep two."""

MANY_WEIGHTS = 50
"""So many weights for each training example are called far more."""


def estimate(context: Context) -> int:
    """The peak memory of training in bytes: weights, their gradients and the optimizer's numbers, and one
    batch of every layer's output with its gradient."""
    totals = context.totals
    slots = SLOTS.get(context.design.training.optimizer.kind, 2)
    return BYTES * (totals.parameters + totals.trainable * (1 + slots) + 2 * totals.values * _batch(context))


def memory(context: Context) -> Iterator[Problem]:
    needed = estimate(context)
    if needed <= _limit(context):
        return
    largest = max((context.layers[id] for id in context.order), key=lambda layer: layer.facts.parameters, default=None)
    if largest is None:
        return
    shrunk = _shrink(context, lambda smaller: estimate(smaller) <= _limit(smaller))
    batch = _smaller_batch(context)
    fixes = [fix for fix in (batch, shrunk) if fix is not None]
    yield Problem(
        code="memory",
        severity=Severity.ERROR if needed > context.machine_memory else Severity.WARNING,
        nodes=(largest.id,),
        what=f"Training this network needs about {bytes_text(needed)}; this machine has {bytes_text(context.machine_memory)}.",
        why=_why_memory(context, largest),
        fixes=tuple(fixes),
    )


def _why_memory(context: Context, largest: Layer) -> str:
    weights, values = context.totals.parameters, context.totals.values * _batch(context)
    if values > weights:
        return f"Most of it is what the layers put out for a batch of {_batch(context):,} examples: {values:,} numbers."
    return (
        f"Each weight is kept several times while training, and {largest.name} alone has {largest.facts.parameters:,}."
    )


def few_examples(context: Context) -> Iterator[Problem]:
    """Far more weights than examples."""
    data = context.data
    if data is None or data.training_rows < 1:
        return
    weights = context.totals.trainable
    if weights <= MANY_WEIGHTS * data.training_rows:
        return
    largest = max((context.layers[id] for id in context.order), key=lambda layer: layer.facts.trainable)
    limit = MANY_WEIGHTS * data.training_rows
    shrunk = _shrink(context, lambda smaller: smaller.totals.trainable <= limit)
    yield Problem(
        code="few-examples",
        severity=Severity.HINT,
        nodes=(largest.id,),
        what=f"The network has {weights:,} weights to learn from {data.training_rows:,} examples.",
        why="It may learn each example by heart instead of what they have in common. A smaller network or Dropout helps.",
        fixes=() if shrunk is None else (shrunk,),
    )


def batch_larger_than_data(context: Context) -> Iterator[Problem]:
    data, batch = context.data, context.design.training.batch_size
    if data is None or data.training_rows < 1 or batch <= data.training_rows:
        return
    smaller = min(32, data.training_rows)
    yield Problem(
        code="batch-size",
        severity=Severity.HINT,
        nodes=(),
        what=f"A batch of {batch:,} is more than your {data.training_rows:,} training examples.",
        why="Every epoch is then a single step. With smaller batches the same examples give more steps.",
        fixes=(set_training(f"Set batch size to {smaller}", batch_size=smaller),),
        setting="batch_size",
    )


def cannot_split(context: Context) -> Iterator[Problem]:
    data = context.data
    if data is None or (data.training_rows >= 1 and data.validation_rows >= 1):
        return
    spec = context.design.data
    part = "train on" if data.training_rows < 1 else "validate with"
    fixes: tuple[Edit, ...] = ()
    share = 0.5 if data.rows < 5 else 0.2
    if data.rows >= 2 and spec.validation != share:
        fixes = (set_data(with_fields(spec, validation=share), f"Hold back {share:.0%}"),)
    yield Problem(
        code="cannot-split",
        severity=Severity.ERROR,
        nodes=(),
        what=f"Of {data.rows:,} examples none {'are' if data.rows != 1 else 'is'} left to {part}.",
        why="Some examples train the network, the others show whether it learned. Use more data, or another share.",
        fixes=fixes,
        setting="validation",
    )


def bytes_text(count: int) -> str:
    """Bytes as people say them: `1.5 GB`. Whole-number arithmetic, as counts may be beyond any float."""
    for unit, size in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6)):
        if count >= size:
            tenths = count * 10 // size
            return f"{tenths // 10:,} {unit}" if tenths >= 1000 else f"{tenths // 10}.{tenths % 10} {unit}"
    return f"{count // 1000:,} kB"


def _batch(context: Context) -> int:
    rows = context.design.training.batch_size
    return min(rows, max(1, context.data.training_rows)) if context.data is not None else rows


def _limit(context: Context) -> int:
    """The part of a machine's memory a network may have; the rest is needed by everything else."""
    return context.machine_memory * 4 // 5


# --- remedies -----------------------------------------------------------------------------------


def _smaller_batch(context: Context) -> Edit | None:
    batch = _batch(context)
    while batch > 1:
        batch //= 2
        training = context.design.training
        tried = set_training(f"Set batch size to {batch}", batch_size=batch)
        smaller = replace(context, design=tried(context.design))
        if estimate(smaller) <= _limit(smaller):
            return None if batch == training.batch_size else tried
    return None


def _shrink(context: Context, enough: Callable[[Context], bool]) -> Edit | None:
    """Halve the widest hidden layers until it is `enough`. How far is worked out when the edit is applied."""
    first = next(_able(context), None)
    if first is None:
        return None

    def change(design: Design) -> Design:
        found = passed(design.graph)
        bare = without_bypassed(design, found)
        wiring = wiring_of(bare.graph)
        uses = first_uses(bare.graph, wiring)
        layers = layers_once(bare.graph, wiring, uses, context)
        current = Context(bare, context.data, wiring, layers, context.machine_memory, design, found, uses)
        while not enough(current):
            widest = list(_able(current))
            if not widest:
                break
            current = _halved(current, widest)
        return current.drawn

    return Edit("Make the widest layers smaller", change)


def _able(context: Context) -> Iterator[Layer]:
    """The hidden layers with a width to halve, each once."""
    last = context.head.units.id if context.head is not None else None
    for id in context.order:
        layer = context.layers[id]
        if id != last and id not in context.first_uses and _width(layer):
            yield layer


def _width(layer: Layer) -> str | None:
    """The setting that says how wide a layer is, if it can be less."""
    for name in ("units", "filters", "output_dim"):
        width = layer.settings.get(name)
        if isinstance(width, int) and not isinstance(width, bool) and width > 1:
            return name
    return None


def _halved(context: Context, able: list[Layer]) -> Context:
    """The context with the layers that have most weights, and those with nearly as many, half as wide."""
    most = max(layer.facts.parameters for layer in able)
    design, drawn = context.design, context.drawn
    for layer in able:
        name = _width(layer)
        if name is not None and 2 * layer.facts.parameters >= most:
            halve = set_setting(layer.node, name, layer.settings[name] // 2)  # type: ignore[operator]
            design, drawn = halve(design), halve(drawn)
    layers = layers_once(design.graph, context.wiring, context.first_uses, context)
    return replace(context, design=design, drawn=drawn, layers=layers)


CHECKS = (memory, cannot_split, few_examples, batch_larger_than_data)
