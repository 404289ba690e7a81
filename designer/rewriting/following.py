"""Reads an edited text into the design that is there: what the text leaves alone stays the very same."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from designer.analysis import analyse
from designer.codegen import sound_code
from designer.errors import FileError
from designer.graph.blocks import home_of
from designer.graph.design import Block, Design, Graph, Layout
from designer.graph.edits import remove
from designer.graph.naming import fresh_ids
from designer.graph.specs import DataSpec, TrainingSettings, target_names
from designer.graph.upkeep import tidied_up
from designer.plan import CALLBACK, LOSS, OPTIMIZER, normal_metrics, normal_object
from designer.plan.weighing import BALANCED, looks_balanced
from designer.reading import Note, Reading
from designer.reading.python.source import read_python
from designer.reading.training import shortened
from designer.rewriting.aiming import aimed
from designer.rewriting.faults import Unreadable, unreadable
from designer.rewriting.merging import Cards
from designer.rewriting.placing import placed
from designer.rewriting.standing import Standing, standing_of
from designer.rewriting.wiring import led_through, rewired, wanted_wires
from designer.syntax import FAULTS, parsed

NAME = "the text"


@dataclass(frozen=True)
class Followed:
    """A design that follows a text.

    `standing` says which cards the text tells of, `lines` where each of them stands, `notes` what could not be read.
    `gone` are cards of before that the text no longer tells of.
    """

    design: Design
    standing: Standing
    lines: Mapping[str, tuple[int, int]]
    notes: tuple[Note, ...] = ()
    gone: tuple[str, ...] = ()


def followed(design: Design, text: str, standing: Standing | None = None) -> Followed | Unreadable:
    """The design with what the text says of its network and its training; the text is read and never run.

    `standing` says which cards the text told of before it was edited; without it, those that the design's own code
    tells of. Where the text says what the design is already, that very design comes back.
    """
    lines = text.count("\n") + 1
    try:
        parsed(text)
    except FAULTS as error:
        return unreadable(error, lines)
    usual = _told_training(design.training)
    if standing is None:
        standing = standing_of(design, sound_code(analyse(design)))
    try:
        reading = read_python(text.encode("utf-8", "replace"), NAME, apart=standing.fold, training=usual)
    except FileError as error:
        return Unreadable(0, str(error))
    cards = Cards(design, reading, standing)
    after = _with_training(_drawn(design, reading, cards), reading, usual, cards)
    return Followed(after, _standing(reading, cards, standing.fold), _lines(reading, cards), reading.notes, cards.gone)


def label_of(before: Design, after: Design) -> str:
    """What an edit of the text did, for the history."""
    old, new = before.graph.nodes, after.graph.nodes
    fresh = [node.name for id, node in new.items() if id not in old]
    gone = [node.name for id, node in old.items() if id not in new]
    changed = [node.name for id, node in old.items() if id in new and new[id] != node]
    for verb, names, others in (("Add", fresh, gone + changed), ("Delete", gone, fresh + changed), ("Change", changed, fresh + gone)):  # fmt: skip
        if len(names) == 1 and not others:
            return f"{verb} {names[0]} in the code"
    return "Edit the code"


# --- the network --------------------------------------------------------------------------------


def _drawn(design: Design, reading: Reading, cards: Cards) -> Design:
    """The design with the cards and wires of the text."""
    base = remove([design.graph.nodes[id] for id in cards.gone], reconnect=True)(design) if cards.gone else design
    fresh = set(cards.fresh)
    graph = Graph(cards.nodes, base.graph.wires)
    wanted = wanted_wires(reading.design.graph, cards.became)
    wired = led_through(rewired(graph, wanted, fresh), cards.bends, wanted)
    same = wired.wires == design.graph.wires and _same_nodes(design, cards)
    if same:
        return design
    moved = {id for id in cards.moved if _feeds(wired, id) != _feeds(design.graph, id)}
    layout = tidied_up(base.layout, wired)
    if fresh or moved:
        layout = _in_blocks(layout, wired, reading, cards)
        usual = {cards.became[id]: at for id, at in reading.design.layout.positions.items() if id in cards.became}
        gone = [design.layout.positions[id] for id in cards.gone if id in design.layout.positions]
        layout = replace(layout, positions=placed(wired, layout, fresh | moved, usual, gone))
    return replace(design, graph=wired, layout=layout)


def _same_nodes(design: Design, cards: Cards) -> bool:
    nodes = design.graph.nodes
    return len(nodes) == len(cards.nodes) and all(cards.nodes.get(id) is node for id, node in nodes.items())


def _feeds(graph: Graph, id: str) -> list[str]:
    return [wire.source for wire in graph.wires_into(id)]


def _in_blocks(layout: Layout, graph: Graph, reading: Reading, cards: Cards) -> Layout:
    """New cards lie in the block of what they come before or after; a network within the text in one of its own."""
    inside = {**layout.inside}
    blocks = _new_blocks(layout, reading, cards)
    for id in cards.fresh:
        near = [wire.target for wire in graph.wires_from(id)] + [wire.source for wire in graph.wires_into(id)]
        home = next((home_of(layout, other) for other in near if other not in cards.fresh), "")
        if home:
            inside[id] = home
    inside.update(blocks.inside)
    return replace(layout, inside=inside, blocks={**layout.blocks, **blocks.blocks}, positions={**layout.positions, **blocks.positions})  # fmt: skip


def _new_blocks(layout: Layout, reading: Reading, cards: Cards) -> Layout:
    """The blocks of the text in which nothing lies that was there before."""
    read, fresh = reading.design.layout, set(cards.fresh)
    mixed = {home for id, home in read.inside.items() if id in cards.became and cards.became[id] not in fresh}
    wanted = [id for id in read.blocks if id not in mixed]
    taken = Design(layout=layout)
    became = dict(zip(wanted, fresh_ids(taken, len(wanted), "b"), strict=True))
    ids = {**cards.became, **became}
    return Layout(
        positions={new: read.positions[old] for old, new in became.items()},
        blocks={new: Block(new, read.blocks[old].name) for old, new in became.items()},
        inside={ids[id]: became[home] for id, home in read.inside.items() if id in ids and home in became},
    )


def _standing(reading: Reading, cards: Cards, fold: bool) -> Standing:
    ids = tuple(dict.fromkeys(cards.became[id] for id in reading.design.graph.nodes))
    names = {cards.became[id]: told.name for id, told in reading.told.items() if told.name}
    return Standing(ids, names, fold)


def _lines(reading: Reading, cards: Cards) -> dict[str, tuple[int, int]]:
    lines: dict[str, tuple[int, int]] = {}
    for id, told in reading.told.items():
        lines.setdefault(cards.became[id], told.lines)
    return lines


# --- training -----------------------------------------------------------------------------------


def _told_training(training: TrainingSettings) -> TrainingSettings:
    """Training settings as code tells them."""
    optimizer, loss = normal_object(training.optimizer, OPTIMIZER), normal_object(training.loss, LOSS)
    callbacks = tuple(shortened(normal_object(one, CALLBACK)) for one in training.callbacks)
    return replace(
        training,
        optimizer=shortened(optimizer),
        loss=shortened(loss),
        callbacks=callbacks,
        metrics=normal_metrics(training.metrics),
    )


def _with_training(design: Design, reading: Reading, usual: TrainingSettings, cards: Cards) -> Design:
    """The design with what the text says of training that is not what it said before."""
    told: TrainingSettings = reading.design.training
    names: Collection[str] = told.__struct_fields__
    changed = {name: getattr(told, name) for name in names if getattr(told, name) != getattr(usual, name)}
    if target_names(design.data.source):
        for name in ("loss", "metrics", "aims"):
            changed.pop(name, None)
        design = aimed(design, reading, cards.became)
    weights = told.class_weights
    if usual.class_weights == BALANCED and not isinstance(weights, str) and looks_balanced(weights):
        changed.pop("class_weights", None)
    if changed:
        design = replace(design, training=replace(design.training, **changed))
    share = reading.design.data.validation
    if share not in (DataSpec().validation, design.data.validation):
        design = replace(design, data=replace(design.data, validation=share))
    return design
