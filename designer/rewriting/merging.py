"""The cards of a design as a text has them now: kept, changed, added and taken off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from designer.catalogue import kind_named
from designer.catalogue.activation import bends_at_its_end
from designer.graph.design import Design, Graph, Node
from designer.graph.naming import fresh_ids, fresh_name, has_automatic_name, numbered
from designer.graph.sharing import settled
from designer.naming import keras_names, variables
from designer.reading import Reading
from designer.reading.results import Told
from designer.rewriting.matching import paired
from designer.rewriting.sharing import shared_as_told
from designer.rewriting.standing import Standing
from designer.rewriting.units import Unit, parted, units_of, word_of
from designer.values import Value

NOTHING_TOLD = Told()


class Cards:
    """Which cards there are once a design has followed a text.

    `nodes` are the design's with those of the text as they are now; `became` says for each card that was read which
    card of the design it is; `fresh` are the ids of new ones, `bends` of those of them that are written into a layer, by
    the layer, `moved` of those whose line stands elsewhere now, and
    `gone` of those that no line tells of any more.
    """

    def __init__(self, design: Design, reading: Reading, standing: Standing) -> None:
        self.nodes = dict(design.graph.nodes)
        self.became: dict[str, str] = {}
        self.fresh: list[str] = []
        self.bends: dict[str, str] = {}
        self.moved: set[str] = set()
        self._read, self._told, self._standing = reading.design.graph, reading.told, standing
        self._taken = {node.name for node in self.nodes.values()}
        self._next = int(fresh_ids(design, 1)[0][1:])
        self._feeds, self._counts = _feeds(self._read)
        self._follow(design)
        kept = set(self.became.values())
        self.gone = tuple(id for id in standing.ids if id in self.nodes and id not in kept)
        for id in self.gone:
            self._taken.discard(self.nodes.pop(id).name)
        self.nodes = settled(shared_as_told(self.nodes, self._read, self.became))

    def _follow(self, design: Design) -> None:
        ids = [id for id in self._standing.ids if id in self.nodes]
        self._called = self._names(design, ids)
        drawn = units_of(design.graph, ids, self._called, self._standing.fold)
        told = {id: (told.name,) for id, told in self._told.items() if told.name}
        read = units_of(self._read, self._read.nodes, told, self._standing.fold)
        pairs, moved = paired(drawn, read)
        owners = {unit.id: drawn[pairs[at]] for at, unit in enumerate(read) if at in pairs}
        ended = {unit.id for unit in drawn if unit.bend}
        for at, unit in enumerate(read):
            owner = owners.get(unit.id)
            if owner is None or (owner.bend and not self._still_within(unit.id, owners)):
                self.became[unit.id] = self._add(unit.id)
            elif owner.bend:
                self._bend(owner.id, word_of(self._read.nodes[unit.id]))
                ended.discard(owner.id)
                self.became[unit.id] = owner.id
            else:
                self._change(owner, unit)
                self.became[unit.id] = owner.id
                if at in moved:
                    self.moved.add(owner.id)
        self._straighten(ended, owners)

    def _names(self, design: Design, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """What each card may be called in the text, the likeliest first."""
        nodes = [design.graph.nodes[id] for id in ids]
        keras, python = keras_names(nodes), variables(nodes)
        ways = ((id, (self._standing.names.get(id), keras.get(id), python.get(id))) for id in ids)
        return {id: tuple(dict.fromkeys(name for name in names if name)) for id, names in ways}

    # --- cards ---

    def _add(self, id: str) -> str:
        """A card for a layer that is new in the text."""
        read, name = self._read.nodes[id], self._told.get(id, NOTHING_TOLD).name
        new = f"n{self._next}"
        self._next += 1
        self.nodes[new] = replace(read, id=new, name=self._free(name) if name else self._automatic(read.kind))
        self.fresh.append(new)
        if self._told.get(id, NOTHING_TOLD).bend:
            self.bends[self.became[self._feeds[id][0]]] = new
        return new

    def _change(self, before: Unit, now: Unit) -> None:
        """Change of a card what its line changes, and nothing else."""
        node, read = self.nodes[before.id], self._read.nodes[now.id]
        told = self._told.get(now.id, NOTHING_TOLD)
        if before.kind != now.kind:
            name = self._automatic(read.kind, node.name) if has_automatic_name(node) else node.name
            node = replace(node, kind=read.kind, settings=read.settings, name=name)
        else:
            settings = _patched(node.settings, before.settings, now.settings, told.refused)
            node = node if settings == node.settings else replace(node, settings=settings)
        self.nodes[node.id] = self._renamed(node, told)

    def _renamed(self, node: Node, told: Told) -> Node:
        if told.name in self._called[node.id] or (not told.name and told.bend):
            return node
        if told.name:
            name = self._free(told.name, node.name)
            return node if name == node.name else replace(node, name=name)
        if node.id in self._standing.names and not has_automatic_name(node):
            return replace(node, name=self._automatic(node.kind, node.name))
        return node

    def _free(self, name: str, before: str = "") -> str:
        self._taken.discard(before)
        name = numbered(name, self._taken)
        self._taken.add(name)
        return name

    def _automatic(self, kind: str, before: str = "") -> str:
        self._taken.discard(before)
        name = fresh_name(kind, self._taken)
        self._taken.add(name)
        return name

    # --- activations at the end of a layer ---

    def _still_within(self, id: str, owners: Mapping[str, Unit]) -> bool:
        """Whether an activation that was a setting of a card is still what directly follows it, and that alone."""
        feeds, bend = self._feeds[id], owners[id]
        if len(feeds) != 1 or self._counts[feeds[0]] != 1 or word_of(self._read.nodes[id]) is None:
            return False
        layer, read = owners.get(feeds[0]), self._read.nodes[feeds[0]]
        kind = kind_named(read.kind)
        ends = kind is not None and bends_at_its_end(kind, parted(read)[0])
        return layer is not None and not layer.bend and layer.id == bend.id and ends

    def _bend(self, id: str, word: str | None) -> None:
        node = self.nodes[id]
        if word is not None and node.settings.get("activation") != word:
            self.nodes[id] = replace(node, settings={**node.settings, "activation": word})

    def _straighten(self, ended: set[str], owners: Mapping[str, Unit]) -> None:
        """Take the activation off cards at whose end there is none any more."""
        now = {owner.id: self._read.nodes[id] for id, owner in owners.items() if not owner.bend}
        for id in ended & now.keys():
            node = self.nodes[id]
            if "activation" in node.settings and "activation" not in now[id].settings:
                kept = {name: value for name, value in node.settings.items() if name != "activation"}
                self.nodes[id] = replace(node, settings=kept)


def _feeds(graph: Graph) -> tuple[dict[str, list[str]], dict[str, int]]:
    """What feeds each node, and how many each one feeds."""
    feeds: dict[str, list[str]] = {id: [] for id in graph.nodes}
    counts = dict.fromkeys(graph.nodes, 0)
    for wire in graph.wires:
        feeds[wire.target].append(wire.source)
        counts[wire.source] += 1
    return feeds, counts


def _patched(
    given: dict[str, Value], before: Mapping[str, Value], now: Mapping[str, Value], refused: frozenset[str]
) -> dict[str, Value]:
    """The settings given to a card, with what differs between what its line said and what it says now."""
    settings = dict(given)
    for name in before.keys() - now.keys() - refused:
        settings.pop(name, None)
    for name, value in now.items():
        if name not in before or not _same(before[name], value):
            settings[name] = value
    return settings


def _same(one: Value, other: Value) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)
