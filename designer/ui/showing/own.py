"""Scenes of the problems one meets most often, each with the figures of the network it is found in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import exp, prod

from designer.catalogue.metrics import log_names
from designer.ui.showing.scene import Flow, Note, Scene
from designer.ui.showing.seen import Seen, count_text, flow_text
from designer.values import Shape, value_text

SCORES = (2.0, 1.0, 0.1)
"""Raw numbers to show an activation with."""


def arriving(seen: Seen) -> Iterator[Scene]:
    """What comes in at the layer, and that it is not taken: serves any problem."""
    wires = seen.marked()
    if not seen.first or not wires:
        return
    comes = " and ".join(count_text(seen.output(wire.source)) for wire in wires)
    target = seen.name(wires[0].target)
    yield Scene(f"For each example, {target} gets {comes}.", (wires[0].target,), tuple(map(seen.flow, wires)))


def refused(seen: Seen) -> Iterator[Scene]:
    """A shape that arrives where it is not taken."""
    for wire in seen.into(seen.first)[:1]:
        shape = seen.output(wire.source)
        note = Note(seen.first, (f"arrives: {flow_text(shape)}", _axes(shape)), wrong=True)
        caption = (
            f"{seen.name(wire.source)} sends {count_text(shape)}. {seen.name(seen.first)} cannot use it in this form."
        )
        yield Scene(caption, (wire.source, seen.first), (seen.flow(wire, stops=True),), (note,))


def side_by_side(seen: Seen) -> Iterator[Scene]:
    """All that meets at one layer, to be compared."""
    wires = seen.into(seen.first)
    notes = tuple(
        Note(wire.source, (flow_text(seen.output(wire.source)),), wrong=at > 0) for at, wire in enumerate(wires)
    )
    sizes = " beside ".join(flow_text(seen.output(wire.source)) for wire in wires) or "nothing"
    caption = f"At {seen.name(seen.first)} these meet: {sizes}. Compare them number by number."
    yield Scene(
        caption, (seen.first, *(wire.source for wire in wires)), tuple(seen.flow(wire, True) for wire in wires), notes
    )


def collapse(seen: Seen) -> Iterator[Scene]:
    """Several matrices in a row are one."""
    layers = [(id, seen.analysis.layers[id]) for id in seen.cards if seen.analysis.layers[id].weights]
    kernels = [facts.weights[0].shape for _, facts in layers]
    notes = tuple(Note(id, (f"{_matrix(kernel)} weights",)) for (id, _), kernel in zip(layers, kernels, strict=True))
    chain = ", then ".join(_matrix(kernel) for kernel in kernels)
    yield Scene(
        f"Each multiplies by its weights and adds: {chain}.", seen.cards, tuple(map(seen.flow, seen.marked())), notes
    )
    if (
        len(kernels) < 2
        or any(len(kernel) != 2 for kernel in kernels)
        or any(a[1] != b[0] for a, b in pairwise(kernels))
    ):
        return
    first, last = kernels[0][0], kernels[-1][1]
    spent, enough = sum(facts.parameters for _, facts in layers), (first or 1) * (last or 1) + (last or 1)
    caption = f"Nothing bends in between, so the matrices multiply into one of {first} x {last}: {spent:,} parameters do the work of {enough:,}."
    yield Scene(caption, seen.cards, notes=(Note(seen.cards[-1], (f"= one {first} x {last}",), wrong=True),))


def twice_softmax(seen: Seen) -> Iterator[Scene]:
    """Softmax before a loss that applies it again."""
    once = softmax(SCORES)
    again = softmax(once)
    lines = (f"raw: {_row(SCORES)}", f"softmax: {_row(once)}", f"and again: {_row(again)}")
    yield Scene(
        f"Say the raw numbers are {_row(SCORES)}. The network's own activation makes {_row(once)} of them.",
        seen.cards, tuple(map(seen.flow, seen.into(seen.first))), (Note(seen.first, lines[:2]),),
    )  # fmt: skip
    yield Scene(
        f"The loss takes these for raw numbers and does it again: {_row(again)}. All nearly the same, so hardly anything is learned.",
        seen.cards, notes=(Note(seen.first, lines, wrong=True),),
    )  # fmt: skip


def shares(seen: Seen) -> Iterator[Scene]:
    """Softmax between hidden layers."""
    once = softmax(SCORES)
    lines = (f"in: {_row(SCORES)}", f"out: {_row(once)}", "adds up to 1")
    on = seen.out_of(seen.first)
    caption = f"Of {_row(SCORES)} softmax makes {_row(once)}: where one number grows, the others must shrink."
    yield Scene(caption, seen.cards, tuple(map(seen.flow, on)), (Note(seen.first, lines, wrong=True),))


def last_numbers(seen: Seen) -> Iterator[Scene]:
    """What comes out at the end, beside what the data asks for."""
    ends = seen.analysis.outputs[:1] or seen.cards[:1]
    if not ends or seen.data is None:
        yield from arriving(seen)
        return
    end, data = ends[0], seen.data
    wanted = f"{data.targets} to predict" if data.task == "regression" else f"{len(data.classes)} classes"
    lines = (f"comes out: {flow_text(seen.output(end))}", f"your data: {wanted}")
    caption = f"{seen.name(end)} gives {count_text(seen.output(end))} for each example. Your data has {wanted}."
    cards = tuple(dict.fromkeys((end, *seen.cards)))
    yield Scene(caption, cards, tuple(map(seen.flow, seen.into(end))), (Note(end, lines, wrong=True),))


def large_numbers(seen: Seen) -> Iterator[Scene]:
    """Features as they are, and what one weight makes of the largest."""
    data = seen.data
    if data is None or not seen.first:
        return
    on, largest = seen.out_of(seen.first), max(data.low, data.high, key=abs)
    flows = tuple(Flow(wire, f"{data.low:,.4g} … {data.high:,.4g}") for wire in on)
    yield Scene(f"Your features come in as they are, from {data.low:,.6g} to {data.high:,.6g}.", seen.cards, flows)
    line = f"0.5 x {largest:,.6g} = {0.5 * largest:,.6g}"
    yield Scene(
        f"A weight begins near 0. With one of 0.5, a single feature already adds {line}: far too much for small, careful steps.",
        seen.cards, flows, (Note(seen.first, (line,), wrong=True),),
    )  # fmt: skip


def leads_nowhere(seen: Seen) -> Iterator[Scene]:
    """Values that nobody takes."""
    shape = flow_text(seen.output(seen.first))
    caption = f"What {seen.name(seen.first)} works out, {shape} for each example, is taken up by nobody."
    notes = (Note(seen.first, (f"{shape} → nobody",), wrong=True),)
    yield Scene(caption, seen.cards, tuple(map(seen.flow, seen.into(seen.first))), notes)


def pixel_by_pixel(seen: Seen) -> Iterator[Scene]:
    """A Dense layer that sees the last axis alone."""
    for wire in seen.into(seen.first)[:1]:
        shape: Shape = seen.output(wire.source) or ()
        lines = (f"arrives: {flow_text(shape)}", f"sees at once: {flow_text(shape[-1:])}")
        if None not in shape:
            lines = (*lines, f"in one row: {prod(size or 1 for size in shape):,}")
        caption = f"{flow_text(shape)} arrives. {seen.name(seen.first)} looks at {flow_text(shape[-1:])} at one place, then at the next, and never at two places together."
        yield Scene(caption, (wire.source, seen.first), (seen.flow(wire),), (Note(seen.first, lines, wrong=True),))


def narrow(seen: Seen) -> Iterator[Scene]:
    """A layer that lets less through than there is to tell apart."""
    wires = (*seen.into(seen.first), *seen.out_of(seen.first))
    classes = len(seen.data.classes) if seen.data is not None else 0
    out = flow_text(seen.output(seen.first))
    caption = f"Only {out} for each example gets past {seen.name(seen.first)}, and {classes} classes have to be told apart by it."
    yield Scene(
        caption,
        seen.cards,
        tuple(map(seen.flow, wires)),
        (Note(seen.first, (f"{out} for {classes} classes",), wrong=True),),
    )


def bent_twice(seen: Seen) -> Iterator[Scene]:
    """Two activations in a row."""
    lines = ("in: -1.5, 0.5", "relu: 0, 0.5", "relu again: 0, 0.5")
    caption = f"Take ReLU: of -1.5 and 0.5 it makes 0 and 0.5, and of these 0 and 0.5 again. {seen.name(seen.first)} comes when the bend is made."
    yield Scene(
        caption, seen.cards, tuple(map(seen.flow, seen.into(seen.first))), (Note(seen.first, lines, wrong=True),)
    )


def round_trip(seen: Seen) -> Iterator[Scene]:
    """Layers that wait for each other."""
    within = set(seen.problem.nodes)
    wires = [wire for wire in seen.analysis.design.graph.wires if wire.source in within and wire.target in within]
    flows = tuple(Flow(wire, "waits") for wire in wires[:6])
    yield Scene("Each of these needs the answer of the one before it, and so none can begin.", seen.cards, flows)


def alone(seen: Seen) -> Iterator[Scene]:
    """A part that no example reaches."""
    notes = tuple(Note(id, ("no example comes here",), wrong=True) for id in seen.cards[:1])
    yield Scene(
        "Follow the wires from the Input: no example ever gets here, so nothing is learned here.",
        seen.cards,
        notes=notes,
    )


def missing(seen: Seen) -> Iterator[Scene]:
    """What is there, and the port that is empty."""
    wires = seen.into(seen.first)
    caption = f"{seen.name(seen.first)} has {len(wires)} of the inputs it needs. It waits for the other."
    yield Scene(
        caption, seen.cards, tuple(map(seen.flow, wires)), (Note(seen.first, ("one input is empty",), wrong=True),)
    )


def aims(seen: Seen) -> Iterator[Scene]:
    """What training compares, for problems of loss and metrics."""
    training, ends = seen.analysis.design.training, seen.analysis.outputs[:1]
    metrics = ", ".join(log_names(training.metrics)) or "no metric"
    caption = f"Training compares what comes out at the end with your targets, by {training.loss.kind}, and reports {metrics}."
    yield Scene(caption, ends, tuple(flow for end in ends for flow in map(seen.flow, seen.into(end))))
    yield from last_numbers(seen)


def the_data(seen: Seen) -> Iterator[Scene]:
    """What is known of the rows, for problems of data."""
    data = seen.data
    starts = tuple(id for id, node in seen.analysis.design.graph.nodes.items() if node.kind == "Input")[:1]
    if data is None:
        yield Scene("Rows of your data come in here, and none can be read yet.", starts)
        return
    flows = tuple(flow for start in starts for flow in map(seen.flow, seen.out_of(start)))
    yield Scene(f"Rows of your data come in here, each with {count_text(data.input_shape)}.", starts, flows)


def steps(seen: Seen) -> Iterator[Scene]:
    """What training does, for problems of its settings."""
    training = seen.analysis.design.training
    caption = f"Training goes {training.epochs:,} times over your rows, {training.batch_size:,} at a time, with {training.optimizer.kind}."
    yield Scene(caption)


def its_setting(seen: Seen) -> Iterator[Scene]:
    """The setting it is about, with the value it has."""
    name = seen.problem.setting.partition(".")[0]
    if not seen.first or not name:
        yield from arriving(seen)
        return
    note = Note(seen.first, (f"{name} = {value_text(seen.setting(seen.first, name))}",), wrong=True)
    flows = tuple(map(seen.flow, seen.into(seen.first)))
    yield Scene(f"Look at the setting {name} of {seen.name(seen.first)}.", seen.cards, flows, (note,))


def softmax(numbers: tuple[float, ...]) -> tuple[float, ...]:
    """Shares that add up to 1."""
    powers = [exp(number) for number in numbers]
    return tuple(power / sum(powers) for power in powers)


def _matrix(shape: tuple[int | None, ...]) -> str:
    return " x ".join("?" if size is None else str(size) for size in shape)


def _axes(shape: Shape | None) -> str:
    count = len(shape or ())
    return "one axis" if count == 1 else f"{count} axes"


def _row(numbers: tuple[float, ...]) -> str:
    return ", ".join(f"{number:.2g}" for number in numbers)
