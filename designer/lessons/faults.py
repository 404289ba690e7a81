"""Faults to plant in a network for somebody to find: each changes one thing, as a slip does, wherever a design has it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from designer.analysis.layers import bend_of
from designer.analysis.losses import BINARY, ONE_HOT, SPARSE
from designer.catalogue import kind_named
from designer.graph.design import Design, Node
from designer.graph.edits import remove, set_setting, set_training
from designer.graph.specs import Bundled, Generated, Shapes, Source, Spoiled, Table
from designer.lessons.rates import rate_of
from designer.values import ObjectValue, Value

Plant = Callable[[Design], Design | None]
"""Gives the design with the fault in it, or nothing where it has no place for it."""

TIMES = 1_000.0
MUCH = 0.95
WHOLE = 2_000
"""A batch that has in it all rows of most data one learns with, and that still fits into memory."""
LOUD = 3.0
"""Noise in generated points that leaves nothing to learn."""


@dataclass(frozen=True)
class PlantedFault:
    """One fault. `title` is what one picks to name it, `shows` how it can be told from others."""

    name: str
    title: str
    shows: str
    plant: Plant


def _times_rate(factor: float) -> Plant:
    def plant(design: Design) -> Design | None:
        optimizer = design.training.optimizer
        rate = rate_of(optimizer)
        if rate is None:
            return None
        changed = ObjectValue(optimizer.kind, {**optimizer.settings, "learning_rate": float(f"{rate * factor:.6g}")})
        return set_training("", optimizer=changed)(design)

    return plant


def _without_bends(design: Design) -> Design | None:
    """No hidden layer bends any more: cards that only bend are taken out, activations within layers made linear."""
    ends = _last_layers(design)
    cards = [node for node in design.graph.nodes.values() if _is_activation(node) and node.id not in ends]
    inner = [
        node
        for node in design.graph.nodes.values()
        if not _is_activation(node) and bend_of(node) != "linear" and node.id not in ends
    ]
    if not cards and not inner:
        return None
    for node in inner:
        design = set_setting(node, "activation", "linear")(design)
    return remove(cards, reconnect=True)(design) if cards else design


def _wrong_loss(design: Design) -> Design | None:
    kind = design.training.loss.kind
    other = "MeanSquaredError" if kind in (*BINARY, *SPARSE, *ONE_HOT) else "BinaryCrossentropy"
    return set_training("", loss=ObjectValue(other))(design) if kind != other else None


def _one_epoch(design: Design) -> Design | None:
    return set_training("", epochs=1)(design) if design.training.epochs > 1 else None


def _one_batch(design: Design) -> Design | None:
    return set_training("", batch_size=WHOLE)(design) if design.training.batch_size < WHOLE else None


def _hidden(name: str, value: Value, *, first: bool = False) -> Plant:
    """Sets one setting of the hidden layers that have units, or of the first of them."""

    def plant(design: Design) -> Design | None:
        layers = [node for node in _hidden_layers(design) if _has(node, name) and node.settings.get(name) != value]
        if not layers:
            return None
        for node in layers[:1] if first else layers:
            design = set_setting(node, name, value)(design)
        return design

    return plant


def _too_much_dropout(design: Design) -> Design | None:
    dropouts = [node for node in design.graph.nodes.values() if node.kind == "Dropout"]
    for node in dropouts:
        design = set_setting(node, "rate", MUCH)(design)
    return design if dropouts else None


def _unscaled(design: Design) -> Design | None:
    scaling = [node for node in design.graph.nodes.values() if node.kind in ("Normalization", "Rescaling")]
    return remove(scaling, reconnect=True)(design) if scaling else None


def _bent_output(design: Design) -> Design | None:
    """A number to be told that may be negative comes out of a ReLU, which never is."""
    ends = [design.graph.nodes[id] for id in _last_layers(design)]
    layers = [node for node in ends if node.kind == "Dense" and bend_of(node) == "linear"]
    if not layers or design.training.loss.kind in (*BINARY, *SPARSE, *ONE_HOT):
        return None
    return set_setting(layers[0], "activation", "relu")(design)


def _noisy(design: Design) -> Design | None:
    source = design.data.source
    if not isinstance(source, Generated) or source.noise >= LOUD:
        return None
    return replace(design, data=replace(design.data, source=replace(source, noise=LOUD)))


def _spoiled(what: Spoiled) -> Plant:
    """Spoils the data, which its form does not show."""

    def plant(design: Design) -> Design | None:
        data = design.data
        if data.spoiled or not _can_be_spoiled(data.source):
            return None
        return replace(design, data=replace(data, spoiled=what))

    return plant


def _can_be_spoiled(source: Source) -> bool:
    """Whether its rows are in memory, as far as one can tell without reading them."""
    if isinstance(source, Table):
        from designer.data.large import is_large

        return bool(source.path) and not is_large(source)
    return isinstance(source, Generated | Bundled | Shapes)


FAULTS: dict[str, PlantedFault] = {
    fault.name: fault
    for fault in (
        PlantedFault("rate-high", "The learning rate is far too large", "The loss jumps about, or is no number at all.", _times_rate(TIMES)),
        PlantedFault("rate-low", "The learning rate is far too small", "The loss hardly moves, and moves down.", _times_rate(1 / TIMES)),
        PlantedFault("no-bends", "The hidden layers have no activation", "The fit stays straight, however long one trains.", _without_bends),
        PlantedFault("wrong-loss", "The loss does not fit the task", "The loss falls, or does not, and the answers do not get better with it.", _wrong_loss),
        PlantedFault("one-epoch", "It trains for a single epoch", "The curve ends before it has begun.", _one_epoch),
        PlantedFault("one-batch", "The batch is as large as the data", "An epoch is a single step, so there are few of them.", _one_batch),
        PlantedFault("narrow", "A hidden layer has a single unit", "All that comes later sees one number.", _hidden("units", 1, first=True)),
        PlantedFault("zeros", "The hidden weights begin at zero", "All units of a layer do the same, or nothing.", _hidden("kernel_initializer", ObjectValue("Zeros"))),
        PlantedFault("frozen", "The hidden layers are kept from learning", "Their weights are the same before and after.", _hidden("trainable", False)),
        PlantedFault("dropout", "Dropout leaves nearly nothing", "Training does far worse than validation.", _too_much_dropout),
        PlantedFault("unscaled", "The inputs are not brought to one scale", "The largest column outshouts the others.", _unscaled),
        PlantedFault("bent-output", "The output cannot be negative", "Every answer below zero comes out as zero.", _bent_output),
        PlantedFault("noise", "The data is mostly noise", "Neither loss gets anywhere, whatever one changes.", _noisy),
        PlantedFault("shuffled", "The answers are shuffled among the rows", "On rows held back it is never better than mere guessing, and no column goes with the answer.", _spoiled("labels")),
        PlantedFault("leaked", "Rows trained on are held back as well", "Rows held back come out as well as those it learned by heart. Problems counts the copies.", _spoiled("rows")),
    )
}  # fmt: skip
"""Every fault by its name."""


def planted(design: Design, name: str) -> Design | None:
    """The design with a fault in it; nothing where it has no place for it."""
    return FAULTS[name].plant(design)


def possible(design: Design) -> Iterator[str]:
    """The faults that a design has a place for, by name."""
    return (name for name in FAULTS if planted(design, name) is not None)


def choices(name: str, seed: int, number: int = 5) -> tuple[str, ...]:
    """A fault among others to tell it from, in an order by chance."""
    chance = random.Random(f"{name} {seed}")
    found = [name, *chance.sample([other for other in FAULTS if other != name], number - 1)]
    chance.shuffle(found)
    return tuple(found)


def _is_activation(node: Node) -> bool:
    kind = kind_named(node.kind)
    return kind is not None and kind.role == "activation"


def _has(node: Node, setting: str) -> bool:
    kind = kind_named(node.kind)
    return kind is not None and setting in kind.by_name


def _last_layers(design: Design) -> frozenset[str]:
    """The cards at the ends, and those before them where an end only bends."""
    graph = design.graph
    ends = {id for id in graph.nodes if not any(graph.wires_from(id))}
    before = {wire.source for id in ends if _is_activation(graph.nodes[id]) for wire in graph.wires_into(id)}
    return frozenset(ends | before)


def _hidden_layers(design: Design) -> list[Node]:
    ends = _last_layers(design)
    nodes = (node for id, node in design.graph.nodes.items() if id not in ends)
    return [node for node in nodes if node.kind in ("Dense", "Conv1D", "Conv2D", "LSTM", "GRU") and not node.shares]
